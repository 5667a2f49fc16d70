//! Where requests of both doors arrive and replies leave: each once, in time, and counted while in flight.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use serde::Serialize;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinHandle;

use super::handler;
use super::request::{Interaction, Mention, Request};
use super::rest::{Patience, Rest, RestError};
use super::seen::Seen;
use crate::render::discord::Message;

/// Requests that are worked on at one time. What comes on top waits.
const IN_FLIGHT: u32 = 256;
/// Discord waits three seconds for a first reply; after this one it is told to wait longer.
const DEFER_AFTER: Duration = Duration::from_secs(1);

/// What turns a request into a reply. It may take its time.
pub type Handler = dyn Fn(&Request) -> Message + Send + Sync;

/// What both doors share.
pub struct Desk {
    handler: Arc<Handler>,
    rest: Rest,
    seen: Seen,
    in_flight: Arc<Semaphore>,
}

impl Desk {
    /// A desk where `handler` says what is replied and `rest` carries it.
    #[must_use]
    pub fn new(handler: Arc<Handler>, rest: Rest) -> Self {
        let in_flight = Arc::new(Semaphore::new(IN_FLIGHT as usize));
        Self { handler, rest, seen: Seen::default(), in_flight }
    }

    /// Replies to an interaction.
    pub async fn interaction(&self, interaction: Interaction) {
        let id = interaction.id;
        if !self.seen.is_new(id) {
            tracing::debug!(id, "interaction delivered again");
            return;
        }
        let Some(_permit) = self.permit().await else { return };
        if let Err(error) = self.reply(interaction).await {
            match error.code() {
                Some(UNKNOWN_INTERACTION) => {
                    tracing::warn!(id, "Discord no longer waits for the reply: it came too late");
                }
                Some(ALREADY_ACKNOWLEDGED) => tracing::debug!(id, "replied to before"),
                _ => tracing::warn!(id, %error, "the reply to an interaction failed"),
            }
        }
    }

    async fn reply(&self, interaction: Interaction) -> Result<(), RestError> {
        let Interaction { id, application, token, request } = interaction;
        let private = handler::is_private(&request);
        let callback = format!("/interactions/{id}/{}/callback", token.expose());
        let mut work = self.work(request);
        if let Ok(message) = tokio::time::timeout(DEFER_AFTER, &mut work).await {
            let reply = Callback { kind: MESSAGE, data: Some(said(message)) };
            return self.rest.send(Method::POST, &callback, &reply, Patience::Reply).await;
        }
        let data = private.then_some(Flags { flags: EPHEMERAL });
        let wait = Callback { kind: DEFERRED, data };
        self.rest.send(Method::POST, &callback, &wait, Patience::Reply).await?;
        // Who sees the reply was settled when it was put off.
        let message = Message { private: false, ..said(work.await) };
        let original = format!("/webhooks/{application}/{}/messages/@original", token.expose());
        self.rest.send(Method::PATCH, &original, &message, Patience::Work).await
    }

    /// Replies to a message.
    pub async fn mention(&self, mention: Mention) {
        let Mention { id, channel, request } = mention;
        if !self.seen.is_new(id) {
            tracing::debug!(id, "message delivered again");
            return;
        }
        let Some(_permit) = self.permit().await else { return };
        let message = Message { private: false, ..said(self.work(request).await) };
        let post = Post {
            message,
            message_reference: Reference { message_id: id.to_string(), fail_if_not_exists: false },
            nonce: id.to_string(),
            enforce_nonce: true,
        };
        let path = format!("/channels/{channel}/messages");
        if let Err(error) = self.rest.send(Method::POST, &path, &post, Patience::Work).await {
            match error.code() {
                Some(MISSING_ACCESS | MISSING_PERMISSIONS) => tracing::warn!(
                    channel,
                    "no permission to reply in this channel: the bot needs View Channels, Send Messages, \
                     Embed Links and, in threads, Send Messages in Threads"
                ),
                _ => tracing::warn!(id, channel, %error, "the reply to a message failed"),
            }
        }
    }

    /// Returns when nothing is in flight any more; from then on nothing is begun.
    pub async fn close(&self) {
        // Permits are never given up for good, so all of them come back once the work is done.
        if self.in_flight.acquire_many(IN_FLIGHT).await.is_ok() {
            self.in_flight.close();
        }
    }

    async fn permit(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.in_flight).acquire_owned().await.ok()
    }

    /// The engine computes, so it works where it holds up nobody.
    fn work(&self, request: Request) -> JoinHandle<Message> {
        let handler = Arc::clone(&self.handler);
        tokio::task::spawn_blocking(move || handler(&request))
    }
}

/// The message that work came to; a plain word where it broke.
fn said(work: Result<Message, tokio::task::JoinError>) -> Message {
    work.unwrap_or_else(|error| {
        tracing::error!(%error, "a request broke the handler");
        handler::fault()
    })
}

/// Discord's code for an interaction that it has forgotten.
const UNKNOWN_INTERACTION: u32 = 10_062;
/// Discord's code for an interaction that was replied to before.
const ALREADY_ACKNOWLEDGED: u32 = 40_060;
/// Discord's code for a channel that the bot cannot see.
const MISSING_ACCESS: u32 = 50_001;
/// Discord's code for something that the bot may not do.
const MISSING_PERMISSIONS: u32 = 50_013;
/// Callback type: a message.
const MESSAGE: u8 = 4;
/// Callback type: a message that is still to come.
const DEFERRED: u8 = 5;
/// Message flag of a reply that only one person sees.
const EPHEMERAL: u32 = 1 << 6;

/// The first reply to an interaction.
#[derive(Serialize)]
struct Callback<T> {
    #[serde(rename = "type")]
    kind: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<T>,
}

#[derive(Serialize)]
struct Flags {
    flags: u32,
}

/// A message in a channel, as a reply to another.
#[derive(Serialize)]
struct Post {
    #[serde(flatten)]
    message: Message,
    message_reference: Reference,
    /// The same nonce twice makes one message, so that an attempt can be repeated.
    nonce: String,
    enforce_nonce: bool,
}

#[derive(Serialize)]
struct Reference {
    message_id: String,
    /// The question may be deleted before the answer comes.
    fail_if_not_exists: bool,
}
