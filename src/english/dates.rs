//! Days as values: "January 6th", "the sixth of January" and "2026-01-06" are one.

use crate::english::numbers;
use crate::english::row::{Row, ValueToken};
use crate::english::value_words::{Part, VALUE_WORDS};

/// A day of some year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Day {
    /// Month and day.
    Certain(u8, u8),
    /// Two numbers, either of which may be the month: 6/1 is another day on each side of an ocean.
    Either(u8, u8),
}

impl Day {
    /// What the day is compared as: the same for every way of writing it.
    fn folded(self) -> String {
        match self {
            Self::Certain(month, day) => format!("{month:02}-{day:02}"),
            Self::Either(one, other) => format!("{one:02}/{other:02}"),
        }
    }

    fn of(month: u32, day: u32) -> Option<Self> {
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Self::Certain(month, day))
    }

    /// The day of two numbers, whichever is the month.
    fn of_either(one: u32, other: u32) -> Option<Self> {
        match (Self::of(one, other), Self::of(other, one)) {
            (Some(Self::Certain(month, day)), Some(_)) if month != day => {
                Some(Self::Either(month, day))
            }
            (Some(day), _) | (None, Some(day)) => Some(day),
            (None, None) => None,
        }
    }
}

/// The day that starts at a place, with its year where that cannot be told from it, and the place behind it.
pub(crate) fn read(row: Row<'_, '_>, at: usize) -> Option<(Vec<ValueToken>, usize)> {
    let named = day_and_month(row, at).or_else(|| month_and_day(row, at));
    if let Some((day, next)) = named {
        let token =
            ValueToken { folded: day.folded(), start: row.start(at), end: row.end(next - 1) };
        return Some((vec![token], next));
    }
    if row.part(at) != Part::Digits {
        return None;
    }
    in_digits(row, at)
}

/// "6 January", "the 6th of January", "the twenty-first of May".
fn day_and_month(row: Row<'_, '_>, at: usize) -> Option<(Day, usize)> {
    let has_article = row.part(at) == Part::The && row.is_spaced(at + 1);
    let from = if has_article { at + 1 } else { at };
    let (day, is_ordinal, mut next) = day_of_month(row, from)?;
    let has_of = row.part(next) == Part::Of && row.is_spaced(next);
    if has_of {
        next += 1;
    }
    // "The third May" is nobody's way of writing a day, "the 3 of May" neither.
    let is_spelled = row.part(from) != Part::Digits;
    if (is_spelled && !has_of) || (has_article || has_of) && !is_ordinal {
        return None;
    }
    let Part::Month(month) = row.part(next) else { return None };
    let is_sure = has_of || is_ordinal || is_surely_month(row, next);
    (row.is_joined(next) && is_sure).then(|| Some((Day::of(month.into(), day)?, next + 1)))?
}

/// "January 6", "Jan. 6th", "January the sixth".
fn month_and_day(row: Row<'_, '_>, at: usize) -> Option<(Day, usize)> {
    let Part::Month(month) = row.part(at) else { return None };
    let is_short = row.written(at).len() <= 4;
    let mut next = at + 1;
    let is_behind =
        row.is_spaced(next) || (is_short && matches!(row.between(next), ". " | ".\u{a0}"));
    let has_article = row.part(next) == Part::The && row.is_spaced(next + 1);
    if has_article {
        next += 1;
    }
    let (day, is_ordinal, after) = day_of_month(row, next)?;
    // "May 10:15", "January 6 million", "March 3%".
    let behind = row.behind(after - 1);
    let is_time = behind.starts_with(':') && behind[1..].starts_with(|c: char| c.is_ascii_digit());
    let counts =
        row.is_joined(after) && matches!(row.part(after), Part::Multiplier { .. } | Part::Percent);
    let is_sure = is_ordinal || is_surely_month(row, at) || year_behind(row, after);
    let is_day = is_behind && !is_time && !counts && !behind.starts_with(['%', '/']) && is_sure;
    (is_day && (!has_article || is_ordinal)).then(|| Some((Day::of(month.into(), day)?, after)))?
}

/// The number of a day from 1 to 31, whether it is an ordinal, and the place behind it.
fn day_of_month(row: Row<'_, '_>, at: usize) -> Option<(u32, bool, usize)> {
    const LAST: u8 = 31;
    if let Some((day, next)) = numbers::ordinal(row, at) {
        return (day <= LAST).then_some((day.into(), true, next));
    }
    let written = row.written(at);
    let is_plain =
        (1..=2).contains(&written.len()) && written.bytes().all(|byte| byte.is_ascii_digit());
    let day = written.parse().ok().filter(|day| is_plain && (1..=LAST).contains(day))?;
    Some((day.into(), false, at + 1))
}

/// Whether the name of a month stands there and no other word: "may" in small letters is one.
fn is_surely_month(row: Row<'_, '_>, at: usize) -> bool {
    let written = row.written(at);
    written.starts_with(char::is_uppercase) || !VALUE_WORDS.is_word_too(written)
}

/// Whether a year stands at this place, behind a comma or a blank.
fn year_behind(row: Row<'_, '_>, at: usize) -> bool {
    (row.is_spaced(at) || row.between(at) == ", ") && year(row.written(at)).is_some()
}

/// The year that four digits are.
fn year(written: &str) -> Option<u32> {
    let year = written.parse().ok().filter(|_| written.len() == 4)?;
    (1000..2500).contains(&year).then_some(year)
}

/// "2026-01-06", "6/1/2026", "06-01-2026", "6.1.2026", and the two with a year of two digits.
fn in_digits(row: Row<'_, '_>, at: usize) -> Option<(Vec<ValueToken>, usize)> {
    let written = row.written(at);
    if written.contains('.') {
        let numbers: Vec<&str> = written.split('.').collect();
        let [day, month, year] = numbers[..] else { return None };
        let day = Day::of(number(month)?, number(day)?)?;
        let year = year_of(year)?;
        let start = row.start(at);
        let end = start + written.rfind('.')?;
        return Some((with_year(day, start..end, &year, end..row.end(at)), at + 1));
    }
    let mark = row.between(at + 1);
    let is_whole = matches!(mark, "-" | "/")
        && row.between(at + 2) == mark
        && !row.between(at).ends_with(['-', '/'])
        && !row.behind(at + 2).starts_with(['-', '/']);
    if !is_whole {
        return None;
    }
    let [one, two, three] = [at, at + 1, at + 2].map(|at| row.written(at));
    let whole = row.start(at)..row.end(at + 2);
    if year(one).is_some() {
        let day = Day::of(number(two)?, number(three)?)?;
        let end = whole.end;
        return Some((with_year(day, whole, one, end..end), at + 3));
    }
    // "3-2-10" is a score; only strokes part numbers of two digits that are a year.
    let year = if mark == "/" { year_of(three)? } else { year(three)?.to_string() };
    let day = Day::of_either(number(one)?, number(two)?)?;
    Some((
        with_year(day, row.start(at)..row.end(at + 1), &year, row.start(at + 2)..whole.end),
        at + 3,
    ))
}

fn with_year(
    day: Day,
    at: std::ops::Range<usize>,
    year: &str,
    year_at: std::ops::Range<usize>,
) -> Vec<ValueToken> {
    let day = ValueToken { folded: day.folded(), start: at.start, end: at.end };
    vec![day, ValueToken { folded: year.to_owned(), start: year_at.start, end: year_at.end }]
}

/// A year of four digits or of the last two: "26" is 2026, "84" is 1984.
fn year_of(written: &str) -> Option<String> {
    const FIRST_OF_LAST_CENTURY: u32 = 70;
    if let Some(year) = year(written) {
        return Some(year.to_string());
    }
    let short = number(written).filter(|_| written.len() == 2)?;
    Some((if short < FIRST_OF_LAST_CENTURY { 2000 + short } else { 1900 + short }).to_string())
}

/// A number of one or two digits.
fn number(written: &str) -> Option<u32> {
    let is_plain =
        (1..=2).contains(&written.len()) && written.bytes().all(|byte| byte.is_ascii_digit());
    written.parse().ok().filter(|_| is_plain)
}

/// Whether a folded word is a day.
pub(crate) fn is_day(folded: &str) -> bool {
    parts(folded).is_some()
}

/// The two numbers of a folded day, and whether it is certain which of them is the month.
fn parts(folded: &str) -> Option<(u8, u8, bool)> {
    let bytes = folded.as_bytes();
    let is_certain = match bytes {
        [_, _, b'-', _, _] => true,
        [_, _, b'/', _, _] => false,
        _ => return None,
    };
    Some((folded.get(..2)?.parse().ok()?, folded.get(3..)?.parse().ok()?, is_certain))
}

/// What else the same day may be folded into: which of two numbers is the month may be left open on either side.
pub(crate) fn readings(folded: &str) -> Vec<String> {
    let Some((one, other, is_certain)) = parts(folded) else { return vec![] };
    if !is_certain {
        return vec![Day::Certain(one, other).folded(), Day::Certain(other, one).folded()];
    }
    if other > 12 || one == other {
        return vec![];
    }
    vec![Day::Either(one, other).folded(), Day::Either(other, one).folded()]
}

/// The days of the month that a folded word names, as they are folded.
pub(crate) fn days_of(month: &str) -> Vec<String> {
    const LONGEST: u8 = 31;
    let Part::Month(month) = VALUE_WORDS.part(month) else { return vec![] };
    (1..=LONGEST).map(|day| Day::Certain(month, day).folded()).collect()
}

/// The day of the week that a word names, from Monday, 0, on.
pub(crate) fn weekday(word: &str) -> Option<u8> {
    (0..).zip(VALUE_WORDS.weekdays()).find(|(_, names)| names[0] == word).map(|(number, _)| number)
}

/// The day that a day of the week is, in a text of some date: the last one up to that date, or, of what lies ahead,
/// the next one from it on. Day and year, folded as they are elsewhere.
pub(crate) fn day_of_week(
    weekday: u8,
    published: (u32, u32, u32),
    is_ahead: bool,
) -> Option<[String; 2]> {
    let (year, month, day) = date_of_weekday(weekday, published, is_ahead)?;
    let day = Day::Certain(u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    Some([day.folded(), year.to_string()])
}

/// Year, month and day that a day of the week is, as [`day_of_week`] reads it.
pub(crate) fn date_of_weekday(
    weekday: u8,
    published: (u32, u32, u32),
    is_ahead: bool,
) -> Option<(u32, u32, u32)> {
    let (year, month, day) = published;
    let number = number_of_day(i64::from(year), i64::from(month), i64::from(day));
    // The first of January 1970 was a Thursday.
    let today = (number + 3).rem_euclid(7);
    let ahead = (i64::from(weekday) - today).rem_euclid(7);
    date_after(published, if ahead == 0 || is_ahead { ahead } else { ahead - 7 })
}

/// Year, month and day so many days after another.
pub(crate) fn date_after(date: (u32, u32, u32), days: i64) -> Option<(u32, u32, u32)> {
    let (year, month, day) = date;
    let number = number_of_day(i64::from(year), i64::from(month), i64::from(day));
    let (year, month, day) = date_of(number + days);
    Some((u32::try_from(year).ok()?, u32::try_from(month).ok()?, u32::try_from(day).ok()?))
}

/// A date as English writes it: "6 January 2026".
pub(crate) fn written_out((year, month, day): (u32, u32, u32)) -> String {
    format!("{day} {} {year}", month_called(month, <[String]>::first))
}

/// The name of a month in three letters: "Jan".
pub(crate) fn short_month(month: u32) -> String {
    month_called(month, |names| names.iter().find(|name| name.len() == 3))
}

/// One of the names of a month, with a capital; nothing where there is no such month.
fn month_called(month: u32, which: impl Fn(&[String]) -> Option<&String>) -> String {
    let at = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
    let name = at.and_then(|at| which(VALUE_WORDS.months().get(at)?));
    let mut letters = name.map_or("", String::as_str).chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

/// Days since the first of January 1970, by the calendar of today (Hinnant, "chrono-compatible low-level date algorithms").
fn number_of_day(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a day since the first of January 1970.
fn date_of(number: i64) -> (i64, i64, i64) {
    let of_era = (number + 719_468).rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let months = (5 * of_year + 2) / 153;
    let month = (months + 2) % 12 + 1;
    let year = year + (number + 719_468).div_euclid(146_097) * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * months + 2) / 5 + 1)
}

/// Year, month and day of a date that stands alone: with the year first (`2026-01-06T10:15:00Z`) or with the name of
/// its month (`January 06, 2026`, `Tue, 6 Jan. 2026`). `None` where one is missing, and for `01/06/2026`, which is
/// another day on each side of an ocean.
#[must_use]
pub fn day(written: &str) -> Option<(u32, u32, u32)> {
    let words: Vec<String> = written
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let starting = |word: &str, most: u32| {
        let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
        number(word.get(..end)?).filter(|number| (1..=most).contains(number))
    };
    let year_first = match words.as_slice() {
        [year_word, month, day, ..] => {
            year(year_word).zip(starting(month, 12)).zip(starting(day, 31))
        }
        _ => None,
    };
    if let Some(((year, month), day)) = year_first {
        return Some((year, month, day));
    }
    let month_of = |word: &String| match VALUE_WORDS.part(word) {
        Part::Month(month) => Some(u32::from(month)),
        _ => None,
    };
    let at = words.iter().position(|word| month_of(word).is_some())?;
    let month = month_of(&words[at])?;
    let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    let day = near.filter_map(|at| starting(words.get(at)?, 31)).next()?;
    Some((words.iter().find_map(|word| year(word))?, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_stand_alone() {
        let cases = [
            ("2026-01-06", Some((2026, 1, 6))),
            ("2026-01-06T10:15:00Z", Some((2026, 1, 6))),
            ("January 07, 2026", Some((2026, 1, 7))),
            ("6 January 2026, 10:15 GMT", Some((2026, 1, 6))),
            ("Tue, 6 Jan. 2026", Some((2026, 1, 6))),
            ("Sept 1st 1939", Some((1939, 9, 1))),
            ("le 6 janvier 2026", None),
            ("01/06/2026", None),
            ("2026-13-06", None),
            ("January 2026", None),
            ("May the 4th be with you", None),
            ("yesterday", None),
            ("", None),
        ];
        for (written, expected) in cases {
            assert_eq!(day(written), expected, "{written:?}");
        }
    }

    #[test]
    fn a_day_of_the_week_is_a_day() {
        let check = |weekday: &str, published: &str, is_ahead: bool, expected: &str| {
            let found =
                day_of_week(super::weekday(weekday).unwrap(), day(published).unwrap(), is_ahead);
            let found = found.map(|[day, year]| format!("{year}-{day}"));
            assert_eq!(found.as_deref(), Some(expected), "{weekday}, {published}");
        };
        check("tuesday", "2026-01-06", false, "2026-01-06");
        check("tuesday", "2026-01-07", false, "2026-01-06");
        check("thursday", "2026-01-06", false, "2026-01-01");
        check("thursday", "2026-01-06", true, "2026-01-08");
        check("sunday", "2024-03-01", false, "2024-02-25");
        check("wednesday", "2025-12-30", true, "2025-12-31");
        check("friday", "2025-12-30", true, "2026-01-02");
        assert_eq!(weekday("Tuesday"), None);
    }

    #[test]
    fn a_day_may_be_read_in_two_ways() {
        assert_eq!(readings("06/01"), ["06-01", "01-06"]);
        assert_eq!(readings("01-06"), ["01/06", "06/01"]);
        assert!(readings("01-13").is_empty() && readings("05-05").is_empty());
        assert!(readings("2026").is_empty() && readings("peace").is_empty());
    }
}
