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
    kept.windows(2)
        .filter(|pair| pair[0].end < pair[1].start && pair[1].start < last)
        .map(|pair| Gap {
            sentence,
            before: &pair[0],
            words: pair[0].end..pair[1].start,
            next: pair[1].start,
        })
        .filter(|gap| !is_aside(sentence, &gap.words) && gap.is_stitched())
        .map(|gap| Hidden { change: Change::Order, words: gap.words })
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

/// What stands between two stretches of kept words.
struct Gap<'s, 'k> {
    sentence: &'s Sentence,
    before: &'k Range<usize>,
    words: Range<usize>,
    /// Where the kept words go on.
    next: usize,
}

impl Gap<'_, '_> {
    fn is_verb(&self, at: usize) -> bool {
        self.sentence.is_auxiliary(at) || self.sentence.is_finite(at)
    }

    /// A word that begins another clause, or its subject.
    fn is_bound(&self, at: usize) -> bool {
        let sentence = self.sentence;
        sentence.is_nominative(at)
            || sentence.is(at, &["that", "who", "which", "whose", "while", "because", "although"])
            || sentence.is_joined_clause(at) && sentence.is_coordinator(at)
            || sentence.has_stop(at)
    }

    fn has_bound(&self) -> bool {
        self.words.clone().any(|at| self.is_bound(at))
    }

    /// How many verbs were left out.
    fn verbs(&self) -> usize {
        // "support, money": in front of a comma, what may be a noun is one.
        let is_listed = |at: usize| {
            self.sentence.is_apart(at + 1)
                && !self.sentence.is_auxiliary(at)
                && !WORDS.is_past(self.sentence.word(at))
                && !self.sentence.word(at).ends_with('s')
        };
        self.words.clone().filter(|&at| self.is_verb(at) && !is_listed(at)).count()
    }

    /// Whether the kept words go on with what may belong to a noun in front of the gap.
    fn goes_on(&self) -> bool {
        let (sentence, at) = (self.sentence, self.next);
        self.is_verb(at)
            || WORDS.is_past(sentence.word(at))
            || sentence.is_coordinator(at)
            || WORDS.prepositions.contains(sentence.word(at))
    }

    /// "The mill that my father built burned", "the ferry built in 1990 will sink": told of the noun in front.
    fn tells_of_noun(&self) -> bool {
        let (sentence, first, last) = (self.sentence, self.words.start, self.words.end - 1);
        let is_relative = sentence.is(first, &["that", "who", "which", "whom", "whose", "where"])
            && sentence.has_verb(self.words.clone())
            && !sentence.is(last, &["who", "that", "which"]);
        let is_reduced = WORDS.is_past(sentence.word(first))
            && WORDS.prepositions.contains(sentence.word(first + 1))
            && self.is_verb(self.next)
            && !sentence.is_nominative(self.before.end - 1);
        is_relative || is_reduced && self.verbs() < 2 && !self.has_bound()
    }

    /// "We sold the mill and rebuilt the church": both have one subject.
    fn shares_subject(&self) -> bool {
        let last = self.words.end - 1;
        let is_joined = self.sentence.is(last, &["and", "or"]) && self.is_verb(self.next)
            || self.sentence.is(self.next, &["and"]);
        is_joined && !(self.words.start..last).any(|at| self.is_bound(at))
    }

    /// "The use of guns, aid and other support, and money": the items of a list.
    fn is_list(&self) -> bool {
        let sentence = self.sentence;
        sentence.has_comma(self.words.start)
            && sentence.has_comma(self.next)
            && !self.words.clone().any(|at| {
                sentence.is_auxiliary(at)
                    || WORDS.is_past(sentence.word(at))
                    || sentence.is_nominative(at)
                    || sentence.is(at, &["that", "who", "which", "while"])
            })
    }

    /// "The bridge is old and it was never inspected": "it" is the same subject.
    fn repeats_subject(&self) -> bool {
        let (sentence, first) = (self.sentence, self.words.start);
        sentence.is(first, &["and", "but"])
            && sentence.is(first + 1, &["it", "they", "he", "she"])
            && (first + 2..self.words.end).all(|at| sentence.is_auxiliary(at))
            && !sentence.is_own(self.before.start)
    }

    /// "We count on aid and on steps that can bring real peace": only a relative clause lost its verb.
    fn is_in_relative(&self) -> bool {
        let (sentence, at) = (self.sentence, self.next);
        let is_plain = |at: usize| !WORDS.determiners.contains(sentence.word(at));
        let opens = |relative: usize| {
            sentence.is(relative, &["that", "which"])
                && !self.words.clone().any(|verb| {
                    verb != relative
                        && (self.is_bound(verb) || self.is_verb(verb) && verb < relative)
                })
        };
        sentence.has_verb(self.before.clone())
            && is_plain(self.before.end - 1)
            && is_plain(at)
            && !sentence.is_capital(at)
            && !self.is_verb(at)
            && self.words.clone().any(opens)
    }

    fn has_infinitive(&self) -> bool {
        let sentence = self.sentence;
        self.words.clone().any(|at| {
            sentence.is(at, &["to"])
                && at + 1 < self.words.end
                && !WORDS.determiners.contains(sentence.word(at + 1))
                && !sentence.is_capital(at + 1)
                && sentence.is_base(at + 1)
        })
    }

    /// Whether the kept words on both sides make a sentence that was not said.
    fn is_stitched(&self) -> bool {
        let (sentence, goes_on) = (self.sentence, self.goes_on());
        let belongs = goes_on && self.tells_of_noun()
            || self.shares_subject()
            || self.is_list()
            || self.repeats_subject()
            || self.is_in_relative();
        if belongs {
            return false;
        }
        let begins = starts_clause(sentence, self.next);
        if self.has_infinitive() && !goes_on && !begins {
            return true;
        }
        let is_torn = !begins
            || !sentence.has_verb(self.before.clone())
                && !WORDS.adverbs.contains(sentence.word(self.before.start));
        (self.verbs() > 0 || self.has_bound()) && is_torn
    }
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
