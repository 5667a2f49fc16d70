//! Markdown: marks of headings, emphasis, links and quotations are dropped, the words stay.

use super::borders::{Border, Part};
use super::breaks;
use super::characters;
use super::draft::{Draft, Edit};
use super::unshown;
use crate::english::sentences::{self, LineBreak};
use crate::model::document::Metadata;
use crate::model::plan::Reason;

/// Drops the marks and gives back what the front matter states. The draft's white space is tidy.
pub(super) fn strip(draft: &mut Draft) -> Metadata {
    draft.edit(unshown::find(draft.text()));
    characters::tidy(draft);
    let (metadata, start) = front_matter(draft.text());
    let mut edits = Vec::new();
    let mut parts = Parts::default();
    if start > 0 {
        edits.push(Edit::new(0..start, "", Reason::Markup));
    }
    let text = draft.text();
    let mut fenced = false;
    let mut at = start;
    let mut lines = text[start..].split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let words = line.trim_end_matches('\n');
        let from = at;
        at += line.len();
        if is_fence(words) {
            fenced = !fenced;
            edits.push(Edit::new(from..from + words.len(), "", Reason::Markup));
            continue;
        }
        if fenced {
            continue;
        }
        parts.begin(words, from);
        let opening = opening_marks(words);
        if opening > 0 {
            edits.push(Edit::new(from..from + opening, "", Reason::Markup));
        }
        // A backslash at the end asks for a line break.
        let shown = words[opening..].strip_suffix('\\').unwrap_or(&words[opening..]);
        inline(shown, from + opening, &mut edits);
        let shown_end = from + opening + shown.len();
        if shown_end < from + words.len() {
            edits.push(Edit::new(shown_end..from + words.len(), "", Reason::Markup));
        }
        let goes_on = lines.peek().is_some_and(|next| goes_on(words, next.trim_end_matches('\n')));
        if goes_on && line.ends_with('\n') {
            edits.push(Edit::new(at - 1..at, " ", Reason::LineWrap));
        }
        parts.end(from + words.len(), goes_on);
    }
    parts.close(at);
    draft.mark(parts.borders);
    draft.edit(edits);
    metadata
}

/// Headings, items, rows of tables and quotations, out of which no sentence leads.
#[derive(Default)]
struct Parts {
    borders: Vec<Border>,
    open: Option<Part>,
    quoted: bool,
    /// The line before goes on in this one.
    goes_on: bool,
}

impl Parts {
    fn begin(&mut self, line: &str, at: usize) {
        if self.goes_on {
            return;
        }
        let quoted = line.starts_with('>');
        let part = if is_item(line) {
            Some(Part::Item)
        } else if is_heading(line) || is_row(line) || quoted && !self.quoted {
            Some(Part::Other)
        } else {
            None
        };
        if self.quoted && !quoted {
            self.close(at);
        }
        self.quoted = quoted;
        if let Some(part) = part {
            self.borders.push(Border { at, part, opens: true });
            self.open = Some(part);
        }
    }

    fn end(&mut self, at: usize, goes_on: bool) {
        self.goes_on = goes_on;
        if !goes_on && !self.quoted {
            self.close(at);
        }
    }

    fn close(&mut self, at: usize) {
        if let Some(part) = self.open.take() {
            self.borders.push(Border { at, part, opens: false });
        }
    }
}

fn is_item(line: &str) -> bool {
    breaks::starts_item("", line) || line.starts_with("+ ") || breaks::item_number(line).is_some()
}

fn is_row(line: &str) -> bool {
    line.starts_with('|') || line.contains(" | ")
}

/// The keys between two lines `---` at the start, and where the text begins.
fn front_matter(text: &str) -> (Metadata, usize) {
    let mut metadata = Metadata::default();
    let Some(rest) = text.strip_prefix("---\n") else { return (metadata, 0) };
    let end = rest
        .find("\n---\n")
        .map(|end| (end, end + 5))
        .or_else(|| Some((rest.strip_suffix("\n---")?.len(), rest.len())));
    let Some((end, after)) = end else { return (metadata, 0) };
    let mut lines = rest[..end].lines().peekable();
    while let Some(line) = lines.next() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let mut values = vec![];
        values.extend(plain(value));
        // A list has one value a line.
        while let Some(item) = lines.peek().and_then(|line| line.trim_start().strip_prefix("- ")) {
            values.extend(plain(item));
            lines.next();
        }
        let value = values.join(", ");
        let is_url = value.starts_with("http://") || value.starts_with("https://");
        let field = match key.trim().to_ascii_lowercase().as_str() {
            "title" => &mut metadata.title,
            // Clippers write the address of the page there.
            "source" if is_url => &mut metadata.url,
            "publisher" | "source" | "site" if !is_url => &mut metadata.publisher,
            "author" | "authors" | "byline" => &mut metadata.author,
            "date" | "published" | "date_published" => &mut metadata.date,
            "url" | "link" | "permalink" | "canonical" | "source_url" => &mut metadata.url,
            _ => continue,
        };
        if !value.is_empty() {
            field.get_or_insert(value);
        }
    }
    let rest = &rest[after..];
    let start = text.len() - rest.trim_start_matches('\n').len();
    (metadata, start)
}

/// The values that stand on a line of front matter: without quote marks, brackets of lists, and those of links between notes.
fn plain(value: &str) -> Vec<String> {
    let value = value.trim();
    let list = value.strip_prefix('[').and_then(|list| list.strip_suffix(']'));
    let parts = match list.filter(|list| !list.starts_with('[')) {
        Some(list) => list.split(',').collect(),
        None => vec![value],
    };
    let plain = |part: &str| {
        let part = part.trim().trim_matches(['"', '\'']);
        let link = part.strip_prefix("[[").and_then(|link| link.strip_suffix("]]"));
        link.map_or(part, |link| link.rsplit('|').next().unwrap_or(link)).trim().to_owned()
    };
    parts.into_iter().map(plain).filter(|value| !value.is_empty()).collect()
}

fn is_heading(line: &str) -> bool {
    let marks = line.bytes().take_while(|byte| *byte == b'#').count();
    (1..=6).contains(&marks) && line[marks..].starts_with(' ')
}

/// Whether the paragraph of a line goes on in the next one: lines that follow each other are one paragraph, and the
/// second of them need not bear the mark of a quotation or an item again.
fn goes_on(line: &str, next: &str) -> bool {
    let parted =
        |line: &str| !line.chars().any(char::is_alphanumeric) || is_heading(line) || is_fence(line);
    let line = line.strip_suffix('\\').unwrap_or(line);
    if parted(line) || parted(next) || is_row(line) || is_row(next) {
        return false;
    }
    match (line.strip_prefix('>'), next.strip_prefix('>')) {
        (Some(line), Some(next)) => return goes_on(line.trim_start(), next.trim_start()),
        (Some(_), None) => return sentences::line_break(line, next) == LineBreak::Inside,
        (None, Some(_)) => return false,
        (None, None) => {}
    }
    let begins_item = breaks::starts_item(line, next) || next.starts_with("+ ");
    !begins_item && (!is_item(line) || sentences::line_break(line, next) != LineBreak::Ends)
}

fn is_fence(line: &str) -> bool {
    line.starts_with("```") || line.starts_with("~~~")
}

/// Length of `## ` or `> ` at the start of a line.
fn opening_marks(line: &str) -> usize {
    if is_heading(line) {
        return line.bytes().take_while(|byte| matches!(byte, b'#' | b' ')).count();
    }
    if line.starts_with('>') {
        return line.bytes().take_while(|byte| matches!(byte, b'>' | b' ')).count();
    }
    0
}

/// Marks inside of a line that starts at `from`.
fn inline(line: &str, from: usize, edits: &mut Vec<Edit>) {
    let mut found: Vec<(usize, usize)> = Vec::new();
    // Marks that wait for their partner: the mark, and where it stands.
    let mut open: Vec<(&str, usize)> = Vec::new();
    let bytes = line.as_bytes();
    let mut links_end = 0;
    let mut at = 0;
    while let Some(next) = line[at..].find(['*', '_', '`', '[', '!', '\\']) {
        at += next;
        match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                found.push((at, 1));
                at += 2;
            }
            b'!' if bytes.get(at + 1) == Some(&b'[') && at >= links_end => {
                match link(&line[at + 1..]) {
                    Some((_, len)) => {
                        found.push((at, 1 + len));
                        at += 1 + len;
                    }
                    None => at += 2,
                }
            }
            b'[' if at >= links_end => {
                if let Some((words, len)) = link(&line[at..]) {
                    found.push((at, 1));
                    found.push((at + 1 + words, len - words - 1));
                    links_end = at + len;
                }
                at += 1;
            }
            mark @ (b'*' | b'_' | b'`') => {
                let run = bytes[at..].iter().take(3).take_while(|byte| **byte == mark).count();
                let marks = &line[at..at + run];
                let before = line[..at].chars().next_back().filter(|c| !c.is_whitespace());
                let after = line[at + run..].chars().next().filter(|c| !c.is_whitespace());
                let inside = before.is_some_and(char::is_alphanumeric)
                    && after.is_some_and(char::is_alphanumeric);
                let partner =
                    open.iter().rposition(|(open, _)| *open == marks).filter(|_| before.is_some());
                if mark == b'_' && inside {
                    // A part of a name like snake_case.
                } else if let Some(partner) = partner {
                    found.push((open[partner].1, run));
                    found.push((at, run));
                    open.truncate(partner);
                } else if after.is_some() && open.len() < 8 {
                    open.push((marks, at));
                }
                at += run;
            }
            _ => at += 1,
        }
    }
    found.sort_unstable();
    let mut end = 0;
    for (start, len) in found {
        if start >= end {
            edits.push(Edit::new(from + start..from + start + len, "", Reason::Markup));
            end = start + len;
        }
    }
}

/// `[words](target)`: the length of the words and of the whole.
fn link(text: &str) -> Option<(usize, usize)> {
    /// No link is longer, in bytes.
    const LONGEST: usize = 2000;
    let mut reach = text.len().min(LONGEST);
    while !text.is_char_boundary(reach) {
        reach -= 1;
    }
    let text = &text[..reach];
    let words = text[1..].find(']')?;
    let target = text[words + 2..].strip_prefix('(')?;
    let end = target.find(')')?;
    Some((words, words + 2 + 1 + end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plan::Piece;
    use crate::model::span::RawSpan;

    fn stripped(text: &str) -> (String, Metadata) {
        let copied = Piece { raw: RawSpan::new(0, text.len()), replacement: None };
        let mut draft = Draft::new(text.to_owned(), vec![copied]);
        let metadata = strip(&mut draft);
        let (made, plan) = draft.into_parts();
        assert_eq!(plan.apply(text.as_bytes()).as_ref(), Ok(&made));
        (made, metadata)
    }

    #[test]
    fn drops_the_marks() {
        for (text, wanted) in [
            ("# Talks *end*\n\nThey **all** left.", "Talks end\n\nThey all left."),
            ("See [the plan](https://x.example/a_b_c) now", "See the plan now"),
            ("![alt](a.png)\n\nText", "\n\nText"),
            ("a_b_c and 2 * 3 * 4", "a_b_c and 2 * 3 * 4"),
            ("_One_ `two` \\*three\\*", "One two *three*"),
            ("> “Never,” he said.", "“Never,” he said."),
            ("one\ntwo\n\n- three\n- four", "one two\n\n- three\n- four"),
            ("```\na *b* c\n```\n\n*d*", "\na *b* c\n\n\nd"),
            ("an *unclosed mark", "an *unclosed mark"),
            (
                "> No one said\n> that *it* burned.\n> It stood.",
                "No one said that it burned. It stood.",
            ),
            ("> It burned.\nLund said so.", "It burned.\nLund said so."),
            ("- No one said\nit burned.\n- It stood.", "- No one said it burned.\n- It stood."),
            (
                "Built in\n1987. It stood.\n\n1. One\n2. Two",
                "Built in 1987. It stood.\n\n1. One\n2. Two",
            ),
            ("#1 of\n-5 degrees\\\nnow", "#1 of -5 degrees now"),
            ("No ~~bad~~ mill, ~5 feet ~~.", "No mill, ~5 feet ~~."),
            ("No proof that <!-- x\n\n --> it burned.", "No proof that it burned."),
            ("It <del>burned</del>stood. `~~a~~`", "It stood. ~~a~~"),
            ("## Mills\nNo one came.", "Mills\nNo one came."),
        ] {
            assert_eq!(stripped(text).0, wanted, "{text}");
        }
    }

    /// Reading each mark up to the end of its run would take minutes.
    #[test]
    fn a_long_run_of_marks_is_read_once() {
        let text = ["*", "_", "`"].map(|mark| mark.repeat(300_000)).join(" word ");
        assert!(stripped(&text).0.contains("word"));
    }

    #[test]
    fn reads_the_front_matter() {
        let (text, metadata) =
            stripped("---\ntitle: \"Talks end\"\ndate: 2026-01-06\nx: y\n---\n\nText.");
        assert_eq!(text, "Text.");
        assert_eq!(metadata.title.as_deref(), Some("Talks end"));
        assert_eq!(metadata.date.as_deref(), Some("2026-01-06"));
        assert_eq!(metadata.author, None);
        let check = |front: &str, wanted: [&str; 5]| {
            let found = stripped(&format!("---\n{front}\n---\nText.")).1;
            let values = [found.title, found.publisher, found.author, found.date, found.url];
            assert_eq!(values.map(Option::unwrap_or_default), wanted, "{front}");
        };
        // As clippers of Obsidian, MarkDownload and others write it.
        check(
            "title: \"Mill: a history\"\nsource: \"https://news.example/mill?a=1\"\nauthor:\n  - \"[[Ann Lee]]\"\n  - \"[[people/bo|Bo Ek]]\"\npublished: 2026-01-06\ncreated: 2026-02-01\ntags:\n  - \"clippings\"",
            [
                "Mill: a history",
                "",
                "Ann Lee, Bo Ek",
                "2026-01-06",
                "https://news.example/mill?a=1",
            ],
        );
        check(
            "source: http://news.example/mill\nauthor: [Ann Lee, \"Bo Ek\"]\nsite: Bay News",
            ["", "Bay News", "Ann Lee, Bo Ek", "", "http://news.example/mill"],
        );
        check(
            "source: Bay News\nauthor:\nurl: https://a.example/b",
            ["", "Bay News", "", "", "https://a.example/b"],
        );
        check(
            "site: https://news.example\ndate_published: 2026-01-06",
            ["", "", "", "2026-01-06", ""],
        );
        for text in ["---\n", "---\ntit", "---\n---", "---\n\n--"] {
            assert_eq!(stripped(text).1, Metadata::default(), "{text:?}");
        }
        let (text, metadata) = stripped("---\ntitle: Alone\n---");
        assert_eq!((text.as_str(), metadata.title.as_deref()), ("", Some("Alone")));
    }
}
