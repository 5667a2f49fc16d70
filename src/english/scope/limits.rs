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
    if let Some(governor) = in_front(sentence, at) {
        return Some(governor);
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
        && (sentence.is_nominative(at + 1)
            || sentence.is(at + 1, &["there"])
            || WORDS.determiners.contains(sentence.word(at + 1))
                && (sentence.is(at, &["were"])
                    || sentence.has_verb(at + 2..sentence.main_end(at))))
        && !sentence.opens_clause(at - 1)
        && clause().any(|at| {
            sentence.is(at, &["would", "could", "might"]) || sentence.word(at).ends_with("'d")
        });
    is_inverted.then(|| around(sentence, at, at + 1))
}

/// "Apart from the east wing, the hall is safe."
fn in_front(sentence: &Sentence, at: usize) -> Option<Governor> {
    let second = at + 1;
    let opens = sentence.is(at, &["apart", "aside"]) && sentence.is(second, &["from"])
        || sentence.is(at, &["except", "save"]) && sentence.is(second, &["for", "in", "on", "at"])
        || sentence.is(at, &["other"]) && sentence.is(second, &["than"])
        || sentence.is(at, &["with"])
            && sentence.is(second, &["the"])
            && sentence.is(at + 2, &["exception", "exceptions"])
        || sentence.is(at, &["excepting", "excluding"]);
    let is_first = sentence.main_start(at) == at && !sentence.is(at + 2, &["that", "this"]);
    if !opens || !is_first {
        return None;
    }
    let comma = (second + 1..sentence.len()).find(|&next| sentence.has_comma(next))?;
    let clause = comma..sentence.main_end(comma).max(comma);
    Some(Governor::of_clause(Change::Condition, at..comma, clause))
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
    // "Only in his mind was that a crime", but "only in May did we learn it".
    let inverted = (next..sentence.main_end(at))
        .take_while(|&at| at == next || !sentence.is_apart(at))
        .find(|&at| sentence.is_auxiliary(at) && !sentence.is_capital(at));
    if is_first && is_phrase && inverted.is_some_and(|verb| !sentence.is(verb, &["did"])) {
        let words = at..next;
        return Some(Governor::to_the_right(sentence, Change::Condition, words, Reach::Clause));
    }
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
