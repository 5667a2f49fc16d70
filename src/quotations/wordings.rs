//! The same utterance in several documents.

use crate::model::document::DocumentNumber;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::english::lists::LISTS;
use crate::model::quotation::SpeakerKind;
use crate::model::span::TextSpan;
use crate::model::verdict::{Change, Group, Op, Piece, Wording};
use crate::quotations::Quotations;
use crate::quotations::check::align::{Alignment, align};
use crate::quotations::check::likeness::{Report, Speakers, is_same_utterance};
use crate::quotations::check::{self, Slot, Token};

/// How many quotations are looked at for the same utterance.
const COMPARED: usize = 32;

/// Sentences of one quotation: tokens of a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Unit {
    row: usize,
    from: usize,
    to: usize,
}

impl Unit {
    /// Whether most of the shorter of two stretches is in the other.
    fn is_mostly(&self, other: &Self) -> bool {
        let shared = self.to.min(other.to).saturating_sub(self.from.max(other.from));
        shared * 2 > (self.to - self.from).min(other.to - other.from)
    }
}

/// Two stretches that report the same.
#[derive(Debug, Clone)]
struct Link {
    here: Unit,
    there: Unit,
    /// The sentence in which `there` stands.
    unit: Unit,
}

impl Quotations {
    /// Other documents' reports of what stands at some tokens of a row, in the order of the documents.
    pub(super) fn wordings<'c>(&'c self, row: usize, tokens: Range<usize>) -> Vec<Wording<'c>> {
        let mut by_row: BTreeMap<usize, (Vec<Unit>, Vec<Unit>)> = BTreeMap::new();
        let touched = self
            .units(row)
            .into_iter()
            .filter(|unit| unit.from < tokens.end && tokens.start < unit.to);
        for unit in touched {
            for link in self.same_as(&unit) {
                if link.here.from < tokens.end && tokens.start < link.here.to {
                    let (here, there) = by_row.entry(link.there.row).or_default();
                    here.push(unit.clone());
                    there.push(link.unit);
                }
            }
        }
        by_row
            .into_iter()
            .map(|(other, (here, there))| {
                let diff = self.diff((row, hull(&here)), (other, hull(&there)));
                Wording { quoted: self.quoted(other), diff }
            })
            .collect()
    }

    /// The utterances that several documents report, each with all its reports, in the order of the documents.
    #[must_use]
    pub fn groups<'c>(&'c self) -> Vec<Group<'c>> {
        let every: Vec<usize> = (0..self.reported.len()).collect();
        self.groups_among(&every)
    }

    /// The same of what is quoted in a stretch of a document.
    #[must_use]
    pub fn groups_in<'c>(&'c self, document: DocumentNumber, span: TextSpan) -> Vec<Group<'c>> {
        let rows: Vec<usize> = self.rows_in(document, span).collect();
        self.groups_among(&rows)
    }

    /// Whether what is quoted in a stretch of a document is reported by other documents as well.
    #[must_use]
    pub fn is_shared(&self, document: DocumentNumber, span: TextSpan) -> bool {
        self.rows_in(document, span).any(|row| {
            *self.shared[row]
                .get_or_init(|| self.units(row).iter().any(|unit| !self.same_as(unit).is_empty()))
        })
    }

    /// The same among some quotations.
    pub(super) fn groups_among<'c>(&'c self, rows: &[usize]) -> Vec<Group<'c>> {
        let mut groups: Vec<Vec<Unit>> = Vec::new();
        let mut placed: BTreeMap<usize, Vec<Unit>> = BTreeMap::new();
        for unit in rows.iter().flat_map(|&row| self.units(row)) {
            let is_free = |unit: &Unit, placed: &BTreeMap<usize, Vec<Unit>>| {
                placed
                    .get(&unit.row)
                    .is_none_or(|there| there.iter().all(|other| !unit.is_mostly(other)))
            };
            for members in gathered(self.same_as(&unit)) {
                let (own, others) = members;
                if !is_free(&own, &placed) {
                    continue;
                }
                let others = others.into_iter().filter(|other| is_free(other, &placed));
                let members: Vec<Unit> = std::iter::once(own).chain(others).collect();
                if members.len() < 2 {
                    continue;
                }
                for member in &members {
                    placed.entry(member.row).or_default().push(member.clone());
                }
                // Sentences that the same quotations report one after the other are one utterance.
                match groups.iter_mut().find(|group| goes_on(group, &members)) {
                    Some(group) => group.extend(members),
                    None => groups.push(members),
                }
            }
        }
        groups.iter().filter_map(|group| self.group(group)).collect()
    }

    fn group<'c>(&'c self, units: &[Unit]) -> Option<Group<'c>> {
        let mut by_row: BTreeMap<usize, Vec<Unit>> = BTreeMap::new();
        for unit in units {
            by_row.entry(unit.row).or_default().push(unit.clone());
        }
        let mut reports =
            by_row.into_iter().map(|(row, units)| (row, self.sentences(row, hull(&units))));
        let first = reports.next()?;
        let others = reports
            .map(|other| Wording {
                quoted: self.quoted(other.0),
                diff: self.diff(first.clone(), other),
            })
            .collect();
        Some(Group { first: self.quoted(first.0), others })
    }

    /// The whole sentences of a row in which some of its tokens stand.
    fn sentences(&self, row: usize, tokens: Range<usize>) -> Range<usize> {
        let units = self.units(row);
        let mut touched =
            units.iter().filter(|unit| unit.from < tokens.end && tokens.start < unit.to);
        let first = touched.next().map_or(tokens.start, |unit| unit.from);
        let last = touched.next_back().map_or_else(
            || units.iter().find(|unit| unit.from == first).map_or(tokens.end, |unit| unit.to),
            |unit| unit.to,
        );
        first..last
    }

    /// The sentences of a quotation.
    fn units(&self, row: usize) -> Vec<Unit> {
        let mut from = 0;
        let chunks = self.tokens(row).chunk_by(|one, next| one.sentence == next.sentence);
        let units = chunks.map(|chunk| {
            let unit = Unit { row, from, to: from + chunk.len() };
            from = unit.to;
            unit
        });
        units.collect()
    }

    /// The sentences of other documents' quotations that report the same utterance, and what of each it is.
    fn same_as(&self, unit: &Unit) -> Vec<Link> {
        let document = self.rows[unit.row].document;
        let slots = self.slots(unit);
        let rows = self.alike(&slots, |row| self.rows[row].document != document, COMPARED);
        let report = self.report(unit);
        let mut found: Vec<Link> = Vec::new();
        for row in rows {
            let speakers = self.compare_speakers(unit.row, row);
            if speakers == Speakers::Different {
                continue;
            }
            let same = |other: &Unit| {
                is_same_utterance(&report, &self.report(other), speakers)
                    && !self.differs_in_meaning(unit, other)
            };
            found.extend(
                self.units(row).into_iter().filter(same).filter_map(|other| self.link(unit, other)),
            );
        }
        found.sort_by(|one, other| one.there.cmp(&other.there));
        found
    }

    /// Whether two reports cannot be of one utterance: one says the opposite, another number, or, where both quote
    /// word for word, another name.
    fn differs_in_meaning(&self, one: &Unit, other: &Unit) -> bool {
        let tokens = &self.tokens(one.row)[one.from..one.to];
        let slots = self.slots(other);
        let Some(alignment) = align(tokens, &slots, |_| 1.0, |_| 1.0) else { return false };
        let word = |token: &Token| self.vocabulary.text(token.word);
        let is_name = |word: &str, is_so| self.vocabulary.is_name(word, is_so);
        let is_direct = |unit: &Unit| {
            self.tokens(unit.row)[unit.from..unit.to].iter().all(|token| token.is_quoted)
        };
        let are_direct = is_direct(one) && is_direct(other);
        replacements(&alignment).any(|replaced| {
            let changes = check::changes::changes(&replaced, tokens, &slots, word, is_name);
            changes.iter().any(|change| match change {
                Change::Name => are_direct,
                Change::Order => false,
                _ => true,
            })
        })
    }

    /// The stretches of two units that have the same words, from the first to the last of them.
    fn link(&self, unit: &Unit, other: Unit) -> Option<Link> {
        let alignment = align(
            &self.tokens(unit.row)[unit.from..unit.to],
            &self.slots(&other),
            |_| 1.0,
            |_| 1.0,
        )?;
        let places = self.places(&other);
        let same = || alignment.runs.iter().filter(|run| run.op == Op::Same);
        let (first, last) = (same().next()?, same().next_back()?);
        let here = Unit {
            row: unit.row,
            from: unit.from + first.tokens.start,
            to: unit.from + last.tokens.end,
        };
        let there = Unit {
            row: other.row,
            from: places[first.asked.start],
            to: places[last.asked.end - 1] + 1,
        };
        // What the one has said, the other may have denied.
        let said_here: Vec<Range<usize>> =
            same().map(|run| unit.from + run.tokens.start..unit.from + run.tokens.end).collect();
        let said_there: Vec<Range<usize>> =
            same().map(|run| places[run.asked.start]..places[run.asked.end - 1] + 1).collect();
        let is_so = self.is_negated(unit.row, &(unit.from..unit.to), &said_here)
            == self.is_negated(other.row, &(other.from..other.to), &said_there);
        is_so.then_some(Link { here, there, unit: other })
    }

    /// The tokens of a unit that are the speaker's.
    fn places(&self, unit: &Unit) -> Vec<usize> {
        (unit.from..unit.to).filter(|&at| !self.tokens(unit.row)[at].is_editorial).collect()
    }

    fn compare_speakers(&self, one: usize, other: usize) -> Speakers {
        let is_named = |row: usize| {
            let speaker = self.reported[row].quotation.speaker();
            speaker.is_some_and(|speaker| speaker.kind == SpeakerKind::Person)
        };
        match (self.speaker(one), self.speaker(other)) {
            (Some(one), Some(other)) if self.speakers.are_one(one, other) => Speakers::Same,
            (Some(_), Some(_)) if is_named(one) && is_named(other) => Speakers::Different,
            _ => Speakers::Unknown,
        }
    }

    fn slots(&self, unit: &Unit) -> Vec<Slot> {
        let tokens =
            self.tokens(unit.row)[unit.from..unit.to].iter().filter(|token| !token.is_editorial);
        let slot = |token: &Token| Slot {
            text: self.vocabulary.text(token.word).to_owned(),
            words: vec![token.word],
            is_name: token.is_name,
            follows_gap: false,
            start: token.start as usize,
            end: token.end as usize,
        };
        tokens.map(slot).collect()
    }

    fn report(&self, unit: &Unit) -> Report {
        let tokens =
            || self.tokens(unit.row)[unit.from..unit.to].iter().filter(|token| !token.is_editorial);
        let quoted = tokens().filter(|token| token.is_quoted).map(|token| token.word);
        let vocabulary = &self.vocabulary;
        Report {
            words: tokens().map(|token| token.word).collect(),
            stems: self.stems(tokens().map(|token| token.word)),
            around: self.around(unit.row),
            quoted: self.stems(quoted.clone()),
            quoted_words: quoted.collect(),
            is_direct: tokens().all(|token| token.is_quoted),
            negations: tokens()
                .filter(|token| LISTS.is_negation(vocabulary.text(token.word)))
                .count()
                + usize::from(self.reported[unit.row].quotation.is_denied()),
        }
    }

    /// The stems of all that the speaker of a row is quoted with in the paragraph.
    fn around(&self, row: usize) -> Vec<u32> {
        let here = &self.rows[row];
        let is_near = |other: &usize| {
            let there = &self.rows[*other];
            there.document == here.document
                && there.block == here.block
                && self.speaker(*other) == self.speaker(row)
        };
        let before = (0..row).rev().take_while(is_near);
        let after = (row..self.reported.len()).take_while(is_near);
        self.stems(before.chain(after).flat_map(|row| self.tokens(row)).map(|token| token.word))
    }

    /// The stems of the words that say something; sorted, each once.
    fn stems(&self, words: impl Iterator<Item = u32>) -> Vec<u32> {
        let mut stems: Vec<u32> = words
            .filter(|&word| !self.vocabulary.is_small(word))
            .map(|word| self.vocabulary.stem(word))
            .collect();
        stems.sort_unstable();
        stems.dedup();
        stems
    }

    /// The differences between two reports: what the first has and the second has not is missing.
    fn diff(&self, one: (usize, Range<usize>), other: (usize, Range<usize>)) -> Vec<Piece> {
        let (row, range) = one;
        let (other_row, other_range) = other;
        let unit = Unit { row: other_row, from: other_range.start, to: other_range.end };
        let places = self.places(&unit);
        let tokens = &self.tokens(row)[range.clone()];
        let Some(alignment) = align(tokens, &self.slots(&unit), |_| 1.0, |_| 1.0) else {
            return vec![];
        };
        let mut pieces = Vec::new();
        let mut push = |op, row, tokens: Range<usize>| {
            if !tokens.is_empty() {
                pieces.push(Piece { op, text: self.slice(row, tokens) });
            }
        };
        // What one report has before and after the stretch that both have is missing in the other.
        push(Op::Missing, row, range.start..range.start + alignment.window.start);
        for run in &alignment.runs {
            match run.op {
                Op::Added => {
                    let asked = run.asked.clone();
                    push(run.op, other_row, places[asked.start]..places[asked.end - 1] + 1);
                }
                op => push(op, row, range.start + run.tokens.start..range.start + run.tokens.end),
            }
        }
        push(Op::Missing, row, range.start + alignment.window.end..range.end);
        pieces
    }
}

/// The places where one word stands for another, or two for two, each alone: what one report leaves out is no change.
fn replacements(alignment: &Alignment) -> impl Iterator<Item = Alignment> {
    const FEW: usize = 2;
    alignment.runs.windows(2).filter_map(|pair| {
        let [missing, added] = pair else { return None };
        let is_replaced = missing.op == Op::Missing
            && added.op == Op::Added
            && missing.tokens.len() <= FEW
            && added.asked.len() <= FEW;
        is_replaced.then(|| Alignment {
            window: missing.tokens.clone(),
            runs: pair.to_vec(),
            similarity: 0.0,
            likeness: 0.0,
        })
    })
}

/// Links by what they say the same of: the stretch of the unit itself, and those that report it.
fn gathered(links: Vec<Link>) -> Vec<(Unit, Vec<Unit>)> {
    let mut gathered: Vec<(Unit, Vec<Unit>)> = Vec::new();
    for link in links {
        match gathered.iter_mut().find(|(here, _)| here.is_mostly(&link.here)) {
            Some((here, there)) => {
                here.from = here.from.min(link.here.from);
                here.to = here.to.max(link.here.to);
                there.push(link.there);
            }
            None => gathered.push((link.here, vec![link.there])),
        }
    }
    gathered
}

/// From the first token of the units to the last.
fn hull(units: &[Unit]) -> Range<usize> {
    let from = units.iter().map(|unit| unit.from).min().unwrap_or(0);
    let to = units.iter().map(|unit| unit.to).max().unwrap_or(0);
    from..to
}

/// So many words may stand between two stretches of one utterance.
const NEXT: usize = 4;

/// Whether `next` goes on in the same quotations where `group` ends.
fn goes_on(group: &[Unit], next: &[Unit]) -> bool {
    let rows = |units: &[Unit]| {
        units.iter().map(|unit| unit.row).collect::<std::collections::BTreeSet<_>>()
    };
    rows(group) == rows(next)
        && next.iter().all(|unit| {
            group.iter().any(|before| {
                before.row == unit.row && (before.to..=before.to + NEXT).contains(&unit.from)
            })
        })
}
