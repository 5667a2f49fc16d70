//! What a short sentence says of the one before it or behind it: "That is a lie.", "Here is what they claim."

use super::sentence::Sentence;
use super::words::WORDS;
use crate::model::verdict::Change;

/// A sentence with more words says more than that.
pub const LONGEST: usize = 7;

/// What a sentence behind another one says of that: "That is a lie.", "Or so he claimed.", "Just kidding."
#[must_use]
pub fn said_of_before(sentence: &Sentence) -> Option<Change> {
    let last = sentence.len().checked_sub(1).filter(|_| sentence.len() <= LONGEST)?;
    let is_own = (0..=last).any(|at| sentence.is_own(at));
    if sentence.is(0, &["or"]) && sentence.is(1, &["so"]) && last > 1 {
        return Some(if is_own { Change::Doubt } else { Change::Attribution });
    }
    if sentence.is(0, &["so"]) && last > 0 && !is_own && sentence.is_a(last, &WORDS.as_claimed) {
        return Some(Change::Attribution);
    }
    let is_joke = sentence.is(last, &["joking", "kidding", "jesting"]) && !is_negated(sentence);
    if is_joke && (last == 0 || is_own || sentence.is(0, &["just", "only"])) {
        return Some(Change::Doubt);
    }
    if last > 0 && sentence.is(0, &["said", "says"]) && sentence.is(1, &["no", "nobody"]) {
        return Some(Change::Negation);
    }
    let points = sentence.is(0, &["that", "this", "it", "which"])
        && WORDS.be.contains(sentence.word(1))
        || sentence.is(0, &["that's", "it's", "this's"]);
    if !points || sentence.is_question {
        return None;
    }
    let is_true = sentence.is(last, &["true", "so", "correct", "right", "case", "fact"]);
    let is_denied = sentence.is_a(last, &WORDS.unreal) && says_untrue(sentence.word(last));
    (if is_negated(sentence) { is_true } else { is_denied }).then_some(Change::Negation)
}

/// What a sentence in front of another one says of that: "Here is what they claim.", "I will not say it."
#[must_use]
pub fn said_of_next(sentence: &Sentence) -> Option<Change> {
    let last = sentence.len().checked_sub(1).filter(|_| sentence.len() <= LONGEST)?;
    let what = if sentence.is(0, &["here's", "that's", "this's"]) { 1 } else { 2 };
    let opens = what == 1
        || sentence.is(0, &["here", "this", "that"]) && WORDS.be.contains(sentence.word(1));
    let is_theirs = !(what..=last).any(|at| sentence.is_own(at));
    if opens && is_theirs && sentence.is(what, &["what", "how"]) {
        let is_told = (what..=last)
            .any(|at| sentence.is_a(at, &WORDS.as_claimed) || sentence.is(at, &["put", "puts"]));
        return is_told.then_some(Change::Attribution);
    }
    if opens && sentence.is(0, &["here", "here's"]) && says_untrue(sentence.word(last)) {
        return Some(Change::Negation);
    }
    let is_said = last > 1
        && sentence.is(last, &["it", "that", "this"])
        && sentence.is_a(last - 1, &WORDS.as_claimed);
    (is_said && sentence.is_own(0) && is_negated(sentence)).then_some(Change::Negation)
}

fn is_negated(sentence: &Sentence) -> bool {
    (0..sentence.len()).any(|at| {
        WORDS.negators.contains(sentence.word(at))
            || sentence.word(at).ends_with("n't")
            || sentence.is(at, &["no"])
    })
}

/// "a lie", but not "a mistake", which may be said of a deed.
fn says_untrue(word: &str) -> bool {
    let words =
        ["lie", "false", "untrue", "nonsense", "rubbish", "myth", "fiction", "hoax", "fabrication"];
    words.contains(&word)
}
