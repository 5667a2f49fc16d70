//! Bytes of a text as code points, which is what JSON counts in.

use crate::model::span::TextSpan;

/// Bytes to code points, by a count at every [`BLOCK`] bytes.
pub(super) struct CodePoints<'t> {
    text: &'t str,
    counts: Vec<usize>,
}

/// Bytes between two counts: the work of one look-up.
const BLOCK: usize = 256;

impl<'t> CodePoints<'t> {
    /// The counts of a text.
    pub(super) fn new(text: &'t str) -> Self {
        let mut counts = vec![0];
        for block in text.as_bytes().chunks(BLOCK) {
            let before = counts.last().copied().unwrap_or_default();
            counts.push(before + starts(block));
        }
        Self { text, counts }
    }

    /// Code points in front of the byte.
    pub(super) fn at(&self, byte: usize) -> usize {
        let block = byte / BLOCK;
        self.counts[block] + starts(&self.text.as_bytes()[block * BLOCK..byte])
    }

    /// The code points of a stretch, end exclusive.
    pub(super) fn span(&self, span: TextSpan) -> [usize; 2] {
        [self.at(span.start()), self.at(span.end())]
    }
}

/// Bytes that begin a code point.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points() {
        let text = "“Ça va,” said Zoë. ".repeat(60);
        let points = CodePoints::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), count);
        }
        assert_eq!(points.at(text.len()), text.chars().count());
    }
}
