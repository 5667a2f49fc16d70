//! Dates as articles write them, so that they can be ordered.

use crate::english::figures::MONTHS;

/// Year, month and day of a date that is written with the year first (`2026-01-06T10:15:00Z`) or with the name of its
/// month (`January 06, 2026`, `Tue, 6 Jan. 2026`). `None` where one is missing, and for `01/06/2026`, which is
/// another day on each side of an ocean.
pub(super) fn day(written: &str) -> Option<(u32, u32, u32)> {
    let words: Vec<String> = written
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let year_first = match words.as_slice() {
        [year, month, day, ..] => year_of(year).zip(number(month, 12)).zip(number(day, 31)),
        _ => None,
    };
    if let Some(((year, month), day)) = year_first {
        return Some((year, month, day));
    }
    let at = words.iter().position(|word| month_of(word).is_some())?;
    let month = month_of(&words[at])?;
    let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    let day = near.filter_map(|at| number(words.get(at)?, 31)).next()?;
    Some((words.iter().find_map(|word| year_of(word))?, month, day))
}

fn year_of(word: &str) -> Option<u32> {
    let year = word.parse().ok().filter(|_| word.len() == 4)?;
    (1500..2500).contains(&year).then_some(year)
}

/// The number from 1 to `most` with which a word starts: `6`, `06`, `6th`, `06t10`.
fn number(word: &str, most: u32) -> Option<u32> {
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let number = word.get(..end)?.parse().ok()?;
    (end <= 2 && (1..=most).contains(&number)).then_some(number)
}

/// `jan`, `sept` and `january` are months, `marching` is none.
fn month_of(word: &str) -> Option<u32> {
    let is_month = |month: &&str| word.len() >= 3 && month.starts_with(word);
    (1..).zip(MONTHS).find(|(_, month)| is_month(month)).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_they_are_written() {
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
}
