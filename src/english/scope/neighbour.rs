//! What a short sentence says of the one before it or behind it: "That is a lie.", "Here is what they claim."

use super::sentence::Sentence;
use super::words::WORDS;
use crate::model::verdict::Change;

/// A sentence with more words says more than that.
pub const LONGEST: usize = 9;

/// What a sentence behind another one says of that: "That is a lie.", "Or so he claimed.", "Just kidding."
#[must_use]
pub fn said_of_before(sentence: &Sentence) -> Option<Change> {
    // "Or they would be, if the court had let us": that is not so, however long it goes on.
    let would = (1..3).any(|at| {
        sentence.is(at, &["would", "might", "could"]) || sentence.word(at).ends_with("'d")
    });
    let is_joking = (0..LONGEST).any(|at| sentence.is(at, &["joking", "kidding", "jesting"]));
    if sentence.is(0, &["or"]) && would
        || is_joking && sentence.is(0, &["no", "just", "i'm", "only"]) && !sentence.is(1, &["not"])
    {
        return Some(Change::Doubt);
    }
    let last = sentence.len().checked_sub(1).filter(|_| sentence.len() <= LONGEST)?;
    let is_own = (0..=last).any(|at| sentence.is_own(at));
    // "That was true in May."
    let was = sentence.is(0, &["that", "it", "this"]) && sentence.is(1, &["was", "used"]);
    if was
        && (2..=last).any(|at| sentence.is(at, &["true", "so", "right", "case", "be"]))
        && !is_negated(sentence)
    {
        return Some(Change::Doubt);
    }
    // "We never said so."
    let is_told = last > 1
        && sentence.is(last, &["so", "that", "it", "this"])
        && sentence.is_a(last - 1, &WORDS.as_claimed);
    if is_told && is_own && is_negated(sentence) {
        return Some(Change::Negation);
    }
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
    // "If only.", "In your dreams."
    if last < 3 && sentence.is(0, &["if"]) && sentence.is(1, &["only"])
        || last == 2 && sentence.is(2, &["dreams"])
    {
        return Some(Change::Negation);
    }
    // "Nobody believes that."
    let is_doubted = sentence.is(last, &["that", "it", "this", "so"])
        && sentence.is_a(last - last.min(1), &WORDS.thinking)
        && (WORDS.nobody.contains(sentence.word(0)) || sentence.is(0, &["few", "no"]));
    if is_doubted {
        return Some(Change::Doubt);
    }
    // "That is their view."
    let is_view = sentence.is(0, &["that", "this", "that's"])
        && (1..=last).any(|at| {
            sentence.is(at, &["his", "her", "their", "your"])
                && (sentence.is_a(at + 1, &WORDS.views) || sentence.is_a(at + 1, &WORDS.claims))
        });
    if is_view {
        return Some(Change::Attribution);
    }
    // "At least that is what the posters say."
    let said = (0..last).find(|&at| sentence.is(at, &["what"]));
    let is_theirs = said.is_some_and(|what| {
        (what..=last).any(|at| {
            sentence.is_a(at, &WORDS.reporting) || sentence.is(at, &["call", "calls", "called"])
        }) && sentence.is(what - what.min(1), &["is", "was", "that's"])
            && (0..what).any(|at| sentence.is(at, &["that", "this", "that's", "which"]))
    });
    let is_ours = said.is_some_and(|what| sentence.is_own(what + 1));
    if is_theirs && !is_ours {
        return Some(Change::Attribution);
    }
    if contradicts(sentence) {
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

/// "Wrong.", "They are mistaken.", "But it isn't.", "Nothing could be further from the truth.", "Not any more."
fn contradicts(sentence: &Sentence) -> bool {
    /// Of so few words nothing else is told.
    const SHORT: usize = 4;
    let last = sentence.len() - 1;
    if sentence.is_question {
        return false;
    }
    let is_from_truth =
        sentence.is(last, &["truth"]) && (0..last).any(|at| sentence.is(at, &["further", "far"]));
    let first = sentence.behind_adverbs(usize::from(sentence.is(0, &["but", "and", "well", "no"])));
    let is_one = first == last
        && (says_untrue(sentence.word(last))
            || sentence.is(last, &["wrong", "lies", "hardly", "incorrect", "bollocks", "bunkum"]));
    let is_not = sentence.is(first, &["not"])
        && sentence.is(last, &["true", "so", "quite", "really"])
        || sentence.is(last, &["anymore"])
        || sentence.is(last, &["more", "longer"]) && sentence.is(last - 1, &["any", "no"]);
    // "That is wrong" may be said of a deed, "they are wrong" of words.
    let is_erring = sentence.is(last, &["wrong", "mistaken", "lying", "deluded"])
        && !sentence.is(first, &["that", "this", "it", "that's", "it's", "which"])
        && !is_negated(sentence)
        && last > first
        && (first..last)
            .any(|at| WORDS.be.contains(sentence.word(at)) || sentence.word(at).contains('\''));
    let is_undone = last < SHORT
        && first < last
        && sentence.is_auxiliary(last - usize::from(sentence.is(last, &["not", "never"])))
        && is_negated(sentence)
        && (sentence.is_nominative(first) || sentence.is(first, &["it", "that", "this", "there"]));
    let has_changed = sentence.is(last, &["mind", "minds"])
        && (0..last).any(|at| sentence.is(at, &["changed", "change"]));
    is_from_truth || is_one || is_not || is_erring || is_undone || has_changed
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
    // "Imagine this.", "Suppose the worst."
    if sentence.is(0, &["imagine", "suppose", "picture", "pretend", "say"]) && last > 0 && last < 3
    {
        return Some(Change::Doubt);
    }
    // "My rival's story goes like this."
    let is_cited = sentence.is(last, &["this"]) && sentence.is(last - last.min(1), &["like"])
        || sentence.is(last, &["follows"]);
    let is_own_story =
        sentence.is(0, &["my", "our"]) && !(0..=last).any(|at| sentence.word(at).contains('\''));
    if is_cited && is_theirs && !is_own_story && !sentence.is(0, &["it"]) {
        return Some(Change::Attribution);
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
