//! Offsets that cannot be mixed up: bytes of a raw file, bytes of clean text.

use std::marker::PhantomData;
use std::ops::Range;

/// Unit of a [`RawSpan`]: a byte of the file as it lies on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RawByte {}

/// Unit of a [`TextSpan`]: a byte of a document's clean text (UTF-8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TextByte {}

/// A range of bytes in the raw file, end exclusive.
pub type RawSpan = Span<RawByte>;

/// A range of bytes in clean text, end exclusive.
pub type TextSpan = Span<TextByte>;

/// A half-open range of offsets in one unit. `start <= end` always holds.
///
/// Offsets are 32 bits wide: a document is at most 4 GiB, and the loader's own limit is far lower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span<Unit> {
    start: u32,
    end: u32,
    unit: PhantomData<Unit>,
}

impl<Unit> Span<Unit> {
    /// The span from `start` to `end`; turned round if they come in the wrong order.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let (start, end) = (clamp(start.min(end)), clamp(start.max(end)));
        Self { start, end, unit: PhantomData }
    }

    /// First offset of the span.
    #[must_use]
    pub fn start(&self) -> usize {
        self.start as usize
    }

    /// Offset just past the span.
    #[must_use]
    pub fn end(&self) -> usize {
        self.end as usize
    }

    /// Length in units.
    #[must_use]
    pub fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// As a range for slicing.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Whether `other` lies wholly inside `self`.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one unit.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end), unit: PhantomData }
    }
}

impl<Unit> From<Range<usize>> for Span<Unit> {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}
