//! Words of the index that a mistyped one may have meant.

use std::collections::BTreeMap;

use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;

use super::{Index, IndexError};

/// A shorter word has too many neighbours to be corrected.
const SHORTEST_CORRECTED: usize = 5;

/// The same for a name, which is looked for among names alone.
const SHORTEST_NAME: usize = 4;

/// From this many letters on two edits are forgiven.
const LONG_WORD: usize = 8;

/// In a shorter word that is no name, one wrong letter makes another word: "tanks" are no "talks".
const ONE_WRONG: usize = 7;

/// A part of a word that was written in one.
const SHORTEST_PART: usize = 3;

/// Whether the words are equally long and do not just have the same letters in another order.
fn has_one_wrong(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    one.chars().count() == other.chars().count() && sorted(one) != sorted(other)
}

impl Index {
    /// The word of the index that is nearest to one that the index does not have: within one edit, or two
    /// for a word of eight letters or more, and with the same first letter, which is seldom mistyped. Of several,
    /// names come first, then what stands in most documents.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn nearest_word(&self, word: &str, is_name: bool) -> Result<Option<String>, IndexError> {
        let letters = word.chars().count();
        let shortest = if is_name { SHORTEST_NAME } else { SHORTEST_CORRECTED };
        if letters < shortest || word.starts_with(|c: char| c.is_ascii_digit()) {
            return Ok(None);
        }
        for distance in 1..=if letters < LONG_WORD { 1 } else { 2 } {
            let fields = [self.fields.name, self.fields.word];
            for field in &fields[..if letters < SHORTEST_CORRECTED { 1 } else { 2 }] {
                let found = self.words_within(*field, word, distance)?;
                let is_likely = |other: &str| {
                    other.chars().next() == word.chars().next()
                        && (is_name || letters >= ONE_WRONG || !has_one_wrong(word, other))
                };
                let nearest = found.into_iter().filter(|(other, _)| is_likely(other)).max_by_key(
                    |(other, frequency)| (*frequency, std::cmp::Reverse(other.clone())),
                );
                if let Some((nearest, _)) = nearest {
                    return Ok(Some(nearest));
                }
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
        for (at, _) in word.char_indices() {
            let (one, other) = word.split_at(at);
            if one.len() < SHORTEST_PART || other.len() < SHORTEST_PART {
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
