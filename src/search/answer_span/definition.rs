//! Who somebody is and what something is, where a sentence tells: an office, a relation, an apposition, "is a".

use std::ops::Range;

use super::marked::Marked;
use crate::attribute::{Class, WordKind};
use crate::search::question::Question;

/// The stems of the one or the thing that a question wants explained: "who is Ada Lindqvist", "what is NATO".
#[must_use]
pub fn explained(question: &Question) -> Option<Vec<&str>> {
    let words = &question.words;
    let (first, rest) = words.split_first()?;
    let rest = match first.word() {
        "who" | "what" => {
            let (helper, rest) = rest.split_first()?;
            matches!(helper.word(), "is" | "are" | "was" | "were" | "exactly").then_some(rest)?
        }
        "whos" | "whats" | "who's" | "what's" => rest,
        _ => return None,
    };
    let is_person = first.word().starts_with("who");
    let begins_small = rest.first().is_some_and(|term| matches!(term.word(), "the" | "a" | "an"));
    let subject = if begins_small { &rest[1..] } else { rest };
    // "Who is leading the talks" asks for somebody, "what is the depth" for a figure: only a name stands alone.
    let is_name = !subject.is_empty()
        && subject.len() <= LONGEST_NAME
        && subject.iter().all(|term| !term.is_number() && (term.is_name || !term.is_stopword()))
        && (subject.iter().all(|term| term.is_name || !begins_small)
            && (!is_person || !begins_small || subject.iter().all(|term| term.is_name)));
    let is_plain = subject.len() <= 2 || subject.iter().all(|term| term.is_name);
    (is_name && is_plain).then(|| subject.iter().map(crate::english::lexicon::Term::stem).collect())
}

/// Words of the longest name.
const LONGEST_NAME: usize = 6;

/// What the passage tells of the one or the thing with this name.
pub(super) fn find(words: &[Marked], name: &[&str]) -> Option<Range<usize>> {
    let last = name.last()?;
    let places = (0..words.len()).filter(|&at| words[at].stem == *last);
    places.into_iter().find_map(|at| told(words, whole_name(words, at)))
}

/// The name that has the word at this place: words with capitals around it.
fn whole_name(words: &[Marked], at: usize) -> Range<usize> {
    let is_inner = |word: &Marked| {
        word.word.has(Class::CAPITAL.with(Class::PARTICLE))
            && word.word.kind == WordKind::Word
            && !word.word.has(
                Class::TITLE.with(Class::ROLE).with(Class::DETERMINER).with(Class::PREPOSITION),
            )
    };
    let first = (0..at).rev().take_while(|&before| is_inner(&words[before])).last().unwrap_or(at);
    let behind = (at + 1..words.len()).take_while(|&behind| is_inner(&words[behind])).count();
    first..at + 1 + behind
}

fn told(words: &[Marked], name: Range<usize>) -> Option<Range<usize>> {
    apposed(words, &name)
        .or_else(|| is_something(words, &name))
        .or_else(|| office(words, &name))
        .or_else(|| apposed_in_front(words, &name))
        .or_else(|| belongs(words, &name))
}

/// "Ada Lindqvist, the mayor of Bergen, said".
fn apposed(words: &[Marked], name: &Range<usize>) -> Option<Range<usize>> {
    words.get(name.end).filter(|word| {
        matches!(word.word.kind, WordKind::Comma | WordKind::Open | WordKind::Dash)
    })?;
    let first = name.end + 1;
    let opener = words.get(first)?;
    let begins = opener.word.has(Class::DETERMINER.with(Class::POSSESSIVE).with(Class::ROLE))
        || opener.word.is_nominal
            && !opener.word.has(Class::CAPITAL.with(Class::ING))
            && !opener.is_time
            && !opener.is_number
        || matches!(opener.stem.as_str(), "who" | "which")
            && words.get(first + 1).is_some_and(|word| word.word.has(Class::BE));
    let last = end(words, first);
    // "Ada Lindqvist, the mayor said": the verb of the main clause follows at once.
    let has_verb = (first..=last).any(|at| words[at].word.is_finite);
    let is_relative = matches!(opener.stem.as_str(), "who" | "which");
    (begins && (!has_verb || is_relative)).then(|| first..last + 1)
}

/// "NATO is an alliance of 32 countries".
fn is_something(words: &[Marked], name: &Range<usize>) -> Option<Range<usize>> {
    let verb = words.get(name.end).filter(|word| word.word.has(Class::BE))?;
    let first = name.end + 1;
    let opener = words.get(first)?;
    let explains = opener.word.has(Class::DETERMINER.with(Class::POSSESSIVE).with(Class::ROLE));
    (explains && verb.word.is_finite).then(|| first..end(words, first) + 1)
}

/// "German Chancellor Friedrich Merz", "the agency spokesman Ola Nes": from the beginning of the phrase to the name.
fn office(words: &[Marked], name: &Range<usize>) -> Option<Range<usize>> {
    let stands = |at: usize| {
        let word = &words[at];
        matches!(word.word.kind, WordKind::Word | WordKind::Possessive)
            && !word.word.is_finite
            && !word.word.has(
                Class::PREPOSITION
                    .with(Class::COORDINATOR)
                    .with(Class::SUBORDINATOR)
                    .with(Class::PRONOUN),
            )
            && !word.is_time
            && (word.word.is_nominal
                || word.word.has(Class::TITLE.with(Class::ROLE))
                || word.word.kind == WordKind::Possessive)
    };
    let first = (0..name.start).rev().take_while(|&at| stands(at)).last()?;
    let has_role = (first..name.start).any(|at| {
        words[at].word.has(Class::ROLE)
            || words[at].counts && !words[at].word.has(Class::CAPITAL.with(Class::TITLE))
    });
    let same = words[first].word.sentence == words[name.start].word.sentence;
    (has_role && same).then_some(first..name.start)
}

/// "The mayor of Bergen, Ada Lindqvist, said".
fn apposed_in_front(words: &[Marked], name: &Range<usize>) -> Option<Range<usize>> {
    let comma = name.start.checked_sub(1).filter(|&at| words[at].word.kind == WordKind::Comma)?;
    let is_over =
        |at: &usize| !words[*at].word.is_spoken() && words[*at].word.kind != WordKind::Possessive;
    let first = (0..comma).rev().find(is_over).map_or(0, |mark| mark + 1);
    let inside = words.get(first..comma)?;
    let is_phrase = !inside.is_empty()
        && inside.len() <= 12
        && inside.iter().all(|word| !word.word.is_finite)
        && inside.iter().any(|word| word.word.has(Class::ROLE))
        && !inside[0]
            .word
            .has(Class::PREPOSITION.with(Class::COORDINATOR).with(Class::SUBORDINATOR));
    is_phrase.then_some(first..comma)
}

/// "Ola Nes of the rescue service".
fn belongs(words: &[Marked], name: &Range<usize>) -> Option<Range<usize>> {
    words
        .get(name.end)
        .filter(|word| word.word.has(Class::OF) || matches!(word.stem.as_str(), "from" | "at"))?;
    let first = name.end;
    let last = (first + 1..words.len().min(first + 9))
        .take_while(|&at| {
            let word = &words[at];
            word.word.is_spoken()
                && (word
                    .word
                    .has(Class::CAPITAL.with(Class::DETERMINER).with(Class::OF).with(Class::AND))
                    || word.word.is_nominal)
                && !word.word.is_finite
        })
        .last()?;
    let names_body = (first + 1..=last).any(|at| words[at].word.has(Class::CAPITAL));
    names_body.then_some(first..last + 1)
}

/// The last word in front of the mark that ends a phrase or a clause; a comma inside of a list of places does not.
fn end(words: &[Marked], first: usize) -> usize {
    let sentence = words[first].word.sentence;
    (first..words.len())
        .take_while(|&at| {
            words[at].word.sentence == sentence
                && !matches!(
                    words[at].word.kind,
                    WordKind::Comma
                        | WordKind::Stop
                        | WordKind::Semicolon
                        | WordKind::Dash
                        | WordKind::Close
                        | WordKind::Colon
                )
        })
        .last()
        .unwrap_or(first)
}
