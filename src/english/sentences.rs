//! Paragraphs become sentences.
//!
//! The well-kept crates keep a quotation of several sentences whole or break after "U.S."; answers need
//! short passages, so a sentence ends at its full stop inside of quotation marks too.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::model::document::{Block, Sentence};
use crate::model::span::TextSpan;

/// The sentences of the stretch `span` of `text`, in order, without white space at their edges. Together
/// they hold every word of the stretch. Takes linear time.
#[must_use]
pub fn sentences(text: &str, span: TextSpan) -> Vec<TextSpan> {
    let Some(words) = text.get(span.range()) else { return vec![] };
    let mut sentences = Vec::new();
    let mut add = |start: usize, end: usize| {
        let kept = words[start..end].trim_start();
        let start = end - kept.len();
        let kept = kept.trim_end();
        if !kept.is_empty() {
            let start = span.start() + start;
            sentences.push(TextSpan::new(start, start + kept.len()));
        }
    };
    let mut start = 0;
    let mut brackets = Brackets::default();
    let mut at = 0;
    while at < words.len() {
        let byte = words.as_bytes()[at];
        if byte.is_ascii() && !matches!(byte, b'.' | b'?' | b'!' | b'(' | b')' | b'[' | b']') {
            at += 1;
            continue;
        }
        let Some(c) = words[at..].chars().next() else { break };
        if !is_stop(c) {
            brackets.see(c, at);
            at += c.len_utf8();
            continue;
        }
        let end = stop_end(words, at);
        for (offset, c) in words[at..end].char_indices() {
            brackets.see(c, at + offset);
        }
        if !brackets.holds(end) && is_boundary(&words[start..], at - start, end - start) {
            add(start, end);
            start = end;
            brackets = Brackets::default();
        }
        at = end;
    }
    add(start, words.len());
    sentences
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

/// The data file, as it is written.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    never_last: Vec<String>,
    before_number: Vec<String>,
    ambiguous: Vec<String>,
    starters: HashSet<String>,
    cues: HashSet<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Abbreviation {
    NeverLast,
    BeforeNumber,
    Ambiguous,
}

struct Words {
    abbreviations: HashMap<String, Abbreviation>,
    starters: HashSet<String>,
    cues: HashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let data: Data = crate::english::data(
        "abbreviations.toml",
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/abbreviations.toml")),
    );
    let class = |words: Vec<String>, class| words.into_iter().map(move |word| (word, class));
    let abbreviations = class(data.ambiguous, Abbreviation::Ambiguous)
        .chain(class(data.before_number, Abbreviation::BeforeNumber))
        .chain(class(data.never_last, Abbreviation::NeverLast))
        .collect();
    Words { abbreviations, starters: data.starters, cues: data.cues }
});

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '…' | '。' | '！' | '？' | '؟' | '।')
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '」' | '』')
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '‹' | '(' | '[' | '{' | '—' | '–' | '-' | '¿' | '¡')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»')
}

/// Past the stop at `at`, further stops, and the marks that close around them.
fn stop_end(words: &str, at: usize) -> usize {
    let rest = &words[at..];
    let marks = rest.find(|c| !is_stop(c) && !is_closing(c)).unwrap_or(rest.len());
    at + marks
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
        self.depth > 0 && at - self.opened < Self::REACH
    }
}

/// Whether the sentence that starts `words` ends at `end`, whose stop stands at `stop`.
fn is_boundary(words: &str, stop: usize, end: usize) -> bool {
    let (before, marks, after) = (&words[..stop], &words[stop..end], &words[end..]);
    if marks.starts_with(['。', '！', '？']) {
        return true;
    }
    let Some(next) = after.chars().next() else { return true };
    if !next.is_whitespace() {
        return false;
    }
    let after = after.trim_start();
    let word = after.trim_start_matches(is_opening);
    let Some(first) = word.chars().next() else {
        return after.is_empty() || !after.starts_with(is_closing);
    };
    if first.is_lowercase() {
        return false;
    }
    let quoted = after.len() > word.len();
    if marks == "." {
        return ends_with_stop(before, word, first, quoted);
    }
    !(marks.starts_with(['?', '!'])
        && marks.ends_with(is_quote)
        && !quoted
        && goes_on_with_cue(word))
}

/// Whether a full stop after `before` is more than the stop of an abbreviation.
fn ends_with_stop(before: &str, next: &str, first: char, quoted: bool) -> bool {
    let last = last_word(before);
    let starts = quoted || is_starter(next);
    let letters = last.chars().count();
    if letters == 1 && last != "I" && last.chars().all(char::is_uppercase) {
        // An initial of a name, unless a small word stands before it (“We chose plan B. The …”).
        return starts && is_lower_before(before, last);
    }
    // The number of a list item: “1. Sign the deal.”
    if before.trim_start().len() == last.len()
        && letters <= 3
        && last.chars().all(|c| c.is_ascii_digit())
    {
        return false;
    }
    let class = WORDS.abbreviations.get(last).copied();
    match class.or_else(|| last.contains('.').then_some(Abbreviation::Ambiguous)) {
        Some(Abbreviation::NeverLast) => false,
        Some(Abbreviation::BeforeNumber) => !first.is_numeric(),
        Some(Abbreviation::Ambiguous) => starts,
        None => true,
    }
}

/// Whether the word before the last is written small, so that the last is no initial of a name.
fn is_lower_before(before: &str, last: &str) -> bool {
    let rest = before[..before.len() - last.len()].trim_end();
    last_word(rest).starts_with(char::is_lowercase)
}

/// The word at the end, back to white space, an opening mark or a slash.
fn last_word(text: &str) -> &str {
    /// No abbreviation is longer, in characters.
    const LONGEST: usize = 12;
    let is_edge = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '“' | '‘' | '(' | '[' | '—' | '–' | '/' | '«')
    };
    let length: usize =
        text.chars().rev().take(LONGEST).take_while(|c| !is_edge(*c)).map(char::len_utf8).sum();
    &text[text.len() - length..]
}

fn first_word(text: &str) -> &str {
    /// No word of the lists is longer, in characters.
    const LONGEST: usize = 16;
    let is_part = |c: &char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    let length: usize = text.chars().take(LONGEST).take_while(is_part).map(char::len_utf8).sum();
    &text[..length]
}

fn is_starter(text: &str) -> bool {
    let word = first_word(text);
    WORDS.starters.contains(word)
        || (word.contains('’') && WORDS.starters.contains(&word.replace('’', "'")))
}

/// A name and a cue: “Why?” Macron asked.
fn goes_on_with_cue(text: &str) -> bool {
    /// Words of a name with its titles.
    const MOST_WORDS: usize = 6;
    let mut rest = text;
    for _ in 0..MOST_WORDS {
        let word = first_word(rest);
        if WORDS.cues.contains(word) {
            return true;
        }
        if !word.starts_with(char::is_uppercase) {
            return false;
        }
        rest = rest[word.len()..].trim_start_matches(['.', ' ']);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentences, with `|` between them.
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let found: Vec<_> = sentences(&text, TextSpan::new(0, text.len()))
            .into_iter()
            .map(|span| &text[span.range()])
            .collect();
        let wanted: Vec<_> = marked.split('|').map(str::trim).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn stops_that_end_sentences() {
        for marked in [
            "He left.| She stayed.",
            "He left!| She stayed?| They slept.",
            "“We determined what forces are needed.| We determined how.”| He left.",
            "\"These are not just words.| There is concrete content,\" he said.",
            "The meeting was “a milestone.”| “This does not mean peace,” he said.",
            "It was agreed (see the plan.)| The talks went on.",
            "It fell by 3.5 per cent in 2014.| In 2022 it rose.",
            "He lives in the U.S.| He came in 2014.",
            "He works for Acme Inc.| The firm is old.",
            "They met at 5 p.m.| Then they ate.",
            "“Why now?”| The question stayed open.",
            "He said no.| Then he left.",
            "He waited …| Nothing came.",
            "It had 35 members.| 27 of them came.",
            "日本語です。|次の文です。",
            "The law was passed.| 'We are glad,' he said.",
            "We chose plan B.| The others did not.",
            "Nobody is older than I.| He knows it.",
        ] {
            check(marked);
        }
    }

    #[test]
    fn stops_that_do_not() {
        for marked in [
            "U.S. envoy Steve Witkoff said the U.S. “strongly stands behind” guarantees.",
            "NATO’s top commander, U.S. Gen. Alexus G. Grynkewich, took part.",
            "Mr. Macron met Mrs. Meloni and Dr. J. R. Smith on Jan. 6, 2026.",
            "“Why?” he asked.",
            "“Why now?” Macron asked.",
            "“Never!” Prime Minister Keir Starmer told reporters.",
            "He lives at No. 10 and reads pp. 3 to 5, e.g. at 9 a.m. daily.",
            "Yahoo! was sold.",
            "It costs $3.50 at example.com today.",
            "1. Sign the deal.",
            "He said (It was late. Nobody came.) that all was well.",
            "He paused ... and went on.",
            "Apple Inc. Chief Executive Tim Cook came.",
            "The U.S.-led talks went on.",
            "",
        ] {
            if marked.is_empty() {
                assert!(sentences("", TextSpan::new(0, 0)).is_empty());
            } else {
                check(marked);
            }
        }
    }
}
