//! How the sentences of a document are put together for the search.
//!
//! A sentence alone says too little: "he" did something in it, and who he is stands before. So a few sentences
//! are found together, and the ranking chooses among them. It also makes the index smaller and faster.

use crate::model::document::DocumentNumber;
use std::ops::Range;

use crate::model::document::Sentence;

/// Sentences of a document that are found together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unit {
    /// Index of the document.
    pub document: DocumentNumber,
    /// Index of the first sentence in its document.
    pub first: usize,
    /// How many sentences: `LARGEST` at most.
    pub count: usize,
}

impl Unit {
    /// The indices of the sentences.
    #[must_use]
    pub fn sentences(&self) -> Range<usize> {
        self.first..self.first + self.count
    }
}

/// Paragraphs are joined while they have no more sentences together. News has one sentence a paragraph.
const USUAL: usize = 4;

/// A longer paragraph is cut.
const LARGEST: usize = 8;

/// The units of a document, in order; they cover all its sentences.
#[must_use]
pub fn units(document: DocumentNumber, sentences: &[Sentence]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut first = 0;
    while first < sentences.len() {
        let block = sentences[first].block;
        let paragraph = sentences[first..].iter().take_while(|other| other.block == block).count();
        match units.last_mut() {
            Some(last) if last.count + paragraph <= USUAL => last.count += paragraph,
            _ => {
                let mut at = first;
                while at < first + paragraph {
                    let count = (first + paragraph - at).min(LARGEST);
                    units.push(Unit { document, first: at, count });
                    at += count;
                }
            }
        }
        first += paragraph;
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::span::TextSpan;

    #[test]
    fn short_paragraphs_are_joined_and_long_ones_cut() {
        let check = |paragraphs: &[usize], expected: &[usize]| {
            let sentence = |block| Sentence { span: TextSpan::new(0, 0), block };
            let sentences: Vec<_> = paragraphs
                .iter()
                .enumerate()
                .flat_map(|(block, &count)| std::iter::repeat_n(sentence(block), count))
                .collect();
            let units = units(DocumentNumber::new(0), &sentences);
            assert_eq!(units.iter().map(|unit| unit.count).collect::<Vec<_>>(), expected);
            let covered: Vec<_> = units.iter().flat_map(Unit::sentences).collect();
            assert_eq!(covered, (0..sentences.len()).collect::<Vec<_>>());
        };
        check(&[1, 1, 1, 1, 1], &[4, 1]);
        check(&[3, 2, 1], &[3, 3]);
        check(&[20], &[8, 8, 4]);
        check(&[6, 1], &[6, 1]);
        check(&[], &[]);
    }
}
