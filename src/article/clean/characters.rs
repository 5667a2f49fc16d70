//! White space and invisible characters: one kind of space, one kind of line end, nothing that cannot be seen.

use super::draft::{Draft, Edit};
use crate::model::plan::Reason;

/// Makes every run of white space inside a line one space, drops it at the edges of lines, ends all lines
/// with `\n`, and drops invisible characters where they mean nothing.
pub(super) fn tidy(draft: &mut Draft) {
    draft.edit(ligatures(draft.text()));
    draft.edit(invisible(draft.text()));
    draft.edit(white_space(draft.text()));
}

/// Letters that a printer's type joins, as readers of PDF files hand them on: `ﬁ` is `fi`.
fn ligatures(text: &str) -> Vec<Edit> {
    let found = text.match_indices(|c: char| matches!(c, '\u{FB00}'..='\u{FB06}'));
    let letters = |ligature| match ligature {
        "\u{FB00}" => "ff",
        "\u{FB01}" => "fi",
        "\u{FB02}" => "fl",
        "\u{FB03}" => "ffi",
        "\u{FB04}" => "ffl",
        _ => "st",
    };
    found
        .map(|(at, ligature)| {
            Edit::new(at..at + ligature.len(), letters(ligature), Reason::Ligature)
        })
        .collect()
}

fn invisible(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        let dropped = match c {
            '\u{AD}' | '\u{FEFF}' | '\u{2060}' | '\u{200B}' => true,
            c if c.is_control() => !c.is_whitespace(),
            // Joiners and direction marks mean something beside letters and signs of other scripts.
            '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                let latin = |c: Option<char>| c.is_none_or(|c| c < '\u{250}' || is_mark(c));
                latin(before) && latin(after)
            }
            _ => false,
        };
        if dropped {
            let end = at + c.len_utf8();
            let blank =
                if c == '\u{AD}' { word_break(text.get(end..).unwrap_or_default()) } else { 0 };
            while chars.next_if(|(next, _)| *next < end + blank).is_some() {}
            edits.push(Edit::new(at..end + blank, "", Reason::Invisible));
        } else {
            before = Some(c);
        }
    }
    edits
}

/// Length of the line break behind a soft hyphen, with the blanks around it, if the word goes on in the next line.
fn word_break(text: &str) -> usize {
    /// More blanks than this are no indentation. In bytes.
    const LONGEST: usize = 40;
    let blank: usize =
        text.chars().take(LONGEST).take_while(|c| c.is_whitespace()).map(char::len_utf8).sum();
    let (between, rest) = text.split_at_checked(blank).unwrap_or_default();
    let lines = between.matches(is_line_end).count() - between.matches("\r\n").count();
    if lines < 2 && rest.starts_with(char::is_lowercase) { blank } else { 0 }
}

/// General punctuation: it belongs to no script.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{203A}')
}

fn white_space(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !c.is_whitespace() {
            continue;
        }
        let mut end = at + c.len_utf8();
        // Line ends in a run of white space; CR LF is one.
        let mut lines = usize::from(is_line_end(c));
        let mut last = c;
        while let Some((next_at, next)) = chars.next_if(|(_, next)| next.is_whitespace()) {
            end = next_at + next.len_utf8();
            lines += usize::from(is_line_end(next) && !(last == '\r' && next == '\n'));
            last = next;
        }
        let edge = at == 0 || end == text.len();
        let wanted = match lines {
            _ if edge => "",
            0 => " ",
            1 => "\n",
            _ => "\n\n",
        };
        if &text[at..end] != wanted {
            edits.push(Edit::new(at..end, wanted, Reason::Whitespace));
        }
    }
    edits
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\x0B' | '\x0C' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
