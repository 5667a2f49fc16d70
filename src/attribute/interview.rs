//! Interviews whose questions are set off, in bold or as headings or as paragraphs of their own, with answers in no quote
//! marks below them.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

use std::ops::Range;

use crate::attribute::reports::{Report, Source};
use crate::attribute::sentences::{Reading, Sentence};
use crate::attribute::tokens::Kind;
use crate::attribute::transcript;

/// From this many questions in bold or with the mark of a heading on, a text may be an interview.
const MARKED_QUESTIONS: usize = 2;
/// From this many questions without such a mark on.
const PLAIN_QUESTIONS: usize = 3;

/// Words that a reporter does not write of himself, so that a paragraph with one is somebody's answer.
const FIRST_PERSON: [&str; 9] = ["i", "me", "my", "mine", "we", "us", "our", "ours", "myself"];

/// A paragraph with what an interview is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    MarkedQuestion,
    PlainQuestion,
    Answer,
    Other,
}

/// For every sentence, whether its paragraph is a question or an answer of an interview; empty if the text is none.
///
/// Headings ask as well ("What is the vote about?"), and reporters answer them. So most of the answers must speak of
/// themselves, and all of them where the questions are not set off.
pub(crate) fn find(reading: &Reading<'_>) -> Vec<bool> {
    let mut paragraphs: Vec<(Range<usize>, Part)> = paragraphs(reading);
    for (sentences, part) in &mut paragraphs {
        *part = question(reading, sentences.clone());
    }
    let is_question = |part: Part| matches!(part, Part::MarkedQuestion | Part::PlainQuestion);
    // Most texts ask nothing, and need no closer look.
    if !paragraphs.iter().any(|(_, part)| is_question(*part)) {
        return Vec::new();
    }
    for (sentences, part) in paragraphs.iter_mut().filter(|(_, part)| !is_question(*part)) {
        *part = answer(reading, sentences.clone());
    }
    let pairs = || {
        paragraphs.windows(2).filter_map(|pair| match pair {
            [(_, question), (_, answer)] => Some((*question, *answer)),
            _ => None,
        })
    };
    let marked = paragraphs.iter().filter(|(_, part)| *part == Part::MarkedQuestion).count();
    let asked =
        pairs().filter(|&(question, answer)| is_question(question) && !is_question(answer)).count();
    let answered = pairs()
        .filter(|&(question, answer)| is_question(question) && answer == Part::Answer)
        .count();
    let is_interview = marked >= MARKED_QUESTIONS
        && (answered * 2 > asked || answered > 0 && addressed(reading, &paragraphs))
        || asked >= PLAIN_QUESTIONS && answered == asked;
    if !is_interview {
        return Vec::new();
    }
    let mut spoken = vec![false; reading.sentences.len()];
    let mut before = Part::Other;
    let mut begun = false;
    for (sentences, part) in paragraphs {
        begun |= is_question(part);
        if begun && (part != Part::Other || is_question(before)) {
            spoken.get_mut(sentences).unwrap_or_default().fill(true);
        }
        before = part;
    }
    spoken
}

/// Whether a question is put to somebody: "What do you do all day?"
fn addressed(reading: &Reading<'_>, paragraphs: &[(Range<usize>, Part)]) -> bool {
    let marked = paragraphs.iter().filter(|(_, part)| *part == Part::MarkedQuestion);
    marked.flat_map(|(sentences, _)| sentences.clone()).any(|index| {
        let sentence = reading.sentence(index);
        (0..sentence.len())
            .any(|unit| ["you", "your", "yours"].iter().any(|word| sentence.is_text(unit, word)))
    })
}

fn paragraphs(reading: &Reading<'_>) -> Vec<(Range<usize>, Part)> {
    let mut found: Vec<(Range<usize>, Part)> = Vec::new();
    for index in 0..reading.sentences.len() {
        match found.last_mut() {
            Some((sentences, _)) if !reading.opens_paragraph(index) => sentences.end = index + 1,
            _ => found.push((index..index + 1, Part::Other)),
        }
    }
    found
}

/// Whether the paragraph of these sentences asks.
fn question(reading: &Reading<'_>, sentences: Range<usize>) -> Part {
    let last = reading.sentence(sentences.end.saturating_sub(1));
    let quotes = |index: usize| {
        let sentence = reading.sentence(index);
        (0..sentence.len()).any(|unit| sentence.is_quoted(unit))
    };
    if !last.is_text(last.len().saturating_sub(1), "?")
        || sentences.len() > 3
        || sentences.clone().any(quotes)
    {
        return Part::Other;
    }
    if is_set_off(&reading.sentence(sentences.start)) {
        Part::MarkedQuestion
    } else {
        Part::PlainQuestion
    }
}

/// Whether in the paragraph of these sentences somebody speaks of themselves.
fn answer(reading: &Reading<'_>, mut sentences: Range<usize>) -> Part {
    let own = |index: usize| {
        let sentence = reading.sentence(index);
        (0..sentence.len()).any(|unit| FIRST_PERSON.iter().any(|word| sentence.is_text(unit, word)))
    };
    if sentences.any(own) { Part::Answer } else { Part::Other }
}

/// Whether the paragraph begins with the mark of bold words or of a heading.
fn is_set_off(first: &Sentence<'_>) -> bool {
    let start = first.span(0, 0).start();
    let before = first.reading.text.get(..start).unwrap_or_default();
    first.text(0) == "#" || before.ends_with("**") || before.ends_with("__")
}

/// The paragraph that begins with the sentence, as said by somebody whom it does not name.
pub(crate) fn turn(sentence: &Sentence<'_>) -> Option<Report> {
    let first = (0..sentence.len()).find(|&unit| !sentence.is(unit, Kind::Other))?;
    let units = first..sentence.len();
    Report::new(sentence, units, None, None, Source::Untold, transcript::RULE)
}
