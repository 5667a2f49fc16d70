//! Texts in pages, as they come out of a PDF, with a form feed between two: heads, feet and numbers of pages are dropped, and
//! a paragraph goes on over the end of a page.

use std::collections::HashMap;
use std::ops::Range;

use super::draft::{Draft, Edit};
use crate::model::plan::Reason;

const PAGE_END: char = '\u{c}';

/// So many lines at the top and as many at the bottom of a page may be its head and foot.
const EDGE: usize = 3;

/// Drops what belongs to the pages and not to the text.
pub(super) fn join(draft: &mut Draft) {
    let text = draft.text();
    if !text.contains(PAGE_END) {
        return;
    }
    let pages: Vec<Vec<Range<usize>>> = pages(text);
    let mut places: HashMap<(bool, String), usize> = HashMap::new();
    for page in &pages {
        for (is_top, line) in edges(page) {
            *places.entry((is_top, key(&text[line]))).or_default() += 1;
        }
    }
    // On two of many pages it may be chance.
    let least = (pages.len() / 3).max(2);
    let mut edits = Vec::new();
    let mut last: Option<Range<usize>> = None;
    for (number, page) in pages.iter().enumerate() {
        let is_furniture = |(is_top, line): (bool, &Range<usize>)| {
            let words = &text[line.clone()];
            let key = key(words);
            // What stands on the first page alone without a number is the headline that the others repeat.
            let repeats = places.get(&(is_top, key.clone())).is_some_and(|count| *count >= least);
            is_page_number(words) || repeats && (number > 0 || !is_top || key.contains('#'))
        };
        let tops = page.iter().take(EDGE).take_while(|line| is_furniture((true, line))).count();
        let rest = &page[tops..];
        let bottoms =
            rest.iter().rev().take(EDGE).take_while(|line| is_furniture((false, line))).count();
        let kept = &rest[..rest.len() - bottoms];
        if let (Some(first), Some(before)) = (kept.first(), &last) {
            // The stretch from the last line that stays to the next one.
            let words = text[before.clone()].trim_end();
            let ends = words.ends_with(['.', '!', '?', '”', '"', '’', ':', '…']);
            let with = if ends { "\n\n" } else { "\n" };
            edits.push(Edit::new(before.end..first.start, with, Reason::Navigation));
        } else if let (Some(first), None) = (kept.first(), &last) {
            edits.push(Edit::new(0..first.start, "", Reason::Navigation));
        }
        if let Some(line) = kept.last() {
            last = Some(line.clone());
        }
    }
    if let Some(line) = last {
        edits.push(Edit::new(line.end..text.len(), "", Reason::Navigation));
    }
    edits.retain(|edit| !edit.range.is_empty());
    draft.edit(edits);
}

/// The lines of each page that have words.
fn pages(text: &str) -> Vec<Vec<Range<usize>>> {
    let mut pages = Vec::new();
    let mut start = 0;
    for page in text.split(PAGE_END) {
        let mut at = start;
        let mut lines = Vec::new();
        for line in page.split_inclusive('\n') {
            let words = line.trim_end();
            if !words.trim_start().is_empty() {
                let blank = words.len() - words.trim_start().len();
                lines.push(at + blank..at + words.len());
            }
            at += line.len();
        }
        pages.push(lines);
        start += page.len() + PAGE_END.len_utf8();
    }
    pages
}

/// The lines at the edges of a page, and whether each is at the top.
fn edges(page: &[Range<usize>]) -> impl Iterator<Item = (bool, Range<usize>)> {
    let top = page.iter().take(EDGE).map(|line| (true, line.clone()));
    let bottom = page.iter().rev().take(EDGE).map(|line| (false, line.clone()));
    top.chain(bottom)
}

/// A line without what differs from page to page.
fn key(line: &str) -> String {
    let mut key = String::new();
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_numeric() { '#' } else { c };
        if c != '#' || !key.ends_with('#') {
            key.extend(c.to_lowercase());
        }
    }
    key
}

/// `7`, `- 7 -`, `Page 7 of 9`.
fn is_page_number(line: &str) -> bool {
    const WORDS: [&str; 5] = ["page", "p", "of", "pg", "seite"];
    let mut numbers = 0;
    let are_known =
        line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(|word| {
            let is_number = word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
            numbers += usize::from(is_number);
            is_number || WORDS.contains(&word.to_lowercase().as_str())
        });
    are_known && (1..=2).contains(&numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plan::Piece;
    use crate::model::span::RawSpan;

    fn joined(text: &str) -> String {
        let copied = Piece { raw: RawSpan::new(0, text.len()), replacement: None };
        let mut draft = Draft::new(text.to_owned(), vec![copied]);
        join(&mut draft);
        let (joined, plan) = draft.into_parts();
        assert_eq!(plan.apply(text.as_bytes()).as_ref(), Ok(&joined));
        joined
    }

    #[test]
    fn heads_and_feet_leave_the_text() {
        for (text, wanted) in [
            ("One page.\nIt ends.", "One page.\nIt ends."),
            (
                "Mill closes\n\nIt was the\n1\u{c}Mill closes\noldest one.\n2",
                "Mill closes\n\nIt was the\noldest one.",
            ),
            (
                "Herald, page 1\nIt burned.\u{c}Herald, page 2\nNobody came.\u{c}",
                "It burned.\n\nNobody came.",
            ),
            (
                "It burned.\n\nPage 1 of 2\u{c}In 1990 it stood.\nPage 2 of 2",
                "It burned.\n\nIn 1990 it stood.",
            ),
            ("A tale of 3 mills\u{c}and 4 fires.", "A tale of 3 mills\nand 4 fires."),
            ("\u{c}\u{c}", ""),
            ("7\u{c}8", ""),
        ] {
            let joined = joined(text);
            assert_eq!(joined.trim_matches(['\u{c}', '\n', '7', '8']), wanted, "{text:?}");
        }
    }
}
