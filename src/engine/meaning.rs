//! What the sentence encoder says of the best candidates.

use super::candidates::Candidate;
use crate::search::encoder::Meanings;
use crate::search::index::{IndexError, Store};
use crate::search::question::Question;

/// A question that is compared by its meaning.
#[derive(Clone, Copy)]
pub(super) struct Meaning<'q> {
    /// Gives texts their vectors.
    pub(super) meanings: &'q Meanings,
    /// The question.
    pub(super) question: &'q Question,
}

impl Meaning<'_> {
    /// Sets what the encoder says of these candidates.
    pub(super) fn compare(
        self,
        store: &Store,
        candidates: &mut [Candidate],
    ) -> Result<(), IndexError> {
        let mut texts = Vec::with_capacity(candidates.len());
        for candidate in candidates.iter() {
            let sheet = store.sheet(candidate.document)?;
            let sentence = sheet.sentence(candidate.sentence).ok_or(IndexError::Damaged)?;
            texts.push(sheet.slice(&sentence));
        }
        let asked = self.meanings.of(&self.question.text)?;
        let vectors = self.meanings.of_all(&texts)?;
        let likeness: Vec<f32> = vectors.iter().map(|vector| asked.cosine(vector)).collect();
        let most = likeness.iter().copied().fold(-1.0, f32::max);
        for (candidate, meaning) in candidates.iter_mut().zip(likeness) {
            candidate.features.encoded = 1.0;
            candidate.features.meaning = meaning;
            candidate.features.meaning_behind = most - meaning;
        }
        Ok(())
    }
}
