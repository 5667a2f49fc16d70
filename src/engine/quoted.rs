//! What the engine knows of quotations: `whosaid`, `quotes` and `compare`, and which of the calls a line asks for.

use crate::engine::Engine;
use crate::engine::route::{Request, route};
use crate::model::answer::{Answer, Outcome, Passage};
use crate::model::document::Document;
use crate::model::inquiry::Inquiry;
use crate::model::verdict::{Check, Comparison, Found, Group, Page, Quoted, Verdict};
use crate::quotations::{Quotations, Wanted, topics};
use crate::search::index::IndexError;

/// What a line of words is answered with.
#[derive(Debug, Clone)]
pub enum Reply<'c> {
    /// A question: passages.
    Answer(Answer<'c>),
    /// `who said "…"`: a verdict.
    Check(Check<'c>),
    /// `what did X say about …`: quotations.
    Quotes(Page<'c>),
    /// `compare …`: a topic side by side.
    Comparison(Comparison<'c>),
}

impl Reply<'_> {
    /// Whether the articles tell what was asked.
    #[must_use]
    pub fn is_found(&self) -> bool {
        match self {
            Self::Answer(answer) => answer.outcome == Outcome::Answered,
            Self::Check(check) => check.verdict != Verdict::NotFound,
            Self::Quotes(page) => page.total > 0,
            Self::Comparison(comparison) => !comparison.is_empty(),
        }
    }
}

/// How sure an answer is that rests on the very words that were asked for.
const SURE: f32 = 0.95;

/// The quotations of the corpus.
pub(super) struct Reading {
    /// The documents they are quoted from, where the store does not hold them in memory anyway.
    owned: Option<Vec<Document>>,
    quotations: Quotations,
}

impl Reading {
    /// The quotations of documents that the store holds in memory.
    pub(super) fn in_memory(quotations: Quotations) -> Self {
        Self { owned: None, quotations }
    }

    pub(super) fn quotations(&self) -> &Quotations {
        &self.quotations
    }
}

impl Engine {
    /// The documents and their quotations, read at the first call.
    pub(super) fn reading(&self) -> &Reading {
        self.reading.get_or_init(|| {
            let read = (0..self.len()).filter_map(|number| {
                let quotations = self.store.quotations(number).ok()?;
                Some((Document::clone(&*self.store.document(number).ok()?), quotations))
            });
            let (documents, found): (Vec<_>, Vec<_>) = read.unzip();
            let quotations = Quotations::found(&documents, found);
            Reading { owned: Some(documents), quotations }
        })
    }

    pub(super) fn quoted_documents(&self) -> &[Document] {
        let owned = || self.reading().owned.as_deref().unwrap_or_default();
        self.store.in_memory().unwrap_or_else(owned)
    }

    /// The quotations of the corpus and who speaks in them.
    #[must_use]
    pub fn quotations(&self) -> &Quotations {
        &self.reading().quotations
    }

    /// What the corpus speaks of, for what was typed so far: names and phrases, at most `limit`.
    #[must_use]
    pub fn topics(&self, typed: &str, limit: usize) -> Vec<&str> {
        let topics = self.topics.get_or_init(|| self.quotations().topics(self.quoted_documents()));
        topics::matching(topics, typed, limit)
    }

    /// Whether the quotations are at hand. Those of an index on disk are read when they are first asked for, which takes
    /// a while if there are many.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.reading.get().is_some()
    }

    /// All quotations, in the order of the documents and their texts.
    pub fn all_quotations(&self) -> impl Iterator<Item = Quoted<'_>> {
        self.quotations().all(self.quoted_documents())
    }

    /// The utterances that several documents report, each with all its reports.
    #[must_use]
    pub fn wordings(&self) -> Vec<Group<'_>> {
        self.quotations().groups(self.quoted_documents())
    }

    /// Whether somebody, or the one who is named, is quoted with these words.
    #[must_use]
    pub fn whosaid(&self, words: &str, speaker: Option<&str>) -> Check<'_> {
        self.quotations().whosaid(self.quoted_documents(), words, speaker)
    }

    /// What is quoted, of one speaker or of all, on one topic or on all.
    #[must_use]
    pub fn quotes(&self, wanted: &Wanted<'_>) -> Page<'_> {
        self.quotations().list(self.quoted_documents(), wanted)
    }

    /// What the documents say of a topic, side by side.
    #[must_use]
    pub fn compare(&self, topic: &str) -> Comparison<'_> {
        self.quotations().compare(self.quoted_documents(), topic)
    }

    /// Answers by the call that is asked for. A question in plain words may ask for any of them; where that call
    /// finds nothing, it is a plain question.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn reply(&self, inquiry: &Inquiry) -> Result<Reply<'_>, IndexError> {
        Ok(match inquiry {
            Inquiry::Ask(question) => match self.special(question) {
                Some(reply) => reply,
                None => Reply::Answer(self.ask(question)?),
            },
            Inquiry::Whosaid { words, speaker } => {
                Reply::Check(self.whosaid(words, speaker.as_deref()))
            }
            Inquiry::Quotes { speaker, topic } => {
                Reply::Quotes(self.all_quotes(speaker.as_deref(), topic.as_deref()))
            }
            Inquiry::Compare(topic) => Reply::Comparison(self.compare(topic)),
        })
    }

    /// The reply to a question that asks for another call than [`Self::ask`], unless that call finds nothing.
    fn special(&self, question: &str) -> Option<Reply<'_>> {
        match route(question) {
            Request::Ask => None,
            Request::WhoSaid { words, speaker } => {
                let check = self.whosaid(&words, speaker.as_deref());
                // Words in quote marks are asked for as words; others may be a question that only looks so.
                let is_meant =
                    check.verdict != Verdict::NotFound || question.contains(['"', '“', '«']);
                is_meant.then_some(Reply::Check(check))
            }
            Request::Quotes { speaker, topic } => {
                let page = self.all_quotes(speaker.as_deref(), topic.as_deref());
                (page.total > 0).then_some(Reply::Quotes(page))
            }
            Request::Compare { topic } | Request::Draft { topic } => {
                let comparison = self.compare(&topic);
                (!comparison.is_empty()).then_some(Reply::Comparison(comparison))
            }
        }
    }

    fn all_quotes(&self, speaker: Option<&str>, topic: Option<&str>) -> Page<'_> {
        self.quotes(&Wanted { speaker, topic, ..Wanted::default() })
    }

    /// An answer that starts with the sentences in which asked words stand, if the question asks who said them.
    pub(super) fn with_quoted<'c>(
        &'c self,
        question: &str,
        mut answer: Answer<'c>,
    ) -> Result<Answer<'c>, IndexError> {
        let Request::WhoSaid { words, speaker } = route(question) else { return Ok(answer) };
        let check = self.whosaid(&words, speaker.as_deref());
        if check.verdict == Verdict::NotFound {
            return Ok(answer);
        }
        let mut passages: Vec<Passage<'c>> = Vec::new();
        for one in &check.matches {
            let start = one.place.map_or(0, |span| span.start());
            let passage = match &one.found {
                Found::Reporter(passage) => Some(passage.clone()),
                Found::Quotation(quoted) => {
                    let sentences = quoted.document().sentences();
                    let at = sentences.partition_point(|sentence| sentence.span.start() <= start);
                    Passage::sentence(quoted.document(), at.saturating_sub(1))
                }
            };
            let is_new =
                |passage: &Passage<'c>| passages.iter().all(|there| there.text() != passage.text());
            if let Some(passage) = passage.filter(is_new) {
                let name = passage.document().name();
                let number = self.quoted_documents().iter().position(|there| there.name() == name);
                passages.push(self.with_speakers(number.unwrap_or_default(), passage)?);
            }
        }
        let known: Vec<&str> = passages.iter().map(Passage::text).collect();
        let others: Vec<_> =
            answer.passages.drain(..).filter(|other| !known.contains(&other.text())).collect();
        passages.extend(others);
        passages.truncate(self.config.passages);
        Ok(Answer {
            outcome: Outcome::Answered,
            confidence: answer.confidence.max(SURE),
            passages,
            ..answer
        })
    }

    /// A passage with those who are quoted in it.
    pub(super) fn with_speakers<'c>(
        &self,
        document: usize,
        passage: Passage<'c>,
    ) -> Result<Passage<'c>, IndexError> {
        if self.store.in_memory().is_some() {
            return Ok(self.quotations().with_speakers(document, passage));
        }
        // Of an index on disk the quotations of one document are read.
        let mut speakers: Vec<String> = Vec::new();
        let mut form = None;
        for quotation in &self.store.quotations(document)? {
            let quoted = Quoted::new(passage.document(), quotation, None);
            if !quoted.spans().iter().any(|span| span.overlaps(&passage.span())) {
                continue;
            }
            form = form.into_iter().chain([quotation.form()]).min();
            let Some(speaker) = quotation.speaker() else { continue };
            let name = self.store.voice(speaker)?;
            if !speakers.iter().any(|there| there == name) {
                speakers.push(name.to_owned());
            }
        }
        Ok(passage.with_speakers(speakers, form))
    }
}
