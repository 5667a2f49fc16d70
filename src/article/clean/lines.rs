//! The paragraphs of a draft, one a line, and where each stands first.

use std::collections::HashMap;
use std::ops::Range;

use super::draft::Draft;
use super::markup::Markup;

/// A paragraph: one line of the draft.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) range: Range<usize>,
    /// Lines without a blank line between them have the same number.
    pub(super) group: usize,
    /// Where it comes from in the raw bytes.
    pub(super) raw: Range<usize>,
    /// What it is by the markup.
    pub(super) markup: Option<Markup>,
}

/// The paragraphs of a draft.
pub(super) fn lines(draft: &Draft) -> Vec<Line> {
    let (mut lines, mut start, mut group) = (Vec::new(), 0, 0);
    for line in draft.text().split('\n') {
        let range = start..start + line.len();
        start = range.end + 1;
        if line.is_empty() {
            group += 1;
        } else {
            lines.push(Line { range, group, raw: 0..0, markup: None });
        }
    }
    let ranges: Vec<_> = lines.iter().map(|line| line.range.clone()).collect();
    for (line, raw) in lines.iter_mut().zip(draft.raw(&ranges)) {
        line.markup = draft.markup_at(raw.start);
        line.raw = raw;
    }
    lines
}

/// Where each text stands first, for blocks long enough that they would not stand twice by chance.
pub(super) fn first_places<'t>(text: &'t str, lines: &[Line]) -> HashMap<&'t str, usize> {
    let mut places = HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        let words = &text[line.range.clone()];
        if is_distinct(words) {
            places.entry(words).or_insert(index);
        }
    }
    places
}

/// Shorter paragraphs ("Yes, I do.") may well be said twice. In words.
const DISTINCT_WORDS: usize = 5;

fn is_distinct(words: &str) -> bool {
    words.split(' ').nth(DISTINCT_WORDS - 1).is_some()
}
