//! The sentences of which an answer is made: near-repeats as one, and running text in front of headlines and captions.

use super::candidates::{Candidate, Found};
use super::{Engine, NEARLY_THE_SAME};
use crate::model::answer::Passage;
use crate::model::document::DocumentNumber;
use crate::search::index::IndexError;
use crate::search::rank::{Features, Token};

/// A sentence with what speaks for it.
pub(super) struct Chosen<'c> {
    pub(super) passage: Passage<'c>,
    pub(super) features: Features,
}

/// From this share of a headline's words on, a sentence of the text tells the same.
const TELLS_THE_SAME: f32 = 0.8;

impl Engine {
    /// The best candidates as passages; nearly the same words of several documents come as one.
    pub(super) fn chosen(&self, ranked: &Found) -> Result<Vec<Chosen<'_>>, IndexError> {
        let mut chosen: Vec<(&Candidate, Vec<u64>, Vec<DocumentNumber>)> = Vec::new();
        for candidate in &ranked.candidates {
            let stems = stems(ranked.tokens(candidate));
            let alike = chosen.iter().position(|(_, kept, _)| nearly_the_same(kept, &stems));
            if let Some(at) = alike {
                let (kept, _, also_in) = &mut chosen[at];
                if candidate.document != kept.document && !also_in.contains(&candidate.document) {
                    also_in.push(candidate.document);
                }
            } else if chosen.len() < self.config.passages {
                chosen.push((candidate, stems, vec![]));
            }
        }
        let mut passages = Vec::with_capacity(chosen.len());
        for (kept, _, also_in) in chosen {
            let others: Result<Vec<_>, _> =
                also_in.into_iter().map(|other| self.store.document(other)).collect();
            let passage = Passage::sentence(self.store.document(kept.document)?, kept.sentence);
            let passage = passage.ok_or(IndexError::Damaged)?.with_also_in(others?);
            let passage = self.with_speakers(kept.document, passage)?;
            passages.push(Chosen { passage, features: kept.features });
        }
        text_first(&mut passages);
        Ok(passages)
    }
}

/// A headline or caption that stands first gives way to the best sentence of the text that tells the same.
fn text_first(chosen: &mut [Chosen<'_>]) {
    let is_text = |features: &Features| features.headline + features.caption == 0.0;
    let Some(first) = chosen.first().map(|first| first.features).filter(|first| !is_text(first))
    else {
        return;
    };
    let tells_the_same = |one: &Chosen<'_>| {
        is_text(&one.features)
            && one.features.sentence >= TELLS_THE_SAME * first.sentence
            && one.features.kind_missing <= first.kind_missing
    };
    if let Some(place) = chosen.iter().position(tells_the_same) {
        chosen[..=place].rotate_right(1);
    }
}

/// The stems of a sentence in a fixed order, each once.
fn stems(tokens: &[Token]) -> Vec<u64> {
    let mut stems: Vec<u64> = tokens.iter().map(|token| token.word.stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Whether two sentences share nearly all their stems (Jaccard's measure).
fn nearly_the_same(one: &[u64], other: &[u64]) -> bool {
    // The measure cannot be larger than the ratio of the lengths.
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    if (short as f32) < NEARLY_THE_SAME * long as f32 {
        return false;
    }
    let (mut shared, mut at) = (0, 0);
    for stem in one {
        at += other[at..].iter().take_while(|there| *there < stem).count();
        shared += usize::from(other.get(at) == Some(stem));
    }
    let all = one.len() + other.len() - shared;
    all > 0 && shared as f32 / all as f32 >= NEARLY_THE_SAME
}
