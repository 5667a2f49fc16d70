//! Quotations by speaker and topic, in pages.

use std::cmp::Reverse;

use crate::english::dates;
use crate::model::document::Document;
use crate::model::verdict::Page;
use crate::quotations::Quotations;

/// What is asked of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted<'w> {
    /// Who speaks; anybody if it is not said.
    pub speaker: Option<&'w str>,
    /// What it is about; anything if it is not said.
    pub topic: Option<&'w str>,
    /// Number of the page, from 0.
    pub page: usize,
    /// Quotations a page; all on one if it is 0.
    pub per_page: usize,
}

/// A quotation must share this much of the topic's words, by their weight, with what is said or its paragraph.
pub(super) const ON_TOPIC: f32 = 0.5;

/// How much a word of the paragraph counts against one of the quotation itself.
const IN_PARAGRAPH: f32 = 0.4;

impl Quotations {
    /// The quotations of a speaker on a topic. With a topic the most relevant come first, without one the newest;
    /// of equals those that stand first.
    #[must_use]
    pub fn list<'c>(&'c self, wanted: &Wanted<'_>) -> Page<'c> {
        let speaker = wanted.speaker.map(str::trim).filter(|name| !name.is_empty());
        let ids = speaker.map(|name| self.speakers.find(name));
        let is_wanted = |row: &usize| {
            ids.as_ref().is_none_or(|ids| {
                self.speaker(*row).is_some_and(|id| self.speakers.is_among(id, ids))
            })
        };
        let mut rows: Vec<usize> = (0..self.reported.len()).filter(is_wanted).collect();
        let topic = wanted.topic.map(str::trim).filter(|topic| !topic.is_empty());
        match topic {
            Some(topic) => {
                let topic = self.topic(topic);
                let mut scored: Vec<(f32, usize)> =
                    rows.iter().map(|&row| (self.relevance(row, &topic), row)).collect();
                scored.retain(|(score, _)| *score >= ON_TOPIC);
                scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
                rows = scored.into_iter().map(|(_, row)| row).collect();
            }
            None => {
                rows.sort_by_key(|&row| {
                    (Reverse(date(&self.documents[self.rows[row].document.index()])), row)
                });
            }
        }
        let per_page = if wanted.per_page == 0 { rows.len().max(1) } else { wanted.per_page };
        let pages = rows.len().div_ceil(per_page);
        let page = wanted.page.min(pages.saturating_sub(1));
        let shown = rows.iter().skip(page * per_page).take(per_page);
        Page {
            quotations: shown.map(|&row| self.quoted(row)).collect(),
            page,
            pages,
            total: rows.len(),
        }
    }

    /// The stems of a topic's words with their weights; words that say nothing are left out unless there are no others.
    pub(super) fn topic(&self, topic: &str) -> Vec<(Option<u32>, f32)> {
        let slots = self.read(topic);
        let says = |slot: &&crate::quotations::check::Slot| {
            !crate::english::lists::LISTS.is_small(&slot.text)
        };
        let chosen: Vec<_> = if slots.iter().any(|slot| says(&slot)) {
            slots.iter().filter(says).collect()
        } else {
            slots.iter().collect()
        };
        let weigh = |slot: &&crate::quotations::check::Slot| {
            let stem = slot.words.first().map(|&word| self.vocabulary.stem(word));
            let stem = stem.or_else(|| self.vocabulary.stem_of(&slot.text));
            let rarity = slot.words.first().map_or(1.0, |&word| self.written.rarity(word));
            (stem, rarity.max(0.1))
        };
        let mut topic: Vec<_> = chosen.iter().map(weigh).collect();
        topic.dedup_by_key(|(stem, _)| *stem);
        topic
    }

    /// Share of the topic's words, by weight, that are said; those of the paragraph around count for less.
    pub(super) fn relevance(&self, row: usize, topic: &[(Option<u32>, f32)]) -> f32 {
        let said = self.stems_of(self.tokens(row));
        let here = &self.rows[row];
        let from = self.rows[self.reported.len()..]
            .partition_point(|there| (there.document, there.block) < (here.document, here.block));
        let paragraph = self.rows[self.reported.len()..].get(from);
        let around =
            paragraph.map_or_else(Vec::new, |row| self.stems_of(&self.tokens[row.tokens.clone()]));
        let weight = |(stem, weight): &(Option<u32>, f32)| match stem {
            Some(stem) if said.binary_search(stem).is_ok() => *weight,
            Some(stem) if around.binary_search(stem).is_ok() => weight * IN_PARAGRAPH,
            _ => 0.0,
        };
        let all: f32 = topic.iter().map(|(_, weight)| weight).sum();
        if all > 0.0 { topic.iter().map(weight).sum::<f32>() / all } else { 0.0 }
    }

    /// The stems of some tokens; sorted.
    pub(super) fn stems_of(&self, tokens: &[crate::quotations::check::Token]) -> Vec<u32> {
        let mut stems: Vec<u32> =
            tokens.iter().map(|token| self.vocabulary.stem(token.word)).collect();
        stems.sort_unstable();
        stems
    }
}

/// The day of a document; one without counts as oldest.
fn date(document: &Document) -> Option<(u32, u32, u32)> {
    dates::day(document.metadata().date.as_deref()?)
}
