//! Whether a sentence has a thing of the kind that a question wants.

use super::token::{Token, Traits};
use crate::english::dates;
use crate::english::lexicon::Term;
use crate::english::value_words::{Part, VALUE_WORDS};
use crate::search::question::Wants;

/// Whether a sentence can be seen to have or lack what is wanted.
#[must_use]
pub(super) fn is_checked(wants: Wants) -> bool {
    !matches!(wants, Wants::Thing | Wants::Whether)
}

/// The places of words that could be what is wanted. `new` tells which words the question has not said itself.
#[must_use]
pub(super) fn places(wants: Wants, sentence: &[Token], new: &[bool]) -> Vec<usize> {
    let pick: fn(&Token) -> bool = match wants {
        Wants::Person => is_person,
        Wants::Place => |token| token.is(Traits::PLACE),
        Wants::Number => |token| token.is(Traits::NUMBER),
        Wants::Time => |token| token.is(Traits::TIME),
        Wants::Reason => |token| token.is(Traits::REASON),
        Wants::Speech => |token| token.is(Traits::WEAK),
        Wants::Thing | Wants::Whether => return vec![],
    };
    let counts_if_asked = wants == Wants::Speech;
    let stands_in = |at: usize| {
        let before =
            sentence[..at].iter().rev().find(|token| !token.is_name && !token.is(Traits::THE));
        before.is_some_and(|before| before.is(Traits::BEFORE_PLACE))
    };
    let is_wanted = |at: usize, token: &Token| {
        pick(token)
            || wants == Wants::Place && token.is_name && !token.is(Traits::TIME) && stands_in(at)
    };
    let tokens = sentence.iter().zip(new).enumerate();
    tokens
        .filter(|(at, (token, new))| (**new || counts_if_asked) && is_wanted(*at, token))
        .map(|(at, _)| at)
        .collect()
}

/// A name that is no day, month or country.
fn is_person(token: &Token) -> bool {
    token.is_name && !token.is(Traits::TIME) && !token.is(Traits::PLACE)
}

/// Words before the name of a place.
const PLACE_PREPOSITIONS: [&str; 8] = ["in", "at", "near", "from", "across", "outside", "to", "of"];

/// Whether names of places stand behind it.
#[must_use]
pub(super) fn stands_before_places(term: &Term) -> bool {
    PLACE_PREPOSITIONS.contains(&term.word())
}

/// Whether it counts.
#[must_use]
pub(super) fn is_number(term: &Term) -> bool {
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
pub(super) fn is_time(term: &Term) -> bool {
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
