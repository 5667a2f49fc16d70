//! Quotations, checks and wordings as text for a terminal.

use super::{INDENT, Ink, Style};
use crate::engine::Reply;
use crate::model::answer::label;
use crate::model::profile::Profile;
use crate::model::verdict::{
    Check, Comparison, Figures, Found, Match, Page, Quoted, Verdict, Wording,
};
use crate::render::outline::{self, Headed, Item};
use crate::render::verdict::{diff, how, in_sentence, place, sentence};

/// Whatever a line is answered with.
#[must_use]
pub fn reply(reply: &Reply<'_>, style: Style) -> String {
    match reply {
        Reply::Answer(answer) => super::answer(answer, style),
        Reply::Check(check) => whosaid(check, style),
        Reply::Quotes(page) => quotes(page, style),
        Reply::Comparison(comparison) => compare(comparison, style),
        Reply::Profile(profile) => who(profile, style),
        Reply::Summary(summary) => super::summary(summary, style),
    }
}

/// A verdict with the places that it rests on.
#[must_use]
pub fn whosaid(check: &Check<'_>, style: Style) -> String {
    let mut out = String::new();
    style.paragraph(&mut out, "", Some(Ink::Bold), &sentence(check));
    show_items(&mut out, style, outline::check(check), true);
    out
}

/// A page of quotations.
#[must_use]
pub fn quotes(page: &Page<'_>, style: Style) -> String {
    let mut out = String::new();
    if page.total == 0 {
        style.paragraph(&mut out, "", Some(Ink::Bold), "Nobody is quoted like that.");
    }
    show_items(&mut out, style, outline::quotations(page), true);
    if page.pages > 1 {
        out.push('\n');
        let count = format!("page {} of {}, {} quotations", page.page + 1, page.pages, page.total);
        style.paragraph(&mut out, "", Some(Ink::Dim), &count);
    }
    out
}

/// Who somebody is.
#[must_use]
pub fn who(profile: &Profile<'_>, style: Style) -> String {
    let mut out = String::new();
    if profile.is_empty() {
        let line = format!("Not found: {}", outline::nobody(profile));
        style.paragraph(&mut out, "", Some(Ink::Bold), &line);
        return out;
    }
    style.paragraph(&mut out, "", Some(Ink::Bold), &profile.name);
    if !profile.aliases.is_empty() {
        let aliases = format!("also {}", profile.aliases.join(", "));
        style.paragraph(&mut out, INDENT, None, &aliases);
    }
    style.paragraph(&mut out, INDENT, None, &profile.count());
    for (document, count) in &profile.quoted_in {
        let line = format!("{count} in {}", label(document));
        style.paragraph(&mut out, INDENT, Some(Ink::Dim), &line);
    }
    show_items(&mut out, style, outline::profile(profile), false);
    out
}

/// A topic side by side.
#[must_use]
pub fn compare(comparison: &Comparison<'_>, style: Style) -> String {
    let mut out = String::new();
    if comparison.is_empty() {
        style.paragraph(&mut out, "", Some(Ink::Bold), "No article speaks of it.");
    }
    show_items(&mut out, style, outline::comparison(comparison), false);
    out
}

/// Writes items below their headings. `are_apart` puts a blank line before each, not only before a heading.
fn show_items(out: &mut String, style: Style, items: Vec<Headed<'_>>, are_apart: bool) {
    let mut above = String::new();
    for (heading, item) in items {
        let is_wording = matches!(item, Item::Wording(_));
        if !out.is_empty() && (!heading.is_empty() || are_apart && !is_wording) {
            out.push('\n');
        }
        if !heading.is_empty() {
            style.paragraph(out, "", Some(Ink::Bold), &heading);
            above = heading.into_owned();
        }
        match item {
            Item::Passage(passage) => {
                style.paragraph(out, INDENT, None, passage.text());
                let source = label(passage.document());
                if source != above {
                    style.paragraph(out, INDENT, Some(Ink::Dim), &source);
                }
            }
            Item::Match(verdict, one) => show_match(out, style, verdict, one),
            Item::Quoted(quoted) => show_quoted(out, style, quoted),
            Item::Wording(wording) => show_wording(out, style, wording),
            Item::Figures(figures) => show_figures(out, style, figures),
        }
    }
}

fn show_figures(out: &mut String, style: Style, figures: &Figures<'_>) {
    for alike in &figures.values {
        for (number, figure) in alike.iter().enumerate() {
            let document = figure.passage.document();
            let equal = if number > 0 { "= " } else { "" };
            let line = format!("{equal}{} · {}", document.slice(figure.written), label(document));
            style.paragraph(out, INDENT, None, &line);
        }
    }
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
    if outline::shows_difference(verdict, one) {
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
