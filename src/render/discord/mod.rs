//! Answers as Discord messages.
//!
//! The quotation stands first, as a block quote, word for word; below it who is quoted and the number of the
//! source; at the end the sources. Discord counts some lengths in characters and others in UTF-16 units:
//! here all are counted in UTF-16 units, which are never fewer.

mod escape;
mod fit;
mod found;
mod message;
mod notes;

use crate::answer::{Answer, Outcome};

pub use escape::{escape, units};
pub use message::{AllowedMentions, Author, Embed, Field, Footer, Message};
pub use notes::{about, notice, sources};

/// The message that gives an answer. A refusal is seen only by the person who asked.
#[must_use]
pub fn answer(question: &str, answer: &Answer<'_>) -> Message {
    match &answer.outcome {
        Outcome::Answered => found::message(question, &answer.passages, answer.note.as_ref()),
        Outcome::NotFound(refusal) => notes::refusal(question, refusal).private(),
    }
}

/// Colour of the edge of answers: ink blue.
const INK: u32 = 0x27_4B_7A;
/// Colour of the edge of refusals and notices: grey.
const GREY: u32 = 0x80_84_8E;
