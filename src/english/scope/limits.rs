//! What limits a clause: "only on Sundays", "all but one", "except the poor", "were I younger".

use super::conditions::around;
use super::governor::Governor;
use super::reach::Reach;
use super::sentence::Sentence;
use super::words::WORDS;
use crate::model::verdict::Change;

/// The limit that begins at `at`, behind what it limits or in front of it.
pub(super) fn limit(sentence: &Sentence, at: usize) -> Option<Governor> {
    let clause = || sentence.main_start(at.saturating_sub(1))..at;
    if sentence.is(at, &["only"]) {
        return only(sentence, at);
    }
    if sentence.is(at, &["but"]) && at > 0 && is_whole(sentence, at - 1) {
        // "Everyone but Lee paid": the others did.
        let words = at - 1..at + 1;
        return Some(Governor::to_the_right(sentence, Change::Condition, words, Reach::Clause));
    }
    let is_except = sentence.is(at, &["except", "excepting", "excluding"])
        && !sentence.is(at + 1, &["that", "if", "when"]);
    let takes_out = sentence.is(at, &["but", "save", "bar"])
        || sentence.is(at, &["apart", "aside"]) && sentence.is(at + 1, &["from"]);
    let is_noun = WORDS.determiners.contains(sentence.word(at + 1))
        || sentence.is(at + 1, &["for", "from", "two", "three", "him", "her", "them", "me", "us"]);
    let is_out = takes_out
        && is_noun
        && !sentence.is_subject(at + 1)
        && clause().any(|at| is_whole(sentence, at));
    // Behind a comma it limits whatever was said: "the roads are dry, apart from one".
    let is_apart = sentence.is(at, &["apart", "aside"])
        && sentence.is(at + 1, &["from"])
        && sentence.has_comma(at);
    if at > 0 && (is_except || is_out || is_apart) {
        return Some(Governor::of_clause(Change::Condition, at..at + 1, clause()));
    }
    // "I would climb it were I younger"
    let is_inverted = sentence.is(at, &["had", "were", "should"])
        && at > 0
        && !sentence.is_question
        && (sentence.is_nominative(at + 1) || sentence.is(at + 1, &["there"]))
        && !sentence.opens_clause(at - 1)
        && clause().any(|at| {
            sentence.is(at, &["would", "could", "might"]) || sentence.word(at).ends_with("'d")
        });
    is_inverted.then(|| around(sentence, at, at + 1))
}

fn is_whole(sentence: &Sentence, at: usize) -> bool {
    sentence.is(
        at,
        &[
            "all",
            "every",
            "everyone",
            "everybody",
            "everything",
            "anyone",
            "anybody",
            "anything",
            "whole",
            "each",
            "any",
        ],
    )
}

/// "only on Sundays", and in front "only Lee paid".
fn only(sentence: &Sentence, at: usize) -> Option<Governor> {
    let next = at + 1;
    let is_first = sentence.clause_start(at) == at;
    if is_first && sentence.is_subject(next) && !sentence.opens_clause(next) {
        let words = at..next;
        return Some(Governor::to_the_right(sentence, Change::Condition, words, Reach::Clause));
    }
    let is_phrase = sentence.is(
        next,
        &["on", "in", "at", "for", "with", "as", "to", "by", "from", "among", "under", "during"],
    );
    if is_first && at == 0 || !is_phrase || at > 0 && sentence.is(at - 1, &["not"]) {
        return None;
    }
    let clause = sentence.main_start(at.saturating_sub(1))..at;
    // "The school opened only in May": that is late, and no limit.
    let is_past = clause.clone().any(|at| WORDS.is_past(sentence.word(at)));
    if is_past && sentence.is(next, &["on", "in", "at"]) {
        return None;
    }
    Some(Governor::of_clause(Change::Condition, at..next, clause))
}
