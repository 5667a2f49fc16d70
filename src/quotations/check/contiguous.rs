//! Whether asked words stand without interruption in a row of words.

use std::ops::Range;

use crate::quotations::check::{Slot, Token};

/// Where the asked words stand: one range a stretch between ellipses, in order. The first place counts.
///
/// An editor's words in brackets are stepped over. With `quoted_only` all the words must stand in quote marks.
#[must_use]
pub fn find(tokens: &[Token], asked: &[Slot], quoted_only: bool) -> Option<Vec<Range<usize>>> {
    let mut found = Vec::new();
    let mut from = 0;
    for stretch in stretches(asked) {
        let range = find_stretch(tokens, stretch, from, quoted_only)?;
        from = range.end;
        found.push(range);
    }
    (!found.is_empty()).then_some(found)
}

/// The asked words between ellipses.
pub fn stretches(asked: &[Slot]) -> impl Iterator<Item = &[Slot]> {
    asked.chunk_by(|_, next| !next.follows_gap)
}

fn find_stretch(
    tokens: &[Token],
    asked: &[Slot],
    from: usize,
    quoted_only: bool,
) -> Option<Range<usize>> {
    (from..tokens.len())
        .filter(|&start| !tokens[start].is_editorial)
        .find_map(|start| stands_at(tokens, asked, start, quoted_only).map(|end| start..end))
}

fn stands_at(tokens: &[Token], asked: &[Slot], start: usize, quoted_only: bool) -> Option<usize> {
    let mut at = start;
    for slot in asked {
        while tokens.get(at)?.is_editorial {
            at += 1;
        }
        let token = &tokens[at];
        if !slot.fits(token.word) || (quoted_only && !token.is_quoted) {
            return None;
        }
        at += 1;
    }
    Some(at)
}
