//! The message that answers an inquiry.

use super::reply::CHOICES;
use crate::engine::{self, Engine};
use crate::model::inquiry::Inquiry;
use crate::quotations::Wanted;
use crate::render::discord::{self as render, Message};
use crate::render::reading_room::ReadingRoom;
use crate::search::index::IndexError;

/// The words with single spaces, as the line at the top of a message shows them.
pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first page of the reply to an inquiry.
pub(super) fn asked(engine: &Engine, inquiry: &Inquiry) -> Result<Message, IndexError> {
    let reply = engine.reply(inquiry)?;
    if let (Inquiry::Quotes { speaker: Some(speaker), .. }, false) = (inquiry, reply.is_found()) {
        // Somebody who is quoted, but not on this, is known well enough.
        let is_known =
            engine.quotes(&Wanted { speaker: Some(speaker), ..Wanted::default() })?.total > 0;
        let meant = engine.quotations()?.speakers().suggest(speaker, CHOICES);
        return Ok(render::nobody(&inquiry.to_string(), (!is_known).then_some(meant.as_slice())));
    }
    Ok(page(engine, inquiry, &reply, 0))
}

pub(super) fn page(
    engine: &Engine,
    inquiry: &Inquiry,
    reply: &engine::Reply<'_>,
    number: usize,
) -> Message {
    let has_wordings = |document: &_, span| engine.has_wordings(document, span);
    render::reply(inquiry, reply, number, &has_wordings, room(engine))
}

/// Where articles can be read that have no address.
pub(super) fn room(engine: &Engine) -> ReadingRoom<'_> {
    ReadingRoom::at(engine.reading_room())
}
