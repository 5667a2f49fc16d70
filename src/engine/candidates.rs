//! The sentences that could answer a question, with what speaks for each.

use crate::model::document::DocumentNumber;
use std::collections::BTreeMap;
use std::ops::Range;

use super::figure::Figure;
use super::meaning::Meaning;
use super::stand_ins::{self, Read};
use crate::search::index::{Index, IndexError, SearchView, Store, Unit};
use crate::search::question::Question;
use crate::search::rank::{self, Features, Matches, PreparedQuery, Surroundings, Token, Traits};

/// A sentence that could answer.
pub(super) struct Candidate {
    /// Index of the document.
    pub(super) document: DocumentNumber,
    /// Index of the sentence in its document.
    pub(super) sentence: usize,
    /// Its words, by their place in [`Found::words`].
    tokens: Range<usize>,
    /// What speaks for it.
    pub(super) features: Features,
}

/// The sentences that could answer.
#[derive(Default)]
pub(super) struct Found {
    /// Best first.
    pub(super) candidates: Vec<Candidate>,
    /// The words of all of them.
    words: Vec<Token>,
}

impl Found {
    /// The words of a candidate.
    pub(super) fn tokens(&self, candidate: &Candidate) -> &[Token] {
        &self.words[candidate.tokens.clone()]
    }
}

/// How many of the best sentences the sentence encoder compares with the question. Among so many of the development sets
/// there was a right one for 98 % of the questions, and among twice as many for no more than 99 %.
const COMPARED: usize = 40;

/// How many units Tantivy finds for the ranking to choose from.
const UNITS: usize = 40;

/// The candidates, best first; of equals the one that stands first in the corpus.
pub(super) fn rank(
    index: &Index,
    store: &Store,
    question: &Question,
    asked: &PreparedQuery,
    meaning: Option<Meaning<'_>>,
) -> Result<Found, IndexError> {
    let mut by_document: BTreeMap<DocumentNumber, Vec<Unit>> = BTreeMap::new();
    for unit in index.search(&clauses(asked), UNITS)? {
        by_document.entry(unit.document).or_default().push(unit);
    }
    let mut found = Found::default();
    for (number, mut units) in by_document {
        units.sort();
        let sheet = store.sheet(number)?;
        read(number, &sheet, &units, question, asked, &mut found).ok_or(IndexError::Damaged)?;
    }
    sort(&mut found.candidates);
    let best = found.candidates.len().min(COMPARED);
    let compared = &mut found.candidates[..best];
    if let Some(figure) = Figure::asked(question, asked) {
        for candidate in compared.iter_mut() {
            let sheet = store.sheet(candidate.document)?;
            let sentence = sheet.sentence(candidate.sentence).ok_or(IndexError::Damaged)?;
            let is_told = figure.is_told(sheet.slice(&sentence));
            candidate.features.figure_missing = if is_told { 0.0 } else { 1.0 };
        }
    }
    if let Some(meaning) = meaning {
        let places: Vec<_> = compared.iter().map(|one| (one.document, one.sentence)).collect();
        let likeness = meaning.likeness(store, &places)?;
        let most = likeness.iter().copied().fold(-1.0, f32::max);
        for (candidate, meaning) in compared.iter_mut().zip(likeness) {
            candidate.features.encoded = 1.0;
            candidate.features.meaning = meaning;
            candidate.features.meaning_behind = most - meaning;
        }
    }
    sort(compared);
    let margin = match &found.candidates[..] {
        [first, second, ..] => {
            (rank::score(&first.features) - rank::score(&second.features)).clamp(0.0, 1.0)
        }
        _ => 1.0,
    };
    if let Some(first) = found.candidates.first_mut() {
        first.features.margin = margin;
    }
    Ok(found)
}

/// Puts the best first; of equals the one that stands first in the corpus.
fn sort(candidates: &mut [Candidate]) {
    candidates.sort_by(|one, other| {
        let place = |candidate: &Candidate| (candidate.document, candidate.sentence);
        let score = |candidate: &Candidate| rank::score(&candidate.features);
        score(other).total_cmp(&score(one)).then_with(|| place(one).cmp(&place(other)))
    });
}

/// The stems to be searched with their weights: those asked for, and those that may stand for them.
pub(super) fn clauses(asked: &PreparedQuery) -> Vec<(&str, f32)> {
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

/// Reads the features of all sentences of a document's units. Their words are added to `words`.
fn read(
    number: DocumentNumber,
    document: &SearchView<'_>,
    units: &[Unit],
    question: &Question,
    asked: &PreparedQuery,
    found: &mut Found,
) -> Option<()> {
    let (all, edges) = read_units(document, units, asked, &mut found.words)?;
    let mut title = Vec::new();
    document.read_title(&mut title)?;
    let title = Matches::of(asked, &asked.hits(&title));
    let mut article = title.clone();
    let mut paragraphs: BTreeMap<usize, Matches> = BTreeMap::new();
    for one in &all {
        article.add(&one.matches);
        paragraphs.entry(one.block).or_insert_with(|| Matches::none(asked)).add(&one.matches);
    }
    let matches_of = |at: usize| match all.binary_search_by_key(&at, |one| one.sentence) {
        Ok(place) => Some(&all[place].matches),
        Err(_) => edges.get(&at),
    };
    // "January 6, 2026." answers nothing.
    let says_more = |one: &&Read| {
        let tokens = &found.words[one.tokens.clone()];
        !tokens.iter().all(|token| token.is(Traits::DIGITS) || token.is(Traits::TIME))
    };
    for one in all.iter().filter(says_more) {
        let mut near = Matches::none(asked);
        let neighbours = [one.sentence.checked_sub(1), Some(one.sentence + 1)];
        for neighbour in neighbours.into_iter().flatten().filter_map(matches_of) {
            near.add(neighbour);
        }
        let before = one.sentence.checked_sub(1).and_then(|before| document.sentence(before));
        let around = Surroundings {
            tokens: &found.words[one.tokens.clone()],
            hits: &one.hits,
            near: &near,
            paragraph: &paragraphs[&one.block],
            article: &article,
            title: &title,
            kind: document.kind(one.block)?,
            is_opening: before.is_none_or(|before| before.block != one.block),
            is_question: document.slice(&document.sentence(one.sentence)?).ends_with('?'),
        };
        found.candidates.push(Candidate {
            document: number,
            sentence: one.sentence,
            tokens: one.tokens.clone(),
            features: rank::read(question, asked, &around),
        });
    }
    Some(())
}

/// The sentences of a document's units in their order, and what those just outside of the units have of the question: they are
/// neighbours, but no candidates. The words of all of them are added to `words`.
fn read_units(
    document: &SearchView<'_>,
    units: &[Unit],
    asked: &PreparedQuery,
    words: &mut Vec<Token>,
) -> Option<(Vec<Read>, BTreeMap<usize, Matches>)> {
    let mut read_one = |at: usize| {
        let from = words.len();
        document.read_sentence(at, words)?;
        let hits = asked.hits(&words[from..]);
        let matches = Matches::of(asked, &hits);
        let block = document.sentence(at)?.block;
        Some(Read { sentence: at, block, tokens: from..words.len(), hits, matches })
    };
    let mut all: Vec<Read> = Vec::new();
    for unit in units {
        for at in unit.sentences() {
            all.push(read_one(at)?);
        }
    }
    let mut edges: BTreeMap<usize, Matches> = BTreeMap::new();
    let beside = |unit: &Unit| [unit.first.checked_sub(1), Some(unit.first + unit.count)];
    for at in units.iter().flat_map(beside).flatten().filter(|&at| at < document.len()) {
        if all.binary_search_by_key(&at, |one| one.sentence).is_err() {
            edges.insert(at, read_one(at)?.matches);
        }
    }
    stand_ins::add(asked, words, &mut all, &edges);
    Some((all, edges))
}
