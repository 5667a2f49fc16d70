//! A text on its way from raw bytes to clean text: every pass edits it, and the plan is kept up with it.

use std::borrow::Cow;
use std::ops::Range;
use std::vec;

use super::borders::Border;
use super::markup::Markup;
use crate::model::plan::{Piece, Plan, Reason};
use crate::model::span::RawSpan;

/// The text as it stands now and the pieces of the plan that make it.
#[derive(Debug)]
pub(super) struct Draft {
    text: String,
    pieces: Vec<Piece>,
    /// Where in the raw bytes elements begin and end, in order.
    borders: Vec<Border>,
    /// What paragraphs are by their markup, with their places in the raw bytes, in order.
    markup: Vec<(Range<usize>, Markup)>,
}

/// One change of the draft's present text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) with: Cow<'static, str>,
    pub(super) why: Reason,
}

impl Edit {
    pub(super) fn new(
        range: Range<usize>,
        with: impl Into<Cow<'static, str>>,
        why: Reason,
    ) -> Self {
        Self { range, with: with.into(), why }
    }
}

impl Draft {
    /// The pieces must be in raw order and make `text`.
    pub(super) fn new(text: String, pieces: Vec<Piece>) -> Self {
        Self { text, pieces, borders: Vec::new(), markup: Vec::new() }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Keeps borders at offsets of the present text, which must be in order.
    pub(super) fn mark(&mut self, borders: Vec<Border>) {
        let places: Vec<_> = borders.iter().map(|border| border.at..border.at).collect();
        let raw = self.raw(&places);
        self.borders = borders
            .into_iter()
            .zip(raw)
            .map(|(border, raw)| Border { at: raw.end, ..border })
            .collect();
    }

    /// Keeps what paragraphs at these places of the present text are.
    pub(super) fn mark_up(&mut self, paragraphs: Vec<(Range<usize>, Markup)>) {
        let places: Vec<_> = paragraphs.iter().map(|(place, _)| place.clone()).collect();
        let raw = self.raw(&places);
        self.markup =
            raw.into_iter().zip(paragraphs).map(|(raw, (_, markup))| (raw, markup)).collect();
    }

    /// What a paragraph is whose words begin at this place of the raw bytes.
    pub(super) fn markup_at(&self, raw: usize) -> Option<Markup> {
        let behind = self.markup.partition_point(|(place, _)| place.start <= raw);
        let (place, markup) = self.markup.get(behind.checked_sub(1)?)?;
        (raw < place.end).then_some(*markup)
    }

    pub(super) fn borders(&self) -> &[Border] {
        &self.borders
    }

    /// Where stretches of the text, which must be in order, come from in the raw bytes. Of a replaced piece at an edge
    /// only the inner end is counted in, because it may hold what stands outside.
    pub(super) fn raw(&self, stretches: &[Range<usize>]) -> Vec<Range<usize>> {
        let edges: Vec<_> = stretches.iter().flat_map(|range| [range.start, range.end]).collect();
        let mut found = Vec::with_capacity(edges.len());
        let (mut at, mut pieces) = (0, self.pieces.iter().peekable());
        for (index, edge) in edges.iter().enumerate() {
            let is_end = index % 2 == 1;
            // A stretch starts in the piece behind its first offset and ends in the piece before its last one.
            while let Some(piece) = pieces.peek() {
                let end = at + text_len(piece);
                if end > *edge || (is_end && end == *edge && end > at) {
                    break;
                }
                at = end;
                pieces.next();
            }
            found.push(match pieces.peek() {
                Some(piece) if piece.replacement.is_none() => piece.raw.start() + (edge - at),
                Some(piece) if is_end => piece.raw.start(),
                Some(piece) => piece.raw.end(),
                None => self.pieces.last().map_or(0, |piece| piece.raw.end()),
            });
        }
        found.chunks(2).map(|pair| pair[0]..pair[pair.len() - 1]).collect()
    }

    pub(super) fn into_parts(self) -> (String, Plan) {
        (self.text, Plan::new(self.pieces))
    }

    /// Makes all these changes, which must be sorted and must not overlap, in one linear walk.
    ///
    /// A piece that was replaced before cannot be cut, because nobody knows which of its raw bytes made
    /// which of its characters. An edit that touches such a piece takes it in whole.
    pub(super) fn edit(&mut self, edits: Vec<Edit>) {
        if edits.is_empty() {
            return;
        }
        let old = std::mem::take(&mut self.text);
        let mut text = String::with_capacity(old.len());
        let mut out = Vec::with_capacity(self.pieces.len() + 2 * edits.len());
        let mut cursor = Cursor::new(std::mem::take(&mut self.pieces));
        let mut copied = 0;
        let mut edits = edits.into_iter().peekable();
        while let Some(edit) = edits.next() {
            debug_assert!(edit.range.start >= copied, "edits overlap at {:?}", edit.range);
            cursor.pass(edit.range.start, &mut out);
            let from = cursor.at;
            let mut replacement = old[from..edit.range.start].to_owned() + &edit.with;
            let (mut end, mut why) = (edit.range.end, edit.why);
            let mut raw = cursor.absorb(end);
            while cursor.at > end {
                if let Some(next) = edits.next_if(|next| next.range.start < cursor.at) {
                    replacement += &old[end..next.range.start];
                    replacement += &next.with;
                    (end, why) = (next.range.end, next.why);
                    raw = match (raw, cursor.absorb(end)) {
                        (Some(raw), Some(more)) => Some(raw.hull(&more)),
                        (raw, more) => raw.or(more),
                    };
                } else {
                    replacement += &old[end..cursor.at];
                    end = cursor.at;
                }
            }
            text += &old[copied..from];
            text += &replacement;
            copied = end;
            if let Some(raw) = raw {
                out.push(Piece { raw, replacement: Some((replacement.into(), why)) });
            }
        }
        text += &old[copied..];
        cursor.pass(usize::MAX, &mut out);
        self.text = text;
        self.pieces = out;
    }

    /// Puts stretches of the text, which must cover it, into a new order. Returns whether that was
    /// possible: it is not where a stretch ends inside of a replaced piece.
    pub(super) fn rearrange(&mut self, order: &[Range<usize>]) -> bool {
        let mut cuts: Vec<_> = order.iter().enumerate().map(|(place, cut)| (cut, place)).collect();
        cuts.sort_by_key(|(cut, _)| cut.start);
        let mut cursor = Cursor::new(self.pieces.clone());
        let mut parts = vec![Vec::new(); order.len()];
        for (cut, place) in cuts {
            if cursor.at != cut.start {
                return false;
            }
            cursor.pass(cut.end, &mut parts[place]);
        }
        if let Some(last) = parts.last_mut() {
            cursor.pass(usize::MAX, last);
        }
        self.text = order.iter().map(|range| &self.text[range.clone()]).collect();
        self.pieces = parts.into_iter().flatten().collect();
        true
    }
}

/// Walks over pieces by offsets of the text that they make.
struct Cursor {
    head: Option<Piece>,
    rest: vec::IntoIter<Piece>,
    /// Text offset at which `head` starts.
    at: usize,
}

impl Cursor {
    fn new(pieces: Vec<Piece>) -> Self {
        let mut rest = pieces.into_iter();
        Self { head: rest.next(), rest, at: 0 }
    }

    /// Passes on all pieces that end at `to` or before, with the first part of a copied piece that reaches
    /// beyond it. Stops before a replaced piece that reaches beyond.
    fn pass(&mut self, to: usize, out: &mut Vec<Piece>) {
        while let Some(piece) = &mut self.head {
            let end = self.at + text_len(piece);
            if end > to {
                if piece.replacement.is_none() && to > self.at {
                    out.push(split_front(piece, to - self.at));
                    self.at = to;
                }
                return;
            }
            self.at = end;
            out.extend(std::mem::replace(&mut self.head, self.rest.next()));
        }
    }

    /// Takes the pieces up to `to`, a replaced one whole, and gives back the raw bytes that they stand for.
    fn absorb(&mut self, to: usize) -> Option<RawSpan> {
        let mut raw: Option<RawSpan> = None;
        while self.at < to {
            let piece = self.head.as_mut()?;
            let end = self.at + text_len(piece);
            let taken = if end > to && piece.replacement.is_none() {
                let front = split_front(piece, to - self.at);
                self.at = to;
                front.raw
            } else {
                let taken = piece.raw;
                self.at = end;
                self.head = self.rest.next();
                taken
            };
            raw = Some(raw.map_or(taken, |so_far| so_far.hull(&taken)));
        }
        raw
    }
}

fn text_len(piece: &Piece) -> usize {
    piece.replacement.as_ref().map_or(piece.raw.len(), |(text, _)| text.len())
}

/// Cuts the first `len` bytes off a copied piece.
fn split_front(piece: &mut Piece, len: usize) -> Piece {
    let middle = piece.raw.start() + len;
    let front = RawSpan::new(piece.raw.start(), middle);
    piece.raw = RawSpan::new(middle, piece.raw.end());
    Piece { raw: front, replacement: None }
}
