//! The words of sentences as the ranking needs them: a row of numbers each, and one vocabulary for all.

use std::collections::HashMap;

use super::checksums::Checked;
use crate::english::lexicon::Term;
use crate::search::rank::{self, Token, Traits, WORD_BYTES, Word};

/// The words of a corpus. Each has a number.
pub(super) struct Vocabulary {
    words: Checked,
}

impl Vocabulary {
    pub(super) fn new(words: Checked) -> Self {
        Self { words }
    }

    /// The word of this number.
    fn word(&self, number: usize) -> Option<Word> {
        let bytes = self.words.get(number * WORD_BYTES..(number + 1) * WORD_BYTES)?;
        Some(Word::from_bytes(bytes.try_into().ok()?))
    }
}

/// How the words of a vocabulary are written, for building an index anew from rows.
pub(super) struct Spellings {
    vocabulary: Vocabulary,
    /// Each word with its stem, by its number.
    written: Vec<(Box<str>, Box<str>)>,
}

impl Spellings {
    /// Reads what [`Learner`] has written; `None` if the bytes are none of it.
    pub(super) fn new(words: Checked, spellings: &[u8]) -> Option<Self> {
        let lines = std::str::from_utf8(spellings).ok()?.lines();
        let written: Option<Vec<_>> =
            lines.map(|line| line.split_once(' ').map(|(a, b)| (a.into(), b.into()))).collect();
        let (vocabulary, written) = (Vocabulary::new(words), written?);
        (vocabulary.words.len() == written.len() * WORD_BYTES)
            .then_some(Self { vocabulary, written })
    }

    /// How the word of this number is written.
    pub(super) fn spelling(&self, number: usize) -> Option<Spelling<'_>> {
        let (word, stem) = self.written.get(number)?;
        let is_stopword = self.vocabulary.word(number)?.traits.has(Traits::STOPWORD);
        Some(Spelling { word, stem, is_stopword })
    }
}

/// How a word is written.
#[derive(Clone, Copy)]
pub(super) struct Spelling<'w> {
    pub(super) word: &'w str,
    pub(super) stem: &'w str,
    pub(super) is_stopword: bool,
}

impl<'w> Spelling<'w> {
    pub(super) fn of(term: &'w Term) -> Self {
        Self { word: term.word(), stem: term.stem(), is_stopword: term.is_stopword() }
    }
}

/// A vocabulary on its way.
#[derive(Default)]
pub(super) struct Learner {
    numbers: HashMap<u64, u32>,
    pub(super) words: Vec<u8>,
    /// A line for each word: how it and its stem are written. Neither has white space in it.
    pub(super) spellings: String,
}

impl Learner {
    /// Goes on with the vocabulary of an older index: its words keep their numbers. `None` if that is damaged.
    pub(super) fn after(old: &Spellings) -> Option<Self> {
        let mut learner = Self { words: old.vocabulary.words.all()?.to_vec(), ..Self::default() };
        for (number, (word, stem)) in (0..).zip(&old.written) {
            learner.numbers.insert(rank::number(word), number);
            learner.spell(word, stem);
        }
        Some(learner)
    }

    fn spell(&mut self, word: &str, stem: &str) {
        for part in [word, " ", stem, "\n"] {
            self.spellings.push_str(part);
        }
    }

    /// The number of a word, a new one if it was not there.
    fn learn(&mut self, term: &Term) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(rank::number(term.word())).or_insert(next);
        if number == next {
            self.words.extend_from_slice(&Word::of(term).to_bytes());
            self.spell(term.word(), term.stem());
        }
        number
    }

    /// Puts the numbers of this vocabulary into rows that were written with a vocabulary of their own.
    pub(super) fn renumber(&mut self, rows: &mut [u8], own: &[Term]) {
        let numbers: Vec<u32> = own.iter().map(|term| self.learn(term)).collect();
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
        for (number, is_name) in self.row(row)? {
            tokens.push(Token { word: vocabulary.word(number)?, is_name });
        }
        Some(())
    }

    /// The numbers of the words of a row, and whether each is written like a name.
    pub(super) fn row(&self, row: usize) -> Option<impl Iterator<Item = (usize, bool)>> {
        let start = row.checked_sub(1).map_or(Some(0), |before| number(self.ends, before))?;
        let bytes = self.tokens.get(start * 4..number(self.ends, row)? * 4)?;
        Some(bytes.chunks_exact(4).map(|token| {
            let token = u32::from_le_bytes([token[0], token[1], token[2], token[3]]);
            ((token >> 1) as usize, token & 1 == 1)
        }))
    }
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at * 4..at * 4 + 4)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
}

/// Rows as bytes with a vocabulary of their own.
pub(super) fn rows<'t>(
    terms: impl ExactSizeIterator<Item = &'t [Term]> + Clone,
) -> (Vec<u8>, Vec<Term>) {
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
            words.push(term.clone());
            words.len() - 1
        });
        put(&mut bytes, number << 1 | usize::from(term.is_name));
    }
    (bytes, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::lexicon;

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
            let words = || Checked::in_memory(learner.words.clone());
            let spellings = Spellings::new(words(), learner.spellings.as_bytes()).unwrap();
            let again = Learner::after(&spellings).unwrap();
            proptest::prop_assert_eq!(&again.words, &learner.words);
            proptest::prop_assert_eq!(&again.spellings, &learner.spellings);
            let vocabulary = Vocabulary::new(words());
            let rows = Rows::new(&bytes).unwrap();
            for (at, terms) in terms.iter().enumerate() {
                let mut tokens = vec![];
                rows.read(at, &vocabulary, &mut tokens).unwrap();
                proptest::prop_assert_eq!(tokens, terms.iter().map(Token::of).collect::<Vec<_>>());
                for ((number, _), term) in rows.row(at).unwrap().zip(terms) {
                    let spelling = spellings.spelling(number).unwrap();
                    proptest::prop_assert_eq!(spelling.word, term.word());
                    proptest::prop_assert_eq!(spelling.stem, term.stem());
                    proptest::prop_assert_eq!(spelling.is_stopword, term.is_stopword());
                }
            }
            proptest::prop_assert_eq!(rows.read(terms.len(), &vocabulary, &mut vec![]), None);
        }

        #[test]
        fn damaged_rows_are_no_rows(bytes: Vec<u8>, row in 0_usize..4) {
            let vocabulary = Vocabulary::new(Checked::in_memory(vec![0; 3 * WORD_BYTES]));
            let _ = Rows::new(&bytes).and_then(|rows| rows.read(row, &vocabulary, &mut vec![]));
        }
    }
}
