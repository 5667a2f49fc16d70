//! A text cut into its words.

use std::sync::Arc;

use super::{Entry, entry};
use crate::english::cut::cut;

/// A word as it stands in a text.
pub(super) struct Word<'t> {
    pub(super) written: &'t str,
    pub(super) start: usize,
    pub(super) entry: Arc<Entry>,
    /// Whether a name in capitals ("US") may be meant: it stands in capitals, or after "the".
    pub(super) may_be_acronym: bool,
    pub(super) is_name: bool,
}

pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let cut = cut(text);
    let mut words: Vec<Word<'_>> = Vec::with_capacity(cut.len());
    for written in cut {
        let entry = entry(written.text);
        let is_upper = written.is_capital() && !written.text.contains(char::is_lowercase);
        let after_the = words.last().is_some_and(|last: &Word<'_>| last.entry.word == "the");
        words.push(Word {
            written: written.text,
            start: written.start,
            may_be_acronym: is_upper || after_the,
            is_name: written.is_capital() && !starts_sentence(&text[..written.start]),
            entry,
        });
    }
    words
}

fn starts_sentence(before: &str) -> bool {
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || "\"“‘'([".contains(c));
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '”'])
}

#[cfg(test)]
mod tests {
    use crate::english::lexicon::terms;

    #[test]
    fn names_are_told_from_starts_of_sentences() {
        let names: Vec<_> = terms("Yesterday Mr Macron spoke. “Putin lied,” he said.")
            .into_iter()
            .filter(|term| term.is_name)
            .map(|term| term.word().to_owned())
            .collect();
        assert_eq!(names, ["mr", "macron"]);
    }
}
