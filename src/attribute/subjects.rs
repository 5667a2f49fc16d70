//! Who stands with a verb of saying: its group of auxiliaries, its subject in front or behind, and whether they agree.

use crate::attribute::lexicon::{Class, Frames, VerbForm};
use crate::attribute::parenthesis::{phrase_before_dashes, phrase_before_parenthesis};
use crate::attribute::phrases::{
    Phrase, can_speak, is_finite, is_nominal, phrase_left, phrase_right,
};
use crate::attribute::sentences::Sentence;
use crate::attribute::tokens::Kind;

pub(crate) struct Group {
    pub(crate) first: usize,
    pub(crate) passive: bool,
    pub(crate) progressive: bool,
    pub(crate) infinitive: bool,
    pub(crate) negated: bool,
}

/// The adverbs, times and auxiliaries in front of the verb at `at`.
pub(crate) fn verb_group(sentence: &Sentence<'_>, at: usize) -> Group {
    let mut group =
        Group { first: at, passive: false, progressive: false, infinitive: false, negated: false };
    let gerund = sentence.token(at).is_some_and(|token| token.form.has(VerbForm::GERUND));
    let mut perfect = false;
    while group.first > 0 {
        let before = group.first - 1;
        let Some(token) = sentence.token(before) else { break };
        if token.has(Class::CAPITAL) && before > 0 && !token.has(Class::TIME) {
            break;
        }
        if token.has(Class::TO)
            && sentence.token(at).is_some_and(|token| token.form.has(VerbForm::BASE))
        {
            group.infinitive = true;
            group.first = before;
            break;
        }
        group.negated |= token.has(Class::NEGATION);
        if token.kind == Kind::Possessive {
            if !is_contracted(sentence, before) {
                break;
            }
            perfect |= !gerund;
            group.progressive |= gerund;
        } else if token.has(Class::BE) && token.is_word() {
            group.passive |= !gerund && !perfect;
            group.progressive |= gerund;
        } else if token.has(Class::HAVE) {
            perfect = true;
        } else if token.has(Class::TIME) {
            match time_start(sentence, before) {
                Some(start) => {
                    group.first = start;
                    continue;
                }
                None => break,
            }
        } else if !token.has(Class::AUXILIARY.with(Class::NEGATION))
            && (!token.has(Class::ADVERB)
                || token.has(Class::PRONOUN.with(Class::DETERMINER).with(Class::PLAIN)))
        {
            break;
        }
        group.first = before;
    }
    group
}

/// First unit of the time adjunct that ends at `last`: "on Saturday", "last week", "Thursday".
fn time_start(sentence: &Sentence<'_>, last: usize) -> Option<usize> {
    let mut first = last;
    let given = |unit: usize| {
        sentence.has(unit, Class::GIVEN.with(Class::TITLE)) && sentence.has(unit, Class::CAPITAL)
    };
    while first > 0 {
        let before = first - 1;
        if given(before) {
            return None;
        }
        let lead = ["on", "in", "late", "early", "the"];
        let belongs = sentence.has(before, Class::TIME_ADJECTIVE.with(Class::TIME))
            || sentence.is(before, Kind::Number)
            || lead.iter().any(|word| sentence.is_text(before, word));
        if !belongs {
            break;
        }
        first = before;
    }
    let alone =
        first == last && !sentence.has(last, Class::DAY) && !sentence.has(last, Class::ADVERB);
    (first > 0 && !alone).then_some(first)
}

/// Whether `'s` stands for "is" or "has": behind a pronoun.
pub(crate) fn is_contracted(sentence: &Sentence<'_>, unit: usize) -> bool {
    unit > 0 && sentence.has(unit - 1, Class::PRONOUN.with(Class::QUESTION))
}

/// The subject behind the verb, where a quotation or a clause stands in front: `"…," said Starmer, who`.
pub(crate) fn inverted_subject(sentence: &Sentence<'_>, at: usize) -> Option<Phrase> {
    let token = sentence.token(at)?;
    let finite = VerbForm::PAST.with(VerbForm::THIRD);
    if !token.form.has(finite)
        || token.has(Class::HOMOGRAPH) && token.form.has(VerbForm::THIRD) && at == 0
    {
        return None;
    }
    let behind_content = match at.checked_sub(1) {
        None => token.has(Class::CAPITAL),
        Some(before) if sentence.is_quoted(before) => {
            sentence.is_rounded_off(before)
                || sentence.quoted_words(before) > 2 && !sentence.is_word(before.wrapping_sub(1))
        }
        Some(before) => {
            sentence.is(before, Kind::Comma)
                || sentence.has(before, Class::AS)
                || sentence.is(before, Kind::Dash)
                || sentence.is(before, Kind::Stop)
                || before > 0
                    && sentence.has(before, Class::ADVERB)
                    && sentence.is_rounded_off(before - 1)
        }
    };
    if !behind_content {
        return None;
    }
    let quoted = at > 0 && sentence.is_quoted(at - 1) || sentence.is_quoted(at.saturating_sub(2));
    let told = token.frames.has(Frames::ADDRESSEE)
        && (!quoted
            || token.frames.has(Frames::DIRECTIVE.with(Frames::INFINITIVE))
                && sentence.text(at).starts_with("t"));
    if told {
        return None;
    }
    if sentence.has(at + 1, Class::THAT) || !quoted && !token.frames.has(Frames::CLAUSE) {
        return None;
    }
    let phrase = phrase_right(sentence, at + 1)?;
    if !quoted && !opens_with_speaker(sentence, &phrase) {
        return None;
    }
    let pronoun = phrase.first == phrase.last && sentence.has(phrase.first, Class::PRONOUN);
    if pronoun && !(at > 0 && sentence.is_quoted(at - 1)) || !can_speak(sentence, &phrase) {
        return None;
    }
    let next = phrase.last + 1;
    let clause = is_finite(sentence, next)
        || sentence.has(next, Class::AUXILIARY)
        || sentence.has(next, Class::THAT);
    // "Smith, the chairman, said costs had risen": what follows is the clause, not the subject.
    let later_verb = !quoted
        && (next..sentence.len().min(next + 8))
            .take_while(|&unit| {
                !matches!(sentence.kind(unit), Some(Kind::Comma))
                    && !sentence.has(unit, Class::RELATIVE)
            })
            .any(|unit| is_finite(sentence, unit));
    // "Smith, for the owners, said Mr Lee 'did not pay'": the fragment is what Mr Lee did, Smith says so.
    let predicate =
        !quoted && sentence.quoted_predicate(next) && closes_apposition(sentence, at - 1);
    (!clause && !later_verb && !predicate).then_some(phrase)
}

/// Whether the comma or dash at the unit closes what stands beside somebody who can speak.
fn closes_apposition(sentence: &Sentence<'_>, close: usize) -> bool {
    let phrase = match sentence.kind(close) {
        Some(Kind::Comma) => phrase_before_parenthesis(sentence, close),
        Some(Kind::Dash) => phrase_before_dashes(sentence, close),
        _ => None,
    };
    phrase.is_some_and(|phrase| can_speak(sentence, &phrase))
}

/// A text or a body of people: what finds and shows by saying so.
fn is_inquiry(sentence: &Sentence<'_>, phrase: &Phrase) -> bool {
    (phrase.first..=phrase.last)
        .any(|unit| sentence.has(unit, Class::TEXT.with(Class::GROUP).with(Class::BODY)))
}

/// Whether a clause follows the verb as only verbs of saying have it.
pub(crate) fn is_clausal(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.token(at).is_some_and(|token| {
        token.frames.has(Frames::CLAUSE) && !token.frames.has(Frames::GUARDED)
            || sentence.has(at + 1, Class::THAT)
    })
}

/// Whether the phrase is about somebody who can speak from its first words on: "said a spokesman for Ford", not
/// "submitted recipes for the Ford prize".
fn opens_with_speaker(sentence: &Sentence<'_>, phrase: &Phrase) -> bool {
    let speaking = Class::CAPITAL
        .with(Class::ROLE)
        .with(Class::GROUP)
        .with(Class::TEXT)
        .with(Class::CROWD)
        .with(Class::PEOPLE);
    (phrase.first..=phrase.last)
        .take_while(|&unit| !sentence.has(unit, Class::PREPOSITION))
        .any(|unit| sentence.has(unit, speaking))
}

/// The phrase in front of a relative clause without commas: "officials who spoke with the paper said".
pub(crate) fn before_relative(
    sentence: &Sentence<'_>,
    before: usize,
    group: usize,
) -> Option<Phrase> {
    let floor = before.saturating_sub(RELATIVE_REACH);
    let relative = (floor..before)
        .rev()
        .take_while(|&unit| {
            !matches!(
                sentence.kind(unit),
                None | Some(Kind::Comma | Kind::Colon | Kind::Semicolon | Kind::Dash)
            )
        })
        .find(|&unit| {
            ["who", "that", "which"].iter().any(|word| sentence.is_text(unit, word))
                && unit > 0
                && is_nominal(sentence, unit - 1)
        })?;
    let verb = (relative + 1..group).any(|unit| is_finite(sentence, unit));
    let phrase = phrase_left(sentence, relative - 1)?;
    (verb && can_speak(sentence, &phrase)).then_some(Phrase { first: phrase.first, last: relative })
}

/// How long a relative clause between subject and verb may be, in units.
const RELATIVE_REACH: usize = 22;

/// Whether verb form and subject go together; a spelling that may be a noun needs more.
pub(crate) fn agrees(sentence: &Sentence<'_>, at: usize, phrase: &Phrase, modified: bool) -> bool {
    let Some(token) = sentence.token(at) else { return false };
    let head = phrase.last;
    let singular_pronoun =
        sentence.has(head, Class::MALE.with(Class::FEMALE)) && sentence.has(head, Class::PRONOUN);
    let form = token.form;
    if form.has(VerbForm::PAST) || modified {
        if token.frames.has(Frames::FINDING) && !is_inquiry(sentence, phrase) {
            return false;
        }
        // "the man called Smith", "the plan announced on Monday": a participle, unless its subject can speak.
        return can_speak(sentence, phrase)
            || token.frames.has(Frames::CLAUSE) && !token.frames.has(Frames::GUARDED);
    }
    if token.frames.has(Frames::FINDING) && !is_inquiry(sentence, phrase) {
        return false;
    }
    if form.has(VerbForm::THIRD) {
        let plural = sentence.has(head, Class::PLURAL) && !sentence.has(head, Class::CAPITAL);
        if plural
            || sentence.has(head, Class::PRONOUN)
                && !singular_pronoun
                && !sentence.is_text(head, "it")
                && !sentence.is_text(head, "who")
        {
            return false;
        }
        if token.has(Class::HOMOGRAPH) {
            let next = at + 1;
            let content = sentence.has(
                next,
                Class::THAT
                    .with(Class::DETERMINER)
                    .with(Class::PRONOUN)
                    .with(Class::QUESTION)
                    .with(Class::TO),
            ) || sentence.is_quoted(next)
                || sentence.has(next, Class::CAPITAL)
                || matches!(sentence.kind(next), Some(Kind::Colon | Kind::Stop | Kind::Comma));
            let colon = sentence.is(next, Kind::Colon) && !sentence.is_quoted(next + 1);
            let speaking = Class::CAPITAL
                .with(Class::ROLE)
                .with(Class::GROUP)
                .with(Class::TEXT)
                .with(Class::PRONOUN)
                .with(Class::RELATIVE);
            // "Russian demands that": an adjective is no subject.
            let headed = sentence.has(head, speaking) && !sentence.has(head, Class::PEOPLE);
            return content && headed && !colon;
        }
        return true;
    }
    // The base form: a plural or first person subject.
    let plural = sentence.has(head, Class::PLURAL)
        || sentence.has(head, Class::SUBJECT) && !singular_pronoun && !sentence.is_text(head, "it")
        || (phrase.first..head).any(|unit| sentence.has(unit, Class::AND))
        || (phrase.first..head).any(|unit| {
            sentence.has(unit, Class::PLURAL) && !sentence.has(unit, Class::POSSESSIVE)
        })
        || sentence.text(head).ends_with('s')
        // "the staff say"
        || sentence.has(head, Class::GROUP) && !token.frames.has(Frames::GUARDED);
    plural && (can_speak(sentence, phrase) || !token.has(Class::HOMOGRAPH))
}
