//! What a passage quotes, for questions after somebody's words.

use std::ops::Range;

use super::marked::Marked;
use crate::attribute::attribute;

/// The words reported that have most of the question's; of equals the first. Quote marks around them are left out.
pub(super) fn find(text: &str, words: &[Marked]) -> Option<Range<usize>> {
    let hits = |range: &Range<usize>| {
        let inside = words.iter().filter(|word| range.contains(&word.word.span.start()));
        let mut hits: Vec<usize> = inside.flat_map(|word| word.hits.iter().copied()).collect();
        hits.sort_unstable();
        hits.dedup();
        hits.len()
    };
    let mut best: Option<(usize, Range<usize>)> = None;
    for quotation in attribute(text) {
        let range = without_marks(text, quotation.span().range());
        let count = hits(&range);
        if !range.is_empty() && best.as_ref().is_none_or(|(most, _)| count > *most) {
            best = Some((count, range));
        }
    }
    best.map(|(_, range)| range)
}

/// Without quote marks at both edges and without white space, commas and stops behind them.
fn without_marks(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(words) = text.get(range.clone()) else { return 0..0 };
    let is_edge = |c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | ',' | '.');
    let start = range.start + (words.len() - words.trim_start_matches(is_edge).len());
    let inner = words.trim_matches(is_edge);
    // A mark that has its partner inside stays.
    let opened = inner.matches('“').count() > inner.matches('”').count();
    let open_straight = inner.matches('"').count() % 2 == 1;
    let end = start + inner.len();
    if opened || open_straight {
        let behind = text[end..].char_indices().find(|(_, c)| matches!(c, '”' | '"'));
        return start..behind.map_or(end, |(at, mark)| end + at + mark.len_utf8());
    }
    start..end
}
