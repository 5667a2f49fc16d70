//! Numbers, texts, spans and lists as bytes and back.

use crate::model::document::{Block, BlockKind, Sentence};
use crate::model::span::TextSpan;

/// Bytes of a block.
pub(super) const BLOCK: usize = 9;

/// Bytes of a sentence.
pub(super) const SENTENCE: usize = 12;

/// The kinds of blocks; each is kept as its place in this list.
pub(super) const KINDS: [BlockKind; 7] = [
    BlockKind::Headline,
    BlockKind::Standfirst,
    BlockKind::Dateline,
    BlockKind::Byline,
    BlockKind::Body,
    BlockKind::Subheading,
    BlockKind::Caption,
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

    pub(super) fn span(&mut self, span: TextSpan) {
        self.number(span.start());
        self.number(span.end());
    }

    /// Writes a part led by its length.
    pub(super) fn part(&mut self, write: impl FnOnce(&mut Self)) {
        let at = self.bytes.len();
        self.number(0);
        write(self);
        let length = u32::try_from(self.bytes.len() - at - 4).unwrap_or(u32::MAX);
        self.bytes[at..at + 4].copy_from_slice(&length.to_le_bytes());
    }

    pub(super) fn optional(&mut self, text: Option<&str>) {
        self.bytes.push(u8::from(text.is_some()));
        self.text(text.unwrap_or_default());
    }

    pub(super) fn one_of<T: PartialEq>(&mut self, all: &[T], one: &T) {
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

    pub(super) fn span(&mut self) -> Option<TextSpan> {
        let (start, end) = (self.number()?, self.number()?);
        (start <= end).then(|| TextSpan::new(start, end))
    }

    pub(super) fn block(&mut self) -> Option<Block> {
        Some(Block { kind: self.one_of(&KINDS)?, span: self.span()? })
    }

    pub(super) fn sentence(&mut self) -> Option<Sentence> {
        Some(Sentence { span: self.span()?, block: self.number()? })
    }

    /// A part led by its length.
    pub(super) fn part(&mut self) -> Option<&'b [u8]> {
        let length = self.number()?;
        self.bytes(length)
    }

    pub(super) fn text(&mut self) -> Option<&'b str> {
        let length = self.number()?;
        std::str::from_utf8(self.bytes(length)?).ok()
    }

    pub(super) fn optional(&mut self) -> Option<Option<&'b str>> {
        let is_there = *self.bytes(1)?.first()? == 1;
        let text = self.text()?;
        Some(is_there.then_some(text))
    }

    pub(super) fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(usize::from(*self.bytes(1)?.first()?)).copied()
    }

    /// A list whose elements take at least `least` bytes: its length is checked before memory is set aside.
    pub(super) fn list<T>(
        &mut self,
        least: usize,
        one: impl Fn(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let count = self.number()?;
        if count.saturating_mul(least) > self.rest.len() {
            return None;
        }
        (0..count).map(|_| one(self)).collect()
    }
}
