//! What was left out of words that were said: nothing that matters, or what governs them.

use std::ops::Range;

use super::{Hit, Request, nested};
use crate::english::lists::LISTS;
use crate::english::numbers;
use crate::english::saying;
use crate::english::scope::{self, Hidden};
use crate::english::value_words::VALUE_WORDS;
use crate::model::quotation::Form;
use crate::model::span::TextSpan;
use crate::model::verdict::{Change, Extent, Op, Piece, Surroundings};
use crate::quotations::check::{Slot, Token, contiguous};

/// A place of asked words, judged.
pub(super) struct Cut {
    /// What was left out that governs the words: what that does to the meaning, and at which token it begins.
    pub(super) hidden: Vec<(Change, usize)>,
    pub(super) extent: Extent,
}

impl Cut {
    /// What leaving the rest out does to the meaning, in a fixed order.
    pub(super) fn changes(&self) -> Vec<Change> {
        let mut changes: Vec<Change> = self.hidden.iter().map(|(change, _)| *change).collect();
        changes.sort_unstable();
        changes.dedup();
        changes
    }
}

impl Request<'_, '_> {
    /// Judges what was left out of the sentences in which asked words stand.
    pub(super) fn cut(&self, hit: &Hit) -> Cut {
        let mut cut = Cut { hidden: vec![], extent: Extent::Whole };
        let reported = self.quotations.reported.get(hit.row);
        let denied = reported.and_then(|one| one.quotation.denied());
        let behind = self.is_behind_negation(hit).then_some(Change::Negation);
        if let Some(change) = denied.or(behind) {
            let before = hit.ranges[0].start.saturating_sub(1);
            cut.hidden.push((change, before));
        }
        let form = reported.map(|one| one.quotation.form());
        for sentence in self.touched(hit) {
            let kept = within(&hit.ranges, &sentence);
            if !kept.is_empty() {
                self.judge(hit.row, &sentence, &kept, form, &mut cut);
            }
        }
        if let Some(unit) = self.unit_behind(hit) {
            cut.hidden.push((Change::Number, unit));
        }
        self.judge_neighbours(hit, &mut cut);
        if form == Some(Form::Direct) && self.is_passed_on(hit) {
            cut.hidden.push((Change::Attribution, hit.ranges[0].start.saturating_sub(1)));
        }
        cut
    }

    /// Whether the words stand in quote marks inside of the quotation, and are told as somebody else's.
    fn is_passed_on(&self, hit: &Hit) -> bool {
        const SHORTEST: usize = 4;
        let tokens = self.quotations.tokens(hit.row);
        let Some((first, last)) = hit.ranges.first().zip(hit.ranges.last()) else { return false };
        let (Some(row_start), Some(row_end)) = (tokens.first(), tokens.last()) else {
            return false;
        };
        if last.end - first.start < SHORTEST {
            return false;
        }
        let text = self.quotations.documents[self.quotations.rows[hit.row].document.index()].text();
        let kept = tokens[first.start].start as usize..tokens[last.end - 1].end as usize;
        nested::is_passed_on(text, row_start.start as usize, row_end.end as usize, &kept)
    }

    /// The unit that was left off behind a number at the end: "by 5" of "by 5 percent".
    fn unit_behind(&self, hit: &Hit) -> Option<usize> {
        let (row, unit) = (hit.row, hit.ranges.last()?.end);
        let tokens = self.quotations.tokens(row);
        let word = |at: usize| self.quotations.vocabulary.text(tokens[at].word);
        let is_unit = unit < tokens.len() && VALUE_WORDS.unit_of(word(unit)).is_some();
        let before = unit.checked_sub(1).filter(|_| is_unit)?;
        let between = self.quotations.between(row, &tokens[before], &tokens[unit]);
        let is_joined = between.trim_matches([' ', '\u{a0}', '-']).is_empty();
        (is_joined && numbers::value(word(before)).is_some()).then_some(unit)
    }

    /// Judges the kept words of one sentence, given as tokens of the row.
    fn judge(
        &self,
        row: usize,
        range: &Range<usize>,
        kept: &[Range<usize>],
        form: Option<Form>,
        cut: &mut Cut,
    ) {
        let sentence = self.quotations.sentence_of(row, range);
        let mut kept: Vec<Range<usize>> =
            kept.iter().map(|kept| kept.start - range.start..kept.end - range.start).collect();
        let is_direct = form == Some(Form::Direct);
        let extent = match kept.as_slice() {
            [all]
                if *all == (0..sentence.len())
                    && (form.is_none() || is_direct && self.has_capital(row, range.start)) =>
            {
                Extent::Whole
            }
            [one] if scope::is_clause(&sentence, one) => Extent::Clause,
            _ => Extent::Part,
        };
        cut.extent = cut.extent.max(extent);
        if self.asked.contains('?') {
            kept.push(sentence.len()..sentence.len() + 1);
        }
        let hidden = scope::hidden(&sentence, &kept, !is_direct);
        let at = |words: Range<usize>| words.start + range.start;
        cut.hidden.extend(hidden.into_iter().map(|Hidden { change, words }| (change, at(words))));
    }

    /// Judges what the sentences right before and behind say of the asked words, and whether an ellipsis between two
    /// sentences leads into the middle of a clause.
    fn judge_neighbours(&self, hit: &Hit, cut: &mut Cut) {
        let tokens = self.quotations.tokens(hit.row);
        let sentence_of = |range: &Range<usize>| self.quotations.sentence_of(hit.row, range);
        let is_one = |one: usize, other: usize| tokens[one].sentence == tokens[other].sentence;
        for pair in hit.ranges.windows(2).filter(|pair| pair[0].end < pair[1].start) {
            let at = pair[1].start;
            if !is_one(pair[0].end - 1, at) {
                let range = self.sentence_around(hit.row, at);
                if !scope::starts_clause(&sentence_of(&range), at - range.start) {
                    cut.hidden.push((Change::Order, pair[0].end));
                }
            }
        }
        let Some((first, last)) = hit.ranges.first().zip(hit.ranges.last()) else { return };
        let own = self.sentence_around(hit.row, first.start);
        if own.start > 0 {
            let before = self.sentence_around(hit.row, own.start - 1);
            let change = scope::neighbour::said_of_next(&sentence_of(&before));
            cut.hidden.extend(change.map(|change| (change, before.start)));
            if scope::passages::is_item(&sentence_of(&own)) {
                let announced = self.announced(hit.row, own.start);
                cut.hidden.extend(announced.map(|at| (Change::Negation, at)));
            }
        }
        let own = self.sentence_around(hit.row, last.end - 1);
        if own.end < tokens.len() {
            let behind = self.sentence_around(hit.row, own.end);
            let change = scope::neighbour::said_of_before(&sentence_of(&behind));
            cut.hidden.extend(change.map(|change| (change, behind.start)));
        }
    }

    /// Where one of the sentences in front of an item of a list announces that these are untrue.
    fn announced(&self, row: usize, item: usize) -> Option<usize> {
        const LONGEST_LIST: usize = 6;
        let mut at = item;
        for _ in 0..LONGEST_LIST {
            let sentence = self.sentence_around(row, at.checked_sub(1)?);
            if scope::passages::announces_untruths(&self.quotations.sentence_of(row, &sentence)) {
                return Some(sentence.start);
            }
            at = sentence.start;
        }
        None
    }

    /// The tokens of the sentence in which a token stands.
    fn sentence_around(&self, row: usize, at: usize) -> Range<usize> {
        let tokens = self.quotations.tokens(row);
        let is_own = |other: &usize| tokens[*other].sentence == tokens[at].sentence;
        let before = (0..at).rev().take_while(is_own).count();
        let behind = (at..tokens.len()).take_while(is_own).count();
        at - before..at + behind
    }

    /// Whether a token is not written small: a sentence begins with it.
    fn has_capital(&self, row: usize, at: usize) -> bool {
        !self.quotations.slice(row, at..at + 1).starts_with(char::is_lowercase)
    }

    /// The sentences of the row that have words of a place, as tokens. Where a condition follows as a sentence of its own
    /// ("We will sign. Only if they pay."), it belongs to the one before.
    fn touched(&self, hit: &Hit) -> Vec<Range<usize>> {
        let tokens = self.quotations.tokens(hit.row);
        let Some((first, last)) = hit.ranges.first().zip(hit.ranges.last()) else { return vec![] };
        let is_one = |one: usize, other: usize| tokens[one].sentence == tokens[other].sentence;
        let before = (0..first.start).rev().take_while(|&at| is_one(at, first.start)).count();
        let mut at = first.start - before;
        let mut sentences: Vec<Range<usize>> = vec![];
        while at < tokens.len() {
            let end = (at..tokens.len()).find(|&next| !is_one(next, at)).unwrap_or(tokens.len());
            match sentences.last_mut() {
                Some(before) if self.is_afterthought(hit.row, at..end) => before.end = end,
                _ if at >= last.end => break,
                _ => sentences.push(at..end),
            }
            at = end;
        }
        sentences
    }

    /// "Only if they pay.": a condition that is no sentence by itself, for it has no second part.
    fn is_afterthought(&self, row: usize, range: Range<usize>) -> bool {
        let tokens = &self.quotations.tokens(row)[range.clone()];
        let word = |at: usize| {
            tokens.get(at).map_or("", |token| self.quotations.vocabulary.text(token.word))
        };
        let first = usize::from(matches!(word(0), "but" | "and"));
        let opens = matches!(word(first), "if" | "unless" | "provided" | "except")
            || word(first) == "only" && matches!(word(first + 1), "if" | "when" | "with");
        opens
            && !scope::has_consequence(&self.quotations.sentence_of(row, &range))
            && !tokens
                .windows(2)
                .any(|pair| self.quotations.between(row, &pair[0], &pair[1]).contains(','))
    }

    /// "He never said “…”": a negation right in front of the word that reports what is quoted.
    fn is_behind_negation(&self, hit: &Hit) -> bool {
        let quotations = self.quotations;
        let tokens = quotations.tokens(hit.row);
        let word = |at: usize| quotations.vocabulary.text(tokens[at].word);
        let first = hit.ranges[0].start;
        let Some((says, negation)) = first.checked_sub(1).zip(first.checked_sub(2)) else {
            return false;
        };
        (saying::is_saying(word(says)) || saying::names(word(says)))
            && !tokens[says].is_quoted
            && tokens[negation].sentence == tokens[first].sentence
            && !self.quotations.between(hit.row, &tokens[says], &tokens[first]).contains([',', ':'])
            && LISTS.is_negation(word(negation))
    }

    /// The whole sentences around a place, where its words are only a part of them.
    pub(super) fn surroundings(&self, hit: &Hit, extent: Extent) -> Option<Surroundings> {
        let tokens = self.quotations.tokens(hit.row);
        let document = &self.quotations.documents[self.quotations.rows[hit.row].document.index()];
        let sentence =
            |at: usize| Some(document.sentences().get(tokens[at].sentence as usize)?.span);
        let (first, last) = (hit.ranges.first()?.start, hit.ranges.last()?.end.checked_sub(1)?);
        let sentences = sentence(first)?.hull(&sentence(last)?);
        // Where the reporter's words stand between two of the speaker's, they were not asked for.
        let is_apart = |one: &Token, next: &Token| {
            let between = document.text().get(one.end as usize..next.start as usize);
            between.is_none_or(|between| between.contains(char::is_alphanumeric))
        };
        let chunks = hit
            .ranges
            .iter()
            .flat_map(|range| tokens[range.clone()].chunk_by(|one, next| !is_apart(one, next)));
        let asked = chunks.filter_map(|chunk| {
            let (first, last) = chunk.first().zip(chunk.last())?;
            Some(TextSpan::new(first.start as usize, last.end as usize))
        });
        let asked: Vec<TextSpan> = asked.filter(|span| sentences.contains(span)).collect();
        let is_ordered = asked.windows(2).all(|pair| pair[0].end() <= pair[1].start());
        let is_part = extent != Extent::Whole && is_ordered && !asked.is_empty();
        is_part.then_some(Surroundings { sentences, asked })
    }

    /// The words of a place with what was left out of them, where that matters, and with the asked words that were
    /// taken for typing errors.
    pub(super) fn pieces(&self, hit: &Hit, cut: &Cut) -> Vec<Piece> {
        let (first, last) = (hit.ranges[0].start, hit.ranges[hit.ranges.len() - 1].end);
        let touched = self.touched(hit);
        let tokens_len = self.quotations.tokens(hit.row).len();
        let start = touched.first().map_or(first, |sentence| sentence.start);
        let end = touched.last().map_or(last, |sentence| sentence.end);
        // A sentence beside these may say something of them.
        let beside = |at: usize| self.sentence_around(hit.row, at);
        let places = || cut.hidden.iter().map(|(_, at)| *at).filter(|at| *at < tokens_len);
        let start = places().min().map_or(start, |at| beside(at).start.min(start));
        let end = places().max().map_or(end, |at| beside(at).end.max(end));
        let hides = |range: Range<usize>| cut.hidden.iter().any(|(_, at)| range.contains(at));
        let mut pieces = vec![];
        let left_out = |range: Range<usize>, pieces: &mut Vec<Piece>| {
            if !range.is_empty() {
                pieces.push(self.piece(hit.row, Op::Missing, range));
            }
        };
        if hides(0..first) {
            left_out(start..first, &mut pieces);
        }
        let mut from = first;
        for (range, slots) in hit.ranges.iter().zip(contiguous::stretches(self.slots)) {
            if hides(first..last) {
                left_out(from..range.start, &mut pieces);
            }
            self.read_as(hit.row, range.clone(), slots, &mut pieces);
            from = range.end;
        }
        if hides(last..end) {
            left_out(last..end, &mut pieces);
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

/// What of some stretches lies inside of another one.
fn within(ranges: &[Range<usize>], outer: &Range<usize>) -> Vec<Range<usize>> {
    let inside = ranges.iter().map(|range| range.start.max(outer.start)..range.end.min(outer.end));
    inside.filter(|range| range.start < range.end).collect()
}
