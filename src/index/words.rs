//! The words of sentences as the ranking needs them: a row of numbers each, and one vocabulary for all.

use std::collections::HashMap;

use tantivy::directory::OwnedBytes;

use crate::lexicon::Term;
use crate::rank::{Token, WORD_BYTES, Word};

/// The words of a corpus. Each has a number.
pub(super) struct Vocabulary {
    words: OwnedBytes,
}

impl Vocabulary {
    pub(super) fn new(words: OwnedBytes) -> Self {
        Self { words }
    }

    /// The word of this number.
    fn word(&self, number: usize) -> Option<Word> {
        let bytes = self.words.get(number * WORD_BYTES..(number + 1) * WORD_BYTES)?;
        Some(Word::from_bytes(bytes.try_into().ok()?))
    }
}

/// A vocabulary on its way.
#[derive(Default)]
pub(super) struct Learner {
    numbers: HashMap<u64, u32>,
    pub(super) bytes: Vec<u8>,
}

impl Learner {
    /// The number of a word, a new one if it was not there.
    fn learn(&mut self, word: &Word) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(word.word).or_insert_with(|| {
            self.bytes.extend_from_slice(&word.to_bytes());
            next
        })
    }

    /// Puts the numbers of this vocabulary into rows that were written with a vocabulary of their own.
    pub(super) fn renumber(&mut self, rows: &mut [u8], own: &[Word]) {
        let numbers: Vec<u32> = own.iter().map(|word| self.learn(word)).collect();
        let Some((_, tokens)) = Rows::parts_mut(rows) else { return };
        for token in tokens.chunks_exact_mut(4) {
            let old = u32::from_le_bytes([token[0], token[1], token[2], token[3]]);
            if let Some(new) = numbers.get((old >> 1) as usize) {
                token.copy_from_slice(&(new << 1 | old & 1).to_le_bytes());
            }
        }
    }
}

/// Rows of tokens as bytes, each number 32 bits: how many rows, where each ends, then the tokens: twice the number
/// of the word, and one more if it is written like a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows<'d> {
    ends: &'d [u8],
    tokens: &'d [u8],
}

impl<'d> Rows<'d> {
    pub(super) fn new(bytes: &'d [u8]) -> Option<Self> {
        let (count, rest) = bytes.split_at_checked(4)?;
        let (ends, tokens) = rest.split_at_checked(number(count, 0)?.checked_mul(4)?)?;
        Some(Self { ends, tokens })
    }

    fn parts_mut(bytes: &mut [u8]) -> Option<(&mut [u8], &mut [u8])> {
        let (count, rest) = bytes.split_at_mut_checked(4)?;
        rest.split_at_mut_checked(number(count, 0)?.checked_mul(4)?)
    }

    /// The tokens of a row, added to `tokens`; `None` if the bytes are damaged.
    pub(super) fn read(
        &self,
        row: usize,
        vocabulary: &Vocabulary,
        tokens: &mut Vec<Token>,
    ) -> Option<()> {
        let start = row.checked_sub(1).map_or(Some(0), |before| number(self.ends, before))?;
        let bytes = self.tokens.get(start * 4..number(self.ends, row)? * 4)?;
        for at in 0..bytes.len() / 4 {
            let token = number(bytes, at)?;
            tokens.push(Token { word: vocabulary.word(token >> 1)?, is_name: token & 1 == 1 });
        }
        Some(())
    }
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at * 4..at * 4 + 4)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
}

/// Rows as bytes with a vocabulary of their own.
pub(super) fn rows<'t>(
    terms: impl ExactSizeIterator<Item = &'t [Term]> + Clone,
) -> (Vec<u8>, Vec<Word>) {
    let total: usize = terms.clone().map(<[Term]>::len).sum();
    let mut bytes = Vec::with_capacity(4 * (1 + terms.len() + total));
    let put = |bytes: &mut Vec<u8>, number: usize| {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&number.to_le_bytes());
    };
    put(&mut bytes, terms.len());
    let mut end = 0;
    for row in terms.clone() {
        end += row.len();
        put(&mut bytes, end);
    }
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut words = Vec::new();
    for term in terms.flatten() {
        let number = *numbers.entry(term.word()).or_insert_with(|| {
            words.push(Word::of(term));
            words.len() - 1
        });
        put(&mut bytes, number << 1 | usize::from(term.is_name));
    }
    (bytes, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon;

    proptest::proptest! {
        /// What is read from the rows is what reading the text would give.
        #[test]
        fn rows_hold_what_the_text_says(texts in proptest::collection::vec("[a-zA-Z0-9 .,%’]{0,40}", 1..6)) {
            let terms: Vec<Vec<Term>> = texts.iter().map(|text| lexicon::terms(text)).collect();
            let mut learner = Learner::default();
            // Words of another document come first.
            let (mut other, own) = rows([&*lexicon::terms("The summit of Paris")].into_iter());
            learner.renumber(&mut other, &own);
            let (mut bytes, own) = rows(terms.iter().map(Vec::as_slice));
            learner.renumber(&mut bytes, &own);
            let vocabulary = Vocabulary::new(OwnedBytes::new(learner.bytes));
            let rows = Rows::new(&bytes).unwrap();
            for (at, terms) in terms.iter().enumerate() {
                let mut tokens = vec![];
                rows.read(at, &vocabulary, &mut tokens).unwrap();
                proptest::prop_assert_eq!(tokens, terms.iter().map(Token::of).collect::<Vec<_>>());
            }
            proptest::prop_assert_eq!(rows.read(terms.len(), &vocabulary, &mut vec![]), None);
        }

        #[test]
        fn damaged_rows_are_no_rows(bytes: Vec<u8>, row in 0_usize..4) {
            let vocabulary = Vocabulary::new(OwnedBytes::new(vec![0; 3 * WORD_BYTES]));
            let _ = Rows::new(&bytes).and_then(|rows| rows.read(row, &vocabulary, &mut vec![]));
        }
    }
}
