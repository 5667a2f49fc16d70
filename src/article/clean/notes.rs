//! Note marks that were glued to the text when their raised print was lost: `on Monday.4 Times have changed.6`

use super::draft::{Draft, Edit};
use crate::model::plan::Reason;

/// Drops numbers in square brackets that are glued to a word, and numbers that are glued to a stop, if the text shows
/// that it has notes.
pub(super) fn drop_marks(draft: &mut Draft) {
    let text = draft.text();
    let mut edits = bracketed(text);
    let glued = glued(text);
    if has_notes(text, &glued) {
        edits.extend(
            glued.iter().map(|mark| Edit::new(mark.at..mark.at + mark.len, "", Reason::NoteMark)),
        );
        edits.sort_by_key(|edit| edit.range.start);
    }
    draft.edit(edits);
}

struct Mark {
    at: usize,
    len: usize,
    number: u32,
}

/// `the mill[12]`
fn bracketed(text: &str) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for (at, _) in text.match_indices('[') {
        let follows_mark = edits.last().is_some_and(|edit| edit.range.end == at);
        let glued = text
            .get(..at)
            .is_some_and(|before| before.ends_with(|c: char| c.is_alphabetic() || is_end(c)));
        let rest = text.get(at + 1..).unwrap_or_default();
        // Markdown has `[^1]`.
        let rest = rest.strip_prefix('^').unwrap_or(rest);
        let marked = text.len() - at - 1 - rest.len();
        let digits = digits(rest);
        if (glued || follows_mark)
            && digits > 0
            && rest.get(digits..).is_some_and(|rest| rest.starts_with(']'))
        {
            edits.push(Edit::new(at..at + marked + digits + 2, "", Reason::NoteMark));
        }
    }
    edits
}

/// Numbers between a stop behind a word and a blank.
fn glued(text: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is_end(*c)) {
        let from = at + c.len_utf8();
        let Some(rest) = text.get(from..) else { continue };
        let len = digits(rest);
        let parted = rest
            .get(len..)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
        // The last letters of a word, so that `No.4` and `Fig.4` are none. Two marks may close behind it: `“insured.”11`
        let behind = text.get(..at).unwrap_or_default().chars().rev();
        let marks = behind.clone().take(2).take_while(|c| is_end(*c)).count();
        let letters = behind.skip(marks).take(4).take_while(|c| c.is_lowercase()).count();
        if len > 0
            && parted
            && letters == 4
            && let Some(number) = rest.get(..len).and_then(|number| number.parse().ok())
        {
            found.push(Mark { at: from, len, number });
        }
    }
    found
}

/// Length of the number at the start; 0 if it has more digits than the number of a note.
fn digits(text: &str) -> usize {
    let len = text.bytes().take(4).take_while(u8::is_ascii_digit).count();
    if len < 4 { len } else { 0 }
}

fn is_end(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | '?' | '!' | '”' | '"' | '’' | ')')
}

/// Whether two marks count up, or a mark has its note on a line of its own.
fn has_notes(text: &str, marks: &[Mark]) -> bool {
    let counts_up = marks.len() > 1 && marks.windows(2).all(|pair| pair[0].number < pair[1].number);
    counts_up
        || marks.iter().any(|mark| {
            let label = mark.number.to_string();
            text.lines().rev().take(200).any(|line| {
                line.strip_prefix(label.as_str())
                    .is_some_and(|rest| rest.starts_with([' ', '.', ')', ']']))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plan::Piece;
    use crate::model::span::RawSpan;

    #[test]
    fn drops_the_marks_of_notes() {
        for (text, wanted) in [
            (
                "The mill burned on Sunday.3 Nobody died.5 It was “insured.”11 All left.",
                "The mill burned on Sunday. Nobody died. It was “insured.” All left.",
            ),
            (
                "The mill burned.3 It was old.\n3 The Lantern, 9 May.",
                "The mill burned. It was old.\n3 The Lantern, 9 May.",
            ),
            ("The mill[12] burned.[3][4] It was old.", "The mill burned. It was old."),
            ("The mill burned.[^1] It was old.", "The mill burned. It was old."),
            ("The mill burned.3 It was old.", "The mill burned.3 It was old."),
            (
                "It cost 3.5 million, see No.4 and 12.30 p.m.",
                "It cost 3.5 million, see No.4 and 12.30 p.m.",
            ),
            ("The act [1987] and the sum [of 3] stay.", "The act [1987] and the sum [of 3] stay."),
            ("They won 4,000.12 in all.", "They won 4,000.12 in all."),
        ] {
            let copied = Piece { raw: RawSpan::new(0, text.len()), replacement: None };
            let mut draft = Draft::new(text.to_owned(), vec![copied]);
            drop_marks(&mut draft);
            assert_eq!(draft.text(), wanted);
        }
    }
}
