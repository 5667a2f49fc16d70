//! Words in quote marks inside of a quotation: somebody else's, unless the one who speaks says that they are his.
//!
//! "They call us and say, ‘The dam is breaking.’" has words that the one who is quoted passes on, as often as not to
//! contradict them.

use std::ops::Range;

use crate::english::scope::says_own;

/// Whether the words at `kept` stand inside of inner quote marks of a quotation, which begins at `start`, and nothing in
/// front of the marks or behind them says that the one who speaks said them.
///
/// Both are places in `text`, in bytes.
pub(super) fn is_passed_on(text: &str, start: usize, end: usize, kept: &Range<usize>) -> bool {
    let from = outer_mark(text, start);
    let Some(open) = innermost(text, from..kept.start).filter(|marks| marks.len() > 1) else {
        return false;
    };
    let (mark, at) = open[open.len() - 1];
    let close = close_of(text, mark, kept.start..end);
    if close < kept.end {
        return false;
    }
    let front = text.get(from..at).unwrap_or_default();
    let front = front.rsplit(['.', '!', '?']).next().unwrap_or_default();
    let behind = text.get(close..end).unwrap_or_default();
    let behind = behind.split(['.', '!', '?', ';']).next().unwrap_or_default();
    let is_all = !front.contains(char::is_alphanumeric) && !behind.contains(char::is_alphanumeric);
    let rest = text.get(close..end).unwrap_or_default();
    if is_all && !rest.contains(char::is_alphanumeric) {
        return false;
    }
    !says_own(front) && !says_own(behind)
}

/// Where the marks begin that stand right in front of a quotation.
fn outer_mark(text: &str, start: usize) -> usize {
    let front = text.get(..start).unwrap_or_default();
    front.trim_end_matches(|c: char| MARKS.contains(&c)).len()
}

const MARKS: [char; 8] = ['“', '”', '‘', '’', '"', '\'', '«', '»'];

/// The marks that are open at the end of a stretch, with where they stand; the last is the innermost.
fn innermost(text: &str, stretch: Range<usize>) -> Option<Vec<(char, usize)>> {
    let mut open: Vec<(char, usize)> = vec![];
    let mut before = ' ';
    let inner = text.get(stretch.clone())?;
    let mut chars = inner.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or('x', |(_, next)| *next);
        match c {
            '“' | '«' => open.push((c, stretch.start + at)),
            '‘' if !before.is_alphanumeric() => open.push((c, stretch.start + at)),
            '"' | '\'' if !before.is_alphanumeric() && opens(before, next) => {
                open.push((c, stretch.start + at));
            }
            '”' | '»' | '’' | '"' | '\'' if !next.is_alphanumeric() => {
                if let Some(last) = open.iter().rposition(|(mark, _)| closes(*mark, c)) {
                    open.truncate(last);
                }
            }
            _ => {}
        }
        before = c;
    }
    Some(open)
}

fn opens(before: char, next: char) -> bool {
    (before.is_whitespace() || MARKS.contains(&before) || matches!(before, '(' | '—' | '–'))
        && (next.is_alphanumeric() || MARKS.contains(&next))
}

fn closes(open: char, close: char) -> bool {
    matches!((open, close), ('“', '”') | ('«', '»') | ('‘', '’') | ('"', '"') | ('\'', '\''))
}

/// Where the mark stands that closes `open`, or the end of the stretch.
fn close_of(text: &str, open: char, stretch: Range<usize>) -> usize {
    let inner = text.get(stretch.clone()).unwrap_or_default();
    let mut chars = inner.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_end = chars.peek().is_none_or(|(_, next)| !next.is_alphanumeric());
        if closes(open, c) && is_end {
            return stretch.start + at;
        }
    }
    stretch.end
}
