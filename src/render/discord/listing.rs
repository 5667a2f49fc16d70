//! The message that shows a list of passages or quotations, page by page.

use std::borrow::Cow;

use super::entry::Item;
use super::escape::units;
use super::fit::{self, AUTHOR};
use super::message::{Author, Button, Footer, Message, Row};
use super::page::{Fit, Page};
use super::press::Press;
use crate::model::document::Document;
use crate::model::inquiry::Inquiry;
use crate::model::place::Place;
use crate::model::span::TextSpan;
use crate::render::reading_room::ReadingRoom;

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
    /// What the buttons ask for that turn the pages; none where the list cannot be made again.
    pub(super) paging: Option<Press>,
    /// How to see what is not shown where there are no such buttons.
    pub(super) otherwise: &'static str,
    /// How many more there are that were not even looked at.
    pub(super) left_out: usize,
    /// Whether readers are asked if it helps.
    pub(super) wants_feedback: bool,
    /// Where articles can be read that have no address.
    pub(super) room: ReadingRoom<'c>,
    /// A button to what is not listed here.
    pub(super) more: Option<(&'static str, Press)>,
}

/// Tells whether what is quoted in a stretch of a document is reported by other documents as well.
pub type HasWordings<'w> = dyn Fn(&Document, TextSpan) -> bool + 'w;

/// Where a page begins: an item, and how much of it stands on the page before, in bytes of its words or in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Spot {
    item: usize,
    shown: usize,
}

impl Listing<'_> {
    /// The page with this number, from 0; past the last one: the last.
    pub(super) fn page(&self, number: usize, has_wordings: &HasWordings<'_>) -> Message {
        let (number, from, mut page, next) = self.turn_to(number);
        // An item that is begun has been shown, as far as the count goes.
        let begun = usize::from(next.shown > 0);
        let not_shown = self.items.len() - next.item - begun;
        if let (1, Some((heading, item))) = (begun, self.items.get(next.item)) {
            let missing = item.entry(heading).characters_after(next.shown);
            if missing > 0 {
                page.goes_on(missing, self.turn(number + 1).is_some());
            }
        }
        let mut embeds = page.embeds();
        let author = fit::label(&self.line, AUTHOR);
        if let Some(first) = embeds.first_mut() {
            first.author = (!author.is_empty()).then_some(Author { name: author });
        }
        if let Some(last) = embeds.last_mut() {
            last.footer =
                Some(Footer { text: self.bottom_line(from.item, not_shown + self.left_out) });
        }
        let items = self.items[from.item..next.item + begun].iter().map(|(_, item)| *item);
        let buttons = self.buttons(number, not_shown + begun > 0, items, has_wordings);
        let feedback = self.wants_feedback.then(|| {
            let button =
                |helps: bool, label| Button::secondary(label, Press::Helpful(helps).to_string());
            let delete = Button::secondary("Delete", Press::Delete.to_string());
            vec![button(true, "Helpful"), button(false, "Not helpful"), delete]
        });
        let rows = [Some(buttons), feedback].into_iter().flatten();
        let components = rows.filter(|row| !row.is_empty()).map(Row::new).collect();
        Message { embeds, components, ..Message::default() }
    }

    /// The number of the page, where it begins, what stands on it, and where the next one begins.
    fn turn_to(&self, wanted: usize) -> (usize, Spot, Page<'_>, Spot) {
        let (mut number, mut from) = (0, Spot { item: 0, shown: 0 });
        loop {
            let (page, next) = self.fill(from);
            if number == wanted || next.item >= self.items.len() {
                return (number, from, page, next);
            }
            number += 1;
            from = next;
        }
    }

    /// A page with as many of the items as fit, a beginning of one at least, and where the next page begins.
    fn fill(&self, from: Spot) -> (Page<'_>, Spot) {
        let taken = RESERVE + units(&fit::label(&self.line, AUTHOR));
        let is_first_large = self.is_first_large && from.shown == 0;
        let mut page = Page::new(&self.heading, is_first_large, taken, self.room);
        let mut next = from;
        for (heading, item) in self.items[from.item..].iter().take(self.per_page) {
            match page.add(&item.entry(heading).after(next.shown), next == from) {
                Fit::Whole => next = Spot { item: next.item + 1, shown: 0 },
                Fit::Begun(shown) => {
                    next.shown += shown;
                    break;
                }
                Fit::Nothing => break,
            }
        }
        (page, next)
    }

    /// The id of the button that turns to a page.
    fn turn(&self, number: usize) -> Option<String> {
        self.paging.as_ref().and_then(|press| press.turned_to(number).id())
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
        let more = self.more.iter();
        buttons.extend(more.map(|(label, press)| Button::secondary(label, press.to_string())));
        let before = number.checked_sub(1).and_then(|before| self.turn(before));
        buttons.extend(before.map(|id| Button::secondary("Go back", id)));
        let next = has_more.then(|| self.turn(number + 1)).flatten();
        buttons.extend(next.map(|id| Button::primary("Show more", id)));
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
            if self.paging.is_none() {
                line.push_str(": ");
                line.push_str(self.otherwise);
            }
        }
        if let Some(note) = &self.note {
            line.push_str(" · ");
            line.push_str(&fit::label(&format!("Note: {note}."), NOTE));
        }
        line
    }
}

/// Whether buttons that find the line at the top of the message can read what was asked from it.
pub(super) fn is_legible(inquiry: &Inquiry) -> bool {
    let shown = fit::label(&inquiry.to_string(), AUTHOR);
    !shown.is_empty() && Inquiry::read(&shown).as_ref() == Some(inquiry)
}

#[cfg(test)]
mod tests;
