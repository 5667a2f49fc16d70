//! What governs some words of a sentence from outside of them: a negation, a doubt, a condition, a question, somebody
//! else's words.
//!
//! A cut that leaves such words out turns round what was said, although each of its own words was said (contextomy).
//! So clauses are judged, not single words next to the cut: each governor reaches as far as the clause that it opens.

mod behind;
mod chain;
mod comments;
mod conditions;
mod embedded;
mod frames;
mod governor;
mod heads;
mod implied;
mod infinitives;
mod limits;
mod measured;
mod mockery;
mod negations;
pub mod neighbour;
mod others;
pub mod passages;
mod reach;
mod sentence;
mod stitch;
mod tail;
mod telling;
mod torn;
mod verbs;
mod wished;
mod words;

use std::ops::Range;

use crate::model::verdict::Change;
use governor::Governor;
pub use others::says_own;
pub use sentence::Sentence;
pub use stitch::starts_clause;
pub use telling::Telling;
use words::WORDS;

/// Something outside of the kept words that governs them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// What leaving it out does to the meaning.
    pub change: Change,
    /// The words that govern.
    pub words: Range<usize>,
}

/// What governs some of the kept words of a sentence, given by their places, and is not among them.
///
/// The mark at the end of a question is the word behind its last: keep that, and the question is kept.
/// `is_reporter` says that the sentence is told by somebody who reports, so that "he says" is the speaker's own.
/// Takes time in the square of the sentence's length at worst; sentences longer than [`LONGEST`] are cut there.
#[must_use]
pub fn hidden(sentence: &Sentence, kept: &[Range<usize>], is_reporter: bool) -> Vec<Hidden> {
    let known = surely_hidden(sentence, kept, is_reporter);
    if !known.is_empty() {
        return known;
    }
    // Where nothing is known to govern the kept words, something known must assert them.
    let mut governors = vec![];
    for at in 0..sentence.len().min(LONGEST) {
        governors.extend(embedded::that_clause(sentence, at, is_reporter));
        governors.extend(infinitives::infinitive(sentence, at));
        governors.extend(chain::unsaid(sentence, at, is_reporter));
        governors.extend(wished::wished(sentence, at));
    }
    let open = uncovered(sentence, kept, governors);
    let beside = torn::torn(sentence, kept).into_iter().chain(behind::behind(sentence, kept));
    sorted(open.chain(beside).collect())
}

/// What is known to govern some of the kept words. What is merely not known to assert them is left out.
fn surely_hidden(sentence: &Sentence, kept: &[Range<usize>], is_reporter: bool) -> Vec<Hidden> {
    let known = uncovered(sentence, kept, governors(sentence, is_reporter));
    sorted(known.chain(stitch::stitched(sentence, kept)).collect())
}

/// The governors that reach kept words and are not among them.
fn uncovered(
    sentence: &Sentence,
    kept: &[Range<usize>],
    governors: Vec<Governor>,
) -> impl Iterator<Item = Hidden> {
    let is_kept = |at: usize| kept.iter().any(|range| range.contains(&at));
    let end = kept.last().map_or(0, |last| last.end);
    unendorsed(sentence, governors, end)
        .into_iter()
        .filter(move |governor| !governor.words.clone().all(is_kept))
        .filter(move |governor| governs(sentence, governor, is_kept))
        .map(|governor| Hidden { change: governor.change, words: governor.words })
}

/// What others are quoted with counts as said where the one who speaks says behind it that they are right.
fn unendorsed(sentence: &Sentence, governors: Vec<Governor>, end: usize) -> Vec<Governor> {
    if !chain::is_endorsed(sentence, end) {
        return governors;
    }
    // "He used to say that": what he said was so.
    let is_told = |governor: &Governor| {
        governor.words.end <= end
            && (governor.change == Change::Attribution
                || governor.change == Change::Doubt
                    && (governor.words.start..=governor.words.end)
                        .any(|at| sentence.is_a(at, &WORDS.reporting)))
    };
    governors.into_iter().filter(|governor| !is_told(governor)).collect()
}

fn sorted(mut found: Vec<Hidden>) -> Vec<Hidden> {
    found.sort_by_key(|hidden| (hidden.words.start, hidden.change));
    found.dedup();
    found
}

/// Whether some words of a sentence are a clause by themselves: they have a verb, and what stands on both sides joins
/// clauses or ends them.
#[must_use]
pub fn is_clause(sentence: &Sentence, kept: &Range<usize>) -> bool {
    let joins = |at: usize| sentence.is_coordinator(at) || sentence.opens_clause(at);
    // "that the well leaks", "critics say the well leaks": what follows is a clause whatever its words are.
    let is_opened = kept.start > 0
        && (sentence.opens_clause(kept.start - 1) || reach::takes_clause(sentence, kept.start - 1));
    let starts = kept.start == 0 || sentence.is_apart(kept.start) || joins(kept.start);
    let starts = starts || is_opened || joins(kept.start - 1);
    let ends = kept.end >= sentence.len() || sentence.is_apart(kept.end) || joins(kept.end);
    starts && ends && (is_opened && kept.len() > 1 || sentence.has_verb(kept.clone()))
}

/// Whether a sentence that begins with a condition goes on to what hangs on it, if without a comma: "If I had three I
/// would sell them".
#[must_use]
pub fn has_consequence(sentence: &Sentence) -> bool {
    const SHORTEST: usize = 3;
    let is_modal = |at: usize| {
        WORDS.modals.contains(sentence.word(at))
            || sentence.word(at).ends_with("'d")
            || sentence.word(at).ends_with("'ll")
    };
    (SHORTEST..sentence.len()).any(|at| {
        sentence.is_subject(at)
            && (is_modal(at) || is_modal(at + 1))
            && !sentence.is(at - 1, &["that", "which", "who"])
    })
}

/// Whether a word of an editor's stretch changes what is said around it, and whether it does even as a noun: "not",
/// "if", "will", "hope".
#[must_use]
pub fn is_weighty(word: &str, is_noun: bool) -> bool {
    let weighs = |list: &std::collections::HashSet<String>| list.contains(word);
    let is_condition = WORDS.conditions.iter().any(|phrase| phrase.as_slice() == [word]);
    weighs(&WORDS.negators)
        || weighs(&WORDS.nobody)
        || weighs(&WORDS.maybe)
        || weighs(&WORDS.allegedly)
        || sentence::is_negated_form(word)
        || is_condition
        || matches!(word, "no" | "without" | "almost" | "nearly" | "only" | "until" | "ought")
        || !is_noun
            && (weighs(&WORDS.modals)
                || WORDS.bases(word).iter().any(|base| {
                    [&WORDS.doubting, &WORDS.unreal, &WORDS.intended]
                        .iter()
                        .any(|list| list.contains(base))
                        || matches!(base.as_str(), "think" | "believe" | "deny" | "refuse")
                }))
}

/// Words beyond these are not looked at.
pub const LONGEST: usize = 400;

fn governors(sentence: &Sentence, is_reporter: bool) -> Vec<Governor> {
    let mut found = conditions::questions(sentence);
    for at in 0..sentence.len().min(LONGEST) {
        let before = found.len();
        found.extend(negations::negation(sentence, at));
        found.extend(verbs::lexical(sentence, at));
        found.extend(verbs::intention(sentence, at));
        found.extend(frames::framed(sentence, at));
        found.extend(others::others_words(sentence, at, is_reporter));
        found.extend(verbs::phrase(sentence, at));
        found.extend(verbs::for_argument(sentence, at));
        found.extend(conditions::condition(sentence, at));
        found.extend(limits::limit(sentence, at));
        found.extend(heads::unasserted(sentence, at, is_reporter));
        found.extend(implied::implied(sentence, at));
        found.extend(others::view(sentence, at, is_reporter));
        found.extend(others::heard(sentence, at));
        // What governs in an aside says nothing of the words around it.
        if found.len() > before
            && let Some(end) = governor::end_of_aside(sentence, at)
        {
            for governor in found[before..]
                .iter_mut()
                .filter(|one| one.change != Change::Condition && one.change != Change::Attribution)
            {
                governor.weak.retain(|stretch| stretch.start > at);
                for stretch in &mut governor.strong {
                    stretch.end = stretch.end.min(end.max(stretch.start));
                }
            }
        }
        // These stand in an aside and say something of what is around it.
        found.extend(comments::beside(sentence, at, is_reporter));
    }
    uncancelled(sentence, found)
}

/// Two negations of one thing affirm it: "nobody denies that", "I do not doubt that".
fn uncancelled(sentence: &Sentence, found: Vec<Governor>) -> Vec<Governor> {
    const NEAR: usize = 4;
    let negates = |at: usize| {
        found.iter().any(|governor| {
            governor.change == Change::Negation
                && governor.words.end <= at
                && at - governor.words.end < NEAR
                && (sentence.is_a(at, &WORDS.denying) || sentence.is_a(at, &WORDS.upheld))
                && (WORDS.negators.contains(sentence.word(governor.words.start))
                    || WORDS.nobody.contains(sentence.word(governor.words.start))
                    || sentence.is(governor.words.start, &["no"])
                    || sentence::is_negated_form(sentence.word(governor.words.start)))
        })
    };
    // "Nobody claims that": these are nobody's words.
    let is_nobodys = |governor: &Governor| {
        let at = governor.words.start;
        governor.change == Change::Attribution
            && found.iter().any(|other| {
                other.change == Change::Negation
                    && other.words.start < at
                    && other.strong.iter().any(|stretch| stretch.contains(&at))
                    && sentence.clause_start(other.words.start) == sentence.clause_start(at)
            })
    };
    let denials: Vec<usize> =
        (0..sentence.len().min(LONGEST)).filter(|&at| is_absurd_denial(sentence, at)).collect();
    let is_absurd = |governor: &Governor| {
        denials.iter().any(|at| {
            governor.words.contains(at)
                || governor.change == Change::Condition && governor.words.end + 1 == *at
        })
    };
    let is_cancelled: Vec<bool> = found
        .iter()
        .map(|governor| {
            negates(governor.words.start) || is_nobodys(governor) || is_absurd(governor)
        })
        .collect();
    found
        .into_iter()
        .zip(is_cancelled)
        .filter(|(_, is_cancelled)| !is_cancelled)
        .map(|(governor, _)| governor)
        .collect()
}

/// "I challenge anyone to deny that", "I would be a liar if I denied that": that affirms it.
fn is_absurd_denial(sentence: &Sentence, at: usize) -> bool {
    const NEAR: usize = 8;
    let is_denial = sentence.is_a(at, &WORDS.denying) || sentence.is_a(at, &WORDS.doubting);
    let within = |near: usize, words: &[&str]| {
        (at.saturating_sub(near)..at).any(|before| sentence.is(before, words))
    };
    let is_dared = within(1, &["to"]) && within(NEAR, &["challenge", "defy", "dare"]);
    let is_lying = within(2, &["if"])
        && within(NEAR, &["liar", "lying", "fool", "dishonest", "mad", "hypocrite", "lie"]);
    is_denial && (is_dared || is_lying)
}

fn governs(sentence: &Sentence, governor: &Governor, is_kept: impl Fn(usize) -> bool) -> bool {
    let says = |at: &usize| is_kept(*at) && !is_small(sentence.word(*at));
    let is_strong = governor.strong.iter().any(|stretch| stretch.clone().any(|at| says(&at)));
    let kept = |stretch: &Range<usize>| {
        // A verb of those that were kept: without one, nothing is said that could be taken back.
        let first = stretch.clone().find(|&at| is_kept(at));
        let last = stretch.clone().rev().find(|&at| is_kept(at));
        first.zip(last).is_some_and(|(first, last)| {
            (first..=last)
                .any(|at| is_kept(at) && sentence.has_verb(first.max(at.saturating_sub(1))..at + 1))
                || is_bare_verb(sentence, first)
        })
    };
    is_strong || governor.weak.iter().any(kept)
}

/// "close the school" out of "we will close the school if": a verb without its subject.
fn is_bare_verb(sentence: &Sentence, at: usize) -> bool {
    at > 0
        && !sentence.is_apart(at)
        && (sentence.is_auxiliary(at - 1) || sentence.is(at - 1, &["to"]))
}

/// Words that say nothing by themselves.
fn is_small(word: &str) -> bool {
    WORDS.determiners.contains(word)
        || WORDS.prepositions.contains(word)
        || WORDS.pronouns.contains(word)
        || WORDS.addressees.contains(word)
        || ["and", "or", "but", "so", "that", "to", "as"].contains(&word)
}

#[cfg(test)]
mod tests;
