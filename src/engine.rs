//! The corpus and its index behind the calls that every door makes: `ask` so far.

use std::collections::{BTreeMap, HashMap};

use crate::answer::{Answer, Outcome, Passage, Refusal};
use crate::config::AnswerConfig;
use crate::corpus::Corpus;
use crate::document::Document;
use crate::index::{Index, IndexError, SentenceId};
use crate::lexicon::{self, Term};
use crate::question::{self, QueryTerm, Question};
use crate::rank::{self, Features, Matches, WeightedTerm};

/// Answers questions from one corpus. It never changes, so it can be shared between threads.
pub struct Engine {
    corpus: Corpus,
    index: Index,
    config: AnswerConfig,
}

/// How many sentences Tantivy finds for the ranking to choose from.
const CANDIDATES: usize = 100;

/// Passages of several documents that share this much of their words are shown as one.
const NEARLY_THE_SAME: f32 = 0.75;

impl Engine {
    /// Indexes a corpus.
    ///
    /// # Errors
    /// If the index cannot be built.
    pub fn new(corpus: Corpus, config: AnswerConfig) -> Result<Self, IndexError> {
        let index = Index::build(corpus.documents())?;
        Ok(Self { corpus, index, config })
    }

    /// The documents that are served, in the order of their names.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        self.corpus.documents()
    }

    /// Answers a question with sentences of the documents, or says why it cannot.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn ask(&self, question: &str) -> Result<Answer<'_>, IndexError> {
        let question = question::understand(question);
        let terms = self.weigh(&question)?;
        let nothing = |refusal| Answer {
            outcome: Outcome::NotFound(refusal),
            confidence: 0.0,
            passages: vec![],
        };
        if terms.is_empty() {
            let refusal =
                if question.has_words { Refusal::OnlyCommonWords } else { Refusal::Empty };
            return Ok(nothing(refusal));
        }
        let ranked = self.rank(&question, &terms)?;
        let confidence = ranked.first().map_or(0.0, |best| best.features.confidence());
        let passages = self.passages(&ranked);
        let outcome = if confidence >= self.config.min_confidence && !passages.is_empty() {
            Outcome::Answered
        } else {
            Outcome::NotFound(refusal(&terms))
        };
        Ok(Answer { outcome, confidence, passages })
    }

    /// The words of a question with their rarity; those that no article has are corrected where an article
    /// has a word that is nearly the same.
    fn weigh(&self, question: &Question) -> Result<Vec<WeightedTerm>, IndexError> {
        let sentences = self.index.len();
        let mut weighted: Vec<WeightedTerm> = Vec::with_capacity(question.terms.len());
        for query in &question.terms {
            let mut query = query.clone();
            let mut frequency = self.index.frequency(&query.term.stem)?;
            if frequency == 0
                && let Some(corrected) = self.corrected(&query)?
            {
                frequency = self.index.frequency(&corrected.term.stem)?;
                query = corrected;
            }
            let is_repeat = weighted.iter().any(|other| other.query.term.stem == query.term.stem);
            if !query.term.is_stopword() && !is_repeat {
                let idf = rank::idf(frequency, sentences);
                weighted.push(WeightedTerm { query, idf, is_known: frequency > 0 });
            }
        }
        Ok(weighted)
    }

    fn corrected(&self, query: &QueryTerm) -> Result<Option<QueryTerm>, IndexError> {
        let nearest = self.index.nearest_word(&query.term.word)?;
        let term = nearest.and_then(|word| lexicon::terms(&word).into_iter().next());
        Ok(term.map(|term| QueryTerm { term, ..query.clone() }))
    }

    /// The candidates, best first; of equals the one that stands first in the corpus.
    fn rank(&self, question: &Question, terms: &[WeightedTerm]) -> Result<Vec<Ranked>, IndexError> {
        let clauses: Vec<_> =
            terms.iter().map(|term| (&term.query.term, term.query.weight)).collect();
        let found = self.index.search(&clauses, CANDIDATES)?;
        let mut paragraphs: HashMap<(usize, usize), Matches> = HashMap::new();
        let mut articles: BTreeMap<usize, Matches> = BTreeMap::new();
        let mut candidates = Vec::with_capacity(found.len());
        for id in found {
            let document = &self.corpus.documents()[id.document];
            let block = document.sentences()[id.sentence].block;
            let sentence = lexicon::terms(self.text(id));
            let paragraph = paragraphs.entry((id.document, block)).or_insert_with(|| {
                Matches::find(terms, &lexicon::terms(document.slice(document.blocks()[block].span)))
            });
            let article = articles.entry(id.document).or_insert_with(|| paragraph.clone());
            *article = article.or(paragraph);
            candidates.push((id, block, sentence));
        }
        let mut ranked: Vec<_> = candidates
            .into_iter()
            .map(|(id, block, sentence)| {
                let kind = self.corpus.documents()[id.document].blocks()[block].kind;
                let paragraph = &paragraphs[&(id.document, block)];
                let article = &articles[&id.document];
                let features =
                    Features::read(terms, question.wants, &sentence, kind, paragraph, article);
                Ranked { id, features, terms: sentence }
            })
            .collect();
        ranked.sort_by(|one, other| {
            other.features.score().total_cmp(&one.features.score()).then(one.id.cmp(&other.id))
        });
        Ok(ranked)
    }

    /// The best candidates as passages; nearly the same words of several documents come as one.
    fn passages(&self, ranked: &[Ranked]) -> Vec<Passage<'_>> {
        let mut chosen: Vec<(&Ranked, Vec<usize>)> = Vec::new();
        for candidate in ranked {
            let alike =
                chosen.iter().position(|(kept, _)| nearly_the_same(&kept.terms, &candidate.terms));
            if let Some(at) = alike {
                let (kept, also_in) = &mut chosen[at];
                let document = candidate.id.document;
                if document != kept.id.document && !also_in.contains(&document) {
                    also_in.push(document);
                }
            } else if chosen.len() < self.config.passages {
                chosen.push((candidate, vec![]));
            }
        }
        let documents = self.corpus.documents();
        chosen
            .into_iter()
            .filter_map(|(kept, also_in)| {
                let passage = Passage::sentence(&documents[kept.id.document], kept.id.sentence)?;
                Some(
                    passage
                        .with_also_in(also_in.into_iter().map(|other| &documents[other]).collect()),
                )
            })
            .collect()
    }

    fn text(&self, id: SentenceId) -> &str {
        let document = &self.corpus.documents()[id.document];
        document.slice(document.sentences()[id.sentence].span)
    }
}

/// A candidate with what speaks for it.
struct Ranked {
    id: SentenceId,
    features: Features,
    terms: Vec<Term>,
}

/// Whether two sentences share nearly all their words (Jaccard's measure over stems).
fn nearly_the_same(one: &[Term], other: &[Term]) -> bool {
    let stems = |terms: &[Term]| -> std::collections::BTreeSet<String> {
        terms.iter().map(|term| term.stem.clone()).collect()
    };
    let (one, other) = (stems(one), stems(other));
    let shared = one.intersection(&other).count() as f32;
    let all = one.union(&other).count() as f32;
    all > 0.0 && shared / all >= NEARLY_THE_SAME
}

fn refusal(terms: &[WeightedTerm]) -> Refusal {
    let unknown = terms.iter().filter(|term| !term.is_known && term.query.weight >= 1.0);
    let unknown: Vec<_> = unknown.map(|term| term.query.written.clone()).collect();
    if unknown.is_empty() { Refusal::Apart } else { Refusal::Unmentioned(unknown) }
}
