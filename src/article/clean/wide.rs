//! Text in units of two or four bytes: UTF-32, and UTF-16 that does not say so.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use crate::model::plan::{Piece, Reason};
use crate::model::span::RawSpan;

/// How many bytes are looked at.
const REACH: usize = 4096;

/// UTF-32, in which every character has four bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Utf32 {
    big_endian: bool,
    /// Length of the byte order mark.
    pub(super) mark: usize,
}

impl Utf32 {
    /// Told from the mark, or from the zeros that every character has.
    pub(super) fn detect(raw: &[u8]) -> Option<Self> {
        if raw.starts_with(&[0xFF, 0xFE, 0, 0]) {
            return Some(Self { big_endian: false, mark: 4 });
        }
        if raw.starts_with(&[0, 0, 0xFE, 0xFF]) {
            return Some(Self { big_endian: true, mark: 4 });
        }
        [false, true].into_iter().map(|big_endian| Self { big_endian, mark: 0 }).find(|encoding| {
            let mut units = raw.chunks_exact(4).take(REACH).peekable();
            units.peek().is_some()
                && raw.len().is_multiple_of(4)
                && units.all(|unit| encoding.decode(unit).is_some_and(|c| c != '\0'))
        })
    }

    fn decode(self, unit: &[u8]) -> Option<char> {
        let unit: [u8; 4] = unit.try_into().ok()?;
        char::from_u32(if self.big_endian {
            u32::from_be_bytes(unit)
        } else {
            u32::from_le_bytes(unit)
        })
    }

    /// The text from the mark on; each line is one piece.
    pub(super) fn text(self, raw: &[u8], pieces: &mut Vec<Piece>) -> String {
        let mut text = String::new();
        let mut start = self.mark;
        let mut made = String::new();
        let mut close = |made: &mut String, start: &mut usize, end: usize, reason| {
            if *start < end {
                let replacement = Some((std::mem::take(made).into(), reason));
                pieces.push(Piece { raw: RawSpan::new(*start, end), replacement });
                *start = end;
            }
        };
        let mut at = self.mark;
        for unit in raw.get(self.mark..).unwrap_or_default().chunks(4) {
            let next = at + unit.len();
            let c = self.decode(unit);
            if c.is_none_or(|c| !c.is_alphanumeric()) {
                close(&mut made, &mut start, at, Reason::Encoding);
            }
            let reason = if c.is_some() { Reason::Encoding } else { Reason::Undecodable };
            let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
            made.push(c);
            text.push(c);
            if !c.is_alphanumeric() {
                close(&mut made, &mut start, next, reason);
            }
            at = next;
        }
        close(&mut made, &mut start, at, Reason::Encoding);
        text
    }
}

/// UTF-16 without a byte order mark: one of the two bytes of most characters is zero.
pub(super) fn unmarked_utf16(raw: &[u8]) -> Option<&'static Encoding> {
    /// At least this share of the characters are Latin letters, in percent.
    const LATIN_PERCENT: usize = 60;
    let units = raw.len().min(REACH) / 2;
    let zeros = |odd: usize| {
        raw.iter().take(2 * units).skip(odd).step_by(2).filter(|byte| **byte == 0).count()
    };
    let (high, low) = (zeros(0), zeros(1));
    let most = |count: usize| {
        units > 1 && raw.len().is_multiple_of(2) && count * 100 >= units * LATIN_PERCENT
    };
    match (most(high), most(low)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The mill is “shut”, and the café too.\r\nNobody came.";

    #[test]
    fn reads_wide_characters() {
        let little: Vec<u8> = TEXT.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        let big: Vec<u8> = "\u{FEFF}"
            .chars()
            .chain(TEXT.chars())
            .flat_map(|c| u32::from(c).to_be_bytes())
            .collect();
        for raw in [little, big] {
            let mut pieces = vec![];
            let found = Utf32::detect(&raw).unwrap();
            assert_eq!(found.text(&raw, &mut pieces), TEXT);
            assert_eq!(
                pieces.iter().map(|piece| piece.raw.len()).sum::<usize>(),
                raw.len() - found.mark
            );
        }
        let utf16 = |swap: bool| -> Vec<u8> {
            TEXT.encode_utf16()
                .flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        assert_eq!(unmarked_utf16(&utf16(false)), Some(UTF_16LE));
        assert_eq!(unmarked_utf16(&utf16(true)), Some(UTF_16BE));
        for raw in [TEXT.as_bytes(), b"", b"ab", &[0, 1, 2, 0, 0, 0]] {
            assert_eq!(unmarked_utf16(raw), None);
            assert_eq!(Utf32::detect(raw), None);
        }
    }
}
