//! What a short sentence says of the one before it or behind it: "That is a lie.", "Here is what they claim."

use super::mockery::is_absurd;
use super::passages::{others_passage, read_out};
use super::sentence::Sentence;
use super::words::WORDS;
use crate::model::verdict::Change;

/// A sentence with more words says more than that.
pub const LONGEST: usize = 9;

/// What a sentence behind another one says of that: "That is a lie.", "Or so he claimed.", "Just kidding."
#[must_use]
pub fn said_of_before(sentence: &Sentence) -> Option<Change> {
    let said = unfulfilled(sentence)
        .or_else(|| all_denied(sentence))
        .or_else(|| others_passage(sentence))
        .or_else(|| is_absurd(sentence).then_some(Change::Doubt));
    if said.is_some() || sentence.is_empty() {
        return said;
    }
    if sentence.len() <= LONGEST
        && let Some(change) = OF_BEFORE.iter().find_map(|rule| rule(sentence))
    {
        return Some(change);
    }
    // "That is what the leaflets are telling you, and …": its first clause says it.
    let end = (1..sentence.len())
        .find(|&at| sentence.is_apart(at) || sentence.is_joined_clause(at))
        .unwrap_or(sentence.len());
    let head = sentence.part(0..end.min(LONGEST_CLAUSE));
    their_view(&head).or_else(|| contradiction(&head))
}

/// A first clause that says something of the sentence before it is hardly longer.
const LONGEST_CLAUSE: usize = 14;

/// "Every word of that is wrong.", "None of it is true.", "… and it is a lie from the first word to the last."
fn all_denied(sentence: &Sentence) -> Option<Change> {
    const NEAR: usize = 4;
    let is_it = |at: usize| sentence.is(at, &["it", "this", "that", "them"]);
    let denied = (0..sentence.len()).find(|&at| {
        if at > 0 && !sentence.is_apart(at) && !sentence.is_coordinator(at - 1) {
            return false;
        }
        let of = (at..at + NEAR).find(|&of| sentence.is(of, &["of"]) && is_it(of + 1));
        let is_all = of.is_some()
            && (sentence.is(at, &["every", "all", "none", "most", "nothing", "much"])
                || sentence.is(at, &["not"]) && sentence.is(at + 1, &["a", "one"]));
        let (be, is_none) = match of.filter(|_| is_all) {
            Some(of) => (of + 2, sentence.is(at, &["none", "not", "nothing"])),
            None if is_it(at) && at > 0 && is_it(0) => (at + 1, false),
            None => return false,
        };
        if !WORDS.be.contains(sentence.word(be)) {
            return false;
        }
        let near = be + 1..be + NEAR;
        if is_none {
            return near.clone().any(|at| sentence.is(at, &TRUE));
        }
        let is_false = |at: usize| {
            says_untrue(sentence.word(at)) || is_all && sentence.is(at, &["wrong", "invented"])
        };
        near.clone().any(is_false) && !near.clone().any(|at| sentence.is(at, &["not", "no"]))
    });
    denied.map(|_| Change::Negation)
}

const TRUE: [&str; 6] = ["true", "so", "correct", "right", "case", "fact"];

/// What a short sentence may say of the one before it; the first that holds counts.
const OF_BEFORE: [fn(&Sentence) -> Option<Change>; 9] = [
    past_truth,
    never_said,
    so_they_say,
    joke,
    said_nobody,
    dream,
    disbelief,
    their_view,
    contradiction,
];

/// "Or they would be, if the court had let us", "No, I am joking": that is not so, however long it goes on.
fn unfulfilled(sentence: &Sentence) -> Option<Change> {
    let would = (1..3).any(|at| {
        sentence.is(at, &["would", "might", "could"]) || sentence.word(at).ends_with("'d")
    });
    let is_joking = (0..LONGEST).any(|at| sentence.is(at, &JOKING));
    let is_unreal = sentence.is(0, &["or"]) && would;
    let is_joke =
        is_joking && sentence.is(0, &["no", "just", "i'm", "only"]) && !sentence.is(1, &["not"]);
    (is_unreal || is_joke).then_some(Change::Doubt)
}

const JOKING: [&str; 3] = ["joking", "kidding", "jesting"];

/// "That was true in May."
fn past_truth(sentence: &Sentence) -> Option<Change> {
    let was = sentence.is(0, &["that", "it", "this"]) && sentence.is(1, &["was", "used"]);
    let is_true =
        (2..sentence.len()).any(|at| sentence.is(at, &["true", "so", "right", "case", "be"]));
    (was && is_true && !is_negated(sentence)).then_some(Change::Doubt)
}

/// "We never said so."
fn never_said(sentence: &Sentence) -> Option<Change> {
    let last = sentence.len() - 1;
    let is_told = last > 1
        && sentence.is(last, &["so", "that", "it", "this"])
        && sentence.is_a(last - 1, &WORDS.as_claimed);
    (is_told && is_own(sentence) && is_negated(sentence)).then_some(Change::Negation)
}

/// "Or so he claimed.", "So they say."
fn so_they_say(sentence: &Sentence) -> Option<Change> {
    let last = sentence.len() - 1;
    if sentence.is(0, &["or"]) && sentence.is(1, &["so"]) && last > 1 {
        return Some(if is_own(sentence) { Change::Doubt } else { Change::Attribution });
    }
    let is_claim = sentence.is(0, &["so"]) && last > 0 && sentence.is_a(last, &WORDS.as_claimed);
    (is_claim && !is_own(sentence)).then_some(Change::Attribution)
}

/// "Only joking."
fn joke(sentence: &Sentence) -> Option<Change> {
    let last = sentence.len() - 1;
    let is_joke = sentence.is(last, &JOKING) && !is_negated(sentence);
    let is_own = last == 0 || is_own(sentence) || sentence.is(0, &["just", "only"]);
    (is_joke && is_own).then_some(Change::Doubt)
}

/// "Said nobody ever."
fn said_nobody(sentence: &Sentence) -> Option<Change> {
    let is_nobody = sentence.is(0, &["said", "says"]) && sentence.is(1, &["no", "nobody"]);
    (is_nobody && sentence.len() > 1).then_some(Change::Negation)
}

/// "If only.", "In your dreams."
fn dream(sentence: &Sentence) -> Option<Change> {
    let is_wish = sentence.len() < 4 && sentence.is(0, &["if"]) && sentence.is(1, &["only"]);
    let is_dream = sentence.len() == 3 && sentence.is(2, &["dreams"]);
    (is_wish || is_dream).then_some(Change::Negation)
}

/// "Nobody believes that."
fn disbelief(sentence: &Sentence) -> Option<Change> {
    let last = sentence.len() - 1;
    let is_doubted = sentence.is(last, &["that", "it", "this", "so"])
        && sentence.is_a(last - last.min(1), &WORDS.thinking)
        && (WORDS.nobody.contains(sentence.word(0)) || sentence.is(0, &["few", "no"]));
    is_doubted.then_some(Change::Doubt)
}

/// "That is their view.", "At least that is what the posters say."
fn their_view(sentence: &Sentence) -> Option<Change> {
    let last = sentence.len() - 1;
    let is_view = sentence.is(0, &["that", "this", "that's"])
        && (1..=last).any(|at| {
            sentence.is(at, &["his", "her", "their", "your"])
                && (sentence.is_a(at + 1, &WORDS.views) || sentence.is_a(at + 1, &WORDS.claims))
        });
    let is_said = (0..last).find(|&at| sentence.is(at, &["what"])).is_some_and(|what| {
        let is_told = (what..=last).any(|at| {
            sentence.is_a(at, &WORDS.reporting) || sentence.is(at, &["call", "calls", "called"])
        });
        is_told
            && sentence.is(what - what.min(1), &["is", "was", "that's"])
            && (0..what).any(|at| sentence.is(at, &["that", "this", "that's", "which"]))
            && !sentence.is_own(what + 1)
    });
    (is_view || is_said).then_some(Change::Attribution)
}

/// "Wrong.", "That is a lie.", "This is not so."
fn contradiction(sentence: &Sentence) -> Option<Change> {
    if contradicts(sentence) {
        return Some(Change::Negation);
    }
    let last = sentence.len() - 1;
    let points = sentence.is(0, &["that", "this", "it", "which"])
        && WORDS.be.contains(sentence.word(1))
        || sentence.is(0, &["that's", "it's", "this's"]);
    if !points || sentence.is_question {
        return None;
    }
    let is_true = sentence.is(last, &TRUE);
    let is_denied = sentence.is_a(last, &WORDS.unreal) && says_untrue(sentence.word(last));
    (if is_negated(sentence) { is_true } else { is_denied }).then_some(Change::Negation)
}

fn is_own(sentence: &Sentence) -> bool {
    (0..sentence.len()).any(|at| sentence.is_own(at))
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
        && !sentence.is(first + 1, &["should", "shouldn't", "must", "mustn't", "ought"])
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
    if let Some(change) = presented(sentence).or_else(|| read_out(sentence)) {
        return Some(change);
    }
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

const PRESENTING: [&str; 10] =
    ["repeat", "quote", "read", "cite", "tell", "show", "listen", "recite", "remember", "consider"];

/// "Let me repeat to you what my enemies whisper.", "You know what they say.", "Listen to what the leaflet tells us."
fn presented(sentence: &Sentence) -> Option<Change> {
    const LONGEST: usize = 18;
    if sentence.len() > LONGEST || sentence.is_question {
        return None;
    }
    // "I know what the law says" presents nothing.
    let presents = |at: usize| {
        PRESENTING.contains(&sentence.word(at))
            || sentence.is(at, &["know", "hear", "heard"])
                && (at.saturating_sub(2)..at).any(|you| sentence.is(you, &["you"]))
    };
    let what = (1..sentence.len()).find(|&at| sentence.is(at, &["what"]))?;
    let is_theirs = !sentence.is_own(what + 1) && !sentence.is(what + 1, &["is", "was", "the"])
        || sentence.is(what + 1, &["the"]);
    let says = (what + 1..sentence.len()).rev().find(|&at| {
        sentence.is_a(at, &WORDS.as_claimed)
            || sentence.is_a(at, &WORDS.reporting) && !sentence.is_a(at, &WORDS.factive)
            || sentence.is(at, &["whispering", "shouting", "spreading"])
    })?;
    // Only an addressee, or words without a verb, may follow.
    let is_last = !sentence.has_verb(says + 1..sentence.len())
        && !(says + 1..sentence.len()).any(|at| sentence.is_apart(at));
    let is_finding =
        (what..says).any(|at| WORDS.finders.contains(sentence.word(at)) && !sentence.is_own(at));
    let is_denied = is_negated(sentence);
    ((0..what).any(presents) && is_theirs && is_last && !is_finding && !is_denied)
        .then_some(Change::Attribution)
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
    WORDS.falsehoods.contains(word) || matches!(word, "false" | "untrue")
}
