//! What a check of asked words gives back: quotations with their citations, differences, wordings, figures.

use std::fmt::Write;

use crate::model::answer::Passage;
pub use crate::model::change::Change;
use crate::model::document::Document;
use crate::model::quotation::{Form, Quotation};
use crate::model::span::{RawSpan, TextSpan};

/// Whether words were said, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// The words stand in a quotation, in quote marks.
    Verbatim,
    /// A quotation comes close, but has other words.
    Altered,
    /// The words were said, but not by the one asked about.
    OtherSpeaker,
    /// The words are the reporter's, or indirect speech.
    Reported,
    /// Nobody is quoted with such words; the matches are the nearest there are.
    NotFound,
}

impl Verdict {
    /// The verdict as one lower-case word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Altered => "altered",
            Self::OtherSpeaker => "other_speaker",
            Self::Reported => "reported",
            Self::NotFound => "not_found",
        }
    }
}

/// How much of their sentences asked words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Extent {
    /// All that the quotation has of them.
    Whole,
    /// A clause of one.
    Clause,
    /// Less, or more than a clause and less than a sentence.
    Part,
}

impl Extent {
    /// The extent as one lower-case word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Clause => "clause",
            Self::Part => "part",
        }
    }
}

/// The sentences in which asked words stand, and where in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surroundings {
    /// From the start of the first sentence to the end of the last.
    pub sentences: TextSpan,
    /// The asked words, in order and apart, inside of the sentences.
    pub asked: Vec<TextSpan>,
}

impl Surroundings {
    /// The stretches of the sentences in order, each with whether it was asked for.
    #[must_use]
    pub fn stretches<'c>(&self, document: &'c Document) -> Vec<(&'c str, bool)> {
        let mut stretches = vec![];
        let mut from = self.sentences.start();
        for &asked in &self.asked {
            stretches.push((document.slice(TextSpan::new(from, asked.start())), false));
            stretches.push((document.slice(asked), true));
            from = asked.end();
        }
        stretches.push((document.slice(TextSpan::new(from, self.sentences.end())), false));
        stretches.retain(|(words, _)| !words.is_empty());
        stretches
    }
}

/// What became of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Op {
    /// Both have them.
    Same,
    /// The quotation has them, the other words have not.
    Missing,
    /// The quotation has them not, the other words have.
    Added,
}

impl Op {
    /// The operation as one lower-case word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Missing => "missing",
            Self::Added => "added",
        }
    }
}

/// A run of words with what became of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What became of the words.
    pub op: Op,
    /// The words as they stand in the document, or as they were asked where they were added.
    pub text: String,
}

/// A quotation with the document in which it stands (law 2: it has no words of its own).
#[derive(Debug, Clone)]
pub struct Quoted<'c> {
    document: &'c Document,
    quotation: &'c Quotation,
    speaker: Option<&'c str>,
    pieces: Vec<TextSpan>,
}

impl<'c> Quoted<'c> {
    /// A quotation of a document, and who speaks, by the name the corpus knows them under.
    #[must_use]
    pub fn new(document: &'c Document, quotation: &'c Quotation, speaker: Option<&'c str>) -> Self {
        Self { document, quotation, speaker, pieces: pieces(quotation) }
    }

    /// The document in which the words stand.
    #[must_use]
    pub fn document(&self) -> &'c Document {
        self.document
    }

    /// What the text reports.
    #[must_use]
    pub fn quotation(&self) -> &'c Quotation {
        self.quotation
    }

    /// Who speaks; nothing where the text does not tell.
    #[must_use]
    pub fn speaker(&self) -> Option<&'c str> {
        self.speaker
    }

    /// Where the words stand: one span, or several where the text interrupts them. Outer quote marks are left out.
    #[must_use]
    pub fn spans(&self) -> &[TextSpan] {
        &self.pieces
    }

    /// The words of each span.
    pub fn parts(&self) -> impl Iterator<Item = &'c str> {
        let document = self.document;
        self.pieces.iter().map(move |&span| document.slice(span))
    }

    /// All the words, with a space where the text interrupts them.
    #[must_use]
    pub fn content(&self) -> String {
        self.parts().collect::<Vec<_>>().join(" ")
    }

    /// All the words as they are shown, with " … " where the text interrupts them.
    #[must_use]
    pub fn shown(&self) -> String {
        self.parts().collect::<Vec<_>>().join(" … ")
    }

    /// The stretches inside quote marks.
    pub fn fragments(&self) -> impl Iterator<Item = &'c str> {
        let document = self.document;
        self.quotation.fragments().iter().map(move |&span| document.slice(span))
    }

    /// The words that name who is quoted, as they stand.
    #[must_use]
    pub fn source(&self) -> Option<&'c str> {
        self.quotation.source().map(|span| self.document.slice(span))
    }

    /// The word that reports.
    #[must_use]
    pub fn cue(&self) -> Option<&'c str> {
        self.quotation.cue().map(|span| self.document.slice(span))
    }

    /// Where it was said, as the text puts it.
    #[must_use]
    pub fn venue(&self) -> Option<&'c str> {
        self.quotation.venue().map(|span| self.document.slice(span))
    }

    /// The ranges of the file's bytes that the words were made from, one a part.
    #[must_use]
    pub fn raw_spans(&self) -> Vec<RawSpan> {
        self.pieces.iter().map(|&span| self.document.raw_span(span)).collect()
    }

    /// The paragraph in which the words start.
    #[must_use]
    pub fn context(&self) -> &'c str {
        let start = self.quotation.span().start();
        let blocks = self.document.blocks();
        let after = blocks.partition_point(|block| block.span.start() <= start);
        let block = after.checked_sub(1).and_then(|at| blocks.get(at));
        block.map_or("", |block| self.document.slice(block.span))
    }
}

/// The parts of a quotation; of a direct one the words inside the marks.
fn pieces(quotation: &Quotation) -> Vec<TextSpan> {
    if quotation.form() != Form::Direct || quotation.fragments().is_empty() {
        return quotation.parts().to_vec();
    }
    let mut outer: Vec<TextSpan> = Vec::new();
    for fragment in quotation.fragments() {
        // A quotation inside of a quotation is part of it.
        if !outer.last().is_some_and(|last| last.contains(fragment)) {
            outer.push(*fragment);
        }
    }
    outer
}

/// SHA-256 of a document's file, in hexadecimal digits.
#[must_use]
pub fn sha256(document: &Document) -> String {
    document.digest().iter().fold(String::with_capacity(64), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// Where asked words were found.
#[derive(Debug, Clone)]
pub enum Found<'c> {
    /// In what somebody is quoted with.
    Quotation(Quoted<'c>),
    /// In the reporter's own words.
    Reporter(Passage<'c>),
}

impl<'c> Found<'c> {
    /// The document in which the words stand.
    #[must_use]
    pub fn document(&self) -> &Document {
        match self {
            Self::Quotation(quoted) => quoted.document(),
            Self::Reporter(passage) => passage.document(),
        }
    }

    /// Who speaks; nobody in the reporter's own words.
    #[must_use]
    pub fn speaker(&self) -> Option<&'c str> {
        match self {
            Self::Quotation(quoted) => quoted.speaker(),
            Self::Reporter(_) => None,
        }
    }

    /// All the words that were found, as they are shown.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Quotation(quoted) => quoted.shown(),
            Self::Reporter(passage) => passage.text().to_owned(),
        }
    }

    /// The paragraph in which the words stand.
    #[must_use]
    pub fn context(&self) -> &str {
        match self {
            Self::Quotation(quoted) => quoted.context(),
            Self::Reporter(passage) => {
                let blocks = passage.document().blocks().iter();
                let block = blocks.rev().find(|block| block.span.contains(&passage.span()));
                block.map_or("", |block| passage.document().slice(block.span))
            }
        }
    }
}

/// A place that answers asked words, and how they differ from it.
#[derive(Debug, Clone)]
pub struct Match<'c> {
    /// The place.
    pub found: Found<'c>,
    /// Where in the document the matching words start and end, what is interrupted included.
    pub place: Option<TextSpan>,
    /// How much of their sentences the matching words are.
    pub extent: Extent,
    /// The whole sentences, where the asked words are a part of them and stand there word for word.
    pub surroundings: Option<Surroundings>,
    /// The words in question and the asked ones, run by run.
    pub diff: Vec<Piece>,
    /// What the differences do to the meaning; empty where they leave it alone.
    pub changes: Vec<Change>,
}

/// The same utterance as another document reports it.
#[derive(Debug, Clone)]
pub struct Wording<'c> {
    /// The other document's report.
    pub quoted: Quoted<'c>,
    /// The first report's words and this one's, run by run.
    pub diff: Vec<Piece>,
}

/// The outcome of a check.
#[derive(Debug, Clone)]
pub struct Check<'c> {
    /// Whether the words were said.
    pub verdict: Verdict,
    /// Who said them, where somebody did.
    pub speaker: Option<&'c str>,
    /// The places, best first.
    pub matches: Vec<Match<'c>>,
    /// Other documents' reports of the best match's utterance. They are "reported as", never "changed".
    pub wordings: Vec<Wording<'c>>,
}

impl<'c> Check<'c> {
    /// Those of the wordings that are not among the matches anyway.
    pub fn other_wordings(&self) -> impl Iterator<Item = &Wording<'c>> {
        let is_match = |wording: &Wording<'c>| {
            self.matches.iter().any(|one| match &one.found {
                Found::Quotation(quoted) => {
                    quoted.document().name() == wording.quoted.document().name()
                        && quoted.spans() == wording.quoted.spans()
                }
                Found::Reporter(_) => false,
            })
        };
        self.wordings.iter().filter(move |wording| !is_match(wording))
    }
}

/// One utterance as several documents report it.
#[derive(Debug, Clone)]
pub struct Group<'c> {
    /// The first report.
    pub first: Quoted<'c>,
    /// The others, each with its differences from the first.
    pub others: Vec<Wording<'c>>,
}

/// A page of a list of quotations.
#[derive(Debug, Clone)]
pub struct Page<'c> {
    /// The quotations of this page.
    pub quotations: Vec<Quoted<'c>>,
    /// Number of this page, from 0.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// How many quotations there are on all pages.
    pub total: usize,
}

/// A number that a document gives for something.
#[derive(Debug, Clone)]
pub struct Figure<'c> {
    /// The sentence in which it stands.
    pub passage: Passage<'c>,
    /// The figure with the words around that belong to it: "around 20% of Ukraine".
    pub written: TextSpan,
    /// Its value, to see which are equal.
    pub value: f64,
}

/// Figures for the same thing.
#[derive(Debug, Clone)]
pub struct Figures<'c> {
    /// What is counted, in the words of the first figure.
    pub thing: String,
    /// The figures that say the same number, together.
    pub values: Vec<Vec<Figure<'c>>>,
}

/// A topic side by side. Lists, never a verdict on who is right.
#[derive(Debug, Clone)]
pub struct Comparison<'c> {
    /// The best passages of each document that has any.
    pub documents: Vec<Vec<Passage<'c>>>,
    /// Utterances on the topic that several documents report.
    pub wordings: Vec<Group<'c>>,
    /// Figures that several passages give for the same thing.
    pub figures: Vec<Figures<'c>>,
    /// Whether the topic asks for such figures, so that they stand first.
    pub asks_for_figures: bool,
    /// What is said of a draft.
    pub draft: Vec<Passage<'c>>,
    /// What is said of the final text.
    pub final_text: Vec<Passage<'c>>,
}

impl Comparison<'_> {
    /// Whether no document speaks of the topic.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
            && self.wordings.is_empty()
            && self.figures.is_empty()
            && self.draft.is_empty()
    }
}
