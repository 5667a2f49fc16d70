//! Fixtures that can be read without a debugger: text, and under the words who says what.
//!
//! ```text
//! "When I use a word," Humpty Dumpty said, "it means just what I choose."
//! CCCCCCCCCCCCCCCCCCCC SSSSSSSSSSSSS UUUU  CCCCCCCCCCCCCCCCCCCCCCCCCCCCCC  direct: Humpty Dumpty
//! ```
//!
//! C is content, S source, U cue. Every quotation has its own line of tags, with its form and its speaker at the end
//! (`-` where the text names nobody); `direct denied: X` is what X did not say, or says is not so. `^` in their
//! place: the quotation that was begun last goes on; `^^`: the one before it. A line break is a blank of the text, an empty line ends a paragraph, `# name` begins a case.

use std::fmt::Write;

use verbatim::model::quotation::Quotation;

/// A text and the quotations that should be found in it.
pub(crate) struct Case {
    pub name: String,
    pub text: String,
    pub wanted: Vec<Wanted>,
}

/// A quotation as a fixture states it; offsets are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Wanted {
    pub parts: Vec<(usize, usize)>,
    pub source: Option<(usize, usize)>,
    pub cue: Option<(usize, usize)>,
    pub form: String,
    pub speaker: String,
}

impl Wanted {
    pub(crate) fn of(quotation: &Quotation) -> Self {
        Self {
            parts: quotation.parts().iter().map(|part| (part.start(), part.end())).collect(),
            source: quotation.source().map(|span| (span.start(), span.end())),
            cue: quotation.cue().map(|span| (span.start(), span.end())),
            form: match quotation.is_denied() {
                true => format!("{} denied", quotation.form().as_str()),
                false => quotation.form().as_str().to_owned(),
            },
            speaker: quotation.speaker().map_or("-".to_owned(), |speaker| speaker.name.clone()),
        }
    }
}

/// The cases of a fixture file.
pub(crate) fn parse(file: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut line_start = 0;
    for line in file.lines() {
        if let Some(name) = line.strip_prefix("# ") {
            cases.push(Case { name: name.to_owned(), text: String::new(), wanted: Vec::new() });
            continue;
        }
        let case = cases.last_mut().expect("a fixture begins with `# name`");
        if let Some((tags, label)) = tag_line(line) {
            tag(case, line_start, tags, label);
        } else if line.trim().is_empty() {
            if !case.text.is_empty() && !case.text.ends_with("\n\n") {
                case.text.push_str("\n\n");
            }
        } else {
            if !case.text.is_empty() && !case.text.ends_with('\n') {
                case.text.push(' ');
            }
            line_start = case.text.len();
            case.text.push_str(line);
        }
    }
    for case in &mut cases {
        case.text.truncate(case.text.trim_end().len());
        case.wanted.sort();
    }
    cases
}

/// The tags and the label of a line of tags.
fn tag_line(line: &str) -> Option<(&str, &str)> {
    let tags = line.find(|c| !matches!(c, 'C' | 'S' | 'U' | ' '))?;
    let label = &line[tags..];
    let labelled = label.bytes().all(|c| c == b'^')
        || ["direct", "mixed", "indirect"]
            .iter()
            .filter_map(|form| label.strip_prefix(form))
            .any(|rest| rest.starts_with(": ") || rest.starts_with(" denied: "));
    (labelled && line[..tags].contains('C') | line[..tags].contains('S'))
        .then(|| (&line[..tags], label))
}

fn tag(case: &mut Case, line_start: usize, tags: &str, label: &str) {
    let bytes: Vec<usize> =
        case.text[line_start..].char_indices().map(|(byte, _)| line_start + byte).collect();
    let byte = |column: usize| bytes.get(column).copied().unwrap_or(case.text.len());
    let runs = |tag: u8| {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (column, _) in tags.bytes().enumerate().filter(|&(_, t)| t == tag) {
            match found.last_mut() {
                Some(run) if run.1 == column => run.1 = column + 1,
                _ => found.push((column, column + 1)),
            }
        }
        found.into_iter().map(|(start, end)| (byte(start), byte(end))).collect::<Vec<_>>()
    };
    let (parts, source, cue) = (runs(b'C'), runs(b'S'), runs(b'U'));
    if label.starts_with('^') {
        let place = case.wanted.len().checked_sub(label.len());
        let place = place.expect("`^` needs a quotation above it");
        let before = &mut case.wanted[place];
        for part in parts {
            // What only a break interrupts is one part, unless a new paragraph has marks of its own.
            let marked = case.text[part.0..].starts_with(['"', '“', '”', '»', '\'', '‘']);
            match before.parts.last_mut() {
                Some(last)
                    if case.text[last.1..part.0].trim().is_empty()
                        && (!marked || last.1 + 1 == part.0) =>
                {
                    last.1 = part.1;
                }
                _ => before.parts.push(part),
            }
        }
        before.source = before.source.or(source.first().copied());
        before.cue = before.cue.or(cue.first().copied());
        return;
    }
    let (form, speaker) = label.split_once(": ").expect("a label is `form: speaker`");
    case.wanted.push(Wanted {
        parts,
        source: source.first().copied(),
        cue: cue.first().copied(),
        form: form.to_owned(),
        speaker: speaker.to_owned(),
    });
}

/// The form of a fixture for what was found in a text: what a failing test shows, ready to be judged and pasted.
pub(crate) fn render(name: &str, text: &str, found: &[Wanted]) -> String {
    const WIDTH: usize = 110;
    let mut out = format!("# {name}\n");
    let mut lines: Vec<(usize, usize)> = Vec::new();
    let mut breaks: Vec<usize> = Vec::new();
    let mut at = 0;
    for paragraph in text.split("\n\n") {
        let mut start = at;
        let mut space = None;
        for (offset, c) in paragraph.char_indices() {
            let byte = at + offset;
            if c == ' ' || c == '\n' {
                if text[start..byte].chars().count() > WIDTH {
                    let end = space.unwrap_or(byte);
                    lines.push((start, end));
                    start = end + 1;
                }
                space = Some(byte);
            }
        }
        lines.push((start, at + paragraph.len()));
        breaks.push(lines.len());
        at += paragraph.len() + 2;
    }
    let mut begun: Vec<usize> = Vec::new();
    for (number, &(start, end)) in lines.iter().enumerate() {
        out.push_str(&text[start..end].replace('\n', " "));
        out.push('\n');
        for (index, quotation) in found.iter().enumerate() {
            let tags = tags(text, start, end, quotation);
            if tags.trim().is_empty() {
                continue;
            }
            let label = match begun.iter().rev().position(|&other| other == index) {
                Some(back) => "^".repeat(back + 1),
                None => {
                    begun.push(index);
                    format!("{}: {}", quotation.form, quotation.speaker)
                }
            };
            let _ = writeln!(out, "{tags}  {label}");
        }
        if breaks.contains(&(number + 1)) {
            out.push('\n');
        }
    }
    out
}

fn tags(text: &str, start: usize, end: usize, quotation: &Wanted) -> String {
    let inside = |byte: usize, span: &(usize, usize)| span.0 <= byte && byte < span.1;
    let line: String = text[start..end]
        .char_indices()
        .map(|(offset, _)| {
            let byte = start + offset;
            if quotation.parts.iter().any(|part| inside(byte, part)) {
                'C'
            } else if quotation.cue.iter().any(|cue| inside(byte, cue)) {
                'U'
            } else if quotation.source.iter().any(|source| inside(byte, source)) {
                'S'
            } else {
                ' '
            }
        })
        .collect();
    line.trim_end().to_owned()
}
