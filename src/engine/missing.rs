//! What an answer that looks good must not lack: the number that was asked, what is counted, whoever is asked about.

use crate::english::dates;
use crate::english::lexicon;
use crate::model::answer::{Passage, Refusal};
use crate::search::question::{Question, Wants};
use crate::search::rank::{Features, PreparedQuery, WeightedTerm};

/// Why the passages are no answer, if the question hinges on something that they lack.
pub(super) fn refusal(
    question: &Question,
    asked: &PreparedQuery,
    best: &Features,
    passages: &[Passage<'_>],
) -> Option<Refusal> {
    let unmentioned = |term: &WeightedTerm| Refusal::Unmentioned(vec![term.query.written.clone()]);
    let unknown = || asked.terms.iter().filter(|term| !term.is_known);
    if let Some(number) = unknown().find(|term| is_hinge(term)) {
        return Some(unmentioned(number));
    }
    if let Some(counted) = &question.counted
        && let Some(thing) = unknown().find(|term| term.query.written == *counted)
    {
        return Some(unmentioned(thing));
    }
    let lacks_half = is_half(asked, best);
    let says_nothing = says_nothing(question, asked, passages);
    (lacks_half || says_nothing).then_some(Refusal::Apart)
}

/// Whether no other number can stand for it. Articles seldom say the year, and a small number in words may be meant loosely.
fn is_hinge(term: &WeightedTerm) -> bool {
    const YEARS: std::ops::Range<u32> = 1900..2100;
    let word = term.query.term.word();
    let is_year = word.parse().is_ok_and(|year| YEARS.contains(&year));
    term.query.term.is_number() && term.query.is_particular() && (dates::is_day(word) || !is_year)
}

/// Whether the question has two words that count, and the article of the best passage has but one of them.
fn is_half(asked: &PreparedQuery, best: &Features) -> bool {
    const EPSILON: f32 = 1e-4;
    asked.terms.len() == 2
        && asked.terms.iter().all(|term| term.query.weight >= 1.0)
        && best.count <= 0.5
        && best.article <= best.sentence + EPSILON
}

/// Whether it is asked what somebody said, and in none of the passages does somebody of that name speak.
fn says_nothing(question: &Question, asked: &PreparedQuery, passages: &[Passage<'_>]) -> bool {
    let Some(name) = question.speaker.as_ref().filter(|_| question.wants == Wants::Speech) else {
        return false;
    };
    let Some(term) = asked.terms.iter().find(|term| term.query.written == *name) else {
        return false;
    };
    let is_named = |speaker: &String| {
        lexicon::terms(speaker).iter().any(|word| word.stem() == term.query.term.stem())
    };
    !passages.iter().any(|passage| passage.speakers().iter().any(is_named))
}
