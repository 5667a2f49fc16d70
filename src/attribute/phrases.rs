//! Noun phrases around a verb, by closed classes and capitals: to the left as its subject, to the right behind "said".

use crate::attribute::lexicon::{Class, Frames, VerbForm};
use crate::attribute::parenthesis::{open_bracket, with_name_behind_comma};
use crate::attribute::sentences::Sentence;
use crate::attribute::tokens::Kind;

/// A noun phrase: the units from `first` to `last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// How many units a phrase may be long.
const LONGEST_PHRASE: usize = 24;

/// Whether the unit is a verb that is finite without doubt, or an auxiliary.
pub(crate) fn is_finite(sentence: &Sentence<'_>, unit: usize) -> bool {
    let Some(token) = sentence.token(unit) else { return false };
    if token.has(Class::CAPITAL) && unit > 0 {
        return false;
    }
    if token.kind == Kind::Possessive {
        return false;
    }
    token.has(Class::FINITE.with(Class::AUXILIARY))
        || token.form.has(VerbForm::PAST)
        || token.form.has(VerbForm::THIRD) && !token.has(Class::HOMOGRAPH)
        || token.has(Class::ED) && !after_determiner(sentence, unit)
}

/// Whether the unit stands where an adjective does: "the retired general", "the newly elected mayor".
fn after_determiner(sentence: &Sentence<'_>, unit: usize) -> bool {
    let determiner = |unit: usize| {
        sentence.has(unit, Class::DETERMINER.with(Class::PREPOSITION))
            && !sentence.has(unit, Class::SUBJECT.with(Class::THAT))
            || sentence.is(unit, Kind::Possessive)
    };
    let adverb =
        |unit: usize| sentence.has(unit, Class::ADVERB) && !sentence.has(unit, Class::TIME);
    unit > 0 && (determiner(unit - 1) || unit > 1 && adverb(unit - 1) && determiner(unit - 2))
}

/// Whether the unit can be the last word of a noun phrase.
pub(crate) fn is_nominal(sentence: &Sentence<'_>, unit: usize) -> bool {
    let Some(token) = sentence.token(unit) else { return false };
    match token.kind {
        Kind::Number => true,
        Kind::Word => {
            let closed = Class::DETERMINER
                .with(Class::COORDINATOR)
                .with(Class::SUBORDINATOR)
                .with(Class::PREPOSITION)
                .with(Class::AUXILIARY)
                .with(Class::NEGATION);
            if token.has(Class::SUBJECT.with(Class::OBJECT)) && !token.has(Class::SUBORDINATOR) {
                return true;
            }
            if token.has(Class::CAPITAL) {
                return unit > 0 || !token.has(closed);
            }
            let adverb = token.has(Class::ADVERB) && !token.has(Class::ROLE);
            !(token.has(closed) || adverb || is_finite(sentence, unit))
        }
        _ => false,
    }
}

/// The noun phrase that ends with the unit `last`.
pub(crate) fn phrase_left(sentence: &Sentence<'_>, last: usize) -> Option<Phrase> {
    let mut last = last;
    if sentence.is(last, Kind::Close) {
        last = open_bracket(sentence, last)?.checked_sub(1)?;
    }
    while sentence.has(last, Class::TIME)
        && sentence.has(last.checked_sub(1)?, Class::TIME_ADJECTIVE.with(Class::PREPOSITION))
    {
        last = last.checked_sub(2)?;
    }
    if is_postposed_participle(sentence, last) {
        last = last.checked_sub(1)?;
    }
    if sentence.has(last, Class::PRONOUN)
        && !sentence.has(last, Class::CAPITAL.with(Class::DETERMINER))
        || last == 0 && sentence.has(last, Class::PRONOUN)
    {
        return Some(Phrase { first: last, last });
    }
    if !is_nominal(sentence, last) && !sentence.has(last, Class::SUBJECT) {
        return None;
    }
    let floor = last.saturating_sub(LONGEST_PHRASE);
    let mut first = last;
    while first > floor {
        let at = first - 1;
        match step_left(sentence, at, first, last) {
            Step::Take(to) if to >= floor => first = to,
            Step::Take(_) | Step::Stop => break,
        }
    }
    // A phrase behind a preposition that opens the sentence is no subject: "In a statement Northern Rail said".
    if first > 0
        && sentence.has(first - 1, Class::PREPOSITION)
        && first < last
        && let Some(split) = (first + 1..=last).rev().find(|&at| begins_phrase(sentence, at))
    {
        first = split;
    }
    Some(Phrase { first, last })
}

enum Step {
    Take(usize),
    Stop,
}

fn step_left(sentence: &Sentence<'_>, at: usize, first: usize, last: usize) -> Step {
    let Some(token) = sentence.token(at) else {
        // A nickname inside of the name: Jim "Mudcat" Grant.
        let inside = sentence.quoted_words(at) <= 4 && !sentence.is_rounded_off(at);
        return if inside && at > 0 && sentence.has(at - 1, Class::CAPITAL.with(Class::DETERMINER)) {
            Step::Take(at)
        } else {
            Step::Stop
        };
    };
    match token.kind {
        Kind::Number | Kind::Possessive => Step::Take(at),
        Kind::Close => match open_bracket(sentence, at) {
            Some(open) if open > 0 && is_nominal(sentence, open - 1) => Step::Take(open - 1),
            _ => Step::Stop,
        },
        Kind::Word => {
            let capital = token.has(Class::CAPITAL) && at > 0;
            if token.has(Class::PREPOSITION) && !capital {
                let attaches = at > 0
                    && (is_nominal(sentence, at - 1)
                        || sentence.is(at - 1, Kind::Close)
                        || is_postposed_participle(sentence, at - 1))
                    && !sentence.has(at - 1, Class::PRONOUN.with(Class::ADVERB).with(Class::TIME))
                    && token.class != Class::default()
                    && !sentence.has(at, Class::SUBORDINATOR);
                return if attaches { Step::Take(at) } else { Step::Stop };
            }
            if token.has(Class::COORDINATOR) {
                return coordination(sentence, at, first, last);
            }
            if token.has(Class::RELATIVE.with(Class::THAT)) && !capital {
                return Step::Stop;
            }
            if token.has(Class::DETERMINER) {
                return Step::Take(at);
            }
            if token.has(Class::PRONOUN.with(Class::OBJECT).with(Class::SUBORDINATOR)) && !capital {
                return Step::Stop;
            }
            if capital {
                return Step::Take(at);
            }
            if is_postposed_participle(sentence, at) {
                return Step::Take(at);
            }
            // What a determiner begins is complete: only "of" and the like may go before it.
            let complete =
                sentence.has(first, Class::DETERMINER) && !sentence.has(first, Class::CAPITAL);
            let adverb = token.has(Class::ADVERB) && !token.has(Class::PLAIN);
            if complete
                || is_finite(sentence, at)
                || adverb && !sentence.has(at - usize::from(at > 0), Class::DETERMINER)
            {
                return Step::Stop;
            }
            Step::Take(at)
        }
        _ => Step::Stop,
    }
}

/// "a witness interviewed by staff": a participle with its preposition behind the noun.
fn is_postposed_participle(sentence: &Sentence<'_>, at: usize) -> bool {
    let participle = sentence.token(at).is_some_and(|token| {
        token.has(Class::ED)
            || token.form.has(VerbForm::PARTICIPLE) && !token.frames.has(Frames::CLAUSE)
    });
    participle
        && at > 0
        && is_nominal(sentence, at - 1)
        && !sentence.has(at - 1, Class::PRONOUN)
        && sentence.has(at + 1, Class::PREPOSITION.with(Class::TIME))
}

/// "Macron and Starmer", "the firm and its owner": both sides alike, and the left one no object of another verb.
fn coordination(sentence: &Sentence<'_>, at: usize, first: usize, last: usize) -> Step {
    if at == 0 || !sentence.has(at, Class::AND) || !is_nominal(sentence, at - 1) {
        return Step::Stop;
    }
    let proper = |unit: usize| sentence.has(unit, Class::CAPITAL);
    let alike = proper(at - 1) == proper(last) || sentence.has(first, Class::POSSESSIVE);
    if !alike {
        // "Leaders from ten countries and Canada": the left side opens the sentence and speaks.
        let left = phrase_left(sentence, at - 1).filter(|left| {
            left.first == 0 && (left.first..=left.last).any(|unit| sentence.has(unit, Class::ROLE))
        });
        return left.map_or(Step::Stop, |left| Step::Take(left.first));
    }
    match phrase_left(sentence, at - 1) {
        Some(left)
            if left.first == 0
                || !(is_finite(sentence, left.first - 1)
                    || sentence.has(left.first - 1, Class::PREPOSITION.with(Class::TO))) =>
        {
            Step::Take(left.first)
        }
        _ => Step::Stop,
    }
}

/// Whether a new phrase begins at the unit: a determiner, or the capital behind a small letter.
fn begins_phrase(sentence: &Sentence<'_>, at: usize) -> bool {
    let capital = sentence.has(at, Class::CAPITAL);
    let behind_small = at > 0
        && sentence.is_word(at - 1)
        && !sentence.has(
            at - 1,
            Class::CAPITAL.with(Class::ROLE).with(Class::PREPOSITION).with(Class::DETERMINER),
        );
    sentence.has(at, Class::DETERMINER) && !sentence.has(at - 1, Class::PREPOSITION)
        || sentence.has(at, Class::PRONOUN)
        || capital && behind_small
}

/// The noun phrase that begins with the unit `first`; a title, role or name behind a comma is taken in
/// if the phrase has no name of its own.
pub(crate) fn phrase_right(sentence: &Sentence<'_>, first: usize) -> Option<Phrase> {
    let token = sentence.token(first)?;
    if token.has(Class::PRONOUN) && !token.has(Class::DETERMINER) {
        return Some(Phrase { first, last: first });
    }
    let mut end = first;
    while end < sentence.len().min(first + LONGEST_PHRASE) && continues_right(sentence, first, end)
    {
        end += 1;
    }
    while end > first
        && sentence.has(end - 1, Class::PREPOSITION.with(Class::COORDINATOR))
        && !sentence.has(end - 1, Class::CAPITAL)
    {
        end -= 1;
    }
    let phrase = Phrase { first, last: end.checked_sub(1)? };
    (end > first).then(|| with_name_behind_comma(sentence, phrase))
}

fn continues_right(sentence: &Sentence<'_>, first: usize, at: usize) -> bool {
    let Some(token) = sentence.token(at) else {
        return at > first
            && sentence.quoted_words(at) <= 3
            && !sentence.is_rounded_off(at)
            && sentence.has(at + 1, Class::CAPITAL);
    };
    match token.kind {
        Kind::Number | Kind::Possessive => true,
        Kind::Word => {
            let capital = token.has(Class::CAPITAL);
            if capital && !token.has(Class::TIME) {
                return true;
            }
            if token.has(Class::TIME) {
                return capital
                    && at > first
                    && sentence.has(at - 1, Class::GIVEN.with(Class::TITLE))
                    && !sentence.has(at - 1, Class::MONTH);
            }
            if token.has(Class::OF)
                || sentence.is_text(at, "for")
                || sentence.is_text(at, "at")
                || sentence.is_text(at, "from")
                || sentence.has(at, Class::BY)
                    && sentence.has(at - usize::from(at > 0), Class::TEXT)
            {
                return at > first && is_nominal(sentence, at - 1);
            }
            if token.has(Class::AND) {
                // "said Hugo and Felix Lang"
                return at > first
                    && sentence.has(at - 1, Class::CAPITAL)
                    && sentence.has(at + 1, Class::CAPITAL)
                    && !(at + 1..sentence.len().min(at + 6)).any(|next| is_finite(sentence, next));
            }
            if token.has(Class::DETERMINER) {
                return at == first || sentence.has(at - 1, Class::PREPOSITION);
            }
            let closed = Class::PRONOUN
                .with(Class::PREPOSITION)
                .with(Class::SUBORDINATOR)
                .with(Class::COORDINATOR)
                .with(Class::AUXILIARY)
                .with(Class::OBJECT)
                .with(Class::TO)
                .with(Class::THAT);
            if token.has(closed) || token.has(Class::ADVERB) && !token.has(Class::PLAIN) {
                return false;
            }
            // Behind a name nothing small belongs to the phrase any more.
            let named = at > first
                && sentence.has(at - 1, Class::CAPITAL)
                && !sentence.has(first, Class::DETERMINER)
                && !token.has(Class::ROLE.with(Class::GROUP).with(Class::PARTICLE));
            let participle = token.has(Class::ING.with(Class::ED))
                && !(at > 0 && sentence.has(at - 1, Class::DETERMINER));
            !(is_finite(sentence, at)
                || participle
                || named && !token.has(Class::TEXT) && !next_role(sentence, at))
        }
        _ => false,
    }
}

/// Whether a role or body noun follows within two words: "NATO secretary general", "Twitter product chief".
fn next_role(sentence: &Sentence<'_>, at: usize) -> bool {
    (at..at + 3)
        .take_while(|&next| sentence.is_word(next))
        .any(|next| sentence.has(next, Class::ROLE.with(Class::GROUP)))
}

/// The subject of the main clause: the first phrase that a finite verb follows, behind fronted adjuncts.
pub(crate) fn main_subject(sentence: &Sentence<'_>, before: usize) -> Option<Phrase> {
    let mut at = 0;
    while at < before {
        let fronted = sentence
            .has(at, Class::PREPOSITION.with(Class::SUBORDINATOR).with(Class::ING).with(Class::ED))
            || sentence.token(at).is_some_and(|token| {
                token.form.has(VerbForm::GERUND.with(VerbForm::PARTICIPLE)) && at == 0
            });
        if fronted && !sentence.has(at, Class::SUBJECT.with(Class::DETERMINER)) {
            at = (at..before).find(|&unit| sentence.is(unit, Kind::Comma))? + 1;
            continue;
        }
        if sentence.has(at, Class::COORDINATOR.with(Class::ADVERB))
            || !sentence.is_word(at) && !sentence.is(at, Kind::Number)
        {
            at += 1;
            continue;
        }
        return phrase_right(sentence, at).filter(|phrase| phrase.last < before);
    }
    None
}

/// Whether the units from `first` on hold a finite verb before the clause is over.
pub(crate) fn has_clause(sentence: &Sentence<'_>, first: usize, end: usize) -> bool {
    let mut seen_noun = false;
    for unit in first..end.min(first + 40) {
        if sentence.is_quoted(unit) {
            if seen_noun || sentence.quoted_words(unit) > 3 {
                return true;
            }
            seen_noun = true;
            continue;
        }
        if matches!(sentence.kind(unit), Some(Kind::Semicolon | Kind::Colon)) {
            return false;
        }
        let relative = sentence.has(unit, Class::RELATIVE)
            && unit > first
            && (!sentence.has(unit, Class::DETERMINER)
                || sentence.has(unit, Class::THAT) && is_nominal(sentence, unit - 1));
        if relative {
            // A relative clause holds a verb of its own, which is not the one that is wanted.
            return (unit + 1..end.min(first + 40))
                .filter(|&later| {
                    is_finite(sentence, later) && !sentence.has(later - 1, Class::AUXILIARY)
                })
                .count()
                > 1;
        }
        // What stands behind "if" and "as" has a verb of its own; a verb behind "and" belongs to the cue.
        let subordinate = sentence.has(unit, Class::SUBORDINATOR)
            && !sentence.has(unit, Class::RELATIVE.with(Class::PREPOSITION));
        let coordinated =
            is_finite(sentence, unit) && sentence.has(unit.saturating_sub(1), Class::COORDINATOR);
        if seen_noun && (subordinate || coordinated) {
            return false;
        }
        if seen_noun
            && is_finite(sentence, unit)
            && !sentence.has(unit.saturating_sub(1), Class::TO)
        {
            return true;
        }
        // Behind a pronoun any small word in -s, or any word at all behind a plural one, is its verb.
        if unit > first
            && sentence.has(unit - 1, Class::PRONOUN)
            && is_nominal(sentence, unit)
            && !sentence.has(unit, Class::CAPITAL.with(Class::PRONOUN))
        {
            return true;
        }
        seen_noun |= is_nominal(sentence, unit) || sentence.has(unit, Class::SUBJECT);
    }
    false
}

/// Whether the phrase can speak: a pronoun, a name, or a noun for people, bodies and texts.
pub(crate) fn can_speak(sentence: &Sentence<'_>, phrase: &Phrase) -> bool {
    let speaking = Class::PRONOUN
        .with(Class::CAPITAL)
        .with(Class::ROLE)
        .with(Class::GROUP)
        .with(Class::TEXT)
        .with(Class::CROWD)
        .with(Class::PEOPLE)
        .with(Class::CUE_NOUN);
    (phrase.first..=phrase.last).any(|unit| {
        sentence.has(unit, speaking)
            && !(unit == 0 && sentence.has(unit, Class::DETERMINER) && phrase.last > 0)
    }) || (phrase.first == phrase.last && sentence.has(phrase.first, Class::SUBJECT))
}
