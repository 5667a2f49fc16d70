//! The replayable plan that turns a raw file into clean text (law 1).
//!
//! A plan is a list of pieces in the order in which they stand in the clean text. Each piece stands for a
//! range of raw bytes and either copies them or replaces them, saying why. Every raw byte belongs to
//! exactly one piece, so nothing can be dropped or put in without a reason on record. Pieces need not be
//! in raw order: a caption that stands in the middle of a sentence comes after the paragraph.

use crate::model::span::{RawSpan, TextSpan};

/// Why the clean text differs from the raw bytes at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// A byte order mark, dropped.
    ByteOrderMark,
    /// Bytes in an encoding other than UTF-8, decoded.
    Encoding,
    /// Bytes that are no text in the file's encoding, replaced by U+FFFD.
    Undecodable,
    /// UTF-8 once read as Windows-1252 (`â€œ`), turned back.
    Mojibake,
    /// A mark of which only one byte was left (`â`), put back or dropped from what stands around it.
    LostMark(Mark),
    /// White space: no-break spaces, tabs, runs, blank lines, trailing space.
    Whitespace,
    /// A line break inside a paragraph, now a space.
    LineWrap,
    /// A soft hyphen or another invisible character, dropped.
    Invisible,
    /// A bullet or list marker, dropped.
    Bullet,
    /// Markup of an HTML page, dropped.
    Markup,
    /// Letters joined by type (`ﬁ`), written as letters.
    Ligature,
    /// The mark of a note, dropped, or a raised figure, written as one.
    NoteMark,
    /// A character reference of HTML (`&amp;`), resolved.
    Entity,
    /// Navigation of a web page, dropped.
    Navigation,
    /// A photo credit, copyright notice or list of contributors, dropped.
    Credit,
    /// A block that stood in the document before, dropped.
    Repeat,
}

/// What a lost mark was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// An opening quotation mark.
    Opening,
    /// A closing quotation mark.
    Closing,
    /// An apostrophe.
    Apostrophe,
    /// A dash.
    Dash,
    /// Nothing: an invisible mark, or one that could not be told.
    Nothing,
}

impl Reason {
    /// Whether the edit mends damaged characters, so that a reader should be told.
    #[must_use]
    pub fn is_repair(self) -> bool {
        matches!(self, Self::Mojibake | Self::LostMark(_) | Self::Undecodable)
    }

    /// The reason as a short phrase for reports.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::ByteOrderMark => "byte order mark",
            Self::Encoding => "other encoding",
            Self::Undecodable => "undecodable bytes",
            Self::Mojibake => "UTF-8 read as Windows-1252",
            Self::LostMark(Mark::Opening) => "lost opening quotation mark",
            Self::LostMark(Mark::Closing) => "lost closing quotation mark",
            Self::LostMark(Mark::Apostrophe) => "lost apostrophe",
            Self::LostMark(Mark::Dash) => "lost dash",
            Self::LostMark(Mark::Nothing) => "lost mark, dropped",
            Self::Whitespace => "white space",
            Self::LineWrap => "wrapped line",
            Self::Invisible => "invisible character",
            Self::Bullet => "bullet",
            Self::Markup => "markup",
            Self::Ligature => "ligature",
            Self::NoteMark => "note mark",
            Self::Entity => "character reference",
            Self::Navigation => "navigation",
            Self::Credit => "credit",
            Self::Repeat => "repeated block",
        }
    }
}

/// A stretch of raw bytes and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The raw bytes that this piece stands for.
    pub raw: RawSpan,
    /// What stands in the clean text instead, and why; `None` where the bytes are copied.
    pub replacement: Option<(Box<str>, Reason)>,
}

impl Piece {
    fn text_len(&self) -> usize {
        self.replacement.as_ref().map_or(self.raw.len(), |(text, _)| text.len())
    }
}

/// Why a plan cannot be applied to some bytes.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PlanError {
    /// The plan names bytes that the file does not have.
    #[error("the plan needs {needed} bytes, the file has {found}")]
    Length {
        /// Bytes that the plan covers.
        needed: usize,
        /// Bytes there are.
        found: usize,
    },
    /// Bytes that the plan copies are not UTF-8.
    #[error("the bytes {0:?} that the plan copies are not UTF-8")]
    NotText(RawSpan),
}

/// How clean text was made from raw bytes; see the module's text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    pieces: Vec<Piece>,
    /// Text offset at which each piece starts.
    starts: Vec<u32>,
}

impl Plan {
    /// A plan of these pieces, in text order. Empty pieces are dropped, neighbouring copies joined.
    #[must_use]
    pub fn new(pieces: impl IntoIterator<Item = Piece>) -> Self {
        let mut plan = Self::default();
        let mut offset = 0;
        for piece in pieces.into_iter().filter(|p| !p.raw.is_empty() || p.text_len() > 0) {
            let text_len = piece.text_len();
            match plan.pieces.last_mut() {
                Some(last)
                    if last.replacement.is_none()
                        && piece.replacement.is_none()
                        && last.raw.end() == piece.raw.start() =>
                {
                    last.raw = last.raw.hull(&piece.raw);
                }
                _ => {
                    plan.pieces.push(piece);
                    plan.starts.push(u32::try_from(offset).unwrap_or(u32::MAX));
                }
            }
            offset += text_len;
        }
        plan
    }

    /// The pieces in text order.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Every place at which the text differs from the raw bytes.
    pub fn edits(&self) -> impl Iterator<Item = (RawSpan, &str, Reason)> {
        self.pieces.iter().filter_map(|piece| {
            piece.replacement.as_ref().map(|(text, reason)| (piece.raw, &**text, *reason))
        })
    }

    /// Makes the clean text from the raw bytes again.
    ///
    /// # Errors
    /// If the bytes are not the ones that the plan was made for.
    pub fn apply(&self, raw: &[u8]) -> Result<String, PlanError> {
        self.replay(raw, TextSpan::new(0, usize::MAX))
    }

    /// Makes a stretch of the clean text from the raw bytes again.
    ///
    /// # Errors
    /// If the bytes are not the ones that the plan was made for.
    pub fn replay(&self, raw: &[u8], text: TextSpan) -> Result<String, PlanError> {
        let mut made = String::new();
        for (piece, covered) in self.pieces_in(text) {
            let length = || PlanError::Length { needed: piece.raw.end(), found: raw.len() };
            let bytes = raw.get(piece.raw.range()).ok_or_else(length)?;
            let whole = match &piece.replacement {
                Some((replacement, _)) => replacement,
                None => std::str::from_utf8(bytes).map_err(|_| PlanError::NotText(piece.raw))?,
            };
            made.push_str(whole.get(covered.range()).ok_or(PlanError::NotText(piece.raw))?);
        }
        Ok(made)
    }

    /// The raw bytes that a stretch of clean text was made from: the smallest range that covers them.
    ///
    /// A replaced piece counts whole if the stretch touches its text; dropped pieces count only where they
    /// lie between others.
    #[must_use]
    pub fn raw_span(&self, text: TextSpan) -> RawSpan {
        let mut found: Option<RawSpan> = None;
        for (piece, covered) in self.pieces_in(text) {
            let raw = match piece.replacement {
                Some(_) => piece.raw,
                None => RawSpan::new(
                    piece.raw.start() + covered.start(),
                    piece.raw.start() + covered.end(),
                ),
            };
            found = Some(found.map_or(raw, |so_far| so_far.hull(&raw)));
        }
        found.unwrap_or_else(|| RawSpan::new(0, 0))
    }

    /// The stretches of clean text that a range of raw bytes became, in text order, neighbours joined. A replaced piece
    /// counts whole if the range touches it.
    #[must_use]
    pub fn text_spans(&self, raw: RawSpan) -> Vec<TextSpan> {
        let mut spans: Vec<TextSpan> = vec![];
        for (piece, &start) in self.pieces.iter().zip(&self.starts) {
            if !piece.raw.overlaps(&raw) {
                continue;
            }
            let start = start as usize;
            let span = match piece.replacement {
                Some(_) => TextSpan::new(start, start + piece.text_len()),
                None => {
                    let from = raw.start().max(piece.raw.start()) - piece.raw.start();
                    let to = raw.end().min(piece.raw.end()) - piece.raw.start();
                    TextSpan::new(start + from, start + to)
                }
            };
            match spans.last_mut() {
                Some(last) if last.end() == span.start() => *last = last.hull(&span),
                _ if span.is_empty() => {}
                _ => spans.push(span),
            }
        }
        spans
    }

    /// Every place at which the text differs from the raw bytes, with where that is in the text; what was dropped is an
    /// empty stretch.
    pub fn edits_in_text(&self) -> impl Iterator<Item = (TextSpan, RawSpan, Reason)> {
        self.pieces.iter().zip(&self.starts).filter_map(|(piece, &start)| {
            let (text, reason) = piece.replacement.as_ref()?;
            let start = start as usize;
            Some((TextSpan::new(start, start + text.len()), piece.raw, *reason))
        })
    }

    /// The reasons of all edits inside or at the edges of a stretch of clean text, in order, repeats kept.
    pub fn reasons(&self, text: TextSpan) -> impl Iterator<Item = Reason> {
        let first = self.starts.partition_point(|&start| (start as usize) < text.start());
        let first = first.saturating_sub(1);
        self.pieces[first..]
            .iter()
            .zip(&self.starts[first..])
            .take_while(move |&(_, &start)| (start as usize) < text.end())
            .filter(move |&(piece, &start)| start as usize + piece.text_len() >= text.start())
            .filter_map(|(piece, _)| piece.replacement.as_ref().map(|(_, reason)| *reason))
    }

    /// Pieces whose text the stretch touches, each with the part of its own text (from 0) that is covered.
    fn pieces_in(&self, text: TextSpan) -> impl Iterator<Item = (&Piece, TextSpan)> {
        let first = self.starts.partition_point(|&start| start as usize <= text.start());
        let first = first.saturating_sub(1);
        self.pieces[first..]
            .iter()
            .zip(&self.starts[first..])
            .take_while(move |&(_, &start)| (start as usize) < text.end())
            .filter_map(move |(piece, &start)| {
                let start = start as usize;
                let from = text.start().max(start) - start;
                let to = text.end().min(start + piece.text_len());
                (to > start + from).then(|| (piece, TextSpan::new(from, to - start)))
            })
    }
}
