//! The quotations that come near to asked words, and in what they differ.

use std::ops::Range;

use super::{Hit, MATCHES, Request};
use crate::english::lists::LISTS;
use crate::model::verdict::{Change, Check, Extent, Match, Op, Piece, Verdict};
use crate::quotations::check::align::{Alignment, Run, align};
use crate::quotations::check::{self, Slot, Token, contiguous};

/// How many of the nearest are shown where nothing fits.
const NEAREST: usize = 3;

/// From this share of common words on (Dice's measure, small words at half weight) a quotation comes close.
const CLOSE: f32 = 0.6;

/// From this share of common words on, in another order, a quotation comes close.
const CLOSE_IN_ANOTHER_ORDER: f32 = 0.85;

/// Below this share a quotation is not even near.
const NEAR: f32 = 0.3;

/// How many quotations are compared word for word with what was asked.
const COMPARED: usize = 24;

/// From so many words on, a moved stretch is looked for with other words, too.
const MOVED: usize = 3;

/// Weight of a word that says nothing by itself; others weigh 1.
const SMALL: f32 = 0.5;

/// A quotation that is like the asked words.
pub(super) struct Near {
    pub(super) row: usize,
    pub(super) alignment: Alignment,
    changes: Vec<Change>,
    extent: Extent,
    /// Whether the asked words are another fragment's too.
    is_glued: bool,
}

impl Near {
    /// How many words both have.
    fn shared(&self) -> usize {
        self.alignment.runs.iter().filter(|run| run.op == Op::Same).map(|run| run.asked.len()).sum()
    }

    pub(super) fn is_close(&self) -> bool {
        let alignment = &self.alignment;
        !self.is_glued
            && (alignment.similarity >= CLOSE
                || (alignment.likeness >= CLOSE_IN_ANOTHER_ORDER
                    && self.changes.contains(&Change::Order)))
    }
}

impl<'c> Request<'c, '_> {
    /// The quotations that share the most of the rare asked words, aligned.
    pub(super) fn near(&self) -> Vec<Near> {
        let quotations = self.quotations;
        let rows = quotations.alike(self.slots, |_| true, COMPARED);
        let near = rows.into_iter().filter_map(|row| self.aligned(row));
        near.filter(|near| {
            near.alignment.similarity >= NEAR && near.shared() >= self.slots.len().min(2)
        })
        .collect()
    }

    fn aligned(&self, row: usize) -> Option<Near> {
        let quotations = self.quotations;
        let tokens = quotations.tokens(row);
        let vocabulary = &quotations.vocabulary;
        let (weight, weigh_token) = self.weights();
        let alignment = align(tokens, self.slots, weight, weigh_token)?;
        let word = |token: &Token| vocabulary.text(token.word);
        let is_name = |word: &str, is_written_so| vocabulary.is_name(word, is_written_so);
        let mut changes = check::changes::changes(&alignment, tokens, self.slots, word, is_name);
        changes.extend(self.moved(tokens, &alignment));
        // "Everyone wanted it" for "nobody on this council wanted it": the window starts behind what was replaced.
        let first = alignment.runs.iter().find(|run| run.op != Op::Missing);
        let is_replaced = first.is_some_and(|run| run.op == Op::Added);
        if is_replaced && self.is_negated_before(tokens, alignment.window.start) {
            changes.push(Change::Negation);
        }
        let may_be_close =
            alignment.similarity >= CLOSE || alignment.likeness >= CLOSE_IN_ANOTHER_ORDER;
        let denied = quotations.reported.get(row).and_then(|one| one.quotation.denied());
        let is_denied = denied == Some(Change::Negation);
        let mut extent = Extent::Part;
        if may_be_close {
            let cut = self.cut(&Hit { row, ranges: kept(&alignment) });
            extent = cut.extent;
            // What stands inside was held against the asked words already.
            let around = cut.hidden.iter().filter(|(_, at)| !alignment.window.contains(at));
            changes.extend(around.map(|(change, _)| *change).filter(|_| !is_denied));
        }
        changes.extend(denied.filter(|_| !is_denied));
        let changes = settled(changes, is_denied);
        let is_glued = may_be_close && self.is_glued(row, &alignment);
        Some(Near { row, alignment, changes, extent, is_glued })
    }

    /// What asked words and words of a quotation count when they are compared.
    fn weights(&self) -> (impl Fn(&Slot) -> f32 + Copy, impl Fn(&Token) -> f32 + Copy) {
        let vocabulary = &self.quotations.vocabulary;
        let weight = |slot: &Slot| {
            let is_small = slot.words.first().is_some_and(|&word| vocabulary.is_small(word));
            if is_small { SMALL } else { 1.0 }
        };
        (weight, |token: &Token| if vocabulary.is_small(token.word) { SMALL } else { 1.0 })
    }

    /// What moving words does: those that stand elsewhere in the same quotation were moved, not added.
    fn moved(&self, tokens: &[Token], alignment: &Alignment) -> Vec<Change> {
        let vocabulary = &self.quotations.vocabulary;
        let (weight, weigh_token) = self.weights();
        let word = |token: &Token| vocabulary.text(token.word);
        let is_name = |word: &str, is_written_so| vocabulary.is_name(word, is_written_so);
        let mut changes = vec![];
        let is_moved = |run: &Run| {
            run.op == Op::Added
                && run.asked.len() >= 2
                && contiguous::find(tokens, &without_gaps(&self.slots[run.asked.clone()]), false)
                    .is_some()
        };
        let mut is_reordered = alignment.runs.iter().any(is_moved);
        for run in
            alignment.runs.iter().filter(|run| run.op == Op::Added && run.asked.len() >= MOVED)
        {
            // The same with other words: what was moved may have been changed as well.
            let moved = without_gaps(&self.slots[run.asked.clone()]);
            if let Some(elsewhere) =
                align(tokens, &moved, weight, weigh_token).filter(|one| one.similarity >= CLOSE)
            {
                is_reordered = true;
                changes.extend(check::changes::changes(&elsewhere, tokens, &moved, word, is_name));
            }
        }
        if is_reordered {
            changes.push(Change::Order);
        }
        changes
    }

    /// Whether a negation stands shortly before a place, in the same sentence.
    fn is_negated_before(&self, tokens: &[Token], at: usize) -> bool {
        const NEAR: usize = 5;
        let Some(sentence) = tokens.get(at).map(|token| token.sentence) else { return false };
        let before = tokens[..at].iter().rev().take(NEAR);
        before
            .take_while(|token| token.sentence == sentence)
            .any(|token| LISTS.is_negation(self.quotations.vocabulary.text(token.word)))
    }

    /// Whether words that this row does not have stand in another quotation in a row, or the asked words jump from one
    /// fragment to another over the reporter's words: they were glued together.
    fn is_glued(&self, row: usize, alignment: &Alignment) -> bool {
        let tokens = self.quotations.tokens(row);
        let runs = &alignment.runs;
        let jumps = |at: usize| {
            let is_fragment = |run: Option<&Run>| {
                run.is_some_and(|run| {
                    run.op == Op::Same
                        && run.tokens.len() >= 2
                        && tokens[run.tokens.clone()].iter().all(|token| token.is_quoted)
                })
            };
            runs[at].op == Op::Missing
                && tokens[runs[at].tokens.clone()].iter().any(|token| !token.is_quoted)
                && is_fragment(at.checked_sub(1).and_then(|before| runs.get(before)))
                && is_fragment(runs.get(at + 1))
        };
        let mut is_added = vec![false; self.slots.len()];
        for run in runs.iter().filter(|run| run.op == Op::Added) {
            is_added[run.asked.clone()].fill(true);
        }
        let mut stretches = contiguous::stretches(self.slots).peekable();
        let is_one = stretches.next().is_some() && stretches.peek().is_none();
        let is_split = !is_one
            && contiguous::stretches(self.slots).any(|stretch| self.stands_elsewhere(row, stretch));
        is_split || self.has_foreign(row, &is_added) || (0..runs.len()).any(jumps)
    }

    /// Whether asked words that this row does not have stand with others in a row in another quotation: three that say
    /// enough, or four.
    fn has_foreign(&self, row: usize, is_added: &[bool]) -> bool {
        let window = |length: usize, is_foreign: &dyn Fn(usize, usize) -> bool| {
            (0..(self.slots.len() + 1).saturating_sub(length)).any(|at| {
                let added = is_added[at..at + length].iter().filter(|is_added| **is_added).count();
                let says =
                    self.slots[at..at + length].iter().filter(|slot| self.says(slot)).count();
                is_foreign(added, says) && self.stands_elsewhere(row, &self.slots[at..at + length])
            })
        };
        window(3, &|added, says| added == 3 && says >= 2)
            || window(4, &|added, says| (added == 4 && says >= 1) || (added >= 1 && says >= 2))
    }

    fn says(&self, slot: &Slot) -> bool {
        slot.words.first().is_some_and(|&word| !self.quotations.vocabulary.is_small(word))
    }

    /// Whether the words stand in a row in another quotation and not in this one.
    fn stands_elsewhere(&self, row: usize, asked: &[Slot]) -> bool {
        let asked = &without_gaps(asked);
        let stands_in =
            |row: usize| contiguous::find(self.quotations.tokens(row), asked, false).is_some();
        asked.iter().all(|slot| !slot.words.is_empty())
            && asked.iter().any(|slot| self.says(slot))
            && !stands_in(row)
            && self.stands_anywhere(asked)
    }

    /// Whether the words stand in a row in any quotation; looked up once a request.
    fn stands_anywhere(&self, asked: &[Slot]) -> bool {
        let key = (asked.first().map_or(0, |slot| slot.start), asked.len());
        if let Some(known) = self.known.borrow().get(&key) {
            return *known;
        }
        let rows = self.quotations.said.all_of(asked);
        let stands_in = |row: u32| {
            contiguous::find(self.quotations.tokens(row as usize), asked, false).is_some()
        };
        let stands = rows.into_iter().any(stands_in);
        self.known.borrow_mut().insert(key, stands);
        stands
    }

    pub(super) fn close(&self, near: Vec<Near>, is_wanted: impl Fn(usize) -> bool) -> Check<'c> {
        let verdict =
            near.first().map_or(Verdict::NotFound, |best| self.verdict(best, is_wanted(best.row)));
        let is_found = verdict != Verdict::NotFound;
        let speaker = near.first().filter(|_| is_found).and_then(|best| {
            self.quotations.speaker(best.row).map(|id| self.quotations.speakers.name(id))
        });
        let wordings = match near.first() {
            Some(best) if is_found => {
                self.quotations.wordings(best.row, best.alignment.window.clone())
            }
            _ => vec![],
        };
        let shown = near.into_iter().filter(|near| !is_found || near.is_close());
        let most = if is_found { MATCHES } else { NEAREST };
        let matches = shown.take(most).map(|near| Match {
            found: self.found(near.row),
            place: self.place(near.row, std::slice::from_ref(&near.alignment.window)),
            extent: near.extent,
            surroundings: None,
            diff: self.diff(&near),
            changes: near.changes,
        });
        Check { verdict, speaker, matches: matches.collect(), wordings }
    }

    fn verdict(&self, best: &Near, is_wanted: bool) -> Verdict {
        if !best.is_close() {
            return Verdict::NotFound;
        }
        match (is_wanted, best.changes.is_empty()) {
            (true, _) => Verdict::Altered,
            (false, true) => Verdict::OtherSpeaker,
            // Neither the words nor the speaker.
            (false, false) => Verdict::NotFound,
        }
    }

    fn diff(&self, near: &Near) -> Vec<Piece> {
        let pieces = near.alignment.runs.iter().map(|run| match run.op {
            Op::Same | Op::Missing => self.piece(near.row, run.op, run.tokens.clone()),
            Op::Added => {
                let slots = &self.slots[run.asked.clone()];
                let range = slots.first().map_or(0, |slot| slot.start)
                    ..slots.last().map_or(0, |slot| slot.end);
                Piece { op: Op::Added, text: self.asked.get(range).unwrap_or_default().to_owned() }
            }
        });
        pieces.collect()
    }
}

/// The tokens of an alignment that both have, in order.
fn kept(alignment: &Alignment) -> Vec<Range<usize>> {
    let same = alignment.runs.iter().filter(|run| run.op == Op::Same);
    same.map(|run| run.tokens.clone()).collect()
}

/// The same words as one stretch.
fn without_gaps(slots: &[Slot]) -> Vec<Slot> {
    slots.iter().map(|slot| Slot { follows_gap: false, ..slot.clone() }).collect()
}

/// The changes in a fixed order, each once. What is asked with a "not" that the denied words have not is what was said.
fn settled(mut changes: Vec<Change>, is_denied: bool) -> Vec<Change> {
    changes.sort_unstable();
    changes.dedup();
    if is_denied {
        match changes.iter().position(|change| *change == Change::Negation) {
            Some(at) => drop(changes.remove(at)),
            None => changes.insert(0, Change::Negation),
        }
    }
    changes
}
