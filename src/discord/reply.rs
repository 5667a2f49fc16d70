//! What a request is replied with, and in which way the reply comes.

use serde::Serialize;

use crate::render::discord::Message;

/// What is replied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// A new message.
    Message(Message),
    /// The message on which a button was pressed becomes this one.
    Update(Message),
    /// What can be filled in.
    Choices(Vec<Choice>),
    /// The message on which a button was pressed is removed.
    Delete,
}

/// How the reply to a request will come, as far as that is known before there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyMode {
    /// As a new message for all to see.
    Open,
    /// As a new message for the person who asked.
    Private,
    /// As a change of the message that is there.
    Update,
    /// As something that can be filled in, at once or never.
    Choices,
}

/// Something that can be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What is shown.
    pub name: String,
    /// What is filled in.
    pub value: String,
}

/// Choices that Discord takes.
pub const CHOICES: usize = 25;
/// Characters of a choice that Discord takes.
pub const CHOICE: usize = 100;
