//! What the engine gives back: passages with citations, or the reason why there is none.

use std::fmt;
use std::ops::{Deref, Range, RangeInclusive};
use std::sync::Arc;

use crate::model::document::{BlockKind, Document};
use crate::model::quotation::Form;
use crate::model::span::{RawSpan, TextSpan};

/// A stretch of one document, shown word for word. It can be made only from a range of a document (law 2).
#[derive(Debug, Clone)]
pub struct Passage<'c> {
    document: DocumentRef<'c>,
    span: TextSpan,
    kind: BlockKind,
    speakers: Vec<String>,
    form: Option<Form>,
    also_in: Vec<DocumentRef<'c>>,
    highlight: Option<TextSpan>,
    /// The sentence that answers, where more is shown so that nothing is torn.
    answering: Option<Answering>,
}

/// A sentence of a passage, and who is quoted in it.
#[derive(Debug, Clone)]
struct Answering {
    span: TextSpan,
    speakers: Vec<String>,
}

/// A document that somebody else keeps, or one that was read from disk for this answer.
#[derive(Debug, Clone)]
pub enum DocumentRef<'c> {
    /// Kept by somebody else.
    Borrowed(&'c Document),
    /// Read for this answer.
    Shared(Arc<Document>),
}

impl Deref for DocumentRef<'_> {
    type Target = Document;

    fn deref(&self) -> &Document {
        match self {
            Self::Borrowed(document) => document,
            Self::Shared(document) => document,
        }
    }
}

impl<'c> From<&'c Document> for DocumentRef<'c> {
    fn from(document: &'c Document) -> Self {
        Self::Borrowed(document)
    }
}

impl From<Arc<Document>> for DocumentRef<'_> {
    fn from(document: Arc<Document>) -> Self {
        Self::Shared(document)
    }
}

impl<'c> Passage<'c> {
    /// The sentence number `sentence` of a document, if there is one.
    #[must_use]
    pub fn sentence(document: impl Into<DocumentRef<'c>>, sentence: usize) -> Option<Self> {
        let document = document.into();
        let sentence = *document.sentences().get(sentence)?;
        let kind = document.blocks().get(sentence.block)?.kind;
        Some(Self::of(document, sentence.span, kind))
    }

    /// The paragraph in which the passage stands, with the one before and the one after it where those are
    /// running text as well.
    #[must_use]
    pub fn with_neighbours(&self) -> Self {
        let blocks = self.document.blocks();
        let here = blocks.iter().position(|block| block.span.contains(&self.span));
        let is_body = |at: usize| blocks.get(at).is_some_and(|block| block.kind == BlockKind::Body);
        let span = here.map_or(self.span, |here| {
            let before = here.checked_sub(1).filter(|&before| is_body(here) && is_body(before));
            let after = Some(here + 1).filter(|&after| is_body(here) && is_body(after));
            let all = [before, Some(here), after].into_iter().flatten();
            all.fold(self.span, |span, at| span.hull(&blocks[at].span))
        });
        Self::of(self.document.clone(), span, self.kind)
    }

    /// A stretch of a document of which nothing else is known.
    fn of(document: DocumentRef<'c>, span: TextSpan, kind: BlockKind) -> Self {
        Self {
            document,
            span,
            kind,
            speakers: vec![],
            form: None,
            also_in: vec![],
            highlight: None,
            answering: None,
        }
    }

    /// The stretch from one sentence of the document to another, with all that is known of this passage; `None` if there
    /// are no such sentences, or they do not hold it.
    #[must_use]
    pub fn with_sentences(&self, sentences: RangeInclusive<usize>) -> Option<Self> {
        let all = self.document.sentences();
        let span = all.get(*sentences.start())?.span.hull(&all.get(*sentences.end())?.span);
        let answering = Some(self.answering_part()).filter(|answering| answering.span != span);
        span.contains(&self.span).then(|| Self { span, answering, ..self.clone() })
    }

    /// The same passage with the sentence that answers in the other one, and the answer that is marked there, if they stand
    /// in it.
    #[must_use]
    pub fn with_marks_of(self, other: &Self) -> Self {
        let answering = other.answering_part();
        if !self.span.contains(&answering.span) {
            return self;
        }
        let answering = Some(answering).filter(|answering| answering.span != self.span);
        Self { highlight: other.highlight.or(self.highlight), answering, ..self }
    }

    /// Where in the document's clean text the sentence stands that answers, and who is quoted in it; the rest is shown so
    /// that nothing is torn.
    #[must_use]
    pub fn answering(&self) -> (TextSpan, &[String]) {
        match &self.answering {
            Some(answering) => (answering.span, &answering.speakers),
            None => (self.span, &self.speakers),
        }
    }

    fn answering_part(&self) -> Answering {
        let (span, speakers) = self.answering();
        Answering { span, speakers: speakers.to_vec() }
    }

    /// Both passages as one, where they overlap.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Option<Self> {
        let overlap = self.document.name() == other.document.name()
            && (self.span.overlaps(&other.span) || self.span.contains(&other.span));
        let span = self.span.hull(&other.span);
        overlap.then(|| Self { span, answering: None, ..self.clone() })
    }

    /// The same passage, known to quote these speakers, and in which form.
    #[must_use]
    pub fn with_speakers(self, speakers: Vec<String>, form: Option<Form>) -> Self {
        Self { speakers, form, ..self }
    }

    /// The same passage, known to stand nearly alike in these documents too.
    #[must_use]
    pub fn with_also_in(self, also_in: Vec<impl Into<DocumentRef<'c>>>) -> Self {
        Self { also_in: also_in.into_iter().map(Into::into).collect(), ..self }
    }

    /// The same passage, in which the answer stands in these bytes of its words. A range that is empty, leaves the
    /// passage or cuts a character in two marks nothing.
    #[must_use]
    pub fn with_highlight(self, highlight: Option<Range<usize>>) -> Self {
        let stands = |range: &Range<usize>| {
            self.text().get(range.clone()).is_some_and(|words| !words.is_empty())
        };
        let start = self.span.start();
        let highlight = highlight
            .filter(stands)
            .map(|range| TextSpan::new(start + range.start, start + range.end));
        Self { highlight, ..self }
    }

    /// Where in the document's clean text the answer itself stands, if it stands out.
    #[must_use]
    pub fn highlight(&self) -> Option<TextSpan> {
        self.highlight
    }

    /// The words before the answer itself, the answer, and the words behind it.
    #[must_use]
    pub fn around_highlight(&self) -> Option<[&str; 3]> {
        let marked = self.highlight?;
        let slice = |from, to| self.document.slice(TextSpan::new(from, to));
        Some([
            slice(self.span.start(), marked.start()),
            self.document.slice(marked),
            slice(marked.end(), self.span.end()),
        ])
    }

    /// The words.
    #[must_use]
    pub fn text(&self) -> &str {
        self.document.slice(self.span)
    }

    /// The document in which the words stand.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Where in the document's clean text the words stand.
    #[must_use]
    pub fn span(&self) -> TextSpan {
        self.span
    }

    /// The block in which the words stand.
    #[must_use]
    pub fn kind(&self) -> BlockKind {
        self.kind
    }

    /// Who is quoted in the words, in their order; empty where nobody is or the text does not tell.
    #[must_use]
    pub fn speakers(&self) -> &[String] {
        &self.speakers
    }

    /// The most literal form in which somebody is quoted in the words; none where nobody is.
    #[must_use]
    pub fn form(&self) -> Option<Form> {
        self.form
    }

    /// Other documents in which nearly the same words stand.
    #[must_use]
    pub fn also_in(&self) -> Vec<&Document> {
        self.also_in.iter().map(|other| &**other).collect()
    }

    /// Whether damaged characters were repaired in the words.
    #[must_use]
    pub fn is_repaired(&self) -> bool {
        self.document.is_repaired(self.span)
    }

    /// What a reader needs to check the words.
    #[must_use]
    pub fn citation(&self) -> Citation<'_> {
        Citation { passage: self }
    }
}

/// What a reader needs to check a passage. It is borrowed from the passage, so that it cannot name another
/// document (law 4).
#[derive(Debug, Clone, Copy)]
pub struct Citation<'p> {
    passage: &'p Passage<'p>,
}

impl<'p> Citation<'p> {
    /// The range of the file's bytes that the words were made from.
    #[must_use]
    pub fn raw_span(&self) -> RawSpan {
        self.passage.document.raw_span(self.passage.span)
    }

    /// Where the article can be read, if that is known.
    #[must_use]
    pub fn url(&self) -> Option<&'p str> {
        self.passage.document.metadata().url.as_deref()
    }

    /// Publisher, title and date as far as they are known.
    #[must_use]
    pub fn label(&self) -> String {
        label(self.passage.document())
    }
}

/// How a document is named to a reader: publisher, title and date as far as the text or `sources.toml`
/// states them; without a title by its first words, and without publisher and title by its file name as well.
#[must_use]
pub fn label(document: &Document) -> String {
    let metadata = document.metadata();
    let title = match &metadata.title {
        Some(title) => title.clone(),
        None if metadata.publisher.is_some() => format!("“{}…”", first_words(document)),
        None => format!("“{}…” ({})", first_words(document), document.name()),
    };
    [metadata.publisher.as_deref(), Some(&title), metadata.date.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// How many words stand for a headline that a document has not got.
const FIRST_WORDS: usize = 8;

fn first_words(document: &Document) -> String {
    let start = document.sentences().first().map_or("", |sentence| document.slice(sentence.span));
    start.split_whitespace().take(FIRST_WORDS).collect::<Vec<_>>().join(" ")
}

/// What the engine makes of a question.
#[derive(Debug, Clone)]
pub struct Answer<'c> {
    /// Whether the passages answer the question.
    pub outcome: Outcome,
    /// How sure that is, from 0 to 1, comparable between questions and corpora.
    pub confidence: f32,
    /// Best first, ten at most. Where nothing was found: the nearest, which are no answer.
    pub passages: Vec<Passage<'c>>,
    /// Where something was found: what comes near to it, but is not likely to answer by itself; best first.
    pub related: Vec<Passage<'c>>,
    /// What the reader should know of how the question was read.
    pub note: Option<Note>,
}

/// The sentences that together tell what the documents tell.
#[derive(Debug, Clone)]
pub struct Summary<'c> {
    /// On what; on all if it is not said.
    pub topic: Option<String>,
    /// In reading order.
    pub sentences: Vec<Passage<'c>>,
    /// How many documents were read for it.
    pub read: usize,
    /// How many there are.
    pub of: usize,
    /// Why there are no sentences.
    pub refusal: Option<Refusal>,
}

impl Summary<'_> {
    /// What the reader should know of where the sentences come from.
    #[must_use]
    pub fn note(&self) -> Option<String> {
        let is_choice = self.topic.is_none() && self.read > 0 && self.read < self.of;
        is_choice.then(|| {
            format!(
                "from the {} of {} articles that speak most of what most speak of",
                self.read, self.of
            )
        })
    }
}

/// How an ambiguous question was read. Shown as a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// It speaks of somebody without a name: this word.
    Pronoun(String),
    /// It has this single word that counts.
    OneWord(String),
    /// These words of it were taken for typing errors, each with what was read instead.
    ReadAs(Vec<(String, String)>),
    /// The first passage tells a day by its distance.
    Day {
        /// The word: "Tuesday".
        word: String,
        /// The day that it is by the date of the article.
        day: String,
        /// That date.
        published: String,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pronoun(word) => {
                write!(f, "the question does not say who ‘{word}’ is, so this is what fits best")
            }
            Self::OneWord(word) => {
                write!(
                    f,
                    "‘{word}’ alone asks for nothing in particular, so this is what fits best"
                )
            }
            Self::Day { word, day, published } => {
                write!(f, "‘{word}’ is {day} by the date of the article, {published}")
            }
            Self::ReadAs(words) => {
                let words: Vec<_> = words
                    .iter()
                    .map(|(written, meant)| format!("‘{written}’ was read as ‘{meant}’"))
                    .collect();
                f.write_str(&words.join(", "))
            }
        }
    }
}

/// Whether the documents answer a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The passages answer it.
    Answered,
    /// They do not, for this reason.
    NotFound(Refusal),
}

/// Why there is no answer. Shown as a sentence that says what to do where something can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The question has no words.
    Empty,
    /// The question has only words that stand everywhere.
    OnlyCommonWords,
    /// Words of the question that no article has.
    Unmentioned(Vec<String>),
    /// The words stand in the articles, but nowhere near each other.
    Apart,
    /// The question asks who said words that nobody is quoted with.
    Unquoted,
    /// The question asks for the words of somebody who is named, as far as the sentences found tell, but not quoted.
    NotQuoted(String),
    /// The articles speak of these, but none says what is asked of them ("how old", "the name").
    Untold(Vec<String>, String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the question is empty: ask it in words"),
            Self::OnlyCommonWords => f.write_str(
                "the question has only words that stand everywhere: name a person, a place or a thing",
            ),
            Self::Unmentioned(words) => {
                let words: Vec<_> = words.iter().map(|word| format!("‘{word}’")).collect();
                match words.split_last() {
                    Some((last, [])) => write!(f, "no article mentions {last}"),
                    Some((last, others)) => {
                        write!(f, "no article mentions {} or {last}", others.join(", "))
                    }
                    None => f.write_str("no article mentions what is asked"),
                }
            }
            Self::Apart => f.write_str("no sentence of the articles speaks of all that is asked"),
            Self::Unquoted => f.write_str("nobody is quoted with such words"),
            Self::NotQuoted(name) => {
                write!(f, "{name} is named, but not quoted on this")
            }
            Self::Untold(named, asked) => {
                write!(f, "the articles speak of {}, but none says {asked}", named.join(" "))
            }
        }
    }
}
