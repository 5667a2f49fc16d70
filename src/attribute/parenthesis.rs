//! Phrases with a parenthesis between commas behind them: "Mina Sato, a baker whose shop was flooded, said".

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

use crate::attribute::annotation::{Annotated, Phrase};
use crate::attribute::leftward::phrase_left;
use crate::attribute::lexicon::{Class, VerbForm};
use crate::attribute::tokens::Kind;

/// How far a parenthesis is looked through, in units.
const LONGEST_PARENTHESIS: usize = 45;

/// How long a parenthesis between dashes may be, in units.
const LONGEST_DASHES: usize = 30;

/// The phrase in front of a parenthesis between dashes that ends with the dash at `close`.
pub(crate) fn phrase_before_dashes(sentence: &Annotated<'_>, close: usize) -> Option<Phrase> {
    let floor = close.saturating_sub(LONGEST_DASHES);
    let open = (floor..close).rev().find(|&unit| sentence.is(unit, Kind::Dash))?;
    phrase_left(sentence, open.checked_sub(1)?)
}

/// The phrase in front of a parenthesis between commas that ends with the comma at `close`:
/// "Mina Sato, a baker whose shop was flooded, said".
pub(crate) fn phrase_before_parenthesis(sentence: &Annotated<'_>, close: usize) -> Option<Phrase> {
    let floor = close.saturating_sub(LONGEST_PARENTHESIS);
    // "leaders, including Macron, Starmer and Tusk, said"
    let including = (floor + 1..close)
        .find(|&unit| sentence.is_text(unit, "including") && sentence.is(unit - 1, Kind::Comma));
    if let Some(phrase) = including.and_then(|unit| phrase_left(sentence, unit.checked_sub(2)?)) {
        return Some(phrase);
    }
    let mut best = None;
    let mut inner_end = close;
    for open in (floor..close).rev() {
        if sentence.is_quoted(open) && sentence.is_rounded_off(open) {
            break;
        }
        if matches!(sentence.kind(open), Some(Kind::Colon | Kind::Semicolon)) {
            break;
        }
        if !sentence.is(open, Kind::Comma) || open == 0 || open + 1 >= inner_end {
            continue;
        }
        // "Jon Voss, 24, who was on his way home,": the age is no antecedent.
        if sentence.is(open - 1, Kind::Number) && open > 1 && sentence.is(open - 2, Kind::Comma) {
            continue;
        }
        let fits = opens_parenthesis(sentence, open + 1, inner_end);
        let antecedent = phrase_left(sentence, open - 1);
        match antecedent {
            Some(phrase) if fits && (best.is_none() || outranks(sentence, &phrase, open)) => {
                // A name behind a role is part of the phrase: "His manager, Kate Lowry, said".
                let whole = if best.is_none() && inner_end == close {
                    Phrase { first: phrase.first, last: close - 1 }
                } else {
                    phrase
                };
                best =
                    Some(if is_name_only(sentence, open + 1, inner_end) { whole } else { phrase });
            }
            _ if best.is_some() => break,
            _ => {}
        }
        inner_end = open;
    }
    best
}

/// A further comma to the left opens the real parenthesis only if a name stands before it and an apposition behind:
/// "Smith, a veteran of Ford, Audi and Saab, said".
fn outranks(sentence: &Annotated<'_>, phrase: &Phrase, open: usize) -> bool {
    let appositive = Class::DETERMINER.with(Class::RELATIVE).with(Class::ROLE);
    sentence.has(phrase.last, Class::CAPITAL)
        && sentence.has(open + 1, appositive)
        && !sentence.has(open + 1, Class::CAPITAL)
        && phrase.first.checked_sub(1).is_none_or(|before| {
            !sentence.is_finite(before) && !sentence.has(before, Class::PREPOSITION)
        })
}

fn opens_parenthesis(sentence: &Annotated<'_>, first: usize, end: usize) -> bool {
    let Some(token) = sentence.token(first) else { return false };
    let opener = Class::DETERMINER
        .with(Class::RELATIVE)
        .with(Class::PREPOSITION)
        .with(Class::ROLE)
        .with(Class::CAPITAL)
        .with(Class::ING)
        .with(Class::ED)
        .with(Class::TIME)
        .with(Class::ADVERB)
        .with(Class::SUBORDINATOR)
        .with(Class::PEOPLE);
    let adjective = token.is_word()
        && !token.has(Class::COORDINATOR.with(Class::AUXILIARY))
        && !token.has(Class::PRONOUN);
    let verb = !token.has(Class::RELATIVE.with(Class::SUBORDINATOR))
        && (first..end).any(|unit| sentence.is_finite(unit) && !sentence.has(unit, Class::ED))
        && !(first..end).any(|unit| sentence.has(unit, Class::RELATIVE.with(Class::SUBORDINATOR)));
    !verb
        && (token.kind == Kind::Number
            || token.has(opener)
            || token.form.has(VerbForm::GERUND.with(VerbForm::PARTICIPLE))
            || adjective)
}

/// Whether the parenthesis is a name: "Kate Lowry", "Col. Piet Oster", "Darran Whiting of Liberty Church".
fn is_name_only(sentence: &Annotated<'_>, first: usize, end: usize) -> bool {
    let words = (first..end)
        .take_while(|&unit| {
            sentence.has(unit, Class::CAPITAL.with(Class::PARTICLE))
                && !sentence.has(unit, Class::OF)
        })
        .count();
    let timed = (first..first + words).any(|unit| sentence.has(unit, Class::DAY));
    let complement = sentence.has(first + words, Class::PREPOSITION) && words > 1;
    words > 0 && !timed && (first + words == end || complement)
}
