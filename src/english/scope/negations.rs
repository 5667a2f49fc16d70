//! Words that negate their clause: "not", "never", "nobody", "without".

use super::governor::Governor;
use super::reach::{Reach, reach};
use super::sentence::{Sentence, is_negated_form};
use super::words::WORDS;
use crate::model::verdict::Change;

/// The governor that the word at `at` is, if it is one of negation.
pub(super) fn negation(sentence: &Sentence, at: usize) -> Vec<Governor> {
    let word = sentence.word(at);
    if word == "no" {
        return no(sentence, at).into_iter().collect();
    }
    if word == "without" {
        // "It goes without saying that": that affirms it. "Without delay" says how.
        if sentence.is(at + 1, &["saying", "delay", "hesitation", "exception"]) {
            return vec![];
        }
        return vec![without(sentence, at)];
    }
    if WORDS.nobody.contains(word) && !sentence.is(at + 1, &["but", "less", "short"]) {
        return vec![clausal(sentence, at, Change::Negation)];
    }
    if matches!(word, "few" | "little")
        && !(at > 0
            && sentence.is(at - 1, &["a", "the", "very", "last", "these", "those", "past", "next"]))
    {
        let is_subject = word == "few" && sentence.clause_start(at) == at;
        let is_thing = word == "little" && sentence.is_a(at + 1, &WORDS.doubtful_things)
            || sentence.is(at + 1, &["evidence", "reason", "proof", "sign"]);
        return if is_subject || is_thing {
            vec![clausal(sentence, at, Change::Doubt)]
        } else {
            vec![]
        };
    }
    if matches!(word, "zero" | "scant" | "scarce" | "insufficient")
        && sentence.is(at + 1, &["evidence", "proof", "sign", "reason", "chance", "hope"])
    {
        return vec![clausal(sentence, at, Change::Negation)];
    }
    if !WORDS.negators.contains(word) && !is_negated_form(word) {
        return vec![];
    }
    not(sentence, at)
}

/// "not", "never", "don't".
fn not(sentence: &Sentence, at: usize) -> Vec<Governor> {
    let next = sentence.word(at + 1);
    if WORDS.not_only.contains(next) || is_tag(sentence, at) {
        return vec![];
    }
    if next == "to" && WORDS.not_only.contains(sentence.word(at + 2)) {
        return vec![];
    }
    // "It wasn't until May that we knew": then we did.
    if next == "until" && (at.saturating_sub(2)..at).any(|it| sentence.is(it, &["it"])) {
        return vec![];
    }
    let before = at.checked_sub(1);
    if before.is_some_and(|before| sentence.is(before, &["if", "or", "why"]))
        && sentence.word(at) == "not"
    {
        return vec![];
    }
    // "we decided not to close it", "the gym, not the school"
    let is_clausal = sentence.word(at) != "not"
        || before.is_some_and(|before| {
            sentence.is_auxiliary(before)
                || before > 0 && sentence.is_auxiliary(before - 1)
                || sentence.word(before).contains('\'')
        });
    if !is_clausal {
        let kind = if sentence.is_apart(at) && at > 0 { Reach::Phrase } else { Reach::Clause };
        return vec![Governor::to_the_right(sentence, Change::Negation, at..at + 1, kind)];
    }
    let mut governors = vec![clausal(sentence, at, Change::Negation)];
    // "I do not think that": it is left open as well.
    let verb = sentence.behind_adverbs(at + 1);
    let verb = [verb, verb + 1, verb + 2]
        .into_iter()
        .take(if sentence.is_subject(verb) { 3 } else { 1 })
        .find(|&verb| sentence.is_a(verb, &WORDS.thinking))
        .filter(|_| presupposed(sentence, at).is_none());
    if let Some(verb) = verb.filter(|verb| !sentence.is_apart(verb + 1)) {
        governors.push(Governor {
            change: Change::Doubt,
            words: at..verb + 1,
            strong: reach(sentence, verb + 1, Reach::Embedded),
            weak: vec![],
        });
    }
    governors
}

/// A negation of the clause around it: all behind it, and what stands in front if it says something by itself.
fn clausal(sentence: &Sentence, at: usize, change: Change) -> Governor {
    let start = sentence.clause_start(at);
    let mut strong = reach(sentence, at + 1, Reach::Clause);
    for end in presupposed(sentence, at).into_iter().chain(upheld(sentence, at)) {
        for stretch in &mut strong {
            stretch.end = stretch.end.min(end);
        }
        strong.retain(|stretch| stretch.start < stretch.end);
    }
    Governor { strong, ..Governor::of_clause(change, at..at + 1, start..at) }
}

/// Where what is meant begins behind a verb that affirms under a negation: "we do not doubt that we will win", "I cannot
/// wait to go", "no one in this room disputes that".
fn upheld(sentence: &Sentence, at: usize) -> Option<usize> {
    const NEAR: usize = 4;
    const BEHIND_PHRASE: usize = 8;
    let has_phrase = (at + 1..at + 3).any(|at| WORDS.prepositions.contains(sentence.word(at)));
    let reach = if has_phrase { BEHIND_PHRASE } else { NEAR };
    let verb = (at + 1..(at + reach).min(sentence.len()))
        .take_while(|&verb| verb < at + NEAR || !sentence.is_apart(verb))
        .find(|&verb| {
            !sentence.is_gerund(verb)
                && !sentence.is(verb - 1, &["nor", "or"])
                && sentence.is_a(verb, &WORDS.upheld)
        })?;
    // "I can't stress strongly enough that"
    let manner = (verb + 1..verb + 3).take_while(|&at| sentence.word(at).ends_with("ly")).count();
    let next = verb + 1 + manner;
    let is_so = sentence.is(next, &["that", "to", "but", "the"])
        || sentence.is(next, &["enough"]) && sentence.is(next + 1, &["that"])
        || sentence.is_subject(next)
        || sentence.is_gerund(next);
    let is_object = sentence.is(next, &["the"])
        && sentence.is(verb, &["help", "ignore", "overlook", "fail", "refuse"]);
    (is_so && !is_object).then_some(verb + 1)
}

/// Where a clause begins that is so although its verb is negated: "we did not realise that", "it is not surprising that".
fn presupposed(sentence: &Sentence, at: usize) -> Option<usize> {
    let verb = sentence.behind_adverbs(at + 1);
    let opens = |at: usize| {
        !sentence.is_apart(at) && (sentence.is(at, &["that"]) || sentence.is_subject(at))
    };
    // "I do not know that" leaves it open; "I did not know that" does not.
    let is_then = |word: &str| matches!(word, "didn't" | "hadn't" | "did" | "had" | "never");
    let is_past = is_then(sentence.word(at)) || at > 0 && is_then(sentence.word(at - 1));
    let is_others = !sentence.subject_is_own(at);
    let is_fact = sentence.is_a(verb, &WORDS.presupposing) && (is_past || is_others)
        || WORDS.given.contains(sentence.word(verb));
    (is_fact && opens(verb + 1)).then_some(verb + 1)
}

/// "no": not in "no doubt"; in front of a noun.
fn no(sentence: &Sentence, at: usize) -> Option<Governor> {
    let next = sentence.word(at + 1);
    // "No, we will close it."
    if sentence.is_apart(at + 1) {
        return None;
    }
    if WORDS.affirming.contains(next) {
        return None;
    }
    if next == "question" && !sentence.is(at + 2, &["of"]) {
        return None;
    }
    let before = at.checked_sub(1).map_or("", |before| sentence.word(before));
    // "In no version of events did he": the verb stands in front of its subject.
    let is_inverted = WORDS.prepositions.contains(before)
        && sentence.clause_start(at - 1) == at - 1
        && (at + 2..at + 7)
            .take_while(|&verb| !sentence.is_apart(verb))
            .any(|verb| sentence.is_auxiliary(verb) && verb + 1 < sentence.len());
    if is_inverted {
        return Some(clausal(sentence, at, Change::Negation));
    }
    // "in no time": soon.
    if before == "in" && next == "time" {
        return None;
    }
    if WORDS.no_way.contains(before)
        && sentence.is(
            at + 1,
            &[
                "circumstances",
                "way",
                "time",
                "point",
                "means",
                "account",
                "sense",
                "condition",
                "stage",
            ],
        )
    {
        return Some(clausal(sentence, at, Change::Negation));
    }
    if WORDS.prepositions.contains(before) {
        return Some(Governor::to_the_right(sentence, Change::Negation, at..at + 1, Reach::Phrase));
    }
    let mut governor = clausal(sentence, at, Change::Negation);
    if sentence.is(at + 1, &["one"]) {
        governor.words = at..at + 2;
    }
    Some(governor)
}

/// "without": what follows is not done; a clause of what would be hangs on it.
fn without(sentence: &Sentence, at: usize) -> Governor {
    let mut governor =
        Governor::to_the_right(sentence, Change::Negation, at..at + 1, Reach::Phrase);
    let start = sentence.main_start(at);
    let is_open = (start..at).any(|at| {
        sentence.is(at, &["would", "could", "cannot", "can't", "couldn't", "wouldn't", "might"])
    });
    if is_open {
        governor.change = Change::Condition;
        governor.weak.push(start..at);
    }
    governor
}

/// "didn't we?": it asks for assent.
fn is_tag(sentence: &Sentence, at: usize) -> bool {
    sentence.has_comma(at) && is_negated_form(sentence.word(at)) && at + 2 >= sentence.len()
}
