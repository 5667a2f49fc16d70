//! Whether words were said, by whom, and in which words if not in these.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::check::align::{Alignment, Run, align};
use crate::check::{self, Slot, Token, contiguous};
use crate::document::Document;
use crate::quotation::Form;
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
        let (own, others): (Vec<Hit>, Vec<Hit>) =
            request.hits(&self.said, true).into_iter().partition(|hit| is_wanted(hit.row));
        if !own.is_empty() {
            return request.exact(Verdict::Verbatim, own);
        }
        let known: HashSet<usize> = others.iter().map(|hit| hit.row).collect();
        let told =
            request.hits(&self.said, false).into_iter().filter(|hit| !known.contains(&hit.row));
        let (told, told_of_others): (Vec<Hit>, Vec<Hit>) = told.partition(|hit| is_wanted(hit.row));
        if !told.is_empty() {
            return request.exact(Verdict::Reported, told);
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
        let matches: Vec<Match<'c>> = hits
            .iter()
            .map(|hit| {
                let pieces =
                    hit.ranges.iter().map(|range| self.piece(hit.row, Op::Same, range.clone()));
                Match {
                    found: self.found(hit.row),
                    place: self.place(hit.row, &hit.ranges),
                    diff: pieces.collect(),
                    changes: vec![],
                }
            })
            .collect();
        let speaker = matches.first().and_then(|one| one.found.speaker());
        Check { verdict, speaker, matches, wordings }
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
        changes.sort_unstable();
        changes.dedup();
        let may_be_close =
            alignment.similarity >= CLOSE || alignment.likeness >= CLOSE_IN_ANOTHER_ORDER;
        let is_glued = may_be_close && self.is_glued(row, &alignment);
        Some(Near { row, alignment, changes, is_glued })
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
            (true, true) if !self.is_quoted(best) => Verdict::Reported,
            (true, _) => Verdict::Altered,
            (false, true) => Verdict::OtherSpeaker,
            // Neither the words nor the speaker.
            (false, false) => Verdict::NotFound,
        }
    }

    /// Whether most of the window stands in quote marks.
    fn is_quoted(&self, near: &Near) -> bool {
        let reported = &self.quotations.reported[near.row];
        let window = &self.quotations.tokens(near.row)[near.alignment.window.clone()];
        let quoted = window.iter().filter(|token| token.is_quoted).count();
        reported.quotation.form() == Form::Direct || quoted * 2 >= window.len()
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
