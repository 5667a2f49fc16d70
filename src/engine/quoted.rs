//! What the engine knows of quotations: `whosaid`, `quotes` and `compare`, and which of the calls a line asks for.

use crate::engine::route::route;
use crate::engine::{Engine, once};
use crate::model::answer::{Answer, Outcome, Passage, Refusal, Summary};
use crate::model::document::{Document, DocumentNumber};
use crate::model::inquiry::Inquiry;
use crate::model::profile::Profile;
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
    /// `who …`: who somebody is.
    Profile(Profile<'c>),
    /// `summary`: what the articles tell.
    Summary(Summary<'c>),
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
            Self::Profile(profile) => !profile.is_empty(),
            Self::Summary(summary) => !summary.sentences.is_empty(),
        }
    }
}

/// How sure an answer is that rests on the very words that were asked for.
const SURE: f32 = 0.95;

impl Engine {
    /// The quotations of the corpus and who speaks in them. Those of an index on disk are read at the first call.
    ///
    /// # Errors
    /// If the index on disk is damaged.
    pub fn quotations(&self) -> Result<&Quotations, IndexError> {
        once(&self.quotations, || {
            let read = |number| {
                let document = Document::clone(&*self.store.document(number)?);
                Ok((document, self.store.quotations(number)?))
            };
            let read: Result<Vec<_>, IndexError> =
                DocumentNumber::first(self.len()).map(read).collect();
            let (documents, found): (Vec<_>, Vec<_>) = read?.into_iter().unzip();
            Ok(Quotations::found(documents.into(), found))
        })
    }

    /// What the corpus speaks of, for what was typed so far: names and phrases, at most `limit`.
    ///
    /// # Errors
    /// If the index on disk is damaged.
    pub fn topics(&self, typed: &str, limit: usize) -> Result<Vec<&str>, IndexError> {
        let topics = once(&self.topics, || Ok(self.quotations()?.topics()))?;
        Ok(topics::matching(topics, typed, limit))
    }

    /// Whether the quotations are at hand. Those of an index on disk are read when they are first asked for, which takes
    /// a while if there are many.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.quotations.get().is_some()
    }

    /// All quotations, in the order of the documents and their texts.
    ///
    /// # Errors
    /// If the index on disk is damaged.
    pub fn all_quotations(&self) -> Result<impl Iterator<Item = Quoted<'_>>, IndexError> {
        Ok(self.quotations()?.all())
    }

    /// What `read` makes of a document and its quotations, in the order of the text.
    ///
    /// # Errors
    /// If there is no such document, or the index on disk is damaged.
    pub fn read_with_quotations<T>(
        &self,
        number: DocumentNumber,
        read: impl FnOnce(&Document, &[Quoted<'_>]) -> T,
    ) -> Result<T, IndexError> {
        let document = self.document(number)?;
        if self.store.in_memory().is_some() || self.is_read() {
            let quoted: Vec<_> = self.quotations()?.quoted_in(number).collect();
            return Ok(read(&document, &quoted));
        }
        // Of an index on disk the quotations of one document are read.
        let found = self.store.quotations(number)?;
        let quoted: Result<Vec<_>, IndexError> = found
            .iter()
            .map(|quotation| {
                let speaker = quotation.speaker().map(|speaker| self.store.voice(speaker));
                Ok(Quoted::new(&document, quotation, speaker.transpose()?))
            })
            .collect();
        Ok(read(&document, &quoted?))
    }

    /// The utterances that several documents report, each with all its reports.
    ///
    /// # Errors
    /// If the index on disk is damaged.
    pub fn wordings(&self) -> Result<Vec<Group<'_>>, IndexError> {
        Ok(self.quotations()?.groups())
    }

    /// Whether somebody, or the one who is named, is quoted with these words.
    ///
    /// # Errors
    /// If the index on disk is damaged.
    pub fn whosaid(&self, words: &str, speaker: Option<&str>) -> Result<Check<'_>, IndexError> {
        Ok(self.quotations()?.whosaid(words, speaker))
    }

    /// What is quoted, of one speaker or of all, on one topic or on all.
    ///
    /// # Errors
    /// If the index on disk is damaged.
    pub fn quotes(&self, wanted: &Wanted<'_>) -> Result<Page<'_>, IndexError> {
        Ok(self.quotations()?.list(wanted))
    }

    /// What the documents say of a topic, side by side.
    ///
    /// # Errors
    /// If the index on disk is damaged.
    pub fn compare(&self, topic: &str) -> Result<Comparison<'_>, IndexError> {
        Ok(self.quotations()?.compare(topic))
    }

    /// What the documents tell of whoever is called this.
    ///
    /// # Errors
    /// If the index on disk is damaged.
    pub fn who(&self, name: &str) -> Result<Profile<'_>, IndexError> {
        Ok(self.quotations()?.who(name))
    }

    /// Answers by the call that is asked for. A question in plain words may ask for any of them; where that call
    /// finds nothing, it is a plain question.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn reply(&self, inquiry: &Inquiry) -> Result<Reply<'_>, IndexError> {
        Ok(match inquiry {
            Inquiry::Ask(question) => match self.special(question)? {
                Some(reply) => reply,
                None => Reply::Answer(self.ask(question)?),
            },
            Inquiry::Whosaid { words, speaker } => {
                Reply::Check(self.whosaid(words, speaker.as_deref())?)
            }
            Inquiry::Quotes { speaker, topic } => {
                Reply::Quotes(self.all_quotes(speaker.as_deref(), topic.as_deref())?)
            }
            Inquiry::Compare(topic) => Reply::Comparison(self.compare(topic)?),
            Inquiry::Who(name) => Reply::Profile(self.who(name)?),
            Inquiry::Summary(topic) => Reply::Summary(self.summary(topic.as_deref())?),
        })
    }

    /// The reply to a question that asks for another call than [`Self::ask`], unless that call finds nothing.
    fn special(&self, question: &str) -> Result<Option<Reply<'_>>, IndexError> {
        Ok(match route(question) {
            Inquiry::Ask(_) => None,
            Inquiry::Whosaid { words, speaker } => {
                let check = self.whosaid(&words, speaker.as_deref())?;
                // Words in quote marks are asked for as words; others may be a question that only looks so.
                let is_meant =
                    check.verdict != Verdict::NotFound || question.contains(['"', '“', '«']);
                is_meant.then_some(Reply::Check(check))
            }
            Inquiry::Quotes { speaker, topic } => {
                let page = self.all_quotes(speaker.as_deref(), topic.as_deref())?;
                (page.total > 0).then_some(Reply::Quotes(page))
            }
            Inquiry::Compare(topic) => {
                let comparison = self.compare(&topic)?;
                (!comparison.is_empty()).then_some(Reply::Comparison(comparison))
            }
            Inquiry::Who(name) => {
                let profile = self.who(&name)?;
                (!profile.is_empty()).then_some(Reply::Profile(profile))
            }
            Inquiry::Summary(topic) => {
                let summary = self.summary(topic.as_deref())?;
                (!summary.sentences.is_empty()).then_some(Reply::Summary(summary))
            }
        })
    }

    /// The passages that go with a reply of another call than [`Self::ask`], with its outcome.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn passages_of<'c>(
        &'c self,
        question: &str,
        reply: &Reply<'c>,
    ) -> Result<Answer<'c>, IndexError> {
        if let Reply::Summary(summary) = reply {
            let (outcome, passages) = (Outcome::Answered, summary.sentences.clone());
            return Ok(Answer { outcome, confidence: SURE, passages, related: vec![], note: None });
        }
        let answer = self.ask(question)?;
        Ok(if reply.is_found() {
            let confidence = answer.confidence.max(SURE);
            Answer { outcome: Outcome::Answered, confidence, ..answer }
        } else {
            Answer { outcome: Outcome::NotFound(Refusal::Unquoted), confidence: 0.0, ..answer }
        })
    }

    fn all_quotes(
        &self,
        speaker: Option<&str>,
        topic: Option<&str>,
    ) -> Result<Page<'_>, IndexError> {
        self.quotes(&Wanted { speaker, topic, ..Wanted::default() })
    }

    /// An answer that starts with the sentences in which asked words stand, if the question asks who said them.
    pub(super) fn with_quoted<'c>(
        &'c self,
        question: &str,
        mut answer: Answer<'c>,
    ) -> Result<Answer<'c>, IndexError> {
        let Inquiry::Whosaid { words, speaker } = route(question) else { return Ok(answer) };
        let check = self.whosaid(&words, speaker.as_deref())?;
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
                let number = self.number_of_name(name)?.ok_or(IndexError::Damaged)?;
                passages.push(self.with_speakers(number, passage)?);
            }
        }
        let known: Vec<&str> = passages.iter().map(Passage::text).collect();
        let found = answer.passages.drain(..).chain(answer.related.drain(..));
        let related = found.filter(|other| !known.contains(&other.text()));
        let related = related.take(self.config.passages.saturating_sub(passages.len())).collect();
        passages.truncate(self.config.passages);
        Ok(Answer {
            outcome: Outcome::Answered,
            confidence: answer.confidence.max(SURE),
            passages,
            related,
            ..answer
        })
    }

    /// A passage with those who are quoted in it.
    pub(super) fn with_speakers<'c>(
        &self,
        document: DocumentNumber,
        passage: Passage<'c>,
    ) -> Result<Passage<'c>, IndexError> {
        if self.store.in_memory().is_some() {
            return Ok(self.quotations()?.with_speakers(document, passage));
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
