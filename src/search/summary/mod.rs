//! Chooses the sentences that together tell what several articles tell: extractive summarisation.
//!
//! A sentence counts by how close it is to what all say (the centroid of MEAD, Radev et al. 2004), by how much of it other
//! articles say as well, by its place in its article and by its length; what the chosen ones say already counts against it
//! (maximal marginal relevance, Carbonell and Goldstein 1998). One that says nothing by itself comes with the one before it.

mod alone;
mod vectors;
mod weights;

use std::collections::BTreeMap;

use crate::model::document::{BlockKind, DocumentNumber};
use crate::search::rank::{Token, Traits};
use alone::is_news;
pub use alone::is_whole;
pub use alone::leans_back;
use vectors::Vectors;
use weights::WEIGHTS;

/// An article to be summarised, or the part of it that is on the topic.
#[derive(Debug)]
pub struct Article<'t> {
    /// Its number.
    pub number: DocumentNumber,
    /// Year, month and day of publication, where they are known.
    pub day: Option<(u32, u32, u32)>,
    /// Its sentences in their order.
    pub sentences: Vec<Sentence<'t>>,
}

/// A sentence of an article.
#[derive(Debug)]
pub struct Sentence<'t> {
    /// Its number in the document.
    pub number: usize,
    /// What its block is for.
    pub kind: BlockKind,
    /// The words as they stand.
    pub text: &'t str,
    /// The words as they are compared.
    pub tokens: Vec<Token>,
    /// Whether it may be shown without its neighbours: it is no piece of a quotation of several sentences.
    pub is_whole: bool,
    /// How much of the topic it speaks of, 0 to 1; 1 without a topic.
    pub relevance: f32,
}

/// A sentence of a summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The document in which it stands.
    pub document: DocumentNumber,
    /// Its number there.
    pub sentence: usize,
    /// Other documents with nearly the same sentence.
    pub also_in: Vec<DocumentNumber>,
}

/// Sentences of a summary.
const FEWEST: usize = 5;
/// Sentences of a summary.
const MOST: usize = 8;
/// A summary has more than the fewest sentences only while it has fewer words than this.
const ENOUGH_WORDS: usize = 110;
/// So many sentences are compared with all others: those that are nearest to what all say.
const COMPARED: usize = 300;
/// So many sentences may stand in a row of which each leans on the one before.
const LONGEST_ROW: usize = 3;
/// From this share of topic on a sentence is on it.
pub const ON_TOPIC: f32 = 0.5;

/// A sentence that may be chosen.
struct Candidate {
    article: usize,
    /// Its number among all sentences.
    place: usize,
    /// How many sentences of running text stand before it in its article.
    before: usize,
    words: usize,
    score: f32,
    /// The most that it shares with one that is chosen.
    said: f32,
    is_out: bool,
}

/// The sentences of a summary in reading order: article by article, the older ones first where their days are known and
/// differ, else the one first whose sentence says most.
#[must_use]
pub fn summarise(articles: &[Article<'_>]) -> Vec<Chosen> {
    let all: Vec<(usize, &Sentence<'_>)> = articles
        .iter()
        .enumerate()
        .flat_map(|(at, article)| article.sentences.iter().map(move |one| (at, one)))
        .collect();
    let vectors = Vectors::of(&all);
    let mut candidates = candidates(&all, &vectors);
    score(&mut candidates, &all, &vectors, articles.len());
    let chosen = choose(&mut candidates, &all, &vectors);
    let chosen = in_reading_order(chosen, &candidates, articles);
    let told = |at: usize| {
        let candidate = &candidates[at];
        let (article, sentence) = all[candidate.place];
        let mut also_in: Vec<DocumentNumber> = all
            .iter()
            .enumerate()
            .filter(|(place, (other, _))| {
                *other != article && vectors.are_nearly_the_same(candidate.place, *place)
            })
            .map(|(_, (other, _))| articles[*other].number)
            .collect();
        also_in.dedup();
        Chosen { document: articles[article].number, sentence: sentence.number, also_in }
    };
    chosen.into_iter().map(told).collect()
}

/// The sentences that may be shown, in order; of many those that are nearest to what all say.
fn candidates(all: &[(usize, &Sentence<'_>)], vectors: &Vectors) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = vec![];
    let mut before: BTreeMap<usize, usize> = BTreeMap::new();
    for (place, (article, sentence)) in all.iter().enumerate() {
        if !matches!(sentence.kind, BlockKind::Body | BlockKind::Standfirst) {
            continue;
        }
        let before = before.entry(*article).or_default();
        let words = sentence.text.split_whitespace().count();
        if is_news(sentence.text, words) && sentence.is_whole && sentence.relevance >= ON_TOPIC {
            let (article, before) = (*article, *before);
            let score = vectors.centrality(place);
            found.push(Candidate {
                article,
                place,
                before,
                words,
                score,
                said: 0.0,
                is_out: false,
            });
        }
        *before += 1;
    }
    if found.len() > COMPARED {
        found.sort_by(|one, other| {
            other.score.total_cmp(&one.score).then(one.place.cmp(&other.place))
        });
        found.truncate(COMPARED);
        found.sort_by_key(|one| one.place);
    }
    found
}

/// Gives every candidate its score; what is known of articles is a share of the most that any has.
fn score(
    candidates: &mut [Candidate],
    all: &[(usize, &Sentence<'_>)],
    vectors: &Vectors,
    articles: usize,
) {
    let shares = |value: &dyn Fn(&Candidate) -> f32| -> Vec<f32> {
        let values: Vec<f32> = candidates.iter().map(value).collect();
        let most = values.iter().copied().fold(0.0, f32::max);
        values.iter().map(|value| if most > 0.0 { value / most } else { 0.0 }).collect()
    };
    let centrality = shares(&|one| vectors.centrality(one.place));
    let words = shares(&|one| vectors.shared_words(one.place));
    let pairs = shares(&|one| vectors.shared_pairs(one.place));
    let support = shares(&|one| support(one, all, vectors, articles));
    for (at, one) in candidates.iter_mut().enumerate() {
        let (few, many) = (one.words.min(15), one.words.max(40));
        one.score = WEIGHTS.centrality * centrality[at]
            + WEIGHTS.shared_words * words[at]
            + WEIGHTS.shared_pairs * pairs[at]
            + WEIGHTS.support * support[at]
            + WEIGHTS.position / (1 + one.before) as f32
            - WEIGHTS.short * (15 - few) as f32 / 15.0
            - WEIGHTS.long * (many - 40) as f32 / 20.0
            + WEIGHTS.relevance * all[one.place].1.relevance;
    }
}

/// How near the nearest sentence of each other article is, on average.
fn support(
    one: &Candidate,
    all: &[(usize, &Sentence<'_>)],
    vectors: &Vectors,
    articles: usize,
) -> f32 {
    let mut nearest = vec![0.0_f32; articles];
    for (place, (article, _)) in all.iter().enumerate() {
        if *article != one.article {
            nearest[*article] = nearest[*article].max(vectors.cosine(one.place, place));
        }
    }
    nearest.iter().sum::<f32>() / articles.saturating_sub(1).max(1) as f32
}

/// The places among the candidates of those that are chosen, best first.
fn choose(
    candidates: &mut [Candidate],
    all: &[(usize, &Sentence<'_>)],
    vectors: &Vectors,
) -> Vec<usize> {
    let rows: Vec<Vec<usize>> =
        (0..candidates.len()).filter_map(|at| row(candidates, all, at)).collect();
    let (mut chosen, mut words) = (vec![], 0);
    while chosen.len() < MOST && (chosen.len() < FEWEST || words < ENOUGH_WORDS) {
        let mut best: Option<(f32, Vec<usize>)> = None;
        for row in &rows {
            let new: Vec<usize> = row.iter().copied().filter(|at| !chosen.contains(at)).collect();
            let fits = !new.is_empty() && chosen.len() + new.len() <= MOST;
            if !fits || new.iter().any(|&at| candidates[at].is_out) {
                continue;
            }
            let all_words: usize = new.iter().map(|&at| candidates[at].words).sum();
            let gain = |at: &usize| {
                let one = &candidates[*at];
                (one.score - WEIGHTS.said * one.said) * one.words as f32
            };
            let gain = new.iter().map(gain).sum::<f32>() / all_words as f32;
            if best.as_ref().is_none_or(|(most, _)| gain > *most) {
                best = Some((gain, new));
            }
        }
        let Some((_, new)) = best else { break };
        for at in new {
            words += candidates[at].words;
            let place = candidates[at].place;
            for other in candidates.iter_mut() {
                other.said = other.said.max(vectors.cosine(place, other.place));
                other.is_out |= vectors.pairs_in_common(place, other.place) > WEIGHTS.same;
            }
            chosen.push(at);
        }
    }
    chosen
}

/// A candidate behind those that it leans on; `None` where one of them cannot be shown.
fn row(candidates: &[Candidate], all: &[(usize, &Sentence<'_>)], at: usize) -> Option<Vec<usize>> {
    let mut row = vec![at];
    loop {
        let first = *row.last()?;
        let (article, sentence) = all[candidates[first].place];
        if !leans_back(sentence.text, &sentence.tokens) {
            row.reverse();
            return Some(row);
        }
        let before = first.checked_sub(1).filter(|_| row.len() < LONGEST_ROW)?;
        let one = &candidates[before];
        if one.article != article || one.before + 1 != candidates[first].before {
            return None;
        }
        row.push(before);
    }
}

/// The chosen ones article by article, each article's in their order.
fn in_reading_order(
    chosen: Vec<usize>,
    candidates: &[Candidate],
    articles: &[Article<'_>],
) -> Vec<usize> {
    let mut ranks: BTreeMap<usize, usize> = BTreeMap::new();
    for (rank, &at) in chosen.iter().enumerate() {
        ranks.entry(candidates[at].article).or_insert(rank);
    }
    // Days are compared only where all are known: one without would stand anywhere.
    let days: Option<Vec<_>> = ranks.keys().map(|&article| articles[article].day).collect();
    let mut chosen = chosen;
    chosen.sort_by_key(|&at| {
        let article = candidates[at].article;
        let day = days.is_some().then(|| articles[article].day).flatten();
        (day, ranks.get(&article).copied(), at)
    });
    chosen
}

/// Whether a token says something of what an article is about.
fn says_something(token: &Token) -> bool {
    !token.is(Traits::STOPWORD)
}

#[cfg(test)]
mod tests;
