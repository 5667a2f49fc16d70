//! What follows a clause and takes it back or limits it although no word in front does: its own predicate, a comparison,
//! a negative in the last phrase, an exception, those for whom alone it is so, a disbelieving tag.

use std::ops::Range;

use super::Hidden;
use super::measured::{comparison, exception, restriction, standard};
use super::mockery::is_absurd;
use super::neighbour::said_of_before;
use super::sentence::Sentence;
use super::tail::{Tail, is_nominal};
use super::words::WORDS;
use crate::model::verdict::Change;

/// What the words behind the kept ones do to them, if these are a clause.
pub(super) fn behind(sentence: &Sentence, kept: &[Range<usize>]) -> Option<Hidden> {
    let (first, last) = kept.first().zip(kept.last())?;
    // "The council listens": a verb of no list shows by its ending.
    let may_have_verb = || {
        (first.start + 2..first.end).any(|at| sentence.is_finite_form(at) && !sentence.is_noun(at))
    };
    let is_clause = last.end < sentence.len()
        && (sentence.has_verb(first.clone()) || may_have_verb())
        && !is_nominal(sentence, first);
    if !is_clause {
        return None;
    }
    let end = sentence.main_end(last.end - 1).max(last.end);
    let tail = Tail { sentence, kept: first.start..last.end, end };
    RULES.iter().find_map(|rule| rule(&tail)).map(|(change, words)| Hidden { change, words })
}

type Rule = fn(&Tail<'_>) -> Option<(Change, Range<usize>)>;

const RULES: [Rule; 11] = [
    comment,
    predicate,
    comparison,
    standard,
    negative,
    exception,
    restriction,
    alternative,
    time,
    correction,
    absurdity,
];

/// "Money was no object: that was the tune they danced to": what the next clause says of the one before.
fn comment(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let (sentence, next) = (tail.sentence, tail.next());
    let is_next = sentence.has_stop(next) || sentence.has_dash(next);
    if !is_next {
        return None;
    }
    let end =
        (next + 1..sentence.len()).find(|&at| sentence.is_apart(at)).unwrap_or(sentence.len());
    said_of_before(&sentence.part(next..end)).map(|change| (change, next..end))
}

/// "The dam is safe is what they tell us": the clause is the subject of what follows.
fn predicate(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let (sentence, next) = (tail.sentence, tail.next());
    let verb = tail.kept.clone().rev().find(|&at| sentence.is_finite(at))?;
    // "I think the ward", "we know what it": the verb belongs to what was cut in two.
    let is_open = super::reach::takes_clause(sentence, verb) && verb + 1 < next
        || (verb + 1..next).any(|at| sentence.opens_clause(at) || sentence.is_nominative(at))
        || sentence.is_nominative(next - 1)
        // "The ward will never", "it has": the verb goes on.
        || sentence.is_auxiliary(verb) && (verb + 1..next).all(|at| is_adverb(sentence, at))
        // "That the bridge is safe is clear": judged where the sentence begins.
        || tail.kept.start > 0 && sentence.is(tail.kept.start - 1, &["that"]);
    // "what the street thinks is wrong", "No Child Left Behind was a law"
    let is_cut = tail.kept.start > 0
        && sentence.is(tail.kept.start - 1, &["what", "who", "which", "whatever", "whoever"]);
    // "“The dam is safe” is what they want to hear": somebody's words in quote marks are judged as such.
    let is_cut = is_cut || sentence.closes_quote(next);
    let is_open = is_open || is_cut || sentence.is_capital(verb) && verb > 0;
    let is_verb = sentence.is_auxiliary(next) && !sentence.is_apart(next);
    (is_verb && !is_open && !sentence.is_question).then_some((Change::Doubt, next..next + 1))
}

fn is_adverb(sentence: &Sentence, at: usize) -> bool {
    let word = sentence.word(at);
    WORDS.adverbs.contains(word) || WORDS.negators.contains(word) || word.ends_with("ly")
}

/// "It has the support of no doctor", "we spoke to nobody": the negative stands in the last phrase.
fn negative(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let sentence = tail.sentence;
    let of = |at: usize| {
        let word = sentence.word(at);
        let is_out = at > 0 && sentence.is(at - 1, &["for", "with", "without", "if", "or", "but"]);
        let is_none = word != "no" && WORDS.nobody.contains(word)
            || matches!(word, "none" | "neither" | "nothing" | "nowhere")
            || word == "not" && sentence.is(at + 1, &["one", "a"])
            || word == "no"
                && at > 0
                && WORDS.prepositions.contains(sentence.word(at - 1))
                && !sentence.is(at - 1, &["like", "than"])
                && !sentence.is(at + 1, &["time", "less", "fewer", "more", "man's", "man"])
                && !WORDS.affirming.contains(sentence.word(at + 1));
        (is_none && !is_out).then_some((Change::Negation, at..at + 1))
    };
    tail.phrase().find_map(of)
}

/// "We must burn coal or sit in the dark": one of the two.
fn alternative(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let (sentence, next) = (tail.sentence, tail.next());
    let is_forced =
        tail.kept.clone().any(|at| sentence.is(at, &["must", "either", "need", "have", "had"]));
    let is_verb = WORDS.verbs.contains(sentence.word(next + 1)) || sentence.is_auxiliary(next + 1);
    let is_or = sentence.is(next, &["or"]) && is_forced && is_verb;
    is_or.then_some((Change::Condition, next..next + 1))
}

/// "I will resign on the very day that you find a penny gone": that day may not come.
fn time(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let sentence = tail.sentence;
    let of = |at: usize| {
        let is_time =
            at > 0 && WORDS.days.contains(sentence.word(at)) || sentence.is_point_in_time(at);
        let begins = (at.saturating_sub(3)..at).any(|at| sentence.is(at, &["the"]));
        let opener = usize::from(sentence.is(at + 1, &["that", "when", "on"]));
        let clause = at + 1 + opener;
        let opens = sentence.is_subject(clause)
            || WORDS.determiners.contains(sentence.word(clause))
            || sentence.is(clause, &["you", "any", "anyone", "somebody", "someone"]);
        let is_past = (clause + 1..tail.end).find(|&at| sentence.is_finite(at)).is_some_and(|at| {
            WORDS.is_past(sentence.word(at)) || sentence.is(at, &["was", "were", "had", "did"])
        });
        (is_time && begins && opens && !sentence.is_apart(clause) && !is_past)
            .then_some((Change::Condition, at..clause))
    };
    // "I will never forget the day we met"
    let is_object = tail.kept.clone().any(|at| sentence.keeps_a_day(at));
    if tail.has_modal() && !is_object { tail.rest().find_map(of) } else { None }
}

/// "…, no, sorry, …", "… — I beg your pardon, …": something else was meant.
fn correction(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let (sentence, next) = (tail.sentence, tail.next());
    if !sentence.is_apart(next) {
        return None;
    }
    let stands = |words: &[&str]| {
        words.iter().enumerate().all(|(offset, word)| sentence.word(next + offset) == *word)
    };
    let is_no = sentence.is(next, &["no", "sorry", "correction", "wait"])
        && sentence.is_apart(next + 1)
        && next + 1 < sentence.len();
    let phrases: [&[&str]; 10] = [
        &["i", "beg", "your", "pardon"],
        &["i", "beg", "pardon"],
        &["i", "mean"],
        &["i", "misspoke"],
        &["i", "misread"],
        &["i'm", "sorry"],
        &["scratch", "that"],
        &["strike", "that"],
        &["make", "that"],
        &["my", "mistake"],
    ];
    let is_taken =
        phrases.into_iter().any(stands) && !sentence.is(next + 2, &["it", "that", "what"]);
    (is_no || is_taken).then_some((Change::Negation, next..next + 1))
}

/// "…, and I am the Queen of Spain", "…, and my cat plays chess": as true as that.
fn absurdity(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let (sentence, next) = (tail.sentence, tail.end);
    let at = if sentence.is_coordinator(tail.next()) { tail.next() } else { next };
    (sentence.is(at, &["and"]) && is_absurd(&sentence.part(at..sentence.len())))
        .then_some((Change::Doubt, at..at + 1))
}
