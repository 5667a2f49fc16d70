//! Whether a report says that its content is so, or that it is not so, or was not said: "denied that", "never said".

use std::ops::Range;

use crate::attribute::annotation::Annotated;
use crate::attribute::cue::{Cue, Joint};
use crate::attribute::lexicon::{Class, Frames, Polarity, VerbForm, look_up};
use crate::attribute::subjects::verb_group;
use crate::attribute::tokens::Kind;

/// How far in front of a fragment without a cue the verb is looked for that denies it, in units.
const REACH: usize = 20;

/// Whether what is reported behind the cue is not so, or was not said.
pub(crate) fn is_denied(
    sentence: &Annotated<'_>,
    cue: &Cue,
    joint: Joint,
    content: &Range<usize>,
) -> bool {
    let unsaid = is_unsaid(sentence, cue);
    let mark = content.start.checked_sub(1).and_then(|before| sentence.kind(before));
    let apart = matches!(mark, Some(Kind::Colon | Kind::Comma));
    match joint {
        // "denied it: 'I was asleep'", "did not say much: 'I am tired'": these words were said.
        Joint::Colon | Joint::Quoted if apart => {
            unsaid && (cue.at + 1..content.start).all(|unit| !sentence.is_word(unit))
        }
        Joint::Colon | Joint::Quoted | Joint::Object => {
            (denies(sentence, cue.at) && denies_fragment(sentence, content)) != unsaid
        }
        // "declined to comment"
        Joint::Infinitive => {
            (denies(sentence, cue.at) || is(sentence, cue.at, Polarity::REFUSAL)) != unsaid
        }
        Joint::Clause | Joint::Question => denies(sentence, cue.at) != unsaid,
    }
}

/// Whether the cue says that the words were not said: "never said", "refused to say", "denied having said".
pub(crate) fn is_unsaid(sentence: &Annotated<'_>, cue: &Cue) -> bool {
    cue.negated && !goes_further(sentence, cue.at) || is_withheld(sentence, cue.at)
}

/// Whether a fragment that no cue reports stands behind a verb that denies it: `never said he had "…"`.
pub(crate) fn denies_behind(sentence: &Annotated<'_>, fragment: usize) -> bool {
    let clause = |unit: &usize| {
        !sentence.is_quoted(*unit)
            && !sentence.has(*unit, Class::COORDINATOR)
            && !matches!(sentence.kind(*unit), Some(Kind::Semicolon | Kind::Colon))
    };
    (fragment.saturating_sub(REACH)..fragment).rev().take_while(clause).any(|unit| {
        let says = sentence.token(unit).is_some_and(|token| {
            token.frames.has(Frames::CLAUSE.with(Frames::THAT))
                && !token.frames.has(Frames::THOUGHT)
        });
        let unsaid = says
            && (verb_group(sentence, unit).negated && !goes_further(sentence, unit)
                || is_withheld(sentence, unit));
        denies(sentence, unit) != unsaid
    })
}

/// Whether the word itself says that something is not so: "denied", "denial".
fn denies(sentence: &Annotated<'_>, unit: usize) -> bool {
    is(sentence, unit, Polarity::DENIAL)
}

fn is(sentence: &Annotated<'_>, unit: usize, polarity: Polarity) -> bool {
    sentence.is_word(unit) && look_up(&sentence.text(unit).to_lowercase()).polarity.has(polarity)
}

/// "not only said": the words were said.
fn goes_further(sentence: &Annotated<'_>, at: usize) -> bool {
    (verb_group(sentence, at).first..at)
        .any(|unit| sentence.has(unit, Class::NEGATION) && !is_plain_negation(sentence, unit))
}

fn is_plain_negation(sentence: &Annotated<'_>, unit: usize) -> bool {
    let more = ["only", "just", "merely", "simply"];
    sentence.has(unit, Class::NEGATION) && !more.iter().any(|word| sentence.is_text(unit + 1, word))
}

/// Whether another word takes away the verb at `at`: "refused on Monday to say", "stopped short of calling",
/// "denied having said".
fn is_withheld(sentence: &Annotated<'_>, at: usize) -> bool {
    let group = verb_group(sentence, at);
    let gerund = sentence.token(at).is_some_and(|token| token.form.has(VerbForm::GERUND))
        || sentence.is_text(group.first, "having");
    let Some(before) = group.first.checked_sub(1) else { return false };
    if sentence.has(before, Class::OF) || sentence.is_text(before, "than") {
        return before > 0 && is(sentence, before - 1, Polarity::REFUSAL);
    }
    let skipped = |unit: usize| {
        sentence.has(unit, Class::TIME.with(Class::ADVERB)) && !sentence.has(unit, Class::NEGATION)
            || sentence.is_text(unit, "on")
    };
    let floor = group.first.saturating_sub(4);
    let Some(governor) = (floor..group.first).rev().find(|&unit| !skipped(unit)) else {
        return false;
    };
    // "agreed not to say" — but "not to mention".
    let negation = is_plain_negation(sentence, governor) && !sentence.is_text(at, "mention");
    let takes_away = || !verb_group(sentence, governor).negated;
    group.infinitive && (negation || is(sentence, governor, Polarity::REFUSAL) && takes_away())
        || gerund && denies(sentence, governor) && takes_away()
}

/// Whether words in quote marks are what is denied: `denied "any link" to it`. In `rejected the "absurd" claims` and
/// `rejected it as "absurd"` they are the source's own.
fn denies_fragment(sentence: &Annotated<'_>, content: &Range<usize>) -> bool {
    content.clone().filter(|&unit| sentence.is_quoted(unit)).any(|unit| {
        let own = unit > 0
            && (sentence.has(unit - 1, Class::AS)
                || ["with", "in"].iter().any(|word| sentence.is_text(unit - 1, word)));
        let next = unit + 1;
        let modifies = next < content.end
            && sentence.is_nominal(next)
            && !sentence.has(next, Class::SUBJECT.with(Class::OBJECT).with(Class::DETERMINER));
        !own && !modifies
    })
}
