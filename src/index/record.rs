//! Documents as bytes and back. Numbers are 32 bits, little endian; a text is its length and its UTF-8.
//!
//! What a search looks at stands first, so that it can be read without the rest.

use crate::document::{Block, BlockKind, Document, Metadata, Parts, Sentence};
use crate::plan::{Mark, Piece, Plan, Reason};
use crate::span::{RawSpan, TextSpan};

/// What a search looks at of a document.
#[derive(Debug, Clone)]
pub struct Sheet<'d> {
    /// The title, empty if there is none.
    pub title: &'d str,
    /// The clean text.
    pub text: &'d str,
    /// The paragraphs.
    pub blocks: Vec<Block>,
    /// The sentences.
    pub sentences: Vec<Sentence>,
}

impl<'d> Sheet<'d> {
    /// The words at `span`; empty where the span is none of the text.
    #[must_use]
    pub fn slice(&self, span: TextSpan) -> &'d str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// What a search looks at of a document in memory.
    #[must_use]
    pub fn of(document: &'d Document) -> Self {
        Self {
            title: document.metadata().title.as_deref().unwrap_or_default(),
            text: document.text(),
            blocks: document.blocks().to_vec(),
            sentences: document.sentences().to_vec(),
        }
    }
}

const KINDS: [BlockKind; 7] = [
    BlockKind::Headline,
    BlockKind::Standfirst,
    BlockKind::Dateline,
    BlockKind::Byline,
    BlockKind::Body,
    BlockKind::Subheading,
    BlockKind::Caption,
];

const REASONS: [Reason; 18] = [
    Reason::ByteOrderMark,
    Reason::Encoding,
    Reason::Undecodable,
    Reason::Mojibake,
    Reason::LostMark(Mark::Opening),
    Reason::LostMark(Mark::Closing),
    Reason::LostMark(Mark::Apostrophe),
    Reason::LostMark(Mark::Dash),
    Reason::LostMark(Mark::Nothing),
    Reason::Whitespace,
    Reason::LineWrap,
    Reason::Invisible,
    Reason::Bullet,
    Reason::Markup,
    Reason::Entity,
    Reason::Navigation,
    Reason::Credit,
    Reason::Repeat,
];

/// Bytes on their way.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn number(&mut self, number: usize) {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    pub(super) fn long(&mut self, number: u64) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn optional(&mut self, text: Option<&str>) {
        self.bytes.push(u8::from(text.is_some()));
        self.text(text.unwrap_or_default());
    }

    fn one_of<T: PartialEq>(&mut self, all: &[T], one: &T) {
        let at = all.iter().position(|other| other == one).unwrap_or(usize::from(u8::MAX));
        self.bytes.push(u8::try_from(at).unwrap_or(u8::MAX));
    }
}

/// Bytes that are being read. Everything is `None` past the first mistake.
#[derive(Debug)]
pub(super) struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(super) fn bytes(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    pub(super) fn number(&mut self) -> Option<usize> {
        Some(u32::from_le_bytes(self.bytes(4)?.try_into().ok()?) as usize)
    }

    pub(super) fn long(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.bytes(8)?.try_into().ok()?))
    }

    pub(super) fn text(&mut self) -> Option<&'b str> {
        let length = self.number()?;
        std::str::from_utf8(self.bytes(length)?).ok()
    }

    fn optional(&mut self) -> Option<Option<&'b str>> {
        let is_there = *self.bytes(1)?.first()? == 1;
        let text = self.text()?;
        Some(is_there.then_some(text))
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(usize::from(*self.bytes(1)?.first()?)).copied()
    }

    /// A list whose elements take at least `least` bytes: its length is checked before memory is set aside.
    fn list<T>(&mut self, least: usize, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        if count.saturating_mul(least) > self.rest.len() {
            return None;
        }
        (0..count).map(|_| one(self)).collect()
    }
}

/// A document as bytes.
pub(super) fn write(document: &Document) -> Vec<u8> {
    let mut out = Writer::default();
    let metadata = document.metadata();
    out.optional(metadata.title.as_deref());
    out.text(document.text());
    out.number(document.blocks().len());
    for block in document.blocks() {
        out.one_of(&KINDS, &block.kind);
        out.number(block.span.start());
        out.number(block.span.end());
    }
    out.number(document.sentences().len());
    for sentence in document.sentences() {
        out.number(sentence.span.start());
        out.number(sentence.span.end());
        out.number(sentence.block);
    }
    out.text(document.name());
    out.bytes.extend_from_slice(document.digest());
    for fact in [&metadata.publisher, &metadata.author, &metadata.date, &metadata.url] {
        out.optional(fact.as_deref());
    }
    out.number(document.plan().pieces().len());
    for piece in document.plan().pieces() {
        out.number(piece.raw.start());
        out.number(piece.raw.end());
        match &piece.replacement {
            Some((text, reason)) => {
                out.one_of(&REASONS, reason);
                out.text(text);
            }
            None => out.bytes.push(u8::MAX),
        }
    }
    out.bytes
}

/// What a search looks at; `None` if the bytes are no document.
pub(super) fn sheet(bytes: &[u8]) -> Option<Sheet<'_>> {
    read_sheet(&mut Reader::new(bytes)).map(|(_, sheet)| sheet)
}

fn read_sheet<'b>(from: &mut Reader<'b>) -> Option<(Option<&'b str>, Sheet<'b>)> {
    let title = from.optional()?;
    let text = from.text()?;
    let span = |from: &mut Reader<'b>| Some(TextSpan::new(from.number()?, from.number()?));
    let blocks =
        from.list(9, |from| Some(Block { kind: from.one_of(&KINDS)?, span: span(from)? }))?;
    let sentences =
        from.list(12, |from| Some(Sentence { span: span(from)?, block: from.number()? }))?;
    Some((title, Sheet { title: title.unwrap_or_default(), text, blocks, sentences }))
}

/// The whole document; `None` if the bytes are none.
pub(super) fn read(bytes: &[u8]) -> Option<Document> {
    let mut from = Reader::new(bytes);
    let (title, sheet) = read_sheet(&mut from)?;
    let name = from.text()?.to_owned();
    let digest = from.bytes(32)?.try_into().ok()?;
    let mut fact = || Some(from.optional()?.map(str::to_owned));
    let (publisher, author, date, url) = (fact()?, fact()?, fact()?, fact()?);
    let pieces = from.list(9, |from| {
        let raw = RawSpan::new(from.number()?, from.number()?);
        let replacement = match *from.bytes(1)?.first()? {
            u8::MAX => None,
            reason => {
                let reason = *REASONS.get(usize::from(reason))?;
                Some((from.text()?.into(), reason))
            }
        };
        Some(Piece { raw, replacement })
    })?;
    let title = title.map(str::to_owned);
    Document::new(Parts {
        name,
        digest,
        text: sheet.text.to_owned(),
        plan: Plan::new(pieces),
        blocks: sheet.blocks,
        sentences: sheet.sentences,
        metadata: Metadata { title, publisher, author, date, url },
    })
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Corpus, Limits};

    #[test]
    fn a_document_comes_back_as_it_was() {
        let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
        let corpus = Corpus::load(seeds.as_ref(), &Limits::default()).unwrap();
        for document in corpus.documents() {
            let bytes = write(document);
            assert_eq!(read(&bytes).as_ref(), Some(document), "{}", document.name());
            let sheet = sheet(&bytes).unwrap();
            assert_eq!((sheet.text, &*sheet.sentences), (document.text(), document.sentences()));
        }
    }

    #[test]
    fn damaged_bytes_are_no_document() {
        let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
        let corpus = Corpus::load(seeds.as_ref(), &Limits::default()).unwrap();
        let bytes = write(&corpus.documents()[0]);
        for end in (0..bytes.len()).step_by(7) {
            assert_eq!(read(&bytes[..end]), None);
        }
        for at in 0..64 {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0xff;
            // It may still be a document, but never a panic or memory without end.
            let _ = read(&damaged);
        }
    }
}
