//! Phrases about verdicts and quotations that are the same everywhere.

use crate::model::document::Document;
use crate::model::quotation::Form;
use crate::model::verdict::{Change, Check, Op, Piece, Quoted, Surroundings, Verdict};

/// The verdict as a sentence. A changed negation, number or name is said first: such words are not close.
#[must_use]
pub fn sentence(check: &Check<'_>) -> String {
    let speaker = check.speaker.map_or_else(String::new, |name| format!(" by {name}"));
    match check.verdict {
        Verdict::Verbatim if check.speaker.is_none() => {
            "Quoted word for word; the text does not tell who said it.".to_owned()
        }
        Verdict::Verbatim => format!("Said{speaker}, word for word{}.", read_as(check)),
        Verdict::Altered => {
            let changes = check.matches.first().map_or(&[][..], |one| &one.changes);
            if changes.is_empty() {
                format!("Not in these words. Close to what was said{speaker}:")
            } else {
                format!("Not said like that: {}. What was said{speaker}:", changed(changes))
            }
        }
        Verdict::OtherSpeaker => match check.speaker {
            Some(name) => format!("Said, but by {name}."),
            None => "Said, but the text does not tell by whom.".to_owned(),
        },
        Verdict::Reported if check.speaker.is_some() => format!(
            "Indirect speech: the words are the reporter's account of what was said{speaker}."
        ),
        Verdict::Reported => {
            let changes = check.matches.first().map_or(&[][..], |one| &one.changes);
            if changes.is_empty() {
                "The reporter's own words, not a quotation.".to_owned()
            } else {
                format!("The reporter's own words, not a quotation, and cut: {}.", changed(changes))
            }
        }
        Verdict::NotFound if check.matches.is_empty() => {
            "Not found: nobody is quoted with such words.".to_owned()
        }
        Verdict::NotFound => {
            "Not found: nobody is quoted with such words. The nearest, which say something else:"
                .to_owned()
        }
    }
}

/// The asked words that were taken for typos: ", if ‘clone’ is a typo for ‘close’".
fn read_as(check: &Check<'_>) -> String {
    let pieces = check.matches.first().map_or(&[][..], |one| &one.diff);
    let typos = pieces.windows(2).filter_map(|pair| match pair {
        [Piece { op: Op::Missing, text: meant }, Piece { op: Op::Added, text: typed }] => {
            Some(format!("‘{typed}’ is a typo for ‘{meant}’"))
        }
        _ => None,
    });
    let typos = typos.collect::<Vec<_>>().join(" and ");
    if typos.is_empty() { typos } else { format!(", if {typos}") }
}

/// The changes of meaning as a phrase: "another number, another name".
#[must_use]
pub fn changed(changes: &[Change]) -> String {
    let phrases = changes.iter().map(|change| match change {
        Change::Negation => "the meaning is turned round (negation)",
        Change::Number => "another number",
        Change::Name => "another name",
        Change::Order => "another order of the words",
        Change::Condition => "a condition is left out",
        Change::Doubt => "a doubt is left out",
        Change::Attribution => "that these are somebody else’s words is left out",
        Change::Question => "that it is a question is left out",
    });
    phrases.collect::<Vec<_>>().join(", ")
}

/// A diff in one line: [-what the quotation has-] {+what it has not+}.
#[must_use]
pub fn diff(pieces: &[Piece]) -> String {
    let shown = pieces.iter().map(|piece| match piece.op {
        Op::Same => piece.text.clone(),
        Op::Missing => format!("[-{}-]", piece.text),
        Op::Added => format!("{{+{}+}}", piece.text),
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// The whole sentence around asked words, with a mark on both sides of what was asked.
#[must_use]
pub fn in_sentence(document: &Document, around: &Surroundings, mark: &str) -> String {
    let stretches = around.stretches(document).into_iter();
    let shown =
        stretches.map(
            |(words, is_asked)| {
                if is_asked { format!("{mark}{words}{mark}") } else { words.to_owned() }
            },
        );
    shown.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Who is quoted, how and where: "Keir Starmer · word for word · on Telegram".
#[must_use]
pub fn how(quoted: &Quoted<'_>) -> String {
    let speaker = quoted.speaker().or(quoted.source()).unwrap_or("the text does not tell who");
    let form = form(quoted.quotation().form());
    let standing =
        quoted.quotation().standing().map(|standing| format!("{} text", standing.as_str()));
    let venue = quoted.venue().map(str::to_owned);
    let denied = quoted.quotation().is_denied().then(|| DENIED.to_owned());
    [Some(speaker.to_owned()), Some(form.to_owned()), denied, venue, standing]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// What a reader must know of words that are reported as not so, or as not said.
pub const DENIED: &str = "denied";

/// How words are reported, as a reader's phrase.
#[must_use]
pub fn form(form: Form) -> &'static str {
    match form {
        Form::Direct => "word for word",
        Form::Mixed => "fragment",
        Form::Indirect => "paraphrase",
    }
}

/// File and bytes: "000.txt bytes 10–20, 30–40".
#[must_use]
pub fn place(quoted: &Quoted<'_>) -> String {
    let ranges = quoted
        .raw_spans()
        .iter()
        .map(|raw| format!("{}–{}", raw.start(), raw.end()))
        .collect::<Vec<_>>();
    format!("{} bytes {}", quoted.document().name(), ranges.join(", "))
}
