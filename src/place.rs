//! A place in the articles that can be written down and found again after a restart.

use std::fmt;
use std::str::FromStr;

use crate::document::Document;
use crate::span::TextSpan;

/// Bytes of a document's digest that are written down: two documents in four billion are taken for one.
const DIGEST: usize = 4;

/// Where words begin: the document by its content, so that a changed one is not taken for it, and the byte of its
/// clean text. Written as `1f00a2c4.120`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    digest: [u8; DIGEST],
    start: usize,
}

/// What is written is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no place of an article")]
pub struct NoPlace;

impl Place {
    /// Where these words of a document begin.
    #[must_use]
    pub fn of(document: &Document, span: TextSpan) -> Self {
        Self { digest: Self::key(document.digest()), start: span.start() }
    }

    /// What is written down of a digest.
    #[must_use]
    pub fn key(digest: &[u8; 32]) -> [u8; DIGEST] {
        std::array::from_fn(|at| digest[at])
    }

    /// What is written down of the document's digest.
    #[must_use]
    pub fn digest(&self) -> [u8; DIGEST] {
        self.digest
    }

    /// The byte of the clean text.
    #[must_use]
    pub fn start(&self) -> usize {
        self.start
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}.{}", u32::from_be_bytes(self.digest), self.start)
    }
}

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(written: &str) -> Result<Self, NoPlace> {
        let (digest, start) = written.split_once('.').ok_or(NoPlace)?;
        let is_hex = digest.len() == 2 * DIGEST && digest.bytes().all(|b| b.is_ascii_hexdigit());
        let digest = u32::from_str_radix(digest, 16).ok().filter(|_| is_hex).ok_or(NoPlace)?;
        let is_number = start.bytes().all(|byte| byte.is_ascii_digit());
        let start = start.parse().ok().filter(|_| is_number).ok_or(NoPlace)?;
        Ok(Self { digest: digest.to_be_bytes(), start })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for (digest, start) in [([0; 4], 0), ([0, 1, 0xfe, 0xff], usize::MAX)] {
            let place = Place { digest, start };
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        for written in
            ["", ".", "1f00a2c4", "1f00a2c4.", "1f00a2c4.-1", "+f00a2c4.1", "1f.1", "1f00a2c4.+1"]
        {
            assert_eq!(written.parse::<Place>(), Err(NoPlace), "{written:?}");
        }
    }
}
