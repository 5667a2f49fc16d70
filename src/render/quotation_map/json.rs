//! The map as JSON, for a page to draw.

use serde::Serialize;

use super::WIDTHS;
use super::counted::{By, Column, Counted};
use super::layout::{self, Anchor};
use crate::model::verdict::Quoted;
use crate::render::json::line;

/// Lengths are pixels from the top left corner, turns are degrees.
#[derive(Serialize)]
struct MapForm<'a> {
    width: f32,
    height: f32,
    title: &'a str,
    description: &'a str,
    texts: Vec<TextForm<'a>>,
    lines: Vec<[f32; 4]>,
    marks: Vec<MarkForm<'a>>,
    /// Who is quoted: the rows of a table.
    speakers: Vec<&'a str>,
    /// By whom: its columns.
    columns: Vec<String>,
    total: usize,
}

#[derive(Serialize)]
struct TextForm<'a> {
    x: f32,
    y: f32,
    anchor: &'static str,
    turn: f32,
    role: &'static str,
    size: f32,
    text: &'a str,
}

/// `cell` is null in the legend.
#[derive(Serialize)]
struct MarkForm<'a> {
    x: f32,
    y: f32,
    radius: f32,
    /// Shares of the disc: word for word, in part word for word.
    shares: [f32; 2],
    cell: Option<CellForm<'a>>,
}

#[derive(Serialize)]
struct CellForm<'a> {
    label: &'a str,
    row: usize,
    column: usize,
    /// Word for word, in part word for word, paraphrased.
    counts: [usize; 3],
    /// Where the first of them stand, as the sentences are asked for.
    places: Vec<String>,
}

/// The map of these quotations below a heading, laid out for a width in pixels.
#[must_use]
pub fn json(quotations: &[Quoted<'_>], heading: &str, by: By, width: f32) -> String {
    let width = if width.is_finite() { width } else { super::WIDTH };
    let width = width.clamp(*WIDTHS.start(), *WIDTHS.end());
    let counted = Counted::of(quotations, layout::columns(width), by);
    let picture = layout::layout(&counted, heading, width);
    let marks = picture.marks.iter().map(|mark| MarkForm {
        x: mark.x,
        y: mark.y,
        radius: mark.radius,
        shares: mark.shares,
        cell: mark.cell.and_then(|at| counted.cells.get(at)).map(|cell| CellForm {
            label: &mark.label,
            row: cell.row,
            column: cell.column,
            counts: cell.counts,
            places: cell.places.iter().map(ToString::to_string).collect(),
        }),
    });
    let texts = picture.texts.iter().map(|text| TextForm {
        x: text.x,
        y: text.y,
        anchor: match text.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        },
        turn: text.turn,
        role: text.role.as_str(),
        size: text.role.size(),
        text: &text.text,
    });
    let lines = picture.lines.iter();
    line(&MapForm {
        width: picture.width,
        height: picture.height,
        title: heading,
        description: &picture.description,
        texts: texts.collect(),
        lines: lines.map(|line| [line.from.0, line.from.1, line.to.0, line.to.1]).collect(),
        marks: marks.collect(),
        speakers: counted.speakers.iter().map(|(name, _)| name.as_str()).collect(),
        columns: counted.columns.iter().map(Column::called).collect(),
        total: counted.total,
    })
}
