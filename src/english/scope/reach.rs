//! How far what governs a clause reaches.

use std::ops::Range;

use super::sentence::{Sentence, is_negated_form};
use super::words::WORDS;

/// What kind of reach a governor has to its right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Its own clause and those inside: "not", "nobody".
    Clause,
    /// The clause that it opens, too, and what is joined to that without a comma: "doubt that".
    Embedded,
    /// A phrase: "without", "instead of".
    Phrase,
    /// Everything up to the end of the sentence, or "but": a condition in front.
    Everything,
}

/// The stretches to the right of `from` that a governor reaches; asides are left out.
pub(super) fn reach(sentence: &Sentence, from: usize, reach: Reach) -> Vec<Range<usize>> {
    let mut stretches = vec![];
    let mut start = from;
    let mut at = from;
    let mut is_embedded = reach == Reach::Embedded;
    // In a relative clause each verb belongs to a subject; one too many is that of the clause around.
    let has_verb = from > 0
        && (is_negated_form(sentence.word(from - 1))
            || from > 1 && sentence.is_auxiliary(from - 2)
            || sentence.is_auxiliary(from - 1));
    let mut pending = is_in_relative(sentence, from).then_some(usize::from(!has_verb));
    while at < sentence.len() {
        if at > from {
            if let Some(end) = aside(sentence, at) {
                stretches.push(start..at);
                (start, at) = (end, end);
                continue;
            }
            if ends(sentence, from, at, reach, is_embedded) {
                break;
            }
        }
        is_embedded |= sentence.is(at, &["that", "whether", "because"])
            || takes_clause(sentence, at) && sentence.is_subject(at + 1);
        if let Some(count) = &mut pending {
            let is_verb = sentence.is_finite(at) && !(at > 0 && sentence.is_auxiliary(at - 1));
            if sentence.is_nominative(at) || sentence.is(at, &["that", "which", "who"]) {
                *count += 1;
            } else if is_verb && *count == 0 && !sentence.is_coordinator(at.saturating_sub(1)) {
                break;
            } else if is_verb {
                *count = count.saturating_sub(1);
            }
        }
        at += 1;
    }
    stretches.push(start..at);
    stretches.retain(|stretch| !stretch.is_empty());
    stretches
}

/// Whether the word stands in a relative clause: "the man who never lied".
fn is_in_relative(sentence: &Sentence, at: usize) -> bool {
    let start = sentence.clause_start(at);
    start.checked_sub(1).is_some_and(|before| {
        sentence.is(before, &["who", "which", "whom", "whose"])
            || sentence.is(before, &["that"])
                && before > 0
                && !takes_clause(sentence, before - 1)
                && !sentence.is_subject(start)
    })
}

/// Whether a clause may follow the word as its object.
pub(super) fn takes_clause(sentence: &Sentence, at: usize) -> bool {
    [&WORDS.reporting, &WORDS.thinking, &WORDS.factive, &WORDS.doubting, &WORDS.denying]
        .iter()
        .any(|list| sentence.is_a(at, list))
}

/// Where the sentence goes on behind an aside that begins at `at`: in brackets, between dashes or commas.
pub(super) fn aside(sentence: &Sentence, at: usize) -> Option<usize> {
    if sentence.has_bracket(at) {
        return Some(sentence.behind_bracket(at));
    }
    if sentence.has_dash(at) {
        let close = (at + 1..sentence.len())
            .find(|&next| sentence.has_dash(next) || sentence.has_stop(next));
        return close
            .filter(|&close| sentence.has_dash(close) && !sentence.is_joined_clause(close));
    }
    if !sentence.has_comma(at) {
        return None;
    }
    let close = (at + 1..sentence.len()).find(|&next| sentence.is_apart(next));
    let goes_on = |close: usize| {
        sentence.has_comma(close)
            && !sentence.is_joined_clause(close)
            && !sentence.is_subject(close)
    };
    if sentence.is(at, &["which", "who", "whom", "whose", "where"]) {
        return Some(close.unwrap_or(sentence.len()));
    }
    // "we will not, the board decided, close the school"
    let is_short = |close: usize| close - at <= 6 && sentence.is_subject(at);
    close.filter(|&close| goes_on(close) && is_short(close))
}

fn ends(sentence: &Sentence, from: usize, at: usize, reach: Reach, is_embedded: bool) -> bool {
    if sentence.has_stop(at) {
        return true;
    }
    let is_but = sentence.is(at, &["but", "yet"]) && !is_only_but(sentence, at);
    if is_but {
        return true;
    }
    if reach == Reach::Everything {
        return false;
    }
    let is_apart = sentence.is_apart(at);
    if reach == Reach::Phrase {
        return is_apart
            || sentence.is_auxiliary(at)
            || sentence.is_coordinator(at) && sentence.is_subject(at + 1);
    }
    if sentence.is_coordinator(at) {
        let next = sentence.joined_subject(at);
        if sentence.is_subject(next) {
            return is_apart || !is_embedded;
        }
        // "will not close it and will build", "did not pay and left"
        let verb = if WORDS.negators.contains(sentence.word(next)) { next + 1 } else { next };
        let is_verb = sentence.is_auxiliary(verb)
            || WORDS.is_past(sentence.word(verb)) && !sentence.is_past_before(at);
        return is_verb && (!is_embedded || is_apart);
    }
    if sentence.is(at, &["although", "though", "while", "whereas"]) {
        return true;
    }
    if sentence.is(at, &["because", "since", "as"]) {
        let is_modal = |at: usize| WORDS.modals.contains(sentence.word(at));
        return is_apart
            || (sentence.is(at, &["because"])
                && !is_embedded
                && (is_modal(from) || from > 0 && is_modal(from - 1)));
    }
    if is_apart && sentence.is_subject(at) {
        // "nobody said, in this room, the pier is safe": the clause that the verb takes is still to come.
        let awaits =
            |before: usize| takes_clause(sentence, before) || sentence.is(before, &["that"]);
        let first_comma = (from + 1..at).find(|&next| sentence.is_apart(next)).unwrap_or(at);
        // "while we do not agree, we respect the court"
        let start = sentence.clause_start(from);
        let is_aside =
            start > 0 && sentence.opens_clause(start - 1) && !sentence.is(start - 1, &["that"]);
        return is_aside || !(awaits(at - 1) || awaits(first_comma - 1) && first_comma < at);
    }
    false
}

/// "nothing but", "no choice but to": no other clause.
fn is_only_but(sentence: &Sentence, at: usize) -> bool {
    let words = [
        "nothing",
        "anything",
        "nobody",
        "none",
        "all",
        "cannot",
        "help",
        "choice",
        "option",
        "everything",
        "can't",
        "alternative",
    ];
    at > 0 && sentence.is(at - 1, &words)
}
