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

/// Every way of writing is read as the value.
fn check(value: &str, ways: &[&str]) {
    for way in ways {
        let found = read(&format!("before {way} behind"));
        assert_eq!(found, format!("before {value} behind"), "{way}");
    }
}

#[test]
fn one_value_has_many_ways_of_writing() {
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
    check("10 kilometres", &["10 km", "10km", "ten kilometres", "10 kilometers", "10-kilometre"]);
    check("1600s", &["17th century", "seventeenth century", "17th-century", "1600s"]);
    check("1880s", &["1880s", "1880's", "1880’s"]);
    check("article 5", &["Article V", "article 5", "Article Five"]);
    check("800 tonnes", &["800 tonnes", "eight hundred tonnes"]);
}

#[test]
fn one_day_has_many_ways_of_writing() {
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
        _ => {
            format!("{} million{}", spelled(number / 1_000_000, and), rest(number % 1_000_000, " "))
        }
    }
}

fn with_marks(number: u64, mark: &str) -> String {
    let digits = number.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
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
