//! Text whose lines were cut at a fixed width, put back to one paragraph a line.
//!
//! The classic test: a line ends its paragraph if the first word of the next line would still have fitted
//! into the width. The width is taken from the lines around, because one file may have several.

use std::ops::Range;

use super::draft::{Draft, Edit};
use super::furniture;
use crate::plan::Reason;

/// Lines of wrapped text are at most this long, in characters; a longer line is a paragraph.
const WIDEST: usize = 100;

/// Lines of wrapped text are at least this wide, in characters.
const NARROWEST: usize = 40;

/// In a wrapped text at least one line break in this many was forced by the width. Half are paragraph
/// ends, headings and the like in short news reports.
const BREAKS_PER_FORCED: usize = 2;

/// A text with fewer line breaks than this is too short to tell.
const FEWEST_BREAKS: usize = 3;

struct Line<'t> {
    range: Range<usize>,
    text: &'t str,
    /// Characters.
    width: usize,
}

/// Joins the lines of paragraphs, if the text is wrapped at all.
pub(super) fn reflow(draft: &mut Draft) {
    let text = draft.text();
    let runs = runs(text);
    let Some(usual) = usual_width(&runs) else { return };
    let mut edits = Vec::new();
    for run in &runs {
        let widest = widest(run);
        if widest > WIDEST {
            continue;
        }
        // A run of a few short lines does not show the width.
        let width = widest.max(usual * 7 / 8);
        for pair in run.windows(2) {
            let [line, next] = pair else { continue };
            if fits(line, next, width) || starts_item(next.text) {
                continue;
            }
            let with = if ends_in_hyphen(line.text) { "" } else { " " };
            edits.push(Edit::new(line.range.end..next.range.start, with, Reason::LineWrap));
        }
    }
    draft.edit(edits);
}

/// Lines that follow each other without a blank line or navigation between them.
fn runs(text: &str) -> Vec<Vec<Line<'_>>> {
    let mut runs = vec![Vec::new()];
    let mut start = 0;
    for text in text.split('\n') {
        let range = start..start + text.len();
        start = range.end + 1;
        let is_break = text.is_empty() || furniture::is_navigation(text);
        match runs.last_mut() {
            Some(run) if !is_break => {
                run.push(Line { range, text, width: text.chars().count() });
            }
            Some(run) if run.is_empty() => {}
            _ => runs.push(Vec::new()),
        }
    }
    runs
}

fn widest(run: &[Line<'_>]) -> usize {
    run.iter().map(|line| line.width).max().unwrap_or(0)
}

/// The usual width of the text's runs; none if the text is not wrapped.
fn usual_width(runs: &[Vec<Line<'_>>]) -> Option<usize> {
    let (mut breaks, mut forced) = (0, 0);
    let mut widths = Vec::new();
    for run in runs.iter().filter(|run| run.len() > 1) {
        let width = widest(run);
        breaks += run.len() - 1;
        if (NARROWEST..=WIDEST).contains(&width) {
            let at_width = |pair: &&[Line<'_>]| !fits(&pair[0], &pair[1], width);
            forced += run.windows(2).filter(at_width).count();
            widths.push((width, run.len()));
        }
    }
    if breaks < FEWEST_BREAKS || forced * BREAKS_PER_FORCED < breaks {
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

/// `self-` before `governing`: the hyphen belongs to the word.
fn ends_in_hyphen(text: &str) -> bool {
    text.strip_suffix('-').is_some_and(|rest| rest.ends_with(char::is_alphanumeric))
}
