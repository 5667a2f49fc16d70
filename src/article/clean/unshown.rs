//! What a text in Markdown has and its reader does not see: comments, and words that were struck out.

use super::draft::Edit;
use crate::model::plan::Reason;

/// What begins such words, and what ends them.
const PAIRS: [(&str, &str); 5] = [
    ("<!--", "-->"),
    ("~~", "~~"),
    ("<del>", "</del>"),
    ("<s>", "</s>"),
    ("<strike>", "</strike>"),
];

/// The edits that take them out; code stays as it is.
pub(super) fn find(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    // Marks whose partner was not found: it is not looked for again.
    let mut alone = [false; PAIRS.len()];
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['<', '~', '`'])) {
        at += found;
        let rest = text.get(at..).unwrap_or_default();
        let run = |mark: char| rest.len() - rest.trim_start_matches(mark).len();
        if rest.starts_with('`') {
            at += code(rest, run('`'));
            continue;
        }
        if run('~') > 2 {
            at += fence(text, at, run('~'));
            continue;
        }
        let pair = PAIRS.iter().position(|(begin, _)| rest.starts_with(begin));
        let length = pair.filter(|pair| !alone[*pair]).and_then(|pair| {
            let length = length(rest, PAIRS[pair]);
            alone[pair] = length.is_none() && pair != 1;
            length
        });
        if let Some(length) = length {
            edits.push(Edit::new(at..at + length, "", Reason::Markup));
        }
        at += length.unwrap_or_else(|| run('~').max(1));
    }
    edits
}

/// Length of the words with their marks.
fn length(rest: &str, (begin, end): (&str, &str)) -> Option<usize> {
    /// Struck words are not more, in bytes.
    const LONGEST: usize = 600;
    let inside = rest.get(begin.len()..)?;
    if begin != "~~" {
        return inside.find(end).map(|at| begin.len() + at + end.len());
    }
    let reach = inside.get(..inside.floor_char_boundary(LONGEST))?;
    let reach = reach.split("\n\n").next()?;
    let close = reach.find(end)?;
    let words = reach.get(..close)?;
    let tight = !words.starts_with(char::is_whitespace) && !words.ends_with(char::is_whitespace);
    (tight && !words.is_empty()).then_some(begin.len() + close + end.len())
}

/// Length of code between backticks, within its paragraph; of the backticks alone where they are not closed.
fn code(rest: &str, run: usize) -> usize {
    /// No code in a line of text is longer, in bytes.
    const LONGEST: usize = 600;
    let (marks, inside) = rest.split_at_checked(run).unwrap_or((rest, ""));
    if run > 2 {
        return run + inside.find(marks).map_or(inside.len(), |end| end + run);
    }
    let reach = inside.get(..inside.floor_char_boundary(LONGEST)).unwrap_or_default();
    let reach = reach.split("\n\n").next().unwrap_or_default();
    run + reach.find(marks).map_or(0, |end| end + run)
}

/// Length of a block between lines of tildes.
fn fence(text: &str, at: usize, run: usize) -> usize {
    let begins_line =
        text.get(..at).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
    if !begins_line {
        return run;
    }
    let inside = text.get(at + run..).unwrap_or_default();
    run + inside.find("\n~~~").map_or(0, |end| end + "\n~~~".len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_not_shown() {
        for (text, wanted) in [
            ("a <!-- b\n\nc -->d", "a d"),
            ("a ~~b\nc~~ d", "a  d"),
            ("a ~~b\n\nc~~ d", "a ~~b\n\nc~~ d"),
            ("a ~~ b ~~ c ~5 d ~6", "a ~~ b ~~ c ~5 d ~6"),
            ("a <s>b</s> <del>c</del>d", "a  d"),
            ("`<!-- a -->` b", "`<!-- a -->` b"),
            ("~~~\na ~~b~~\n~~~\n~~c~~d", "~~~\na ~~b~~\n~~~\nd"),
            ("```\n<!-- a -->\n```\nb", "```\n<!-- a -->\n```\nb"),
            ("a <!-- b", "a <!-- b"),
            ("a < b", "a < b"),
        ] {
            let mut made = text.to_owned();
            for edit in find(text).into_iter().rev() {
                made.replace_range(edit.range, "");
            }
            assert_eq!(made, wanted, "{text}");
        }
    }
}
