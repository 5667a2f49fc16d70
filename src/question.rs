//! What a question asks for: its words that count, and the kind of thing that would answer it.

use std::collections::HashSet;

use crate::lexicon::{self, Term};

/// A question as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The words that count, in order, each stem once.
    pub terms: Vec<QueryTerm>,
    /// What would answer it.
    pub wants: Wants,
    /// Whether there was any word at all.
    pub has_words: bool,
}

/// A word of the question that counts.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryTerm {
    /// The word as it was asked, for messages.
    pub written: String,
    /// The word as it is compared.
    pub term: Term,
    /// How much the word counts besides its rarity, from 0 to 1.
    pub weight: f32,
}

/// The kind of thing that answers a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wants {
    /// A person or a body: who, whom, whose.
    Person,
    /// A number: how many, how much, how big.
    Number,
    /// A time: when, which year.
    Time,
    /// A place: where, in which city.
    Place,
    /// A reason: why.
    Reason,
    /// Something said: what did X say.
    Speech,
    /// Any other thing.
    Thing,
}

/// The most words of a question that are looked up; later ones are left out. A Discord message has at most
/// 2000 characters, a question of more than this many different words is no question.
pub const MAX_TERMS: usize = 48;

/// How much a word counts that speaks of the asking or the reporting, not of the event.
const WEAK: f32 = 0.25;

/// Reads a question. Any text is one.
#[must_use]
pub fn understand(text: &str) -> Question {
    let all = lexicon::terms(text);
    let mut seen = HashSet::new();
    let terms = all
        .iter()
        .filter(|term| !term.is_stopword() && seen.insert(term.stem.clone()))
        .take(MAX_TERMS)
        .map(|term| QueryTerm {
            written: text[term.start..term.end].to_owned(),
            weight: if term.is_weak() { WEAK } else { 1.0 },
            term: term.clone(),
        })
        .collect();
    Question { terms, wants: wants(&all), has_words: !all.is_empty() }
}

fn wants(terms: &[Term]) -> Wants {
    let follows = |at: usize, words: &[&str]| {
        terms.get(at + 1).is_some_and(|next| words.contains(&next.word.as_str()))
    };
    let asks = terms.iter().enumerate().find_map(|(at, term)| match term.word.as_str() {
        "who" | "whom" | "whose" | "whos" => Some(Wants::Person),
        "how" if follows(at, &["many", "much", "big", "large", "long", "far", "old", "high"]) => {
            Some(Wants::Number)
        }
        "when" => Some(Wants::Time),
        "what" | "which" if follows(at, &["year", "day", "date", "month", "time", "century"]) => {
            Some(Wants::Time)
        }
        "where" => Some(Wants::Place),
        "what" | "which" if follows(at, &["country", "city", "place", "region"]) => {
            Some(Wants::Place)
        }
        "why" => Some(Wants::Reason),
        "what" | "wat" if terms[at..].iter().any(|term| SPEECH.contains(&term.stem.as_str())) => {
            Some(Wants::Speech)
        }
        _ => None,
    });
    asks.unwrap_or(Wants::Thing)
}

/// Stems of verbs that ask for words said.
const SPEECH: [&str; 7] = ["say", "tell", "write", "claim", "promis", "warn", "post"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stopwords_and_repeats_go_and_the_kind_is_seen() {
        let check = |text: &str, wants: Wants, words: &[&str]| {
            let question = understand(text);
            let found: Vec<_> = question.terms.iter().map(|term| term.term.word.as_str()).collect();
            assert_eq!((question.wants, &*found), (wants, words), "{text}");
        };
        check("Who led the delegation?", Wants::Person, &["led", "delegation"]);
        check("How many troops will France send?", Wants::Number, &["troops", "france", "send"]);
        check("When was the summit in Paris?", Wants::Time, &["summit", "paris"]);
        check("In which year did it start?", Wants::Time, &["year", "start"]);
        check("Where will troops be based?", Wants::Place, &["troops", "based"]);
        check(
            "What did the US say about troops and troops?",
            Wants::Speech,
            &["united_states", "say", "troops"],
        );
        check("guarantees?", Wants::Thing, &["guarantees"]);
        check("who are they?", Wants::Person, &[]);
        check("", Wants::Thing, &[]);
        assert!(!understand(" ?! ").has_words);
        assert!(understand("the").has_words);
    }
}
