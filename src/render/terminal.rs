//! Answers as text for a terminal.

mod quoted;

use std::fmt::Write;

use crate::article::corpus::Corpus;
use crate::engine::Explained;
use crate::model::answer::{Answer, Outcome, Passage, Summary, label};
use crate::model::document::Document;
use crate::render::{fragment, verdict};
use crate::search::rank;
pub use quoted::{compare, quotes, reply, who, whosaid};

/// How text is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Whether to colour; only a terminal shows it.
    pub colour: bool,
    /// Columns to wrap at; `None` leaves lines as long as they are.
    pub width: Option<usize>,
}

/// An ANSI "select graphic rendition" sequence.
#[derive(Clone, Copy)]
pub(crate) enum Ink {
    Bold,
    Dim,
}

impl Style {
    fn ink(self, ink: Ink, text: &str) -> String {
        let code = match ink {
            Ink::Bold => "1",
            Ink::Dim => "2",
        };
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// Lines of at most the style's width, each behind `indent`.
    fn wrap(self, indent: &str, text: &str) -> Vec<String> {
        let text = visible(text);
        let Some(width) = self.width else { return vec![format!("{indent}{text}")] };
        let options =
            textwrap::Options::new(width.max(20)).initial_indent(indent).subsequent_indent(indent);
        textwrap::wrap(&text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
    }

    /// A paragraph whose middle is bold. Where a line is broken inside of it, it ends and begins anew.
    fn marked(self, out: &mut String, around: [&str; 3]) {
        let text = visible(&around.concat());
        let [before, marked, _] =
            around.map(|part| part.chars().filter(|c| !c.is_whitespace()).count());
        let mut seen = 0;
        for line in self.wrap("", &text) {
            let place = |character: char| {
                let inside = seen >= before && seen < before + marked;
                seen += usize::from(!character.is_whitespace());
                (character, inside && seen > before)
            };
            let placed: Vec<(char, bool)> = line.chars().map(place).collect();
            for run in placed.chunk_by(|one, other| one.1 == other.1) {
                let words: String = run.iter().map(|(character, _)| character).collect();
                let is_bold = run.first().is_some_and(|(_, is_bold)| *is_bold);
                out.push_str(&if is_bold { self.ink(Ink::Bold, &words) } else { words });
            }
            out.push('\n');
        }
    }

    pub(crate) fn paragraph(self, out: &mut String, indent: &str, ink: Option<Ink>, text: &str) {
        for line in self.wrap(indent, text) {
            let line = ink.map_or(line.clone(), |ink| self.ink(ink, &line));
            out.push_str(&line);
            out.push('\n');
        }
    }
}

/// Control characters would let an article steer the terminal: they are shown as U+FFFD, the end of a line as a blank.
fn visible(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' => ' ',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.chars().map(shown).collect()
}

const INDENT: &str = "    ";

/// Passages shown below a refusal.
const RELATED: usize = 2;

/// An answer: passages with their sources, or why there is none.
#[must_use]
pub fn answer(answer: &Answer<'_>, style: Style) -> String {
    let mut out = String::new();
    if let Outcome::NotFound(refusal) = &answer.outcome {
        style.paragraph(&mut out, "", Some(Ink::Bold), &format!("Not found: {refusal}."));
        if !answer.passages.is_empty() {
            out.push('\n');
            style.paragraph(&mut out, "", Some(Ink::Dim), "Related, but no answer:");
        }
        for passage in answer.passages.iter().take(RELATED) {
            style.paragraph(&mut out, INDENT, None, passage.text());
            style.paragraph(&mut out, INDENT, Some(Ink::Dim), &passage.citation().label());
        }
        return out;
    }
    if let Some(note) = &answer.note {
        style.paragraph(&mut out, "", Some(Ink::Dim), &format!("Note: {note}."));
    }
    for (number, passage) in answer.passages.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        show_passage(&mut out, style, number + 1, passage);
    }
    if let count @ 1.. = answer.related.len() {
        let called = if count == 1 { "sentence comes" } else { "sentences come" };
        let line = format!(
            "Show related: {count} more {called} near, see --json --candidates {}.",
            count + answer.passages.len()
        );
        out.push('\n');
        style.paragraph(&mut out, "", Some(Ink::Dim), &line);
    }
    out
}

/// A summary: sentences with their sources, or why there are none.
#[must_use]
pub fn summary(summary: &Summary<'_>, style: Style) -> String {
    let mut out = String::new();
    if let Some(refusal) = &summary.refusal {
        style.paragraph(&mut out, "", Some(Ink::Bold), &format!("Not found: {refusal}."));
    }
    if let Some(note) = summary.note() {
        style.paragraph(&mut out, "", Some(Ink::Dim), &format!("Note: {note}."));
    }
    for (number, passage) in summary.sentences.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        show_passage(&mut out, style, number + 1, passage);
    }
    out
}

/// What speaks for each sentence: a table of the features that count, the weightiest first.
#[must_use]
pub fn explained(explained: &[Explained]) -> String {
    let mut out = String::new();
    for one in explained {
        let features = &one.features;
        let (score, confidence) = (rank::score(features), rank::confidence(features));
        let _ = writeln!(out, "\n{} · {}", one.document, visible(&one.text));
        let _ = writeln!(out, "{INDENT}score {score:.3}, confidence {confidence:.3}");
        let shares =
            rank::score_shares(features).into_iter().zip(rank::confidence_shares(features));
        let mut rows: Vec<_> = features
            .named()
            .into_iter()
            .zip(shares)
            .map(|((name, value), ((_, score), (_, odds)))| (name, value, score, odds))
            .filter(|(_, _, score, odds)| score.abs() + odds.abs() > 0.0)
            .collect();
        rows.sort_by(|one, other| other.2.abs().total_cmp(&one.2.abs()));
        let _ =
            writeln!(out, "{INDENT}{:<28} {:>7} {:>8} {:>8}", "feature", "value", "score", "odds");
        for (name, value, score, odds) in rows {
            let _ = writeln!(out, "{INDENT}{name:<28} {value:>7.3} {score:>+8.3} {odds:>+8.3}");
        }
    }
    out
}

fn show_passage(out: &mut String, style: Style, number: usize, passage: &Passage<'_>) {
    match passage.around_highlight() {
        // All bold would hide what is.
        Some(around) => style.marked(out, around),
        None => style.paragraph(out, "", Some(Ink::Bold), passage.text()),
    }
    if !passage.speakers().is_empty() {
        let form =
            passage.form().map_or_else(String::new, |one| format!(" · {}", verdict::form(one)));
        let quoting = format!("quoting {}{form}", passage.speakers().join(", "));
        style.paragraph(out, INDENT, None, &quoting);
    }
    let citation = passage.citation();
    style.paragraph(out, INDENT, None, &format!("[{number}] {}", citation.label()));
    if let Some(url) = citation.url() {
        match fragment::link(passage.document(), passage.span()).filter(|_| style.colour) {
            // OSC 8: the address leads to the words.
            Some(link) => {
                let _ = writeln!(out, "{INDENT}\x1b]8;;{link}\x1b\\{}\x1b]8;;\x1b\\", visible(url));
            }
            None => style.paragraph(out, INDENT, None, url),
        }
    }
    let raw = citation.raw_span();
    let place = format!("{} bytes {}–{}", passage.document().name(), raw.start(), raw.end());
    let details = std::iter::once(place).chain(super::notes(passage).into_iter().map(String::from));
    let details = details.collect::<Vec<_>>().join(" · ");
    style.paragraph(out, INDENT, Some(Ink::Dim), &details);
    for other in passage.also_in() {
        style.paragraph(out, INDENT, Some(Ink::Dim), &format!("also in {}", label(other)));
    }
}

/// The documents that are served.
#[must_use]
pub fn sources(documents: &[Document], style: Style) -> String {
    let mut out = String::new();
    for document in documents {
        style.paragraph(&mut out, "", Some(Ink::Bold), &label(document));
        if let Some(url) = &document.metadata().url {
            style.paragraph(&mut out, INDENT, None, url);
        }
        let count = format!("{}, {} sentences", document.name(), document.sentences().len());
        style.paragraph(&mut out, INDENT, Some(Ink::Dim), &count);
    }
    out
}

/// The clean text of the documents, block by block, each with what it was taken for.
#[must_use]
pub fn text(documents: &[Document], style: Style) -> String {
    let mut out = String::new();
    for document in documents {
        style.paragraph(&mut out, "", Some(Ink::Bold), document.name());
        for block in document.blocks() {
            let _ = writeln!(out, "{INDENT}[{}]", block.kind.label());
            style.paragraph(&mut out, INDENT, None, document.slice(block.span));
        }
    }
    out
}

/// What is served of a corpus, how its text was changed, and what is not served.
#[must_use]
pub fn check(corpus: &Corpus, style: Style) -> String {
    let mut out = String::new();
    for document in corpus.documents() {
        out.push_str(&sources(std::slice::from_ref(document), style));
        let mut edits = std::collections::BTreeMap::new();
        for (_, _, reason) in document.plan().edits() {
            *edits.entry(reason).or_insert(0_usize) += 1;
        }
        for (reason, count) in edits {
            let mark = if reason.is_repair() { " (repaired)" } else { "" };
            let _ = writeln!(out, "{INDENT}{count:5} × {}{mark}", reason.label());
        }
    }
    for document in corpus.documents() {
        if let Some(doubt) = document.metadata().doubt {
            let line = format!("warning {}: {doubt}", document.name());
            style.paragraph(&mut out, "", Some(Ink::Bold), &line);
        }
    }
    for skipped in corpus.skipped() {
        let line = format!("skipped {}: {}", skipped.name, skipped.reason);
        style.paragraph(&mut out, "", Some(Ink::Bold), &line);
    }
    let (served, skipped) = (corpus.documents().len(), corpus.skipped().len());
    let _ = writeln!(out, "{served} documents are served, {skipped} are skipped.");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_cannot_steer_the_terminal() {
        assert_eq!(visible("a\x1b[31mb\u{7}c"), "a\u{fffd}[31mb\u{fffd}c");
    }

    #[test]
    fn the_answer_itself_is_bold_on_every_line() {
        let shown = |style: Style, around: [&str; 3]| {
            let mut out = String::new();
            style.marked(&mut out, around);
            out
        };
        let around = ["It sank ", "in 1998", ", he said."];
        let colour = Style { colour: true, width: None };
        assert_eq!(shown(colour, around), "It sank \x1b[1min 1998\x1b[0m, he said.\n");
        assert_eq!(shown(Style::default(), around), "It sank in 1998, he said.\n");
        let narrow = Style { colour: true, width: Some(20) };
        assert_eq!(
            shown(narrow, ["one two three ", "four five", " six"]),
            "one two three \x1b[1mfour\x1b[0m\n\x1b[1mfive\x1b[0m six\n"
        );
        assert_eq!(shown(colour, ["", "1998", ""]), "\x1b[1m1998\x1b[0m\n");
    }

    #[test]
    fn wrapping_changes_only_line_breaks() {
        let style = Style { colour: false, width: Some(20) };
        let text = "one two three four five six seven eight";
        let lines = style.wrap("  ", text);
        assert!(lines.iter().all(|line| line.len() <= 20 && line.starts_with("  ")));
        assert_eq!(lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" "), text);
        assert_eq!(Style::default().wrap("", text), [text]);
    }
}
