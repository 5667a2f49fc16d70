//! The sentences that could answer a question, with what speaks for each.

use std::collections::BTreeMap;

use crate::index::{Index, IndexError, Sheet, Store, Unit};
use crate::lexicon::{self, Term};
use crate::question::Question;
use crate::rank::{self, Asked, Features, Hit, Matches, Surroundings};

/// A sentence that could answer.
pub(super) struct Candidate {
    /// Index of the document.
    pub(super) document: usize,
    /// Index of the sentence in its document.
    pub(super) sentence: usize,
    /// Its words.
    pub(super) terms: Vec<Term>,
    /// What speaks for it.
    pub(super) features: Features,
}

/// How many units Tantivy finds for the ranking to choose from.
const UNITS: usize = 40;

/// The candidates, best first; of equals the one that stands first in the corpus.
pub(super) fn rank(
    index: &Index,
    store: &Store,
    question: &Question,
    asked: &Asked,
) -> Result<Vec<Candidate>, IndexError> {
    let mut by_document: BTreeMap<usize, Vec<Unit>> = BTreeMap::new();
    for unit in index.search(&clauses(asked), UNITS)? {
        by_document.entry(unit.document).or_default().push(unit);
    }
    let mut candidates = Vec::new();
    for (number, mut units) in by_document {
        units.sort();
        read(number, &store.sheet(number)?, &units, question, asked, &mut candidates);
    }
    let mut scored: Vec<_> = candidates
        .into_iter()
        .map(|candidate| (rank::score(&candidate.features), candidate))
        .collect();
    scored.sort_by(|(one_score, one), (other_score, other)| {
        let place = |candidate: &Candidate| (candidate.document, candidate.sentence);
        other_score.total_cmp(one_score).then_with(|| place(one).cmp(&place(other)))
    });
    let margin = match &scored[..] {
        [first, second, ..] => (first.0 - second.0).clamp(0.0, 1.0),
        _ => 1.0,
    };
    if let Some((_, first)) = scored.first_mut() {
        first.features.margin = margin;
    }
    Ok(scored.into_iter().map(|(_, candidate)| candidate).collect())
}

/// The stems to be searched with their weights: those asked for, and those that may stand for them.
fn clauses(asked: &Asked) -> Vec<(&str, f32)> {
    let mut clauses: BTreeMap<&str, f32> = BTreeMap::new();
    for term in &asked.terms {
        let own = std::iter::once((term.query.term.stem(), 1.0));
        let related = term.related.iter().map(|other| (other.stem.as_str(), other.share));
        for (stem, share) in own.chain(related) {
            let weight = clauses.entry(stem).or_default();
            *weight = weight.max(share * term.query.weight);
        }
    }
    clauses.into_iter().collect()
}

/// A sentence of a unit, or next to one.
struct Read {
    sentence: usize,
    block: usize,
    terms: Vec<Term>,
    hits: Vec<Hit>,
    matches: Matches,
}

/// Reads the features of all sentences of a document's units.
fn read(
    number: usize,
    document: &Sheet<'_>,
    units: &[Unit],
    question: &Question,
    asked: &Asked,
    candidates: &mut Vec<Candidate>,
) {
    let sentences = &document.sentences;
    let read_one = |at: usize| {
        let sentence = &sentences[at];
        let terms = lexicon::terms(document.slice(sentence.span));
        let hits = asked.hits(&terms);
        let matches = Matches::of(asked, &hits);
        Read { sentence: at, block: sentence.block, terms, hits, matches }
    };
    let title = Matches::of(asked, &asked.hits(&lexicon::terms(document.title)));
    let mut article = title.clone();
    let mut paragraphs: BTreeMap<usize, Matches> = BTreeMap::new();
    let mut all: Vec<Read> = Vec::new();
    for unit in units {
        for at in unit.sentences().filter(|&at| at < sentences.len()) {
            let one = read_one(at);
            article.add(&one.matches);
            paragraphs.entry(one.block).or_insert_with(|| Matches::none(asked)).add(&one.matches);
            all.push(one);
        }
    }
    // Sentences just outside of the units are neighbours, but no candidates.
    let edges: BTreeMap<usize, Matches> = units
        .iter()
        .flat_map(|unit| [unit.first.checked_sub(1), Some(unit.first + unit.count)])
        .flatten()
        .filter(|&at| {
            at < sentences.len() && all.binary_search_by_key(&at, |one| one.sentence).is_err()
        })
        .map(|at| (at, read_one(at).matches))
        .collect();
    let matches_of = |at: usize| match all.binary_search_by_key(&at, |one| one.sentence) {
        Ok(place) => Some(&all[place].matches),
        Err(_) => edges.get(&at),
    };
    let features: Vec<Features> = all
        .iter()
        .map(|one| {
            let mut near = Matches::none(asked);
            let neighbours = [one.sentence.checked_sub(1), Some(one.sentence + 1)];
            for neighbour in neighbours.into_iter().flatten().filter_map(matches_of) {
                near.add(neighbour);
            }
            let around = Surroundings {
                terms: &one.terms,
                text: document.slice(sentences[one.sentence].span),
                hits: &one.hits,
                near: &near,
                paragraph: &paragraphs[&one.block],
                article: &article,
                title: &title,
                kind: document.blocks[one.block].kind,
                is_opening: one
                    .sentence
                    .checked_sub(1)
                    .is_none_or(|before| sentences[before].block != one.block),
            };
            rank::read(question, asked, &around)
        })
        .collect();
    candidates.extend(all.into_iter().zip(features).map(|(one, features)| Candidate {
        document: number,
        sentence: one.sentence,
        terms: one.terms,
        features,
    }));
}
