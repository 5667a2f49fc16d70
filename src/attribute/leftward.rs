//! The noun phrase to the left of a verb, its subject: unit by unit, by closed classes and capitals.

use crate::attribute::annotation::{Annotated, Phrase};
use crate::attribute::lexicon::{Class, Frames, VerbForm};
use crate::attribute::tokens::{Kind, Token};

/// How many units a phrase may be long.
const LONGEST_PHRASE: usize = 24;

/// The noun phrase that ends with the unit `last`.
pub(crate) fn phrase_left(sentence: &Annotated<'_>, last: usize) -> Option<Phrase> {
    sentence.left(last, || find(sentence, last))
}

fn find(sentence: &Annotated<'_>, last: usize) -> Option<Phrase> {
    let last = behind_adjuncts(sentence, last)?;
    if sentence.is(last, Kind::Possessive) {
        // "Foster's said"
        let name = last.checked_sub(1).filter(|&name| sentence.has(name, Class::CAPITAL))?;
        return Some(Phrase { first: phrase_left(sentence, name)?.first, last });
    }
    let pronoun = sentence.has(last, Class::PRONOUN)
        && !sentence.has(last, Class::CAPITAL.with(Class::DETERMINER));
    if pronoun || last == 0 && sentence.has(last, Class::PRONOUN) {
        return Some(Phrase { first: last, last });
    }
    if !sentence.is_nominal(last) && !sentence.has(last, Class::SUBJECT) {
        return None;
    }
    let floor = last.saturating_sub(LONGEST_PHRASE);
    let mut first = last;
    while first > floor {
        match step(sentence, first - 1, first, last) {
            Some(to) if to >= floor => first = to,
            _ => break,
        }
    }
    let first = behind_fronted(sentence, first, last);
    Some(Phrase { first: at_form_of_address(sentence, first, last), last })
}

/// The last unit of the phrase itself, without a bracket, a time or a participle behind it.
fn behind_adjuncts(sentence: &Annotated<'_>, last: usize) -> Option<usize> {
    let mut last = last;
    if sentence.is(last, Kind::Close) {
        last = sentence.open_bracket(last)?.checked_sub(1)?;
    }
    if sentence.is_text(last, "%") {
        last = last.checked_sub(1)?;
    }
    while sentence.has(last, Class::TIME)
        && sentence.has(last.checked_sub(1)?, Class::TIME_ADJECTIVE.with(Class::PREPOSITION))
    {
        last = last.checked_sub(2)?;
    }
    if is_postposed_participle(sentence, last) { last.checked_sub(1) } else { Some(last) }
}

/// A phrase behind a preposition that opens the sentence is no subject: "In a statement Northern Rail said".
fn behind_fronted(sentence: &Annotated<'_>, first: usize, last: usize) -> usize {
    let fronted = first > 0 && sentence.has(first - 1, Class::PREPOSITION) && first < last;
    fronted
        .then(|| (first + 1..=last).rev().find(|&at| begins_phrase(sentence, at)))
        .flatten()
        .unwrap_or(first)
}

/// "At a meeting in Velm Mr Orr said": nothing in front of "Mr" belongs to the name.
fn at_form_of_address(sentence: &Annotated<'_>, first: usize, last: usize) -> usize {
    let joined = Class::AND.with(Class::DETERMINER).with(Class::PREPOSITION).with(Class::TO);
    (first + 1..last)
        .find(|&unit| {
            sentence.has(unit, Class::CAPITAL)
                && ["Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms."].contains(&sentence.text(unit))
        })
        .filter(|&unit| {
            sentence.is_word(unit - 1)
                && !sentence.has(unit - 1, joined)
                && !(first..unit).any(|unit| sentence.has(unit, Class::AND))
        })
        .unwrap_or(first)
}

/// Where the phrase begins if the unit `at` belongs to it; none if it does not.
fn step(sentence: &Annotated<'_>, at: usize, first: usize, last: usize) -> Option<usize> {
    let Some(token) = sentence.token(at) else {
        // A nickname inside of the name: Jim "Mudcat" Grant.
        let inside = sentence.quoted_words(at) <= 4 && !sentence.is_rounded_off(at);
        let named = at > 0 && sentence.has(at - 1, Class::CAPITAL.with(Class::DETERMINER));
        return (inside && named).then_some(at);
    };
    match token.kind {
        Kind::Number | Kind::Possessive => Some(at),
        Kind::Other if sentence.is_text(at, "%") => Some(at),
        Kind::Close => {
            let before = sentence.open_bracket(at)?.checked_sub(1)?;
            sentence.is_nominal(before).then_some(before)
        }
        Kind::Word => step_over_word(sentence, token, at, first, last),
        _ => None,
    }
}

fn step_over_word(
    sentence: &Annotated<'_>,
    token: &Token,
    at: usize,
    first: usize,
    last: usize,
) -> Option<usize> {
    // "last week Lee said", "on Monday Lee said": the time is no part of the name behind it.
    let time = token.has(Class::TIME) && !token.has(Class::CAPITAL) || token.has(Class::DAY);
    if time && sentence.has(first, Class::CAPITAL) {
        return None;
    }
    let capital = token.has(Class::CAPITAL) && at > 0;
    if token.has(Class::PREPOSITION) && !capital {
        return attaches(sentence, at).then_some(at);
    }
    if token.has(Class::COORDINATOR) {
        return coordination(sentence, at, first, last);
    }
    if token.has(Class::RELATIVE.with(Class::THAT)) && !capital {
        return None;
    }
    if token.has(Class::DETERMINER) {
        // "what Lee said", "what the board said": a clause of its own.
        let phrase = Class::CAPITAL.with(Class::PRONOUN).with(Class::DETERMINER);
        return (!token.has(Class::QUESTION) || !sentence.has(first, phrase)).then_some(at);
    }
    if token.has(Class::PRONOUN.with(Class::OBJECT).with(Class::SUBORDINATOR)) && !capital {
        return None;
    }
    if capital || is_postposed_participle(sentence, at) {
        return Some(at);
    }
    // What a determiner begins is complete: only "of" and the like may go before it.
    let complete = sentence.has(first, Class::DETERMINER) && !sentence.has(first, Class::CAPITAL);
    let adverb = token.has(Class::ADVERB) && !token.has(Class::PLAIN);
    let ends = complete
        || sentence.is_finite(at)
        || adverb && !sentence.has(at - usize::from(at > 0), Class::DETERMINER);
    (!ends).then_some(at)
}

/// Whether the preposition at the unit belongs to the noun in front of it.
fn attaches(sentence: &Annotated<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    // "other nations to renegotiate": an infinitive is no part of the phrase.
    let object = Class::DETERMINER
        .with(Class::CAPITAL)
        .with(Class::PLURAL)
        .with(Class::POSSESSIVE)
        .with(Class::OBJECT)
        .with(Class::ROLE);
    let infinitive =
        sentence.has(at, Class::TO) && sentence.is_word(at + 1) && !sentence.has(at + 1, object);
    // "activists hoping to block the plan"
    let participle = sentence.has(before, Class::ING);
    if infinitive && !participle {
        return false;
    }
    // "four out of 10 voters"
    let out_of = sentence.has(at, Class::OF) && sentence.is_any(before, &["out", "%"]);
    let share = sentence.has(at, Class::OF) && sentence.has(before, Class::SHARE);
    out_of
        || share
        || (sentence.is_nominal(before)
            || sentence.is(before, Kind::Close)
            || is_postposed_participle(sentence, before))
            && !sentence.has(before, Class::PRONOUN.with(Class::ADVERB).with(Class::TIME))
            && !sentence.has(at, Class::SUBORDINATOR)
}

/// "a witness interviewed by staff": a participle with its preposition behind the noun.
fn is_postposed_participle(sentence: &Annotated<'_>, at: usize) -> bool {
    let participle = sentence.token(at).is_some_and(|token| {
        token.has(Class::ED)
            || token.form.has(VerbForm::PARTICIPLE) && !token.frames.has(Frames::CLAUSE)
    });
    participle
        && at > 0
        && sentence.is_nominal(at - 1)
        && !sentence.has(at - 1, Class::PRONOUN)
        && (sentence.has(at + 1, Class::PREPOSITION.with(Class::TIME))
            // "half of the people surveyed said"
            || sentence.has(at - 1, Class::PLURAL)
                && sentence.token(at + 1).is_some_and(|token| {
                    token.frames.has(Frames::CLAUSE) && token.form.has(VerbForm::PAST)
                })
            || sentence.has(at - 1, Class::DETERMINER.with(Class::SUBJECT))
                && sentence.has(at - 1, Class::CROWD))
}

/// "Macron and Starmer", "the firm and its owner": both sides alike, and the left one no object of another verb.
fn coordination(sentence: &Annotated<'_>, at: usize, first: usize, last: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    if !sentence.has(at, Class::AND) || !sentence.is_nominal(before) {
        return None;
    }
    let left = phrase_left(sentence, before)?;
    // "£9m and experts", "fines and many observers": who speaks begins behind the "and".
    let somebody = Class::ROLE.with(Class::GROUP).with(Class::CROWD).with(Class::PEOPLE);
    let speaking = somebody.with(Class::CAPITAL).with(Class::TEXT).with(Class::PRONOUN);
    let other = (left.first..=left.last).all(|unit| !sentence.has(unit, speaking));
    if other && sentence.has(last, somebody.with(Class::PRONOUN)) && left.first > 0 {
        return None;
    }
    let proper = |unit: usize| sentence.has(unit, Class::CAPITAL);
    let alike = proper(before) == proper(last) || sentence.has(first, Class::POSSESSIVE);
    // "Ann Lee and other members"
    let others = sentence.is_any(at + 1, &["other", "others"]);
    let takes = if alike || others {
        left.first == 0
            || !(sentence.is_finite(left.first - 1)
                || sentence.has(left.first - 1, Class::PREPOSITION.with(Class::TO)))
    } else {
        // "Leaders from ten countries and Canada": the left side opens the sentence and speaks.
        left.first == 0 && (left.first..=left.last).any(|unit| sentence.has(unit, Class::ROLE))
    };
    takes.then_some(left.first)
}

/// Whether a new phrase begins at the unit: a determiner, or the capital behind a small letter.
fn begins_phrase(sentence: &Annotated<'_>, at: usize) -> bool {
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
