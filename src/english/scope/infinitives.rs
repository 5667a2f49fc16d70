//! Infinitives that are not told as done: "used to", "it would take a saint to", "for the court to", "plans to".

use super::governor::Governor;
use super::reach::Reach;
use super::sentence::Sentence;
use super::words::WORDS;
use crate::model::verdict::Change;

/// What the infinitive at the "to" at `at` hangs on, if that leaves it open.
pub(super) fn infinitive(sentence: &Sentence, at: usize) -> Option<Governor> {
    let before = at.checked_sub(1).filter(|_| sentence.is(at, &["to"]))?;
    let next = sentence.behind_adverbs(at + 1);
    let is_infinitive = next < sentence.len()
        && sentence.is_base(next)
        && !WORDS.determiners.contains(sentence.word(next))
        && !sentence.is_capital(next)
        && !WORDS.addressees.contains(sentence.word(next))
        && !sentence.is_apart(at);
    if !is_infinitive {
        return None;
    }
    let is_be =
        |at: usize| WORDS.be.contains(sentence.word(at)) || sentence.word(at).contains('\'');
    let is_used = sentence.is(before, &["used"])
        && !(before > 0
            && (is_be(before - 1) || sentence.is(before - 1, &["get", "got", "become"])));
    if is_used || sentence.is_a(before, &WORDS.seeming) && !sentence.is_noun(before) {
        return Some(open(sentence, Change::Doubt, before..at + 1));
    }
    if before > 0 && is_be(before - 1) && WORDS.second_hand.contains(sentence.word(before)) {
        return Some(open(sentence, Change::Attribution, before..at + 1));
    }
    let is_verb = before > 0
        && (sentence.is_nominative(before - 1)
            || sentence.is_auxiliary(before - 1)
            || sentence.is(before - 1, &["to"])
            || WORDS.adverbs.contains(sentence.word(before - 1)));
    if sentence.is_a(before, &WORDS.plans) && !is_verb {
        return Some(open(sentence, Change::Doubt, before..at + 1));
    }
    let start = sentence.clause_start(at);
    by_subject(sentence, start, at).or_else(|| supposed(sentence, start, at))
}

fn open(sentence: &Sentence, change: Change, words: std::ops::Range<usize>) -> Governor {
    Governor::to_the_right(sentence, change, words, Reach::Embedded)
}

/// "for the court to decide": with its own subject.
fn by_subject(sentence: &Sentence, start: usize, at: usize) -> Option<Governor> {
    const LONGEST: usize = 6;
    // "for an hour to raise money": a measure.
    const MEASURES: [&str; 5] = ["hour", "hours", "days", "years", "money"];
    let from = start.max(at.saturating_sub(LONGEST));
    let opener = (from..at - 1).rev().find(|&opener| sentence.is(opener, &["for"]))?;
    let is_measure =
        MEASURES.contains(&sentence.word(at - 1)) || WORDS.days.contains(sentence.word(at - 1));
    if is_measure
        || (opener + 1..at).any(|at| sentence.is_finite(at) || sentence.is_coordinator(at))
    {
        return None;
    }
    let mut governor = open(sentence, Change::Doubt, opener..at + 1);
    governor.strong.push(opener + 1..at);
    Some(governor)
}

/// "you would have to be blind to call it", "it takes a thief to": only thought of.
fn supposed(sentence: &Sentence, start: usize, at: usize) -> Option<Governor> {
    /// So far in front of an infinitive stands the "it" that is it: "it is an old lie to call it so".
    const NEAR: usize = 6;
    let takes = (start..at).find(|&it| {
        sentence.is(it, &["it"])
            && (it + 1..(it + 4).min(at)).any(|at| sentence.is(at, &["take", "takes", "took"]))
    });
    if let Some(takes) = takes {
        return Some(open(sentence, Change::Doubt, takes..at + 1));
    }
    // "It is a stretch to call it green", but "it is an honour to serve".
    let is_it = |it: usize| {
        sentence.is(it, &["it's"])
            || sentence.is(it, &["it"]) && WORDS.be.contains(sentence.word(it + 1))
    };
    let head = at - 1;
    let is_open = ![&WORDS.asserting, &WORDS.feelings, &WORDS.saying_heads]
        .iter()
        .any(|list| list.contains(sentence.word(head)));
    if let Some(it) = (start.max(at.saturating_sub(NEAR))..head).find(|&it| is_it(it))
        && is_open
    {
        return Some(open(sentence, Change::Doubt, it..at + 1));
    }
    let would = (start..at).find(|&would| {
        sentence.is(would, &["would", "might", "could"]) || sentence.word(would).ends_with("'d")
    })?;
    let verb = sentence.behind_adverbs(would + 1);
    let is_wish = sentence.is(verb, &["like", "love", "prefer", "rather", "want", "need"])
        || sentence.is_a(verb, &WORDS.urging)
        || sentence.is_a(verb, &WORDS.reporting)
        || verb + 1 == at;
    (!is_wish).then(|| open(sentence, Change::Doubt, would..at + 1))
}
