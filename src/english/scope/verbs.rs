//! Verbs, nouns and adjectives that deny or doubt what they take as their object, and phrases that do.

use super::governor::{Governor, complement};
use super::reach::{Reach, aside, takes_clause};
use super::sentence::Sentence;
use super::words::WORDS;
use crate::model::verdict::Change;

/// What a verb, a noun, an adjective or an adverb at `at` governs: mostly what it takes as its object.
pub(super) fn lexical(sentence: &Sentence, at: usize) -> Option<Governor> {
    let word = sentence.word(at);
    // "no doubt", "without doubt"
    if at > 0
        && sentence.is(at - 1, &["no", "without"])
        && (WORDS.affirming.contains(word) || WORDS.falsehoods.contains(word))
    {
        return None;
    }
    if word == "question"
        && at > 0
        && sentence.is(at - 1, &["no"])
        && sentence.is(at + 1, &["that"])
    {
        return None;
    }
    if let Some(to) = (word == "too").then(|| degree(sentence, at)).flatten() {
        let words = at..to;
        return Some(Governor::to_the_right(sentence, Change::Negation, words, Reach::Embedded));
    }
    if let Some(change) = of_object(sentence, at) {
        return Some(Governor::to_the_right(sentence, change, at..at + 1, Reach::Embedded));
    }
    let change = adverb(sentence, at)?;
    let stretch = sentence.main_start(at)..sentence.main_end(at);
    Some(Governor::of_clause(change, at..at + 1, stretch))
}

/// Where "to" stands behind "too proud", "too proud a man", "much too late in the day".
fn degree(sentence: &Sentence, too: usize) -> Option<usize> {
    const NEAR: usize = 7;
    let to = (too + 2..too + NEAR)
        .take_while(|&at| !sentence.is_apart(at) && !sentence.is_auxiliary(at))
        .find(|&to| sentence.is(to, &["to", "for"]))?;
    let is_near = to == too + 2
        || sentence.is(to, &["to"])
            && sentence.is_base(to + 1)
            && !WORDS.determiners.contains(sentence.word(to + 1))
            && !sentence.is_capital(to + 1)
            && !(too + 1..to).any(|at| sentence.is_finite(at));
    is_near.then_some(to)
}

/// What a verb, a noun or an adjective says of the clause that it takes as its object.
fn of_object(sentence: &Sentence, at: usize) -> Option<Change> {
    let is_a = |list| sentence.is_a(at, list);
    let next = complement(sentence, at);
    let has_that = sentence.is(next, &["that"]);
    // "the danger of losing", "the likelihood of the crater erupting"
    let has_gerund = sentence.is(next, &["of"])
        && (next + 1..next + 6)
            .take_while(|&at| !sentence.is_apart(at) && !sentence.is_auxiliary(at))
            .any(|at| sentence.is_gerund(at));
    let is_noun = sentence.is_noun(at);
    if is_a(&WORDS.unreal) {
        let opens = sentence.is(next, &["that", "to", "for", "if"]);
        let has_object = sentence.is_subject(next) || sentence.is_gerund(next);
        if opens || is_predicate(sentence, at) && has_object {
            return Some(Change::Negation);
        }
    }
    if is_a(&WORDS.denying) && denies(sentence, at) {
        return Some(Change::Negation);
    }
    // "I used to think", "we once believed", "when I said": that was then.
    let is_own = sentence.subject_is_own(at);
    let is_thought = WORDS.is_past(sentence.word(at))
        && sentence.is(at, &["thought", "believed", "assumed", "imagined"]);
    let is_past =
        is_thought || at > 1 && sentence.is(at - 1, &["to"]) && sentence.is(at - 2, &["used"]);
    let start = sentence.clause_start(at);
    let is_then =
        start > 0 && sentence.is(start - 1, &["when", "before"]) && is_a(&WORDS.reporting);
    let told = next + usize::from(WORDS.addressees.contains(sentence.word(next)));
    let takes = sentence.is(told, &["that"]) || sentence.is_subject(told);
    if is_own && (is_past || is_then) && (takes || sentence.is_subject(next)) {
        return Some(Change::Doubt);
    }
    // "it is hard to believe that"
    let is_hard = at > 1
        && sentence.is(at - 1, &["to"])
        && sentence.is(at - 2, &["hard", "difficult", "tough", "impossible"]);
    if is_hard && is_a(&WORDS.thinking) && (has_that || sentence.is_subject(next)) {
        return Some(Change::Doubt);
    }
    if is_a(&WORDS.doubting) && !is_noun {
        let opens = sentence.is(next, &["that", "whether", "if", "to", "for", "about"]);
        if opens || sentence.is_subject(next) {
            return Some(Change::Doubt);
        }
    }
    if is_a(&WORDS.claims)
        && (is_noun && has_gerund || has_that && (is_noun || !has_subject(sentence, at)))
    {
        return Some(Change::Attribution);
    }
    (is_a(&WORDS.doubtful_things) && (has_that || has_gerund)).then_some(Change::Doubt)
}

/// What an adverb says of the clause in which it stands: "perhaps", "allegedly".
fn adverb(sentence: &Sentence, at: usize) -> Option<Change> {
    let word = sentence.word(at);
    let is_apart =
        sentence.clause_start(at) == at || sentence.is_apart(at + 1) || at + 1 == sentence.len();
    if WORDS.maybe.contains(word) && is_apart {
        return Some(Change::Doubt);
    }
    let is_according = word == "according"
        && sentence.is(at + 1, &["to"])
        && !sentence.is(at + 2, &["me", "us", "plan"]);
    (WORDS.allegedly.contains(word) || is_according).then_some(Change::Attribution)
}

/// Whether a verb of denial has something behind it that is not so.
fn denies(sentence: &Sentence, at: usize) -> bool {
    const NEAR: usize = 7;
    let next = at + 1;
    // "We deny, as we always have, having paid them."
    let behind = aside(sentence, next).or_else(|| {
        let close = (next + 1..sentence.len()).find(|&close| sentence.is_apart(close));
        close.filter(|_| sentence.has_comma(next) || sentence.has_dash(next))
    });
    if behind.is_some_and(|behind| sentence.is_gerund(behind) || sentence.is(behind, &["that"])) {
        return true;
    }
    if sentence.is(next, &["to", "that", "whether"])
        || !sentence.is_apart(next) && (sentence.is_gerund(next) || sentence.is_subject(next))
    {
        return true;
    }
    let until = (next..(at + NEAR).min(sentence.len()))
        .find(|&at| sentence.is_apart(at))
        .unwrap_or((at + NEAR).min(sentence.len()));
    (next..until).any(|at| {
        sentence.is(at, &["that", "to", "from"])
            || (sentence.is(at, &["of", "on"]) && sentence.is_gerund(at + 1))
            || sentence.is(at, &["out"]) && sentence.is_gerund(at + 1)
    })
}

fn is_predicate(sentence: &Sentence, at: usize) -> bool {
    (at.saturating_sub(3)..at).any(|before| {
        WORDS.be.contains(sentence.word(before)) || sentence.word(before).contains('\'')
    })
}

/// Whether a word that may be a noun is a verb here: "we claim", "has claimed".
fn has_subject(sentence: &Sentence, at: usize) -> bool {
    let is_noun = |before: usize| {
        WORDS.be.contains(sentence.word(before)) && !WORDS.is_past(sentence.word(at))
    };
    // "I am happy to report that"
    let is_infinitive = at > 0 && sentence.is(at - 1, &["to"]) && sentence.is_base(at);
    is_infinitive
        || at > 0
            && (sentence.is_nominative(at - 1) || sentence.is_auxiliary(at - 1) && !is_noun(at - 1))
}

/// What was meant to be done, would have been done, or almost was: "had planned to", "would have".
pub(super) fn intention(sentence: &Sentence, at: usize) -> Option<Governor> {
    let next = at + 1;
    let word = sentence.word(at);
    let is_past = WORDS.is_past(word) || at > 0 && sentence.is(at - 1, &["was", "were", "been"]);
    let is_meant = is_past
        && sentence.is_a(at, &WORDS.intended)
        && !(at > 0 && sentence.is(at - 1, &["is", "are", "be"]));
    let infinitive = (next..next + 2).find(|&to| {
        sentence.is(to, &["to"]) && !WORDS.prepositions.contains(sentence.word(to - 1))
    });
    if let Some(to) = infinitive.filter(|_| is_meant) {
        return Some(Governor::to_the_right(sentence, Change::Doubt, at..to + 1, Reach::Embedded));
    }
    let is_going = matches!(word, "going" | "about" | "meant" | "supposed")
        && at > 0
        && sentence.is(at - 1, &["was", "were", "been"])
        && sentence.is(next, &["to"]);
    if is_going {
        return Some(Governor::to_the_right(sentence, Change::Doubt, at..at + 2, Reach::Embedded));
    }
    // "would have closed it": it did not come to that.
    if matches!(word, "would" | "could" | "should" | "might")
        && sentence.is(next, &["have"])
        && !WORDS.determiners.contains(sentence.word(at + 2))
        && !WORDS.prepositions.contains(sentence.word(at + 2))
    {
        return Some(Governor::to_the_right(sentence, Change::Doubt, at..at + 2, Reach::Clause));
    }
    let is_verb = |at: usize| WORDS.is_past(sentence.word(at)) || sentence.is_finite(at);
    if matches!(word, "almost" | "nearly") && is_verb(next) {
        return Some(Governor::to_the_right(sentence, Change::Negation, at..at + 1, Reach::Clause));
    }
    None
}

/// "I would rather starve than", "sooner resign than"
fn rather_than(sentence: &Sentence, at: usize) -> Option<Governor> {
    let is_than = sentence.is(at, &["than"])
        && (at.saturating_sub(6)..at).any(|before| sentence.is(before, &["rather", "sooner"]));
    let kind = if takes_clause(sentence, at + 1) { Reach::Embedded } else { Reach::Phrase };
    is_than.then(|| Governor::to_the_right(sentence, Change::Negation, at..at + 1, kind))
}

/// Phrases that say that what follows is not so, or somebody else's, or only thought of.
pub(super) fn phrase(sentence: &Sentence, at: usize) -> Option<Governor> {
    if let Some(governor) = rather_than(sentence, at) {
        return Some(governor);
    }
    // "hours away from closing", "minutes from losing"
    let is_away = sentence.is(at, &["from"])
        && at > 0
        && sentence.is_gerund(at + 1)
        && (sentence.is(at - 1, &["away", "days", "hours", "minutes"])
            || WORDS.days.contains(sentence.word(at - 1)));
    if is_away {
        let words = at - 1..at + 1;
        return Some(Governor::to_the_right(sentence, Change::Negation, words, Reach::Embedded));
    }
    // "within a whisker of losing", "convicted of stealing"
    if sentence.is(at, &["of"]) && at > 0 && sentence.is_gerund(at + 1) {
        let words = at - 1..at + 1;
        // "within days of closing"
        let is_within = (at.saturating_sub(4)..at).any(|at| sentence.is(at, &["within"]));
        let is_near = is_within || WORDS.brinks.contains(sentence.word(at - 1));
        if is_near || WORDS.blamed.contains(sentence.word(at - 1)) {
            let change = if is_near { Change::Negation } else { Change::Attribution };
            return Some(Governor::to_the_right(sentence, change, words, Reach::Embedded));
        }
    }
    let phrase = WORDS.never_so.iter().find(|phrase| sentence.stands(at, phrase))?;
    let end = at + phrase.len();
    let joined = phrase.join(" ");
    if (phrase.len() == 1 || joined == "close to") && !sentence.is_gerund(end) {
        return None;
    }
    // "nothing short of a scandal": that it is.
    if joined == "short of" && at > 0 && sentence.is(at - 1, &["nothing", "little"]) {
        return None;
    }
    if joined == "far from" && sentence.is(end, &["here", "the", "home"]) {
        return None;
    }
    let change = if sentence.is_a(at, &WORDS.of_others) {
        Change::Attribution
    } else if WORDS.thought_of.iter().any(|start| joined.starts_with(start.as_str())) {
        Change::Doubt
    } else {
        Change::Negation
    };
    let kind = match change {
        Change::Negation
            if joined != "the last thing"
                && !joined.starts_with("out of")
                && !joined.starts_with("no ") =>
        {
            Reach::Phrase
        }
        _ => Reach::Embedded,
    };
    Some(Governor::to_the_right(sentence, change, at..end, kind))
}

/// "To say that the pier is safe is wrong": what is only said for the sake of argument.
pub(super) fn for_argument(sentence: &Sentence, at: usize) -> Option<Governor> {
    let is_first = sentence.clause_start(at) == at && sentence.is(at, &["to"]);
    let next = at + 2;
    let told = next + usize::from(WORDS.addressees.contains(sentence.word(next)));
    let is_said = is_first
        && takes_clause(sentence, at + 1)
        && (sentence.is(told, &["that"]) || sentence.is_subject(next) || sentence.is_subject(told));
    is_said.then(|| Governor::to_the_right(sentence, Change::Doubt, at..told, Reach::Embedded))
}
