//! The answer itself in a passage: the number, date, place, person, reason or clause that is asked for.
//!
//! The stretches of the passage that could be it (`pieces`) are weighed by what stands in them and around them
//! (`weighing`), with weights of their own for each kind of question (`asked`). Nothing is marked where nothing stands out.

mod asked;
pub mod definition;
mod marked;
mod net;
mod pieces;
mod reason;
mod speech;
mod weighing;

use std::ops::Range;

use super::measure;
use super::question::{Question, Wants};
use super::rank::PreparedQuery;
use asked::Asked;
pub use asked::Kind;
use marked::Marked;
use weighing::Passage;
pub use weighing::Signs;

/// A stretch of a passage with what speaks for it, for the fitting of the weights.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// Bytes of the passage.
    pub range: Range<usize>,
    /// What speaks for and against it.
    pub signs: Signs,
    /// The kind of question.
    pub kind: Kind,
}

/// The bytes of a passage that answer a question best.
#[must_use]
pub fn find(question: &Question, query: &PreparedQuery, text: &str) -> Option<Range<usize>> {
    let words = marked::mark(text, &measure::asked(&question.words), query);
    if let Some(name) = definition::explained(question)
        && let Some(told) = definition::find(&words, &name)
    {
        return Some(bytes(&words, &told));
    }
    if question.wants == Wants::Speech
        && let Some(said) = speech::find(text, &words)
    {
        return Some(said);
    }
    if question.wants == Wants::Reason
        && let Some(reason) = reason::find(text, &words)
    {
        return Some(bytes(&words, &reason)).filter(|range| is_whole(&text[range.clone()]));
    }
    let weighed = weigh_words(question, query, text, &words);
    let mut scored: Vec<(f32, &Weighed)> = weighed.iter().map(|one| (score(one), one)).collect();
    // Of equals the one that stands first.
    scored.sort_by(|one, other| other.0.total_cmp(&one.0));
    let best = scored.first()?.0;
    // Many stretches share most of their words: the one is chosen that the most likely ones overlap.
    let top = &scored[..scored.len().min(COMPARED)];
    let likelihood = |score: f32, sharpness: f32| (sharpness * (score - best)).exp();
    let agreed = |range: &Range<usize>, sharpness: f32| -> f32 {
        let of = |(score, other): &(f32, &Weighed)| {
            likelihood(*score, sharpness) * overlap(range, &other.range)
        };
        top.iter().map(of).sum()
    };
    let mut found = (0.0, 0..0);
    for (_, one) in top {
        let agreed = agreed(&one.range, 1.0);
        if agreed > found.0 {
            found = (agreed, one.range.clone());
        }
    }
    // The sum and the nets each tell likelihoods, so their mean tells how sure it is.
    let sharpness = if has_nets(scored[0].1.kind) { 0.5 } else { 1.0 };
    let all: f32 = scored.iter().map(|(score, _)| likelihood(*score, sharpness)).sum();
    (agreed(&found.1, sharpness) / all >= STANDS_OUT).then_some(found.1)
}

/// How good an answer a stretch is: what its signs say by themselves and, for some kinds of question, together.
fn score(one: &Weighed) -> f32 {
    let together = if has_nets(one.kind) { net::score(one.kind, &one.signs) } else { 0.0 };
    weighing::score(one.kind, &one.signs) + together
}

/// Whether the nets are asked, too. Two thirds of the questions that they were fitted to want a thing; of the other kinds they have
/// seen too few to know better than the sum: they mark the "4" of "4 March".
fn has_nets(kind: Kind) -> bool {
    kind == Kind::Thing
}

/// Stretches that are compared with each other.
const COMPARED: usize = 40;

/// From this share of the likelihood on a stretch stands out. Below it fewer than one in four was right on articles
/// left out in the fitting (the development part of `SQuAD`, `scripts/fit_highlight.py`).
const STANDS_OUT: f32 = 0.2;

/// How much of two stretches is the same (F1 of their bytes), if that is half or more.
fn overlap(one: &Range<usize>, other: &Range<usize>) -> f32 {
    let shared = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    let overlap = 2.0 * shared as f32 / (one.len() + other.len()).max(1) as f32;
    if overlap >= 0.5 { overlap } else { 0.0 }
}

/// Every stretch that could be the answer, in the order of the text.
#[must_use]
pub fn weigh(question: &Question, query: &PreparedQuery, text: &str) -> Vec<Weighed> {
    let words = marked::mark(text, &measure::asked(&question.words), query);
    weigh_words(question, query, text, &words)
}

fn weigh_words(
    question: &Question,
    query: &PreparedQuery,
    text: &str,
    words: &[Marked],
) -> Vec<Weighed> {
    let asked = Asked::of(question);
    let passage = Passage { words, asked: &asked, query };
    let weighed = pieces::pieces(text, words).into_iter().map(|piece| Weighed {
        range: bytes(words, &(piece.first..piece.last + 1)),
        signs: passage.signs(piece),
        kind: asked.kind,
    });
    let mut weighed: Vec<Weighed> =
        weighed.filter(|one| is_whole(&text[one.range.clone()])).collect();
    // Where there is a thing of the kind, nothing else is the answer.
    let is_of_kind: fn(&Signs) -> bool = match asked.kind {
        Kind::Number => |signs| signs.has_number > 0.0,
        Kind::Time => |signs| signs.has_time > 0.0,
        _ => return weighed,
    };
    if weighed.iter().any(|one| is_of_kind(&one.signs)) {
        weighed.retain(|one| is_of_kind(&one.signs));
    }
    weighed
}

/// Where a row of words stands.
fn bytes(words: &[Marked], places: &Range<usize>) -> Range<usize> {
    let (first, last) = (&words[places.start], &words[places.end - 1]);
    first.word.span.start()..last.word.span.end()
}

/// Whether it has a word, and quote marks and brackets stand in pairs.
fn is_whole(text: &str) -> bool {
    if !text.contains(char::is_alphanumeric) {
        return false;
    }
    let count = |mark: char| text.matches(mark).count();
    count('"') % 2 == 0 && count('“') == count('”') && count('(') == count(')')
}

#[cfg(test)]
mod tests;
