//! Numbers and dates among the words of a text, each with the currency, the unit or the percent sign that belongs to it.

use crate::english::dates;
use crate::english::numbers::{self, Kind};
use crate::english::row::{Row, ValueToken};
use crate::english::value_words::{Part, VALUE_WORDS};

/// What stands for some words in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Value {
    /// What it is compared as, in the order of the text.
    pub(crate) tokens: Vec<ValueToken>,
    /// The place of the first word behind it.
    pub(crate) next: usize,
}

/// The value that starts at a place, if one does. What it takes in front of that place ("US$") starts its first token.
pub(crate) fn read(row: Row<'_, '_>, at: usize) -> Option<Value> {
    if matches!(row.part(at), Part::None | Part::And | Part::Of | Part::Percent | Part::Unit(_)) {
        return None;
    }
    if let Some((tokens, next)) = dates::read(row, at).filter(|_| !numbers::has_point(row, at)) {
        return Some(Value { tokens, next });
    }
    if is_code(row, at) && row.is_spaced(at + 1) && row.part(at + 1) == Part::Digits {
        return coded(row, at);
    }
    if let Some(value) = in_parts(row, at) {
        return Some(value);
    }
    let read = numbers::read(row, at)?;
    let mut token = ValueToken {
        folded: read.kind.to_string(),
        start: row.start(at),
        end: row.end(read.next - 1),
    };
    let Kind::Number(number, unit) = read.kind else {
        return Some(Value { tokens: vec![token], next: read.next });
    };
    if numbers::has_point(row, at) {
        token.start -= 1;
    }
    let before = row.text.get(..token.start).unwrap_or_default();
    let mut tokens = vec![];
    let mut next = read.next;
    if let Some((sign, words)) = VALUE_WORDS.sign_before(before) {
        token.start -= sign.len();
        let end = token.end;
        // The currency's name takes no room: its sign stands in front.
        tokens.extend(words.iter().map(|word| ValueToken {
            folded: word.clone(),
            start: end,
            end,
        }));
        next = without_name(row, next, words);
    } else {
        if let Some(minus) = minus_before(row, at, before) {
            token.folded = number.negative().to_string();
            token.start -= minus;
        }
        (next, tokens) = with_unit(row, next, unit, &mut token);
    }
    tokens.insert(0, token);
    if is_range(row, at, next, tokens.len() == 1) {
        let start = row.end(next - 1);
        tokens.push(ValueToken { folded: "to".to_owned(), start, end: row.start(next) });
    }
    Some(Value { tokens, next })
}

/// "Version 1.10", "at 10.30": no decimals, but two numbers, as they are with a colon between them.
fn in_parts(row: Row<'_, '_>, at: usize) -> Option<Value> {
    let written = row.written(at);
    let (first, second) = written.split_once('.')?;
    let digits = second.find(|c: char| !c.is_ascii_digit()).unwrap_or(second.len());
    let (minutes, suffix) = second.split_at(digits);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(first) || minutes.is_empty() || !matches!(suffix, "" | "am" | "pm") {
        return None;
    }
    let before = at.checked_sub(1).map(|before| row.written(before).to_lowercase());
    let before = before.filter(|_| row.is_spaced(at)).unwrap_or_default();
    let behind = row.written(at + 1).to_lowercase();
    let is_day_time = !suffix.is_empty() || matches!(behind.as_str(), "am" | "pm" | "a.m" | "p.m");
    let is_measured = row.behind(at).trim_start().starts_with('%')
        || VALUE_WORDS.sign_before(row.text.get(..row.start(at)).unwrap_or_default()).is_some()
        || matches!(
            row.part(at + 1),
            Part::Percent | Part::Currency { .. } | Part::Unit(_) | Part::Multiplier { .. }
        );
    let is_time = minutes.len() == 2
        && minutes < "60"
        && first.parse().is_ok_and(|hour: u8| hour <= 24)
        && (is_day_time || VALUE_WORDS.is_before_time(&before) && !is_measured);
    let is_label = suffix.is_empty() && VALUE_WORDS.is_before_parts(&before);
    if !is_time && !is_label {
        return None;
    }
    let start = row.start(at);
    let middle = start + first.len();
    let token = |folded: &str, start, end| ValueToken { folded: folded.to_owned(), start, end };
    let tokens = vec![token(first, start, middle), token(second, middle + 1, row.end(at))];
    Some(Value { tokens, next: at + 1 })
}

/// "EUR 84 million".
fn coded(row: Row<'_, '_>, at: usize) -> Option<Value> {
    let read = numbers::read(row, at + 1)?;
    let (Kind::Number(number, None), Part::Currency { place, .. }) = (read.kind, row.part(at))
    else {
        return None;
    };
    let end = row.end(read.next - 1);
    let number = ValueToken { folded: number.to_string(), start: row.start(at), end };
    let currency = ValueToken { folded: VALUE_WORDS.currency(place).to_owned(), start: end, end };
    Some(Value { tokens: vec![number, currency], next: read.next })
}

/// Whether the word is the code of a currency, in capitals.
fn is_code(row: Row<'_, '_>, at: usize) -> bool {
    matches!(row.part(at), Part::Currency { is_code: true, .. })
        && row.written(at).bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The place behind a name that says again what the sign in front has said: "$3 million dollars".
fn without_name(row: Row<'_, '_>, next: usize, words: &[String]) -> usize {
    let name = match row.part(next) {
        Part::Currency { place, is_code: false } => VALUE_WORDS.currency(place),
        Part::Currency { place, is_code: true } if is_code(row, next) => {
            VALUE_WORDS.currency(place)
        }
        _ => return next,
    };
    let says_again = words.last().is_some_and(|word| word == name);
    if says_again && row.is_joined(next) { next + 1 } else { next }
}

/// The percent sign, unit or currency behind a number, by the name that stands for all its names.
fn with_unit(
    row: Row<'_, '_>,
    next: usize,
    glued: Option<Part>,
    number: &mut ValueToken,
) -> (usize, Vec<ValueToken>) {
    const WIDEST: usize = 3;
    let name = |part: Part| match part {
        Part::Unit(place) => Some(VALUE_WORDS.unit(place)),
        Part::Currency { place, .. } => Some(VALUE_WORDS.currency(place)),
        Part::Percent => Some("percent"),
        _ => None,
    };
    let token = |folded: &str, start, end| ValueToken { folded: folded.to_owned(), start, end };
    if let Some(name) = glued.and_then(name) {
        // "10km": the letters are a word of their own.
        let written = row.written(next - 1);
        let letters = written.len() - written.trim_end_matches(char::is_alphabetic).len();
        let (start, end) = (number.end - letters, number.end);
        number.end = start;
        return (next, vec![token(name, start, end)]);
    }
    let behind = row.behind(next - 1);
    let blank = behind.len() - behind.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
    if blank <= WIDEST && behind[blank..].starts_with('%') {
        let start = number.end + blank;
        return (next, vec![token("percent", start, start + 1)]);
    }
    // "3 million US dollars" are dollars.
    let is_american = row.is_spaced(next) && matches!(row.written(next), "US" | "U.S");
    let at =
        if is_american && row.written(next + 1).starts_with("dollar") { next + 1 } else { next };
    let part = row.part(at);
    let is_there = row.is_joined(at)
        && (!matches!(part, Part::Currency { is_code: true, .. }) || is_code(row, at));
    match name(part).filter(|_| is_there) {
        Some(name) => (at + 1, vec![token(name, row.start(next), row.end(at))]),
        None => (next, vec![]),
    }
}

/// Bytes of the minus in front of digits: "-5", but not "3-5".
fn minus_before(row: Row<'_, '_>, at: usize, before: &str) -> Option<usize> {
    let minus = before.chars().next_back().filter(|c| matches!(c, '-' | '−' | '–'))?;
    let rest = &before[..before.len() - minus.len_utf8()];
    let stands_apart = rest.is_empty() || rest.ends_with(|c: char| c.is_whitespace() || c == '(');
    // "15 –20": a dash behind a number is one between two.
    let is_dash = minus == '–' && at > 0 && row.part(at - 1) == Part::Digits;
    (row.part(at) == Part::Digits && stands_apart && !is_dash).then_some(minus.len_utf8())
}

/// Whether a dash joins the number that ends before `next` to the one at that place: "15,000–20,000" is "15,000 to 20,000".
fn is_range(row: Row<'_, '_>, at: usize, next: usize, is_bare: bool) -> bool {
    let dash = row.between(next);
    row.part(at) == Part::Digits
        && row.part(next) == Part::Digits
        // With blanks around it a dash may as well part two clauses.
        && (matches!(dash, "-" | "–" | "—" | "‑") || is_bare && dash == " – ")
}

#[cfg(test)]
mod tests;
