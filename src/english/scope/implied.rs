//! Verbs that assert what they take only where they are asserted themselves: who "wants to ensure that", "must prove that"
//! has not ensured or proved it (implicative verbs; Karttunen 1971, "Implicative Verbs", Language 47).

use super::governor::Governor;
use super::reach::Reach;
use super::sentence::Sentence;
use super::words::WORDS;
use crate::model::verdict::Change;

/// What a verb at `at` leaves open because it is only meant, due, or possible itself.
pub(super) fn implied(sentence: &Sentence, at: usize) -> Option<Governor> {
    let end = verb(sentence, at)?;
    let takes = sentence.is(end, &["that"]) && end + 1 < sentence.len()
        || !sentence.is_apart(end) && sentence.is_subject(end);
    let is_open = takes && is_open(sentence, at);
    // "ensure that" without its "to" is no statement; "mean that" without its "could" is one.
    let is_infinitive = auxiliary(sentence, at).is_some_and(|at| sentence.is(at, &["to"]));
    let start = if is_infinitive { at } else { at.saturating_sub(1) };
    let words = start..end + usize::from(sentence.is(end, &["that"]));
    is_open.then(|| Governor::to_the_right(sentence, Change::Doubt, words, Reach::Embedded))
}

/// Where the complement of such a verb begins: behind "ensure", "make sure", "be", "appear".
fn verb(sentence: &Sentence, at: usize) -> Option<usize> {
    let is_made = sentence.is(at, &["make"]) && sentence.is(at + 1, &["sure", "certain"]);
    let is_verb = WORDS.implicative.contains(sentence.word(at));
    let is_seeming = sentence.is(at, &SEEMING) && is_possible(sentence, at);
    let is_be = sentence.is(at, &["be"])
        && is_possible(sentence, at)
        && sentence.is(at + 1, &["that"])
        && !sentence.is_finite(at + 2);
    let end = at + 1 + usize::from(is_made);
    (is_made || is_verb || is_seeming || is_be).then(|| sentence.behind_adverbs(end))
}

/// Verbs that say how a thing looks: behind "may" nobody says that it looks so.
const SEEMING: [&str; 4] = ["appear", "seem", "look", "sound"];

fn is_possible(sentence: &Sentence, at: usize) -> bool {
    auxiliary(sentence, at).is_some_and(|at| sentence.is(at, &["may", "might", "could"]))
}

/// Whether a verb in its base form is meant, due or possible, and not done: behind "to" or a modal.
fn is_open(sentence: &Sentence, at: usize) -> bool {
    let Some(before) = auxiliary(sentence, at) else { return false };
    if sentence.is(before, &["to"]) {
        return !came_true(sentence, before);
    }
    // "I can confirm that" confirms it.
    WORDS.modals.contains(sentence.word(before)) && !sentence.is(before, &["can", "cannot"])
        || sentence.word(before).ends_with("'ll")
}

/// What a base form hangs on, behind adverbs: "to", a modal.
fn auxiliary(sentence: &Sentence, at: usize) -> Option<usize> {
    let mut before = at.checked_sub(1)?;
    while before > 0 && WORDS.adverbs.contains(sentence.word(before)) {
        before -= 1;
    }
    (!sentence.is_apart(at)).then_some(before)
}

/// Whether what the infinitive behind "to" names was done: "it goes to show that", "they went on to prove that".
pub(super) fn came_true(sentence: &Sentence, to: usize) -> bool {
    let Some(head) = to.checked_sub(1) else { return false };
    let verb = if sentence.is(head, &["on"]) { head.saturating_sub(1) } else { head };
    sentence.is_a(verb, &WORDS.managing) || sentence.is(head, &["able", "enough", "proceeded"])
}
