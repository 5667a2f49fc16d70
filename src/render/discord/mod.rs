//! Replies as Discord messages.
//!
//! The quotation stands first, as a block quote, word for word; below it who is quoted and the number of the
//! source; at the end the sources. Discord counts some lengths in characters and others in UTF-16 units:
//! here all are counted in UTF-16 units, which are never fewer.

mod entry;
mod escape;
mod fit;
mod listing;
mod map;
mod message;
mod notes;
mod page;
mod press;
mod replies;
mod sources;

pub use escape::{escape, units};
pub use listing::HasWordings;
pub use map::map;
pub use message::{
    AllowedMentions, Attachment, Author, Button, Embed, Field, Footer, Image, Meaning, Message,
    Replacement, Row,
};
pub use notes::{about, help, nobody, notice};
pub use press::{Paging, Press};
pub use replies::{beside, checks, context, related, reply, wordings};
pub use sources::{choice, source, sources};

/// Colour of the edge of answers: ink blue.
const INK: u32 = 0x27_4B_7A;
/// Colour of the edge of refusals and notices: grey.
const GREY: u32 = 0x80_84_8E;
