//! What a difference of wording does to the meaning: a negation, a number, a name or the order.

use crate::english::lists::LISTS;
use crate::english::numbers;
use crate::english::value_words::VALUE_WORDS;
use crate::model::verdict::{Change, Op};
use crate::quotations::check::align::Alignment;
use crate::quotations::check::{Slot, Token};

/// A word on one side of the differences.
struct Side<'w> {
    word: &'w str,
    is_name: bool,
}

/// The changes of meaning between asked words and the words they were aligned with, in a fixed order.
///
/// `word` gives the words of tokens; `is_name` says whether a word of an asked slot or a token is a name.
pub fn changes<'w, 't: 'w>(
    alignment: &Alignment,
    tokens: &[Token],
    asked: &'w [Slot],
    word: impl Fn(&Token) -> &'t str,
    is_name: impl Fn(&str, bool) -> bool,
) -> Vec<Change> {
    let mut missing = Vec::new();
    let mut added = Vec::new();
    for run in &alignment.runs {
        match run.op {
            Op::Same => {}
            Op::Missing => missing.extend(
                tokens[run.tokens.clone()].iter().filter(|token| !token.is_editorial).map(
                    |token| {
                        let word = word(token);
                        Side { word, is_name: is_name(word, token.is_name) }
                    },
                ),
            ),
            Op::Added => {
                added.extend(asked[run.asked.clone()].iter().map(|slot| Side {
                    word: &slot.text,
                    is_name: is_name(&slot.text, slot.is_name),
                }));
            }
        }
    }
    let moved = take_common(&mut missing, &mut added);
    let mut changes = Vec::new();
    if is_negated(&missing, &added) {
        changes.push(Change::Negation);
    }
    if is_renumbered(&missing, &added) {
        changes.push(Change::Number);
    }
    if is_renamed(&missing, &added) {
        changes.push(Change::Name);
    }
    if moved.iter().any(|side| side.is_name || matters(side.word)) {
        changes.push(Change::Order);
    }
    changes
}

fn matters(word: &str) -> bool {
    !LISTS.is_small(word) || LISTS.is_negation(word)
}

/// Takes the words that stand on both sides out of both: they were moved.
fn take_common<'w>(missing: &mut Vec<Side<'w>>, added: &mut Vec<Side<'w>>) -> Vec<Side<'w>> {
    let mut moved = Vec::new();
    added.retain(|side| {
        let there = missing.iter().position(|other| other.word == side.word);
        there.is_none_or(|at| {
            moved.push(missing.remove(at));
            false
        })
    });
    moved
}

fn is_negated(missing: &[Side<'_>], added: &[Side<'_>]) -> bool {
    let count =
        |sides: &[Side<'_>]| sides.iter().filter(|side| LISTS.is_negation(side.word)).count();
    count(missing) != count(added)
        || missing
            .iter()
            .any(|one| added.iter().any(|other| LISTS.are_opposites(one.word, other.word)))
}

fn is_renumbered(missing: &[Side<'_>], added: &[Side<'_>]) -> bool {
    let values = |sides: &[Side<'_>]| {
        let mut values: Vec<String> = sides.iter().filter_map(|side| value(side.word)).collect();
        values.sort();
        values
    };
    let amounts = |sides: &[Side<'_>]| sides.iter().any(|side| VALUE_WORDS.is_amount(side.word));
    let units = |sides: &[Side<'_>]| -> Vec<String> {
        sides.iter().filter_map(|side| VALUE_WORDS.unit_of(side.word)).map(str::to_owned).collect()
    };
    let (missing_units, added_units) = (units(missing), units(added));
    values(missing) != values(added)
        || (amounts(missing) && amounts(added))
        // Three dollars are not three euros.
        || (!missing_units.is_empty() && !added_units.is_empty() && missing_units != added_units)
}

/// What the word is as a number or a date, whichever way it was written.
fn value(word: &str) -> Option<String> {
    let starts_so = word.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
    match numbers::value(word) {
        Some(value) => Some(value.to_string()),
        None => starts_so.then(|| word.to_owned()),
    }
}

fn is_renamed(missing: &[Side<'_>], added: &[Side<'_>]) -> bool {
    let names = |sides: &[Side<'_>]| {
        let mut names: Vec<String> = sides
            .iter()
            .filter(|side| side.is_name && value(side.word).is_none())
            .map(|side| LISTS.one_name(side.word).to_owned())
            .collect();
        names.sort();
        names
    };
    names(missing) != names(added)
}
