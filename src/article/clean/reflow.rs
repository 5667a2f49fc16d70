//! Text whose lines were cut at a fixed width, put back to one paragraph a line.
//!
//! The classic test: a line ends its paragraph if the first word of the next line would still have fitted
//! into the width. The width is taken from the lines around, because one file may have several.

use std::ops::Range;

use super::borders;
use super::breaks::{Break, Style};
use super::draft::{Draft, Edit};
use super::furniture;
use super::hyphens::{self, Hyphen};
use crate::english::sentences;
use crate::model::plan::Reason;

/// Lines of wrapped text are at most this long, in characters; a longer line is a paragraph.
const WIDEST: usize = 100;

/// Lines of wrapped text are at least this wide, in characters.
const NARROWEST: usize = 40;

/// In a wrapped text at least one line break in this many was forced by the width; the others are paragraph
/// ends, headings and the like, of which short news reports have many.
const BREAKS_PER_FORCED: usize = 3;

/// Of the breaks that the width forced at least one in this many stands inside a sentence.
const FORCED_PER_INSIDE: usize = 2;

/// A text with fewer line breaks than this is too short to tell.
const FEWEST_BREAKS: usize = 3;

struct Line<'t> {
    range: Range<usize>,
    text: &'t str,
    /// Characters.
    width: usize,
}

/// Joins the lines of paragraphs: those that were cut at the text's width, and those that a stray break cuts.
pub(super) fn reflow(draft: &mut Draft) {
    let text = draft.text();
    let style = Style::of(text);
    let runs = runs(text);
    let usual = usual_width(&runs);
    let mut edits = Vec::new();
    for run in &runs {
        // A run of a few short lines does not show the width; one with a longer line was not cut at it.
        let widest = widest(run);
        let width = usual.filter(|_| widest <= WIDEST).map(|usual| widest.max(usual * 7 / 8));
        let last_stop = run.iter().rposition(|line| sentences::has_stop(line.text));
        let listed = run.iter().all(|line| {
            line.text.starts_with(char::is_lowercase) && !sentences::has_stop(line.text)
        });
        for (index, pair) in run.windows(2).enumerate() {
            let [line, next] = pair else { continue };
            let wrapped = width.is_some_and(|width| {
                // After a full line that ends with a stop, a line that ends without one is a heading.
                let before_heading = stops(line.text)
                    && !stops(next.text)
                    && run.get(index + 2).is_some_and(|third| ends_paragraph(next, third, width));
                !before_heading && !ends_paragraph(line, next, width)
            });
            let cut = Break {
                line: line.text,
                next: next.text,
                first: line.range.start == 0,
                listed,
                stops: last_stop.is_some_and(|last| last > index),
            };
            if wrapped || cut.joins(style) {
                edits.push(join(text, line, next));
            }
        }
    }
    // A drop cap may stand apart from its word.
    let caps: Vec<_> = runs
        .windows(2)
        .filter_map(|pair| {
            let ([cap], Some(next)) = (pair[0].as_slice(), pair[1].first()) else { return None };
            let ranges = [cap.range.clone(), next.range.clone()];
            is_drop_cap(text, cap.text, next.text).then_some(ranges)
        })
        .collect();
    let ends: Vec<_> = caps.iter().map(|[cap, _]| cap.clone()).collect();
    let starts: Vec<_> = caps.iter().map(|[_, next]| next.clone()).collect();
    for ([cap, next], (end, start)) in
        caps.iter().zip(draft.raw(&ends).into_iter().zip(draft.raw(&starts)))
    {
        let gap = end.end..start.start;
        if borders::crossed(draft.borders(), &gap).is_none() {
            edits.push(Edit::new(cap.end..next.start, "", Reason::LineWrap));
        }
    }
    edits.extend(runs.iter().filter_map(|run| parted_drop_cap(text, run.first()?)));
    edits.sort_by_key(|edit| edit.range.start);
    draft.edit(edits);
}

/// `T he calls began`: the blank goes if nothing but one word can be meant.
fn parted_drop_cap(text: &str, line: &Line<'_>) -> Option<Edit> {
    let (letter, rest) = line.text.split_once(' ')?;
    let bare = letter.trim_start_matches(['“', '"', '‘', '\'']);
    let word = rest.split(|c: char| !c.is_alphabetic()).next()?;
    let small = rest.starts_with(char::is_lowercase) && !matches!(bare, "A" | "I" | "O");
    let parted =
        small && is_drop_cap(text, letter, rest) && is_word(text, &format!("{bare}{word}"));
    let at = line.range.start + letter.len();
    parted.then(|| Edit::new(at..at + 1, "", Reason::Whitespace))
}

/// What becomes of the line break: a space, or nothing behind the hyphen of a word.
fn join(text: &str, line: &Line<'_>, next: &Line<'_>) -> Edit {
    let end = line.range.end;
    match hyphens::at_line_end(text, line.text, next.text) {
        Some(Hyphen::Stays) => Edit::new(end..next.range.start, "", Reason::LineWrap),
        Some(Hyphen::Goes { bytes }) => {
            Edit::new(end - bytes..next.range.start, "", Reason::LineWrap)
        }
        None if is_drop_cap(text, line.text, next.text) => {
            Edit::new(end..next.range.start, "", Reason::LineWrap)
        }
        None => Edit::new(end..next.range.start, " ", Reason::LineWrap),
    }
}

/// Whether the line is the large first letter of the word with which the next line goes on.
fn is_drop_cap(text: &str, line: &str, next: &str) -> bool {
    let letter = line.trim_start_matches(['“', '"', '‘', '\'']);
    if letter.chars().count() != 1 || !letter.starts_with(char::is_uppercase) {
        return false;
    }
    let rest: String =
        next.chars().take_while(|c| c.is_alphabetic() || matches!(c, '\'' | '’')).collect();
    let small = rest.starts_with(char::is_lowercase);
    match letter {
        // Words of their own.
        "A" | "I" => small && is_word(text, &format!("{letter}{rest}")),
        _ => small || (rest.chars().nth(1).is_some() && !rest.chars().any(char::is_lowercase)),
    }
}

/// Whether the word begins sentences, or stands in the text in this or in small letters.
fn is_word(text: &str, word: &str) -> bool {
    sentences::is_starter(word)
        || hyphens::has_word(text, word)
        || hyphens::has_word(text, &word.to_lowercase())
}

/// Lines that follow each other without a blank line or navigation between them.
fn runs(text: &str) -> Vec<Vec<Line<'_>>> {
    let mut runs = vec![Vec::new()];
    let mut start = 0;
    let mut before = "";
    let mut lines = text.split('\n').peekable();
    while let Some(text) = lines.next() {
        let range = start..start + text.len();
        start = range.end + 1;
        let next = lines.peek().copied().unwrap_or_default();
        let is_break = text.is_empty()
            || furniture::is_navigation(text)
            || furniture::is_page_break(before, text, next);
        match runs.last_mut() {
            Some(run) if !is_break => {
                run.push(Line { range, text, width: text.chars().count() });
            }
            Some(run) if run.is_empty() => {}
            _ => runs.push(Vec::new()),
        }
        before = text;
    }
    runs
}

fn widest(run: &[Line<'_>]) -> usize {
    run.iter().map(|line| line.width).max().unwrap_or(0)
}

/// The usual width of the text's runs; none if the text is not wrapped.
fn usual_width(runs: &[Vec<Line<'_>>]) -> Option<usize> {
    let (mut breaks, mut forced, mut inside) = (0, 0, 0);
    let mut widths = Vec::new();
    for run in runs.iter().filter(|run| run.len() > 1) {
        let width = widest(run);
        breaks += run.len() - 1;
        if (NARROWEST..=WIDEST).contains(&width) {
            for pair in run.windows(2).filter(|pair| !fits(&pair[0], &pair[1], width)) {
                forced += 1;
                inside += usize::from(!stops(pair[0].text));
            }
            widths.push((width, run.len()));
        }
    }
    let is_wrapped = breaks >= FEWEST_BREAKS
        && forced * BREAKS_PER_FORCED >= breaks
        && inside * FORCED_PER_INSIDE >= forced;
    if !is_wrapped {
        return None;
    }
    // The width of the run in which the middle line stands.
    widths.sort_unstable();
    let middle = widths.iter().map(|(_, lines)| lines).sum::<usize>() / 2;
    let mut seen = 0;
    widths.into_iter().find_map(|(width, lines)| {
        seen += lines;
        (seen > middle).then_some(width)
    })
}

/// Whether the paragraph ends with `line`.
fn ends_paragraph(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    /// The widest line may be a little wider than the width that was meant, by a mark that counted less.
    /// A line that ends without a stop is a heading only if the next word would have fitted easily.
    const SLACK: usize = 2;
    let goes_on = next.text.starts_with(char::is_lowercase);
    if starts_item(next.text) {
        true
    } else if stops(line.text) {
        // Between a closing and an opening mark the speaker changes.
        let changes = line.text.ends_with(['"', '”']) && next.text.starts_with(['"', '“']);
        changes || fits(line, next, width)
    } else {
        fits(line, next, width.saturating_sub(SLACK))
            && !(goes_on && fits_barely(line, next, width))
    }
}

/// Whether a sentence may end with the line.
fn stops(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', ']']).ends_with(['.', '?', '!', ':', '…'])
}

/// Whether the next word would have filled the line so far that a small error in the width explains it.
fn fits_barely(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    !fits(line, next, width * 7 / 8)
}

/// Whether the first word of `next` would have fitted at the end of `line`.
fn fits(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    let word = next.text.split(' ').next().unwrap_or("").chars().count();
    line.width + 1 + word <= width
}

fn starts_item(text: &str) -> bool {
    text.starts_with(['•', '‣', '▪', '●', '◦', '·'])
        || text.starts_with("* ")
        || text.starts_with("- ")
}
