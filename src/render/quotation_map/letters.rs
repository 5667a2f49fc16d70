//! The letters of the picture: outlines and widths from a font of its own, so that it looks alike everywhere.

use std::sync::LazyLock;

use tiny_skia::{Path, PathBuilder};
use ttf_parser::{Face, OutlineBuilder};

static FONT: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/font/NotoSans-subset.ttf"));

static FACE: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::parse(FONT, 0).ok());

/// How wide a text is at a size, in pixels.
pub(super) fn width(text: &str, size: f32) -> f32 {
    let Some(face) = &*FACE else { return 0.0 };
    text.chars().map(|letter| advance(face, letter)).sum::<f32>() * scale(face, size)
}

/// The text, cut with an ellipsis where it is wider than this.
pub(super) fn fitted(text: &str, size: f32, most: f32) -> String {
    if width(text, size) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    let room = most - width("…", size);
    for letter in text.chars() {
        kept.push(letter);
        if width(&kept, size) > room {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

/// The outline of a text that begins at the origin of its base line.
pub(super) fn outline(text: &str, size: f32) -> Option<Path> {
    let face = FACE.as_ref()?;
    let scale = scale(face, size);
    let mut pen = Pen { path: PathBuilder::new(), scale, x: 0.0 };
    for letter in text.chars() {
        // A letter that the font has not got is drawn as its empty box.
        face.outline_glyph(face.glyph_index(letter).unwrap_or_default(), &mut pen);
        pen.x += advance(face, letter) * scale;
    }
    pen.path.finish()
}

fn advance(face: &Face<'_>, letter: char) -> f32 {
    let glyph = face.glyph_index(letter).unwrap_or_default();
    face.glyph_hor_advance(glyph).map_or(0.0, f32::from)
}

fn scale(face: &Face<'_>, size: f32) -> f32 {
    size / f32::from(face.units_per_em()).max(1.0)
}

/// Draws outlines, whose height counts upwards, into a picture, whose height counts downwards.
struct Pen {
    path: PathBuilder,
    scale: f32,
    x: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, -y * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_measured_and_cut() {
        assert!(FACE.is_some(), "the font can be read");
        assert!(width("Ukraine", 13.0) > width("Ukr", 13.0) && width("", 13.0) == 0.0);
        for name in ["Zoë Ångström", "Łukasz Żak", "Ιωάννα", "Володимир", "日本"]
        {
            assert!(outline(name, 13.0).is_some(), "{name}");
        }
        assert_eq!(outline("", 13.0), None);
        assert_eq!(outline(" ", 13.0), None);
        for (text, most) in [("Ada Lind", 500.0), ("a".repeat(500).as_str(), 90.0), ("Ada", 5.0)] {
            let fitted = fitted(text, 13.0, most);
            assert!(fitted == "…" || width(&fitted, 13.0) <= most, "{fitted}");
            assert_eq!(fitted == text, width(text, 13.0) <= most);
        }
    }
}
