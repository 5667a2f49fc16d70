//! Paragraphs become sentences.
//!
//! The well-kept crates keep a quotation of several sentences whole or break after "U.S."; answers need
//! short passages, so a sentence ends at its full stop inside of quotation marks too. Where the words leave
//! it open whether a stop ends a sentence, it does not: half a sentence may say the opposite of the whole.

mod knowledge;
mod lists;
mod stops;

use crate::model::document::{Block, Sentence};
use crate::model::span::TextSpan;

/// The sentences of the stretch `span` of `text`, in order, without white space at their edges. Together
/// they hold every word of the stretch. Takes linear time.
#[must_use]
pub fn sentences(text: &str, span: TextSpan) -> Vec<TextSpan> {
    let Some(words) = text.get(span.range()) else { return vec![] };
    let mut found = Vec::new();
    let mut start = 0;
    for end in ends(words).into_iter().chain([words.len()]) {
        let Some(stretch) = words.get(start..end) else { continue };
        let kept = stretch.trim_start();
        let from = span.start() + end - kept.len();
        let kept = kept.trim_end();
        if !kept.is_empty() {
            found.push(TextSpan::new(from, from + kept.len()));
        }
        start = end;
    }
    found
}

/// The sentences of all served blocks.
#[must_use]
pub fn sentences_of_blocks(text: &str, blocks: &[Block]) -> Vec<Sentence> {
    let served = blocks.iter().enumerate().filter(|(_, block)| block.kind.is_served());
    served
        .flat_map(|(index, block)| {
            sentences(text, block.span).into_iter().map(move |span| Sentence { span, block: index })
        })
        .collect()
}

/// What two lines of text tell about the line break between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineBreak {
    /// It stands inside a sentence.
    Inside,
    /// A sentence, a heading or a label ends with the line.
    Ends,
    /// The first line has no stop and the second may begin anything: a name, a number, a quotation.
    Open,
}

/// Reads the break between two lines; both have words and no white space at their edges.
pub(crate) fn line_break(line: &str, next: &str) -> LineBreak {
    /// No more of a line is looked at, in bytes: the sentence around its edge is shorter.
    const REACH: usize = 600;
    let line = knowledge::tail(line, REACH);
    let next = knowledge::head(next, REACH);
    let bare = stops::without_closing(line);
    if knowledge::begins_small(next) || bare.ends_with([',', ';', '-', '‐', '–', '—', '(', '['])
    {
        return LineBreak::Inside;
    }
    if stops::has_stop(line) {
        let both = format!("{line} {next}");
        let ends = ends(&both).contains(&line.len());
        return if ends { LineBreak::Ends } else { LineBreak::Inside };
    }
    let word = stops::last_word(line);
    if knowledge::is_unfinished(word) || stops::leaves_open(line) {
        return LineBreak::Inside;
    }
    let quoted = next.starts_with(stops::is_opening);
    if knowledge::is_starter(next) && !quoted {
        LineBreak::Ends
    } else if knowledge::is_particle(word) {
        LineBreak::Inside
    } else {
        LineBreak::Open
    }
}

/// Whether the line ends with a stop, marks that close something behind it or not.
pub(crate) fn has_stop(line: &str) -> bool {
    stops::has_stop(line)
}

/// Whether something must follow the line: it ends with an article, a preposition, an auxiliary.
pub(crate) fn is_unfinished(line: &str) -> bool {
    knowledge::is_unfinished(stops::last_word(line))
}

/// The abbreviations in small letters, without their last stop, and whether no sentence ends with them.
pub(crate) fn abbreviations() -> impl Iterator<Item = (String, bool)> {
    knowledge::abbreviations()
}

/// Whether the text begins with a word that begins sentences far more often than it stands inside of one in capitals.
pub(crate) fn is_starter(text: &str) -> bool {
    knowledge::is_starter(text)
}

/// Offsets at which a sentence ends, in order; the end of the text is none of them.
fn ends(words: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut brackets = Brackets::default();
    let mut at = 0;
    while let Some(byte) = words.as_bytes().get(at).copied() {
        if !is_of_interest(byte) {
            at += 1;
            continue;
        }
        if let Some(end) = lists::item_before(words, start, at) {
            found.push(end);
            (start, brackets) = (end, Brackets::default());
        }
        let Some(c) = words.get(at..).and_then(|rest| rest.chars().next()) else { break };
        if !stops::is_stop(c) {
            brackets.see(c, at);
            at += c.len_utf8();
            continue;
        }
        let cluster = stops::Cluster::at(words, at);
        for (offset, c) in words[at..cluster.end].char_indices() {
            brackets.see(c, at + offset);
        }
        if !brackets.holds(cluster.end)
            && let Some(end) = cluster.sentence_end(words, start)
        {
            found.push(end);
            (start, brackets) = (end, Brackets::default());
        }
        at = cluster.end;
    }
    found
}

/// Whether a character that begins with this byte may end a sentence, open or close a bracket, or stand before an
/// item of a list.
fn is_of_interest(byte: u8) -> bool {
    !byte.is_ascii() || matches!(byte, b'.' | b'?' | b'!' | b'(' | b')' | b'[' | b']' | b' ')
}

/// Brackets that are open, because a sentence in brackets belongs to the one around it.
#[derive(Default)]
struct Brackets {
    depth: usize,
    opened: usize,
}

impl Brackets {
    /// A bracket that has not been closed after this many bytes was never meant to be.
    const REACH: usize = 400;

    fn see(&mut self, c: char, at: usize) {
        match c {
            '(' | '[' => {
                self.depth += 1;
                self.opened = at;
            }
            ')' | ']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    fn holds(&self, at: usize) -> bool {
        self.depth > 0 && at.saturating_sub(self.opened) < Self::REACH
    }
}

#[cfg(test)]
mod tests;
