//! The words that decide whether a stop ends a sentence (`config/abbreviations.toml`).

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::english::saying;

/// The data file, as it is written.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    never_last: Vec<String>,
    before_number: Vec<String>,
    ambiguous: Vec<String>,
    times: Vec<String>,
    lettered: HashSet<String>,
    with_exclamation: HashSet<String>,
    starters: HashSet<String>,
    false_starters: Vec<String>,
    unfinished: HashSet<String>,
    particles: HashSet<String>,
    clause_openers: HashSet<String>,
    place_words: HashSet<String>,
    cues: HashSet<String>,
}

/// How the stop of an abbreviation is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    NeverLast,
    BeforeNumber,
    Ambiguous,
    /// `a.m.`
    Time,
}

struct Words {
    abbreviations: HashMap<String, Abbreviation>,
    data: Data,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let data: Data = crate::english::data(
        "abbreviations.toml",
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/abbreviations.toml")),
    );
    let class = |words: &[String], class| {
        words.iter().cloned().map(move |word| (word, class)).collect::<Vec<_>>()
    };
    let abbreviations = [
        class(&data.ambiguous, Abbreviation::Ambiguous),
        class(&data.times, Abbreviation::Time),
        class(&data.before_number, Abbreviation::BeforeNumber),
        class(&data.never_last, Abbreviation::NeverLast),
    ];
    Words { abbreviations: abbreviations.into_iter().flatten().collect(), data }
});

/// How the word, written without its last stop, is abbreviated; none if it is no abbreviation.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    let known = WORDS.abbreviations.get(word).copied();
    known.or_else(|| is_dotted(word).then_some(Abbreviation::Ambiguous))
}

/// All of them in small letters, and whether no sentence ends with them.
pub(super) fn abbreviations() -> impl Iterator<Item = (String, bool)> {
    let never_last = |class: &Abbreviation| *class == Abbreviation::NeverLast;
    WORDS.abbreviations.iter().map(move |(word, class)| (word.to_lowercase(), never_last(class)))
}

/// `U.S`, `Ph.D`, `J.R.R`: short pieces of letters with stops between them.
fn is_dotted(word: &str) -> bool {
    let mut pieces = word.split('.');
    let short = |piece: &str, most: usize| {
        (1..=most).contains(&piece.chars().count()) && piece.chars().all(char::is_alphabetic)
    };
    pieces.next().is_some_and(|first| short(first, 2))
        && word.contains('.')
        && pieces.all(|piece| short(piece, 4))
}

/// A noun that letters are put behind: `plan B`, `Fig. A`.
pub(super) fn is_lettered(word: &str) -> bool {
    WORDS.data.lettered.contains(&word.to_lowercase())
}

/// A name that ends with an exclamation mark.
pub(super) fn has_exclamation(word: &str) -> bool {
    WORDS.data.with_exclamation.contains(word)
}

/// Whether the text begins with a word that begins sentences.
pub(super) fn is_starter(text: &str) -> bool {
    let word = first_word(text);
    let starter = WORDS.data.starters.contains(word)
        || (word.contains('’') && WORDS.data.starters.contains(&word.replace('’', "'")));
    starter && !WORDS.data.false_starters.iter().any(|name| text.starts_with(name.as_str()))
}

/// Whether something must follow the word: no sentence and no heading ends with it.
pub(super) fn is_unfinished(word: &str) -> bool {
    WORDS.data.unfinished.contains(&word.to_lowercase().replace('’', "'"))
}

/// A preposition that may stand alone behind a verb: `in`, `up`.
pub(super) fn is_particle(word: &str) -> bool {
    WORDS.data.particles.contains(word)
}

/// A word behind which a clause must follow: `that`, `if`.
pub(super) fn opens_clause(word: &str) -> bool {
    WORDS.data.clause_openers.contains(word)
}

/// A preposition that tells where or when: `at`, `in`, `by`.
pub(super) fn begins_place(word: &str) -> bool {
    WORDS.data.place_words.contains(word)
}

/// Whether the text begins with a small letter, marks and dashes before it or not, or with a mark that closes something.
pub(super) fn begins_small(text: &str) -> bool {
    let word = text.trim_start_matches(|c: char| {
        !c.is_alphanumeric() && !matches!(c, '$' | '£' | '€' | '@' | '#')
    });
    let marks = &text[..text.len() - word.len()];
    if marks.starts_with([',', ';', ':', ')', ']', '…', '.', '%', '”', '»']) {
        return true;
    }
    word.starts_with(char::is_lowercase) && !marks.starts_with(['-', '*', '•', '·', '⁃'])
}

/// A name and a cue: “Why?” Macron asked. With `closed` the clause must end right behind the cue.
pub(super) fn goes_on_with_cue(text: &str, closed: bool) -> bool {
    /// Words of a name with its titles.
    const MOST_WORDS: usize = 6;
    let mut rest = text;
    for _ in 0..MOST_WORDS {
        let word = first_word(rest);
        let behind = rest.get(word.len()..).unwrap_or_default();
        if saying::reports(word) || WORDS.data.cues.contains(word) {
            return !closed || behind.starts_with(['.', ',']);
        }
        if !word.starts_with(char::is_uppercase) {
            return false;
        }
        rest = behind.trim_start_matches(['.', ' ']);
    }
    false
}

/// The word at the start: letters and digits with apostrophes and hyphens.
pub(super) fn first_word(text: &str) -> &str {
    /// No word of the lists is longer, in characters.
    const LONGEST: usize = 16;
    let is_part = |c: &char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    let length: usize = text.chars().take(LONGEST).take_while(is_part).map(char::len_utf8).sum();
    text.get(..length).unwrap_or_default()
}

/// At most this many bytes from the start.
pub(super) fn head(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}

/// At most this many bytes from the end.
pub(super) fn tail(text: &str, most: usize) -> &str {
    let from = text.floor_char_boundary(text.len().saturating_sub(most));
    text.get(from..).unwrap_or(text)
}
