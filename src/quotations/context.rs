//! The words of a row as a sentence, for judging what governs some of them.

use std::ops::Range;

use crate::english::scope::{self, Sentence};
use crate::model::quotation::Form;
use crate::model::verdict::Change;
use crate::quotations::Quotations;
use crate::quotations::check::Token;

impl Quotations {
    /// Some tokens of a row as a sentence.
    pub(super) fn sentence_of(&self, row: usize, range: &Range<usize>) -> Sentence {
        let tokens = &self.tokens(row)[range.clone()];
        let text = self.documents[self.rows[row].document.index()].text();
        let words = tokens.iter().enumerate().map(|(at, token)| {
            let before = at.checked_sub(1).map(|before| &tokens[before]);
            let between = before.map_or("", |before| self.between(row, before, token));
            (between, text.get(token.start as usize..token.end as usize).unwrap_or_default())
        });
        let end = tokens.last().map_or(0, |token| token.end as usize);
        let rest = text.get(end..).unwrap_or_default();
        let mark = rest.find(|c: char| c.is_alphanumeric() || c.is_whitespace());
        Sentence::new(words, &rest[..mark.unwrap_or(rest.len())])
    }

    /// What stands between two words of a row. Where the reporter's words stand there, it is the mark behind the first; a
    /// sentence that goes on as another one has a comma.
    pub(super) fn between(&self, row: usize, one: &Token, next: &Token) -> &str {
        let text = self.documents[self.rows[row].document.index()].text();
        let between = text.get(one.end as usize..next.start as usize).unwrap_or_default();
        if one.sentence != next.sentence {
            return ", ";
        }
        if !between.contains(char::is_alphanumeric) {
            return between;
        }
        // "“It is a lie,” said Novak, “that we sold it.”": the comma is that of the quote marks.
        if matches!(self.vocabulary.text(next.word), "that" | "to") {
            return " ";
        }
        let mark = between.find(char::is_whitespace).unwrap_or(0);
        &between[..mark]
    }

    /// Whether some tokens of the stretch `whole` stand under a negation in it that is not among them.
    pub(super) fn is_negated(
        &self,
        row: usize,
        whole: &Range<usize>,
        some: &[Range<usize>],
    ) -> bool {
        let sentence = self.sentence_of(row, whole);
        let kept: Vec<Range<usize>> =
            some.iter().map(|range| range.start - whole.start..range.end - whole.start).collect();
        let is_direct =
            self.reported.get(row).is_some_and(|one| one.quotation.form() == Form::Direct);
        let hidden = scope::hidden(&sentence, &kept, !is_direct);
        hidden.iter().any(|hidden| hidden.change == Change::Negation)
    }
}
