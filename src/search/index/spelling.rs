//! Words of the index that a mistyped one may have meant.

use std::collections::BTreeMap;

use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;

use super::{Index, IndexError};

/// A shorter word has too many neighbours to be corrected.
const SHORTEST_CORRECTED: usize = 4;

/// From this many letters on two edits are forgiven.
const LONG_WORD: usize = 8;

/// No word of English news is longer, so a longer one is no typing error, and costs nothing.
const LONGEST_CORRECTED: usize = 24;

/// In a shorter name one wrong letter makes another name: Jensen is not Jansen.
const LONG_NAME: usize = 7;

/// A part of a word that was written in one, and the shortest that may stand beside one of the shortest.
const SHORTEST_PART: usize = 3;
const LONGER_PART: usize = 5;

/// Letters that are written for each other where a name is known by ear alone.
const SOUND_ALIKE: [(char, char); 6] =
    [('c', 'k'), ('s', 'z'), ('i', 'y'), ('v', 'w'), ('f', 'v'), ('u', 'w')];

/// What may have gone wrong in a mistyped word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edits {
    /// Two neighbouring letters are swapped.
    Swapped,
    /// One letter is wrong, missing or too many.
    One,
    /// Two are, in a long word.
    Two,
}

/// Whether the words have the same letters.
fn are_swapped(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(one) == sorted(other)
}

/// Whether the one is a likely typing error for the other, by what is wrong with it.
fn is_likely(one: &str, other: &str, is_name: bool) -> bool {
    let (letters, others): (Vec<char>, Vec<char>) =
        (one.chars().collect(), other.chars().collect());
    if letters.first() != others.first() {
        return false;
    }
    if are_swapped(one, other) {
        return true;
    }
    // Of four letters, one that is missing or wrong leaves too few.
    if letters.len() <= SHORTEST_CORRECTED {
        return false;
    }
    if !is_name || letters.len() >= LONG_NAME || letters.len() != others.len() {
        return true;
    }
    let mut wrong = letters.iter().zip(&others).filter(|(one, other)| one != other);
    wrong.all(|(&one, &other)| {
        SOUND_ALIKE.contains(&(one, other)) || SOUND_ALIKE.contains(&(other, one))
    })
}

impl Index {
    /// Whether a word may be a typing error by its length and letters.
    #[must_use]
    pub fn may_correct(&self, word: &str) -> bool {
        let letters = word.chars().count();
        (SHORTEST_CORRECTED..=LONGEST_CORRECTED).contains(&letters)
            && word.chars().all(char::is_alphabetic)
    }

    /// The word of the index that is nearest to one that neither the index nor English has, by one kind of error, and
    /// with the same first letter, which is seldom mistyped. Two errors are forgiven in a word of eight letters or more.
    /// Of several, names come first, then what stands in most documents.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn nearest_word(
        &self,
        word: &str,
        is_name: bool,
        edits: Edits,
    ) -> Result<Option<String>, IndexError> {
        if !self.may_correct(word) || edits == Edits::Two && word.chars().count() < LONG_WORD {
            return Ok(None);
        }
        let distance = if edits == Edits::Two { 2 } else { 1 };
        for (field, are_names) in [(self.fields.name, true), (self.fields.word, is_name)] {
            let found = self.words_within(field, word, distance)?;
            let likely = found.into_iter().filter(|(other, _)| {
                is_likely(word, other, are_names)
                    && (edits != Edits::Swapped || are_swapped(word, other))
            });
            let nearest = likely
                .max_by_key(|(other, frequency)| (*frequency, std::cmp::Reverse(other.clone())));
            if let Some((nearest, _)) = nearest {
                return Ok(Some(nearest));
            }
        }
        Ok(None)
    }

    /// Two words of the index that were written as one, the rarer of which stands in most documents.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn split_word(&self, word: &str) -> Result<Option<(String, String)>, IndexError> {
        let mut best: Option<(u64, (String, String))> = None;
        if word.chars().count() > LONGEST_CORRECTED {
            return Ok(None);
        }
        for (at, _) in word.char_indices() {
            let (one, other) = word.split_at(at);
            let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
            if short < SHORTEST_PART || long < LONGER_PART {
                continue;
            }
            let frequency = self.documents_with(one)?.min(self.documents_with(other)?);
            if frequency > best.as_ref().map_or(0, |(most, _)| *most) {
                best = Some((frequency, (one.to_owned(), other.to_owned())));
            }
        }
        Ok(best.map(|(_, words)| words))
    }

    /// How many documents have a word in this very form.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn documents_with(&self, word: &str) -> Result<u64, IndexError> {
        let term = tantivy::Term::from_field_text(self.fields.word, word);
        Ok(self.reader.searcher().doc_freq(&term)?)
    }

    /// How many documents have a word that is written like a name.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn documents_with_name(&self, word: &str) -> Result<u64, IndexError> {
        let term = tantivy::Term::from_field_text(self.fields.name, word);
        Ok(self.reader.searcher().doc_freq(&term)?)
    }

    fn words_within(
        &self,
        field: Field,
        word: &str,
        distance: u8,
    ) -> Result<BTreeMap<String, u32>, IndexError> {
        let term = tantivy::Term::from_field_text(field, word);
        let query = FuzzyTermQuery::new(term, distance, true);
        let mut found = BTreeMap::new();
        for segment in self.reader.searcher().segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let mut stream = inverted
                .terms()
                .search(query.automaton()?)
                .into_stream()
                .map_err(tantivy::TantivyError::from)?;
            while let Some((key, info)) = stream.next() {
                if let Ok(word) = std::str::from_utf8(key) {
                    *found.entry(word.to_owned()).or_default() += info.doc_freq;
                }
            }
        }
        Ok(found)
    }
}
