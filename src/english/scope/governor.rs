//! A governor with what it reaches, and the parts of its clause that tell how far.

use std::ops::Range;

use super::reach::{Reach, aside, reach};
use super::sentence::Sentence;
use super::words::WORDS;
use crate::model::verdict::Change;

/// What governs a stretch of a sentence.
#[derive(Debug)]
pub(super) struct Governor {
    pub(super) change: Change,
    /// The words that govern.
    pub(super) words: Range<usize>,
    /// What they govern whatever it is: the clause is not so, or somebody else's.
    pub(super) strong: Vec<Range<usize>>,
    /// What they govern if it says something: a clause in front of its condition.
    pub(super) weak: Vec<Range<usize>>,
}

impl Governor {
    /// What governs a clause around it, or in front of it.
    pub(super) fn of_clause(change: Change, words: Range<usize>, clause: Range<usize>) -> Self {
        Self { change, words, strong: vec![], weak: std::iter::once(clause).collect() }
    }

    /// What governs clauses beside it, whatever their verbs are: where no list has one, they have one all the same
    /// ("Vaccines weaken us, they tell me").
    pub(super) fn beside(
        sentence: &Sentence,
        change: Change,
        words: Range<usize>,
        clauses: Vec<Range<usize>>,
    ) -> Self {
        let is_known =
            |clause: &Range<usize>| clause.is_empty() || sentence.has_verb(clause.clone());
        let (weak, strong) = clauses.into_iter().partition(is_known);
        Self { change, words, strong, weak }
    }

    pub(super) fn to_the_right(
        sentence: &Sentence,
        change: Change,
        words: Range<usize>,
        kind: Reach,
    ) -> Self {
        let strong = reach(sentence, words.end, kind);
        Self { change, words, strong, weak: vec![] }
    }
}

/// The end of the aside in which a word stands: it does not govern what stands around that.
pub(super) fn end_of_aside(sentence: &Sentence, at: usize) -> Option<usize> {
    (1..=at).rev().find_map(|start| aside(sentence, start).filter(|&end| end > at))
}

/// Where what a verb, a noun or an adjective takes as its object begins: behind an aside, or behind "is" ("their story
/// is that").
pub(super) fn complement(sentence: &Sentence, at: usize) -> usize {
    let next = at + 1;
    if sentence.has_comma(next) && !sentence.is(next, &["that"]) {
        let close = (next + 1..sentence.len()).find(|&close| sentence.is_apart(close));
        return close.filter(|&close| sentence.is(close, &["that"])).unwrap_or(next);
    }
    // "I hope now that"
    let behind = sentence.behind_adverbs(next);
    if behind > next && sentence.is(behind, &["that"]) && !sentence.is_apart(behind) {
        return behind;
    }
    let is_verb = sentence.is_auxiliary(next) && WORDS.be.contains(sentence.word(next));
    if is_verb && sentence.is(next + 1, &["that"]) { next + 1 } else { next }
}
