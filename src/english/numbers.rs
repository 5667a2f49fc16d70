//! Numbers as values: "800,000", "800k", "0.8 million" and "eight hundred thousand" are one.

use std::fmt::{self, Display, Formatter};

use crate::english::decimal::{MOST_DIGITS, Number, digits};
use crate::english::row::Row;
use crate::english::value_words::{Part, VALUE_WORDS};

/// What was read, with the place of the first word behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Read {
    pub(crate) kind: Kind,
    pub(crate) next: usize,
}

/// What kind of number it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A number; behind its digits and in the same word may stand a unit: "10km".
    Number(Number, Option<Part>),
    /// So many parts of a whole: two thirds.
    Share(u8, u8),
    /// The seventh.
    Ordinal(u8),
    /// A place that is no small number, with its ending: the 10,000th.
    Place(Number, &'static str),
    /// Ten or a hundred years by the first of them: the 1880s.
    Years(u16),
}

impl Display for Kind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number, _) => write!(f, "{number}"),
            Self::Share(parts, whole) => write!(f, "{parts}/{whole}"),
            Self::Place(number, ending) => write!(f, "{number}{ending}"),
            Self::Years(first) => write!(f, "{first}s"),
            Self::Ordinal(place) => match VALUE_WORDS.spelled_ordinal(*place) {
                Some(word) => f.write_str(word),
                None => {
                    let ending = match (place % 10, place / 10 % 10) {
                        (_, 1) => "th",
                        (1, _) => "st",
                        (2, _) => "nd",
                        (3, _) => "rd",
                        _ => "th",
                    };
                    write!(f, "{place}{ending}")
                }
            },
        }
    }
}

/// The number that starts at a place, if one does. "One" is none by itself: it stands for all kinds of things.
pub(crate) fn read(row: Row<'_, '_>, at: usize) -> Option<Read> {
    if has_point(row, at) {
        return if row.part(at) == Part::Digits { figure(row, at) } else { None };
    }
    if let Some(read) = share(row, at) {
        return Some(read);
    }
    if let Some((place, next)) = ordinal(row, at) {
        return Some(
            century(row, place, next).unwrap_or(Read { kind: Kind::Ordinal(place), next }),
        );
    }
    match row.part(at) {
        Part::Digits => figure(row, at).map(|read| in_dozens(row, read)),
        Part::Minus
            if matches!(row.part(at + 1), Part::Digits | Part::Count(_))
                && row.is_spaced(at + 1) =>
        {
            let read = read(row, at + 1)?;
            let Kind::Number(number, unit) = read.kind else { return None };
            Some(Read { kind: Kind::Number(number.negative(), unit), ..read })
        }
        Part::Count(_) => {
            let (number, next, power) = spelled(row, at, None)?;
            let read = in_dozens(row, with_rest(row, number, next, power));
            let is_one = read.next == at + 1 && row.part(at) == Part::Count(1);
            let is_measure = matches!(row.part(read.next), Part::Percent | Part::Currency { .. })
                || row.written(read.next) == "per" && row.written(read.next + 1) == "cent";
            (!is_one || is_measure && row.is_joined(read.next)).then_some(read)
        }
        // "A hundred"; "half a million"; "a quarter of a million".
        Part::Article if long_power(row, at + 1).is_some() => {
            let (number, next, power) = spelled(row, at + 1, Some(1))?;
            Some(with_rest(row, number, next, power))
        }
        Part::Article => part_of_power(row, at + 1, 1)
            .or_else(|| dozen(row, at + 1, 12))
            .or_else(|| one_share(row, at)),
        Part::Share(2) => part_of_power(row, at, 1)
            .or_else(|| dozen(row, at + 1 + usize::from(row.part(at + 1) == Part::Article), 6)),
        // "The nineties"; "the twenties" may be of this century.
        Part::Decade(tens @ 30..) if at > 0 && row.part(at - 1) == Part::The => {
            Some(Read { kind: Kind::Years(1900 + u16::from(tens)), next: at + 1 })
        }
        Part::Roman(value) => is_roman(row, at).then(|| Read {
            kind: Kind::Number(Number::new(u128::from(value), 0), None),
            next: at + 1,
        }),
        _ => None,
    }
}

/// The number of things in the dozen at this place.
fn dozen(row: Row<'_, '_>, at: usize, count: u128) -> Option<Read> {
    let is_one = row.part(at) == Part::Dozen && row.is_joined(at);
    is_one.then(|| Read { kind: Kind::Number(Number::new(count, 0), None), next: at + 1 })
}

/// A number with the "dozen" behind it: "two dozen".
fn in_dozens(row: Row<'_, '_>, read: Read) -> Read {
    match read.kind {
        Kind::Number(number, None) if !number.is_negative() => {
            let count = number.whole().filter(|_| row.part(read.next) == Part::Dozen);
            count.and_then(|count| dozen(row, read.next, u128::from(count) * 12)).unwrap_or(read)
        }
        _ => read,
    }
}

/// "A third of them", "by a quarter": one share, where nothing else can be meant.
fn one_share(row: Row<'_, '_>, at: usize) -> Option<Read> {
    let (Part::Share(parts) | Part::Ordinal(parts @ 3..=10)) = row.part(at + 1) else {
        return None;
    };
    let is_by = at > 0 && row.written(at - 1).eq_ignore_ascii_case("by") && row.is_spaced(at);
    let is_of = row.part(at + 2) == Part::Of && row.is_joined(at + 2);
    let is_share = row.is_joined(at + 1) && (is_of || is_by && !row.is_joined(at + 2));
    is_share.then(|| Read { kind: Kind::Share(1, parts), next: at + 2 })
}

/// The power of a multiplier that is written out and joined to the word before it.
fn long_power(row: Row<'_, '_>, at: usize) -> Option<u8> {
    match row.part(at) {
        Part::Multiplier { power, is_short: false } if row.is_joined(at) => Some(power),
        _ => None,
    }
}

/// "Half a million", "a quarter of a million", "three quarters of a million".
fn part_of_power(row: Row<'_, '_>, at: usize, count: u8) -> Option<Read> {
    let Part::Share(parts @ (2 | 4)) = row.part(at) else { return None };
    let mut next = at + 1;
    for skipped in [Part::Of, Part::Article] {
        if row.part(next) == skipped && row.is_joined(next) {
            next += 1;
        }
    }
    let power = long_power(row, next).filter(|power| *power > 2)?;
    let quarters = count.checked_mul(4 / parts)?;
    let number = Number::new(0, 0).plus_quarters(quarters)?.times(power);
    Some(Read { kind: Kind::Number(number, None), next: next + 1 })
}

/// "Two thirds", "one quarter", "three-quarters of a million", "3/4", "½".
fn share(row: Row<'_, '_>, at: usize) -> Option<Read> {
    let count = match row.part(at) {
        Part::Count(count) => count,
        Part::Digits => match digits(row.written(at))? {
            (number, "") => number.whole()?,
            _ => return None,
        },
        _ => return None,
    };
    let read = |parts| Some(Read { kind: Kind::Share(count, parts), next: at + 2 });
    if row.between(at + 1) == "/" && row.part(at + 1) == Part::Digits {
        let (number, "") = digits(row.written(at + 1))? else { return None };
        let parts = number.whole().filter(|parts| matches!(parts, 2..=5 | 8 | 10))?;
        let stands_alone = !row.behind(at + 1).starts_with('/') && !row.between(at).ends_with('/');
        return (count > 0 && count < parts && stands_alone).then(|| read(parts))?;
    }
    if !row.is_joined(at + 1) || count == 0 || count > 9 {
        return None;
    }
    match row.part(at + 1) {
        Part::Share(parts) if count < parts => {
            part_of_power(row, at + 1, count).or_else(|| read(parts))
        }
        Part::Ordinal(parts @ 3..=10) if count == 1 && row.part(at) == Part::Count(1) => {
            read(parts)
        }
        _ => None,
    }
}

/// An ordinal with the place behind it: "3rd", "third", "twenty-first".
pub(crate) fn ordinal(row: Row<'_, '_>, at: usize) -> Option<(u8, usize)> {
    match row.part(at) {
        Part::Ordinal(place) => Some((place, at + 1)),
        Part::Count(tens @ 20..) => match row.part(at + 1) {
            Part::Ordinal(place @ ..10) if row.is_joined(at + 1) => Some((tens + place, at + 2)),
            _ => None,
        },
        Part::Digits => {
            let (number, "st" | "nd" | "rd" | "th") = digits(row.written(at))? else { return None };
            Some((number.whole()?, at + 1))
        }
        _ => None,
    }
}

/// "The 17th century" are the 1600s. Of later centuries the same words may mean ten years.
fn century(row: Row<'_, '_>, place: u8, next: usize) -> Option<Read> {
    let is_one = row.is_joined(next) && row.written(next).eq_ignore_ascii_case("century");
    (is_one && (12..20).contains(&place))
        .then(|| Read { kind: Kind::Years(u16::from(place - 1) * 100), next: next + 1 })
}

/// Whether the word at this place is a number in Roman numerals for certain: capitals behind "War" or "Article".
fn is_roman(row: Row<'_, '_>, at: usize) -> bool {
    at > 0
        && row.written(at).bytes().all(|byte| byte.is_ascii_uppercase())
        && row.is_spaced(at)
        && VALUE_WORDS.is_before_roman(&row.written(at - 1).to_lowercase())
}

/// A number that starts with digits.
fn figure(row: Row<'_, '_>, at: usize) -> Option<Read> {
    let written = row.written(at);
    let (number, suffix) = if has_point(row, at) { decimals(written)? } else { digits(written)? };
    let read = |kind| Some(Read { kind, next: at + 1 });
    let suffix = suffix.to_lowercase();
    if suffix.is_empty() {
        if let Some(first) = decade(row, at) {
            return Some(Read { kind: Kind::Years(first), next: at + 2 });
        }
        let (number, next) =
            grouped(row, at).filter(|_| !has_point(row, at)).unwrap_or((number, at + 1));
        let mut power = 0;
        let (mut number, mut next) = (number, next);
        while let Part::Multiplier { power: more, .. } = row.part(next)
            && row.is_joined(next)
        {
            number = number.times(more);
            power += more;
            next += 1;
        }
        return Some(with_rest(row, number, next, power));
    }
    let power = match VALUE_WORDS.part(&suffix) {
        Part::Multiplier { power, is_short: true } => Some(power),
        _ => VALUE_WORDS.multiplier_of_money(&suffix).filter(|_| is_money(row, at)),
    };
    if let Some(power) = power {
        return read(Kind::Number(number.times(power), None));
    }
    match VALUE_WORDS.part(&suffix) {
        unit @ (Part::Unit(_) | Part::Percent | Part::Currency { .. }) => {
            read(Kind::Number(number, Some(unit)))
        }
        _ if let Some(ending) =
            ["st", "nd", "rd", "th"].into_iter().find(|ending| *ending == suffix) =>
        {
            read(Kind::Place(number, ending))
        }
        _ if suffix == "s" && written.len() == 5 && written.ends_with("0s") => {
            read(Kind::Years(written[..4].parse().ok()?))
        }
        _ => None,
    }
}

/// Whether a decimal point stands in front of the digits with no zero before it: ".5".
pub(crate) fn has_point(row: Row<'_, '_>, at: usize) -> bool {
    let before = row.text.get(..row.start(at)).and_then(|before| before.strip_suffix('.'));
    before.is_some_and(|before| {
        before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || "($€£-−".contains(c))
    })
}

/// The digits behind a decimal point, and the letters behind them.
fn decimals(written: &str) -> Option<(Number, &str)> {
    let end = written.find(|c: char| !c.is_ascii_digit()).unwrap_or(written.len());
    let (body, suffix) = written.split_at(end);
    let exponent = i32::try_from(body.len()).ok().filter(|_| body.len() < MOST_DIGITS)?;
    let is_word = suffix.chars().all(char::is_alphabetic);
    is_word.then(|| Some((Number::new(body.parse().ok()?, -exponent), suffix)))?
}

/// Whether the word at this place is a sum of money, by the sign before it or the name behind it.
fn is_money(row: Row<'_, '_>, at: usize) -> bool {
    let before = row.text.get(..row.start(at)).unwrap_or_default();
    let has_code = |at: usize| matches!(row.part(at), Part::Currency { .. });
    VALUE_WORDS.sign_before(before).is_some()
        || row.is_joined(at + 1) && has_code(at + 1)
        || row.is_spaced(at + 1) && row.written(at + 1) == "US" && has_code(at + 2)
        || row.is_spaced(at) && at > 0 && has_code(at - 1)
}

/// "1880's": the years from 1880 on.
fn decade(row: Row<'_, '_>, at: usize) -> Option<u16> {
    let written = row.written(at);
    let is_decade = written.len() == 4
        && written.ends_with('0')
        && matches!(row.between(at + 1), "'" | "’")
        && row.written(at + 1) == "s";
    written.parse().ok().filter(|_| is_decade)
}

/// Digits whose groups of three stand apart: "800 000". A blank of one kind stands between all of them.
fn grouped(row: Row<'_, '_>, at: usize) -> Option<(Number, usize)> {
    let is_group = |at: usize, long: &[usize]| {
        let written = row.written(at);
        long.contains(&written.len()) && written.bytes().all(|byte| byte.is_ascii_digit())
    };
    let blank = row.between(at + 1);
    let is_blank = matches!(blank, " " | "\u{a0}" | "\u{2009}" | "\u{202f}" | "\u{2007}");
    if !is_blank || !is_group(at, &[1, 2, 3]) || row.written(at).starts_with('0') {
        return None;
    }
    let mut whole = row.written(at).to_owned();
    let mut next = at + 1;
    while row.between(next) == blank && row.part(next) == Part::Digits {
        // A longer run of digits beside it tells that these are no groups.
        if !is_group(next, &[3]) || whole.len() > MOST_DIGITS - 3 {
            return None;
        }
        whole.push_str(row.written(next));
        next += 1;
    }
    (next > at + 1).then(|| whole.parse().ok().map(|digits| (Number::new(digits, 0), next)))?
}

/// A number with the half that stands behind it: "three and a half million", "a million and a half", "2½".
fn with_rest(row: Row<'_, '_>, number: Number, next: usize, power: u8) -> Read {
    let plain = Read { kind: Kind::Number(number, None), next };
    let half = |quarters: u8, next: usize| {
        let base = if power > 2 { number.times_down(power)? } else { number };
        let mut number = base.plus_quarters(quarters)?;
        let mut next = next;
        if power > 2 {
            number = number.times(power);
        } else if let Some(power) = long_power(row, next) {
            number = number.times(power);
            next += 1;
        }
        Some(Read { kind: Kind::Number(number, None), next })
    };
    let quarters =
        |part: Part| if let Part::Share(parts @ (2 | 4)) = part { Some(4 / parts) } else { None };
    if row.between(next).is_empty()
        && let Some(quarters) = vulgar(row.written(next))
    {
        return half(quarters, next + 1).unwrap_or(plain);
    }
    let is_and = row.part(next) == Part::And && row.is_joined(next) && row.is_joined(next + 1);
    let found = match row.part(next + 1) {
        Part::Article if is_and && row.is_joined(next + 2) => {
            quarters(row.part(next + 2)).and_then(|quarters| half(quarters, next + 3))
        }
        Part::Count(count @ 1..4) if is_and && row.is_joined(next + 2) => {
            quarters(row.part(next + 2)).and_then(|one| half(count * one, next + 3))
        }
        _ => None,
    };
    found.unwrap_or(plain)
}

/// The quarters that a sign for a share stands for.
fn vulgar(written: &str) -> Option<u8> {
    match written {
        "½" => Some(2),
        "¼" => Some(1),
        "¾" => Some(3),
        _ => None,
    }
}

/// A whole number that is spelled, with the place behind it and the power of ten of its last word. `first` stands
/// for the "a" of "a hundred".
fn spelled(row: Row<'_, '_>, at: usize, first: Option<u128>) -> Option<(Number, usize, u8)> {
    let mut total: u128 = 0;
    let mut group = first.unwrap_or(0);
    let mut has_group = first.is_some();
    // What may follow: units behind tens, anything behind a multiplier.
    let mut room: u128 = if has_group { 0 } else { 100 };
    let mut highest = u8::MAX;
    let mut power = 0;
    let mut next = at;
    while next == at || row.is_joined(next) {
        match row.part(next) {
            Part::Count(count) if u128::from(count) < room => {
                group += u128::from(count);
                room = if count >= 20 { 10 } else { 0 };
                has_group = true;
                power = 0;
            }
            Part::Multiplier { power: 2, is_short: false }
                if has_group && (1..100).contains(&group) =>
            {
                group *= 100;
                room = 100;
                power = 2;
            }
            Part::Multiplier { power: more, is_short: false }
                if has_group && more > 2 && more < highest =>
            {
                total += group * 10_u128.pow(u32::from(more));
                (group, has_group, room) = (0, false, 100);
                highest = more;
                power = more;
            }
            Part::And if power > 1 && goes_on(row, next, at, power) => {}
            _ => break,
        }
        next += 1;
    }
    // "And" belongs to a number only with what follows it.
    (next > at).then(|| (Number::new(total + group, 0), next, power))
}

/// Whether a number goes on behind the "and" at this place: "two hundred and fifty thousand", but not "two hundred
/// and three hundred", nor anything behind "between".
fn goes_on(row: Row<'_, '_>, and: usize, start: usize, power: u8) -> bool {
    let is_pair = start.checked_sub(1).is_some_and(|before| {
        let before = row.written(before).to_lowercase();
        matches!(before.as_str(), "between" | "both")
    });
    if is_pair || !row.is_spaced(and) || !row.is_spaced(and + 1) {
        return false;
    }
    let Part::Count(count) = row.part(and + 1) else { return false };
    let has_units =
        count >= 20 && row.is_joined(and + 2) && matches!(row.part(and + 2), Part::Count(1..10));
    let after = and + if has_units { 3 } else { 2 };
    // "Three and a half" is another matter: "a hundred and three quarters".
    let is_share = row.is_joined(after) && matches!(row.part(after), Part::Share(_));
    count > 0 && !is_share && long_power(row, after).is_none_or(|more| more > power && power == 2)
}

/// The number that a folded word stands for: a value as this module writes it, or a number word.
pub(crate) fn value(folded: &str) -> Option<f64> {
    let (is_negative, bare) = folded.strip_prefix('-').map_or((false, folded), |bare| (true, bare));
    let sign = if is_negative { -1.0 } else { 1.0 };
    if bare.starts_with(|c: char| c.is_ascii_digit()) {
        // Days of a month have two digits before the stroke, shares have one.
        if let Some((one, other)) = bare.split_once('/').filter(|(one, _)| one.len() == 1) {
            let (one, other): (f64, f64) = (one.parse().ok()?, other.parse().ok()?);
            return (one < other).then_some(sign * one / other);
        }
        return bare.parse::<f64>().ok().map(|value| sign * value);
    }
    match VALUE_WORDS.part(bare) {
        Part::Count(value) if value != 1 => Some(sign * f64::from(value)),
        Part::Multiplier { power, is_short: false } => Some(sign * 10_f64.powi(i32::from(power))),
        _ => VALUE_WORDS.loose(bare),
    }
}
