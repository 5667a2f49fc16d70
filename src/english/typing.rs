//! Typing errors: which word of the corpus an asked word that is none of them was meant to be.

use crate::english::geography;
use crate::english::lists::LISTS;
use crate::english::numbers;
use crate::english::value_words::VALUE_WORDS;

/// Shortest word in which one wrong letter is taken for a typing error; in shorter ones it makes another word.
const ONE_ERROR: usize = 5;

/// Shortest word in which two wrong letters are taken for typing errors.
const TWO_ERRORS: usize = 8;

/// Shortest word in which two letters that changed places, or a doubled letter, are taken for a typing error.
const SWAPPED: usize = 4;

/// Whether `typed`, which is no word of the corpus, may be a slip for `meant`.
///
/// Never where it would change the meaning: numbers, negations, countries, other forms of the same word, beginnings
/// that negate. A first letter is hardly ever mistyped, so it must be right or have changed places with the second.
#[must_use]
pub fn is_slip(typed: &str, meant: &str) -> bool {
    let (long, short) = (typed.chars().count(), meant.chars().count());
    let shortest = long.min(short);
    if shortest < SWAPPED || long.abs_diff(short) > 2 || has_meaning(typed) {
        return false;
    }
    let distance = strsim::damerau_levenshtein(typed, meant);
    let is_swap = distance == 1 && (is_anagram(typed, meant) || is_doubled(typed, meant));
    let starts_alike = typed.chars().next() == meant.chars().next();
    let is_near = starts_alike
        && ((distance == 1 && shortest >= ONE_ERROR) || (distance == 2 && shortest >= TWO_ERRORS));
    (is_swap || is_near)
        && !LISTS.are_inflections(typed, meant)
        && !LISTS.are_opposites(typed, meant)
}

/// Whether the word says by itself what no slip may change.
fn has_meaning(word: &str) -> bool {
    numbers::value(word).is_some()
        || word.contains(|c: char| c.is_ascii_digit())
        || LISTS.is_negation(word)
        || geography::is_country(word)
        || LISTS.is_small(word)
        || VALUE_WORDS.is_amount(word)
}

fn is_anagram(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(one) == sorted(other)
}

/// Whether the words differ only by a letter written once or twice.
fn is_doubled(one: &str, other: &str) -> bool {
    let once = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.dedup();
        letters
    };
    once(one) == once(other)
}

/// The letters of a word as a set of bits: words whose sets differ in many letters need no closer look.
#[must_use]
pub fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |set, byte| match byte {
        b'a'..=b'z' => set | 1 << (byte - b'a'),
        b'0'..=b'9' => set | 1 << 26,
        _ => set | 1 << 27,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_other_words() {
        let check = |typed: &str, meant: &str, expected: bool| {
            assert_eq!(is_slip(typed, meant), expected, "{typed} for {meant}");
        };
        check("secuirty", "security", true);
        check("garantees", "guarantees", true);
        check("comprimises", "compromises", true);
        check("robsut", "robust", true);
        check("peple", "people", true);
        check("foriegn", "foreign", true);
        check("untied", "united", true);
        check("billion", "million", false);
        check("iran", "iraq", false);
        check("austria", "australia", false);
        check("equivocal", "unequivocal", false);
        check("guarantee", "guarantees", false);
        check("hubs", "pubs", false);
        check("dont", "done", false);
        check("30000", "80000", false);
        check("cat", "act", false);
    }
}
