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
mod tests {
    use crate::english::lexicon::terms;
    use crate::english::words::words;

    /// The words of a text as both ways of comparing see them; they must agree on values.
    fn read(text: &str) -> String {
        let folded: Vec<_> = words(text).into_iter().map(|word| word.folded).collect();
        folded.join(" ")
    }

    /// The values among the words that a question or an article is searched by.
    fn searched(text: &str) -> Vec<String> {
        let values = terms(text).into_iter().filter(super::super::lexicon::Term::is_number);
        values.map(|term| term.word().to_owned()).collect()
    }

    #[test]
    fn one_value_has_many_ways_of_writing() {
        let check = |value: &str, ways: &[&str]| {
            for way in ways {
                assert_eq!(
                    read(&format!("before {way} behind")),
                    format!("before {value} behind"),
                    "{way}"
                );
            }
        };
        check(
            "800000",
            &[
                "800,000",
                "800 000",
                "800\u{a0}000",
                "800\u{202f}000",
                "800k",
                "800K",
                "0.8 million",
                "eight hundred thousand",
                "800 thousand",
                "800'000",
            ],
        );
        check(
            "500000",
            &["half a million", "0.5 million", "500k", "five hundred thousand", "half-a-million"],
        );
        check(
            "3500000",
            &[
                "three and a half million",
                "3½ million",
                "3.5 million",
                "3.5 mln",
                "3,500,000",
                "three million and a half",
            ],
        );
        check("750000", &["three quarters of a million", "three-quarters of a million", "750,000"]);
        check("250000", &["a quarter of a million", "250k"]);
        check("223", &["two hundred and twenty-three", "two hundred twenty three", "223"]);
        check("1000000", &["a million", "one million", "1 million", "1,000,000"]);
        check("2005", &["two thousand and five", "2005", "2,005"]);
        check("250000", &["two hundred and fifty thousand"]);
        check(
            "84000000 euros",
            &[
                "€84m",
                "84 million euros",
                "EUR 84 million",
                "84 million EUR",
                "€84 million",
                "84m euros",
                "€84,000,000",
                "84-million-euro",
            ],
        );
        check("84 euros", &["€84", "84 euros", "84 euro", "EUR 84", "84 EUR"]);
        check(
            "3000000000 dollars",
            &[
                "$3bn",
                "$3 billion",
                "US$3bn",
                "3 billion dollars",
                "three billion US dollars",
                "USD 3bn",
                "$3b",
            ],
        );
        check("5 canadian dollars", &["C$5", "CA$5"]);
        check(
            "20 percent",
            &["20%", "20 per cent", "twenty percent", "20 pct", "20pc", "20 %", "twenty per cent"],
        );
        check("1 percent", &["1%", "one percent", "one per cent"]);
        check("third", &["3rd", "third"]);
        check("21st", &["21st", "twenty-first"]);
        check("15th", &["15th", "fifteenth"]);
        check(
            "15000 to 20000",
            &[
                "15,000-20,000",
                "15,000–20,000",
                "15 000 – 20 000",
                "fifteen thousand to twenty thousand",
            ],
        );
        check(
            "-5 degrees",
            &["-5 degrees", "−5 degrees", "minus 5 degrees", "minus five degrees", "–5 degrees"],
        );
        check("1.5", &["1.5", "1,5", "1.50", "one and a half", "1½"]);
        check("0.25", &["0.25", ".25", "0,25"]);
        check("800000", &[".8 million"]);
        check("2/3", &["two thirds", "two-thirds", "2/3"]);
        check("1/3 of", &["one-third of", "one third of", "a third of", "1/3 of"]);
        check("12", &["a dozen", "one dozen", "twelve", "12"]);
        check("24", &["two dozen", "2 dozen", "24"]);
        check("6", &["half a dozen", "half-a-dozen", "six"]);
        check("the 1990s", &["the 1990s", "the nineties", "the 1990's"]);
        check("10000th", &["10,000th", "10000th"]);
        check("at 10 30", &["at 10.30", "at 10:30"]);
        check("9 30 am", &["9.30 am", "9:30 a.m."]);
        check("9 30pm", &["9.30pm", "9:30pm"]);
        check("version 1 10", &["version 1.10"]);
        check("version 1 1", &["version 1.1"]);
        check("section 2 50", &["section 2.50"]);

        check("1/2", &["½", "1/2", "one half"]);
        check(
            "10 kilometres",
            &["10 km", "10km", "ten kilometres", "10 kilometers", "10-kilometre"],
        );
        check("1600s", &["17th century", "seventeenth century", "17th-century", "1600s"]);
        check("1880s", &["1880s", "1880's", "1880’s"]);
        check("article 5", &["Article V", "article 5", "Article Five"]);
        check("800 tonnes", &["800 tonnes", "eight hundred tonnes"]);
    }

    #[test]
    fn one_day_has_many_ways_of_writing() {
        let check = |value: &str, ways: &[&str]| {
            for way in ways {
                assert_eq!(
                    read(&format!("before {way} behind")),
                    format!("before {value} behind"),
                    "{way}"
                );
            }
        };
        check(
            "01-06",
            &[
                "January 6",
                "January 6th",
                "6 January",
                "6th January",
                "the 6th of January",
                "the sixth of January",
                "Jan. 6",
                "Jan 6",
                "Jan. 06",
                "January the sixth",
                "January sixth",
                "6-Jan",
                "january 6",
            ],
        );
        check(
            "01-06 2026",
            &[
                "6 January 2026",
                "January 6, 2026",
                "Jan. 6, 2026",
                "2026-01-06",
                "2026/01/06",
                "6.1.2026",
                "06.01.2026",
                "6.1.26",
            ],
        );
        check("06/01 2026", &["6/1/2026", "06/01/2026", "06-01-2026", "6/1/26"]);
        check("01-16 2026", &["16/1/2026", "1/16/2026", "16-01-2026", "January 16, 2026"]);
        check("05-21", &["the twenty-first of May", "21 May", "May 21st", "21st may"]);
    }

    #[test]
    fn what_is_no_value_is_left_alone() {
        let check = |text: &str, expected: &str| assert_eq!(read(text), expected, "{text}");
        check("one of them may 6 times", "one of them may 6 times");
        check("between two hundred and three hundred", "between 200 and 300");
        check("one two three", "one 2 3");
        check("in 2026. 15 people", "in 2026 15 people");
        check("She may march 3 miles", "she may march 3 miles");
        check("May 3 million people come", "may 3000000 people come");
        check("January 10:15", "january 10 15");
        check("a second, the second, a half", "a second the second a half");
        check("hundreds of thousands, several hundred", "hundreds of thousands several hundred");
        check("1.500 or 1.5", "1.500 or 1.5");
        check("a 5m wall, 5m high", "a 5m wall 5m high");
        check("agent 007 and 555 123 4567", "agent 007 and 555 123 4567");
        check("We won 5 won 3", "we won 5 won 3");
        check("the third of them", "the third of them");
        check("a third man by a third party", "a third man by a third party");
        check("it fell by a third.", "it fell by 1/3");
        check("in her nineties, the twenties, dozens", "in her nineties the twenties dozens");
        check("at 10.30 percent, at 10.75, at $1.50", "at 10.3 percent at 10.75 at 1.5 dollars");
        check("a rate of 1.10 and 1.1", "a rate of 1.1 and 1.1");
        check("1 race, one race, Formula 1", "one race one race formula 1");
        check("1 mile and 1 percent", "1 miles and 1 percent");
        check("24/7 and 9/11", "24 7 and 9 11");
        check("I won. I II", "i won i ii");
        check("He was 5, 6 and 7", "he was 5 6 and 7");
        check("version 2.0.1 of 2024", "version 2.0.1 of 2024");
        check("the year and a half", "the year and a half");
    }

    #[test]
    fn a_question_and_an_article_have_the_same_values() {
        let check = |text: &str, expected: &[&str]| assert_eq!(searched(text), expected, "{text}");
        check("What costs 84,000,000 euros on Jan. 6?", &["84000000", "01-06"]);
        check("It costs €84m.", &["84000000"]);
        check("US$1.5m, eight hundred thousand, 12 percent", &["1500000", "800000", "12"]);
        check("World War II in the 17th century", &["1600s"]);
    }

    /// A number below a thousand million in words, as the British or the Americans spell it.
    fn spelled(number: u64, and: &str) -> String {
        const SMALL: [&str; 20] = [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ];
        const TENS: [&str; 10] =
            ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
        let rest = |rest: u64, joint: &str| {
            if rest == 0 { String::new() } else { format!("{joint}{}", spelled(rest, and)) }
        };
        match number {
            0..20 => SMALL[usize::try_from(number).unwrap_or_default()].to_owned(),
            20..100 => format!(
                "{}{}",
                TENS[usize::try_from(number / 10).unwrap_or_default()],
                rest(number % 10, "-")
            ),
            100..1000 => {
                format!("{} hundred{}", spelled(number / 100, and), rest(number % 100, and))
            }
            1000..1_000_000 => {
                let joint = if number % 1000 < 100 { and } else { " " };
                format!("{} thousand{}", spelled(number / 1000, and), rest(number % 1000, joint))
            }
            _ => format!(
                "{} million{}",
                spelled(number / 1_000_000, and),
                rest(number % 1_000_000, " ")
            ),
        }
    }

    fn with_marks(number: u64, mark: &str) -> String {
        let digits = number.to_string();
        let groups: Vec<_> =
            digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
        groups.join(mark)
    }

    proptest::proptest! {
        /// So two numbers are never taken for one: each way of writing one reads back to its digits.
        #[test]
        fn every_way_of_writing_a_number_reads_back(number in proptest::prop_oneof![2_u64..2000, 2_u64..1_000_000_000]) {
            let value = number.to_string();
            let mut ways = vec![value.clone(), spelled(number, " "), spelled(number, " and ")];
            ways.extend([",", " ", "\u{a0}", "\u{2009}", "\u{202f}", "'"].map(|mark| with_marks(number, mark)));
            if number % 100 == 0 {
                let decimal = |power: u64, places: usize| format!("{}", format_args!("{}.{:0places$}", number / power, number % power));
                ways.push(format!("{} thousand", decimal(1000, 3).trim_end_matches('0').trim_end_matches('.')));
                ways.push(format!("{}k", decimal(1000, 3).trim_end_matches('0').trim_end_matches('.')));
                ways.push(format!("{} million", decimal(1_000_000, 6).trim_end_matches('0').trim_end_matches('.')));
                ways.push(format!("{}bn", decimal(1_000_000_000, 9).trim_end_matches('0').trim_end_matches('.')));
            }
            for way in ways {
                let text = format!("They counted {way} ships");
                proptest::prop_assert_eq!(read(&text), format!("they counted {value} ships"), "{}", way);
                proptest::prop_assert_eq!(searched(&text), [value.clone()], "{}", way);
            }
        }

        #[test]
        fn every_way_of_writing_a_day_reads_back(month in 1_usize..=12, day in 1_u32..=28, year in 1800_u32..2100) {
            let names = &super::VALUE_WORDS.months()[month - 1];
            let name = format!("{}{}", names[0][..1].to_uppercase(), &names[0][1..]);
            let ending = match day { 1 | 21 => "st", 2 | 22 => "nd", 3 | 23 => "rd", _ => "th" };
            let ways = [
                format!("{name} {day}, {year}"), format!("{day} {name} {year}"), format!("the {day}{ending} of {name} {year}"),
                format!("{name} {day}{ending}, {year}"), format!("{year}-{month:02}-{day:02}"), format!("{day}.{month}.{year}"),
                format!("{day:02} {name}, {year}"),
            ];
            for way in ways {
                proptest::prop_assert_eq!(read(&format!("on {way} they")), format!("on {month:02}-{day:02} {year} they"), "{}", way);
            }
            let either = read(&format!("{day}/{month}/{year}"));
            let wanted = format!("{month:02}-{day:02}");
            let mut readings = super::dates::readings(&either[..5]);
            readings.push(either[..5].to_owned());
            proptest::prop_assert!(readings.contains(&wanted), "{}", either);
        }

        #[test]
        fn words_keep_their_places(text in "([0-9]{1,4}|[$€]|[-–/,. ]| million| and a half|January|%|[a-z]{1,3}|½|US|thousand| hundred| [0-9]{3}){0,24}") {
            let mut end = 0;
            for word in words(&text) {
                proptest::prop_assert!(word.start <= word.end && word.end <= text.len());
                proptest::prop_assert!(text.is_char_boundary(word.start) && text.is_char_boundary(word.end));
                proptest::prop_assert!(word.start >= end, "{:?}", word);
                end = word.end;
            }
            for term in terms(&text) {
                proptest::prop_assert!(text.get(term.start..term.end).is_some());
            }
        }
    }
}
