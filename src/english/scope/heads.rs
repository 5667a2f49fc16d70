//! Heads that take a clause without asserting it: "it is a joke that", "the rumour is", "it takes a liar to say".
//!
//! Heads that assert are a smaller class than those that do not, so what is not known to assert leaves its clause open.

use super::governor::Governor;
use super::others::{is_others, is_unashamed};
use super::reach::{Reach, reach};
use super::sentence::Sentence;
use super::words::WORDS;
use crate::model::verdict::Change;

/// What the head at `at` says of the clause behind it, where it does not assert it.
pub(super) fn unasserted(sentence: &Sentence, at: usize, is_reporter: bool) -> Vec<Governor> {
    let found = [
        predicate(sentence, at),
        subject(sentence, at),
        has_it(sentence, at),
        seems(sentence, at),
        opinion(sentence, at, is_reporter),
        only_said(sentence, at, is_reporter),
        taken_back(sentence, at),
    ];
    found.into_iter().flatten().collect()
}

fn asserts(sentence: &Sentence, at: usize) -> bool {
    WORDS.asserting.contains(sentence.word(at))
}

/// "it is a joke that": whatever is not known for a fact, behind "it is".
fn predicate(sentence: &Sentence, at: usize) -> Option<Governor> {
    const MODIFIERS: usize = 4;
    let is_that = sentence.is(at + 1, &["that"])
        && !sentence.is_apart(at + 1)
        && at + 2 < sentence.len()
        && !sentence.is_finite(at + 2);
    if !is_that
        || WORDS.is_past(sentence.word(at))
        || sentence.is_capital(at)
        || WORDS.prepositions.contains(sentence.word(at))
        || WORDS.feelings.contains(sentence.word(at))
        || WORDS.given.contains(sentence.word(at))
        || sentence.is_a(at, &WORDS.factive)
    {
        return None;
    }
    let is_it = |be: usize| {
        sentence.is(be, &["it's"])
            || be > 0 && WORDS.be.contains(sentence.word(be)) && sentence.is(be - 1, &["it"])
    };
    let be = (at.saturating_sub(MODIFIERS)..at).rev().find(|&be| is_it(be))?;
    // "It was in May that", "it is the dog that": these say which.
    let is_plain = (be + 1..at).all(|at| {
        !WORDS.prepositions.contains(sentence.word(at))
            && !sentence.is(at, &["the", "no", "not", "my", "our"])
            && !sentence.is_coordinator(at)
    });
    let is_seen = sentence.is_a(at, &WORDS.unreal)
        || sentence.is_a(at, &WORDS.doubting)
        || sentence.is_a(at, &WORDS.claims);
    let opens = is_plain && !is_seen && !sentence.is(at, &["not", "so"]) && !asserts(sentence, at);
    opens.then(|| Governor::to_the_right(sentence, Change::Doubt, at..at + 2, Reach::Embedded))
}

/// "the rumour is that", "word is that", "the worry is they will pay".
fn subject(sentence: &Sentence, at: usize) -> Option<Governor> {
    if !sentence.is(at, &["is", "was", "are", "were"]) || at == 0 {
        return None;
    }
    let start = sentence.clause_start(at);
    let is_word = sentence.is(start, &["word"]) && start + 1 == at;
    let is_noun = WORDS.determiners.contains(sentence.word(start))
        && !sentence.is(start, &["that", "this", "all", "one"])
        && !sentence.has_verb(start..at);
    if !is_word && !is_noun {
        return None;
    }
    let head = (start + 1..at)
        .find(|&at| WORDS.prepositions.contains(sentence.word(at)))
        .unwrap_or(at)
        .saturating_sub(1);
    let has_that = sentence.is(at + 1, &["that"])
        && !sentence.is_finite(at + 2)
        && sentence.has_verb(at + 2..sentence.main_end(at).max(at + 2));
    let is_bare = !sentence.is_apart(at + 1) && sentence.is_subject(at + 1);
    let change = if is_word || sentence.is_a(head, &WORDS.claims) {
        Change::Attribution
    } else {
        Change::Doubt
    };
    let is_known = change == Change::Attribution || sentence.is_a(head, &WORDS.doubtful_things);
    // "our view is that": the one who speaks says so.
    let is_own = sentence.is(start, &["our", "my"])
        && sentence.is(
            head,
            &[
                "view",
                "opinion",
                "experience",
                "advice",
                "feeling",
                "belief",
                "conviction",
                "argument",
                "understanding",
            ],
        );
    let opens = !is_own && (has_that && !asserts(sentence, head) || is_bare && is_known);
    let words = head..at + 1 + usize::from(has_that);
    opens.then(|| Governor::to_the_right(sentence, change, words, Reach::Embedded))
}

/// "it appears all of them are new": only as it looks.
fn seems(sentence: &Sentence, at: usize) -> Option<Governor> {
    let is_seen = sentence.is(at, &["appears", "seems", "appeared", "seemed", "looks", "sounds"]);
    let next = at + 1 + usize::from(sentence.is(at + 1, &["like"]));
    let opens = is_seen
        && at > 0
        && sentence.is(at - 1, &["it"])
        && !sentence.is_apart(next)
        && (sentence.is_subject(next) || next == at + 1 && sentence.is(next, &["all", "most"]));
    opens.then(|| Governor::to_the_right(sentence, Change::Doubt, at - 1..next, Reach::Embedded))
}

/// "word has it that", "rumour has it".
fn has_it(sentence: &Sentence, at: usize) -> Option<Governor> {
    let has = sentence.is(at, &["has", "had"]) && sentence.is(at + 1, &["it"]) && at > 0;
    let is_noun = has
        && !sentence.is_apart(at)
        && !WORDS.pronouns.contains(sentence.word(at - 1))
        && !sentence.is(at - 1, &["who", "which", "that"]);
    let takes = sentence.is(at + 2, &["that"])
        || !sentence.is_apart(at + 2)
            && sentence.has_verb(at + 2..sentence.main_end(at).max(at + 2));
    (is_noun && takes).then(|| {
        let words = at - 1..at + 2;
        Governor::to_the_right(sentence, Change::Attribution, words, Reach::Embedded)
    })
}

/// "my brother is convinced we own it": somebody else's opinion.
fn opinion(sentence: &Sentence, at: usize, is_reporter: bool) -> Option<Governor> {
    let is_held = WORDS.opinions.contains(sentence.word(at))
        && (at.saturating_sub(2)..at).any(|be| WORDS.be.contains(sentence.word(be)));
    let takes =
        sentence.is(at + 1, &["that"]) || sentence.is_subject(at + 1) && !sentence.is_apart(at + 1);
    if !is_held || !takes {
        return None;
    }
    let is_nobodys = sentence.is(
        sentence.clause_start(at),
        &["you", "it", "what", "this", "that", "there", "one", "thing"],
    );
    (!is_nobodys && is_others(sentence, at, is_reporter))
        .then(|| Governor::to_the_right(sentence, Change::Attribution, at..at + 1, Reach::Embedded))
}

/// "it takes a liar to say", "try telling them that", "I could say that": it is not said by this.
fn only_said(sentence: &Sentence, at: usize, is_reporter: bool) -> Option<Governor> {
    let before = at.checked_sub(1)?;
    if !sentence.is_a(at, &WORDS.reporting) || sentence.is_a(at, &WORDS.factive) {
        return None;
    }
    let next = at + 1;
    let has_that = (next..next + 4)
        .take_while(|&that| that == next || !sentence.is_apart(that))
        .any(|that| sentence.is(that, &["that"]) && !sentence.is_apart(that + 1));
    let has_addressee = WORDS.addressees.contains(sentence.word(next));
    let object = next + usize::from(has_addressee);
    let has_verb = || {
        sentence.is(before, &["to"])
            && !sentence.is_apart(next)
            && sentence.has_verb(next..sentence.main_end(at).max(next))
            && !WORDS.prepositions.contains(sentence.word(next))
            && !sentence.is(next, &["what", "how", "why", "it", "this", "so"])
    };
    let takes = has_that || has_verb() || sentence.is_subject(object) && !sentence.is_apart(object);
    if !takes {
        return None;
    }
    let start = sentence.clause_start(at);
    let is_own = sentence.subject_is_own(at)
        || (start..at).any(|at| sentence.is(at, &["it", "it's", "me", "us", "let's"]));
    let is_open = if sentence.is(before, &["to"]) {
        let mut head = before.checked_sub(1)?;
        while head > start
            && WORDS.adverbs.contains(sentence.word(head))
            && !sentence.is(head, &["here", "well"])
        {
            head -= 1;
        }
        let is_last = (start..at).any(|at| sentence.is(at, &["last"]));
        // "I would love to be able to say that": then it is not so.
        let is_wished = (start..before).any(|at| {
            sentence.is(at, &["would", "wish", "if"]) || sentence.word(at).ends_with("'d")
        }) && sentence.is(head, &["love", "able"]);
        is_last
            || is_wished
            || !WORDS.saying_heads.contains(sentence.word(head))
            || !is_own && !is_reporter
    } else if sentence.is_gerund(at) {
        !sentence.is_apart(at)
            && !is_unashamed(sentence, at)
            && !sentence.is(before, &["keep", "keeps", "kept", "by", "without", "and", "no", "not"])
            && !sentence.is_auxiliary(before)
            && !sentence.word(before).contains('\'')
    } else {
        sentence.is(before, &["having"]) && !sentence.is_apart(before)
            || sentence.is(before, &["could"]) && is_own
    };
    is_open
        .then(|| Governor::to_the_right(sentence, Change::Doubt, before..at + 1, Reach::Embedded))
}

/// "I take back what I said, that", "we withdraw the remark that".
fn taken_back(sentence: &Sentence, at: usize) -> Option<Governor> {
    const NEAR: usize = 9;
    let is_back = sentence.is(at, &["take", "takes", "took", "taken", "taking"])
        && sentence.is(at + 1, &["back"]);
    if !is_back && !WORDS.retracting.contains(sentence.word(at)) {
        return None;
    }
    let end = sentence.main_end(at).min(at + NEAR);
    let opens = |at: usize| {
        sentence.is(at, &["that"])
            || sentence.is_a(at, &WORDS.reporting)
                && sentence.is_subject(at + 1)
                && !sentence.is_apart(at + 1)
    };
    let from = (at + 1..end).find(|&at| opens(at))?;
    let strong = reach(sentence, from + 1, Reach::Embedded);
    Some(Governor { change: Change::Negation, words: at..at + 1, strong, weak: vec![] })
}
