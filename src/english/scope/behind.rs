//! What follows a clause and takes it back or limits it although no word in front does: its own predicate, a comparison,
//! a negative in the last phrase, an exception, those for whom alone it is so, a disbelieving tag.

use std::ops::Range;

use super::Hidden;
use super::mockery::is_absurd;
use super::neighbour::said_of_before;
use super::sentence::Sentence;
use super::words::WORDS;
use crate::english::numbers;
use crate::model::verdict::Change;

/// A clause that was kept, and what follows it in its sentence.
struct Tail<'s> {
    sentence: &'s Sentence,
    kept: Range<usize>,
    /// Up to where the words behind belong to the clause.
    end: usize,
}

/// What the words behind the kept ones do to them, if these are a clause.
pub(super) fn behind(sentence: &Sentence, kept: &[Range<usize>]) -> Option<Hidden> {
    let (first, last) = kept.first().zip(kept.last())?;
    let is_clause = last.end < sentence.len()
        && sentence.has_verb(first.clone())
        && !is_nominal(sentence, first);
    if !is_clause {
        return None;
    }
    let end = sentence.main_end(last.end - 1).max(last.end);
    let tail = Tail { sentence, kept: first.start..last.end, end };
    RULES.iter().find_map(|rule| rule(&tail)).map(|(change, words)| Hidden { change, words })
}

/// "what he said", "the house we bought": no clause that says something by itself.
fn is_nominal(sentence: &Sentence, kept: &Range<usize>) -> bool {
    let start = kept.start;
    if sentence.is(start, &["what", "who", "whoever", "whatever", "how", "where", "when", "why"]) {
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

type Rule = fn(&Tail<'_>) -> Option<(Change, Range<usize>)>;

const RULES: [Rule; 11] = [
    comment,
    predicate,
    comparison,
    standard,
    negative,
    exception,
    restriction,
    alternative,
    time,
    correction,
    absurdity,
];

impl Tail<'_> {
    /// The first word behind the kept ones.
    fn next(&self) -> usize {
        self.kept.end
    }

    fn rest(&self) -> Range<usize> {
        self.kept.end..self.end
    }

    /// The phrase right behind the kept words: up to a comma, or to where another clause opens.
    fn phrase(&self) -> Range<usize> {
        let sentence = self.sentence;
        let next = self.next();
        let end = (next..self.end)
            .find(|&at| {
                at > next && (sentence.is_apart(at) || sentence.opens_clause(at))
                    || sentence.is_coordinator(at) && sentence.is_joined_clause(at)
            })
            .unwrap_or(self.end);
        if sentence.is_apart(next) { next..next } else { next..end }
    }

    fn has_modal(&self) -> bool {
        self.kept.clone().any(|at| {
            WORDS.modals.contains(self.sentence.word(at)) || self.sentence.word(at).ends_with("'ll")
        })
    }
}

/// "Money was no object: that was the tune they danced to": what the next clause says of the one before.
fn comment(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let (sentence, next) = (tail.sentence, tail.next());
    let is_next = sentence.has_stop(next) || sentence.has_dash(next);
    if !is_next {
        return None;
    }
    let end =
        (next + 1..sentence.len()).find(|&at| sentence.is_apart(at)).unwrap_or(sentence.len());
    said_of_before(&sentence.part(next..end)).map(|change| (change, next..end))
}

/// "The dam is safe is what they tell us": the clause is the subject of what follows.
fn predicate(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let (sentence, next) = (tail.sentence, tail.next());
    let verb = tail.kept.clone().rev().find(|&at| sentence.is_finite(at))?;
    // "I think the ward", "we know what it": the verb belongs to what was cut in two.
    let is_open = super::reach::takes_clause(sentence, verb) && verb + 1 < next
        || (verb + 1..next).any(|at| sentence.opens_clause(at) || sentence.is_nominative(at))
        || sentence.is_nominative(next - 1)
        // "The ward will never", "it has": the verb goes on.
        || sentence.is_auxiliary(verb) && (verb + 1..next).all(|at| is_adverb(sentence, at))
        // "That the bridge is safe is clear": judged where the sentence begins.
        || tail.kept.start > 0 && sentence.is(tail.kept.start - 1, &["that"]);
    let is_verb = sentence.is_auxiliary(next) && !sentence.is_apart(next);
    (is_verb && !is_open && !sentence.is_question).then_some((Change::Doubt, next..next + 1))
}

fn is_adverb(sentence: &Sentence, at: usize) -> bool {
    let word = sentence.word(at);
    WORDS.adverbs.contains(word) || WORDS.negators.contains(word) || word.ends_with("ly")
}

/// "We need it like I need a cold", "about as much as", "in the same way that", "no more than".
fn comparison(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let sentence = tail.sentence;
    let of = |at: usize| {
        if sentence.is(at, &["like"]) && sentence.is_subject(at + 1) {
            return Some((Change::Doubt, at..at + 1));
        }
        let is_as = sentence.is(at, &["as"])
            && sentence.is(at + 1, &["much", "little", "likely", "often", "surely", "welcome"])
            && sentence.is(at + 2, &["as"]);
        if is_as {
            return Some((Change::Doubt, at..at + 3));
        }
        let is_more = sentence.is(at, &["no", "any"])
            && sentence.is(at + 1, &["more", "better"])
            && sentence.is(at + 2, &["than"]);
        if is_more {
            return Some((Change::Negation, at..at + 3));
        }
        let is_way = sentence.is(at, &["way", "manner", "fashion", "sense"])
            && at > tail.next()
            && (sentence.is(at - 1, &["the"])
                || sentence.is(at - 1, &["same"])
                || sentence.is(at + 1, &["that"]) && sentence.is(at - 1, &["a"]));
        let behind = at + 1 + usize::from(sentence.is(at + 1, &["that", "as", "in"]));
        let opens = sentence.is_subject(behind)
            || WORDS.determiners.contains(sentence.word(behind)) && behind + 2 < tail.end;
        let is_way = is_way && !sentence.is_apart(behind) && opens;
        // "We did it the way we always do": that says how.
        let is_own = sentence.is_own(behind) || sentence.is(behind, &["it", "you"]);
        (is_way && !is_own).then_some((Change::Doubt, at - 1..at + 1))
    };
    tail.rest().find_map(of)
}

/// "by the standards of a pirate", "compared with a wreck", "for a beginner".
fn standard(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    const NEAR: usize = 5;
    let (sentence, phrase) = (tail.sentence, tail.phrase());
    let of = |at: usize| {
        let by = sentence.is(at, &["by"])
            && !sentence.is(at + 1, &["any", "all", "every", "our", "my"])
            && (at + 2..at + NEAR)
                .any(|at| sentence.is(at, &["standards", "standard", "measure", "yardstick"]));
        let against = sentence.is(at, &["compared", "measured", "judged", "beside"])
            && !sentence.is_auxiliary(at - 1)
            && (sentence.is(at, &["beside"])
                || sentence.is(at + 1, &["with", "to", "against", "by", "beside"]))
            && tail.kept.clone().any(|at| WORDS.be.contains(sentence.word(at)));
        (by || against && !sentence.is(at, &["beside"])).then_some((Change::Condition, at..at + 2))
    };
    phrase.into_iter().find_map(of)
}

/// "It has the support of no doctor", "we spoke to nobody": the negative stands in the last phrase.
fn negative(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let sentence = tail.sentence;
    let of = |at: usize| {
        let word = sentence.word(at);
        let is_out = at > 0 && sentence.is(at - 1, &["for", "with", "without", "if", "or", "but"]);
        let is_none = word != "no" && WORDS.nobody.contains(word)
            || matches!(word, "none" | "neither" | "nothing" | "nowhere")
            || word == "not" && sentence.is(at + 1, &["one", "a"])
            || word == "no"
                && at > 0
                && sentence.is(at - 1, &["of", "to", "in", "from", "by", "at", "on"])
                && !sentence.is(at + 1, &["time", "less", "fewer", "more"])
                && !WORDS.affirming.contains(sentence.word(at + 1));
        (is_none && !is_out).then_some((Change::Negation, at..at + 1))
    };
    tail.phrase().find_map(of)
}

/// "…, bar two hundred of them", "all but the ones that cost anything".
fn exception(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let sentence = tail.sentence;
    let of = |at: usize| {
        let is_noun = |at: usize| {
            WORDS.determiners.contains(sentence.word(at))
                || sentence.is(at, &["for"])
                || numbers::value(sentence.word(at)).is_some()
                // "a hundred and ninety" is one word.
                || sentence.word(at).contains(' ')
        };
        let is_bar = sentence.is(at, &["bar", "barring", "save", "minus"])
            && sentence.has_comma(at)
            && is_noun(at + 1);
        let is_but = sentence.is(at, &["but"])
            && !sentence.is_apart(at)
            && is_noun(at + 1)
            && !sentence.is_subject(at + 1);
        (is_bar || is_but).then_some((Change::Condition, at..at + 1))
    };
    tail.rest().find_map(of)
}

/// "It is a fine deal for the men who wrote it": for nobody else.
fn restriction(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let (sentence, next) = (tail.sentence, tail.next());
    let is_predicate = tail.kept.clone().any(|at| {
        WORDS.be.contains(sentence.word(at))
            || sentence.word(at).ends_with("'s") && !sentence.is_possessive(at)
    });
    let is_for = sentence.is(next, &["for", "to"])
        && !sentence.is_apart(next)
        && (WORDS.determiners.contains(sentence.word(next + 1))
            || sentence.is(next + 1, &["anyone", "anybody", "those", "people", "someone", "men"]));
    let relative = tail.phrase().end;
    let is_whose = sentence.is(relative, &["who", "that", "which", "whose"])
        || tail.phrase().any(|at| sentence.is(at, &["who", "which", "whose"]));
    (is_predicate && is_for && is_whose).then_some((Change::Condition, next..next + 1))
}

/// "We must burn coal or sit in the dark": one of the two.
fn alternative(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let (sentence, next) = (tail.sentence, tail.next());
    let is_forced =
        tail.kept.clone().any(|at| sentence.is(at, &["must", "either", "need", "have", "had"]));
    let is_verb = WORDS.verbs.contains(sentence.word(next + 1)) || sentence.is_auxiliary(next + 1);
    let is_or = sentence.is(next, &["or"]) && is_forced && is_verb;
    is_or.then_some((Change::Condition, next..next + 1))
}

/// "I will resign on the very day that you find a penny gone": that day may not come.
fn time(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let sentence = tail.sentence;
    let of = |at: usize| {
        let is_time = at > 0 && WORDS.days.contains(sentence.word(at))
            || sentence.is(at, &["day", "moment", "minute", "hour", "second", "instant", "time"]);
        let begins = (at.saturating_sub(3)..at).any(|at| sentence.is(at, &["the"]));
        let opener = usize::from(sentence.is(at + 1, &["that", "when", "on"]));
        let clause = at + 1 + opener;
        let opens = sentence.is_subject(clause)
            || sentence.is(clause, &["you", "any", "anyone", "somebody", "someone"]);
        let is_past = (clause + 1..tail.end).find(|&at| sentence.is_finite(at)).is_some_and(|at| {
            WORDS.is_past(sentence.word(at)) || sentence.is(at, &["was", "were", "had", "did"])
        });
        (is_time && begins && opens && !sentence.is_apart(clause) && !is_past)
            .then_some((Change::Condition, at..clause))
    };
    // "I will never forget the day we met"
    let is_object = tail.kept.clone().any(|at| {
        sentence.is(at, &["forget", "remember", "recall", "mark", "celebrate", "regret", "rue"])
    });
    if tail.has_modal() && !is_object { tail.rest().find_map(of) } else { None }
}

/// "…, no, sorry, …", "… — I beg your pardon, …": something else was meant.
fn correction(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let (sentence, next) = (tail.sentence, tail.next());
    if !sentence.is_apart(next) {
        return None;
    }
    let stands = |words: &[&str]| {
        words.iter().enumerate().all(|(offset, word)| sentence.word(next + offset) == *word)
    };
    let is_no = sentence.is(next, &["no", "sorry", "correction", "wait"])
        && sentence.is_apart(next + 1)
        && next + 1 < sentence.len();
    let phrases: [&[&str]; 10] = [
        &["i", "beg", "your", "pardon"],
        &["i", "beg", "pardon"],
        &["i", "mean"],
        &["i", "misspoke"],
        &["i", "misread"],
        &["i'm", "sorry"],
        &["scratch", "that"],
        &["strike", "that"],
        &["make", "that"],
        &["my", "mistake"],
    ];
    let is_taken =
        phrases.into_iter().any(stands) && !sentence.is(next + 2, &["it", "that", "what"]);
    (is_no || is_taken).then_some((Change::Negation, next..next + 1))
}

/// "…, and I am the Queen of Spain", "…, and my cat plays chess": as true as that.
fn absurdity(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let (sentence, next) = (tail.sentence, tail.end);
    let at = if sentence.is_coordinator(tail.next()) { tail.next() } else { next };
    (sentence.is(at, &["and"]) && is_absurd(&sentence.part(at..sentence.len())))
        .then_some((Change::Doubt, at..at + 1))
}
