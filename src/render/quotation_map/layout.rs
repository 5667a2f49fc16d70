//! A counted map laid out: where each mark, line and word stands, in pixels from the top left corner.

use super::counted::{Cell, Column, Counted};
use super::letters;

/// Height of a row, and of one whose name stands above its marks.
const ROW: f32 = 40.0;
const TALL_ROW: f32 = 58.0;
/// Space around everything.
const EDGE: f32 = 16.0;
/// A picture narrower than this has the names above the marks.
const NARROW: f32 = 640.0;
/// Widest column of names.
const NAMES: f32 = 230.0;
/// Narrowest and widest column of marks.
const PITCHES: (f32, f32) = (46.0, 150.0);
/// Radius of the smallest mark and of the largest.
const RADII: (f32, f32) = (5.0, 13.0);
/// How far the names of publishers are turned, in degrees.
const TURN: f32 = -38.0;
/// By how much the widest of the usual fonts is wider than Noto Sans.
const OTHER_FONTS: f32 = 1.12;
/// Longest name of a publisher above its column.
const PUBLISHER: f32 = 116.0;

/// What a text is, so that whoever draws can give it its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The heading of the picture.
    Heading,
    /// Names, and what must be read.
    Words,
    /// Dates, numbers, and what may be read.
    Note,
}

impl Role {
    /// The role as one lower-case word.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Words => "words",
            Self::Note => "note",
        }
    }

    /// The size of its letters.
    pub(super) fn size(self) -> f32 {
        match self {
            Self::Heading => 17.0,
            Self::Words => 13.5,
            Self::Note => 12.0,
        }
    }
}

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A text on its base line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Text {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) anchor: Anchor,
    /// Degrees by which it is turned around its place.
    pub(super) turn: f32,
    pub(super) role: Role,
    pub(super) text: String,
}

/// A line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub(super) from: (f32, f32),
    pub(super) to: (f32, f32),
}

/// A disc: the share that is word for word is filled, the share of fragments shaded, the rest empty.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) radius: f32,
    /// Shares of the disc from the top, clockwise: word for word, fragments. With the rest they are 1.
    pub(super) shares: [f32; 2],
    /// The cell that it stands for; none in the legend.
    pub(super) cell: Option<usize>,
    /// The cell in words.
    pub(super) label: String,
}

/// A picture that can be drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Picture {
    pub(super) width: f32,
    pub(super) height: f32,
    /// What it shows, in words.
    pub(super) description: String,
    pub(super) texts: Vec<Text>,
    pub(super) lines: Vec<Line>,
    pub(super) marks: Vec<Mark>,
}

/// Where rows and columns stand.
struct Grid {
    width: f32,
    is_narrow: bool,
    /// Left edge of the marks.
    left: f32,
    pitch: f32,
    /// Top of the first row.
    top: f32,
}

/// How wide a text may be: a page has a font of its own, which is wider than that of the picture.
fn width_of(text: &str, size: f32) -> f32 {
    letters::width(text, size) * OTHER_FONTS
}

/// The text, cut where it is wider than this in any font.
fn fitted(text: &str, size: f32, most: f32) -> String {
    letters::fitted(text, size, most / OTHER_FONTS)
}

/// How many columns a picture of this width has room for.
pub(super) fn columns(width: f32) -> usize {
    let names = if width < NARROW { 0.0 } else { NAMES };
    let room = width - 2.0 * EDGE - names - overhang(width);
    (room / PITCHES.0).floor().max(1.0) as usize
}

/// Room on the right for the last publisher's turned name.
fn overhang(width: f32) -> f32 {
    if width < NARROW { 58.0 } else { 80.0 }
}

/// The picture of a counted map.
pub(super) fn layout(counted: &Counted, heading: &str, width: f32) -> Picture {
    let mut picture = Picture {
        width,
        height: 0.0,
        description: description(counted, heading),
        texts: vec![],
        lines: vec![],
        marks: vec![],
    };
    let below_head = picture.head(heading, width);
    let has_publishers = counted.columns.iter().any(|column| !column.publisher.is_empty());
    let band = if has_publishers { 92.0 } else { 14.0 };
    let grid = Grid::of(counted, width, below_head + band);
    picture.columns(counted, &grid);
    picture.rows(counted, &grid);
    picture.cells(counted, &grid);
    let below = grid.bottom(counted.speakers.len());
    picture.dates(counted, &grid, below);
    picture.height = picture.foot(counted, width, below + 40.0);
    picture
}

impl Grid {
    fn of(counted: &Counted, width: f32, top: f32) -> Self {
        let is_narrow = width < NARROW;
        let names = counted.speakers.iter().map(|(name, _)| width_of(name, Role::Words.size()));
        let names = names.fold(0.0, f32::max).min(NAMES - 20.0) + 20.0;
        let left = if is_narrow { EDGE } else { EDGE + names };
        let room = width - left - EDGE - overhang(width);
        let count = counted.columns.len().max(1) as f32;
        Self { width, is_narrow, left, pitch: (room / count).clamp(PITCHES.0, PITCHES.1), top }
    }

    /// The middle of a column.
    fn x(&self, column: usize) -> f32 {
        self.left + (column as f32 + 0.5) * self.pitch - 8.0
    }

    fn row(&self) -> f32 {
        if self.is_narrow { TALL_ROW } else { ROW }
    }

    /// The middle of the marks of a row.
    fn y(&self, row: usize) -> f32 {
        let middle = if self.is_narrow { TALL_ROW - ROW / 2.0 } else { ROW / 2.0 };
        self.top + row as f32 * self.row() + middle
    }

    fn bottom(&self, rows: usize) -> f32 {
        self.top + rows as f32 * self.row()
    }

    /// Right end of the columns.
    fn right(&self, columns: usize) -> f32 {
        (self.left + columns as f32 * self.pitch).min(self.width - EDGE)
    }
}

impl Picture {
    fn text(&mut self, (x, y): (f32, f32), anchor: Anchor, role: Role, text: impl Into<String>) {
        self.texts.push(Text { x, y, anchor, turn: 0.0, role, text: text.into() });
    }

    /// The heading and what the marks mean; where what is below can begin.
    fn head(&mut self, heading: &str, width: f32) -> f32 {
        let heading = fitted(heading, Role::Heading.size(), width - 2.0 * EDGE);
        self.text((EDGE, 30.0), Anchor::Start, Role::Heading, heading);
        let keys = [
            ("word for word", [1.0, 0.0]),
            ("in part word for word", [0.0, 1.0]),
            ("paraphrased", [0.0, 0.0]),
        ];
        let (mut x, mut y) = (EDGE, 56.0);
        for (called, shares) in keys {
            let taken = 22.0 + width_of(called, Role::Note.size()) + 18.0;
            if x + taken > width - EDGE && x > EDGE {
                (x, y) = (EDGE, y + 20.0);
            }
            let label = String::new();
            self.marks.push(Mark {
                x: x + 6.0,
                y: y - 4.0,
                radius: 6.0,
                shares,
                cell: None,
                label,
            });
            self.text((x + 18.0, y), Anchor::Start, Role::Note, called);
            x += taken;
        }
        y + 8.0
    }

    /// A line for each column, and who quotes above it.
    fn columns(&mut self, counted: &Counted, grid: &Grid) {
        for (at, column) in counted.columns.iter().enumerate() {
            let x = grid.x(at);
            let bottom = grid.bottom(counted.speakers.len());
            self.lines.push(Line { from: (x, grid.top), to: (x, bottom + 6.0) });
            if !column.publisher.is_empty() {
                let text = fitted(&column.publisher, Role::Note.size(), PUBLISHER);
                self.texts.push(Text {
                    x: x + 3.0,
                    y: grid.top - 8.0,
                    anchor: Anchor::Start,
                    turn: TURN,
                    role: Role::Note,
                    text,
                });
            }
        }
    }

    /// A line for each row, and who is quoted.
    fn rows(&mut self, counted: &Counted, grid: &Grid) {
        let right = grid.right(counted.columns.len());
        for (row, (name, total)) in counted.speakers.iter().enumerate() {
            let y = grid.y(row);
            if grid.is_narrow {
                let name = format!("{name} · {total}");
                let name = fitted(&name, Role::Words.size(), grid.width - 2.0 * EDGE);
                self.text((EDGE, y - 24.0), Anchor::Start, Role::Words, name);
            } else {
                let name = fitted(name, Role::Words.size(), grid.left - EDGE - 14.0);
                self.text((grid.left - 10.0, y + 4.5), Anchor::End, Role::Words, name);
            }
            self.lines.push(Line { from: (grid.left, y), to: (right, y) });
        }
    }

    /// A mark for each cell, its area as its number, with the number beside it.
    fn cells(&mut self, counted: &Counted, grid: &Grid) {
        let most = counted.cells.iter().map(Cell::count).max().unwrap_or(1) as f32;
        for (at, cell) in counted.cells.iter().enumerate() {
            let count = cell.count() as f32;
            let radius = RADII.0 + (RADII.1 - RADII.0) * (count / most).sqrt();
            let shares = [cell.counts[0] as f32 / count, cell.counts[1] as f32 / count];
            let (x, y) = (grid.x(cell.column), grid.y(cell.row));
            let label = cell_label(counted, cell);
            self.marks.push(Mark { x, y, radius, shares, cell: Some(at), label });
            let beside = (x + radius + 4.0, y + 4.5);
            self.text(beside, Anchor::Start, Role::Note, cell.count().to_string());
        }
    }

    /// The dates below the columns, each once for all columns that have it.
    fn dates(&mut self, counted: &Counted, grid: &Grid, below: f32) {
        let mut from = 0;
        let mut free = 0.0;
        while let Some(first) = counted.columns.get(from) {
            let same = |column: &&Column| column.when() == first.when();
            let count = counted.columns.iter().skip(from).take_while(same).count();
            let (left, right) = (grid.x(from) - 14.0, grid.x(from + count - 1) + 14.0);
            let text = first.when();
            if text.is_empty() {
                break;
            }
            self.lines.push(Line { from: (left, below + 10.0), to: (right, below + 10.0) });
            let half = width_of(&text, Role::Note.size()) / 2.0;
            let middle = ((left + right) / 2.0).max(half + 4.0).min(grid.width - half - 4.0);
            // Dates that would overlap the one before go below it.
            let y = if middle - half < free { below + 40.0 } else { below + 26.0 };
            free = if y > below + 30.0 { free } else { middle + half + 6.0 };
            self.text((middle, y), Anchor::Middle, Role::Note, text);
            from += count;
        }
    }

    /// What is not drawn; the height of all.
    fn foot(&mut self, counted: &Counted, width: f32, below: f32) -> f32 {
        let mut y = below + 6.0;
        for note in not_drawn(counted) {
            y += 18.0;
            let note = fitted(&note, Role::Note.size(), width - 2.0 * EDGE);
            self.text((EDGE, y), Anchor::Start, Role::Note, note);
        }
        (y + EDGE).ceil()
    }
}

/// How many quotations are not drawn, and why.
fn not_drawn(counted: &Counted) -> Vec<String> {
    let (speakers, quotations) = counted.left_out;
    let others = match speakers {
        0 => None,
        1 => Some(format!("One more speaker is quoted: {}.", called(quotations))),
        _ => Some(format!("{speakers} more speakers are quoted: {}.", called(quotations))),
    };
    let nobodys = counted.nobodys;
    let nobodys =
        (nobodys > 0).then(|| format!("Of {} the text does not tell who speaks.", called(nobodys)));
    [others, nobodys].into_iter().flatten().collect()
}

fn called(quotations: usize) -> String {
    if quotations == 1 { "1 quotation".to_owned() } else { format!("{quotations} quotations") }
}

/// A cell in words: "Ada Lind in The Post, 6 Jan 2026: 2 quotations, 1 word for word, 1 paraphrased".
fn cell_label(counted: &Counted, cell: &Cell) -> String {
    let name = counted.speakers.get(cell.row).map_or("", |(name, _)| name);
    let column = counted.columns.get(cell.column).map_or_else(String::new, Column::called);
    let publishers = cell.publishers();
    let by = if publishers.is_empty() { String::new() } else { format!(" ({publishers})") };
    format!("{name} in {column}: {}, {}{by}", called(cell.count()), Cell::forms(cell.counts))
}

/// Characters of a description: Discord takes no more of a picture.
const DESCRIPTION: usize = 1024;

/// The whole picture in words, as far as there is room.
fn description(counted: &Counted, heading: &str) -> String {
    let mut words = format!("{heading}. {} in all.", called(counted.total));
    for (row, (name, total)) in counted.speakers.iter().enumerate() {
        let cells = counted.cells.iter().filter(|cell| cell.row == row);
        let by = cells.clone().filter_map(|cell| {
            let column = counted.columns.get(cell.column)?;
            Some(format!("{} {}", column.called(), cell.count()))
        });
        let counts = cells
            .fold([0; 3], |sum, cell| std::array::from_fn(|form| sum[form] + cell.counts[form]));
        let by = by.collect::<Vec<_>>().join("; ");
        let line = format!(" {name}: {total}, {} ({by}).", Cell::forms(counts));
        if words.encode_utf16().count() + line.encode_utf16().count() > DESCRIPTION - 40 {
            words.push_str(&format!(" And {} more.", counted.speakers.len() - row));
            break;
        }
        words.push_str(&line);
    }
    words
}

#[cfg(test)]
mod tests;
