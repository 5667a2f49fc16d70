//! Discord's limits, and texts cut to them at places where a reader does not stumble.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::escape::{escape_marked, is_line_break, units};

/// Units of text in the description of an embed.
pub(super) const DESCRIPTION: usize = 4096;
/// Units of text in the value of a field.
pub(super) const FIELD: usize = 1024;
/// Units of text in the small line at the top of an embed.
pub(super) const AUTHOR: usize = 256;
/// Units of text in all embeds of a message together.
pub(super) const MESSAGE: usize = 6000;

/// The words as a block quote: each of their lines begins with the quote's mark.
pub(super) fn quoted(words: &str) -> String {
    quoted_marked(words, &(0..0))
}

/// The same with the words in these bytes bold.
pub(super) fn quoted_marked(words: &str, bold: &Range<usize>) -> String {
    let mut quote = String::from("> ");
    let escaped = escape_marked(words, bold);
    let mut rest = escaped.chars().peekable();
    while let Some(character) = rest.next() {
        quote.push(character);
        // Discord takes a carriage return for a new line as well, but not twice where both stand.
        if character == '\n' || (character == '\r' && rest.peek() != Some(&'\n')) {
            quote.push_str("> ");
        }
    }
    quote
}

/// The words in stretches that each make a block quote of at most `limit` units, split after white space
/// where there is any. Joined, they are the words again.
pub(super) fn stretches(mut words: &str, limit: usize) -> Vec<&str> {
    let mut found = vec![];
    while !words.is_empty() {
        let (stretch, rest) = words.split_at(end_within(words, limit));
        found.push(stretch);
        words = rest;
    }
    found
}

/// Where the longest beginning ends that makes a block quote of at most `limit` units: after white space if
/// there is any, else between two characters as a reader sees them, and after one `char` at least.
pub(super) fn end_within(words: &str, limit: usize) -> usize {
    let mut left = limit.saturating_sub("> ".len());
    let (mut after_space, mut after_grapheme) = (0, 0);
    for (start, grapheme) in words.grapheme_indices(true) {
        let Some(still_left) = left.checked_sub(most_units(grapheme)) else {
            return match (after_space, after_grapheme) {
                (0, 0) => chars_within(grapheme, left),
                (0, end) | (end, _) => end,
            };
        };
        left = still_left;
        after_grapheme = start + grapheme.len();
        if grapheme.chars().all(char::is_whitespace) {
            after_space = after_grapheme;
        }
    }
    words.len()
}

/// The end of the longest beginning of one endless grapheme (a letter under thousands of accents).
fn chars_within(grapheme: &str, limit: usize) -> usize {
    let mut left = limit;
    let fits = |&(_, character): &(usize, char)| {
        let needed = most_units(character.encode_utf8(&mut [0; 4]));
        left.checked_sub(needed).is_some_and(|still_left| {
            left = still_left;
            true
        })
    };
    let end = grapheme.char_indices().take_while(fits).map(|(at, c)| at + c.len_utf8()).last();
    end.unwrap_or_else(|| grapheme.chars().next().map_or(0, char::len_utf8))
}

/// The most units that a text can take inside a block quote.
fn most_units(text: &str) -> usize {
    let of = |character: char| {
        let backslash = usize::from(character.is_ascii_punctuation());
        let quote_mark = if is_line_break(character) { "> ".len() } else { 0 };
        character.len_utf16() + backslash + quote_mark
    };
    text.chars().map(of).sum()
}

/// A label (never a quotation) with white space made even, at most `limit` units long; what is cut off is
/// marked by an ellipsis.
pub(super) fn label(text: &str, limit: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if units(&text) <= limit {
        return text;
    }
    let mut left = limit.saturating_sub(1);
    let mut cut = String::new();
    for grapheme in text.graphemes(true) {
        match left.checked_sub(units(grapheme)) {
            Some(still_left) => left = still_left,
            None => break,
        }
        cut.push_str(grapheme);
    }
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn splits_where_a_reader_does_not_stumble() {
        // (words, limit, stretches)
        let cases: &[(&str, usize, &[&str])] = &[
            ("", 10, &[]),
            ("short", 10, &["short"]),
            ("one two three", 10, &["one two ", "three"]),
            ("abcdefghij", 6, &["abcd", "efgh", "ij"]),
            ("a*b*c*", 8, &["a*b*", "c*"]),
            ("e\u{301}e\u{301}e\u{301}", 5, &["e\u{301}", "e\u{301}", "e\u{301}"]),
            ("e\u{301}\u{302}\u{303}", 4, &["e\u{301}", "\u{302}\u{303}"]),
            ("😀😀", 5, &["😀", "😀"]),
            ("😀", 1, &["😀"]),
        ];
        for (words, limit, expected) in cases {
            assert_eq!(stretches(words, *limit), *expected, "{words:?} in {limit}");
        }
    }

    #[test]
    fn labels_are_cut_with_a_mark() {
        assert_eq!(label("  two\n words ", 20), "two words");
        assert_eq!(label("two words", 5), "two…");
        assert_eq!(units(&label(&"😀".repeat(40), 21)), 21);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_or_too_long(words in "(\\PC|[*_ \n\r]){0,80}", limit in 8_usize..60) {
            let stretches = stretches(&words, limit);
            prop_assert_eq!(&stretches.concat(), &words);
            for stretch in stretches {
                prop_assert!(units(&quoted(stretch)) <= limit, "{:?}", stretch);
            }
        }
    }
}
