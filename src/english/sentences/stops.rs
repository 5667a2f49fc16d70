//! A stop with the marks around it, and whether a sentence ends there.

use super::knowledge::{self, Abbreviation};
use super::lists;

pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '…' | '。' | '！' | '？' | '؟' | '।')
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '」' | '』')
}

/// Marks that close a quotation in other languages and open one in English: „…“, »…«.
fn may_close(c: char) -> bool {
    matches!(c, '“' | '‘' | '«' | '‹')
}

pub(super) fn is_opening(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '‘'
            | '„'
            | '‚'
            | '«'
            | '‹'
            | '»'
            | '('
            | '['
            | '{'
            | '—'
            | '–'
            | '-'
            | '¿'
            | '¡'
    )
}

fn begins_quotation(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '„' | '‚' | '«' | '‹' | '»')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '«' | '“')
}

/// Whether the line ends with a stop, marks that close something behind it or not.
pub(super) fn has_stop(line: &str) -> bool {
    without_closing(line).ends_with(is_stop)
}

/// The line without the marks that close something at its end.
pub(super) fn without_closing(line: &str) -> &str {
    line.trim_end_matches(|c| is_closing(c) || may_close(c))
}

/// Whether a quotation or a bracket is open at the end of the line.
pub(super) fn leaves_open(line: &str) -> bool {
    let count = |mark: char| line.matches(mark).count();
    count('“') > count('”')
        || count('"') % 2 == 1
        || count('(') > count(')')
        || count('[') > count(']')
}

/// A stop with those that follow it and the marks that close around them: `.`, `?!`, `. . .”`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cluster {
    start: usize,
    pub(super) end: usize,
    /// Full stops; an ellipsis of one character counts as three.
    dots: usize,
    /// There are spaces between the stops.
    spaced: bool,
}

impl Cluster {
    /// The cluster that begins with the stop at `start`.
    pub(super) fn at(words: &str, start: usize) -> Self {
        let mut cluster = Self { start, end: start, dots: 0, spaced: false };
        let mut only_dots = true;
        while let Some(rest) = words.get(cluster.end..) {
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { break };
            let next = chars.next();
            match c {
                '.' => cluster.dots += 1,
                '…' => cluster.dots += 3,
                ' ' | '\u{a0}'
                    if only_dots
                        && next == Some('.')
                        && !chars.next().is_some_and(char::is_alphanumeric) =>
                {
                    cluster.spaced = true;
                }
                c if is_stop(c) || is_closing(c) => only_dots = false,
                // The raised mark of a note.
                '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' => only_dots = false,
                c if may_close(c)
                    && next.is_none_or(|next| next.is_whitespace() || is_closing(next)) =>
                {
                    only_dots = false;
                }
                _ => break,
            }
            cluster.end += c.len_utf8();
        }
        cluster
    }

    /// Where the sentence that starts at `start` ends, if it ends with this cluster.
    pub(super) fn sentence_end(&self, words: &str, start: usize) -> Option<usize> {
        let (before, marks) = (words.get(start..self.start)?, words.get(self.start..self.end)?);
        let after = words.get(self.end..)?;
        if marks.starts_with(['。', '！', '？']) {
            return Some(self.end);
        }
        let next = after.chars().next()?;
        if !next.is_whitespace() {
            return ends_without_space(before, marks, after).then_some(self.end);
        }
        let after = after.trim_start();
        let word = after.trim_start_matches(|c: char| is_opening(c) || c.is_whitespace());
        let Some(first) = word.chars().next() else {
            return (!after.is_empty() && !after.starts_with(is_closing)).then_some(self.end);
        };
        if first.is_lowercase() {
            return None;
        }
        let next = Next {
            word,
            first,
            starts: after.starts_with(begins_quotation) || knowledge::is_starter(word),
        };
        if marks.contains(['?', '!', '؟', '।']) {
            return ends_with_mark(before, marks, &next).then_some(self.end);
        }
        if self.dots > 1 {
            return self.ellipsis_end(before, marks, &next);
        }
        let ends = match marks {
            "." => ends_with_stop(before, &next),
            _ => ends_with_closed_stop(before, marks, &next),
        };
        ends.then_some(self.end)
    }

    /// Three dots may stand for words in the middle of a sentence; a fourth one is its stop. Where that stop stands at
    /// the last word and the others apart, they stand for words that were left out of the next sentence.
    fn ellipsis_end(&self, before: &str, marks: &str, next: &Next<'_>) -> Option<usize> {
        /// A full stop and an ellipsis.
        const WITH_STOP: usize = 4;
        if self.dots >= WITH_STOP {
            let apart = marks == ". . . ." && before.ends_with(|c: char| !c.is_whitespace());
            return Some(if apart { self.start + 1 } else { self.end });
        }
        // “I” has a capital inside of sentences as well.
        let begins = next.starts
            && !matches!(knowledge::first_word(next.word), "I" | "I'm" | "I’m" | "I've" | "I’ve");
        (!self.spaced && begins).then_some(self.end)
    }
}

/// What stands behind a stop.
struct Next<'t> {
    /// The text from its first letter, digit or sign on.
    word: &'t str,
    first: char,
    /// It begins with a quotation mark or a word that begins sentences.
    starts: bool,
}

/// Whether the sentence ends with a question or exclamation mark: not in `“Why?” Macron asked`, `Yahoo! Mail`.
fn ends_with_mark(before: &str, marks: &str, next: &Next<'_>) -> bool {
    if marks == "!" && knowledge::has_exclamation(last_word(before)) {
        return next.starts;
    }
    let tagged = marks.ends_with(is_quote) && next.word.starts_with(char::is_uppercase);
    !(tagged && knowledge::goes_on_with_cue(next.word, false) && !next.starts)
}

/// Whether the sentence ends with a stop and the marks that close behind it: not in `“We stay.” Ann Lee said.`
fn ends_with_closed_stop(before: &str, marks: &str, next: &Next<'_>) -> bool {
    if lists::is_item_mark(before) {
        return false;
    }
    if marks.ends_with(is_quote) && knowledge::goes_on_with_cue(next.word, true) {
        return false;
    }
    let bracket =
        marks.contains([')', ']']) && knowledge::abbreviation(last_word(before)).is_some();
    !bracket || next.starts
}

/// Whether a full stop after `before` is more than the stop of an abbreviation.
fn ends_with_stop(before: &str, next: &Next<'_>) -> bool {
    if lists::is_item_mark(before) {
        return false;
    }
    let last = last_word(before);
    if last.chars().count() == 1 && last.chars().all(char::is_uppercase) {
        return ends_with_letter(before, last, next);
    }
    match knowledge::abbreviation(last) {
        Some(Abbreviation::Ambiguous | Abbreviation::Time) if begins_clause(before) => false,
        Some(Abbreviation::NeverLast) => false,
        Some(Abbreviation::BeforeNumber) => !next.first.is_numeric(),
        Some(Abbreviation::Ambiguous) => next.starts,
        Some(Abbreviation::Time) => next.starts || is_titled(next.word) && !is_fronted(before),
        None => true,
    }
}

/// A capital letter alone is an initial of a name, unless it is the word “I” or the letter of `plan B`.
fn ends_with_letter(before: &str, letter: &str, next: &Next<'_>) -> bool {
    let rest = before.strip_suffix(letter).unwrap_or_default().trim_end();
    let word = last_word(rest);
    let small = word.starts_with(char::is_lowercase);
    match letter {
        "I" => small || next.starts,
        _ if small || knowledge::is_lettered(word.trim_end_matches('.')) => next.starts,
        _ => false,
    }
}

/// Whether the text begins with a title: `Mr. Smith`.
fn is_titled(text: &str) -> bool {
    let word = knowledge::first_word(text);
    text.get(word.len()..).is_some_and(|rest| rest.starts_with('.'))
        && knowledge::abbreviation(word) == Some(Abbreviation::NeverLast)
}

/// Whether the words are no more than a time at the start of a sentence: `At 5 a.m`.
fn is_fronted(words: &str) -> bool {
    /// `Shortly after 5:30 a.m`
    const MOST_WORDS: usize = 4;
    words.split_whitespace().nth(MOST_WORDS).is_none()
}

/// Whether the words end with no more of a clause than where or when: `No one knew that at 7 p.m`, `if in the U.S`.
fn begins_clause(words: &str) -> bool {
    /// `on Friday at about 7:30 p.m`
    const MOST_WORDS: usize = 6;
    /// `that`, `at`
    const FEWEST_WORDS: usize = 2;
    let behind: Vec<_> = words.rsplit(' ').take(MOST_WORDS + 1).collect();
    behind.iter().skip(FEWEST_WORDS).position(|word| knowledge::opens_clause(word)).is_some_and(
        |at| {
            let first = behind.get(at + FEWEST_WORDS - 1);
            first.is_some_and(|word| knowledge::begins_place(word))
        },
    )
}

/// Whether a sentence ends at a stop without a space behind it: `It is over.The board left.`
fn ends_without_space(before: &str, marks: &str, after: &str) -> bool {
    /// What follows a stop in names of hosts.
    const HOSTS: [&str; 5] = ["com", "org", "net", "gov", "edu"];
    if !matches!(marks, "." | "?" | "!") || !after.starts_with(char::is_uppercase) {
        return false;
    }
    let last = last_word(before);
    let number = !last.is_empty() && last.chars().all(|c| c.is_ascii_digit() || c == ',');
    let letters = last.chars().all(char::is_alphabetic)
        && last.chars().nth(1).is_some()
        && last.chars().skip(1).all(char::is_lowercase);
    if !(number || letters) || knowledge::abbreviation(last).is_some() {
        return false;
    }
    let word = knowledge::first_word(after);
    let rest = after.get(word.len()..).unwrap_or_default();
    let host = HOSTS.iter().any(|host| host.eq_ignore_ascii_case(word));
    let plain = word.chars().skip(1).all(|c| !c.is_uppercase() && !c.is_numeric()) && !host;
    let parted = rest.starts_with(|c: char| c.is_whitespace() || c == ',') || is_titled(after);
    let begins = knowledge::is_starter(after) || is_titled(after);
    // A name behind a name may be one name of two parts.
    let apart = last.starts_with(char::is_lowercase) && word.chars().nth(2).is_some();
    plain && parted && (begins || apart)
}

/// The word at the end, back to white space, an opening mark or a slash.
pub(super) fn last_word(text: &str) -> &str {
    /// No abbreviation is longer, in characters.
    const LONGEST: usize = 16;
    let is_edge = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '“' | '‘' | '(' | '[' | '—' | '–' | '/' | '«' | '»')
    };
    let length: usize =
        text.chars().rev().take(LONGEST).take_while(|c| !is_edge(*c)).map(char::len_utf8).sum();
    text.get(text.len() - length..).unwrap_or_default()
}
