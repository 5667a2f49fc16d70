//! The kind of figure that a question wants: an age, a length, a sum of money; and whether a number is of that kind
//! (`config/measures.toml`).

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::english::data;
use crate::english::lexicon::{self, Term};
use crate::english::value_words::VALUE_WORDS;

/// A kind of figure.
#[derive(Debug)]
pub struct Measure {
    /// What it is called.
    pub name: String,
    how: HashSet<String>,
    nouns: HashSet<String>,
    verbs: HashSet<String>,
    units: HashSet<String>,
    is_apposed: bool,
    is_told_by_unit: bool,
    is_pair: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    measure: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    #[serde(default)]
    how: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    verbs: Vec<String>,
    units: Vec<String>,
    #[serde(default)]
    apposed: bool,
    #[serde(default)]
    alone: bool,
    #[serde(default)]
    pair: bool,
}

static MEASURES: LazyLock<Vec<Measure>> = LazyLock::new(|| {
    let File { measure } = data("measures.toml", include_str!("../../config/measures.toml"));
    let stems = |words: Vec<String>| words.iter().map(|word| lexicon::stem(word)).collect();
    let measure = measure.into_iter().map(|entry| Measure {
        name: entry.name,
        how: stems(entry.how),
        nouns: stems(entry.nouns),
        verbs: stems(entry.verbs),
        units: stems(entry.units),
        is_apposed: entry.apposed,
        is_told_by_unit: entry.alone,
        is_pair: entry.pair,
    });
    measure.collect()
});

/// The kinds of figure that a question may want: none where it is not about such a figure, two for "how long".
#[must_use]
pub fn asked(words: &[Term]) -> Vec<&'static Measure> {
    let how = words.iter().position(|term| term.word() == "how");
    let behind = how.and_then(|how| words.get(how + 1));
    let is_how = |measure: &&Measure| behind.is_some_and(|next| measure.how.contains(next.stem()));
    let is_much = |measure: &&Measure| {
        behind.is_some_and(|next| next.word() == "much")
            && words.iter().any(|term| measure.verbs.contains(term.stem()))
    };
    // "What is the depth of it", "at what age did she": the noun stands close behind the question word.
    let what = words.iter().position(|term| matches!(term.word(), "what" | "which" | "whats"));
    let near = what.map_or(&words[..0], |what| &words[what + 1..words.len().min(what + 4)]);
    let is_named = |measure: &&Measure| near.iter().any(|term| measure.nouns.contains(term.stem()));
    MEASURES.iter().filter(|one| is_how(one) || is_much(one) || is_named(one)).collect()
}

impl Measure {
    /// Whether a text tells it without a number: "daily", "half", "until Monday".
    #[must_use]
    pub fn is_told_without_number(&self, terms: &[Term]) -> bool {
        self.is_told_by_unit && terms.iter().any(|term| self.units.contains(term.stem()))
    }

    /// Whether such a figure is that of whoever is named beside it: an age.
    #[must_use]
    pub fn is_of_a_person(&self) -> bool {
        self.is_apposed
    }

    /// Whether the number at a place of a text is a figure of this kind.
    #[must_use]
    pub fn fits(&self, text: &str, terms: &[Term], at: usize) -> bool {
        let near = &terms[at.saturating_sub(BEFORE)..terms.len().min(at + BEHIND + 1)];
        let has_unit = near.iter().any(|term| {
            self.units.contains(term.stem())
                || !self.verbs.is_empty() && VALUE_WORDS.is_currency(term.word())
        });
        has_unit
            || self.is_apposed && is_apposed(text, &terms[at])
            || self.is_pair && is_pair(text, &terms[at])
    }
}

/// Words in front of a number and behind it that belong to it.
const BEFORE: usize = 2;
const BEHIND: usize = 3;

/// "Ann Lee, 45, said": a small number between commas.
fn is_apposed(text: &str, number: &Term) -> bool {
    number.word().len() <= 2
        && text[..number.start].trim_end().ends_with(',')
        && text[number.end..].starts_with([',', '.'])
}

/// "3-2", "31–28": a small number with a dash and another one beside it.
fn is_pair(text: &str, number: &Term) -> bool {
    let is_dash = |mark: char| matches!(mark, '-' | '–' | '‑' | ':');
    let is_followed = |rest: &str| {
        let mut marks = rest.chars();
        marks.next().is_some_and(is_dash) && marks.next().is_some_and(|next| next.is_ascii_digit())
    };
    let mut before = text[..number.start].chars().rev();
    let own = &text[number.start..number.end];
    is_followed(&text[number.end..])
        || own.split_once(is_dash).is_some_and(|(one, other)| {
            [one, other].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
        })
        || before.next().is_some_and(is_dash)
            && before.next().is_some_and(|before| before.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_kind_of_figure_is_asked_is_seen() {
        let check = |question: &str, expected: &[&str]| {
            let terms = lexicon::terms(question);
            let names: Vec<_> = asked(&terms).iter().map(|one| one.name.clone()).collect();
            assert_eq!(names, expected, "{question}");
        };
        check("How old is Ada Lindqvist?", &["age"]);
        check("how deep was the lake", &["length"]);
        check("How long did the strike last?", &["length", "duration"]);
        check("how much did the bridge cost", &["money"]);
        check("At what age did she leave?", &["age"]);
        check("What percentage of voters stayed at home?", &["share"]);
        check("How fast was the train?", &["speed"]);
        check("How many boats left?", &[]);
        check("How much of the forest burned?", &[]);
        check("What is the old harbour?", &[]);
        check("", &[]);
    }

    #[test]
    fn figures_are_told_apart_by_what_stands_beside_them() {
        let check = |question: &str, text: &str, expected: bool| {
            let measures = asked(&lexicon::terms(question));
            let terms = lexicon::terms(text);
            let numbers = (0..terms.len()).filter(|&at| terms[at].is_number());
            let fits =
                numbers.into_iter().any(|at| measures.iter().any(|one| one.fits(text, &terms, at)));
            assert_eq!(fits, expected, "{question} {text}");
        };
        check("How old is she?", "Lindqvist, 45, chairs the board.", true);
        check("How old is she?", "The 45-year-old chairs the board.", true);
        check("How old is she?", "She won 45 votes.", false);
        check("How old is she?", "In 2019, 45 boats left.", false);
        check("How deep is it?", "at a depth of 10 kilometres", true);
        check("How deep is it?", "It is 10km deep.", true);
        check("How deep is it?", "It has 10 berths.", false);
        check("How much did it cost?", "It cost $4 million.", true);
        check("How much did it cost?", "It has 4 million visitors.", false);
        check("How fast was it?", "It went at 90 mph.", true);
        check("What was the score?", "Lerum won 31-28 at home.", true);
        check("What was the score?", "Lerum beat them 3–2.", true);
        check("What was the score?", "Lerum won in front of 28 people.", false);
    }
}
