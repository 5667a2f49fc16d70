//! The first reply to an interaction, in the form that Discord takes through either door
//! (<https://docs.discord.com/developers/interactions/receiving-and-responding>).

use serde::Serialize;

use super::handler::{Manner, Reply};
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

    /// A reply.
    #[must_use]
    pub fn reply(reply: Reply) -> Self {
        let (kind, message) = match reply {
            Reply::Message(message) => (4, message),
            Reply::Update(message) => (7, Message { private: false, ..message }),
        };
        Self { kind, data: Some(Data::Message(Box::new(message))) }
    }

    /// A reply will follow in this manner.
    #[must_use]
    pub fn deferred(manner: Manner) -> Self {
        match manner {
            Manner::Open => Self { kind: 5, data: None },
            Manner::Private => Self { kind: 5, data: Some(Data::Flags { flags: EPHEMERAL }) },
            Manner::Update => Self { kind: 6, data: None },
        }
    }
}

/// Message flag of a reply that only one person sees.
const EPHEMERAL: u32 = 1 << 6;
