//! `summary`: which articles are read for it, and how its sentences become passages.

use std::collections::BTreeMap;

use crate::engine::{Engine, candidates, refusal};
use crate::english::{dates, lexicon};
use crate::model::answer::{Passage, Refusal, Summary};
use crate::model::document::{BlockKind, Document, DocumentNumber};
use crate::model::quotation::{Form, Quotation};
use crate::model::span::TextSpan;
use crate::search::index::IndexError;
use crate::search::rank::idf;
use crate::search::summary::{Article, Sentence, is_whole, summarise};

/// So many articles are read for a summary: of more, those that speak most of what most speak of.
const ARTICLES: usize = 100;
/// So many sentences of each: news tells first what counts most.
const SENTENCES: usize = 60;
/// So many sentences of each where there is a topic, for few articles are found then.
const SENTENCES_ON_TOPIC: usize = 2000;
/// Words that stand for what most articles speak of.
const WORDS: usize = 30;
/// Units that are found by them; an article has several.
const UNITS: usize = 400;

/// Sentences with how much of the topic each speaks of; of those that are missing, nothing.
type Relevance = BTreeMap<usize, f32>;

impl Engine {
    /// The sentences that together tell what the documents tell, or what they tell of a topic.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn summary(&self, topic: Option<&str>) -> Result<Summary<'_>, IndexError> {
        let wanted = match topic {
            Some(topic) => match self.on_topic(topic)? {
                Ok(found) => {
                    found.into_iter().map(|(number, found)| (number, Some(found))).collect()
                }
                Err(refusal) => return Ok(self.no_summary(Some(topic), refusal)),
            },
            None => self.central()?.into_iter().map(|number| (number, None)).collect(),
        };
        let wanted: Vec<(DocumentNumber, Option<Relevance>)> = wanted;
        let documents: Result<Vec<_>, _> =
            wanted.iter().map(|(number, _)| self.document(*number)).collect();
        let documents = documents?;
        let mut articles = Vec::with_capacity(documents.len());
        for (document, (number, relevance)) in documents.iter().zip(&wanted) {
            articles.push(self.article(*number, document, relevance.as_ref())?);
        }
        let mut sentences = vec![];
        for chosen in summarise(&articles) {
            let others: Result<Vec<_>, _> =
                chosen.also_in.iter().map(|&other| self.document(other)).collect();
            let passage = Passage::sentence(self.document(chosen.document)?, chosen.sentence);
            let passage = passage.ok_or(IndexError::Damaged)?.with_also_in(others?);
            sentences.push(self.with_speakers(chosen.document, passage)?);
        }
        if sentences.is_empty() {
            return Ok(self.no_summary(topic, Refusal::Apart));
        }
        let (read, of) = (articles.len(), self.len());
        Ok(Summary { topic: topic.map(str::to_owned), sentences, read, of, refusal: None })
    }

    fn no_summary(&self, topic: Option<&str>, refusal: Refusal) -> Summary<'_> {
        Summary {
            topic: topic.map(str::to_owned),
            sentences: vec![],
            read: 0,
            of: self.len(),
            refusal: Some(refusal),
        }
    }

    /// The sentences that speak of a topic, by document, or why there are none.
    fn on_topic(
        &self,
        topic: &str,
    ) -> Result<Result<BTreeMap<DocumentNumber, Relevance>, Refusal>, IndexError> {
        let (question, asked) = self.understand(topic)?;
        if asked.terms.is_empty() {
            let is_empty = question.words.is_empty();
            return Ok(Err(if is_empty { Refusal::Empty } else { Refusal::OnlyCommonWords }));
        }
        let ranked = candidates::rank(&self.index, &self.store, &question, &asked, None)?;
        let mut found: BTreeMap<DocumentNumber, Relevance> = BTreeMap::new();
        for one in &ranked.candidates {
            let relevance = one.features.sentence;
            if relevance >= crate::search::summary::ON_TOPIC {
                found.entry(one.document).or_default().insert(one.sentence, relevance);
            }
        }
        Ok(if found.is_empty() { Err(refusal(&asked, &ranked)) } else { Ok(found) })
    }

    /// The documents that are read without a topic: all, or of many those that speak most of what most speak of.
    fn central(&self) -> Result<Vec<DocumentNumber>, IndexError> {
        if self.len() <= ARTICLES {
            return Ok(DocumentNumber::first(self.len()).collect());
        }
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        // Documents stand in the order of their names, so every hundredth part of them is looked at.
        for part in 0..ARTICLES {
            let document = self.document(DocumentNumber::new(part * self.len() / ARTICLES))?;
            let mut stems: Vec<String> = opening(&document)
                .flat_map(|span| lexicon::terms(document.slice(span)))
                .filter(|term| !term.is_stopword() && !term.is_weak() && !term.is_number())
                .map(|term| term.stem().to_owned())
                .collect();
            stems.sort_unstable();
            stems.dedup();
            stems.into_iter().for_each(|stem| *counts.entry(stem).or_default() += 1);
        }
        let mut words: Vec<(f32, String)> = vec![];
        for (stem, count) in counts.into_iter().filter(|(_, count)| *count > 1) {
            let rarity = idf(self.index.frequency(&stem)?, self.index.units());
            words.push((count as f32 * rarity, stem));
        }
        words.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        words.truncate(WORDS);
        let clauses: Vec<(&str, f32)> =
            words.iter().map(|(_, stem)| (stem.as_str(), 1.0)).collect();
        let mut central: Vec<DocumentNumber> = vec![];
        for unit in self.index.search(&clauses, UNITS)? {
            if central.len() < ARTICLES && !central.contains(&unit.document) {
                central.push(unit.document);
            }
        }
        central.sort_unstable();
        Ok(central)
    }

    fn article<'d>(
        &self,
        number: DocumentNumber,
        document: &'d Document,
        relevance: Option<&Relevance>,
    ) -> Result<Article<'d>, IndexError> {
        let sheet = self.store.sheet(number)?;
        let torn = self.torn(number)?;
        let mut sentences = vec![];
        // On a topic the sentences that speak of it may stand anywhere.
        let most = if relevance.is_some() { SENTENCES_ON_TOPIC } else { SENTENCES };
        for (at, sentence) in document.sentences().iter().enumerate().take(most) {
            let mut tokens = vec![];
            sheet.read_sentence(at, &mut tokens).ok_or(IndexError::Damaged)?;
            let text = document.slice(sentence.span);
            let kind = document.blocks().get(sentence.block).map(|block| block.kind);
            let is_torn = || {
                torn.iter()
                    .any(|span| span.overlaps(&sentence.span) && !sentence.span.contains(span))
            };
            sentences.push(Sentence {
                number: at,
                kind: kind.unwrap_or(BlockKind::Body),
                text,
                tokens,
                is_whole: is_whole(text) && !is_torn(),
                relevance: relevance
                    .map_or(1.0, |relevance| relevance.get(&at).copied().unwrap_or_default()),
            });
        }
        let day = document.metadata().date.as_deref().and_then(dates::day);
        Ok(Article { number, day, sentences })
    }

    /// Where somebody is quoted word for word in a document; what crosses the border of a sentence tears it.
    fn torn(&self, number: DocumentNumber) -> Result<Vec<TextSpan>, IndexError> {
        let spans = |quotations: &mut dyn Iterator<Item = &Quotation>| -> Vec<TextSpan> {
            quotations.filter(|one| one.form() == Form::Direct).map(Quotation::span).collect()
        };
        Ok(if self.store.in_memory().is_some() {
            spans(&mut self.quotations()?.of_document(number))
        } else {
            spans(&mut self.store.quotations(number)?.iter())
        })
    }
}

/// Sentences of an article that tell what it is about.
const OPENING: usize = 4;

fn opening(document: &Document) -> impl Iterator<Item = TextSpan> {
    document.sentences().iter().take(OPENING).map(|sentence| sentence.span)
}
