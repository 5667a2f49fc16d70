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
mod press;

use crate::answer::{Answer, Outcome};

pub use escape::{escape, units};
pub use message::{AllowedMentions, Author, Button, Embed, Field, Footer, Meaning, Message, Row};
pub use notes::{about, help, notice, sources};
pub use press::Press;

/// The message that gives an answer. A refusal is seen only by the person who asked.
#[must_use]
pub fn answer(question: &str, answer: &Answer<'_>) -> Message {
    page(question, answer, 0)
}

/// The page with this number, from 0, of the message that gives an answer.
#[must_use]
pub fn page(question: &str, answer: &Answer<'_>, number: usize) -> Message {
    match &answer.outcome {
        Outcome::Answered => found::page(question, answer, number),
        Outcome::NotFound(refusal) => notes::refusal(question, refusal).private(),
    }
}

/// The paragraphs in which the passages of a page stand, seen only by the person who wants to see them.
#[must_use]
pub fn context(question: &str, answer: &Answer<'_>, number: usize) -> Message {
    match &answer.outcome {
        Outcome::Answered => found::context(question, &answer.passages, number).private(),
        Outcome::NotFound(refusal) => notes::refusal(question, refusal).private(),
    }
}

/// Colour of the edge of answers: ink blue.
const INK: u32 = 0x27_4B_7A;
/// Colour of the edge of refusals and notices: grey.
const GREY: u32 = 0x80_84_8E;
