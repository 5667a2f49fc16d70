//! Who stands with a verb of saying: its group of auxiliaries, its subject in front or behind, and whether they agree.

use crate::attribute::annotation::{Annotated, Group, Phrase};
use crate::attribute::leftward::phrase_left;
use crate::attribute::lexicon::{Class, Frames, VerbForm};
use crate::attribute::parenthesis::{phrase_before_dashes, phrase_before_parenthesis};
use crate::attribute::phrases::{can_speak, has_clause, head, is_age, phrase_right};
use crate::attribute::tokens::{Kind, Token};

/// The adverbs, times and auxiliaries in front of the verb at `at`.
pub(crate) fn verb_group(sentence: &Annotated<'_>, at: usize) -> Group {
    sentence.group(at, || find_group(sentence, at))
}

fn find_group(sentence: &Annotated<'_>, at: usize) -> Group {
    let mut group =
        Group { first: at, passive: false, progressive: false, infinitive: false, negated: false };
    let form = sentence.token(at).map_or(VerbForm::default(), |token| token.form);
    let gerund = form.has(VerbForm::GERUND);
    let mut perfect = false;
    while let Some(before) = group.first.checked_sub(1) {
        let Some(token) = sentence.token(before) else { break };
        if token.has(Class::CAPITAL) && before > 0 && !token.has(Class::TIME) {
            break;
        }
        if token.has(Class::TO) && form.has(VerbForm::BASE) {
            group.infinitive = true;
            group.first = before;
            break;
        }
        group.negated |= token.has(Class::NEGATION);
        group.first = match modifier(sentence, token, before) {
            Some(Modifier::Be) => {
                group.passive |= !gerund && !perfect;
                group.progressive |= gerund;
                before
            }
            Some(Modifier::Contracted) => {
                perfect |= !gerund;
                group.progressive |= gerund;
                before
            }
            Some(Modifier::Have) => {
                perfect = true;
                before
            }
            Some(Modifier::Adjunct(first)) => first,
            None => break,
        };
    }
    group
}

/// What stands in front of a verb and belongs to it.
enum Modifier {
    Be,
    Have,
    /// `'s`, which is "is" or "has".
    Contracted,
    /// An adverb, a negation, another auxiliary or a time that begins with this unit.
    Adjunct(usize),
}

fn modifier(sentence: &Annotated<'_>, token: &Token, at: usize) -> Option<Modifier> {
    if token.kind == Kind::Possessive {
        return is_contracted(sentence, at).then_some(Modifier::Contracted);
    }
    if token.has(Class::BE) && token.is_word() {
        return Some(Modifier::Be);
    }
    if token.has(Class::HAVE) {
        return Some(Modifier::Have);
    }
    if token.has(Class::TIME) {
        return time_start(sentence, at).map(Modifier::Adjunct);
    }
    let adverb = token.has(Class::ADVERB)
        && !token.has(Class::PRONOUN.with(Class::DETERMINER).with(Class::PLAIN));
    (token.has(Class::AUXILIARY.with(Class::NEGATION)) || adverb).then_some(Modifier::Adjunct(at))
}

/// First unit of the time adjunct that ends at `last`: "on Saturday", "last week", "Thursday".
fn time_start(sentence: &Annotated<'_>, last: usize) -> Option<usize> {
    let mut first = last;
    let given = |unit: usize| {
        sentence.has(unit, Class::GIVEN.with(Class::TITLE)) && sentence.has(unit, Class::CAPITAL)
    };
    while first > 0 {
        let before = first - 1;
        // "Theresa May said"; but "Michael Martin later said".
        if sentence.has(first, Class::CAPITAL) && given(before) {
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
pub(crate) fn is_contracted(sentence: &Annotated<'_>, unit: usize) -> bool {
    unit > 0 && sentence.has(unit - 1, Class::PRONOUN.with(Class::QUESTION))
}

/// The subject behind the verb, where a quotation or a clause stands in front: `"…," said Starmer, who`.
pub(crate) fn inverted_subject(sentence: &Annotated<'_>, at: usize) -> Option<Phrase> {
    let token = sentence.token(at)?;
    let finite = VerbForm::PAST.with(VerbForm::THIRD);
    if !token.form.has(finite)
        || token.has(Class::HOMOGRAPH) && token.form.has(VerbForm::THIRD) && at == 0
        || !is_behind_content(sentence, token, at)
    {
        return None;
    }
    let right_behind = at > 0 && sentence.is_quoted(at - 1);
    let quoted = right_behind || sentence.is_quoted(at.saturating_sub(2));
    if takes_addressee(sentence, token, at, quoted)
        || sentence.has(at + 1, Class::THAT)
        || !quoted && !token.frames.has(Frames::CLAUSE)
    {
        return None;
    }
    let phrase = phrase_right(sentence, at + 1)?;
    let pronoun = phrase.first == phrase.last && sentence.has(phrase.first, Class::PRONOUN);
    if !quoted && !opens_with_speaker(sentence, &phrase)
        || pronoun && !right_behind
        || !(can_speak(sentence, &phrase) || right_behind && is_somebody(sentence, &phrase))
    {
        return None;
    }
    let next = phrase.last + 1;
    let followed = is_subject_of_another(sentence, next)
        // `said the board "slept for years"`: the fragment is what the board did, somebody else says so.
        || !right_behind && sentence.quoted_predicate(next)
        || !quoted && (is_within_clause(sentence, next) || closes_apposition(sentence, at));
    (!followed).then_some(phrase)
}

/// Whether the phrase is an article and a noun of the form of those who do something: "a janitor", "a florist".
fn is_somebody(sentence: &Annotated<'_>, phrase: &Phrase) -> bool {
    const AGENTS: [&str; 8] = ["er", "or", "ist", "ian", "ant", "man", "woman", "person"];
    let noun = sentence.text(phrase.last);
    sentence.is_any(phrase.first, &["a", "an", "one", "another"])
        && phrase.first < phrase.last
        && AGENTS.iter().any(|ending| noun.ends_with(ending))
}

/// Whether the verb stands where an inverted subject may follow: behind a quotation, a comma or a dash.
fn is_behind_content(sentence: &Annotated<'_>, token: &Token, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return token.has(Class::CAPITAL) };
    if sentence.is_quoted(before) {
        return sentence.is_rounded_off(before)
            || sentence.quoted_words(before) > 2 && !sentence.is_word(before.wrapping_sub(1));
    }
    matches!(sentence.kind(before), Some(Kind::Comma | Kind::Dash | Kind::Stop))
        || sentence.has(before, Class::AS)
        || before > 0 && sentence.has(before, Class::ADVERB) && sentence.is_rounded_off(before - 1)
}

/// "told reporters", "asked the board": what follows is who is spoken to.
fn takes_addressee(sentence: &Annotated<'_>, token: &Token, at: usize, quoted: bool) -> bool {
    token.frames.has(Frames::ADDRESSEE)
        && (!quoted
            || token.frames.has(Frames::DIRECTIVE.with(Frames::INFINITIVE))
                && sentence.text(at).starts_with('t'))
}

/// Whether a verb follows at once: the phrase in front of it is the subject of that.
fn is_subject_of_another(sentence: &Annotated<'_>, next: usize) -> bool {
    sentence.is_finite(next) || sentence.has(next, Class::AUXILIARY.with(Class::THAT))
}

/// "Smith, the chairman, said costs had risen": what follows is the clause, not the subject.
fn is_within_clause(sentence: &Annotated<'_>, next: usize) -> bool {
    (next..sentence.len().min(next + 8))
        .take_while(|&unit| !sentence.is(unit, Kind::Comma) && !sentence.has(unit, Class::RELATIVE))
        .any(|unit| sentence.is_finite(unit))
}

/// "Smith, a backer of the firm, said firm managers plan to stay": all that stands in front of the verb is somebody who
/// can speak, with an aside.
fn closes_apposition(sentence: &Annotated<'_>, at: usize) -> bool {
    let Some(close) = at.checked_sub(1) else { return false };
    let phrase = match sentence.kind(close) {
        Some(Kind::Comma) => phrase_before_parenthesis(sentence, close),
        Some(Kind::Dash) => phrase_before_dashes(sentence, close),
        _ => None,
    };
    phrase.is_some_and(|phrase| {
        can_speak(sentence, &phrase)
            && (phrase.first == 0 || sentence.has(phrase.first - 1, Class::COORDINATOR))
            && !has_clause(sentence, phrase.first, close)
    })
}

/// A text or a body of people: what finds and shows by saying so.
fn is_inquiry(sentence: &Annotated<'_>, phrase: &Phrase) -> bool {
    let inquiring = Class::TEXT.with(Class::GROUP).with(Class::BODY);
    sentence.has(phrase.last, inquiring)
        || sentence.has(head(sentence, phrase), inquiring)
        || (phrase.first..phrase.last).any(|unit| sentence.has(unit, Class::TEXT))
}

/// Whether a clause follows the verb as only verbs of saying have it.
pub(crate) fn is_clausal(sentence: &Annotated<'_>, at: usize) -> bool {
    sentence.token(at).is_some_and(|token| {
        token.frames.has(Frames::CLAUSE) && !token.frames.has(Frames::GUARDED)
            || sentence.has(at + 1, Class::THAT)
    })
}

/// Whether the phrase is about somebody who can speak from its first words on: "said a spokesman for Ford", not
/// "submitted recipes for the Ford prize".
fn opens_with_speaker(sentence: &Annotated<'_>, phrase: &Phrase) -> bool {
    let speaking = Class::CAPITAL
        .with(Class::ROLE)
        .with(Class::GROUP)
        .with(Class::TEXT)
        .with(Class::CROWD)
        .with(Class::PEOPLE);
    (phrase.first..=phrase.last)
        .take_while(|&unit| {
            !sentence.has(unit, Class::PREPOSITION) || is_share(sentence, phrase.first, unit)
        })
        .any(|unit| sentence.has(unit, speaking))
        || is_age(sentence, phrase.last)
}

/// "a handful of Democrats", "two of the nurses": what counts people speaks as they do.
fn is_share(sentence: &Annotated<'_>, first: usize, of: usize) -> bool {
    sentence.has(of, Class::OF)
        && (first..of).any(|unit| {
            sentence.is(unit, Kind::Number)
                || sentence.has(unit, Class::SHARE)
                || sentence.has(unit, Class::DETERMINER) && sentence.has(unit, Class::SUBJECT)
        })
}

/// The phrase in front of a relative clause without commas: "officials who spoke with the paper said".
pub(crate) fn before_relative(
    sentence: &Annotated<'_>,
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
            sentence.is_any(unit, &["who", "that", "which"])
                && unit > 0
                && sentence.is_nominal(unit - 1)
        })?;
    let verb = (relative + 1..group).any(|unit| sentence.is_finite(unit));
    let phrase = phrase_left(sentence, relative - 1)?;
    (verb && can_speak(sentence, &phrase)).then_some(Phrase { first: phrase.first, last: relative })
}

/// How long a relative clause between subject and verb may be, in units.
const RELATIVE_REACH: usize = 22;

/// Whether verb form and subject go together; a spelling that may be a noun needs more.
pub(crate) fn agrees(sentence: &Annotated<'_>, at: usize, phrase: &Phrase, modified: bool) -> bool {
    let Some(token) = sentence.token(at) else { return false };
    // "the most northern state on the map": a noun.
    let noun = token.has(Class::HOMOGRAPH)
        && token.form.has(VerbForm::BASE)
        && sentence.has(at + 1, Class::OF.with(Class::BY))
        && !modified;
    if noun {
        return false;
    }
    if token.frames.has(Frames::FINDING) && !is_inquiry(sentence, phrase) {
        return false;
    }
    if token.form.has(VerbForm::PAST) || modified {
        // "the man called Smith", "the plan announced on Monday": a participle, unless its subject can speak.
        let told = token.frames.has(Frames::ADDRESSEE)
            && (sentence.has(at + 1, Class::OBJECT) || is_somebody(sentence, phrase));
        return can_speak(sentence, phrase)
            || told
            || token.frames.has(Frames::CLAUSE) && !token.frames.has(Frames::GUARDED);
    }
    if token.form.has(VerbForm::THIRD) {
        return agrees_with_third(sentence, phrase)
            && (!token.has(Class::HOMOGRAPH)
                || is_singular_pronoun(sentence, phrase.last)
                || is_verb_not_noun(sentence, at, phrase.last));
    }
    agrees_with_base(sentence, token, phrase)
}

/// "he", "she"
fn is_singular_pronoun(sentence: &Annotated<'_>, unit: usize) -> bool {
    sentence.has(unit, Class::MALE.with(Class::FEMALE)) && sentence.has(unit, Class::PRONOUN)
}

fn agrees_with_third(sentence: &Annotated<'_>, phrase: &Phrase) -> bool {
    let head = phrase.last;
    let plural = sentence.has(head, Class::PLURAL) && !sentence.has(head, Class::CAPITAL);
    let other_pronoun = sentence.has(head, Class::PRONOUN)
        && !is_singular_pronoun(sentence, head)
        && !sentence.is_any(head, &["it", "who"]);
    !plural && !other_pronoun
}

/// Whether a spelling in -s that may be a plural noun is the verb of somebody who speaks, by what stands around it.
fn is_verb_not_noun(sentence: &Annotated<'_>, at: usize, head: usize) -> bool {
    let next = at + 1;
    let opener = Class::THAT
        .with(Class::DETERMINER)
        .with(Class::PRONOUN)
        .with(Class::QUESTION)
        .with(Class::TO)
        .with(Class::CAPITAL);
    let colon = sentence.is(next, Kind::Colon) && !sentence.is_quoted(next + 1);
    // "the caucus states where he won": a place or a thing, and a relative clause.
    let relative = sentence.is_any(next, &["where", "when", "which", "who", "whose"]);
    let content = !relative && sentence.has(next, opener)
        || sentence.is_quoted(next)
        || matches!(sentence.kind(next), Some(Kind::Colon | Kind::Stop | Kind::Comma));
    let speaking = Class::CAPITAL
        .with(Class::ROLE)
        .with(Class::GROUP)
        .with(Class::TEXT)
        .with(Class::PRONOUN)
        .with(Class::RELATIVE);
    // "Russian demands that": an adjective is no subject.
    let headed = sentence.has(head, speaking) && !sentence.has(head, Class::PEOPLE);
    content && headed && !colon
}

/// A small word in -s, whatever it means.
fn is_plural_by_ending(sentence: &Annotated<'_>, unit: usize) -> bool {
    !sentence.has(unit, Class::CAPITAL) && sentence.text(unit).ends_with('s')
        || unit == 0 && sentence.text(unit).ends_with('s')
}

/// The base form has a plural or a first person as its subject.
fn agrees_with_base(sentence: &Annotated<'_>, token: &Token, phrase: &Phrase) -> bool {
    let last = phrase.last;
    let plural_pronoun = sentence.has(last, Class::SUBJECT)
        && !is_singular_pronoun(sentence, last)
        && !sentence.is_text(last, "it");
    let inner = |unit: usize| {
        sentence.has(unit, Class::AND)
            || sentence.has(unit, Class::PLURAL) && !sentence.has(unit, Class::DETERMINER)
    };
    // "Backers of the bill": any word in -s in front of a complement.
    let outer = head(sentence, phrase);
    let plural = sentence.has(last, Class::PLURAL)
        || outer < last && is_plural_by_ending(sentence, outer) && can_speak(sentence, phrase)
        || !token.has(Class::HOMOGRAPH)
            && (sentence.has(outer, Class::SHARE) || sentence.is(last, Kind::Number))
        || plural_pronoun
        || (phrase.first..last).any(inner)
        || sentence.text(last).ends_with('s')
        // "the staff say", "the BBC say"
        || (sentence.has(last, Class::GROUP)
            || sentence.has(last, Class::BODY) && sentence.has(last, Class::ALL_CAPITALS))
            && !token.frames.has(Frames::GUARDED);
    plural && (can_speak(sentence, phrase) || !token.has(Class::HOMOGRAPH))
}
