//! What a word may be by itself: a number, a time, a reason, or a word behind which a place stands.

use crate::english::dates;
use crate::english::lexicon::Term;
use crate::english::value_words::{Part, VALUE_WORDS};

/// Words before the name of a place.
const PLACE_PREPOSITIONS: [&str; 8] = ["in", "at", "near", "from", "across", "outside", "to", "of"];

/// Whether names of places stand behind it.
#[must_use]
pub(super) fn stands_before_places(term: &Term) -> bool {
    PLACE_PREPOSITIONS.contains(&term.word())
}

/// Whether it counts.
#[must_use]
pub fn is_number(term: &Term) -> bool {
    let word = term.word();
    let is_word = match VALUE_WORDS.part(word) {
        Part::Count(_) | Part::Multiplier { .. } | Part::Share(_) | Part::Percent => true,
        // "A third of".
        Part::Ordinal(place) => place > 2,
        _ => VALUE_WORDS.loose(word).is_some() || word == "several",
    };
    is_word || term.is_number() && !dates::is_day(word)
}

/// Whether it tells a time.
#[must_use]
pub fn is_time(term: &Term) -> bool {
    let word = term.word();
    let digits = word.trim_end_matches('s');
    let is_year = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    let is_named = matches!(VALUE_WORDS.part(word), Part::Month(_)) || VALUE_WORDS.is_weekday(word);
    is_year || is_named || dates::is_day(word) || TIMES.contains(&term.stem())
}

/// Whether it gives a reason.
#[must_use]
pub(super) fn is_reason(term: &Term) -> bool {
    REASONS.contains(&term.word())
}

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

/// Stems of other words of time.
const TIMES: [&str; 11] = [
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
