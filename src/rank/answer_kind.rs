//! Whether a sentence has a thing of the kind that a question wants.

use crate::lexicon::Term;
use crate::question::Wants;
use crate::related;

/// Whether a sentence can be seen to have or lack what is wanted.
#[must_use]
pub(super) fn is_checked(wants: Wants) -> bool {
    !matches!(wants, Wants::Thing | Wants::Whether)
}

/// The places of words that could be what is wanted. `new` tells which words the question has not said itself.
#[must_use]
pub(super) fn places(wants: Wants, sentence: &[Term], new: &[bool]) -> Vec<usize> {
    let pick: fn(&Term) -> bool = match wants {
        Wants::Person => is_person,
        Wants::Place => |term| related::is_place(term.stem()),
        Wants::Number => is_number,
        Wants::Time => is_time,
        Wants::Reason => is_reason,
        Wants::Speech => Term::is_weak,
        Wants::Thing | Wants::Whether => return vec![],
    };
    let counts_if_asked = wants == Wants::Speech;
    let stands_in = |at: usize| {
        let before = sentence[..at].iter().rev().find(|term| !term.is_name && term.word() != "the");
        before.is_some_and(|before| PLACE_PREPOSITIONS.contains(&before.word()))
    };
    let is_wanted = |at: usize, term: &Term| {
        pick(term) || wants == Wants::Place && term.is_name && !is_time(term) && stands_in(at)
    };
    let terms = sentence.iter().zip(new).enumerate();
    terms
        .filter(|(at, (term, new))| (**new || counts_if_asked) && is_wanted(*at, term))
        .map(|(at, _)| at)
        .collect()
}

/// A name that is no day, month or country.
fn is_person(term: &Term) -> bool {
    term.is_name && !is_time(term) && !related::is_place(term.stem())
}

/// Words before the name of a place.
const PLACE_PREPOSITIONS: [&str; 8] = ["in", "at", "near", "from", "across", "outside", "to", "of"];

fn is_number(term: &Term) -> bool {
    term.is_number() || NUMBERS.contains(&term.stem())
}

fn is_time(term: &Term) -> bool {
    let word = term.word();
    let digits = word.trim_end_matches('s');
    let is_year = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    is_year || TIMES.contains(&term.stem())
}

fn is_reason(term: &Term) -> bool {
    REASONS.contains(&term.word())
}

/// Stems of number words.
const NUMBERS: [&str; 32] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelv", "twenti", "thirti", "forti", "fifti", "sixti", "seventi", "eighti", "nineti", "hundr",
    "thousand", "million", "billion", "trillion", "dozen", "sever", "half", "third", "fifth",
    "quarter", "percent",
];

const REASONS: [&str; 12] = [
    "because",
    "since",
    "due",
    "cause",
    "caused",
    "reason",
    "reasons",
    "therefore",
    "amid",
    "owing",
    "thus",
    "hence",
];

/// Stems of days, months and words of time.
const TIMES: [&str; 30] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "januari",
    "februari",
    "march",
    "april",
    "may",
    "june",
    "juli",
    "august",
    "septemb",
    "octob",
    "novemb",
    "decemb",
    "yesterday",
    "today",
    "tomorrow",
    "tonight",
    "week",
    "month",
    "year",
    "centuri",
    "decad",
    "weekend",
    "earli",
];
