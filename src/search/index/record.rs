//! Documents as bytes and back. Numbers are 32 bits, little endian; a text is its length and its UTF-8.
//!
//! A record has four parts: the words for the ranking, the text and its layout, the quotations, and what else is known
//! of the document. The first three are led by their length, so that each can be read without the others.

use super::codec::{BLOCK, KINDS, Reader, SENTENCE, Writer};
use crate::model::document::{Document, Metadata, Parts};
use crate::model::plan::{Mark, Piece, Plan, Reason};
use crate::model::quotation::Quotation;
use crate::model::span::RawSpan;

const REASONS: [Reason; 20] = [
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
    Reason::Ligature,
    Reason::NoteMark,
    Reason::Entity,
    Reason::Navigation,
    Reason::Credit,
    Reason::Repeat,
];

/// A document as bytes, with its quotations and the words of its title and sentences.
pub(super) fn write(document: &Document, rows: &[u8], quotations: &[Quotation]) -> Vec<u8> {
    let mut out = Writer::default();
    let metadata = document.metadata();
    out.part(|out| out.bytes.extend_from_slice(rows));
    out.part(|out| {
        out.optional(metadata.title.as_deref());
        out.text(document.text());
        out.number(document.blocks().len());
        for block in document.blocks() {
            out.one_of(&KINDS, &block.kind);
            out.span(block.span);
        }
        out.number(document.sentences().len());
        for sentence in document.sentences() {
            out.span(sentence.span);
            out.number(sentence.block);
        }
    });
    out.part(|out| super::reported::write(out, quotations));
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

/// The words for the ranking in a record that was just written.
pub(super) fn rows_mut(record: &mut [u8]) -> &mut [u8] {
    let length = Reader::new(record).number().unwrap_or_default();
    record.get_mut(4..4 + length).unwrap_or_default()
}

/// The words for the ranking in a record.
pub(super) fn rows(record: &[u8]) -> Option<&[u8]> {
    Reader::new(record).part()
}

/// Where the parts that a search looks at lie.
pub(super) struct SheetBytes<'b> {
    pub(super) rows: &'b [u8],
    title: Option<&'b str>,
    pub(super) text: &'b str,
    pub(super) blocks: &'b [u8],
    pub(super) sentences: &'b [u8],
}

/// What a search looks at; `None` if the bytes are no document.
pub(super) fn sheet(bytes: &[u8]) -> Option<SheetBytes<'_>> {
    read_sheet(&mut Reader::new(bytes))
}

fn read_sheet<'b>(from: &mut Reader<'b>) -> Option<SheetBytes<'b>> {
    let rows = from.part()?;
    let mut from = Reader::new(from.part()?);
    let (title, text) = (from.optional()?, from.text()?);
    let mut rows_of = |size: usize| {
        let count = from.number()?;
        from.bytes(count.checked_mul(size)?)
    };
    let (blocks, sentences) = (rows_of(BLOCK)?, rows_of(SENTENCE)?);
    Some(SheetBytes { rows, title, text, blocks, sentences })
}

/// The quotations of a document; `None` if the bytes are none.
pub(super) fn quotations(bytes: &[u8]) -> Option<Vec<Quotation>> {
    let mut from = Reader::new(bytes);
    let sheet = read_sheet(&mut from)?;
    super::reported::read(&mut Reader::new(from.part()?), sheet.text)
}

/// The whole document; `None` if the bytes are none.
pub(super) fn read(bytes: &[u8]) -> Option<Document> {
    let mut from = Reader::new(bytes);
    let sheet = read_sheet(&mut from)?;
    from.part()?;
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
    let title = sheet.title.map(str::to_owned);
    let each = |bytes: &[u8], size: usize| bytes.len() / size;
    let (mut blocks, mut sentences) = (Reader::new(sheet.blocks), Reader::new(sheet.sentences));
    Document::new(Parts {
        name,
        digest,
        text: sheet.text.to_owned(),
        plan: Plan::new(pieces),
        blocks: (0..each(sheet.blocks, BLOCK)).map(|_| blocks.block()).collect::<Option<_>>()?,
        sentences: (0..each(sheet.sentences, SENTENCE))
            .map(|_| sentences.sentence())
            .collect::<Option<_>>()?,
        metadata: Metadata { title, publisher, author, date, url, ..Metadata::default() },
    })
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::corpus::{Corpus, Limits};
    use crate::attribute;
    use crate::english::lexicon;
    use crate::search::index::words;

    fn seeds() -> Vec<Document> {
        let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
        Corpus::load(seeds.as_ref(), &Limits::default()).unwrap().into_documents()
    }

    fn written(document: &Document) -> (Vec<u8>, Vec<Quotation>) {
        let (rows, _) = words::rows([&*lexicon::terms("a row of words")].into_iter());
        let quotations = attribute::attribute_served(document);
        (write(document, &rows, &quotations), quotations)
    }

    #[test]
    fn a_document_comes_back_as_it_was() {
        for document in &seeds() {
            let (bytes, expected) = written(document);
            assert_eq!(read(&bytes).as_ref(), Some(document), "{}", document.name());
            assert!(!expected.is_empty());
            let expected: Vec<_> = expected.into_iter().map(Quotation::without_evidence).collect();
            assert_eq!(quotations(&bytes), Some(expected), "{}", document.name());
            let sheet = sheet(&bytes).unwrap();
            let mut sentences = Reader::new(sheet.sentences);
            let first = document.sentences().first().copied();
            assert_eq!((sheet.text, sentences.sentence()), (document.text(), first));
        }
    }

    #[test]
    fn damaged_bytes_are_no_document() {
        let (bytes, _) = written(&seeds()[0]);
        for end in (0..bytes.len()).step_by(7) {
            assert_eq!(read(&bytes[..end]), None);
        }
        for at in 0..64 {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0xff;
            // It may still be a document, but never a panic or memory without end.
            let _ = read(&damaged);
            let _ = quotations(&damaged);
        }
    }
}
