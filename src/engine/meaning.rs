//! What the sentence encoder says of the best candidates.

use crate::model::document::DocumentNumber;
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
    /// How alike the question and each of these sentences are, from -1 to 1, in their order.
    pub(super) fn likeness(
        self,
        store: &Store,
        sentences: &[(DocumentNumber, usize)],
    ) -> Result<Vec<f32>, IndexError> {
        let mut texts = Vec::with_capacity(sentences.len());
        for (document, at) in sentences {
            let sheet = store.sheet(*document)?;
            let sentence = sheet.sentence(*at).ok_or(IndexError::Damaged)?;
            texts.push(sheet.slice(&sentence));
        }
        let asked = self.meanings.of(&self.question.text)?;
        let vectors = self.meanings.of_all(&texts)?;
        Ok(vectors.iter().map(|vector| asked.cosine(vector)).collect())
    }
}
