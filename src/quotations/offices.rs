//! Who holds which office, as the articles themselves say: "French President Emmanuel Macron", "Donald Tusk, the Polish
//! prime minister". So that "the French president" finds a speaker in any corpus, with nobody's name in the program.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::check::words::words;
use crate::check::{LISTS, Token};
use crate::quotations::Quotations;
use crate::quotations::speakers::{SpeakerId, is_title};

/// An office that the articles say somebody holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Office {
    /// The country, folded into one word.
    country: String,
    /// The words of the office: "foreign minister".
    role: Vec<String>,
    holder: SpeakerId,
    /// How often the articles say so.
    times: usize,
}

/// Words of an office at most.
const LONGEST: usize = 4;
/// Words between a name and the country in an apposition at most: ", the".
const APPOSITION: usize = 1;

impl Quotations {
    /// The offices of the speakers with these surnames, by what stands next to their names.
    pub(super) fn offices(&self, surnames: &HashMap<String, SpeakerId>) -> Vec<Office> {
        let mut times: HashMap<(String, Vec<String>, SpeakerId), usize> = HashMap::new();
        for row in &self.rows[self.reported.len()..] {
            let tokens = &self.tokens[row.tokens.clone()];
            for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.is_name) {
                let Some(&holder) = surnames.get(self.vocabulary.text(token.word)) else {
                    continue;
                };
                let found = [self.office_before(tokens, at), self.office_after(tokens, at)];
                for (country, role) in found.into_iter().flatten() {
                    *times.entry((country, role, holder)).or_default() += 1;
                }
            }
        }
        let mut offices: Vec<_> = times
            .into_iter()
            .map(|((country, role, holder), times)| Office { country, role, holder, times })
            .collect();
        offices.sort_by(|one, other| {
            let key = |office: &Office| (std::cmp::Reverse(office.times), office.holder);
            key(one)
                .cmp(&key(other))
                .then_with(|| (&one.country, &one.role).cmp(&(&other.country, &other.role)))
        });
        offices
    }

    /// "French President Emmanuel Macron", at "Macron".
    fn office_before(&self, tokens: &[Token], at: usize) -> Option<(String, Vec<String>)> {
        let text = |at: usize| self.vocabulary.text(tokens[at].word);
        let here = tokens[at].sentence;
        let is_here = |at: &usize| tokens[*at].sentence == here;
        // Given names and initials stand between.
        let end = (0..at).rev().filter(is_here).take(3).find(|&at| is_title(text(at)))? + 1;
        if !(end..at).all(|between| tokens[between].is_name) {
            return None;
        }
        // Not every word of an office is a title: "US Treasury Secretary".
        let before = (0..end).rev().skip(1).take(LONGEST).take_while(is_here);
        let mut before = before.take_while(|&at| {
            tokens[at].is_name || is_title(text(at)) || country(text(at)).is_some()
        });
        let start = before.find(|&at| country(text(at)).is_some())? + 1;
        let country = country(text(start - 1))?;
        Some((country, (start..end).map(|at| text(at).to_owned()).collect()))
    }

    /// "Donald Tusk, the Polish prime minister", at "Tusk".
    fn office_after(&self, tokens: &[Token], at: usize) -> Option<(String, Vec<String>)> {
        let text = |at: usize| Some(self.vocabulary.text(tokens.get(at)?.word));
        // A comma, and nothing else, stands behind the name.
        let next = tokens.get(at + 1)?;
        if next.start - tokens[at].end != 2 || next.sentence != tokens[at].sentence {
            return None;
        }
        let from = (at + 1..=at + 1 + APPOSITION)
            .find(|&at| text(at).is_some_and(|word| country(word).is_some()))?;
        if from > at + 1 && text(at + 1) != Some("the") {
            return None;
        }
        let words: Vec<&str> = (from + 1..).map_while(text).take(LONGEST).collect();
        // Up to the last title in a row.
        let first = words.iter().take(2).position(|word| is_title(word))?;
        let titles = words[first..].iter().take_while(|word| is_title(word)).count();
        let role = words[..first + titles].iter().map(|&word| word.to_owned()).collect();
        Some((country(text(from)?)?, role))
    }
}

/// Who holds the office that is typed: "the French president", "president of France", "Ukraine's foreign minister".
pub(super) fn holder(offices: &[Office], typed: &str) -> Option<SpeakerId> {
    let words: Vec<String> = words(typed).into_iter().map(|word| word.folded).collect();
    let asked: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !matches!(*word, "the" | "of" | "s"))
        .collect();
    let at = asked.iter().position(|word| country(word).is_some())?;
    let (country, role) = (country(asked[at])?, [&asked[..at], &asked[at + 1..]].concat());
    let is_role = |office: &&Office| {
        office.country == country
            && role.iter().all(|word| office.role.iter().any(|held| held == word))
    };
    // The head of a government and its ministers share words: the office that says no more is meant.
    let held = offices.iter().filter(|office| !role.is_empty() && is_role(office));
    held.min_by_key(|office| office.role.len()).map(|office| office.holder)
}

/// The country that a word names or describes, folded into one word.
fn country(word: &str) -> Option<String> {
    let known = |word: &str| COUNTRIES.get(word).cloned();
    known(word).or_else(|| known(word.strip_suffix('s')?))
}

#[derive(Deserialize)]
struct Geography {
    country: Vec<Country>,
}

#[derive(Deserialize)]
struct Country {
    name: String,
    people: Vec<String>,
}

static COUNTRIES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let text = include_str!("../../config/geography.toml");
    #[expect(clippy::expect_used, reason = "the file is built in, and a test reads it")]
    let Geography { country } = toml::from_str(text).expect("config/geography.toml");
    let folded = |name: &str| {
        let folded: Vec<String> = words(name).into_iter().map(|word| word.folded).collect();
        LISTS.one_name(&folded.join(" ")).to_owned()
    };
    let mut countries: HashMap<String, String> = country
        .iter()
        .flat_map(|country| {
            let name = folded(&country.name);
            let people = country.people.iter().map(|people| folded(people));
            people.chain([name.clone()]).map(move |word| (word, name.clone())).collect::<Vec<_>>()
        })
        .collect();
    // Other names of the same country: "Britain".
    let names: Vec<String> = countries.values().cloned().collect();
    for (other, name) in LISTS.other_names() {
        if names.iter().any(|known| known == name) {
            countries.insert(other.to_owned(), name.to_owned());
        }
    }
    countries
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_and_their_people() {
        let check = |word: &str, expected: Option<&str>| {
            assert_eq!(country(word).as_deref(), expected, "{word}");
        };
        check("french", Some("france"));
        check("frances", Some("france"));
        check("british", Some("united_kingdom"));
        check("britains", Some("united_kingdom"));
        check("united_states", Some("united_states"));
        check("american", Some("united_states"));
        check("red", None);
    }
}
