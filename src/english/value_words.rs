//! The words that numbers and dates are made of (`config/numbers.toml`, `config/dates.toml`), read once.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::english::data;

/// What a word may be in a number or a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Part {
    /// Nothing.
    #[default]
    None,
    /// It starts with a digit.
    Digits,
    /// From zero to nineteen, or a ten from twenty to ninety.
    Count(u8),
    /// A power of ten: "thousand" is 3. In `short` form ("k", "bn") it stands behind digits alone.
    Multiplier { power: u8, is_short: bool },
    /// From first to nineteenth, or a ten from twentieth to ninetieth.
    Ordinal(u8),
    /// A share that is no ordinal: "half" is 2, "quarter" 4.
    Share(u8),
    /// From January, 1, on.
    Month(u8),
    /// A currency by its place in the list, by its name or its code.
    Currency { place: u8, is_code: bool },
    /// A unit by its place in the list, by its name or a short form.
    Unit(u8),
    /// "percent", or a short form of it.
    Percent,
    /// "a", "an".
    Article,
    /// "and".
    And,
    /// "of".
    Of,
    /// "the".
    The,
    /// "minus".
    Minus,
    /// "dozen".
    Dozen,
    /// "nineties" is 90.
    Decade(u8),
    /// A Roman numeral of two letters or more, or V or X; only capitals are one.
    Roman(u8),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberData {
    small: Vec<String>,
    tens: Vec<String>,
    ordinals: Vec<String>,
    tenth_ordinals: Vec<String>,
    shares: HashMap<String, u8>,
    percent: Vec<String>,
    amounts: HashSet<String>,
    loose: HashMap<String, f64>,
    before_roman: HashSet<String>,
    before_parts: HashSet<String>,
    before_time: HashSet<String>,
    multipliers: HashMap<String, u8>,
    multipliers_short: HashMap<String, u8>,
    multipliers_of_money: HashMap<String, u8>,
    currency: Vec<CurrencyData>,
    unit: Vec<UnitData>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CurrencyData {
    names: Vec<String>,
    #[serde(default)]
    signs: BTreeMap<String, String>,
    codes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitData {
    names: Vec<String>,
    #[serde(default)]
    short: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DateData {
    months: Vec<Vec<String>>,
    weekdays: Vec<Vec<String>>,
    words_too: HashSet<String>,
}

/// The words, by what they are.
pub(crate) struct ValueWords {
    parts: HashMap<String, Part>,
    months: Vec<Vec<String>>,
    weekdays: Vec<Vec<String>>,
    words_too: HashSet<String>,
    small: Vec<String>,
    ordinals: Vec<String>,
    amounts: HashSet<String>,
    loose: HashMap<String, f64>,
    before_roman: HashSet<String>,
    before_parts: HashSet<String>,
    before_time: HashSet<String>,
    multipliers_of_money: HashMap<String, u8>,
    /// Names of currencies, then of units: the form that the others are folded into.
    currencies: Vec<String>,
    units: Vec<String>,
    /// Signs of currencies, longest first, each with the words that it stands for.
    signs: Vec<(String, Vec<String>)>,
}

/// The words, read once.
pub(crate) static VALUE_WORDS: LazyLock<ValueWords> = LazyLock::new(ValueWords::read);

/// The largest Roman numeral that is read.
const MOST_ROMAN: u8 = 39;

/// Every word with what it may be in a number or a date.
fn parts(numbers: &NumberData, dates: &DateData) -> HashMap<String, Part> {
    let mut parts = fixed_parts();
    let mut add = |word: &str, part: Part| {
        parts.insert(word.to_owned(), part);
    };
    add_counts(numbers, &mut add);
    for (words, is_short) in [(&numbers.multipliers, false), (&numbers.multipliers_short, true)] {
        for (word, &power) in words {
            add(word, Part::Multiplier { power, is_short });
        }
    }
    for (place, unit) in (0..).zip(&numbers.unit) {
        for word in unit.names.iter().chain(&unit.short) {
            // "Quarters" are shares as well, "seconds" are no ordinals.
            if !numbers.shares.contains_key(word) {
                add(word, Part::Unit(place));
            }
        }
    }
    for (place, currency) in (0..).zip(&numbers.currency) {
        for name in &currency.names {
            add(name, Part::Currency { place, is_code: false });
        }
        for code in &currency.codes {
            add(&code.to_lowercase(), Part::Currency { place, is_code: true });
        }
    }
    for word in &numbers.percent {
        add(word, Part::Percent);
    }
    for (number, names) in (1..).zip(&dates.months) {
        for name in names {
            add(name, Part::Month(number));
        }
    }
    parts
}

/// Numerals: counts, ordinals and shares.
fn add_counts(numbers: &NumberData, add: &mut impl FnMut(&str, Part)) {
    for (value, word) in (0..).zip(&numbers.small) {
        add(word, Part::Count(value));
    }
    for (tens, word) in (2..).zip(&numbers.tens) {
        add(word, Part::Count(tens * 10));
        if let Some(stem) = word.strip_suffix('y') {
            add(&format!("{stem}ies"), Part::Decade(tens * 10));
        }
    }
    for (value, word) in (1..).zip(&numbers.ordinals) {
        add(word, Part::Ordinal(value));
    }
    for (tens, word) in (2..).zip(&numbers.tenth_ordinals) {
        add(word, Part::Ordinal(tens * 10));
    }
    // "Two thirds", "three fifths": a second has another plural.
    for (value, word) in (1..).zip(&numbers.ordinals).skip(2).take(8) {
        add(&format!("{word}s"), Part::Share(value));
    }
    for (word, parts) in &numbers.shares {
        add(word, Part::Share(*parts));
    }
}

/// The signs of currencies with the words that they stand for, longest first.
fn signs(numbers: &NumberData) -> Vec<(String, Vec<String>)> {
    let sign = |currency: &CurrencyData, sign: &str, before: &str| {
        let words = before.split_whitespace().chain(currency.names.first().map(String::as_str));
        (sign.to_owned(), words.map(str::to_owned).collect::<Vec<_>>())
    };
    let signs = numbers.currency.iter().flat_map(|currency| {
        currency.signs.iter().map(move |(written, before)| sign(currency, written, before))
    });
    let mut signs: Vec<_> = signs.collect();
    signs.sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
    signs
}

impl ValueWords {
    fn read() -> Self {
        let numbers: NumberData = data("numbers.toml", include_str!("../../config/numbers.toml"));
        let dates: DateData = data("dates.toml", include_str!("../../config/dates.toml"));
        let parts = parts(&numbers, &dates);
        let signs = signs(&numbers);
        let first = |names: &[String]| names.first().cloned().unwrap_or_default();
        Self {
            parts,
            months: dates.months,
            weekdays: dates.weekdays,
            words_too: dates.words_too,
            small: numbers.small,
            ordinals: numbers.ordinals,
            amounts: numbers.amounts,
            loose: numbers.loose,
            before_roman: numbers.before_roman,
            before_parts: numbers.before_parts,
            before_time: numbers.before_time,
            multipliers_of_money: numbers.multipliers_of_money,
            currencies: numbers.currency.iter().map(|one| first(&one.names)).collect(),
            units: numbers.unit.iter().map(|one| first(&one.names)).collect(),
            signs,
        }
    }

    /// What a word in small letters may be in a value.
    pub(crate) fn part(&self, word: &str) -> Part {
        if word.starts_with(|c: char| c.is_numeric()) {
            return Part::Digits;
        }
        self.parts.get(word).copied().unwrap_or_default()
    }

    /// The name of a currency that stands for all its names.
    pub(crate) fn currency(&self, place: u8) -> &str {
        self.currencies.get(usize::from(place)).map_or("", String::as_str)
    }

    /// The name of a unit that stands for all its names.
    pub(crate) fn unit(&self, place: u8) -> &str {
        self.units.get(usize::from(place)).map_or("", String::as_str)
    }

    /// The unit or currency that a word is, by the name that stands for all its names.
    pub(crate) fn unit_of<'w>(&'w self, word: &'w str) -> Option<&'w str> {
        match self.part(word) {
            Part::Unit(place) => Some(self.unit(place)),
            Part::Currency { place, is_code: false } => Some(self.currency(place)),
            Part::Share(4) => Some(word),
            Part::Percent => Some("percent"),
            _ => None,
        }
    }

    /// Whether the word is the name of a currency.
    pub(crate) fn is_currency(&self, word: &str) -> bool {
        matches!(self.part(word), Part::Currency { is_code: false, .. })
    }

    /// Whether the word says how much without a number.
    pub(crate) fn is_amount(&self, word: &str) -> bool {
        self.amounts.contains(word)
    }

    /// The number that a word stands for by habit alone: "dozen".
    pub(crate) fn loose(&self, word: &str) -> Option<f64> {
        self.loose.get(word).copied()
    }

    /// Whether a Roman numeral in capitals may stand behind the word.
    pub(crate) fn is_before_roman(&self, word: &str) -> bool {
        self.before_roman.contains(word)
    }

    /// Whether a number behind the word is read part by part: "version 1.10".
    pub(crate) fn is_before_parts(&self, word: &str) -> bool {
        self.before_parts.contains(word)
    }

    /// Whether a time may stand behind the word: "at 10.30".
    pub(crate) fn is_before_time(&self, word: &str) -> bool {
        self.before_time.contains(word)
    }

    /// The power of ten that a letter behind a sum of money stands for.
    pub(crate) fn multiplier_of_money(&self, letter: &str) -> Option<u8> {
        self.multipliers_of_money.get(letter).copied()
    }

    /// The sign of a currency that ends `before`, and the words that it stands for.
    pub(crate) fn sign_before(&self, before: &str) -> Option<(&str, &[String])> {
        let found = self.signs.iter().find(|(sign, _)| before.ends_with(sign.as_str()));
        found.map(|(sign, words)| (sign.as_str(), words.as_slice()))
    }

    /// The ordinal that is spelled: from first to twelfth. Others are written with digits.
    pub(crate) fn spelled_ordinal(&self, value: u8) -> Option<&str> {
        const SPELLED: u8 = 12;
        let place = value.checked_sub(1).filter(|_| value <= SPELLED)?;
        self.ordinals.get(usize::from(place)).map(String::as_str)
    }

    /// Whether the word in small letters is a month, or a short form of one.
    pub(crate) fn is_month(&self, word: &str) -> bool {
        matches!(self.part(word), Part::Month(_))
    }

    /// Whether the name of the month is a word of its own in small letters.
    pub(crate) fn is_word_too(&self, month: &str) -> bool {
        self.words_too.contains(month)
    }

    /// The numbers from zero to nineteen.
    pub(crate) fn small_numbers(&self) -> &[String] {
        &self.small
    }

    /// The months in their order, each with its short forms.
    pub(crate) fn months(&self) -> &[Vec<String>] {
        &self.months
    }

    /// Whether the word is a day of the week, or several of them.
    pub(crate) fn is_weekday(&self, word: &str) -> bool {
        let is = |word: &str| self.weekdays.iter().flatten().any(|name| name == word);
        is(word) || word.strip_suffix('s').is_some_and(is)
    }

    /// The days of the week from Monday on, each with its short forms.
    pub(crate) fn weekdays(&self) -> &[Vec<String>] {
        &self.weekdays
    }
}

/// The parts that are no list: small words, and Roman numerals.
fn fixed_parts() -> HashMap<String, Part> {
    let words = [
        ("a", Part::Article),
        ("an", Part::Article),
        ("and", Part::And),
        ("of", Part::Of),
        ("the", Part::The),
        ("minus", Part::Minus),
        ("dozen", Part::Dozen),
    ];
    let romans = (1..=MOST_ROMAN).map(|value| (roman(value), Part::Roman(value)));
    let romans =
        romans.filter(|(written, _)| written.len() > 1 || written == "v" || written == "x");
    romans.chain(words.map(|(word, part)| (word.to_owned(), part))).collect()
}

/// A number in Roman numerals, small.
fn roman(mut value: u8) -> String {
    const SIGNS: [(u8, &str); 5] = [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut written = String::new();
    for (worth, sign) in SIGNS {
        while value >= worth {
            written.push_str(sign);
            value -= worth;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_by_what_they_are() {
        let check = |word: &str, part: Part| assert_eq!(VALUE_WORDS.part(word), part, "{word}");
        check("seven", Part::Count(7));
        check("seventy", Part::Count(70));
        check("seventh", Part::Ordinal(7));
        check("second", Part::Ordinal(2));
        check("million", Part::Multiplier { power: 6, is_short: false });
        check("bn", Part::Multiplier { power: 9, is_short: true });
        check("may", Part::Month(5));
        check("xiv", Part::Roman(14));
        check("i", Part::None);
        check("2nd", Part::Digits);
        check("harbour", Part::None);
        assert_eq!(VALUE_WORDS.unit_of("kilometers"), Some("kilometres"));
        assert_eq!(VALUE_WORDS.unit_of("euro"), Some("euros"));
        assert_eq!(VALUE_WORDS.sign_before("about C$").map(|(sign, _)| sign), Some("C$"));
    }
}
