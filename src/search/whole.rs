//! Which sentences must be shown with a sentence so that nothing is torn: all of a quotation, and what it leans on.

use std::ops::{Range, RangeInclusive};

use super::rank::Token;
use super::summary::leans_back;
use crate::attribute::{Class, Word, WordKind, outline};
use crate::english::lexicon;
use crate::english::{saying, value_words::VALUE_WORDS};
use crate::model::document::{BlockKind, Document};

/// Bytes of the longest stretch: what is longer is no quotation to be shown, but an article.
const LONGEST: usize = 900;
/// Marks that open a quotation.
const QUOTING: [char; 4] = ['“', '"', '‘', '«'];
/// Sentences in front that are taken in at most, one leaning on the other.
const IN_FRONT: usize = 2;

/// From the first to the last sentence that must be shown with these. `is_told` says whether a reader is told who speaks in
/// them. Where that would be too much, the same sentences.
#[must_use]
pub fn stretch(
    document: &Document,
    sentences: RangeInclusive<usize>,
    is_told: bool,
) -> RangeInclusive<usize> {
    let mut found = with_quotation(document, sentences.clone());
    for _ in 0..IN_FRONT {
        let first = *found.start();
        let Some(before) = before(document, first).filter(|_| leans(document, first, is_told))
        else {
            break;
        };
        found = with_quotation(document, before..=*found.end());
    }
    let all = document.sentences();
    let bytes = all
        .get(*found.start())
        .zip(all.get(*found.end()))
        .map(|(first, last)| first.span.hull(&last.span).len());
    if bytes.is_some_and(|bytes| bytes <= LONGEST) { found } else { sentences }
}

/// The sentences with all those that a quotation joins to them, in their paragraph.
fn with_quotation(document: &Document, sentences: RangeInclusive<usize>) -> RangeInclusive<usize> {
    let all = document.sentences();
    let (Some(first), Some(last)) = (all.get(*sentences.start()), all.get(*sentences.end())) else {
        return sentences;
    };
    let (mut from, mut to) = sentences.into_inner();
    for block in first.block..=last.block {
        let Some(span) = document.blocks().get(block).map(|block| block.span) else { continue };
        for quoted in quoted(document.slice(span)) {
            let quoted = span.start() + quoted.start..span.start() + quoted.end;
            // A mark at the edge of a sentence joins nothing.
            let overlaps = |at: &usize| {
                let one = all[*at].span;
                one.start() < quoted.end && one.end() > quoted.start
            };
            let touched: Vec<usize> =
                (0..all.len()).filter(|at| all[*at].block == block).filter(overlaps).collect();
            if let (Some(start), Some(end)) = (touched.first(), touched.last())
                && *start <= to
                && *end >= from
            {
                (from, to) = (from.min(*start), to.max(*end));
            }
        }
    }
    from..=to
}

/// The stretches inside of quote marks, one left open up to the end.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut found = vec![];
    let mut open: Option<(usize, char)> = None;
    for (at, mark) in text.char_indices() {
        match (open, mark) {
            (None, '“' | '«' | '"') => open = Some((at + mark.len_utf8(), mark)),
            (Some((from, opened)), '”' | '»' | '"') if opened != '"' || mark == '"' => {
                found.push(from..at);
                open = None;
            }
            _ => {}
        }
    }
    found.extend(open.map(|(from, _)| from..text.len()));
    found
}

/// The sentence in front, if it stands in the same paragraph, or at the end of the paragraph of running text in front.
fn before(document: &Document, at: usize) -> Option<usize> {
    let (before, this) =
        (document.sentences().get(at.checked_sub(1)?)?, document.sentences().get(at)?);
    let is_body = |block: usize| {
        document.blocks().get(block).is_some_and(|block| block.kind == BlockKind::Body)
    };
    let joins = before.block == this.block
        || before.block + 1 == this.block && is_body(before.block) && is_body(this.block);
    joins.then_some(at - 1)
}

/// Whether a sentence speaks of somebody or something that only the one in front names, or stands under its date.
fn leans(document: &Document, at: usize, is_told: bool) -> bool {
    let Some(sentence) = document.sentences().get(at) else { return false };
    let text = document.slice(sentence.span);
    let tokens: Vec<Token> = lexicon::terms(text).iter().map(Token::of).collect();
    let words = outline(text);
    // What is quoted may well begin with "it": the subject of the sentence is whoever says so.
    let is_quoted = text.trim_start().starts_with(QUOTING);
    !is_quoted && leans_back(text, &tokens)
        || !is_told && is_said_by_pronoun(text, &words)
        || opens_with_pronoun(text, &words)
        || is_under_date(document, at, text, &words)
}

/// "“It held,” he said." and "The pier held, she said.": who speaks is told before.
fn is_said_by_pronoun(text: &str, words: &[Word]) -> bool {
    let spoken: Vec<&Word> = words.iter().filter(|word| word.is_spoken()).collect();
    let written =
        |at: usize| spoken.get(at).and_then(|word| text.get(word.span.range())).unwrap_or_default();
    let is_pronoun =
        |at: usize| matches!(written(at).to_lowercase().as_str(), "he" | "she" | "they");
    let says = |at: usize| saying::is_saying(&written(at).to_lowercase());
    let last = spoken.len();
    (1..last)
        .any(|at| is_pronoun(at) && says(at + 1) && follows_mark(text, spoken[at].span.start()))
}

/// Whether a comma or a quote mark stands in front of a place.
fn follows_mark(text: &str, at: usize) -> bool {
    text[..at].trim_end().ends_with([',', '”', '"', '’', '\''])
}

/// "After the vote she left", "But this failed": the subject of the main clause is a small word, and nothing with a name
/// stands in front of it.
fn opens_with_pronoun(text: &str, words: &[Word]) -> bool {
    if text.trim_start().starts_with(QUOTING) {
        return false;
    }
    let names = |word: &&Word| {
        word.has(Class::CAPITAL)
            && word.span.start() > 0
            && !word.has(Class::TIME.with(Class::DAY).with(Class::MONTH))
    };
    let front = words.iter().take_while(|word| !word.is_finite);
    let front: Vec<&Word> = front.collect();
    if front.iter().any(names) {
        return false;
    }
    let last =
        front.iter().rev().find(|word| word.kind == WordKind::Word && !word.has(Class::ADVERB));
    let Some(last) = last else { return false };
    let written = text.get(last.span.range()).unwrap_or_default().to_lowercase();
    // "But it failed", while "after the vote it rained" tells of nothing named before.
    let is_it = written == "it" && front.first().is_some_and(|first| first.has(Class::COORDINATOR));
    is_it
        || matches!(
            written.as_str(),
            "he" | "she" | "they" | "this" | "that" | "these" | "those" | "both"
        )
}

/// Whether a sentence that tells no time itself speaks of "the flood" behind a sentence of its paragraph that tells of
/// another year or month.
fn is_under_date(document: &Document, at: usize, text: &str, words: &[Word]) -> bool {
    let all = document.sentences();
    let Some(before) = at.checked_sub(1).and_then(|before| all.get(before)) else { return false };
    if before.block != all[at].block || tells_date(text) {
        return false;
    }
    let opens =
        words.iter().find(|word| word.is_spoken()).and_then(|word| text.get(word.span.range()));
    let opens = opens.unwrap_or_default().to_lowercase();
    let is_definite = matches!(
        opens.as_str(),
        "the"
            | "its"
            | "their"
            | "his"
            | "her"
            | "that"
            | "this"
            | "some"
            | "at"
            | "more"
            | "about"
            | "nearly"
            | "another"
            | "thousands"
            | "hundreds"
            | "dozens"
            | "it"
    );
    let counts = words.first().is_some_and(|word| word.kind == WordKind::Number);
    (is_definite || counts) && tells_date(document.slice(before.span))
}

/// Whether a year or a month is told, or how long ago something was.
fn tells_date(text: &str) -> bool {
    let terms = lexicon::terms(text);
    let is_year = |word: &str| {
        word.len() == 4 && word.parse().is_ok_and(|year: u32| (1000..2100).contains(&year))
    };
    (0..terms.len()).any(|at| {
        let word = terms[at].word();
        let next = terms.get(at + 1).map(lexicon::Term::stem);
        is_year(word)
            || VALUE_WORDS.is_month(word) && terms[at].is_name
            || matches!(word, "ago" | "earlier")
            || word == "last"
                && matches!(
                    next,
                    Some(
                        "year"
                            | "month"
                            | "week"
                            | "summer"
                            | "winter"
                            | "spring"
                            | "autumn"
                            | "time"
                    )
                )
    })
}

#[cfg(test)]
mod tests;
