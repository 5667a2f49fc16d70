//! What of an answer is shown, and how: the answer itself in each passage.

use super::Engine;
use super::candidates::Candidate;
use crate::model::answer::{Answer, Outcome, Passage};
use crate::search::answer_span::{self, Weighed};
use crate::search::index::IndexError;
use crate::search::question::Question;
use crate::search::rank::PreparedQuery;

/// The answer with the words marked in its passages that answer the question. What is no answer has no marks.
pub(super) fn highlighted<'c>(
    question: &Question,
    asked: &PreparedQuery,
    answer: Answer<'c>,
) -> Answer<'c> {
    if answer.outcome != Outcome::Answered {
        return answer;
    }
    let mark = |passage: Passage<'c>| {
        let found = answer_span::find(question, asked, passage.text());
        passage.with_highlight(found)
    };
    Answer { passages: answer.passages.into_iter().map(mark).collect(), ..answer }
}

impl Engine {
    /// The best sentences for a question, however sure it is that they answer, for measuring: best first, `limit` at most.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn candidates(&self, question: &str, limit: usize) -> Result<Vec<Passage<'_>>, IndexError> {
        let (understood, asked) = self.understand(question)?;
        if asked.terms.is_empty() {
            return Ok(vec![]);
        }
        let ranked = self.rank(&understood, &asked)?;
        let passage = |candidate: &Candidate| {
            let document = self.store.document(candidate.document)?;
            Passage::sentence(document, candidate.sentence).ok_or(IndexError::Damaged)
        };
        ranked.candidates.iter().take(limit).map(passage).collect()
    }

    /// The stretches of the first passages that could be the answer, for the fitting of the weights: the text of each
    /// passage with what speaks for its stretches.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn weigh_spans(&self, question: &str) -> Result<Vec<(String, Vec<Weighed>)>, IndexError> {
        let (understood, asked) = self.understand(question)?;
        let answer = self.answer(&understood, &asked)?;
        let weigh = |passage: &Passage<'_>| {
            let text = passage.text();
            (text.to_owned(), answer_span::weigh(&understood, &asked, text))
        };
        Ok(answer.passages.iter().take(1).map(weigh).collect())
    }
}
