//! The message with the quotation map.

use super::INK;
use super::escape::escape;
use super::fit::{self, AUTHOR};
use super::message::{Attachment, Author, Embed, Message};
use super::notes;
use crate::model::inquiry::Inquiry;
use crate::model::verdict::Page;
use crate::render::quotation_map::{self, heading};

/// What the file is called.
const FILE: &str = "quotation-map.png";

/// The map of what an inquiry found, as a picture with its description. It is seen only by the person who wants to see it.
#[must_use]
pub fn map(inquiry: &Inquiry, page: &Page<'_>) -> Message {
    let heading = heading(inquiry);
    let Some(drawn) = quotation_map::png(&page.quotations, &heading) else {
        return notes::notice("There is nothing to draw: nobody is quoted by name.");
    };
    let picture = Attachment {
        id: 0,
        filename: FILE.to_owned(),
        description: drawn.description,
        bytes: drawn.png,
    };
    let line = fit::label(&inquiry.to_string(), AUTHOR);
    let embed = Embed {
        author: (!line.is_empty()).then_some(Author { name: line }),
        description: format!(
            "**{}**\n-# The larger a mark, the more quotations; filled: word for word, empty: paraphrased.",
            escape(&fit::label(&heading, AUTHOR))
        ),
        image: Some(picture.image()),
        color: Some(INK),
        ..Embed::default()
    };
    Message { embeds: vec![embed], attachments: vec![picture], ..Message::default() }.private()
}
