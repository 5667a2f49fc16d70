//! Whether words were said, by whom, and in which words if not in these.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::check::align::{Alignment, Run, align};
use crate::check::{self, Slot, Token, contiguous};
use crate::document::Document;
use crate::quotations::{Postings, Quotations};
use crate::span::TextSpan;
use crate::verdict::{Change, Check, Found, Match, Op, Piece, Verdict};

/// How many places are shown.
const MATCHES: usize = 10;

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

/// Words that report words in quote marks behind them.
const SAYING: [&str; 10] =
    ["say", "says", "said", "saying", "call", "called", "calling", "wrote", "promised", "claimed"];

/// Where asked words stand in a row.
struct Hit {
    row: usize,
    ranges: Vec<Range<usize>>,
}

/// A quotation that is like the asked words.
struct Near {
    row: usize,
    alignment: Alignment,
    changes: Vec<Change>,
    /// Whether the asked words are another fragment's too.
    is_glued: bool,
}

impl Near {
    /// How many words both have.
    fn shared(&self) -> usize {
        self.alignment.runs.iter().filter(|run| run.op == Op::Same).map(|run| run.asked.len()).sum()
    }

    fn is_close(&self) -> bool {
        let alignment = &self.alignment;
        !self.is_glued
            && (alignment.similarity >= CLOSE
                || (alignment.likeness >= CLOSE_IN_ANOTHER_ORDER
                    && self.changes.contains(&Change::Order)))
    }
}

impl Quotations {
    /// Checks whether somebody, or the one who is named, is quoted with the asked words.
    #[must_use]
    pub fn whosaid<'c>(
        &'c self,
        documents: &'c [Document],
        asked: &str,
        speaker: Option<&str>,
    ) -> Check<'c> {
        let slots = self.read(asked);
        let speaker = speaker.map(str::trim).filter(|name| !name.is_empty());
        let wanted = speaker.map(|name| self.speakers.find(name));
        let is_wanted = |row: usize| {
            wanted.as_ref().is_none_or(|ids| {
                self.speaker(row).is_some_and(|id| self.speakers.is_among(id, ids))
            })
        };
        let request = Request {
            quotations: self,
            documents,
            asked,
            slots: &slots,
            known: RefCell::default(),
        };
        let said = request.hits(&self.said, true);
        let known: HashSet<usize> = said.iter().map(|hit| hit.row).collect();
        let (own, others): (Vec<Hit>, Vec<Hit>) =
            said.into_iter().partition(|hit| is_wanted(hit.row));
        // What was cut so that its meaning is turned round was not said.
        let (turned, own): (Vec<Hit>, Vec<Hit>) =
            own.into_iter().partition(|hit| request.is_turned(hit));
        let others: Vec<Hit> = others.into_iter().filter(|hit| !request.is_turned(hit)).collect();
        if !own.is_empty() {
            return request.exact(Verdict::Verbatim, own);
        }
        let told =
            request.hits(&self.said, false).into_iter().filter(|hit| !known.contains(&hit.row));
        let (told, told_of_others): (Vec<Hit>, Vec<Hit>) = told.partition(|hit| is_wanted(hit.row));
        let (turned_too, told): (Vec<Hit>, Vec<Hit>) =
            told.into_iter().partition(|hit| request.is_turned(hit));
        if !told.is_empty() {
            return request.exact(Verdict::Reported, told);
        }
        let turned: Vec<Hit> = turned.into_iter().chain(turned_too).collect();
        if !turned.is_empty() {
            return request.exact(Verdict::Altered, turned);
        }
        if !others.is_empty() {
            return request.exact(Verdict::OtherSpeaker, others);
        }
        if !told_of_others.is_empty() {
            return request.exact(Verdict::OtherSpeaker, told_of_others);
        }
        // Between two places of a paragraph may stand anything: an ellipsis is for one quotation.
        let is_whole = contiguous::stretches(&slots).nth(1).is_none();
        let written = if is_whole { request.hits(&self.written, false) } else { vec![] };
        if !written.is_empty() {
            return request.written(&written);
        }
        let mut near = request.near();
        near.sort_by(|one, other| {
            let order = |near: &Near| (near.is_close() && is_wanted(near.row), near.is_close());
            order(other)
                .cmp(&order(one))
                .then(other.alignment.similarity.total_cmp(&one.alignment.similarity))
        });
        request.close(near, is_wanted)
    }
}

/// Asked words on their way to a verdict.
struct Request<'c, 'a> {
    quotations: &'c Quotations,
    documents: &'c [Document],
    asked: &'a str,
    slots: &'a [Slot],
    /// Whether a stretch of the asked words, by its first byte and its number of words, stands in any quotation.
    known: RefCell<HashMap<(usize, usize), bool>>,
}

impl<'c> Request<'c, '_> {
    /// The rows in which the asked words stand, best first: word-for-word forms before others, and of equals the one
    /// of which the words are the larger part.
    fn hits(&self, postings: &Postings, quoted_only: bool) -> Vec<Hit> {
        if self.slots.is_empty() || self.slots.iter().any(|slot| slot.words.is_empty()) {
            return vec![];
        }
        let mut hits: Vec<Hit> = postings
            .all_of(self.slots)
            .into_iter()
            .filter_map(|row| {
                let row = row as usize;
                let ranges =
                    contiguous::find(self.quotations.tokens(row), self.slots, quoted_only)?;
                Some(Hit { row, ranges })
            })
            .collect();
        hits.sort_by_key(|hit| {
            let reported = self.quotations.reported.get(hit.row);
            let form = reported.map(|reported| reported.quotation.form());
            let is_unknown = reported.is_some_and(|reported| reported.speaker.is_none());
            (is_unknown, form, self.quotations.tokens(hit.row).len(), hit.row)
        });
        hits
    }

    fn exact(&self, verdict: Verdict, mut hits: Vec<Hit>) -> Check<'c> {
        hits.truncate(MATCHES);
        let wordings = hits.first().map_or_else(Vec::new, |hit| {
            let range = hit
                .ranges
                .iter()
                .fold(hit.ranges[0].clone(), |hull, range| hull.start..range.end.max(hull.end));
            self.quotations.wordings(self.documents, hit.row, range)
        });
        let changes = if verdict == Verdict::Altered { vec![Change::Negation] } else { vec![] };
        let matches: Vec<Match<'c>> = hits
            .iter()
            .map(|hit| Match {
                found: self.found(hit.row),
                place: self.place(hit.row, &hit.ranges),
                diff: self.pieces(hit),
                changes: changes.clone(),
            })
            .collect();
        let speaker = matches.first().and_then(|one| one.found.speaker());
        Check { verdict, speaker, matches, wordings }
    }

    /// Whether what was left out of a place turns its meaning round: the report is of a denial, or a negation stands
    /// right in front of it, or in an ellipsis, in one of the sentences that go on beside it.
    fn is_turned(&self, hit: &Hit) -> bool {
        let quotations = self.quotations;
        let tokens = quotations.tokens(hit.row);
        let negates =
            |at: usize| check::LISTS.is_negation(quotations.vocabulary.text(tokens[at].word));
        let first = hit.ranges[0].start;
        // "He never said “…”": the word that reports stands between.
        let says = |at: usize| SAYING.contains(&quotations.vocabulary.text(tokens[at].word));
        let before = first.checked_sub(1).map(|before| match before.checked_sub(1) {
            Some(other) if says(before) && !tokens[before].is_quoted => other,
            _ => before,
        });
        let is_behind_negation = before.is_some_and(|before| {
            let between = tokens[before].end as usize..tokens[first].start as usize;
            let between = self.documents[quotations.rows[hit.row].document].slice(between.into());
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
    fn pieces(&self, hit: &Hit) -> Vec<Piece> {
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

    /// The sentences of the reporter's in which the words stand.
    fn written(&self, hits: &[Hit]) -> Check<'c> {
        let matches = hits.iter().take(MATCHES).filter_map(|hit| {
            let token = &self.quotations.tokens(hit.row)[hit.ranges[0].start];
            let passage = self.quotations.passage(self.documents, hit.row, token)?;
            let diff = hit
                .ranges
                .iter()
                .map(|range| self.piece(hit.row, Op::Same, range.clone()))
                .collect();
            Some(Match {
                found: Found::Reporter(passage),
                place: self.place(hit.row, &hit.ranges),
                diff,
                changes: vec![],
            })
        });
        Check {
            verdict: Verdict::Reported,
            speaker: None,
            matches: matches.collect(),
            wordings: vec![],
        }
    }

    fn place(&self, row: usize, ranges: &[Range<usize>]) -> Option<TextSpan> {
        let tokens = self.quotations.tokens(row);
        let (first, last) =
            (tokens.get(ranges.first()?.start)?, tokens.get(ranges.last()?.end.checked_sub(1)?)?);
        Some(TextSpan::new(first.start as usize, last.end as usize))
    }

    fn found(&self, row: usize) -> Found<'c> {
        Found::Quotation(self.quotations.quoted(self.documents, row))
    }

    /// The quotations that share the most of the rare asked words, aligned.
    fn near(&self) -> Vec<Near> {
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
        let weight = |slot: &Slot| {
            let is_small = slot.words.first().is_some_and(|&word| vocabulary.is_small(word));
            if is_small { SMALL } else { 1.0 }
        };
        let weigh_token = |token: &Token| if vocabulary.is_small(token.word) { SMALL } else { 1.0 };
        let alignment = align(tokens, self.slots, weight, weigh_token)?;
        let word = |token: &Token| vocabulary.text(token.word);
        let is_name = |word: &str, is_written_so| vocabulary.is_name(word, is_written_so);
        let mut changes = check::changes::changes(&alignment, tokens, self.slots, word, is_name);
        // Words that stand elsewhere in the same quotation were moved, not added.
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
        // "Everyone wanted it" for "nobody on this council wanted it": the window starts behind what was replaced.
        let first = alignment.runs.iter().find(|run| run.op != Op::Missing);
        let is_replaced = first.is_some_and(|run| run.op == Op::Added);
        if is_replaced && self.is_negated_before(tokens, alignment.window.start) {
            changes.push(Change::Negation);
        }
        changes.sort_unstable();
        changes.dedup();
        if quotations.reported.get(row).is_some_and(|one| one.quotation.is_denied()) {
            // What is asked with a "not" that the denied words have not is what was said.
            match changes.iter().position(|change| *change == Change::Negation) {
                Some(at) => drop(changes.remove(at)),
                None => changes.insert(0, Change::Negation),
            }
        }
        let may_be_close =
            alignment.similarity >= CLOSE || alignment.likeness >= CLOSE_IN_ANOTHER_ORDER;
        let is_glued = may_be_close && self.is_glued(row, &alignment);
        Some(Near { row, alignment, changes, is_glued })
    }

    /// Whether a negation stands shortly before a place, in the same sentence.
    fn is_negated_before(&self, tokens: &[Token], at: usize) -> bool {
        const NEAR: usize = 5;
        let Some(sentence) = tokens.get(at).map(|token| token.sentence) else { return false };
        let before = tokens[..at].iter().rev().take(NEAR);
        before
            .take_while(|token| token.sentence == sentence)
            .any(|token| check::LISTS.is_negation(self.quotations.vocabulary.text(token.word)))
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

    fn close(&self, near: Vec<Near>, is_wanted: impl Fn(usize) -> bool) -> Check<'c> {
        let verdict =
            near.first().map_or(Verdict::NotFound, |best| self.verdict(best, is_wanted(best.row)));
        let is_found = verdict != Verdict::NotFound;
        let speaker = near.first().filter(|_| is_found).and_then(|best| {
            self.quotations.speaker(best.row).map(|id| self.quotations.speakers.name(id))
        });
        let wordings = match near.first() {
            Some(best) if is_found => {
                self.quotations.wordings(self.documents, best.row, best.alignment.window.clone())
            }
            _ => vec![],
        };
        let shown = near.into_iter().filter(|near| !is_found || near.is_close());
        let most = if is_found { MATCHES } else { NEAREST };
        let matches = shown.take(most).map(|near| Match {
            found: self.found(near.row),
            place: self.place(near.row, std::slice::from_ref(&near.alignment.window)),
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

    fn piece(&self, row: usize, op: Op, tokens: Range<usize>) -> Piece {
        Piece { op, text: self.quotations.slice(self.documents, row, tokens) }
    }
}

/// The same words as one stretch.
fn without_gaps(slots: &[Slot]) -> Vec<Slot> {
    slots.iter().map(|slot| Slot { follows_gap: false, ..slot.clone() }).collect()
}
