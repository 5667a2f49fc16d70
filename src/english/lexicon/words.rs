//! A text cut into its words.

use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use super::{Entry, entry};

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
    let mut words: Vec<Word<'_>> = Vec::with_capacity(text.len() / 5);
    let mut push = |start: usize, written| {
        let entry = entry(written);
        let starts_upper = written.starts_with(char::is_uppercase);
        let is_upper = starts_upper && !written.contains(char::is_lowercase);
        let after_the = words.last().is_some_and(|last: &Word<'_>| last.entry.word == "the");
        words.push(Word {
            written,
            start,
            may_be_acronym: is_upper || after_the,
            is_name: starts_upper && !starts_sentence(&text[..start]),
            entry,
        });
    };
    if text.chars().all(is_simple) {
        let mut at = 0;
        while let Some((start, end)) = next_word(text, at) {
            push(start, &text[start..end]);
            at = end;
        }
    } else {
        text.unicode_word_indices().for_each(|(start, written)| push(start, written));
    }
    words
}

/// Whether the quick way of cutting words does for a character: Latin letters, digits, common marks.
fn is_simple(c: char) -> bool {
    c < '\u{250}' && !matches!(c, '_' | '\u{ad}')
        || ('\u{2010}'..='\u{2044}').contains(&c)
        || c == '€'
}

/// The next word from byte `at` on, as Unicode's rules (UAX 29) cut it from simple characters.
fn next_word(text: &str, at: usize) -> Option<(usize, usize)> {
    let start = at + text[at..].find(char::is_alphanumeric)?;
    let mut chars = text[start..].char_indices().peekable();
    let mut last = ' ';
    let mut end = start;
    while let Some((offset, c)) = chars.next() {
        if c.is_alphanumeric() {
            end = start + offset + c.len_utf8();
            last = c;
            continue;
        }
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let joins = match c {
            '.' | '\'' | '’' | '‘' | '\u{2024}' => {
                last.is_alphabetic() && next.is_alphabetic()
                    || last.is_numeric() && next.is_numeric()
            }
            '·' | ':' | '\u{2027}' => last.is_alphabetic() && next.is_alphabetic(),
            ',' | ';' => last.is_numeric() && next.is_numeric(),
            _ => false,
        };
        if !joins {
            break;
        }
    }
    Some((start, end))
}

/// Letters with full stops between them: "u.s", "d.c".
pub(super) fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word
            .split('.')
            .all(|part| part.chars().count() == 1 && !part.starts_with(|c: char| c.is_numeric()))
}

/// Digits in groups of three: "800,000".
pub(super) fn is_grouped_number(word: &str) -> bool {
    let mut groups = word.split(',');
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    word.contains(',')
        && groups.next().is_some_and(|first| first.len() <= 3 && digits(first))
        && groups.all(|group| group.len() == 3 && digits(group))
}

fn starts_sentence(before: &str) -> bool {
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || "\"“‘'([".contains(c));
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '”'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::lexicon::terms;

    proptest::proptest! {
        #[test]
        fn words_are_cut_as_unicode_cuts_them(text in "[a-zA-Zé0-9 .,:'’‘;–€(%-]{0,60}") {
            let mut quick = vec![];
            let mut at = 0;
            while let Some((start, end)) = next_word(&text, at) {
                quick.push((start, &text[start..end]));
                at = end;
            }
            let full: Vec<_> = text.unicode_word_indices().collect();
            proptest::prop_assert_eq!(quick, full);
        }
    }

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
