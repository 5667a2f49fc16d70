//! The first reply to an interaction, in the form that Discord takes through either door
//! (<https://docs.discord.com/developers/interactions/receiving-and-responding>).

use serde::Serialize;

use crate::render::discord::Message;

/// What Discord is told first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Callback {
    #[serde(rename = "type")]
    kind: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Data>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Data {
    Message(Box<Message>),
    Flags { flags: u32 },
}

impl Callback {
    /// The endpoint is there.
    #[must_use]
    pub fn pong() -> Self {
        Self { kind: 1, data: None }
    }

    /// A message.
    #[must_use]
    pub fn message(message: Message) -> Self {
        Self { kind: 4, data: Some(Data::Message(Box::new(message))) }
    }

    /// A message will follow, seen by all or only by the person who asked.
    #[must_use]
    pub fn deferred(private: bool) -> Self {
        Self { kind: 5, data: private.then_some(Data::Flags { flags: EPHEMERAL }) }
    }
}

/// Message flag of a reply that only one person sees.
const EPHEMERAL: u32 = 1 << 6;
