//! Sentences as vectors of their words, and what they have in common.

use std::collections::{BTreeMap, HashMap};

use super::{Sentence, says_something};

/// All sentences, ready to be compared.
pub(super) struct Vectors {
    rows: Vec<Row>,
    centroid: HashMap<u64, f32>,
}

struct Row {
    /// The stems that say something with their weights, by stem; of length 1 together.
    words: Vec<(u64, f32)>,
    /// Pairs of neighbouring stems of which one says something; sorted, each once.
    pairs: Vec<u64>,
    /// All stems; sorted, each once.
    stems: Vec<u64>,
    /// How many other articles have its words, and its pairs, on average.
    shared_words: f32,
    shared_pairs: f32,
}

/// From this share of common stems on two sentences are nearly the same (Jaccard's measure).
const NEARLY_THE_SAME: f32 = 0.75;

impl Vectors {
    pub(super) fn of(all: &[(usize, &Sentence<'_>)]) -> Self {
        let rarity = rarity(all);
        let mut rows: Vec<Row> = all.iter().map(|(_, one)| Row::of(one, &rarity)).collect();
        let mut centroid: HashMap<u64, f32> = HashMap::new();
        for (row, (_, sentence)) in rows.iter().zip(all) {
            for (stem, weight) in &row.words {
                *centroid.entry(*stem).or_default() += weight * sentence.relevance;
            }
        }
        // Summed in a fixed order, so that the same sentences always give the same.
        let ordered: BTreeMap<u64, f32> =
            centroid.iter().map(|(key, weight)| (*key, *weight)).collect();
        let length = ordered.values().map(|weight| weight * weight).sum::<f32>().sqrt();
        centroid.values_mut().for_each(|weight| *weight /= length.max(f32::MIN_POSITIVE));
        let words =
            articles_with(all, &rows, |row| row.words.iter().map(|(stem, _)| *stem).collect());
        let pairs = articles_with(all, &rows, |row| row.pairs.clone());
        let mean = |keys: &mut dyn Iterator<Item = u64>, among: &HashMap<u64, usize>| {
            let (sum, count) = keys.fold((0, 0), |(sum, count), key| {
                (sum + among.get(&key).map_or(0, |articles| articles - 1), count + 1)
            });
            sum as f32 / f32::max(count as f32, 1.0)
        };
        for row in &mut rows {
            row.shared_words = mean(&mut row.words.iter().map(|(stem, _)| *stem), &words);
            row.shared_pairs = mean(&mut row.pairs.iter().copied(), &pairs);
        }
        Self { rows, centroid }
    }

    /// How close a sentence is to what all say.
    pub(super) fn centrality(&self, place: usize) -> f32 {
        let words = self.rows[place].words.iter();
        words.map(|(stem, weight)| weight * self.centroid.get(stem).copied().unwrap_or(0.0)).sum()
    }

    pub(super) fn shared_words(&self, place: usize) -> f32 {
        self.rows[place].shared_words
    }

    pub(super) fn shared_pairs(&self, place: usize) -> f32 {
        self.rows[place].shared_pairs
    }

    pub(super) fn cosine(&self, one: usize, other: usize) -> f32 {
        let (one, other) = (&self.rows[one].words, &self.rows[other].words);
        let (mut sum, mut at) = (0.0, 0);
        for (stem, weight) in one {
            while other.get(at).is_some_and(|(there, _)| there < stem) {
                at += 1;
            }
            if let Some((there, theirs)) = other.get(at)
                && there == stem
            {
                sum += weight * theirs;
            }
        }
        sum
    }

    /// The share of the shorter one's pairs of words that both have.
    pub(super) fn pairs_in_common(&self, one: usize, other: usize) -> f32 {
        let (one, other) = (&self.rows[one].pairs, &self.rows[other].pairs);
        in_common(one, other) as f32 / one.len().min(other.len()).max(1) as f32
    }

    /// Whether the two share nearly all their words.
    pub(super) fn are_nearly_the_same(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.rows[one].stems, &self.rows[other].stems);
        let shared = in_common(one, other);
        let all = one.len() + other.len() - shared;
        all > 0 && shared as f32 / all as f32 >= NEARLY_THE_SAME
    }
}

impl Row {
    fn of(sentence: &Sentence<'_>, rarity: &HashMap<u64, f32>) -> Self {
        let tokens = &sentence.tokens;
        let mut words: BTreeMap<u64, f32> = BTreeMap::new();
        for token in tokens.iter().filter(|token| says_something(token)) {
            let stem = token.word.stem;
            *words.entry(stem).or_default() += rarity.get(&stem).copied().unwrap_or(1.0);
        }
        let length = words.values().map(|weight| weight * weight).sum::<f32>().sqrt();
        let length = length.max(f32::MIN_POSITIVE);
        let mut pairs: Vec<u64> = tokens
            .windows(2)
            .filter(|pair| pair.iter().any(says_something))
            .map(|pair| pair[0].word.stem.rotate_left(17) ^ pair[1].word.stem)
            .collect();
        let mut stems: Vec<u64> = tokens.iter().map(|token| token.word.stem).collect();
        for list in [&mut pairs, &mut stems] {
            list.sort_unstable();
            list.dedup();
        }
        let words = words.into_iter().map(|(stem, weight)| (stem, weight / length)).collect();
        Self { words, pairs, stems, shared_words: 0.0, shared_pairs: 0.0 }
    }
}

/// Inverse frequency of stems among the sentences.
fn rarity(all: &[(usize, &Sentence<'_>)]) -> HashMap<u64, f32> {
    let mut with: HashMap<u64, usize> = HashMap::new();
    for (_, sentence) in all {
        let mut stems: Vec<u64> = sentence.tokens.iter().map(|token| token.word.stem).collect();
        stems.sort_unstable();
        stems.dedup();
        stems.into_iter().for_each(|stem| *with.entry(stem).or_default() += 1);
    }
    let count = all.len() as f32;
    with.into_iter()
        .map(|(stem, with)| (stem, ((1.0 + count) / (1.0 + with as f32)).ln() + 1.0))
        .collect()
}

/// How many articles have each of some keys of their sentences.
fn articles_with(
    all: &[(usize, &Sentence<'_>)],
    rows: &[Row],
    keys: impl Fn(&Row) -> Vec<u64>,
) -> HashMap<u64, usize> {
    let mut found: HashMap<u64, (usize, usize)> = HashMap::new();
    for ((article, _), row) in all.iter().zip(rows) {
        for key in keys(row) {
            let (last, count) = found.entry(key).or_insert((*article, 1));
            if last != article {
                (*last, *count) = (*article, *count + 1);
            }
        }
    }
    found.into_iter().map(|(key, (_, count))| (key, count)).collect()
}

/// How many numbers two sorted lists share.
fn in_common(one: &[u64], other: &[u64]) -> usize {
    let (mut shared, mut at) = (0, 0);
    for key in one {
        while other.get(at).is_some_and(|there| there < key) {
            at += 1;
        }
        shared += usize::from(other.get(at) == Some(key));
    }
    shared
}
