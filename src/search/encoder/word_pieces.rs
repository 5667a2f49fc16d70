//! Text to the numbers of word pieces, as BERT's uncased tokenizer cuts it (Devlin et al. 2018).

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most pieces of a text, both marks included: what the model was trained with. The rest of a longer text is left out.
pub(super) const LONGEST: usize = 128;

/// The pieces that stand for an unknown word, and at the start and the end of a text.
const UNKNOWN: i32 = 100;
const START: i32 = 101;
const END: i32 = 102;

/// A longer word, in characters, is an unknown one.
const LONGEST_WORD: usize = 100;

/// Goes before a piece that continues a word.
const CONTINUES: &str = "##";

/// The pieces with their numbers.
pub(super) struct WordPieces {
    starting: HashMap<&'static str, i32>,
    continuing: HashMap<&'static str, i32>,
}

impl WordPieces {
    /// Reads a vocabulary: one piece a line, in the order of their numbers.
    pub(super) fn new(vocabulary: &'static str) -> Self {
        let (mut starting, mut continuing) = (HashMap::new(), HashMap::new());
        for (number, piece) in (0..).zip(vocabulary.lines()) {
            match piece.strip_prefix(CONTINUES) {
                Some(rest) if !rest.is_empty() => continuing.insert(rest, number),
                _ => starting.insert(piece, number),
            };
        }
        Self { starting, continuing }
    }

    /// The numbers of a text's pieces between the marks of start and end.
    pub(super) fn numbers(&self, text: &str) -> Vec<i32> {
        let mut numbers = vec![START];
        for word in words(text) {
            if numbers.len() >= LONGEST {
                break;
            }
            self.cut(&word, &mut numbers);
        }
        numbers.truncate(LONGEST - 1);
        numbers.push(END);
        numbers
    }

    /// Cuts a word into the longest pieces that there are, from its start on.
    fn cut(&self, word: &str, numbers: &mut Vec<i32>) {
        let from = numbers.len();
        let mut rest = word;
        let is_short = word.chars().nth(LONGEST_WORD).is_none();
        while is_short && !rest.is_empty() {
            let pieces = if rest.len() == word.len() { &self.starting } else { &self.continuing };
            let ends = rest.char_indices().map(|(at, char)| at + char.len_utf8());
            let longest = ends.rev().find_map(|end| Some((end, *pieces.get(&rest[..end])?)));
            let Some((end, number)) = longest else { break };
            numbers.push(number);
            rest = &rest[end..];
        }
        if !rest.is_empty() {
            numbers.truncate(from);
            numbers.push(UNKNOWN);
        }
    }
}

/// The words of a text in small letters without accents; each mark is a word.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![];
    let mut word = String::new();
    let plain = text.nfd().filter(|char| !is_combining_mark(*char)).flat_map(char::to_lowercase);
    for char in plain {
        if is_mark(char) || is_ideograph(char) || char.is_whitespace() {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            words.extend((!char.is_whitespace()).then(|| char.to_string()));
        } else if !char.is_control()
            && !matches!(char, '\u{fffd}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
        {
            word.push(char);
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// Whether a character is a punctuation mark, or a symbol of ASCII.
fn is_mark(char: char) -> bool {
    char.is_ascii_punctuation()
        || matches!(char, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}')
        || matches!(char, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}')
}

/// Whether a character is a word by itself.
fn is_ideograph(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<i32> {
        WordPieces::new(super::super::VOCABULARY).numbers(text)
    }

    #[test]
    fn texts_are_cut_as_the_model_was_trained() {
        let check = |text: &str, expected: &[i32]| {
            let numbers = pieces(text);
            let whole = [&[START], expected, &[END]].concat();
            assert_eq!(numbers, whole, "{text}");
        };
        // As the tokenizers library of Hugging Face gives them.
        check(
            "The ferry to Tarnholm sails again.",
            &[1996, 7115, 2000, 16985, 25311, 4747, 2213, 17553, 2153, 1012],
        );
        check("Who is Zoë Brandt-Øye?", &[2040, 2003, 11199, 19407, 1011, 1100, 6672, 1029]);
        check(
            "“It’s 1,200 km,” she said – twice…",
            &[
                1523, 2009, 1521, 1055, 1015, 1010, 3263, 2463, 1010, 1524, 2016, 2056, 1516, 3807,
                1529,
            ],
        );
        check(
            "How much is €5.50 or $6?",
            &[2129, 2172, 2003, 1574, 2629, 1012, 2753, 2030, 1002, 1020, 1029],
        );
        check("naïve café 東京", &[15743, 7668, 1879, 1755]);
        check("unbelievableness", &[23653, 2791]);
        check("Crème brûlée\tcosts 3%", &[13675, 21382, 7987, 9307, 2063, 5366, 1017, 1003]);
        check("", &[]);
        check(" \n\u{200b} ", &[]);
        check(&"x".repeat(101), &[UNKNOWN]);
    }

    #[test]
    fn a_long_text_is_cut_off() {
        let numbers = pieces(&"ferry ".repeat(1000));
        assert_eq!((numbers.len(), numbers[LONGEST - 1]), (LONGEST, END));
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_pieces(text: String) {
            let numbers = pieces(&text);
            proptest::prop_assert!(numbers.len() >= 2 && numbers.len() <= LONGEST);
        }
    }
}
