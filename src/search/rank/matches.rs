//! Which words of a question stand where in a text.

use std::collections::BTreeMap;

use super::token::{Numbers, Token, Traits, number};
use crate::english::lexicon::Term;
use crate::english::related::{self, Related};
use crate::search::question::QueryTerm;

/// A word of the question with what the index knows of it.
#[derive(Debug, Clone)]
pub struct WeightedTerm {
    /// The word.
    pub query: QueryTerm,
    /// Words that may stand for it.
    pub related: Vec<Related>,
    /// Inverse document frequency ([`idf`]).
    pub idf: f32,
    /// Whether any article has it, or a word that may stand for it.
    pub is_known: bool,
    /// Whether no article has it and nothing else could stand for it: a name. An answer speaks of something else.
    pub is_decisive: bool,
    /// Whether it was taken for a typing error and is not the word that was asked.
    pub is_corrected: bool,
}

impl WeightedTerm {
    /// What the word counts in this question.
    #[must_use]
    pub fn weight(&self) -> f32 {
        self.idf * self.query.weight
    }
}

/// Inverse document frequency as in BM25 (Robertson and Spärck Jones, with the `1 +` that keeps it positive).
#[must_use]
pub fn idf(frequency: u64, documents: u64) -> f32 {
    let (frequency, documents) = (frequency as f32, documents.max(frequency) as f32);
    (1.0 + (documents - frequency + 0.5) / (frequency + 0.5)).ln()
}

/// A word of the question found in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Place among the words of the text.
    pub at: usize,
    /// Place among the words of the question.
    pub term: usize,
    /// How exactly, up to 1 for the very word.
    pub share: f32,
}

/// What a word counts that has the stem asked for, but another ending.
const OTHER_ENDING: f32 = 0.93;

/// What a word counts that we think was meant, but was not asked.
const CORRECTED: f32 = 0.85;

/// The words of a question, ready to be found.
#[derive(Debug)]
pub struct PreparedQuery {
    /// The words with their weights, in order.
    pub terms: Vec<WeightedTerm>,
    /// All words of the question, stopwords too, for phrases.
    pub(super) words: Vec<Token>,
    /// Stems of all words.
    pub(super) said: Numbers,
    /// Words and stems with the opposite meaning, for each word that counts.
    pub(super) opposites: Vec<(Numbers, Numbers)>,
    /// The words that count.
    tokens: Vec<Token>,
    total: f32,
    stems: Numbers,
    /// For each stem the words that it stands for, and how exactly.
    stands_for: Vec<Vec<(usize, f32)>>,
    roots: Numbers,
    /// For each root the word that has it.
    family: Vec<usize>,
}

impl PreparedQuery {
    /// Gets the words of a question ready.
    #[must_use]
    pub fn new(terms: Vec<WeightedTerm>, words: &[Term]) -> Self {
        let mut stems: BTreeMap<u64, Vec<(usize, f32)>> = BTreeMap::new();
        let mut roots: BTreeMap<u64, usize> = BTreeMap::new();
        for (at, asked) in terms.iter().enumerate() {
            let term = &asked.query.term;
            let share = if asked.is_corrected { CORRECTED } else { 1.0 };
            stems.entry(number(term.stem())).or_default().push((at, share));
            for related in &asked.related {
                stems.entry(number(&related.stem)).or_default().push((at, related.share));
            }
            // Names have no families: Austria is not Austin.
            if !term.is_name && !term.is_number() {
                roots.entry(number(term.root())).or_insert(at);
            }
        }
        let opposites = |form: &str| Numbers::new(related::opposites(form).map(number));
        let words: Vec<Token> = words.iter().map(Token::of).collect();
        Self {
            total: terms.iter().map(WeightedTerm::weight).sum(),
            tokens: terms.iter().map(|term| Token::of(&term.query.term)).collect(),
            opposites: terms
                .iter()
                .map(|term| &term.query.term)
                .map(|term| (opposites(term.word()), opposites(term.stem())))
                .collect(),
            said: Numbers::new(words.iter().map(|token| token.word.stem)),
            stems: Numbers::new(stems.keys().copied()),
            stands_for: stems.into_values().collect(),
            roots: Numbers::new(roots.keys().copied()),
            family: roots.into_values().collect(),
            terms,
            words,
        }
    }

    /// Whether the question has the word itself, however small it is.
    #[must_use]
    pub fn has_said(&self, token: &Token) -> bool {
        self.said.contains(token.word.stem)
    }

    /// What all words count together.
    #[must_use]
    pub fn total(&self) -> f32 {
        self.total
    }

    /// Every word of the question in a text, in the order of the text.
    #[must_use]
    pub fn hits(&self, text: &[Token]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (at, token) in text.iter().enumerate() {
            if let Some(place) = self.stems.find(token.word.stem) {
                hits.extend(self.stands_for[place].iter().filter_map(|&(term, share)| {
                    let is_exact = token.word.word == self.tokens[term].word.word;
                    let share = if share < 1.0 || is_exact { share } else { OTHER_ENDING };
                    // "Will" is no other form of "willing".
                    (is_exact || !token.is(Traits::STOPWORD)).then_some(Hit { at, term, share })
                }));
            } else if let Some(place) = self.roots.find(token.word.root)
                && !token.is(Traits::STOPWORD)
                && !token.is_name
            {
                hits.push(Hit { at, term: self.family[place], share: related::family_share() });
            }
        }
        hits
    }
}

/// From this share on a word is not missing: a capital stands for its country.
const FOUND: f32 = 0.5;

/// How exactly each word of the question is found in some text; 0 for none.
#[derive(Debug, Clone, PartialEq)]
pub struct Matches(Vec<f32>);

impl Matches {
    /// No word is found.
    #[must_use]
    pub fn none(asked: &PreparedQuery) -> Self {
        Self(vec![0.0; asked.terms.len()])
    }

    /// The best of all hits for each word.
    #[must_use]
    pub fn of(asked: &PreparedQuery, hits: &[Hit]) -> Self {
        let mut matches = Self::none(asked);
        hits.iter().for_each(|hit| matches.hit(hit));
        matches
    }

    /// Adds a hit.
    pub(super) fn hit(&mut self, hit: &Hit) {
        self.0[hit.term] = self.0[hit.term].max(hit.share);
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.0.fill(0.0);
    }

    /// Adds what the other text has.
    pub fn add(&mut self, other: &Self) {
        for (one, other) in self.0.iter_mut().zip(&other.0) {
            *one = one.max(*other);
        }
    }

    /// What this text or the other has.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.add(other);
        both
    }

    /// How exactly the word of this number is found.
    #[must_use]
    pub fn share(&self, term: usize) -> f32 {
        self.0[term]
    }

    /// The share of the question that is found, weighed by rarity: 0 to 1.
    #[must_use]
    pub fn coverage(&self, asked: &PreparedQuery) -> f32 {
        self.weigh(asked, |_, found| found)
    }

    /// The share of the question whose words are picked and not found, weighed by rarity: 0 to 1.
    #[must_use]
    pub fn missing(&self, asked: &PreparedQuery, pick: impl Fn(&WeightedTerm) -> bool) -> f32 {
        let is_missing = |found| if found >= FOUND { 0.0 } else { 1.0 - found };
        self.weigh(asked, |term, found| if pick(term) { is_missing(found) } else { 0.0 })
    }

    fn weigh(&self, asked: &PreparedQuery, count: impl Fn(&WeightedTerm, f32) -> f32) -> f32 {
        let counted = asked.terms.iter().zip(&self.0);
        let sum: f32 = counted.map(|(term, found)| term.weight() * count(term, *found)).sum();
        if asked.total > 0.0 { sum / asked.total } else { 0.0 }
    }
}
