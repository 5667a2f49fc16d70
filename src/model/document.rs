//! A document: one article, its clean text, how that text was made, and what is known of the article.

use crate::model::origins::{Doubt, Origins, Source};
use crate::model::plan::Plan;
use crate::model::span::{RawSpan, TextSpan};

/// The number of a document among those of a corpus, which are sorted by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentNumber(u32);

impl DocumentNumber {
    /// The document that `index` others come before.
    #[must_use]
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// How many documents come before this one.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The numbers of the first `count` documents, in order.
    pub fn first(count: usize) -> impl DoubleEndedIterator<Item = Self> {
        (0..count).map(Self::new)
    }
}

/// What a block of an article is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BlockKind {
    /// The title of the article.
    Headline,
    /// The summary below the headline.
    Standfirst,
    /// Place and agency before the first sentence, or a line with the date.
    Dateline,
    /// Who wrote the article.
    Byline,
    /// A paragraph of the article.
    Body,
    /// A heading inside the article.
    Subheading,
    /// The text of a picture.
    Caption,
}

impl BlockKind {
    /// The kind as a lower-case word.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Standfirst => "standfirst",
            Self::Dateline => "dateline",
            Self::Byline => "byline",
            Self::Body => "body",
            Self::Subheading => "sub-heading",
            Self::Caption => "caption",
        }
    }

    /// Whether sentences of such a block may be shown as answers.
    #[must_use]
    pub fn is_served(self) -> bool {
        matches!(self, Self::Headline | Self::Standfirst | Self::Body | Self::Caption)
    }
}

/// A paragraph of clean text and what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// What the paragraph is for.
    pub kind: BlockKind,
    /// Where it stands, without white space at the edges.
    pub span: TextSpan,
}

/// A sentence of a served block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without white space at the edges.
    pub span: TextSpan,
    /// Index of its block in [`Document::blocks`].
    pub block: usize,
}

/// What is known of an article besides its text; only what the text or `sources.toml` states.
/// Two are equal if they state the same, wherever it was read: where is a note for `check` and is kept in no index.
#[derive(Debug, Clone, Eq, Default)]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published, in the words of the source.
    pub date: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Where these were read.
    pub origins: Origins,
    /// Why the text may not be all of the article.
    pub doubt: Option<Doubt>,
}

impl PartialEq for Metadata {
    fn eq(&self, other: &Self) -> bool {
        let facts = |one: &Self| {
            let Self { title, publisher, author, date, url, origins: _, doubt: _ } = one.clone();
            [title, publisher, author, date, url]
        };
        facts(self) == facts(other)
    }
}

impl Metadata {
    /// These facts, said to have been read here unless they say where.
    #[must_use]
    pub fn read_from(mut self, source: Source) -> Self {
        let read = |value: &Option<String>| value.is_some().then_some(source);
        self.origins = self.origins.or(Origins {
            title: read(&self.title),
            publisher: read(&self.publisher),
            author: read(&self.author),
            date: read(&self.date),
            url: read(&self.url),
        });
        self
    }

    /// These facts, with `other`'s wherever one is missing here.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            publisher: self.publisher.or(other.publisher),
            author: self.author.or(other.author),
            date: self.date.or(other.date),
            url: self.url.or(other.url),
            origins: self.origins.or(other.origins),
            doubt: self.doubt.or(other.doubt),
        }
    }
}

/// The parts that a [`Document`] is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// Path below the corpus folder, with `/` between its steps.
    pub name: String,
    /// SHA-256 of the raw bytes.
    pub digest: [u8; 32],
    /// The clean text.
    pub text: String,
    /// How the text was made from the raw bytes.
    pub plan: Plan,
    /// The paragraphs, in the order of the text.
    pub blocks: Vec<Block>,
    /// The sentences of the served blocks, in the order of the text.
    pub sentences: Vec<Sentence>,
    /// What is known of the article.
    pub metadata: Metadata,
}

/// Why the parts do not make a document (law 3).
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
pub enum LayoutError {
    /// A span lies outside of the text or cuts a character in two.
    #[error("{0:?} is no stretch of the text")]
    NotText(TextSpan),
    /// Blocks or sentences overlap or come in the wrong order.
    #[error("{0:?} is out of order")]
    OutOfOrder(TextSpan),
    /// A served block is not covered by its sentences.
    #[error("the sentences of the block {0:?} leave words out")]
    Uncovered(TextSpan),
}

/// One article. Its parts cannot change, so a span that was checked once stays true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    parts: Parts,
}

impl Document {
    /// Puts a document together.
    ///
    /// # Errors
    /// If blocks or sentences overlap, are out of order, cut a character, or leave words of a served block out.
    pub fn new(parts: Parts) -> Result<Self, LayoutError> {
        let mut end = 0;
        for block in &parts.blocks {
            check_span(&parts.text, block.span, end)?;
            end = block.span.end();
        }
        let mut sentences = parts.sentences.iter().peekable();
        for (index, block) in parts.blocks.iter().enumerate() {
            let mut end = block.span.start();
            while let Some(sentence) = sentences.next_if(|sentence| sentence.block == index) {
                check_span(&parts.text, sentence.span, end)?;
                if !parts.text[end..sentence.span.start()].trim().is_empty() {
                    return Err(LayoutError::Uncovered(block.span));
                }
                end = sentence.span.end();
            }
            let rest = parts.text.get(end..block.span.end());
            let rest = rest.ok_or(LayoutError::OutOfOrder(block.span))?;
            if block.kind.is_served() && !rest.trim().is_empty() {
                return Err(LayoutError::Uncovered(block.span));
            }
        }
        match sentences.next() {
            Some(left) => Err(LayoutError::OutOfOrder(left.span)),
            None => Ok(Self { parts }),
        }
    }

    /// Path below the corpus folder: the document's identity in answers.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.parts.name
    }

    /// SHA-256 of the raw bytes.
    #[must_use]
    pub fn digest(&self) -> &[u8; 32] {
        &self.parts.digest
    }

    /// The whole clean text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.parts.text
    }

    /// The words at `span`; empty where the span is none of this text.
    #[must_use]
    pub fn slice(&self, span: TextSpan) -> &str {
        self.parts.text.get(span.range()).unwrap_or_default()
    }

    /// How the text was made from the raw bytes.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.parts.plan
    }

    /// The paragraphs, in order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.parts.blocks
    }

    /// The sentences of all served blocks, in order.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.parts.sentences
    }

    /// What is known of the article.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.parts.metadata
    }

    /// The raw bytes that the words at `span` were made from.
    #[must_use]
    pub fn raw_span(&self, span: TextSpan) -> RawSpan {
        self.parts.plan.raw_span(span)
    }

    /// Whether damaged characters were repaired inside of `span`.
    #[must_use]
    pub fn is_repaired(&self, span: TextSpan) -> bool {
        self.parts.plan.reasons(span).any(crate::model::plan::Reason::is_repair)
    }
}

fn check_span(text: &str, span: TextSpan, after: usize) -> Result<(), LayoutError> {
    text.get(span.range()).ok_or(LayoutError::NotText(span))?;
    if span.start() < after { Err(LayoutError::OutOfOrder(span)) } else { Ok(()) }
}
