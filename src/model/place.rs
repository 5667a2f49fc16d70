//! A place in the articles that can be written down and found again after a restart.

use std::fmt;
use std::str::FromStr;

use crate::model::document::Document;
use crate::model::span::TextSpan;

/// Bytes of a document's digest that are written down: among a million documents, the chance that any two are
/// taken for one is one in thirty-seven million.
const DIGEST: usize = 8;

/// Digits in which so many bytes are written.
const WIDTH: usize = 11;

/// What numbers are written in: five places must fit into the id of a button, so they are short.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Where words begin: the document by its content, so that a changed one is not taken for it, and the byte of its
/// clean text. Written as `2f00a2c4XyZ1w`: eleven digits for the document, the others for the byte.
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
        let start = u64::try_from(self.start).unwrap_or(u64::MAX);
        write!(f, "{:0>WIDTH$}{}", digits(u64::from_be_bytes(self.digest)), digits(start))
    }
}

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(written: &str) -> Result<Self, NoPlace> {
        let (digest, start) = written.split_at_checked(WIDTH).ok_or(NoPlace)?;
        let digest = number(digest).ok_or(NoPlace)?;
        let start = number(start).and_then(|start| start.try_into().ok()).ok_or(NoPlace)?;
        Ok(Self { digest: digest.to_be_bytes(), start })
    }
}

fn digits(mut number: u64) -> String {
    let mut digits = vec![];
    loop {
        digits.push(char::from(DIGITS[(number % 62) as usize]));
        number /= 62;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

fn number(digits: &str) -> Option<u64> {
    let value = |digit| DIGITS.iter().zip(0_u64..).find(|(known, _)| **known == digit);
    let add = |number: u64, digit| number.checked_mul(62)?.checked_add(value(digit)?.1);
    (!digits.is_empty()).then_some(digits)?.bytes().try_fold(0, add)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_again(digest: [u8; DIGEST], start: usize) {
            let place = Place { digest, start };
            prop_assert_eq!(place.to_string().parse(), Ok(place));
        }

        #[test]
        fn a_place_is_short(digest: [u8; DIGEST], start in 0_usize..900_000_000) {
            let written = Place { digest, start }.to_string();
            prop_assert!(written.len() <= WIDTH + 5, "{}", written);
        }

        #[test]
        fn any_words_are_read(written in "\\PC{0,20}|[0-9A-Za-z]{8,24}") {
            let read = written.parse::<Place>();
            prop_assert!(read.is_err() || written.bytes().all(|byte| DIGITS.contains(&byte)));
        }
    }

    #[test]
    fn what_is_no_place() {
        for (digest, start) in [([0; DIGEST], 0), ([0xff; DIGEST], usize::MAX)] {
            let place = Place { digest, start };
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        let none = [
            "",
            "0",
            "00000000000",
            "0000000000.0",
            "00000000000-",
            "zzzzzzzzzzz0",
            "1f00a2c4.120",
        ];
        for written in none {
            assert_eq!(written.parse::<Place>(), Err(NoPlace), "{written:?}");
        }
    }
}
