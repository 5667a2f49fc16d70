//! Finds the words that report, and the words that name who is reported: subjects, inverted subjects, "according to".

use crate::attribute::lexicon::{Class, Frames, VerbForm};
use crate::attribute::phrases::{
    Phrase, can_speak, is_finite, is_nominal, open_bracket, phrase_before_parenthesis, phrase_left,
    phrase_right,
};
use crate::attribute::sentences::Sentence;
use crate::attribute::tokens::Kind;

/// What kind of word reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CueKind {
    /// A verb with its subject in front.
    Verb,
    /// A verb with its subject behind: "said Starmer".
    Inverted,
    /// "according to".
    According,
    /// A noun: "the minister's claim that".
    Noun,
}

/// Where the words are that name the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Here.
    Phrase(Phrase),
    /// The subject of the verb before, or of the clause: "…, adding that".
    Shared,
    /// Nowhere: a passive.
    Untold,
}

/// A word that reports, in its sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cue {
    pub(crate) kind: CueKind,
    /// First unit of the verb group, adverbs and auxiliaries included.
    pub(crate) group: usize,
    /// The unit of the word itself.
    pub(crate) at: usize,
    /// Last unit of the cue and of a subject behind it.
    pub(crate) end: usize,
    pub(crate) frames: Frames,
    pub(crate) form: VerbForm,
    pub(crate) subject: Subject,
    pub(crate) negated: bool,
    /// "as Comey noted"
    pub(crate) comment: bool,
    /// "who said"
    pub(crate) relative: bool,
    /// "Sanders Says He Will Run"
    pub(crate) headline: bool,
}

impl Cue {
    /// First unit of subject and verb, whichever comes first.
    pub(crate) fn start(&self) -> usize {
        match self.subject {
            Subject::Phrase(phrase) if phrase.first < self.group => {
                phrase.first - usize::from(self.comment)
            }
            _ => self.group,
        }
    }
}

/// All cues of the sentence that stand outside of quote marks, in order.
pub(crate) fn find(sentence: &Sentence<'_>) -> Vec<Cue> {
    let mut cues = Vec::new();
    let mut at = 0;
    while at < sentence.len() {
        let candidate = sentence.token(at).is_some_and(|token| {
            let class = Class::ED.with(Class::CUE_NOUN).with(Class::ACCORDING);
            !token.frames.is_empty() || token.has(class)
        });
        if !candidate {
            at += 1;
            continue;
        }
        let cue = according(sentence, at)
            .or_else(|| relayed(sentence, at))
            .or_else(|| verb(sentence, at))
            .or_else(|| noun(sentence, at));
        at = match cue {
            Some(cue) => {
                cues.push(cue);
                at.max(if cue.kind == CueKind::Noun { at } else { cue.at }) + 1
            }
            None => at + 1,
        };
    }
    cues
}

fn according(sentence: &Sentence<'_>, at: usize) -> Option<Cue> {
    if !sentence.has(at, Class::ACCORDING) {
        return None;
    }
    let according = sentence.is_text(at, "according") && sentence.has(at + 1, Class::TO);
    let per = sentence.is_text(at, "per") && at > 0 && sentence.is(at - 1, Kind::Comma);
    let last = if according { at + 1 } else { at };
    if !according && !per {
        return None;
    }
    let phrase = source_behind(sentence, last + 1)?;
    Some(Cue {
        kind: CueKind::According,
        group: at,
        at,
        end: phrase.last,
        frames: Frames::CLAUSE,
        form: VerbForm::default(),
        subject: Subject::Phrase(phrase),
        negated: false,
        comment: false,
        relative: false,
        headline: false,
    })
}

/// Verbs of those who pass on what others said.
const RELAYS: [&str; 7] = ["quotes", "quoted", "quote", "cites", "cited", "quoting", "citing"];

/// "Reuters quotes the draft as saying": the source is who is quoted, not who quotes.
fn relayed(sentence: &Sentence<'_>, at: usize) -> Option<Cue> {
    let token = sentence.token(at)?;
    if !token.form.has(VerbForm::GERUND) || at < 3 || !sentence.has(at - 1, Class::AS) {
        return None;
    }
    let phrase = phrase_left(sentence, at - 2)?;
    let verb = phrase.first.checked_sub(1)?;
    let relays = |unit: usize| RELAYS.iter().any(|word| sentence.is_text(unit, word));
    // "was quoted as saying" has its source in front of the verb.
    let (source, group) = if relays(verb) {
        (phrase, phrase_left(sentence, verb.checked_sub(1)?).map_or(verb, |relay| relay.first))
    } else if relays(at - 2) {
        let group = verb_group(sentence, at - 2);
        let source = phrase_left(sentence, group.first.checked_sub(1)?)?;
        (source, source.first)
    } else {
        return None;
    };
    Some(Cue {
        kind: CueKind::Verb,
        group,
        at,
        end: at,
        frames: token.frames,
        form: token.form,
        subject: Subject::Phrase(source),
        negated: false,
        comment: false,
        relative: false,
        headline: false,
    })
}

/// The phrase behind "according to", with the place or body that "in" and "at" add.
fn source_behind(sentence: &Sentence<'_>, first: usize) -> Option<Phrase> {
    phrase_right(sentence, first)
}

fn verb(sentence: &Sentence<'_>, at: usize) -> Option<Cue> {
    let token = sentence.token(at)?;
    if token.frames.is_empty() || !token.is_word() || token.has(Class::CAPITAL) && at > 0 {
        return headline(sentence, at).or_else(|| unknown_verb(sentence, at));
    }
    let relay = (at + 2..sentence.len().min(at + 10))
        .any(|unit| sentence.has(unit, Class::AS) && sentence.is_text(unit + 1, "saying"));
    if relay && RELAYS.iter().any(|word| sentence.is_text(at, word)) {
        return None;
    }
    let cue = |kind, group, end, subject, negated, comment| Cue {
        kind,
        group,
        at,
        end,
        frames: token.frames,
        form: token.form,
        subject,
        negated,
        comment,
        relative: false,
        headline: false,
    };
    if let Some(phrase) = inverted_subject(sentence, at) {
        let comment = at > 0 && sentence.has(at - 1, Class::AS);
        return Some(cue(
            CueKind::Inverted,
            at,
            phrase.last,
            Subject::Phrase(phrase),
            false,
            comment,
        ));
    }
    let group = verb_group(sentence, at);
    let modified = group.first < at;
    // "the said man", "its report", "a claim", "of concern": no verb.
    let before = group.first.checked_sub(1);
    if let Some(before) = before {
        let nounlike = sentence.has(before, Class::DETERMINER)
            && !sentence.has(before, Class::SUBJECT)
            || sentence.has(before, Class::POSSESSIVE)
            || sentence.is(before, Kind::Possessive)
                && !(group.first == at
                    && token.form.has(VerbForm::GERUND.with(VerbForm::PARTICIPLE))
                    && is_contracted(sentence, before));
        if nounlike && !modified {
            return None;
        }
    }
    if group.passive && !token.form.has(VerbForm::GERUND) {
        return passive(
            sentence,
            at,
            cue(CueKind::Verb, group.first, at, Subject::Untold, group.negated, false),
        );
    }
    let gerund = token.form.has(VerbForm::GERUND) && !group.progressive;
    if gerund {
        // "Writing on Telegram, Ann Lee said": the main verb reports.
        let content = sentence.has(at + 1, Class::THAT) || sentence.is_quoted(at + 1);
        if at == 0 && !content {
            return None;
        }
        let introduced = before.is_none_or(|before| {
            matches!(sentence.kind(before), Some(Kind::Comma | Kind::Dash | Kind::Close))
                || sentence.is_quoted(before)
                || sentence.has(
                    before,
                    Class::PREPOSITION.with(Class::SUBORDINATOR).with(Class::COORDINATOR),
                )
                || is_nominal(sentence, before)
        });
        return introduced
            .then(|| cue(CueKind::Verb, group.first, at, Subject::Shared, group.negated, false));
    }
    if token.form == VerbForm::PARTICIPLE && !modified {
        return None;
    }
    if group.infinitive {
        return Some(cue(CueKind::Verb, group.first, at, Subject::Shared, group.negated, false));
    }
    let before = before?;
    let mut comment = false;
    let mut relative = false;
    let subject = match sentence.kind(before) {
        None => {
            // A quotation right in front: an inverted subject was looked for already.
            return shared_behind_quote(sentence, before).then(|| {
                cue(CueKind::Verb, group.first, at, Subject::Shared, group.negated, false)
            });
        }
        Some(Kind::Comma) => match phrase_before_parenthesis(sentence, before) {
            Some(phrase) => Subject::Phrase(phrase),
            // A comma too many: "Lydia Lowe for the Food Agency, says".
            None => {
                let phrase = phrase_left(sentence, before.checked_sub(1)?)?;
                if phrase.first > 0 || !can_speak(sentence, &phrase) {
                    return None;
                }
                Subject::Phrase(phrase)
            }
        },
        Some(Kind::Dash | Kind::Close) => {
            let end = match sentence.kind(before) {
                Some(Kind::Close) => open_bracket(sentence, before)?.checked_sub(1)?,
                _ => (before.saturating_sub(30)..before)
                    .rev()
                    .find(|&unit| sentence.is(unit, Kind::Dash))?
                    .checked_sub(1)?,
            };
            Subject::Phrase(phrase_left(sentence, end)?)
        }
        _ if sentence.has(before, Class::AND)
            || sentence.is_text(before, "but")
            || sentence.is_text(before, "then") =>
        {
            Subject::Shared
        }
        _ if sentence.has(before, Class::RELATIVE) && !sentence.has(before, Class::CAPITAL) => {
            let end = before.checked_sub(1)?;
            let end = if sentence.is(end, Kind::Comma) { end.checked_sub(1)? } else { end };
            relative = true;
            // The pronoun belongs to the source, which begins with the words it stands for.
            Subject::Phrase(Phrase { first: phrase_left(sentence, end)?.first, last: before })
        }
        _ => {
            let phrase = match (
                before_relative(sentence, before, group.first),
                phrase_left(sentence, before),
            ) {
                (Some(whole), Some(near))
                    if is_clausal(sentence, at) || !can_speak(sentence, &near) =>
                {
                    whole
                }
                (Some(whole), None) => whole,
                (_, near) => near?,
            };
            comment = phrase.first > 0 && sentence.has(phrase.first - 1, Class::AS);
            Subject::Phrase(phrase)
        }
    };
    if let Subject::Phrase(phrase) = subject
        && !agrees(sentence, at, &phrase, modified)
    {
        return None;
    }
    let cue = cue(CueKind::Verb, group.first, at, subject, group.negated, comment);
    Some(Cue { relative, ..cue })
}

/// "Sanders Says He Will Run": in a headline the verb has a capital, and everything in front of it is its subject.
fn headline(sentence: &Sentence<'_>, at: usize) -> Option<Cue> {
    let token = sentence.token(at)?;
    let finite = VerbForm::PAST.with(VerbForm::THIRD);
    let reports = token.frames.has(Frames::CLAUSE) && !token.frames.has(Frames::GUARDED);
    let fits =
        reports && token.form.has(finite) && token.has(Class::CAPITAL) && (1..=6).contains(&at);
    let subject = || {
        (0..at)
            .all(|unit| sentence.has(unit, Class::CAPITAL) && !sentence.has(unit, Class::AUXILIARY))
    };
    if !fits || !subject() || !sentence.is_title_case() {
        return None;
    }
    Some(Cue {
        kind: CueKind::Verb,
        group: at,
        at,
        end: at,
        frames: token.frames,
        form: token.form,
        subject: Subject::Phrase(Phrase { first: 0, last: at - 1 }),
        negated: false,
        comment: false,
        relative: false,
        headline: true,
    })
}

/// A verb that no list knows, between a rounded-off quotation and a person: `"Nonsense," harrumphed Hal Burke`.
fn unknown_verb(sentence: &Sentence<'_>, at: usize) -> Option<Cue> {
    let token = sentence.token(at)?;
    if !token.is_word() || !token.has(Class::ED) {
        return None;
    }
    let cue = |kind, end, subject| Cue {
        kind,
        group: at,
        at,
        end,
        frames: Frames::QUOTING,
        form: VerbForm::PAST,
        subject: Subject::Phrase(subject),
        negated: false,
        comment: false,
        relative: false,
        headline: false,
    };
    if at > 0 && sentence.is_rounded_off(at - 1) {
        let phrase = phrase_right(sentence, at + 1)?;
        return is_person_like(sentence, &phrase)
            .then(|| cue(CueKind::Inverted, phrase.last, phrase));
    }
    let phrase = phrase_left(sentence, at.checked_sub(1)?)?;
    let quoted = phrase.first > 0 && sentence.is_rounded_off(phrase.first - 1);
    let ends =
        matches!(sentence.kind(at + 1), Some(Kind::Stop | Kind::Comma)) || at + 1 == sentence.len();
    let person = is_person_like(sentence, &phrase) || sentence.has(phrase.last, Class::PRONOUN);
    (quoted && ends && person).then(|| cue(CueKind::Verb, at, phrase))
}

fn is_person_like(sentence: &Sentence<'_>, phrase: &Phrase) -> bool {
    (phrase.first..=phrase.last).any(|unit| sentence.has(unit, Class::CAPITAL.with(Class::ROLE)))
}

/// `"Quote," she laughed and added`: a verb right behind the quotation whose subject came before it.
fn shared_behind_quote(sentence: &Sentence<'_>, quoted: usize) -> bool {
    quoted > 0 && sentence.is_quoted(quoted) && sentence.is_rounded_off(quoted)
}

struct Group {
    first: usize,
    passive: bool,
    progressive: bool,
    infinitive: bool,
    negated: bool,
}

/// The adverbs, times and auxiliaries in front of the verb at `at`.
fn verb_group(sentence: &Sentence<'_>, at: usize) -> Group {
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
fn is_contracted(sentence: &Sentence<'_>, unit: usize) -> bool {
    unit > 0 && sentence.has(unit - 1, Class::PRONOUN.with(Class::QUESTION))
}

/// "was told by X that", "is called by Y": the source stands behind "by"; otherwise nobody says who spoke.
fn passive(sentence: &Sentence<'_>, at: usize, cue: Cue) -> Option<Cue> {
    if sentence.has(at + 1, Class::BY) {
        let phrase = phrase_right(sentence, at + 2)?;
        return Some(Cue {
            kind: CueKind::Inverted,
            end: phrase.last,
            subject: Subject::Phrase(phrase),
            ..cue
        });
    }
    let quoted_by = sentence.is_quoted(at + 1) && sentence.has(at + 2, Class::BY);
    if quoted_by {
        let phrase = phrase_right(sentence, at + 3)?;
        return Some(Cue { subject: Subject::Phrase(phrase), ..cue });
    }
    let quoted = sentence.is_quoted(at + 1)
        || sentence.is(at + 1, Kind::Comma) && sentence.is_quoted(at + 2);
    quoted.then_some(cue)
}

/// The subject behind the verb, where a quotation or a clause stands in front: `"…," said Starmer, who`.
fn inverted_subject(sentence: &Sentence<'_>, at: usize) -> Option<Phrase> {
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
    (!clause && !later_verb).then_some(phrase)
}

/// A text or a body of people: what finds and shows by saying so.
fn is_inquiry(sentence: &Sentence<'_>, phrase: &Phrase) -> bool {
    (phrase.first..=phrase.last)
        .any(|unit| sentence.has(unit, Class::TEXT.with(Class::GROUP).with(Class::BODY)))
}

/// Whether a clause follows the verb as only verbs of saying have it.
fn is_clausal(sentence: &Sentence<'_>, at: usize) -> bool {
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
fn before_relative(sentence: &Sentence<'_>, before: usize, group: usize) -> Option<Phrase> {
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
fn agrees(sentence: &Sentence<'_>, at: usize, phrase: &Phrase, modified: bool) -> bool {
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
        || sentence.text(head).ends_with('s');
    plural && (can_speak(sentence, phrase) || !token.has(Class::HOMOGRAPH))
}

/// "the minister's claim that", "a statement saying" is left to the verb.
fn noun(sentence: &Sentence<'_>, at: usize) -> Option<Cue> {
    if !sentence.has(at, Class::CUE_NOUN) || at == 0 || sentence.has(at, Class::CAPITAL) {
        return None;
    }
    let that = (at + 1..sentence.len().min(at + 9))
        .take_while(|&unit| sentence.is_word(unit) && !is_finite(sentence, unit))
        .find(|&unit| sentence.has(unit, Class::THAT))?;
    let noun = at;
    let modified = at > 1
        && sentence.is_word(at - 1)
        && (sentence.has(at - 2, Class::POSSESSIVE) || sentence.is(at - 2, Kind::Possessive));
    let at = if modified && !sentence.has(at - 1, Class::POSSESSIVE) { at - 1 } else { at };
    let possessive =
        sentence.has(at - 1, Class::POSSESSIVE) || sentence.is(at - 1, Kind::Possessive);
    let owner = match (possessive, sentence.is(at - 1, Kind::Possessive)) {
        (true, true) => phrase_left(sentence, at.checked_sub(2)?)?,
        (true, false) => Phrase { first: at - 1, last: at - 1 },
        (false, _) if sentence.has(noun + 1, Class::BY) => phrase_right(sentence, noun + 2)?,
        _ => return None,
    };
    let _ = that;
    let at = noun;
    Some(Cue {
        kind: CueKind::Noun,
        group: at,
        at,
        end: at,
        frames: Frames::THAT,
        form: VerbForm::default(),
        subject: Subject::Phrase(owner),
        negated: false,
        comment: false,
        relative: false,
        headline: false,
    })
}
