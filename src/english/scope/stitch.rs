//! Ellipses that join what did not belong together: a subject with the verb of another.

use std::ops::Range;

use super::reach::aside;
use super::sentence::Sentence;
use super::words::WORDS;
use super::{Hidden, LONGEST};
use crate::model::verdict::Change;

/// The gaps between kept words that hide a verb or the bound of a clause, so that what follows belongs to another one.
pub(super) fn stitched(sentence: &Sentence, kept: &[Range<usize>]) -> Vec<Hidden> {
    let last = sentence.len().min(LONGEST);
    let pairs = kept.windows(2).filter(|pair| pair[1].start < last);
    let gaps = pairs.map(|pair| (&pair[0], pair[0].end..pair[1].start, &pair[1]));
    gaps.filter(|(before, gap, next)| is_stitched(sentence, before, gap, next))
        .map(|(_, gap, _)| Hidden { change: Change::Order, words: gap })
        .collect()
}

/// Whether a clause, or one joined to another, begins at a place.
#[must_use]
pub fn starts_clause(sentence: &Sentence, at: usize) -> bool {
    sentence.has_stop(at)
        || sentence.is_coordinator(at)
        || sentence.opens_clause(at) && !sentence.is(at, &["as", "than", "to"])
        || sentence.clause_start(at) == at && sentence.is_subject(at)
}

fn is_stitched(
    sentence: &Sentence,
    before: &Range<usize>,
    gap: &Range<usize>,
    next: &Range<usize>,
) -> bool {
    if gap.is_empty() || is_aside(sentence, gap) {
        return false;
    }
    let (first, last, at) = (gap.start, gap.end - 1, next.start);
    let is_verb = |at: usize| sentence.is_auxiliary(at) || sentence.is_finite(at);
    let goes_on = is_verb(at)
        || WORDS.is_past(sentence.word(at))
        || sentence.is_coordinator(at)
        || WORDS.prepositions.contains(sentence.word(at));
    // "The mill that my father built burned", "the ferry built in 1990 will sink": told of the noun in front.
    let is_relative = sentence.is(first, &["that", "who", "which", "whom", "whose", "where"])
        && sentence.has_verb(first..gap.end)
        && !sentence.is(last, &["who", "that", "which"]);
    let is_reduced = WORDS.is_past(sentence.word(first))
        && WORDS.prepositions.contains(sentence.word(first + 1))
        && is_verb(at)
        && !sentence.is_nominative(before.end - 1);
    let is_bound = |at: usize| {
        sentence.is_nominative(at)
            || sentence.is(at, &["that", "who", "which", "whose", "while", "because", "although"])
            || sentence.is_joined_clause(at) && sentence.is_coordinator(at)
            || sentence.has_stop(at)
    };
    // "support, money": in front of a comma, what may be a noun is one.
    let is_listed = |at: usize| {
        sentence.is_apart(at + 1)
            && !sentence.is_auxiliary(at)
            && !WORDS.is_past(sentence.word(at))
            && !sentence.word(at).ends_with('s')
    };
    let count = gap.clone().filter(|&at| is_verb(at) && !is_listed(at)).count();
    if goes_on && (is_relative || is_reduced && count < 2 && !gap.clone().any(is_bound)) {
        return false;
    }
    // "We sold the mill and rebuilt the church": both have one subject.
    let is_shared = sentence.is(last, &["and", "or"]) && is_verb(at) || sentence.is(at, &["and"]);
    let has_bound = gap.clone().any(is_bound);
    if is_shared && !(first..last).any(is_bound) {
        return false;
    }
    // "The use of guns, aid and other support, and money": the items of a list.
    let is_list = sentence.has_comma(first)
        && sentence.has_comma(at)
        && !gap.clone().any(|at| {
            sentence.is_auxiliary(at)
                || WORDS.is_past(sentence.word(at))
                || sentence.is_nominative(at)
                || sentence.is(at, &["that", "who", "which", "while"])
        });
    if is_list {
        return false;
    }
    // "The bridge is old and it was never inspected": "it" is the same subject.
    let is_same = sentence.is(first, &["and", "but"])
        && sentence.is(first + 1, &["it", "they", "he", "she"])
        && (first + 2..gap.end).all(|at| sentence.is_auxiliary(at))
        && !sentence.is_own(before.start);
    // "We count on aid and on steps that can bring real peace": only a relative clause lost its verb.
    let is_in_relative = sentence.has_verb(before.clone())
        && !WORDS.determiners.contains(sentence.word(before.end - 1))
        && !WORDS.determiners.contains(sentence.word(at))
        && !sentence.is_capital(at)
        && !is_verb(at)
        && gap.clone().any(|at| {
            sentence.is(at, &["that", "which"])
                && !gap
                    .clone()
                    .any(|verb| verb != at && (is_bound(verb) || is_verb(verb) && verb < at))
        });
    if is_same || is_in_relative {
        return false;
    }
    let has_infinitive = gap.clone().any(|at| {
        sentence.is(at, &["to"])
            && at + 1 < gap.end
            && !WORDS.determiners.contains(sentence.word(at + 1))
            && !sentence.is_capital(at + 1)
            && sentence.is_base(at + 1)
    });
    if has_infinitive && !goes_on && !starts_clause(sentence, at) {
        return true;
    }
    let is_torn = !starts_clause(sentence, at)
        || !sentence.has_verb(before.clone())
            && !WORDS.adverbs.contains(sentence.word(before.start));
    (count > 0 || has_bound) && is_torn
}

/// Whether the words of a gap are an aside, or some of them in a row, and nothing else.
fn is_aside(sentence: &Sentence, gap: &Range<usize>) -> bool {
    let mut at = gap.start;
    while at < gap.end {
        match aside(sentence, at) {
            Some(end) if end <= gap.end && end > at => at = end,
            _ => break,
        }
    }
    let is_set_off =
        |at: usize| sentence.has_comma(at) || sentence.has_dash(at) || sentence.has_bracket(at);
    let closes = at == gap.end || sentence.is_apart(gap.end);
    // "My aunt, and I say this with love, built it": one stretch between two marks.
    let is_one = is_set_off(gap.start)
        && closes
        && !(gap.start + 1..gap.end).any(|at| sentence.is_apart(at));
    at == gap.end || is_one
}
