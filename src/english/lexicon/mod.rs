//! Words made comparable: case, accents, spellings and names of one thing folded, endings cut.
//!
//! Articles and questions go through the same folding, so it need not give real words: it must only give
//! the same for what is the same. Only comparison sees the result; what is shown is never folded.

mod data;
mod words;

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::english::dates;
use crate::english::row::{Piece, Row};
use crate::english::value_words::Part;
use crate::english::values;
use data::LEXICON;

/// A word at its place in a text.
#[derive(Debug, Clone)]
pub struct Term {
    entry: Arc<Entry>,
    /// Byte at which the word starts in the text it was taken from.
    pub start: usize,
    /// Byte just past the word in the text it was taken from.
    pub end: usize,
    /// Whether it is written like a name: with a capital that is not just the start of a sentence.
    pub is_name: bool,
}

/// What a word is compared by.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    word: String,
    stem: String,
    root: String,
    is_stopword: bool,
    is_weak: bool,
    /// Whether names of several words, or ones that are folded into another, start with it.
    starts_name: bool,
    /// What the word may be in a number or a date.
    part: Part,
}

impl Term {
    /// The word with case, accents and spelling folded.
    #[must_use]
    pub fn word(&self) -> &str {
        &self.entry.word
    }

    /// The same without its ending (Porter's English stemmer); irregular forms led back to their base.
    #[must_use]
    pub fn stem(&self) -> &str {
        &self.entry.stem
    }

    /// What words of one family share ("invade", "invasion"): cruder than the stem, and often wrong.
    #[must_use]
    pub fn root(&self) -> &str {
        &self.entry.root
    }

    /// Whether the word is the value of a number or a date.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.word().trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether the word says nothing about what a question asks for.
    #[must_use]
    pub fn is_stopword(&self) -> bool {
        self.entry.is_stopword
    }

    /// Whether the word speaks of asking and reporting rather than of what was reported.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        self.entry.is_weak
    }
}

/// The words of a text, in order; a number or a date by its value, however many words it was written in.
#[must_use]
pub fn terms(text: &str) -> Vec<Term> {
    let words = words::words(text);
    let piece = |word: &words::Word<'_>| Piece {
        written: &text[word.start..word.start + word.written.len()],
        start: word.start,
        part: word.entry.part,
    };
    let pieces: Vec<Piece<'_>> = words.iter().map(piece).collect();
    let row = Row { text, pieces: &pieces };
    let mut terms: Vec<Term> = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let name = LEXICON.name_at(&words[at..]);
        if name.is_none()
            && let Some(value) = values::read(row, at)
        {
            at = value.next;
            let start = value.tokens.first().map_or(word.start, |first| first.start);
            // "US$": the letters in front belong to the sign.
            while terms.last().is_some_and(|last| last.end > start) {
                terms.pop();
            }
            terms.extend(value.tokens.iter().map(|token| Term {
                entry: entry(&token.folded),
                start: token.start,
                end: token.end,
                is_name: false,
            }));
            continue;
        }
        let (count, found) = match name {
            Some((count, name)) => (count, entry(name)),
            None => (1, word.entry.clone()),
        };
        let last = &words[at + count - 1];
        let end = last.start + last.written.len();
        terms.push(Term { entry: found, start: word.start, end, is_name: word.is_name });
        if text[end..].starts_with('%') {
            terms.push(Term { entry: entry("percent"), start: end, end: end + 1, is_name: false });
        }
        at += count;
    }
    terms
}

/// Words of sentences that tell of what lies ahead.
const AHEAD: [&str; 7] = ["will", "next", "due", "scheduled", "expected", "planned", "coming"];

/// The same with the days that days of the week are in a text of some date; each stands without room behind its name.
#[must_use]
pub fn terms_of(text: &str, published: Option<(u32, u32, u32)>) -> Vec<Term> {
    let terms = terms(text);
    let Some(published) = published else { return terms };
    let is_day = |at: usize| terms.get(at).is_some_and(|term| dates::is_day(term.word()));
    let is_ahead = terms.iter().any(|term| AHEAD.contains(&term.word()));
    let day = |at: usize| {
        let weekday = dates::weekday(terms[at].word())?;
        // "Tuesday, January 6" says it already.
        let is_said = is_day(at + 1) || at.checked_sub(1).is_some_and(is_day);
        dates::day_of_week(weekday, published, is_ahead).filter(|_| !is_said)
    };
    let days: Vec<(usize, [String; 2])> =
        (0..terms.len()).filter_map(|at| Some((at, day(at)?))).collect();
    let mut dated = terms;
    for (at, day) in days.into_iter().rev() {
        let end = dated[at].end;
        let terms = day.map(|part| Term { entry: entry(&part), start: end, end, is_name: false });
        dated.splice(at + 1..at + 1, terms);
    }
    dated
}

/// The first word in a stretch of a text that tells a day by its distance ("Tuesday", "yesterday"), with the day that it is in a
/// text of some date; `None` where the stretch tells a day by its date, too.
#[must_use]
pub fn relative_day(
    text: &str,
    within: std::ops::Range<usize>,
    published: (u32, u32, u32),
) -> Option<(&str, (u32, u32, u32))> {
    let terms = terms(text);
    let is_ahead = terms.iter().any(|term| AHEAD.contains(&term.word()));
    let inside = || {
        let is_inside = |term: &&Term| within.contains(&term.start) && term.end <= within.end;
        terms.iter().filter(is_inside)
    };
    if inside().any(|term| dates::is_day(term.word())) {
        return None;
    }
    inside().find_map(|term| {
        let day = match term.word() {
            "yesterday" => dates::date_after(published, -1),
            "today" | "tonight" => Some(published),
            "tomorrow" => dates::date_after(published, 1),
            word => dates::date_of_weekday(dates::weekday(word)?, published, is_ahead),
        };
        Some((&text[term.start..term.end], day?))
    })
}

/// Writings of one thing; the first of each list stands for the others.
pub(crate) fn writings() -> &'static [Vec<String>] {
    &LEXICON.writings
}

/// Names of one thing that are different words; the first of each list stands for the others.
pub(crate) fn same_names() -> &'static [Vec<String>] {
    &LEXICON.same
}

/// Whether a folded word says nothing about what a question asks for.
#[must_use]
pub fn is_stopword(word: &str) -> bool {
    LEXICON.stopwords.contains(word)
}

/// The stem of a single word.
#[must_use]
pub fn stem(word: &str) -> String {
    terms(word).first().map(|term| term.stem().to_owned()).unwrap_or_default()
}

/// Lower case without accents; white space and marks are left as they are.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let bare = text.nfkd().filter(|&c| !is_combining_mark(c));
    bare.flat_map(char::to_lowercase)
        .flat_map(|c| {
            // Letters with a stroke through them are letters of their own to Unicode.
            let plain = match c {
                'ø' => "o",
                'ł' => "l",
                'đ' => "d",
                'ı' => "i",
                'ß' => "ss",
                'æ' => "ae",
                'œ' => "oe",
                'þ' => "th",
                '’' | '‘' => "'",
                _ => return vec![c],
            };
            plain.chars().collect()
        })
        .collect()
}

/// How many words each thread remembers; past that it starts anew. English text says a thousand common words
/// again and again, so that nearly all are remembered: some 2 MiB a thread.
const REMEMBERED: usize = 1 << 14;

thread_local! {
    static ENTRIES: RefCell<HashMap<Box<str>, Arc<Entry>>> = RefCell::default();
}

/// What a word is compared by, remembered by how it is written.
fn entry(written: &str) -> Arc<Entry> {
    ENTRIES.with_borrow_mut(|entries| {
        if let Some(entry) = entries.get(written) {
            return entry.clone();
        }
        if entries.len() >= REMEMBERED {
            entries.clear();
        }
        let entry = Arc::new(LEXICON.entry(written));
        entries.insert(written.into(), entry.clone());
        entry
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(text: &str) -> Vec<String> {
        terms(text).iter().map(|term| term.word().to_owned()).collect()
    }

    #[test]
    fn what_is_the_same_is_folded_alike() {
        let check = |one: &str, other: &str| {
            let stems = |text| terms(text).iter().map(|t| t.stem().to_owned()).collect::<Vec<_>>();
            assert_eq!(stems(one), stems(other), "{one:?} and {other:?}");
        };
        check("Zelensky", "Zelenskyy");
        check("Zelenskiy’s", "Zelensky");
        check("Syrskyi", "Syrsky");
        check("U.S. troops", "United States troops");
        check("the US", "the us");
        check("the U.K.", "the United Kingdom");
        check("Britain", "UK");
        check("Élysée Palace", "elysee palace");
        check("800,000 troops", "800000 troops");
        check("20%", "20 per cent");
        check("defence", "defense");
        check("finalise", "finalize");
        check("neighbouring", "neighboring");
        check("labour", "labor");
        check("travelling", "traveling");
        check("told", "tells");
        check("children", "child");
        check("organisations", "organization");
        check("Łódź", "Lodz");
        check("Maduro’s", "Maduro");
    }

    #[test]
    fn what_is_not_the_same_is_kept_apart() {
        let check = |one: &str, other: &str| {
            let stems = |text| terms(text).iter().map(|t| t.stem().to_owned()).collect::<Vec<_>>();
            assert_ne!(stems(one), stems(other), "{one:?} and {other:?}");
        };
        check("tell us more", "tell US more");
        check("four", "for");
        check("hour", "horizon");
        check("1,5", "15");
        check("3.5", "35");
        check("Austria", "Australia");
        check("states", "United States");
        check("he is un", "the UN");
    }

    #[test]
    fn words_keep_their_place() {
        let text = "The U.S. gave 800,000 euros – 20% – to Kyiv’s army.";
        let written: Vec<_> = terms(text).iter().map(|t| &text[t.start..t.end]).collect();
        let expected =
            ["The", "U.S", "gave", "800,000", "euros", "20", "%", "to", "Kyiv’s", "army"];
        assert_eq!(written, expected);
        assert_eq!(words_of("“It’s said”"), ["it", "said"]);
        assert_eq!(words_of("  …  "), Vec::<String>::new());
    }

    #[test]
    fn a_day_of_the_week_is_a_day_too() {
        let check = |text: &str, expected: &[&str]| {
            let days = terms_of(text, Some((2026, 1, 7))).into_iter().filter(Term::is_number);
            assert_eq!(
                days.map(|term| term.word().to_owned()).collect::<Vec<_>>(),
                expected,
                "{text}"
            );
        };
        check("They met on Tuesday.", &["01-06", "2026"]);
        check("They will meet on Friday.", &["01-09", "2026"]);
        check("They met on Tuesday, January 6.", &["01-06"]);
        check("They met.", &[]);
        assert_eq!(terms_of("on Tuesday", None).len(), 2);
    }

    #[test]
    fn spellings_are_joined_and_other_words_are_not() {
        let check = |one: &str, other: &str, alike: bool| {
            assert_eq!(stem(one) == stem(other), alike, "{one} and {other}");
        };
        for (one, other) in [
            ("poured", "pour"),
            ("killed", "kill"),
            ("calling", "call"),
            ("travelled", "traveled"),
            ("colours", "color"),
            ("installed", "install"),
            ("enrol", "enroll"),
            ("raised", "raise"),
            ("promised", "promise"),
            ("organised", "organizes"),
            ("universities", "university"),
            ("departments", "department"),
        ] {
            check(one, other, true);
        }
        for (one, other) in [
            ("animated", "animal"),
            ("universe", "university"),
            ("department", "depart"),
            ("internal", "international"),
            ("important", "imports"),
            ("authorities", "authors"),
            ("organ", "organization"),
            ("several", "severe"),
            ("hour", "hor"),
            ("fours", "fors"),
        ] {
            check(one, other, false);
        }
    }

    #[test]
    fn words_of_one_family_share_a_root() {
        let check = |one: &str, other: &str, alike: bool| {
            let root = |word| terms(word)[0].root().to_owned();
            assert_eq!(root(one) == root(other), alike, "{one} and {other}");
        };
        check("discover", "discovery", true);
        check("agree", "agreement", true);
        check("negotiate", "negotiators", true);
        check("deploy", "deployments", true);
        check("destroy", "destruction", false);
        check("party", "partner", false);
    }
}
