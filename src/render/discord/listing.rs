//! The message that shows a list of passages or quotations, page by page.

use std::borrow::Cow;

use super::entry::Item;
use super::escape::units;
use super::fit::{self, AUTHOR};
use super::message::{Author, Button, Footer, Message, Row};
use super::page::Page;
use super::press::{Paging, Press};
use crate::document::Document;
use crate::inquiry::Inquiry;
use crate::place::Place;
use crate::span::TextSpan;

/// Units of text in the note on how a question was read.
const NOTE: usize = 240;
/// Units kept free for the small line at the bottom, the heading, and the note on words that are too long.
const RESERVE: usize = NOTE + 300;

/// A list to be shown.
pub(super) struct Listing<'c> {
    /// What was asked, as the line at the top.
    pub(super) line: String,
    /// What is said above all, with markup; nothing if it is empty.
    pub(super) heading: String,
    /// What is listed, each with the heading above it or none.
    pub(super) items: Vec<(Cow<'static, str>, Item<'c>)>,
    /// Items on one page at most: what is read at a glance.
    pub(super) per_page: usize,
    /// Whether the first of a page is shown large, where it is short.
    pub(super) is_first_large: bool,
    /// What one of them is called, and several.
    pub(super) called: (&'static str, &'static str),
    /// What the reader should know.
    pub(super) note: Option<String>,
    /// Which buttons turn the pages; none where the list cannot be made again.
    pub(super) paging: Option<Paging>,
    /// Whether readers are asked if it helps.
    pub(super) wants_feedback: bool,
}

/// Tells whether what is quoted in a stretch of a document is reported by other documents as well.
pub type HasWordings<'w> = dyn Fn(&Document, TextSpan) -> bool + 'w;

impl Listing<'_> {
    /// The page with this number, from 0; past the last one: the last.
    pub(super) fn page(&self, number: usize, has_wordings: &HasWordings<'_>) -> Message {
        let (number, from, page, shown) = self.turn_to(number);
        let not_shown = self.items.len() - from - shown;
        let mut embeds = page.embeds();
        let author = fit::label(&self.line, AUTHOR);
        if let Some(first) = embeds.first_mut() {
            first.author = (!author.is_empty()).then_some(Author { name: author });
        }
        if let Some(last) = embeds.last_mut() {
            last.footer = Some(Footer { text: self.bottom_line(from, not_shown) });
        }
        let items = self.items[from..from + shown].iter().map(|(_, item)| *item);
        let buttons = self.buttons(number, not_shown > 0, items, has_wordings);
        let feedback = self.wants_feedback.then(|| {
            let button =
                |helps: bool, label| Button::secondary(label, Press::Helpful(helps).to_string());
            vec![button(true, "Helpful"), button(false, "Not helpful")]
        });
        let rows = [Some(buttons), feedback].into_iter().flatten();
        let components = rows.filter(|row| !row.is_empty()).map(Row::new).collect();
        Message { embeds, components, ..Message::default() }
    }

    /// The number of the page, its first item, what stands on it, and how many items those are.
    fn turn_to(&self, wanted: usize) -> (usize, usize, Page<'_>, usize) {
        let (mut number, mut from) = (0, 0);
        loop {
            let (page, shown) = self.fill(from);
            if number == wanted || from + shown >= self.items.len() {
                return (number, from, page, shown);
            }
            number += 1;
            from += shown;
        }
    }

    /// A page with as many of the items as fit, and how many those are: one at least.
    fn fill(&self, from: usize) -> (Page<'_>, usize) {
        let taken = RESERVE + units(&fit::label(&self.line, AUTHOR));
        let mut page = Page::new(&self.heading, self.is_first_large, taken);
        let mut shown = 0;
        for (heading, item) in self.items[from..].iter().take(self.per_page) {
            if !page.add(&item.entry(heading), shown == 0) {
                break;
            }
            shown += 1;
        }
        (page, shown)
    }

    fn buttons<'c>(
        &self,
        number: usize,
        has_more: bool,
        items: impl Iterator<Item = Item<'c>> + Clone,
        has_wordings: &HasWordings<'_>,
    ) -> Vec<Button> {
        let places = items.filter_map(Item::place);
        let all: Vec<_> =
            places.clone().map(|(document, span)| Place::of(document, span)).collect();
        let shared = places.filter(|(document, span)| has_wordings(document, *span));
        let shared: Vec<_> = shared.map(|(document, span)| Place::of(document, span)).collect();
        let mut buttons = vec![];
        if !all.is_empty() {
            buttons.push(Button::secondary("Show context", Press::context(all).to_string()));
        }
        if !shared.is_empty() {
            buttons.push(Button::secondary("Show wordings", Press::wordings(shared).to_string()));
        }
        if let Some(paging) = self.paging.filter(|_| is_legible(&self.line)) {
            if let Some(before) = number.checked_sub(1) {
                buttons.push(Button::secondary("Go back", Press::Page(paging, before).to_string()));
            }
            if has_more {
                let next = Press::Page(paging, number + 1);
                buttons.push(Button::primary("Show more", next.to_string()));
            }
        }
        buttons
    }

    fn bottom_line(&self, before: usize, not_shown: usize) -> String {
        let mut line = "Quoted word for word from the articles".to_owned();
        let called = |number| if number == 1 { self.called.0 } else { self.called.1 };
        if before > 0 {
            line.push_str(&format!(" · {before} {} before", called(before)));
        }
        if not_shown > 0 {
            line.push_str(&format!(" · {not_shown} more {} not shown", called(not_shown)));
        }
        if let Some(note) = &self.note {
            line.push_str(" · ");
            line.push_str(&fit::label(&format!("Note: {note}."), NOTE));
        }
        line
    }
}

/// Whether the line can be read again from the top of the message, where buttons find it.
pub(super) fn is_legible(line: &str) -> bool {
    let shown = fit::label(line, AUTHOR);
    !shown.is_empty() && fit::label(line, usize::MAX) == shown && Inquiry::read(&shown).is_some()
}

#[cfg(test)]
mod tests;
