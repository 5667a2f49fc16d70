//! What was left out of words that were said: nothing that matters, or a negation.

use std::ops::Range;

use super::{Hit, Request};
use crate::english::lists::LISTS;
use crate::model::verdict::{Op, Piece};
use crate::quotations::check::{Slot, contiguous};

/// Words that report words in quote marks behind them.
const SAYING: [&str; 10] =
    ["say", "says", "said", "saying", "call", "called", "calling", "wrote", "promised", "claimed"];

impl Request<'_, '_> {
    /// Whether what was left out of a place turns its meaning round: the report is of a denial, or a negation stands
    /// right in front of it, or in an ellipsis, in one of the sentences that go on beside it.
    pub(super) fn is_turned(&self, hit: &Hit) -> bool {
        let quotations = self.quotations;
        let tokens = quotations.tokens(hit.row);
        let negates = |at: usize| LISTS.is_negation(quotations.vocabulary.text(tokens[at].word));
        let first = hit.ranges[0].start;
        // "He never said “…”": the word that reports stands between.
        let says = |at: usize| SAYING.contains(&quotations.vocabulary.text(tokens[at].word));
        let before = first.checked_sub(1).map(|before| match before.checked_sub(1) {
            Some(other) if says(before) && !tokens[before].is_quoted => other,
            _ => before,
        });
        let is_behind_negation = before.is_some_and(|before| {
            let between = tokens[before].end as usize..tokens[first].start as usize;
            let between = self.quotations.documents[quotations.rows[hit.row].document.index()]
                .slice(between.into());
            let ends = |c: char| matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | '–' | '—' | '(');
            tokens[before].sentence == tokens[first].sentence
                && !between.chars().any(ends)
                && negates(before)
        });
        let is_in_gap = self.gaps(hit).any(|(before, gap, after)| {
            let goes_on = |at: usize| {
                [before, after].iter().any(|&side| tokens[side].sentence == tokens[at].sentence)
            };
            gap.into_iter().any(|at| goes_on(at) && negates(at))
        });
        let is_denied =
            quotations.reported.get(hit.row).is_some_and(|one| one.quotation.is_denied());
        is_denied || is_behind_negation || is_in_gap
    }

    /// The words left out between two stretches, with the last word before and the first behind them.
    fn gaps<'h>(&self, hit: &'h Hit) -> impl Iterator<Item = (usize, Range<usize>, usize)> + 'h {
        hit.ranges.windows(2).map(|pair| {
            let (before, after) = (&pair[0], &pair[1]);
            (before.end - 1, before.end..after.start, after.start)
        })
    }

    /// The words of a place with what was left out of them, where that matters, and with the asked words that were
    /// taken for slips of the pen.
    pub(super) fn pieces(&self, hit: &Hit) -> Vec<Piece> {
        let is_turned = self.is_turned(hit);
        let mut pieces = vec![];
        let before = hit.ranges[0].start.checked_sub(1).filter(|_| is_turned);
        let mut left_out = before.map_or(0..0, |before| before..before + 1);
        for (range, slots) in hit.ranges.iter().zip(contiguous::stretches(self.slots)) {
            if is_turned && !left_out.is_empty() {
                pieces.push(self.piece(hit.row, Op::Missing, left_out));
            }
            self.read_as(hit.row, range.clone(), slots, &mut pieces);
            let next = hit.ranges.iter().find(|next| next.start >= range.end);
            left_out = next.map_or(0..0, |next| range.end..next.start);
        }
        pieces
    }

    /// The words of a stretch; one that was read for another one that was asked comes with that.
    fn read_as(&self, row: usize, range: Range<usize>, slots: &[Slot], pieces: &mut Vec<Piece>) {
        let tokens = self.quotations.tokens(row);
        let mut from = range.start;
        let places = range.clone().filter(|&at| !tokens[at].is_editorial);
        for (at, slot) in places.zip(slots) {
            if self.quotations.vocabulary.text(tokens[at].word) == slot.text {
                continue;
            }
            if from < at {
                pieces.push(self.piece(row, Op::Same, from..at));
            }
            pieces.push(self.piece(row, Op::Missing, at..at + 1));
            let asked = self.asked.get(slot.start..slot.end).unwrap_or_default();
            pieces.push(Piece { op: Op::Added, text: asked.to_owned() });
            from = at + 1;
        }
        if from < range.end {
            pieces.push(self.piece(row, Op::Same, from..range.end));
        }
    }
}
