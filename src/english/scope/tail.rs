//! A clause that was kept, with what follows it in its sentence, and how far that belongs to it.

use std::ops::Range;

use super::sentence::Sentence;
use super::words::WORDS;

/// A clause that was kept, and what follows it in its sentence.
pub(super) struct Tail<'s> {
    pub(super) sentence: &'s Sentence,
    pub(super) kept: Range<usize>,
    /// Up to where the words behind belong to the clause.
    pub(super) end: usize,
}

impl Tail<'_> {
    /// The first word behind the kept ones.
    pub(super) fn next(&self) -> usize {
        self.kept.end
    }

    pub(super) fn rest(&self) -> Range<usize> {
        self.kept.end..self.end
    }

    /// The phrase right behind the kept words: up to a comma, or to where another clause opens.
    pub(super) fn phrase(&self) -> Range<usize> {
        let sentence = self.sentence;
        let next = self.next();
        let end = (next..self.end)
            .find(|&at| {
                at > next && (sentence.is_apart(at) || sentence.opens_clause(at))
                    || sentence.is_coordinator(at) && sentence.is_joined_clause(at)
            })
            .unwrap_or(self.end);
        if sentence.is_apart(next) || sentence.opens_clause(next) { next..next } else { next..end }
    }

    /// The words behind the kept ones up to a comma or to another clause, what compares with one left in.
    pub(super) fn nearby(&self) -> Range<usize> {
        let (sentence, next) = (self.sentence, self.next());
        let end = (next..self.end).find(|&at| {
            at > next && sentence.is_apart(at)
                || sentence.opens_clause(at) && !sentence.is(at, &["as", "than", "that", "so"])
        });
        next..end.unwrap_or(self.end)
    }

    pub(super) fn has_modal(&self) -> bool {
        self.kept.clone().any(|at| {
            WORDS.modals.contains(self.sentence.word(at)) || self.sentence.word(at).ends_with("'ll")
        })
    }
}

/// "what he said", "the house we bought": no clause that says something by itself.
pub(super) fn is_nominal(sentence: &Sentence, kept: &Range<usize>) -> bool {
    let start = kept.start;
    if sentence.word(start).starts_with("wh") && !sentence.is(start, &["while"])
        || sentence.is(start, &["how"])
    {
        return true;
    }
    let is_noun = |at: usize| {
        !sentence.is_apart(at + 1)
            && !sentence.is_finite(at)
            && !sentence.is_coordinator(at)
            && !sentence.opens_clause(at)
            && !WORDS.prepositions.contains(sentence.word(at))
            && !WORDS.adverbs.contains(sentence.word(at))
    };
    let Some(verb) = kept.clone().find(|&at| sentence.is_finite(at)) else { return false };
    (start + 1..verb.max(start + 1)).any(|at| {
        sentence.is(at, &["who", "which", "that", "whose", "whom"])
            || sentence.is_nominative(at) && is_noun(at - 1)
    }) || verb > start + 1 && sentence.is_nominative(verb) && is_noun(verb - 1)
}
