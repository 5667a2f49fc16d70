//! Addresses of passages in the reading room: `#document=NAME&passage=START-END`, in bytes of the file as in citations.

use std::fmt::Write;

use crate::model::document::Document;
use crate::model::span::RawSpan;

/// The address of a passage within the page; of the whole article without one.
#[must_use]
pub fn address(document: &Document, passage: &[RawSpan]) -> String {
    let mut address = format!("#document={}", encoded(document.name()));
    for (at, raw) in passage.iter().enumerate() {
        let before = if at == 0 { "&passage=" } else { "," };
        let _ = write!(address, "{before}{}-{}", raw.start(), raw.end());
    }
    address
}

/// Most stretches of one passage that are read.
const STRETCHES: usize = 64;

/// Reads the passage of an address: `12-50` or `12-50,60-80`. What is no range is left out.
#[must_use]
pub fn read_passage(written: &str) -> Vec<RawSpan> {
    let ranges = written.split(',').filter_map(|range| {
        let (start, end) = range.split_once('-')?;
        let (start, end) = (start.parse().ok()?, end.parse().ok()?);
        (start < end).then(|| RawSpan::new(start, end))
    });
    ranges.take(STRETCHES).collect()
}

/// Letters, digits and a few marks stay; all else is written as its bytes.
fn encoded(name: &str) -> String {
    name.bytes().fold(String::with_capacity(name.len()), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'-' | b'~' | b'/' => {
                out.push(byte.into());
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_are_read_as_they_are_written() {
        let span = |(start, end)| RawSpan::new(start, end);
        let check = |written: &str, expected: &[(usize, usize)]| {
            let expected: Vec<RawSpan> = expected.iter().copied().map(span).collect();
            assert_eq!(read_passage(written), expected, "{written:?}");
        };
        check("12-50", &[(12, 50)]);
        check("12-50,60-80", &[(12, 50), (60, 80)]);
        check("50-12", &[]);
        check("5-5", &[]);
        check("a-b,7-9", &[(7, 9)]);
        check("", &[]);
        check("1-99999999999999999999999999", &[]);
        assert_eq!(read_passage(&"1-2,".repeat(9999)).len(), STRETCHES);
    }

    #[test]
    fn names_are_encoded() {
        assert_eq!(encoded("a/b c.html#text+é&1"), "a/b%20c.html%23text%2B%C3%A9%261");
    }
}
