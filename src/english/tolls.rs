//! How many were killed, hurt, missing: the figures that a sentence gives for what became of people.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::english::figures::{hedged, is_next_to, is_plural, is_vague};
use crate::english::lists::LISTS;
use crate::english::numbers;
use crate::english::words::{Word, words};

/// A figure for what became of people.
#[derive(Debug, Clone, PartialEq)]
pub struct Toll {
    /// How many.
    pub value: f64,
    /// Bytes of the sentence: the number with the words that belong to it ("at least 24 people").
    pub range: Range<usize>,
    /// What became of them: "killed".
    pub fate: &'static str,
    /// Who they are, where the sentence says more than that they are people: the word and its stem.
    pub whom: Option<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fate {
    name: String,
    found: HashSet<String>,
    does: HashSet<String>,
    nouns: HashSet<String>,
    asked: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    words: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    phrases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    fate: Vec<Fate>,
    people: List,
    between: List,
    before: List,
    earlier: Phrases,
}

static DATA: LazyLock<File> = LazyLock::new(|| {
    crate::english::data(
        "tolls.toml",
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/tolls.toml")),
    )
});

/// Whether a sentence of an article of some year speaks of another time: with a year that is not this one, or with words
/// like "last year".
#[must_use]
pub fn is_of_earlier_times(text: &str, year: Option<u32>) -> bool {
    let lower = text.to_lowercase();
    let is_other = |word: &str| {
        word.len() == 4
            && word
                .parse()
                .is_ok_and(|there: u32| (1800..2100).contains(&there) && Some(there) != year)
    };
    DATA.earlier.phrases.iter().any(|phrase| lower.contains(phrase.as_str()))
        || lower
            .split(|c: char| !c.is_ascii_alphanumeric() && c != ',')
            .any(|word| is_other(word.trim_matches(',')))
}

/// What a topic asks for of what became of people: "death toll" asks for those killed.
#[must_use]
pub fn asked(topic: &str) -> Vec<&'static str> {
    let words: Vec<String> = words(topic).into_iter().map(|word| word.folded).collect();
    let asks = |fate: &&Fate| {
        words.iter().any(|word| {
            [&fate.asked, &fate.found, &fate.does, &fate.nouns]
                .iter()
                .any(|list| list.contains(word))
        })
    };
    let mut asked: Vec<&'static str> =
        DATA.fate.iter().filter(asks).map(|fate| fate.name.as_str()).collect();
    // A "death toll" is none of the injured, "an injury toll" none of the dead.
    let says = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if says(&["death", "deaths", "dead", "killed", "died"]) {
        asked
            .retain(|fate| *fate != "injured" || says(&["injured", "hurt", "wounded", "injuries"]));
    } else if says(&["injury", "injured", "wounded", "injuries", "hurt"]) {
        asked.retain(|fate| *fate != "killed");
    }
    asked
}

/// The figures for what became of people, in the order of the sentence.
#[must_use]
pub fn tolls(text: &str) -> Vec<Toll> {
    // Most sentences tell nothing of the kind, and this sees it at once.
    let lower = text.to_lowercase();
    if !lower.split(|c: char| !c.is_alphanumeric()).any(tells_a_fate) {
        return vec![];
    }
    let words = words(text);
    let sentence = Sentence { text, words: &words };
    let mut found = vec![];
    let mut at = 0;
    while at < words.len() {
        let one = sentence.number(at).and_then(|(value, next)| sentence.toll(at, next, value));
        at += 1;
        found.extend(one);
    }
    found
}

struct Sentence<'t> {
    text: &'t str,
    words: &'t [Word],
}

/// A number with what became of those it counts: its first and last word with what tells it, and who they are.
struct Read {
    fate: &'static str,
    first: usize,
    last: usize,
    whom: Option<usize>,
}

/// Words that are read behind a number, and in front of it for a "toll".
const READ: usize = 7;

impl Sentence<'_> {
    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.folded)
    }

    /// Whether no mark stands between the word at a place and the one before it.
    fn goes_on(&self, at: usize) -> bool {
        let Some([before, word]) = at.checked_sub(1).and_then(|from| self.words.get(from..=at))
        else {
            return false;
        };
        is_next_to(self.text, before, word)
    }

    /// The number at a place and the place behind it. "One" is read as well: where people are counted it is a number.
    fn number(&self, at: usize) -> Option<(f64, usize)> {
        let word = self.word(at);
        let value = if word == "one" { 1.0 } else { numbers::value(word)? };
        let is_count = value >= 1.0 && value.fract() == 0.0 && !word.contains('/');
        let is_in_name = at > 0 && self.words[at - 1].is_name && self.goes_on(at);
        // A year by itself is no count; "2,004" has another writing.
        let is_year = (1800.0..2100.0).contains(&value)
            && self.text[self.words[at].start..self.words[at].end].len() == 4;
        (is_count && !is_in_name && !is_year).then_some((value, at + 1))
    }

    fn toll(&self, at: usize, next: usize, value: f64) -> Option<Toll> {
        let start = hedged(self.words, at);
        let read = self
            .told_behind(start, next)
            .or_else(|| self.done_in_front(start, next))
            .or_else(|| self.toll_in_front(start, next))?;
        let whom = read.whom.map(|at| (self.word(at).to_owned(), LISTS.stem(self.word(at))));
        let range = self.words[read.first].start..self.words[read.last].end;
        Some(Toll { value, range, fate: read.fate, whom })
    }

    /// "24 dead", "24 people were killed", "24 deaths", "three fishermen have drowned".
    fn told_behind(&self, first: usize, next: usize) -> Option<Read> {
        let mut whom = None;
        let mut is_verb_near = false;
        for at in next..next + READ {
            if !self.goes_on(at) {
                return None;
            }
            let word = self.word(at);
            if let Some(fate) = fate(|fate| fate.found.contains(word)) {
                // "24 people lost their lives" is one, "24 people lost" nothing; "killed or hurt" is both.
                let is_lost = word != "lost" || self.word(at + 2) == "lives";
                let is_open = matches!(self.word(at + 1), "or" | "and")
                    && fate_of(self.word(at + 2)).is_some();
                return (is_lost && !is_open).then_some(Read { fate, first, last: at, whom });
            }
            if at <= next + 1
                && let Some(fate) = fate(|fate| fate.nouns.contains(word))
            {
                return Some(Read { fate, first, last: at, whom: None });
            }
            if DATA.people.words.contains(word) {
                continue;
            }
            if DATA.between.words.contains(word) {
                is_verb_near = true;
                continue;
            }
            let is_noun = !is_verb_near
                && word != "percent"
                && at < next + 3
                && !LISTS.is_small(word)
                && !is_vague(&LISTS.stem(word))
                && numbers::value(word).is_none();
            if !is_noun {
                return None;
            }
            whom = Some(at);
        }
        None
    }

    /// "Killing 24 people", "wounded at least two soldiers".
    fn done_in_front(&self, start: usize, next: usize) -> Option<Read> {
        let first = start.checked_sub(1).filter(|_| self.goes_on(start))?;
        let fate = fate(|fate| fate.does.contains(self.word(first)))?;
        let word = self.word(next);
        if !self.goes_on(next) || LISTS.is_small(word) {
            return Some(Read { fate, first, last: next - 1, whom: None });
        }
        if DATA.people.words.contains(word) {
            return Some(Read { fate, first, last: next, whom: None });
        }
        // Up to the plural, of up to three words: "two Indonesian soldiers".
        let is_noun = |at: usize| self.goes_on(at) && !LISTS.is_small(self.word(at));
        let mut nouns = (next..next + 3).take_while(|&at| is_noun(at));
        let last = if self.word(next - 1) == "one" {
            nouns.find(|&at| !self.words[at].is_name)?
        } else {
            nouns.find(|&at| is_plural(self.word(at)))?
        };
        let is_clear = (next..=last).all(|at| {
            !is_vague(&LISTS.stem(self.word(at))) && numbers::value(self.word(at)).is_none()
        });
        is_clear.then_some(Read { fate, first, last, whom: Some(last) })
    }

    /// "The death toll rose to 24".
    fn toll_in_front(&self, start: usize, next: usize) -> Option<Read> {
        let is_link = |at: usize| DATA.before.words.contains(self.word(at));
        let before =
            start.checked_sub(1).filter(|&before| is_link(before) && self.goes_on(start))?;
        let near = (0..before).rev().take(READ).take_while(|&at| self.goes_on(at + 1));
        let toll = near.into_iter().find(|&at| self.word(at) == "toll")?;
        let is_of_dead =
            toll > 0 && matches!(self.word(toll - 1), "death" | "deaths" | "dead" | "the" | "its");
        let fate = fate(|fate| fate.asked.contains("death"))?;
        // "A toll of 24 dollars" is paid.
        let is_bare = !self.goes_on(next)
            || LISTS.is_small(self.word(next))
            || DATA.people.words.contains(self.word(next));
        (is_of_dead && is_bare).then_some(Read {
            fate,
            first: toll - 1,
            last: next - 1,
            whom: None,
        })
    }
}

fn fate(is: impl Fn(&Fate) -> bool) -> Option<&'static str> {
    DATA.fate.iter().find(|fate| is(fate)).map(|fate| fate.name.as_str())
}

/// Whether a word is one that tells what became of people.
fn tells_a_fate(word: &str) -> bool {
    let tells =
        |fate: &Fate| [&fate.found, &fate.does, &fate.nouns].iter().any(|list| list.contains(word));
    word == "toll" || DATA.fate.iter().any(tells)
}

fn fate_of(word: &str) -> Option<&'static str> {
    fate(|fate| fate.found.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_people_is_read() {
        let check = |text: &str, expected: &[(f64, &str, &str)]| {
            let found: Vec<_> = tolls(text)
                .into_iter()
                .map(|one| (one.value, one.fate, text[one.range].to_owned()))
                .collect();
            let found: Vec<_> =
                found.iter().map(|(value, fate, words)| (*value, *fate, words.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        };
        check(
            "At least 31 people were killed and 140 others injured.",
            &[
                (31.0, "killed", "At least 31 people were killed"),
                (140.0, "injured", "140 others injured"),
            ],
        );
        check("The avalanche left nine skiers dead.", &[(9.0, "killed", "nine skiers dead")]);
        check(
            "31 dead and over 140 hurt in ferry fire",
            &[(31.0, "killed", "31 dead"), (140.0, "injured", "over 140 hurt")],
        );
        check(
            "The fire swept through the hall, killing one and injuring 14 others.",
            &[(1.0, "killed", "killing one"), (14.0, "injured", "injuring 14 others")],
        );
        check(
            "The death toll has risen to 47, the mayor said.",
            &[(47.0, "killed", "death toll has risen to 47")],
        );
        check("There were three deaths in Halden.", &[(3.0, "killed", "three deaths")]);
        check("Police arrested 200 protesters.", &[(200.0, "arrested", "arrested 200 protesters")]);
        check(
            "Twelve people have been confirmed dead.",
            &[(12.0, "killed", "Twelve people have been confirmed dead")],
        );
        check(
            "Some 4,000 people were evacuated.",
            &[(4000.0, "evacuated", "Some 4,000 people were evacuated")],
        );
        for nothing in [
            "He died 24 hours later.",
            "A 24-year-old man was killed.",
            "The driver, 24, was killed.",
            "He was killed in 2004.",
            "31 people were killed or injured.",
            "The toll of 24 euros is paid at the gate.",
            "Six Nations coach Ada Lind was hurt.",
            "The 31 villages have electricity again, though the mayor is missing.",
            "More than 24 percent died.",
            "24 people lost patience.",
            "Eight people were seriously hurt.",
        ] {
            check(nothing, &[]);
        }
    }

    #[test]
    fn earlier_times_are_known() {
        let check = |text: &str, expected: bool| {
            assert_eq!(is_of_earlier_times(text, Some(2021)), expected, "{text}");
        };
        check("In 2004, a flood killed 300 people.", true);
        check("Three years ago a flood killed 300 people.", true);
        check("On May 3, 2021, a flood killed 300 people.", false);
        check("A flood killed 2,004 people.", false);
        check("A flood killed 300 people.", false);
    }

    #[test]
    fn topics_ask_for_it() {
        let check = |topic: &str, expected: &[&str]| assert_eq!(asked(topic), expected, "{topic}");
        check("death toll", &["killed"]);
        check("how many people died", &["killed"]);
        check("the injured", &["injured"]);
        check("arrests", &["arrested"]);
        check("casualties", &["killed", "injured"]);
        check("the bridge toll", &["killed", "injured"]);
        check("votes", &[]);
    }
}
