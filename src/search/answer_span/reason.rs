//! The reason that a passage gives in so many words: what stands behind "because", "due to", "thanks to".

use std::ops::Range;

use super::marked::Marked;
use crate::attribute::WordKind;

/// Words that open a reason, the longest first. "Since" and "as" may tell a time.
const OPENERS: [&[&str]; 10] = [
    &["because", "of"],
    &["due", "to"],
    &["owing", "to"],
    &["thanks", "to"],
    &["on", "account", "of"],
    &["as", "a", "result", "of"],
    &["in", "order", "to"],
    &["so", "that"],
    &["because"],
    &["for", "fear", "of"],
];

/// The places of the words that give the reason; the first where there are several.
pub(super) fn find(text: &str, words: &[Marked]) -> Option<Range<usize>> {
    (0..words.len()).find_map(|at| {
        let opens = |opener: &&&[&str]| {
            opener.iter().enumerate().all(|(offset, expected)| {
                words
                    .get(at + offset)
                    .is_some_and(|word| text[word.word.span.range()].eq_ignore_ascii_case(expected))
            })
        };
        let opener = OPENERS.iter().find(opens)?;
        // "In order to win" answers as it stands.
        let first = if opener[0] == "in" { at } else { at + opener.len() };
        let sentence = words.get(first)?.word.sentence;
        let ends = |at: &usize| {
            let word = &words[*at].word;
            word.sentence != sentence
                || matches!(
                    word.kind,
                    WordKind::Comma
                        | WordKind::Stop
                        | WordKind::Semicolon
                        | WordKind::Dash
                        | WordKind::Close
                )
        };
        let end = (first..words.len()).find(ends).unwrap_or(words.len());
        (end > first).then_some(first..end)
    })
}
