//! Words as they are held against each other: case, accents, marks and white space folded away, nothing else.

use unicode_segmentation::UnicodeSegmentation;

use crate::english::lexicon::fold;
use crate::english::lists::LISTS;

/// A word of a text as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word without case, accents, apostrophes and the stops of an abbreviation.
    pub folded: String,
    /// Byte at which the word starts in its text.
    pub start: usize,
    /// Byte just past the word in its text.
    pub end: usize,
    /// Whether it is written with a capital where a sentence does not ask for one.
    pub is_name: bool,
    /// Whether it stands in square brackets: an editor's word, not the speaker's.
    pub is_editorial: bool,
    /// Whether an ellipsis stands before it.
    pub follows_gap: bool,
}

/// The words of a text, in order.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut end, mut is_open) = (0, false);
    for (start, written) in text.unicode_word_indices() {
        // A sign with an accent on it is a word that starts before the last one, a percent sign, ends.
        let between = text.get(end..start).unwrap_or_default();
        // "[W]e", "guarantee[s]": the brackets stand inside of a word.
        let is_same_word = end > 0 && matches!(between, "[" | "]");
        if !is_same_word {
            is_open = is_open_after(is_open, between);
        }
        end = start + written.len();
        let folded = folded(written);
        if is_same_word && let Some(last) = words.last_mut() {
            last.folded.push_str(&folded);
            last.end = end;
            last.is_editorial = false;
            is_open = false;
            continue;
        }
        words.push(Word {
            folded: if is_acronym(written) { mark_acronym(&folded) } else { folded },
            start,
            end,
            is_name: is_name(written, &text[..start]),
            is_editorial: is_open,
            follows_gap: between.contains('…')
                || between.contains("...")
                || between.contains(". . ."),
        });
        if text[end..].starts_with('%') {
            let percent =
                Word { folded: "percent".into(), start: end, end: end + 1, ..plain(is_open) };
            end += 1;
            words.push(percent);
        }
    }
    join(&with_currencies(text, compound(text, words)))
}

/// Joins numbers that are spelled in two words: "twenty-one" is 21.
fn compound(text: &str, words: Vec<Word>) -> Vec<Word> {
    let value = |word: &Word| word.folded.parse::<u32>().ok();
    let is_spelled = |word: &Word| text[word.start..word.end].starts_with(char::is_alphabetic);
    let mut joined: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        let unit = match UNITS.iter().position(|unit| *unit == word.folded) {
            Some(at) => u32::try_from(at + 1).ok(),
            None => value(&word).filter(|value| (1..10).contains(value)),
        };
        if let (Some(unit), Some(last)) = (unit, joined.last_mut())
            && let Some(tens @ (20 | 30 | 40 | 50 | 60 | 70 | 80 | 90)) = value(last)
            && matches!(text.get(last.end..word.start), Some("-" | "‑" | " "))
            && is_spelled(last)
            && is_spelled(&word)
        {
            last.folded = (tens + unit).to_string();
            last.end = word.end;
            continue;
        }
        joined.push(word);
    }
    joined
}

/// "one" is no number by itself: it stands for all kinds of things.
const UNITS: [&str; 1] = ["one"];

/// Signs of currencies with their names.
const CURRENCIES: [(char, &str); 5] =
    [('$', "dollars"), ('£', "pounds"), ('€', "euros"), ('¥', "yen"), ('₽', "roubles")];

/// Reads the signs in front of numbers: "$3m" has the words "3 million dollars", "-5" is not "5".
fn with_currencies(text: &str, words: Vec<Word>) -> Vec<Word> {
    let mut read: Vec<Word> = Vec::with_capacity(words.len());
    let mut words = words.into_iter().peekable();
    while let Some(mut word) = words.next() {
        let before = text[..word.start].chars().next_back();
        let is_number = word.folded.starts_with(|c: char| c.is_ascii_digit());
        let sign = before.filter(|_| is_number);
        let currency = CURRENCIES.iter().find(|(currency, _)| Some(*currency) == sign);
        let Some((currency, name)) = currency else {
            let is_after_space = |c: char| {
                text[..word.start - c.len_utf8()].ends_with(|c: char| c.is_whitespace() || c == '(')
            };
            if let Some(minus @ ('-' | '−')) = sign
                && (word.start == minus.len_utf8() || is_after_space(minus))
            {
                word.folded.insert(0, '-');
                word.start -= minus.len_utf8();
            }
            read.push(word);
            continue;
        };
        word.start -= currency.len_utf8();
        let unit = MULTIPLES.iter().find_map(|(short, long)| {
            let number = word.folded.strip_suffix(short)?;
            number.ends_with(|c: char| c.is_ascii_digit()).then(|| (number.to_owned(), *long))
        });
        let mut end = word.end;
        let rest = match unit {
            Some((number, long)) => {
                word.folded = number;
                vec![Word { folded: long.to_owned(), start: end, ..word.clone() }]
            }
            None => words
                .next_if(|next| {
                    let is_next =
                        text.get(word.end..next.start).is_some_and(|between| between.len() <= 2);
                    is_next && MULTIPLES.iter().any(|(_, long)| *long == next.folded)
                })
                .into_iter()
                .collect(),
        };
        end = rest.last().map_or(end, |word| word.end);
        // The currency's name takes no room: its sign stands in front.
        let currency =
            Word { folded: (*name).to_owned(), start: end, end, ..plain(word.is_editorial) };
        read.push(word);
        read.extend(rest);
        read.push(currency);
    }
    read
}

/// Multiples as they are written behind a number, longest first.
const MULTIPLES: [(&str, &str); 7] = [
    ("bn", "billion"),
    ("mn", "million"),
    ("tn", "trillion"),
    ("b", "billion"),
    ("m", "million"),
    ("k", "thousand"),
    ("t", "trillion"),
];

fn plain(is_editorial: bool) -> Word {
    Word {
        folded: String::new(),
        start: 0,
        end: 0,
        is_name: false,
        is_editorial,
        follows_gap: false,
    }
}

/// Whether a square bracket is open behind `between`.
fn is_open_after(is_open: bool, between: &str) -> bool {
    between.chars().fold(is_open, |is_open, c| match c {
        '[' => true,
        ']' => false,
        _ => is_open,
    })
}

fn folded(written: &str) -> String {
    let mut folded = fold(written);
    folded.retain(char::is_alphanumeric);
    // "3.5" must not become "35", "800,000" must become "800000".
    if folded.starts_with(|c: char| c.is_ascii_digit()) && written.contains('.') {
        folded = written.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
    }
    match LISTS.number(&folded) {
        // Numbers below a hundred are spelled in one house and written in digits in the next.
        Some(value)
            if value < 100.0 && folded.starts_with(char::is_alphabetic) && folded != "dozen" =>
        {
            format!("{value}")
        }
        _ => folded,
    }
}

/// "US", "U.S": capitals that are no word of two letters.
fn is_acronym(written: &str) -> bool {
    let letters = || written.chars().filter(|c| c.is_alphabetic());
    letters().count() >= 2 && letters().all(char::is_uppercase)
}

/// A mark that keeps "US" apart from "us" until the writings of one thing are joined.
const ACRONYM: char = '^';

fn mark_acronym(folded: &str) -> String {
    format!("{folded}{ACRONYM}")
}

/// Folds the writings of one thing ("United States", "U.S.") into one word.
fn join(words: &[Word]) -> Vec<Word> {
    let bare: Vec<&str> = words.iter().map(|word| word.folded.trim_end_matches(ACRONYM)).collect();
    let mut joined: Vec<Word> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let may_be_short = words[at].folded.ends_with(ACRONYM) || (at > 0 && bare[at - 1] == "the");
        let same = LISTS
            .same_at(&bare[at..])
            .filter(|(count, _)| *count > 1 || bare[at].len() > 2 || may_be_short);
        let (count, folded) = same.unwrap_or((1, bare[at]));
        let last = &words[at + count - 1];
        joined.push(Word { folded: folded.to_owned(), end: last.end, ..words[at].clone() });
        at += count;
    }
    joined
}

/// Whether a word has a capital that is not the start of a sentence's. "I" is none.
fn is_name(written: &str, before: &str) -> bool {
    if !written.starts_with(char::is_uppercase)
        || written == "I"
        || written.starts_with("I'")
        || written.starts_with("I’")
    {
        return false;
    }
    let before = before.trim_end();
    let opens = ['"', '“', '‘', '\'', '(', '[', '«'];
    !(before.is_empty()
        || before.ends_with(['.', '!', '?', ':', '…', '•', '\n'])
        || before.ends_with(opens))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        let check = |text: &str, expected: &str| {
            let found: Vec<_> = words(text).into_iter().map(|word| word.folded).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        };
        check("We’ve “seen” — the OPPOSITE!", "weve seen the opposite");
        check(
            "the U.S. and the US, give us the us",
            "the united_states and the united_states give us the united_states",
        );
        check("the United States of America", "the united_states");
        check(
            "about 20% or 20 per cent or twenty percent",
            "about 20 percent or 20 percent or 20 percent",
        );
        check("800,000 and 3.5", "800000 and 3.5");
        check("Twenty-one or thirty five or one", "21 or 35 or one");
        check("It was -5, 3-5 or −7 outside", "it was -5 3 5 or -7 outside");
        check(
            "$3 million, £2.5m and €400 or 3 million dollars",
            "3 million dollars 2.5 million pounds and 400 euros or 3 million dollars",
        );
        check("Élysée ÉLYSÉE", "elysee elysee");
        check("[W]e offer guarantee[s]", "we offer guarantees");
        check("", "");
        assert!(words("\u{cc6}%\u{c46}").len() <= 3, "marks without a letter");
    }

    #[test]
    fn editors_words_and_gaps_are_seen() {
        let of = |text: &str, what: fn(&Word) -> bool| -> Vec<String> {
            words(text).into_iter().filter(&what).map(|word| word.folded).collect()
        };
        assert_eq!(
            of("this [a Russian attack] will", |word| word.is_editorial),
            ["a", "russian", "attack"]
        );
        assert_eq!(of("[W]e [all] go", |word| word.is_editorial), ["all"]);
        assert_eq!(of("we … go […] on ... and off", |word| word.follows_gap), ["go", "on", "and"]);
        assert_eq!(
            of("If Putin and I go. They meet Macron", |word| word.is_name),
            ["putin", "macron"]
        );
    }
}
