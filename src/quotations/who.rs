//! Who somebody is: the sentences that tell the office or the relation, and the quotations that tell most.

mod told;

use told::Told;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::english::names::PersonName;
use crate::model::document::DocumentNumber;
use crate::model::profile::Profile;
use crate::model::quotation::Form;
use crate::quotations::{Quotations, SpeakerId};

/// Quotations that are shown.
const BEST: usize = 5;
/// So many quotations are weighed: the most literal ones.
const WEIGHED: usize = 200;
/// Names that may be meant.
const NEAREST: usize = 5;
/// Words of names that are at least so like may be meant for each other (Jaro-Winkler).
const ALIKE: f64 = 0.8;
/// Words of a quotation that says something and is read at once.
const TELLING: std::ops::RangeInclusive<usize> = 8..=45;
/// Quotations that share this much of their words say the same.
const THE_SAME: f32 = 0.5;

impl Quotations {
    /// What the documents tell of whoever is called what was typed.
    #[must_use]
    pub fn who<'c>(&'c self, typed: &str) -> Profile<'c> {
        let typed = typed.trim();
        let meant = self.meant(typed);
        if meant.len() > 1 {
            let nearest = meant.iter().map(|&id| self.speakers.name(id)).take(NEAREST).collect();
            return Profile { nearest, ..nobody(typed) };
        }
        let speaker = meant.first().copied();
        let names: Vec<PersonName> = match speaker {
            Some(id) => {
                let aliases = self.speakers.aliases(id);
                aliases.chain([self.speakers.name(id)]).map(PersonName::parse).collect()
            }
            None => vec![PersonName::parse(typed)],
        };
        let rows: Vec<usize> = (0..self.reported.len())
            .filter(|&row| speaker.is_some() && self.speaker(row) == speaker)
            .collect();
        let Told { passages: told, is_described, name } = self.told(&names, !rows.is_empty());
        if told.is_empty() && rows.is_empty() {
            return Profile { nearest: self.nearest(typed), ..nobody(typed) };
        }
        let mut counts: BTreeMap<DocumentNumber, usize> = BTreeMap::new();
        rows.iter().for_each(|&row| *counts.entry(self.rows[row].document).or_default() += 1);
        let mut quoted_in: Vec<_> = counts.into_iter().collect();
        quoted_in.sort_by_key(|(number, count)| (Reverse(*count), *number));
        let name = match speaker {
            Some(id) => self.speakers.name(id).to_owned(),
            None => name.unwrap_or_else(|| typed.to_owned()),
        };
        let mut aliases: Vec<&str> =
            speaker.map_or_else(Vec::new, |id| self.speakers.aliases(id).collect());
        aliases.retain(|alias| *alias != name);
        Profile {
            name,
            aliases,
            told,
            is_described,
            quotations: rows.len(),
            quoted_in: quoted_in
                .into_iter()
                .map(|(number, count)| (&self.documents[number.index()], count))
                .collect(),
            best: self.most_telling(rows).into_iter().map(|row| self.quoted(row)).collect(),
            nearest: vec![],
        }
    }

    /// The names that are written most like what was typed.
    fn nearest(&self, typed: &str) -> Vec<&str> {
        let typed = PersonName::parse(typed);
        let likeness = |name: &str| {
            let name = PersonName::parse(name);
            let pairs = typed.words().iter().flat_map(|one| {
                name.words().iter().map(move |other| strsim::jaro_winkler(one, other))
            });
            pairs.fold(0.0, f64::max)
        };
        let mut found: Vec<(f64, &str)> = self
            .speakers
            .persons()
            .map(|name| (likeness(name), name))
            .filter(|(likeness, _)| *likeness >= ALIKE)
            .collect();
        found.sort_by(|one, other| other.0.total_cmp(&one.0));
        found.into_iter().take(NEAREST).map(|(_, name)| name).collect()
    }

    /// Who is meant: one, unless several persons have the name.
    fn meant(&self, typed: &str) -> Vec<SpeakerId> {
        let found = self.speakers.find(typed);
        let exact =
            found.iter().copied().find(|&id| self.speakers.name(id).eq_ignore_ascii_case(typed));
        if let Some(exact) = exact {
            return vec![exact];
        }
        let alone: Vec<SpeakerId> =
            found.iter().copied().filter(|&id| self.speakers.is_alone(id)).collect();
        let persons: Vec<SpeakerId> =
            alone.iter().copied().filter(|&id| self.speakers.is_person(id)).collect();
        if persons.is_empty() { alone.into_iter().take(1).collect() } else { persons }
    }

    /// Those of a speaker's quotations that tell most, in the order of the documents: word for word, reported by several,
    /// long enough to say something, and each saying something else.
    fn most_telling(&self, mut rows: Vec<usize>) -> Vec<usize> {
        rows.sort_by_key(|&row| (self.reported[row].quotation.form(), row));
        rows.truncate(WEIGHED);
        let mut weighed: Vec<(f32, usize)> =
            rows.into_iter().map(|row| (self.weight(row), row)).collect();
        weighed.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let mut best: Vec<usize> = vec![];
        for (_, row) in weighed {
            let says_more = best.iter().all(|&there| self.in_common(row, there) < THE_SAME);
            if best.len() < BEST && says_more {
                best.push(row);
            }
        }
        best.sort_unstable();
        best
    }

    fn weight(&self, row: usize) -> f32 {
        let quotation = &self.reported[row].quotation;
        let words = self.tokens(row).len();
        let form = match quotation.form() {
            Form::Direct => 2.0,
            Form::Mixed => 1.5,
            Form::Indirect => 0.5,
        };
        let length = if TELLING.contains(&words) { 1.0 } else { 0.0 };
        let shared = self.is_shared(self.rows[row].document, quotation.span());
        // Rare words say more than those that everybody uses.
        let tokens = self.tokens(row).iter().filter(|token| !self.vocabulary.is_small(token.word));
        let (count, rarity) = tokens.fold((0, 0.0), |(count, sum), token| {
            (count + 1, sum + self.written.rarity(token.word).min(5.0))
        });
        let content = if count == 0 { 0.0 } else { rarity / count as f32 / 5.0 };
        let denied = if quotation.is_denied() { 1.0 } else { 0.0 };
        form + length + if shared { 1.0 } else { 0.0 } + content - denied
    }

    /// The share of the shorter one's stems that both have.
    fn in_common(&self, one: usize, other: usize) -> f32 {
        let stems = |row: usize| {
            let mut stems = self.stems_of(self.tokens(row));
            stems.dedup();
            stems
        };
        let (one, other) = (stems(one), stems(other));
        let shared = one.iter().filter(|stem| other.binary_search(stem).is_ok()).count();
        shared as f32 / one.len().min(other.len()).max(1) as f32
    }
}

fn nobody<'c>(typed: &str) -> Profile<'c> {
    Profile {
        name: typed.to_owned(),
        aliases: vec![],
        told: vec![],
        is_described: false,
        quotations: 0,
        quoted_in: vec![],
        best: vec![],
        nearest: vec![],
    }
}
