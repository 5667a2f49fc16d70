//! Decimal numbers, exactly, and how they are written in digits.

use std::fmt::{self, Display, Formatter};

/// A decimal number, exactly; equal numbers are equal however they were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    is_negative: bool,
    /// All its digits; the last is no zero.
    digits: u128,
    /// The power of ten that they are multiplied with.
    exponent: i32,
}

/// More digits are no number that anybody compares.
pub(super) const MOST_DIGITS: usize = 30;

impl Number {
    /// Digits times a power of ten.
    pub(crate) fn new(mut digits: u128, mut exponent: i32) -> Self {
        if digits == 0 {
            return Self { is_negative: false, digits, exponent: 0 };
        }
        while digits.is_multiple_of(10) {
            digits /= 10;
            exponent += 1;
        }
        Self { is_negative: false, digits, exponent }
    }

    pub(crate) fn times(self, power: u8) -> Self {
        Self {
            is_negative: self.is_negative,
            ..Self::new(self.digits, self.exponent + i32::from(power))
        }
    }

    pub(crate) fn negative(self) -> Self {
        Self { is_negative: self.digits != 0, ..self }
    }

    /// The sum with a share: half, or some quarters.
    pub(super) fn plus_quarters(self, quarters: u8) -> Option<Self> {
        let (share, exponent) = (u128::from(quarters) * 25, -2_i32);
        let shift = u32::try_from(self.exponent - exponent).ok()?;
        let whole = self.digits.checked_mul(10_u128.checked_pow(shift)?)?;
        Some(Self::new(whole.checked_add(share)?, exponent))
    }

    /// The whole number, if it is one that is small.
    pub(super) fn whole(self) -> Option<u8> {
        let value =
            10_u128.checked_pow(u32::try_from(self.exponent).ok()?)?.checked_mul(self.digits)?;
        u8::try_from(value).ok().filter(|_| !self.is_negative)
    }

    /// The number divided by a power of ten, where it has as many zeros at its end.
    pub(super) fn times_down(self, power: u8) -> Option<Self> {
        (self.exponent >= i32::from(power))
            .then(|| Self { exponent: self.exponent - i32::from(power), ..self })
    }

    /// Whether it is below zero.
    pub(super) fn is_negative(self) -> bool {
        self.is_negative
    }
}

impl Display for Number {
    /// Digits without marks between them: `-12000.5`.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative { "-" } else { "" };
        let digits = self.digits.to_string();
        let Ok(places) = usize::try_from(-self.exponent) else {
            let zeros = usize::try_from(self.exponent).unwrap_or_default();
            return write!(f, "{sign}{digits}{:0<zeros$}", "");
        };
        if places == 0 {
            return write!(f, "{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, rest) = padded.split_at(padded.len() - places);
        write!(f, "{sign}{whole}.{rest}")
    }
}

/// The number at the start of a word, and the letters behind it. `None` where digits may mean two numbers.
pub(crate) fn digits(written: &str) -> Option<(Number, &str)> {
    let end =
        written.find(|c: char| !c.is_ascii_digit() && !".,'’".contains(c)).unwrap_or(written.len());
    let (body, suffix) = written.split_at(end);
    if !suffix.chars().all(char::is_alphabetic) || body.len() > MOST_DIGITS {
        return None;
    }
    let has = |mark: char| body.contains(mark);
    let group = [',', '’', '\''].into_iter().find(|mark| has(*mark));
    let (whole, decimals) = match (group, body.matches('.').count()) {
        (None, 0) => (body.to_owned(), ""),
        (None, 1) => {
            let (whole, decimals) = body.split_once('.')?;
            // "1.500" is a thousand and a half where a stop parts groups.
            let is_unclear = decimals.len() == 3 && decimals.ends_with('0') && whole != "0";
            (!is_unclear).then(|| (whole.to_owned(), decimals))?
        }
        (None, _) => (in_groups(body, '.')?, ""),
        (Some(mark), 0) => match in_groups(body, mark) {
            Some(whole) => (whole, ""),
            None => {
                let (whole, decimals) = body.split_once(',')?;
                (whole.to_owned(), decimals)
            }
        },
        (Some(mark), 1) => {
            let (whole, decimals) = body.split_once('.')?;
            (in_groups(whole, mark)?, decimals)
        }
        _ => return None,
    };
    let is_plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    // "007" is a name.
    let is_padded = whole.len() > 1 && whole.starts_with('0');
    if whole.is_empty() || is_padded || !is_plain(&whole) || !is_plain(decimals) {
        return None;
    }
    let exponent = i32::try_from(decimals.len()).ok()?;
    Some((Number::new(format!("{whole}{decimals}").parse().ok()?, -exponent), suffix))
}

/// Digits in groups of three with a mark between them, without the mark.
fn in_groups(body: &str, mark: char) -> Option<String> {
    let mut groups = body.split(mark);
    let first = groups.next()?;
    let is_first = (1..=3).contains(&first.len()) && !first.starts_with('0');
    (is_first && groups.all(|group| group.len() == 3)).then(|| body.replace(mark, ""))
}
