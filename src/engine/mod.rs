//! The corpus and its index behind the calls of the command line, the terminal and Discord.

mod candidates;
mod chosen;
mod figure;
mod follow_up;
mod initials;
mod kinds;
pub mod live;
mod meaning;
mod meant;
mod missing;
mod near;
mod office;
mod places;
mod query;
mod quoted;
pub mod route;
mod shown;
mod stand_ins;
mod summary;

pub use places::Named;
pub use quoted::Reply;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::article::corpus::{Corpus, Folder};
use crate::config::AnswerConfig;
use crate::english::chat;
use crate::model::answer::{Answer, DocumentRef, Note, Outcome, Passage, Refusal};
use crate::model::document::{Document, DocumentNumber};
use crate::quotations::Quotations;
use crate::search::encoder::Meanings;
use crate::search::index::{self, Index, IndexError, OpenError, Store};
use crate::search::question::{self, Ambiguity, Question};
use crate::search::rank::{self, Features, PreparedQuery};
use candidates::Found;
use meaning::Meaning;

/// Answers questions from one corpus. It never changes, so it can be shared between threads; `live` exchanges it for another.
pub struct Engine {
    store: Store,
    index: Index,
    /// Who said what; found when it is first asked for.
    quotations: OnceLock<Quotations>,
    /// The documents by the beginning of their digests; gathered when a place is first looked for.
    numbers: OnceLock<HashMap<[u8; 8], DocumentNumber>>,
    /// What the first documents are called; gathered when somebody first types a name.
    labels: OnceLock<Vec<Named>>,
    /// What the corpus speaks of; gathered when it is first asked for.
    topics: OnceLock<Vec<String>>,
    /// What sentences mean, if the sentence encoder is used.
    meanings: Option<Arc<Meanings>>,
    /// When the articles were read.
    read_at: SystemTime,
    config: AnswerConfig,
    /// Where the page is on which the articles can be read.
    reading_room: Option<String>,
}

/// What `cell` holds; where that is nothing yet, what `read` gives it. A failure is not kept, so the next call tries again.
fn once<T>(
    cell: &OnceLock<T>,
    read: impl FnOnce() -> Result<T, IndexError>,
) -> Result<&T, IndexError> {
    match cell.get() {
        Some(kept) => Ok(kept),
        None => {
            let fresh = read()?;
            Ok(cell.get_or_init(|| fresh))
        }
    }
}

/// The file beside the index that keeps the vectors of sentences.
const VECTORS: &str = "vectors.bin";

/// Passages of several documents that share this much of their words are shown as one.
const NEARLY_THE_SAME: f32 = 0.75;

/// What is left of the confidence where something is missing that the question hinges on.
const HINGE: f32 = 0.4;

/// Why a sentence stands where it stands, for `--explain` and for the fitting of weights.
#[derive(Debug, Clone)]
pub struct Explained {
    /// Name of the document.
    pub document: String,
    /// The sentence.
    pub text: String,
    /// What speaks for and against it.
    pub features: Features,
}

impl Engine {
    /// Indexes a corpus.
    ///
    /// # Errors
    /// If the index cannot be built.
    pub fn new(corpus: Corpus, config: AnswerConfig) -> Result<Self, IndexError> {
        let built = index::build(corpus.into_documents())?;
        let documents = built.store.in_memory().cloned().unwrap_or_default();
        let quotations = Quotations::found(documents, built.quotations);
        let meanings = config.encoder.then(Meanings::in_memory);
        Ok(Self::with(built.store, built.index, OnceLock::from(quotations), meanings, config))
    }

    /// Opens the index that is kept in the folder `dir`, after reading what has changed in the corpus.
    ///
    /// `progress` is told how many files are done and how many there are; not at all if nothing has changed.
    ///
    /// # Errors
    /// If the index folder cannot be used or the corpus has nothing to serve.
    pub fn open(
        dir: &std::path::Path,
        folder: &Folder,
        config: AnswerConfig,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Self, OpenError> {
        let (index, store, opened) = index::open(dir, folder, progress)?;
        tracing::info!(
            documents = store.len(),
            read = opened.read,
            kept = opened.kept,
            "opened the index {}",
            dir.display()
        );
        // A unit has up to eight sentences, and mostly three or four.
        let sentences = index.units() * 4;
        let meanings = config.encoder.then(|| Meanings::in_file(dir.join(VECTORS), sentences));
        Ok(Self::with(store, index, OnceLock::new(), meanings, config))
    }

    fn with(
        store: Store,
        index: Index,
        quotations: OnceLock<Quotations>,
        meanings: Option<Meanings>,
        config: AnswerConfig,
    ) -> Self {
        let (numbers, labels, topics) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        let (meanings, read_at) = (meanings.map(Arc::new), SystemTime::now());
        let reading_room = None;
        Self {
            store,
            index,
            quotations,
            numbers,
            labels,
            topics,
            meanings,
            read_at,
            config,
            reading_room,
        }
    }

    /// The same, with the vectors of sentences that another one has made.
    fn succeeding(self, before: &Self) -> Self {
        Self { meanings: before.meanings.clone(), ..self }
    }

    /// The same, whose articles can be read on the page at this address.
    fn read_in(self, reading_room: Option<String>) -> Self {
        Self { reading_room, ..self }
    }

    /// Where the page is on which the articles can be read, if there is one.
    #[must_use]
    pub fn reading_room(&self) -> Option<&str> {
        self.reading_room.as_deref()
    }

    /// When the articles were read, in seconds since 1970. No answer depends on it.
    #[must_use]
    pub fn read_at(&self) -> u64 {
        self.read_at.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
    }

    /// How many documents are served.
    #[must_use]
    pub fn len(&self) -> usize {
        self.store.len()
    }

    /// Whether nothing is served.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.store.is_empty()
    }

    /// The documents that are served, in the order of their names. From an index on disk all of them are read:
    /// [`Self::document`] reads one.
    ///
    /// # Errors
    /// If the index on disk is damaged.
    pub fn documents(&self) -> Result<Cow<'_, [Document]>, IndexError> {
        if let Some(documents) = self.store.in_memory() {
            return Ok(Cow::Borrowed(documents));
        }
        let read = |number| Ok(Document::clone(&*self.document(number)?));
        DocumentNumber::first(self.len()).map(read).collect::<Result<Vec<_>, _>>().map(Cow::Owned)
    }

    /// The document of this number.
    ///
    /// # Errors
    /// If there is none, or the index on disk is damaged.
    pub fn document(&self, number: DocumentNumber) -> Result<DocumentRef<'_>, IndexError> {
        self.store.document(number)
    }

    /// Answers a question with sentences of the documents, or says why it cannot.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn ask(&self, question: &str) -> Result<Answer<'_>, IndexError> {
        let (understood, asked) = self.understand(question)?;
        let answer = self.with_quoted(question, self.answer(&understood, &asked)?)?;
        self.finished(&understood, &asked, answer)
    }

    /// What a question asks for, and its words as the index knows them.
    fn understand(&self, text: &str) -> Result<(Question, PreparedQuery), IndexError> {
        let text = chat::written_out(text);
        let question = question::understand(&text);
        let holder = office::holder(&self.index, &self.store, &text, &question)?;
        let asked = query::weigh(&self.index, &question, holder.as_ref())?;
        let asked = initials::spell_out(&self.index, &self.store, &question, asked)?;
        Ok((question, asked))
    }

    /// The sentences that could answer a question, best first.
    fn rank(&self, question: &Question, asked: &PreparedQuery) -> Result<Found, IndexError> {
        let meaning =
            self.meanings.as_deref().map(|meanings| Meaning { meanings, question, asked });
        candidates::rank(&self.index, &self.store, question, asked, meaning)
    }

    fn answer(&self, question: &Question, asked: &PreparedQuery) -> Result<Answer<'_>, IndexError> {
        if asked.terms.is_empty() {
            let is_empty = question.words.is_empty();
            let refusal = if is_empty { Refusal::Empty } else { Refusal::OnlyCommonWords };
            return Ok(Answer {
                outcome: Outcome::NotFound(refusal),
                confidence: 0.0,
                passages: vec![],
                related: vec![],
                note: None,
            });
        }
        let ranked = self.rank(question, asked)?;
        let (chosen, unfit) = kinds::fitting(question, asked, self.chosen(&ranked)?);
        let features: Vec<Features> = chosen.iter().map(|one| one.features).collect();
        let mut passages: Vec<Passage<'_>> = chosen.into_iter().map(|one| one.passage).collect();
        let best = features.first();
        let confidence = best.map_or(0.0, rank::confidence);
        let missing =
            best.and_then(|best| missing::refusal(question, asked, best, &passages)).or(unfit);
        // What the question hinges on is missing, however much of the rest is there.
        let confidence = if missing.is_some() { confidence * HINGE } else { confidence };
        let outcome = match missing {
            // A word that no article has is the better reason.
            Some(Refusal::Apart) => Outcome::NotFound(refusal(asked, &ranked)),
            Some(refusal) => Outcome::NotFound(refusal),
            None if confidence >= self.config.min_confidence && !passages.is_empty() => {
                Outcome::Answered
            }
            None => Outcome::NotFound(refusal(asked, &ranked)),
        };
        let mut related = vec![];
        if outcome == Outcome::Answered {
            (passages, related) = shown::split(passages, &features);
        }
        Ok(Answer { outcome, confidence, passages, related, note: note(question, asked) })
    }

    /// The sentences among which [`Self::ask`] chooses, best first, `limit` at most.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn explain(&self, question: &str, limit: usize) -> Result<Vec<Explained>, IndexError> {
        let (question, asked) = self.understand(question)?;
        let ranked = self.rank(&question, &asked)?;
        let mut explained = Vec::with_capacity(limit);
        for candidate in ranked.candidates.into_iter().take(limit) {
            let document = self.store.document(candidate.document)?;
            let sentence = &document.sentences()[candidate.sentence];
            explained.push(Explained {
                document: document.name().to_owned(),
                text: document.slice(sentence.span).to_owned(),
                features: candidate.features,
            });
        }
        Ok(explained)
    }
}

fn note(question: &Question, asked: &PreparedQuery) -> Option<Note> {
    let mut read: Vec<(String, String)> = Vec::new();
    for term in asked.terms.iter().filter(|term| term.is_corrected) {
        let (written, meant) = (&term.query.written, term.query.term.word().replace('_', " "));
        match read.last_mut().filter(|(last, _)| last == written) {
            Some((_, words)) => *words = format!("{words} {meant}"),
            None => read.push((written.clone(), meant)),
        }
    }
    if !read.is_empty() {
        return Some(Note::ReadAs(read));
    }
    question.ambiguity.clone().map(|ambiguity| match ambiguity {
        Ambiguity::Pronoun(word) => Note::Pronoun(word),
        Ambiguity::OneWord(word) => Note::OneWord(word),
    })
}

/// Why there is no answer: words that no article has; else a name that does not stand near the rest; else that
/// nothing speaks of all.
fn refusal(asked: &PreparedQuery, ranked: &Found) -> Refusal {
    let unknown = asked.terms.iter().filter(|term| !term.is_known);
    let unknown: Vec<_> = unknown.map(|term| term.query.written.clone()).collect();
    if !unknown.is_empty() || ranked.candidates.is_empty() {
        Refusal::Unmentioned(unknown)
    } else {
        Refusal::Apart
    }
}
