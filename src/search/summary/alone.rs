//! Whether a sentence can stand in a summary, and whether it can stand there alone.

use super::weights::WORDS;
use crate::english::lexicon::fold;
use crate::search::rank::{self, Token, Traits};

/// Words of a sentence that tells enough, and of one that can be read at once.
const LENGTH: std::ops::RangeInclusive<usize> = 8..=60;

/// Marks that may close a sentence behind its stop.
const CLOSING: [char; 6] = ['"', '”', '’', '\'', ')', ']'];

/// Marks that may open one.
const OPENING: [char; 6] = ['"', '“', '‘', '\'', '(', '['];

/// Whether it is a statement of usual length: no question, no label, nothing that a page says to its readers.
pub(super) fn is_news(text: &str, words: usize) -> bool {
    let bare = text.trim_end().trim_end_matches(CLOSING);
    let lower = text.to_lowercase();
    LENGTH.contains(&words)
        && bare.ends_with(['.', '!', '…'])
        && text.contains(char::is_lowercase)
        && !WORDS.furniture.iter().any(|phrase| lower.contains(phrase.as_str()))
}

/// Whether its quote marks come in pairs: else a quotation goes on in another sentence.
#[must_use]
pub fn is_whole(text: &str) -> bool {
    let count = |mark: char| text.chars().filter(|&there| there == mark).count();
    count('"').is_multiple_of(2) && count('“') == count('”') && count('«') == count('»')
}

/// How many words are looked at for somebody who is not named before.
const LOOKED_AT: usize = 6;

/// Whether it speaks of something that was named before it: it opens with "he", "it", "that", or somebody is "he" before
/// anything is named.
#[must_use]
pub fn leans_back(text: &str, tokens: &[Token]) -> bool {
    let words: Vec<String> = text
        .split_whitespace()
        .take(LOOKED_AT)
        .map(|word| fold(word.trim_matches(|c: char| !c.is_alphanumeric())))
        .collect();
    let bare = |at: usize| {
        let word = words.get(at).map_or("", String::as_str);
        // "He'd", "it's".
        word.split(['\'', '’']).next().unwrap_or_default()
    };
    if rank::is_pronoun(bare(0)) || WORDS.leaning.contains(bare(0)) {
        let is_time = matches!(bare(0), "this" | "that") && WORDS.times.contains(bare(1));
        return !is_time && !says_nothing(&words);
    }
    // "On Monday he said": nothing before "he" is anybody.
    let names_nothing = |token: &&Token| {
        token.is(Traits::STOPWORD) || token.is(Traits::TIME) || token.is(Traits::DIGITS)
    };
    let before = tokens.iter().take_while(names_nothing).count().min(LOOKED_AT);
    let is_quoted = text.trim_start().starts_with(OPENING);
    !is_quoted && (1..before).any(|at| WORDS.persons.contains(bare(at)))
}

/// "It is clear that", "it was the first time": an "it" that stands for nothing.
fn says_nothing(words: &[String]) -> bool {
    const VERBS: [&str; 10] =
        ["is", "was", "will", "would", "has", "remains", "remained", "appears", "seems", "took"];
    const WHAT: [&str; 16] = [
        "clear",
        "unclear",
        "known",
        "unknown",
        "possible",
        "impossible",
        "likely",
        "unlikely",
        "expected",
        "thought",
        "believed",
        "hard",
        "difficult",
        "time",
        "understood",
        "not",
    ];
    let is = |at: usize, list: &[&str]| words.get(at).is_some_and(|word| list.contains(&&**word));
    words.first().is_some_and(|first| first == "it")
        && is(1, &VERBS)
        && (2..LOOKED_AT).any(|at| is(at, &WHAT))
}
