//! What the sentence encoder says of the best candidates.

use crate::model::document::DocumentNumber;
use crate::search::encoder::Meanings;
use crate::search::index::{IndexError, Store};
use crate::search::question::Question;
use crate::search::rank::PreparedQuery;

/// A question that is compared by its meaning.
#[derive(Clone, Copy)]
pub(super) struct Meaning<'q> {
    /// Gives texts their vectors.
    pub(super) meanings: &'q Meanings,
    /// The question.
    pub(super) question: &'q Question,
    /// Its words as the index knows them.
    pub(super) asked: &'q PreparedQuery,
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
        let asked = self.meanings.of(&as_read(self.question, self.asked))?;
        let vectors = self.meanings.of_all(&texts)?;
        Ok(vectors.iter().map(|vector| asked.cosine(vector)).collect())
    }
}

/// The question with its typing errors corrected as they were read.
fn as_read(question: &Question, asked: &PreparedQuery) -> String {
    let mut text = String::new();
    let mut end = 0;
    for term in asked.terms.iter().filter(|term| term.is_corrected) {
        let (start, behind) = (term.query.term.start, term.query.term.end);
        // Two words in one stand at one place.
        let between = question.text.get(end..start).unwrap_or(" ");
        text.push_str(between);
        text.push_str(&term.query.term.word().replace('_', " "));
        end = end.max(behind);
    }
    text.push_str(question.text.get(end..).unwrap_or_default());
    text
}
