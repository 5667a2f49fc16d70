//! The first reply to an interaction, in the form that Discord takes through either transport
//! (<https://docs.discord.com/developers/interactions/receiving-and-responding>).

use serde::Serialize;

use super::reply::{CHOICE, CHOICES, Choice, Reply, ReplyMode};
use crate::render::discord::{Attachment, Message};

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
    Choices { choices: Vec<Choice> },
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
            Reply::Choices(choices) => return Self::choices(choices),
            Reply::Delete => return Self::deferred(ReplyMode::Update),
        };
        Self { kind, data: Some(Data::Message(Box::new(message))) }
    }

    /// The files that go with it.
    #[must_use]
    pub fn files(&self) -> &[Attachment] {
        match &self.data {
            Some(Data::Message(message)) => &message.attachments,
            _ => &[],
        }
    }

    fn choices(mut choices: Vec<Choice>) -> Self {
        let is_short = |text: &str| (1..=CHOICE).contains(&text.encode_utf16().count());
        choices.retain(|choice| is_short(&choice.name) && is_short(&choice.value));
        choices.truncate(CHOICES);
        Self { kind: 8, data: Some(Data::Choices { choices }) }
    }

    /// A reply will follow in this mode; choices cannot.
    #[must_use]
    pub fn deferred(mode: ReplyMode) -> Self {
        match mode {
            ReplyMode::Choices => Self::choices(vec![]),
            ReplyMode::Open => Self { kind: 5, data: None },
            ReplyMode::Private => Self { kind: 5, data: Some(Data::Flags { flags: EPHEMERAL }) },
            ReplyMode::Update => Self { kind: 6, data: None },
        }
    }
}

/// Message flag of a reply that only one person sees.
const EPHEMERAL: u32 = 1 << 6;
