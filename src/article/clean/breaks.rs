//! Which line breaks end a paragraph, where the file's width does not tell.
//!
//! A break that splits a sentence is worse than two paragraphs in one: "found no proof that / the treasurer had lied to
//! them." So where the words leave it open, the lines stay together.

use super::{furniture, lost_marks};
use crate::english::sentences::{self, LineBreak};

/// How the text as a whole sets its paragraphs apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// With blank lines: a single line break is no sign of an end.
    BlankLines,
    /// With single line breaks.
    LineBreaks,
}

impl Style {
    /// Told from the breaks behind lines that end with a stop.
    pub(super) fn of(text: &str) -> Self {
        let (mut blank, mut single) = (0, 0);
        let mut lines = text.split('\n').peekable();
        while let Some(line) = lines.next() {
            let Some(next) = lines.peek() else { break };
            if sentences::has_stop(line) {
                if next.is_empty() {
                    blank += 1;
                } else {
                    single += 1;
                }
            }
        }
        if blank >= single { Self::BlankLines } else { Self::LineBreaks }
    }
}

/// A break between two lines that have no blank line between them.
pub(super) struct Break<'t> {
    pub(super) line: &'t str,
    pub(super) next: &'t str,
    /// The line is the first of the text.
    pub(super) first: bool,
    /// The line begins its group of lines with a small letter: an item of a list of words.
    pub(super) listed: bool,
    /// One of the lines after it, without a blank line between, ends with a stop.
    pub(super) stops: bool,
}

impl Break<'_> {
    /// Whether the break stands inside a paragraph, for sure or because nothing speaks for its end.
    pub(super) fn joins(&self, style: Style) -> bool {
        // Where quotation marks were damaged, this letter is left of them.
        let line = self.line.trim_end_matches(lost_marks::LEFT);
        let next = self.next.trim_start_matches(lost_marks::LEFT);
        if line.is_empty() || next.is_empty() || starts_item(line, next) || self.listed {
            return false;
        }
        match sentences::line_break(line, next) {
            LineBreak::Inside => {
                let labelled = sentences::has_stop(line) && furniture::is_section_label(next);
                !(labelled || is_label(line) && starts_turn(next))
            }
            LineBreak::Ends => false,
            LineBreak::Open => {
                self.stops && is_letter(line)
                    || !self.is_apart() && self.stops && self.joins_open(style)
            }
        }
    }

    /// Whether one of the lines is no text of the article, or the next one begins another's turn to speak.
    fn is_apart(&self) -> bool {
        let apart = |line: &str| {
            furniture::is_credit(line)
                || furniture::is_teaser_lead(line)
                || furniture::is_section_label(line)
                || (furniture::date_line(line).is_some() && !line.ends_with('.'))
                || furniture::byline(line).is_some()
                || furniture::source_line(line).is_some()
                || furniture::is_last_line(line)
        };
        apart(self.line)
            || apart(self.next)
            || furniture::trailing_credit(self.line).is_some()
            || furniture::dateline(self.next).is_some()
            || furniture::describes_picture(self.line)
            || starts_turn(self.next)
            || is_signature(self.next)
    }

    fn joins_open(&self, style: Style) -> bool {
        let (line, next) = (self.line, self.next);
        if line.ends_with(':') {
            return !is_label(line) && style == Style::BlankLines;
        }
        match style {
            Style::BlankLines => true,
            Style::LineBreaks => {
                let capital = |word: Option<&str>| {
                    word.is_some_and(|word| word.starts_with(char::is_uppercase))
                };
                let name_goes_on =
                    capital(line.rsplit(' ').next()) && capital(next.split(' ').next());
                let number = |c: char| c.is_ascii_digit() || matches!(c, '$' | '£' | '€');
                let number = next.starts_with(number) || furniture::date_line(next).is_some();
                let goes_on = !is_short(line)
                    || number
                    || furniture::tells(line)
                    || (name_goes_on && !is_title_case(line));
                goes_on && !self.first
            }
        }
    }
}

/// Whether the next line is an item of a list. A number other than 1 is one only behind another item, for "It was built
/// in / 1987. The sea was calm." has a number there as well.
pub(super) fn starts_item(line: &str, next: &str) -> bool {
    let bullet = |text: &str| {
        text.starts_with(['•', '‣', '▪', '●', '◦', '·', '⁃'])
            || text.starts_with("* ")
            || text.starts_with("- ")
    };
    bullet(next)
        || item_number(next).is_some_and(|number| number == 1 || item_number(line).is_some())
}

/// The number of an item: `1. Oil the hinges`, `2) Cut the hedges`.
pub(super) fn item_number(line: &str) -> Option<u32> {
    let (number, rest) = line.split_once(['.', ')'])?;
    let rest = rest.strip_prefix(')').unwrap_or(rest);
    (number.len() <= 3 && rest.starts_with(' ')).then(|| number.parse().ok())?
}

/// `Q:`, `Ann Lee:`, `SEN. RAY COLE (D-Ohio):`
fn starts_turn(line: &str) -> bool {
    /// Words of a speaker with office and party.
    const MOST_WORDS: usize = 6;
    let Some((name, _)) = line.split_once(':') else { return false };
    let mut words = name.split(' ');
    words.clone().nth(MOST_WORDS).is_none()
        && words.all(|word| {
            word.starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '*' | '['))
        })
}

/// A few words and a colon.
fn is_label(line: &str) -> bool {
    /// `Points of the plan:`
    const MOST_WORDS: usize = 4;
    line.ends_with(':') && line.split(' ').nth(MOST_WORDS).is_none()
}

/// A capital letter alone: the first of a word.
fn is_letter(line: &str) -> bool {
    let letter = line.trim_start_matches(['“', '"']);
    letter.chars().count() == 1 && letter.chars().all(char::is_uppercase)
}

/// `— Ann Lee`
fn is_signature(line: &str) -> bool {
    line.starts_with(['—', '–', '―', '~'])
}

/// Whether nearly all longer words begin with a capital, as in the headlines of some papers.
fn is_title_case(line: &str) -> bool {
    /// Shorter words are small in headlines too. In characters.
    const SHORTEST: usize = 4;
    let words = || {
        line.split(' ')
            .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST)
    };
    let capitals = words().filter(|word| word.starts_with(|c: char| !c.is_lowercase())).count();
    capitals >= 2 && capitals * 10 >= words().count() * 9
}

/// Whether the line is not too long for a heading.
fn is_short(line: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 80;
    line.chars().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `/` stands for the line break.
    fn joins(text: &str, style: Style) -> bool {
        let (line, next) = text.split_once(" / ").unwrap();
        Break { line, next, first: false, listed: false, stops: sentences::has_stop(next) }
            .joins(style)
    }

    #[test]
    fn breaks_inside_of_sentences() {
        for text in [
            "The jury saw no sign that / the baker had set the fire.",
            "The jury saw no sign that Mia / Lund had set the fire.",
            "The jury saw no sign that the / Ostrava trains were late.",
            "They never worked for / The Lantern.",
            "“We did not say that / the bridge is safe,” Mia Lund said.",
            "“We did not say that Mia / Lund was here,” he said.",
            "It was not built in / 1987. The sea was calm.",
            "It cost the town / $3.5 million.",
            "The mill opened on / March 3, 2025.",
            "He never met Mr. / Lund in the mill.",
            "She lives in the U.S. / Virgin Islands.",
            "“Why?” / Lund asked.",
            "Nobody in the town said this about the mill: / it is safe.",
            "The mill was, / Lund said, not safe.",
            "Mayor Ida Lund did not meet / King Olav of Norway.",
            "The mayor had never met / King Olav of Norway.",
            "“It burned,” / Lund said.",
            "Nobody in / Tarno saw it burn.",
            "The miller asked who would / â pay for the mill.",
            "The mill (and the old / Ford bridge) did not burn.",
        ] {
            for style in [Style::LineBreaks, Style::BlankLines] {
                assert!(joins(text, style), "{text} {style:?}");
            }
        }
        for text in
            ["No one told / Lund of the fire.", "Nobody in the town said this: / “The mill burns.”"]
        {
            assert!(joins(text, Style::BlankLines), "{text}");
        }
    }

    #[test]
    fn breaks_that_end_something() {
        for text in [
            "The mill burned. / The bridge did not.",
            "A long wait / The news came at noon.",
            "The mill is shut / By Mia Lund",
            "The mill is shut / March 3, 2025",
            "The mill is shut / Photo: Mia Lund",
            "What must be done: / 1. Mend the mill.",
            "The mill burned / • The bridge did not.",
            "Q: Who was there? / A: Nobody.",
            "“The mill stays.” / — Mia Lund",
            "Mills by year / 2024 12",
            "Mills wereâ safe. / âNo one slept.",
        ] {
            assert!(!joins(text, Style::LineBreaks), "{text}");
            assert!(!joins(text, Style::BlankLines), "{text}");
        }
        for text in [
            "A long wait / Lund met the press at noon.",
            "Why it was shut / Lund met the press at noon.",
        ] {
            assert!(!joins(text, Style::LineBreaks), "{text}");
        }
    }
}
