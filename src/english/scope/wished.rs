//! Clauses that somebody only asks for, argues about or looks forward to: "tell me again that", "to tell them that is
//! shameful", "a long way from a place where".

use super::chain::clause_behind;
use super::governor::Governor;
use super::reach::Reach;
use super::sentence::Sentence;
use super::words::WORDS;
use crate::model::verdict::Change;

/// What the word at `at` leaves open because it is only wished or asked for.
pub(super) fn wished(sentence: &Sentence, at: usize) -> Option<Governor> {
    argued(sentence, at).or_else(|| asked_for(sentence, at)).or_else(|| not_there_yet(sentence, at))
}

/// "To tell the widow's sons that": what it would be to say so.
fn argued(sentence: &Sentence, at: usize) -> Option<Governor> {
    let to = at.checked_sub(1).filter(|&to| sentence.is(to, &["to"]) && sentence.has_stop(to))?;
    let is_said = sentence.is_a(at, &WORDS.reporting) || sentence.is_a(at, &WORDS.thinking);
    let from = clause_behind(sentence, at).filter(|_| is_said)?;
    Some(Governor::to_the_right(sentence, Change::Doubt, to..from, Reach::Embedded))
}

/// "Look at it and tell me again the river is clean": it is asked to be said.
fn asked_for(sentence: &Sentence, at: usize) -> Option<Governor> {
    let is_order = sentence.is(at, &["tell", "show", "convince", "persuade", "assure"])
        && sentence.is(at + 1, &["me", "us"])
        && (sentence.clause_start(at) == at
            || sentence.is(at - 1, &["and", "then", "don't", "now"]));
    let next = sentence.behind_adverbs(at + 2);
    let from = next + usize::from(sentence.is(next, &["that"]));
    let opens = sentence.is_subject(from) && !sentence.is_apart(from);
    (is_order && opens && !sentence.is_question)
        .then(|| Governor::to_the_right(sentence, Change::Doubt, at..from, Reach::Embedded))
}

/// "a long way from a place where", "we dream of a world in which": it is not there yet.
fn not_there_yet(sentence: &Sentence, at: usize) -> Option<Governor> {
    const NEAR: usize = 8;
    const PLACES: [&str; 14] = [
        "place",
        "world",
        "day",
        "point",
        "stage",
        "time",
        "situation",
        "position",
        "future",
        "society",
        "town",
        "country",
        "state",
        "moment",
    ];
    let opens = sentence.is(at, &["where", "when"])
        || sentence.is(at, &["which"]) && at > 1 && sentence.is(at - 1, &["in"]);
    let noun = at.checked_sub(if sentence.is(at, &["which"]) { 2 } else { 1 }).filter(|_| opens)?;
    if !PLACES.contains(&sentence.word(noun)) || sentence.is_apart(at) {
        return None;
    }
    let start = sentence.clause_start(noun).max(noun.saturating_sub(NEAR));
    let is_far = (start..noun).any(|at| {
        sentence.is(at, &["from"])
            && at > 0
            && sentence.is(at - 1, &["way", "far", "miles", "years", "months", "months", "away"])
            || sentence.is(at, &["for", "of", "towards", "toward", "to"])
                && at > 0
                && [
                    "dream", "hope", "long", "wish", "work", "wait", "fight", "pray", "yearn",
                    "get", "come", "campaign",
                ]
                .iter()
                .any(|base| sentence.word(at - 1).starts_with(base))
                && !(start..at).any(|at| sentence.is(at, &["have", "has", "had", "we've", "i've"]))
                && !WORDS.is_past(sentence.word(at - 1))
                && !sentence.is(at - 1, &["came", "got"])
    });
    is_far.then(|| Governor::to_the_right(sentence, Change::Doubt, noun..at + 1, Reach::Embedded))
}
