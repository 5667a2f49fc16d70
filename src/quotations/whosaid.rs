//! Whether words were said, by whom, and in which words if not in these.

mod cut;
mod near;
mod nested;
mod pasted;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::model::span::TextSpan;
use crate::model::verdict::{Check, Found, Match, Op, Piece, Verdict};
use crate::quotations::check::{Slot, contiguous};
use crate::quotations::{Postings, Quotations};
use cut::Cut;
use near::Near;

/// How many places are shown.
const MATCHES: usize = 10;

/// How many places are judged. Words that stand in more of them say too little to be cut from anything.
const JUDGED: usize = 200;

/// Where asked words stand in a row.
struct Hit {
    row: usize,
    ranges: Vec<Range<usize>>,
}

/// A place with what was left out around it.
type Judged = (Hit, Cut);

impl Quotations {
    /// Checks whether somebody, or the one who is named, is quoted with the asked words.
    #[must_use]
    pub fn whosaid<'c>(&'c self, asked: &str, speaker: Option<&str>) -> Check<'c> {
        let speaker = speaker.map(str::trim).filter(|name| !name.is_empty());
        let (asked, speaker) = match self.pasted(asked) {
            Some((words, name)) => (words, speaker.or(Some(name))),
            None => (asked, speaker),
        };
        let slots = self.read(asked);
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
        // What was cut so that its meaning is another was not said.
        let (own, cut) = request.judged(own);
        let (others, cut_of_others) = request.judged(others);
        if !own.is_empty() {
            return request.exact(Verdict::Verbatim, own);
        }
        let told = anywhere.into_iter().filter(|hit| !known.contains(&hit.row));
        let (told, told_of_others): (Vec<Hit>, Vec<Hit>) = told.partition(|hit| is_wanted(hit.row));
        let (told, cut_too) = request.judged(told);
        let (told_of_others, cut_told) = request.judged(told_of_others);
        if !told.is_empty() {
            return request.exact(Verdict::Reported, told);
        }
        let cut: Vec<Judged> = cut.into_iter().chain(cut_too).collect();
        if !cut.is_empty() {
            return request.exact(Verdict::Altered, cut);
        }
        if !others.is_empty() {
            return request.exact(Verdict::OtherSpeaker, others);
        }
        if !told_of_others.is_empty() {
            return request.exact(Verdict::OtherSpeaker, told_of_others);
        }
        // Between two places of a paragraph may stand anything: an ellipsis is for one quotation.
        let is_whole = contiguous::stretches(&slots).nth(1).is_none();
        // Words that somebody else said under a condition are not the reporter's.
        let is_said = !cut_of_others.is_empty() || !cut_told.is_empty();
        let written = if is_whole && !is_said { request.hits(&self.written) } else { vec![] };
        if !written.is_empty() {
            return request.written(written);
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

    /// The places whose words mean what they mean in their sentences, and those that were cut so that they do not.
    fn judged(&self, hits: Vec<Hit>) -> (Vec<Judged>, Vec<Judged>) {
        let judged = hits.into_iter().take(JUDGED).map(|hit| {
            let cut = self.cut(&hit);
            (hit, cut)
        });
        judged.partition(|(_, cut)| cut.hidden.is_empty())
    }

    fn exact(&self, verdict: Verdict, mut hits: Vec<Judged>) -> Check<'c> {
        hits.truncate(MATCHES);
        let wordings = hits.first().map_or_else(Vec::new, |(hit, _)| {
            let range = hit
                .ranges
                .iter()
                .fold(hit.ranges[0].clone(), |hull, range| hull.start..range.end.max(hull.end));
            self.quotations.wordings(hit.row, range)
        });
        let matches: Vec<Match<'c>> =
            hits.iter().map(|(hit, cut)| self.shown(self.found(hit.row), hit, cut)).collect();
        let speaker = matches.first().and_then(|one| one.found.speaker());
        Check { verdict, speaker, matches, wordings }
    }

    fn shown(&self, found: Found<'c>, hit: &Hit, cut: &Cut) -> Match<'c> {
        Match {
            found,
            place: self.place(hit.row, &hit.ranges),
            extent: cut.extent,
            surroundings: self.surroundings(hit, cut.extent),
            diff: self.pieces(hit, cut),
            changes: cut.changes(),
        }
    }

    /// The sentences of the reporter's in which the words stand, first those that do not take them back.
    fn written(&self, hits: Vec<Hit>) -> Check<'c> {
        let (told, cut) = self.judged(hits);
        let (verdict, hits) = match told.is_empty() {
            true => (Verdict::Altered, cut),
            false => (Verdict::Reported, told),
        };
        let matches = hits.iter().take(MATCHES).filter_map(|(hit, cut)| {
            let token = &self.quotations.tokens(hit.row)[hit.ranges[0].start];
            let passage = self.quotations.passage(hit.row, token)?;
            Some(self.shown(Found::Reporter(passage), hit, cut))
        });
        Check { verdict, speaker: None, matches: matches.collect(), wordings: vec![] }
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
