//! Words in a row, as numbers and dates are read from them, and what they are compared as.

use crate::english::value_words::Part;

/// A word with what it may be in a number or a date.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece<'t> {
    /// As it is written.
    pub(crate) written: &'t str,
    /// Byte at which it starts.
    pub(crate) start: usize,
    /// What it may be.
    pub(crate) part: Part,
}

/// A text with its words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'r, 't> {
    pub(crate) text: &'t str,
    pub(crate) pieces: &'r [Piece<'t>],
}

/// What a value is compared as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ValueToken {
    /// The same for every way of writing the value.
    pub(crate) folded: String,
    /// Byte at which it starts; where the text has no room for it, both bytes are the end of the one before.
    pub(crate) start: usize,
    /// Byte just past it.
    pub(crate) end: usize,
}

impl<'t> Row<'_, 't> {
    /// What the word at this place may be; nothing past the end.
    pub(crate) fn part(&self, at: usize) -> Part {
        self.pieces.get(at).map_or(Part::None, |piece| piece.part)
    }

    /// The word at this place as it is written.
    pub(crate) fn written(&self, at: usize) -> &'t str {
        self.pieces.get(at).map_or("", |piece| piece.written)
    }

    /// Byte at which the word starts; the end of the text past the last.
    pub(crate) fn start(&self, at: usize) -> usize {
        self.pieces.get(at).map_or(self.text.len(), |piece| piece.start)
    }

    /// Byte just past the word.
    pub(crate) fn end(&self, at: usize) -> usize {
        self.pieces.get(at).map_or(self.text.len(), |piece| piece.start + piece.written.len())
    }

    /// What stands between the word at this place and the one before it.
    pub(crate) fn between(&self, at: usize) -> &'t str {
        let before = at.checked_sub(1).map_or(0, |before| self.end(before));
        self.text.get(before..self.start(at)).unwrap_or_default()
    }

    /// What stands behind the word at this place, to the end of the text.
    pub(crate) fn behind(&self, at: usize) -> &'t str {
        self.text.get(self.end(at)..).unwrap_or_default()
    }

    /// Whether nothing but a blank stands before the word.
    pub(crate) fn is_spaced(&self, at: usize) -> bool {
        const WIDEST: usize = 2;
        let between = self.between(at);
        at < self.pieces.len()
            && !between.is_empty()
            && between.chars().count() <= WIDEST
            && between.chars().all(char::is_whitespace)
    }

    /// Whether a blank or a hyphen joins the word to the one before it.
    pub(crate) fn is_joined(&self, at: usize) -> bool {
        self.is_spaced(at) || at < self.pieces.len() && matches!(self.between(at), "-" | "‑" | "‐")
    }
}
