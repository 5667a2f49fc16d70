//! Whether words were said, by whom, and in which words if not in these.

mod cut;
mod near;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::model::span::TextSpan;
use crate::model::verdict::{Change, Check, Found, Match, Op, Piece, Verdict};
use crate::quotations::check::{Slot, contiguous};
use crate::quotations::{Postings, Quotations};
use near::Near;

/// How many places are shown.
const MATCHES: usize = 10;

/// Where asked words stand in a row.
struct Hit {
    row: usize,
    ranges: Vec<Range<usize>>,
}

impl Quotations {
    /// Checks whether somebody, or the one who is named, is quoted with the asked words.
    #[must_use]
    pub fn whosaid<'c>(&'c self, asked: &str, speaker: Option<&str>) -> Check<'c> {
        let slots = self.read(asked);
        let speaker = speaker.map(str::trim).filter(|name| !name.is_empty());
        let wanted = speaker.map(|name| self.speakers.find(name));
        let is_wanted = |row: usize| {
            wanted.as_ref().is_none_or(|ids| {
                self.speaker(row).is_some_and(|id| self.speakers.is_among(id, ids))
            })
        };
        let request = Request { quotations: self, asked, slots: &slots, known: RefCell::default() };
        let anywhere = request.hits(&self.said);
        let said = request.quoted(&anywhere);
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
        let told = anywhere.into_iter().filter(|hit| !known.contains(&hit.row));
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
        let written = if is_whole { request.hits(&self.written) } else { vec![] };
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
    asked: &'a str,
    slots: &'a [Slot],
    /// Whether a stretch of the asked words, by its first byte and its number of words, stands in any quotation.
    known: RefCell<HashMap<(usize, usize), bool>>,
}

impl<'c> Request<'c, '_> {
    /// The rows in which the asked words stand, best first: word-for-word forms before others, and of equals the one
    /// of which the words are the larger part.
    fn hits(&self, postings: &Postings) -> Vec<Hit> {
        if self.slots.is_empty() || self.slots.iter().any(|slot| slot.words.is_empty()) {
            return vec![];
        }
        let rows = postings.all_of(self.slots).into_iter();
        let mut hits: Vec<Hit> = rows.filter_map(|row| self.hit(row as usize, false)).collect();
        hits.sort_by_key(|hit| {
            let reported = self.quotations.reported.get(hit.row);
            let form = reported.map(|reported| reported.quotation.form());
            let is_unknown = reported.is_some_and(|reported| reported.speaker.is_none());
            (is_unknown, form, self.quotations.tokens(hit.row).len(), hit.row)
        });
        hits
    }

    /// Those rows in which the asked words stand in quote marks.
    fn quoted(&self, hits: &[Hit]) -> Vec<Hit> {
        hits.iter().filter_map(|hit| self.hit(hit.row, true)).collect()
    }

    fn hit(&self, row: usize, quoted_only: bool) -> Option<Hit> {
        let ranges = contiguous::find(self.quotations.tokens(row), self.slots, quoted_only)?;
        Some(Hit { row, ranges })
    }

    fn exact(&self, verdict: Verdict, mut hits: Vec<Hit>) -> Check<'c> {
        hits.truncate(MATCHES);
        let wordings = hits.first().map_or_else(Vec::new, |hit| {
            let range = hit
                .ranges
                .iter()
                .fold(hit.ranges[0].clone(), |hull, range| hull.start..range.end.max(hull.end));
            self.quotations.wordings(hit.row, range)
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

    /// The sentences of the reporter's in which the words stand.
    fn written(&self, hits: &[Hit]) -> Check<'c> {
        let matches = hits.iter().take(MATCHES).filter_map(|hit| {
            let token = &self.quotations.tokens(hit.row)[hit.ranges[0].start];
            let passage = self.quotations.passage(hit.row, token)?;
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
        Found::Quotation(self.quotations.quoted(row))
    }

    fn piece(&self, row: usize, op: Op, tokens: Range<usize>) -> Piece {
        Piece { op, text: self.quotations.slice(row, tokens) }
    }
}
