//! Cuts that begin inside of a phrase, or right behind the word on which their clause hangs.
//!
//! "the mayor stole the car" out of "the son of the mayor stole the car" has each word and another subject; and what
//! is told behind a word that is not known to assert it is left open.

use std::ops::Range;

use super::Hidden;
use super::frames::unreal_noun;
use super::reach::takes_clause;
use super::sentence::Sentence;
use super::words::WORDS;
use crate::model::verdict::Change;

/// What was torn off in front of the kept words, if they begin with a subject and go on to its verb.
pub(super) fn torn(sentence: &Sentence, kept: &[Range<usize>]) -> Option<Hidden> {
    let first = kept.first().filter(|first| first.start > 0)?;
    if let Some(words) = unreal_noun(sentence, first) {
        return Some(Hidden { change: Change::Doubt, words });
    }
    if sentence.is_apart(first.start) || !sentence.has_verb(first.start + 1..first.end) {
        return None;
    }
    let start = phrase_start(sentence, first.start);
    if !is_subject(sentence, start, first) {
        return None;
    }
    let dropped = start..first.start;
    let change = limited(sentence, dropped.clone()).map(|change| (change, dropped));
    change.or_else(|| hung(sentence, start)).map(|(change, words)| Hidden { change, words })
}

/// Where the phrase begins in which the kept words do: in front of its determiner.
fn phrase_start(sentence: &Sentence, at: usize) -> usize {
    const LONGEST: usize = 3;
    let may_open =
        |at: usize| !sentence.is_finite(at) && !WORDS.prepositions.contains(sentence.word(at));
    if is_determiner(sentence, at) || sentence.is_nominative(at) {
        return at;
    }
    let mut start = at;
    while start > 0 && at - start < LONGEST && !sentence.is_apart(start) {
        let before = start - 1;
        if sentence.has_owner(start)
            || !may_open(before)
            || sentence.is_coordinator(before)
            || sentence.opens_clause(before)
        {
            break;
        }
        if is_determiner(sentence, before) {
            return before;
        }
        start = before;
    }
    at
}

fn is_determiner(sentence: &Sentence, at: usize) -> bool {
    WORDS.determiners.contains(sentence.word(at)) || is_number(sentence.word(at))
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.len() < 4
}

/// Whether the subject that begins at `start` has its verb among the kept words, with no other subject in between.
fn is_subject(sentence: &Sentence, start: usize, kept: &Range<usize>) -> bool {
    if !sentence.is_subject(start) && !sentence.is_subject(kept.start) {
        return false;
    }
    let from = kept.start.max(start + 1);
    // "the children killed in the war"
    let is_participle = |at: usize| {
        WORDS.is_past(sentence.word(at)) && WORDS.prepositions.contains(sentence.word(at + 1))
    };
    let is_verb = |at: usize| {
        sentence.is_auxiliary(at)
            || WORDS.finite.contains(sentence.word(at))
            || sentence.is_finite(at) && WORDS.is_past(sentence.word(at)) && !is_participle(at)
            || sentence.is_finite(at) && at > start + 1 && !sentence.is_a(at, &WORDS.verbs)
            || sentence.is_nominative(start) && sentence.is_finite(at)
            || is_determiner(sentence, start) && sentence.is_finite(at) && at + 1 < kept.end
    };
    let Some(verb) = (from..kept.end).find(|&at| is_verb(at)) else {
        return sentence.is_nominative(start);
    };
    // "On the way the bus broke down"
    !(start + 1..verb).any(|at| {
        (is_determiner(sentence, at) || sentence.is_nominative(at))
            && at > kept.start
            && !is_determiner(sentence, at - 1)
            && !WORDS.prepositions.contains(sentence.word(at - 1))
            && !sentence.is_coordinator(at - 1)
    })
}

/// "some teachers", "most of all", "two clerks": fewer than the rest says.
fn limited(sentence: &Sentence, dropped: Range<usize>) -> Option<Change> {
    let limits = dropped.clone().any(|at| WORDS.limiting.contains(sentence.word(at)));
    if limits {
        return Some(Change::Condition);
    }
    dropped.into_iter().any(|at| is_number(sentence.word(at))).then_some(Change::Number)
}

/// What stands in front of a subject that begins at `start`, if that is not known to leave its clause as it is.
fn hung(sentence: &Sentence, start: usize) -> Option<(Change, Range<usize>)> {
    let before = start.checked_sub(1).filter(|_| !sentence.is_apart(start))?;
    let word = sentence.word(before);
    let words = before..start;
    let limits = WORDS.limiting.contains(word) && !WORDS.opinions.contains(word);
    // "In the second half we won": no limit to "we".
    if limits && !sentence.is_nominative(start) {
        return Some((Change::Condition, words));
    }
    if sentence.is(before, &["like"]) && !sentence.is(start + 1, &["said", "say"]) {
        return Some((Change::Doubt, words));
    }
    if WORDS.prepositions.contains(word) {
        let takes_clause = sentence.opens_clause(before) || sentence.is(before, &["for", "like"]);
        let is_many = before > 0
            && sentence.is(before, &["of"])
            && sentence
                .is(before - 1, &["dozens", "hundreds", "thousands", "millions", "lots", "lot"]);
        return (!takes_clause && !is_many && !sentence.is_nominative(start))
            .then_some((Change::Order, words));
    }
    if sentence.has_owner(start) {
        let owner = word.trim_end_matches("'s").trim_end_matches('\'');
        let is_plain = WORDS.pronouns.contains(owner)
            || WORDS.days.contains(owner)
            || sentence.is(before, &["that's", "there's", "here's", "what's", "let's"]);
        return (!is_plain).then_some((Change::Order, words));
    }
    let begin = sentence.main_start(before);
    let is_fronted = sentence.opens_clause(begin)
        || WORDS.prepositions.contains(sentence.word(begin))
        || (begin..begin + 3).any(|at| is_time(sentence, at));
    if is_fronted || !sentence.has_verb(begin..start) || is_licensed(sentence, before) {
        return None;
    }
    Some((Change::Doubt, words))
}

/// Whether a clause right behind the word stands by itself, or what the word does to it is judged elsewhere.
fn is_licensed(sentence: &Sentence, at: usize) -> bool {
    let word = sentence.word(at);
    sentence.is_coordinator(at)
        || sentence.opens_clause(at)
        || sentence.is_auxiliary(at)
        || [
            &WORDS.adverbs,
            &WORDS.negators,
            &WORDS.asserting,
            &WORDS.feelings,
            &WORDS.opinions,
            &WORDS.addressees,
        ]
        .iter()
        .any(|list| list.contains(word))
        || word.ends_with("ly")
        || takes_clause(sentence, at)
        || sentence.is_a(at, &WORDS.unreal)
        || is_time(sentence, at)
        || sentence.is(
            at,
            &["all", "everything", "anything", "more", "less", "to", "god", "goodness", "heavens"],
        )
}

fn is_time(sentence: &Sentence, at: usize) -> bool {
    WORDS.days.contains(sentence.word(at))
        || sentence.is(at, &["day", "time", "moment", "way", "reason", "years", "days"])
}
