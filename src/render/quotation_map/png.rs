//! The map as a picture for Discord.

use tiny_skia::{Color, FillRule, Paint, Path, PathBuilder, Pixmap, Stroke, Transform};

use super::counted::{By, Counted};
use super::layout::{self, Anchor, Line, Mark, Picture, Role, Text};
use super::{WIDTH, letters};
use crate::model::verdict::Quoted;

/// A picture and what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The file: PNG.
    pub png: Vec<u8>,
    /// What it shows, in words, for those who do not see it.
    pub description: String,
}

/// Pixels of the file for one of the layout, so that letters are sharp.
const SCALE: f32 = 3.0;

/// The colours: paper, ink for what is filled, a tint for fragments, letters, and lines. Letters have a contrast of 7 to 1 at
/// least with the paper.
const PAPER: [u8; 3] = [0xff, 0xff, 0xff];
const INK: [u8; 3] = [0x27, 0x4b, 0x7a];
const TINT: [u8; 3] = [0x9d, 0xb9, 0xdd];
const LETTERS: [u8; 3] = [0x1b, 0x1f, 0x27];
const NOTES: [u8; 3] = [0x4a, 0x52, 0x60];
const RULES: [u8; 3] = [0xdd, 0xe1, 0xe7];

/// The map of these quotations below a heading; `None` where nobody is quoted by name.
#[must_use]
pub fn png(quotations: &[Quoted<'_>], heading: &str) -> Option<Drawn> {
    let counted = Counted::of(quotations, layout::columns(WIDTH), By::Date);
    if counted.cells.is_empty() {
        return None;
    }
    let picture = layout::layout(&counted, heading, WIDTH);
    let png = draw(&picture)?.encode_png().ok()?;
    Some(Drawn { png, description: picture.description })
}

fn draw(picture: &Picture) -> Option<Pixmap> {
    let size = |length: f32| (length * SCALE).ceil() as u32;
    let mut pixels = Pixmap::new(size(picture.width), size(picture.height))?;
    pixels.fill(color(PAPER));
    for line in &picture.lines {
        stroke(&mut pixels, &line_path(line), RULES, 1.0);
    }
    for mark in &picture.marks {
        draw_mark(&mut pixels, mark);
    }
    for text in &picture.texts {
        draw_text(&mut pixels, text);
    }
    Some(pixels)
}

fn line_path(line: &Line) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(line.from.0, line.from.1);
    path.line_to(line.to.0, line.to.1);
    path.finish()
}

fn draw_mark(pixels: &mut Pixmap, mark: &Mark) {
    let disc = PathBuilder::from_circle(mark.x, mark.y, mark.radius);
    fill(pixels, &disc, PAPER, Transform::identity());
    let [whole, part] = mark.shares;
    for (from, to, colour) in [(0.0, whole, INK), (whole, whole + part, TINT)] {
        if to - from > 0.999 {
            fill(pixels, &disc, colour, Transform::identity());
        } else if to > from {
            fill(pixels, &sector(mark, from, to), colour, Transform::identity());
        }
    }
    stroke(pixels, &disc, INK, 1.75);
}

/// The part of a disc between two shares of it, from the top, clockwise, as a row of short lines.
fn sector(mark: &Mark, from: f32, to: f32) -> Option<Path> {
    /// Lines to a full circle: each is shorter than two pixels.
    const LINES: f32 = 90.0;
    let mut path = PathBuilder::new();
    path.move_to(mark.x, mark.y);
    let steps = ((to - from) * LINES).ceil().max(1.0);
    for step in 0..=steps as usize {
        let share = from + (to - from) * step as f32 / steps;
        let angle = share * std::f32::consts::TAU;
        path.line_to(mark.x + mark.radius * angle.sin(), mark.y - mark.radius * angle.cos());
    }
    path.close();
    path.finish()
}

fn draw_text(pixels: &mut Pixmap, text: &Text) {
    let size = text.role.size();
    let width = letters::width(&text.text, size);
    let shift = match text.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => -width / 2.0,
        Anchor::End => -width,
    };
    let place = Transform::from_translate(text.x, text.y)
        .pre_concat(Transform::from_rotate(text.turn))
        .pre_translate(shift, 0.0);
    let colour = match text.role {
        Role::Heading | Role::Words => LETTERS,
        Role::Note => NOTES,
    };
    fill(pixels, &letters::outline(&text.text, size), colour, place);
}

fn fill(pixels: &mut Pixmap, path: &Option<Path>, colour: [u8; 3], place: Transform) {
    if let Some(path) = path {
        let place = Transform::from_scale(SCALE, SCALE).pre_concat(place);
        pixels.fill_path(path, &paint(colour), FillRule::Winding, place, None);
    }
}

fn stroke(pixels: &mut Pixmap, path: &Option<Path>, colour: [u8; 3], width: f32) {
    if let Some(path) = path {
        let stroke = Stroke { width, ..Stroke::default() };
        let place = Transform::from_scale(SCALE, SCALE);
        pixels.stroke_path(path, &paint(colour), &stroke, place, None);
    }
}

fn paint(colour: [u8; 3]) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color(color(colour));
    paint
}

fn color([red, green, blue]: [u8; 3]) -> Color {
    Color::from_rgba8(red, green, blue, 255)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::verdict::Quoted;

    #[test]
    fn nobody_makes_no_picture() {
        let nobody: &[Quoted<'_>] = &[];
        assert_eq!(png(nobody, "Who is quoted by whom"), None);
    }
}
