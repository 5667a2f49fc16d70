//! The quotations of a corpus, found by their words: who said what, in which words, and what differs.

mod alike;
mod compare;
mod context;
mod list;
mod reports;
mod speakers;
pub mod check;
pub mod topics;
mod vocabulary;
mod who;
mod whosaid;
mod wordings;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::attribute;
use crate::english::words::words;
use crate::model::answer::Passage;
use crate::model::document::{Document, DocumentNumber};
use crate::model::quotation::{Form, Quotation};
use crate::model::span::TextSpan;
use crate::model::verdict::Quoted;
use crate::quotations::check::{Slot, Token};
pub use list::Wanted;
pub use speakers::{SpeakerId, Speakers};
use vocabulary::{Postings, Vocabulary};

/// The quotations of a corpus with the documents in which they stand. They never change.
#[derive(Debug, Default)]
pub struct Quotations {
    documents: Arc<[Document]>,
    reported: Vec<Reported>,
    /// A row of words for each quotation, in their order, then one for each paragraph.
    rows: Vec<Row>,
    /// Whether a quotation's utterance is reported by other documents, where that was asked before.
    shared: Vec<OnceLock<bool>>,
    tokens: Vec<Token>,
    vocabulary: Vocabulary,
    /// Where words stand in the quotations.
    said: Postings,
    /// Where words stand in the paragraphs.
    written: Postings,
    speakers: Speakers,
}

/// A quotation of a document.
#[derive(Debug)]
struct Reported {
    quotation: Quotation,
    speaker: Option<SpeakerId>,
    /// Where the words stand, outer quote marks left out.
    spans: Vec<TextSpan>,
}

/// A row of words.
#[derive(Debug)]
struct Row {
    /// Number of the document.
    document: DocumentNumber,
    /// Number of the paragraph in which the row starts.
    block: usize,
    /// The words.
    tokens: Range<usize>,
}

impl Quotations {
    /// Finds the quotations of the documents and who speaks in them.
    #[must_use]
    pub fn of(documents: Arc<[Document]>) -> Self {
        let found: Vec<_> = documents.iter().map(attribute::attribute_served).collect();
        Self::found(documents, found)
    }

    /// Takes the quotations of the documents, which were found before and are given by document, in order.
    #[must_use]
    pub fn found(
        documents: Arc<[Document]>,
        quotations: impl IntoIterator<Item = Vec<Quotation>>,
    ) -> Self {
        let (found, speakers) = reports::read(quotations.into_iter());
        let mut quotations = Self { speakers, ..Self::default() };
        for report in found {
            let document = &documents[report.document.index()];
            let spans = Quoted::new(document, &report.quotation, None).spans().to_vec();
            let fragments = report.quotation.fragments();
            let is_quoted = |span: TextSpan| {
                report.quotation.form() == Form::Direct
                    || fragments.iter().any(|fragment| fragment.contains(&span))
            };
            quotations.add_row(document, report.document, &spans, is_quoted, true);
            quotations.reported.push(Reported {
                quotation: report.quotation,
                speaker: report.speaker,
                spans,
            });
        }
        quotations.shared.resize_with(quotations.reported.len(), OnceLock::new);
        for (number, document) in documents.iter().enumerate() {
            for block in document.blocks().iter().filter(|block| block.kind.is_served()) {
                quotations.add_row(
                    document,
                    DocumentNumber::new(number),
                    &[block.span],
                    |_| false,
                    false,
                );
            }
        }
        quotations.speakers.set_offices(&documents);
        for (row, reported) in quotations.reported.iter().enumerate() {
            if let (Some(id), Some(source)) = (reported.speaker, reported.quotation.source()) {
                let document = &documents[quotations.rows[row].document.index()];
                quotations.speakers.add_role(id, document.slice(source));
            }
        }
        quotations.documents = documents;
        quotations
    }

    /// The documents in which the quotations stand.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    fn add_row(
        &mut self,
        document: &Document,
        number: DocumentNumber,
        spans: &[TextSpan],
        is_quoted: impl Fn(TextSpan) -> bool,
        is_said: bool,
    ) {
        let from = self.tokens.len();
        for &span in spans {
            for word in words(document.slice(span)) {
                let at = TextSpan::new(span.start() + word.start, span.start() + word.end);
                let sentence = document
                    .sentences()
                    .partition_point(|sentence| sentence.span.start() <= at.start());
                self.tokens.push(Token {
                    word: self.vocabulary.learn(&word),
                    start: u32::try_from(at.start()).unwrap_or(u32::MAX),
                    end: u32::try_from(at.end()).unwrap_or(u32::MAX),
                    sentence: u32::try_from(sentence.saturating_sub(1)).unwrap_or(u32::MAX),
                    is_quoted: is_quoted(at),
                    is_editorial: word.is_editorial,
                    is_name: word.is_name,
                });
            }
        }
        let row = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let words = self.tokens[from..].iter().map(|token| token.word);
        let postings = if is_said { &mut self.said } else { &mut self.written };
        postings.add(row, words);
        let start = spans.first().map_or(0, TextSpan::start);
        let block = document
            .blocks()
            .partition_point(|block| block.span.start() <= start)
            .saturating_sub(1);
        self.rows.push(Row { document: number, block, tokens: from..self.tokens.len() });
    }

    /// How many quotations there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.reported.len()
    }

    /// Whether nobody is quoted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.reported.is_empty()
    }

    /// Who speaks.
    #[must_use]
    pub fn speakers(&self) -> &Speakers {
        &self.speakers
    }

    /// All quotations, in the order of the documents and their texts.
    pub fn all<'c>(&'c self) -> impl Iterator<Item = Quoted<'c>> {
        (0..self.reported.len()).map(|row| self.quoted(row))
    }

    /// Who is quoted in a stretch of a document, in the order of the text, each once.
    fn speakers_in(&self, document: DocumentNumber, span: TextSpan) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for id in self.rows_in(document, span).filter_map(|row| self.reported[row].speaker) {
            let name = self.speakers.name(id);
            if !names.iter().any(|there| there == name) {
                names.push(name.to_owned());
            }
        }
        names
    }

    /// A passage of a document with those who are quoted in it, and in which form.
    #[must_use]
    pub fn with_speakers<'c>(&self, document: DocumentNumber, passage: Passage<'c>) -> Passage<'c> {
        let span = passage.span();
        let rows = self.rows_in(document, span);
        let form = rows.map(|row| self.reported[row].quotation.form()).min();
        passage.with_speakers(self.speakers_in(document, span), form)
    }

    /// The quotations of a document, in the order of the text.
    pub fn of_document(&self, document: DocumentNumber) -> impl Iterator<Item = &Quotation> {
        let said = &self.rows[..self.reported.len()];
        let from = said.partition_point(|row| row.document < document);
        let to = said.partition_point(|row| row.document <= document);
        self.reported[from..to].iter().map(|reported| &reported.quotation)
    }

    /// The quotations of a document with those who speak, in the order of the text.
    pub fn quoted_in(&self, document: DocumentNumber) -> impl Iterator<Item = Quoted<'_>> {
        let said = &self.rows[..self.reported.len()];
        let from = said.partition_point(|row| row.document < document);
        let to = said.partition_point(|row| row.document <= document);
        (from..to).map(|row| self.quoted(row))
    }

    /// The quotations in a stretch of a document, in the order of the text.
    fn rows_in(&self, document: DocumentNumber, span: TextSpan) -> impl Iterator<Item = usize> {
        let said = &self.rows[..self.reported.len()];
        let from = said.partition_point(|row| row.document < document);
        let to = said.partition_point(|row| row.document <= document);
        (from..to)
            .filter(move |&row| self.reported[row].spans.iter().any(|there| there.overlaps(&span)))
    }

    fn quoted<'c>(&'c self, row: usize) -> Quoted<'c> {
        let reported = &self.reported[row];
        let speaker = reported.speaker.map(|id| self.speakers.name(id));
        Quoted::new(&self.documents[self.rows[row].document.index()], &reported.quotation, speaker)
    }

    /// The words of some tokens of a row as they stand; a space where the row is interrupted.
    pub(super) fn slice(&self, row: usize, tokens: Range<usize>) -> String {
        let document = &self.documents[self.rows[row].document.index()];
        let spans = self.reported.get(row).map(|reported| reported.spans.as_slice());
        let tokens = &self.tokens(row)[tokens];
        let part = |token: &Token| {
            spans.map_or(0, |spans| {
                spans.partition_point(|span| span.start() <= token.start as usize)
            })
        };
        let words = tokens.chunk_by(|one, next| part(one) == part(next)).filter_map(|chunk| {
            let span = chunk.first()?.start as usize..chunk.last()?.end as usize;
            Some(document.slice(span.into()))
        });
        words.collect::<Vec<_>>().join(" ")
    }

    fn tokens(&self, row: usize) -> &[Token] {
        &self.tokens[self.rows[row].tokens.clone()]
    }

    fn speaker(&self, row: usize) -> Option<SpeakerId> {
        self.reported.get(row).and_then(|reported| reported.speaker)
    }

    fn read(&self, asked: &str) -> Vec<Slot> {
        /// A Discord message has at most 2000 characters: some 400 words.
        const MOST_WORDS: usize = 400;
        let mut words = self.vocabulary.rejoined(asked, words(asked));
        words.truncate(MOST_WORDS);
        self.vocabulary.read(words)
    }

    /// The sentence of a document in which a token stands.
    fn passage(&self, row: usize, token: &Token) -> Option<Passage<'_>> {
        let document = self.rows[row].document;
        let passage =
            Passage::sentence(&self.documents[document.index()], token.sentence as usize)?;
        Some(self.with_speakers(document, passage))
    }
}
