//! A text cut into its words as they are written: the one place that says where a word starts and where it ends.

use unicode_segmentation::UnicodeSegmentation;

/// A word as it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Written<'t> {
    /// As it is written.
    pub(crate) text: &'t str,
    /// Byte at which it starts.
    pub(crate) start: usize,
}

impl Written<'_> {
    /// Byte just past the word.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it starts with a capital.
    pub(crate) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// The words of a text as Unicode's rules (UAX 29) cut them, in order.
pub(crate) fn cut(text: &str) -> Vec<Written<'_>> {
    if !text.chars().all(is_simple) {
        let words = text.unicode_word_indices();
        return words.map(|(start, text)| Written { text, start }).collect();
    }
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some((start, end)) = next_word(text, at) {
        words.push(Written { text: &text[start..end], start });
        at = end;
    }
    words
}

/// Whether the quick way of cutting words does for a character: Latin letters, digits, common marks.
fn is_simple(c: char) -> bool {
    c < '\u{250}' && !matches!(c, '_' | '\u{ad}') && (c.is_ascii() || !c.is_numeric())
        || ('\u{2010}'..='\u{2044}').contains(&c)
        || c == '€'
}

/// The next word from byte `at` on, as Unicode's rules cut it from simple characters.
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

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn words_are_cut_as_unicode_cuts_them(text in "[a-zA-Zé0-9½² .,:'’‘;–€(%-]{0,60}") {
            let full: Vec<_> = text.unicode_word_indices().collect();
            let quick: Vec<_> = cut(&text).iter().map(|word| (word.start, word.text)).collect();
            proptest::prop_assert_eq!(quick, full);
        }
    }
}
