//! Quotations, checks and wordings as text for a terminal.

use super::{INDENT, Ink, Style};
use crate::answer::label;
use crate::render::verdict::{diff, how, place, sentence};
use crate::verdict::{Check, Found, Match, Page, Quoted, Verdict, Wording};

/// A verdict with the places that it rests on.
#[must_use]
pub fn whosaid(check: &Check<'_>, style: Style) -> String {
    let mut out = String::new();
    style.paragraph(&mut out, "", Some(Ink::Bold), &sentence(check));
    for one in &check.matches {
        out.push('\n');
        show_match(&mut out, style, check.verdict, one);
    }
    if !check.wordings.is_empty() {
        out.push('\n');
        style.paragraph(&mut out, "", Some(Ink::Bold), "Reported as, elsewhere:");
        for wording in &check.wordings {
            show_wording(&mut out, style, wording);
        }
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

fn show_match(out: &mut String, style: Style, verdict: Verdict, one: &Match<'_>) {
    match &one.found {
        Found::Quotation(quoted) => show_quoted(out, style, quoted),
        Found::Reporter(passage) => {
            style.paragraph(out, "", Some(Ink::Bold), passage.text());
            style.paragraph(out, INDENT, None, &format!("the reporter's words · {}", label(passage.document())));
        }
    }
    if matches!(verdict, Verdict::Altered | Verdict::NotFound | Verdict::OtherSpeaker) && one.diff.len() > 1 {
        style.paragraph(out, INDENT, None, &diff(&one.diff));
    }
}

pub(super) fn show_quoted(out: &mut String, style: Style, quoted: &Quoted<'_>) {
    style.paragraph(out, "", Some(Ink::Bold), &quoted.content());
    style.paragraph(out, INDENT, None, &format!("{} · {}", how(quoted), label(quoted.document())));
    style.paragraph(out, INDENT, Some(Ink::Dim), &place(quoted));
}

pub(super) fn show_wording(out: &mut String, style: Style, wording: &Wording<'_>) {
    show_quoted(out, style, &wording.quoted);
    style.paragraph(out, INDENT, None, &diff(&wording.diff));
}
