//! Quotations, checks and wordings as text for a terminal.

use super::{INDENT, Ink, Style};
use crate::engine::Reply;
use crate::model::answer::label;
use crate::model::verdict::{Check, Comparison, Found, Match, Page, Quoted, Verdict, Wording};
use crate::render::verdict::{diff, how, in_sentence, place, sentence};

/// Whatever a line is answered with.
#[must_use]
pub fn reply(reply: &Reply<'_>, style: Style) -> String {
    match reply {
        Reply::Answer(answer) => super::answer(answer, style),
        Reply::Check(check) => whosaid(check, style),
        Reply::Quotes(page) => quotes(page, style),
        Reply::Comparison(comparison) => compare(comparison, style),
    }
}

/// A verdict with the places that it rests on.
#[must_use]
pub fn whosaid(check: &Check<'_>, style: Style) -> String {
    let mut out = String::new();
    style.paragraph(&mut out, "", Some(Ink::Bold), &sentence(check));
    for one in &check.matches {
        out.push('\n');
        show_match(&mut out, style, check.verdict, one);
    }
    for (number, wording) in check.other_wordings().enumerate() {
        if number == 0 {
            out.push('\n');
            style.paragraph(&mut out, "", Some(Ink::Bold), "Reported as, elsewhere:");
        }
        show_wording(&mut out, style, wording);
    }
    out
}

/// A page of quotations.
#[must_use]
pub fn quotes(page: &Page<'_>, style: Style) -> String {
    let mut out = String::new();
    if page.total == 0 {
        style.paragraph(&mut out, "", Some(Ink::Bold), "Nobody is quoted like that.");
    }
    for (number, quoted) in page.quotations.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        show_quoted(&mut out, style, quoted);
    }
    if page.pages > 1 {
        out.push('\n');
        let count = format!("page {} of {}, {} quotations", page.page + 1, page.pages, page.total);
        style.paragraph(&mut out, "", Some(Ink::Dim), &count);
    }
    out
}

/// A topic side by side.
#[must_use]
pub fn compare(comparison: &Comparison<'_>, style: Style) -> String {
    let mut out = String::new();
    let heading = |out: &mut String, text: &str| {
        if !out.is_empty() {
            out.push('\n');
        }
        style.paragraph(out, "", Some(Ink::Bold), text);
    };
    if comparison.is_empty() {
        heading(&mut out, "No article speaks of it.");
    }
    for side in &comparison.documents {
        heading(
            &mut out,
            &side.first().map_or_else(String::new, |passage| label(passage.document())),
        );
        for passage in side {
            style.paragraph(&mut out, INDENT, None, passage.text());
        }
    }
    for group in &comparison.wordings {
        heading(&mut out, "The same utterance, reported as:");
        show_quoted(&mut out, style, &group.first);
        for wording in &group.others {
            show_wording(&mut out, style, wording);
        }
    }
    for figures in &comparison.figures {
        heading(&mut out, &format!("Figures: {}", figures.thing));
        for alike in &figures.values {
            for (number, figure) in alike.iter().enumerate() {
                let document = figure.passage.document();
                let equal = if number > 0 { "= " } else { "" };
                let line =
                    format!("{equal}{} · {}", document.slice(figure.written), label(document));
                style.paragraph(&mut out, INDENT, None, &line);
            }
        }
    }
    for (title, passages) in
        [("Of the draft:", &comparison.draft), ("Of the final text:", &comparison.final_text)]
    {
        if !comparison.draft.is_empty() && !passages.is_empty() {
            heading(&mut out, title);
            for passage in passages {
                style.paragraph(&mut out, INDENT, None, passage.text());
                style.paragraph(&mut out, INDENT, Some(Ink::Dim), &label(passage.document()));
            }
        }
    }
    out
}

fn show_match(out: &mut String, style: Style, verdict: Verdict, one: &Match<'_>) {
    match &one.found {
        Found::Quotation(quoted) => show_quoted(out, style, quoted),
        Found::Reporter(passage) => {
            style.paragraph(out, "", Some(Ink::Bold), passage.text());
            style.paragraph(
                out,
                INDENT,
                None,
                &format!("the reporter's words · {}", label(passage.document())),
            );
        }
    }
    if let Some(around) = &one.surroundings {
        let sentence = in_sentence(one.found.document(), around, "**");
        style.paragraph(out, INDENT, None, &format!("In the article: {sentence}"));
    }
    if matches!(verdict, Verdict::Altered | Verdict::NotFound | Verdict::OtherSpeaker)
        && one.diff.len() > 1
    {
        style.paragraph(out, INDENT, None, &diff(&one.diff));
    }
}

pub(super) fn show_quoted(out: &mut String, style: Style, quoted: &Quoted<'_>) {
    style.paragraph(out, "", Some(Ink::Bold), &quoted.shown());
    style.paragraph(out, INDENT, None, &format!("{} · {}", how(quoted), label(quoted.document())));
    style.paragraph(out, INDENT, Some(Ink::Dim), &place(quoted));
}

pub(super) fn show_wording(out: &mut String, style: Style, wording: &Wording<'_>) {
    show_quoted(out, style, &wording.quoted);
    style.paragraph(out, INDENT, None, &diff(&wording.diff));
}
