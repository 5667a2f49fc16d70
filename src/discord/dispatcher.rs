//! Where requests of both transports arrive and replies leave: each once, in time, and counted while in flight.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use serde::Serialize;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, TryAcquireError};
use tokio::task::{JoinError, JoinHandle};
use tokio::time::Instant;

use super::callback::Callback;
use super::handler;
use super::limits::{Limits, Who};
use super::permission::{self, NoticeThrottle};
use super::recent::RecentIds;
use super::reply::{Reply, ReplyMode};
use super::request::{Interaction, Mention, Pressed, Request, Token};
use super::rest::{Rest, TimeLimit};
use crate::config::LimitsConfig;
use crate::ops::metrics::{self, Outcome};
use crate::render::discord::{Meaning, Message, Press};

/// Discord waits three seconds for a first reply; after this one it is told to wait longer.
const DEFER_AFTER: Duration = Duration::from_secs(1);

/// What is asked to wait where too much is in flight.
const BUSY: Duration = Duration::from_secs(3);

/// What turns a request into a reply. It may take its time.
pub type Handler = dyn Fn(&Request) -> Reply + Send + Sync;

/// What both transports share.
pub struct Dispatcher {
    handler: Arc<Handler>,
    rest: Arc<Rest>,
    seen: RecentIds,
    limits: Limits,
    /// Channels for which somebody was notified that the bot may not write there.
    notices: NoticeThrottle,
    /// The channel in which the operator is notified of feedback, if there is one.
    feedback_channel: Option<u64>,
    in_flight: Arc<Semaphore>,
    most_in_flight: u32,
    /// As many places for work as there are processors: the work computes, so more at one time would be no
    /// faster, and each thread keeps memory.
    places: Arc<Semaphore>,
}

/// Whether a request is worked on.
enum Admission {
    Granted(InFlight),
    /// There is too much at one time, by this person or in all.
    Later(Duration),
    /// The bot is about to stop.
    Closed,
}

/// The first reply to an interaction, and what must follow once it has arrived.
pub struct FirstReply {
    /// What Discord is told.
    pub callback: Callback,
    /// What [`Dispatcher::follow_up`] is given then.
    pub follow_up: Option<FollowUp>,
}

/// A reply that may still be worked on. While there is one, its request counts as in flight.
pub struct FollowUp {
    id: u64,
    application: u64,
    token: Token,
    mode: ReplyMode,
    work: Option<JoinHandle<Reply>>,
    place: InFlight,
}

/// A request that is in flight; no longer once this is dropped.
struct InFlight {
    _permit: OwnedSemaphorePermit,
    _counted: metrics::InFlight,
}

impl Dispatcher {
    /// A dispatcher where `handler` says what is replied and `rest` carries it.
    #[must_use]
    pub fn new(handler: Arc<Handler>, rest: Rest, limits: LimitsConfig) -> Self {
        Self {
            handler,
            rest: Arc::new(rest),
            seen: RecentIds::default(),
            limits: Limits::new(limits),
            notices: NoticeThrottle::default(),
            feedback_channel: None,
            in_flight: Arc::new(Semaphore::new(limits.in_flight as usize)),
            most_in_flight: limits.in_flight,
            places: Arc::new(Semaphore::new(processors())),
        }
    }

    /// The same dispatcher, telling the operator of feedback in this channel.
    #[must_use]
    pub fn with_feedback_channel(self, feedback_channel: Option<u64>) -> Self {
        Self { feedback_channel, ..self }
    }

    /// Replies to an interaction through Discord's API, as is right for what came over the gateway.
    pub async fn interaction(&self, interaction: Interaction) {
        let begun = Instant::now();
        let id = interaction.id;
        let callback = format!("/interactions/{id}/{}/callback", interaction.token.expose());
        let Some(FirstReply { callback: body, follow_up }) = self.first_reply(interaction).await
        else {
            return;
        };
        let sent = self.rest.send(Method::POST, &callback, &body, TimeLimit::Reply).await;
        match sent.map_err(|error| (error.code(), error)) {
            Ok(()) => {
                metrics::replied(begun.elapsed());
                self.follow_up(follow_up).await;
            }
            Err((Some(UNKNOWN_INTERACTION), _)) => {
                metrics::unknown_interaction();
                tracing::warn!(id, "Discord no longer waits for the reply: it came too late");
            }
            Err((Some(ALREADY_ACKNOWLEDGED), _)) => {
                metrics::already_acknowledged();
                tracing::debug!(id, "replied to before");
                self.follow_up(follow_up).await;
            }
            Err((_, error)) => tracing::warn!(id, %error, "the reply to an interaction failed"),
        }
    }

    /// Works out the first reply to an interaction, within a little more than a second; `None` where it was
    /// delivered before, or the bot is about to stop.
    pub async fn first_reply(&self, interaction: Interaction) -> Option<FirstReply> {
        let Interaction { id, application, token, who, request } = interaction;
        if !self.seen.is_new(id) {
            metrics::ended(Outcome::Duplicate);
            tracing::debug!(id, "interaction delivered again");
            return None;
        }
        let mode = handler::mode(&request);
        let place = match self.admit(who, mode) {
            Admission::Granted(place) => place,
            Admission::Closed => return None,
            Admission::Later(wait) => {
                let callback = Callback::reply(handler::try_again(mode, wait));
                return Some(FirstReply { callback, follow_up: None });
            }
        };
        if let Request::Button(Pressed { press: Some(Press::Helpful(helpful)), link, .. }) =
            &request
        {
            metrics::feedback(*helpful);
            if let Some(link) = link {
                self.post_feedback(*helpful, link);
            }
        }
        let mut work = self.work(request);
        let (callback, work) = match tokio::time::timeout(DEFER_AFTER, &mut work).await {
            Ok(reply) => (Callback::reply(said(reply)), None),
            Err(_) if mode == ReplyMode::Choices => (Callback::deferred(mode), None),
            Err(_) => {
                metrics::deferred();
                (Callback::deferred(mode), Some(work))
            }
        };
        let follow_up = Some(FollowUp { id, application, token, mode, work, place });
        Some(FirstReply { callback, follow_up })
    }

    /// Brings what a first reply has put off, once that has arrived; where nothing was, there is nothing to do.
    pub async fn follow_up(&self, follow_up: Option<FollowUp>) {
        let Some(FollowUp { id, application, token, mode, work, place }) = follow_up else {
            return;
        };
        if let Some(work) = work {
            let replies = format!("/webhooks/{application}/{}", token.expose());
            let (method, path, message) = match (mode, said(work.await)) {
                // What was put off is a change of a message that others may read: it stays as it is.
                (ReplyMode::Update, Reply::Message(message)) => {
                    (Method::POST, replies, message.private())
                }
                // Who sees the reply was settled when it was put off.
                (_, reply) => {
                    let message = Message { private: false, ..message_of(reply) };
                    (Method::PATCH, format!("{replies}/messages/@original"), message)
                }
            };
            let sent = self.rest.send(method, &path, &message, TimeLimit::Work).await;
            if let Err(error) = sent {
                tracing::warn!(id, %error, "a reply that was put off failed");
            }
        }
        drop(place);
    }

    /// Replies to a message.
    pub async fn mention(&self, mention: Mention) {
        let begun = Instant::now();
        let Mention { id, channel, who, request } = mention;
        if !self.seen.is_new(id) {
            metrics::ended(Outcome::Duplicate);
            tracing::debug!(id, "message delivered again");
            return;
        }
        // A word to wait would be seen by all in the channel, and a flood would be answered by a flood.
        let Admission::Granted(_place) = self.admit(who, ReplyMode::Open) else {
            tracing::debug!(id, channel, "too much at one time: not answered");
            return;
        };
        let message = Message { private: false, ..message_of(said(self.work(request).await)) };
        let post = Post {
            message,
            message_reference: Reference { message_id: id.to_string(), fail_if_not_exists: false },
            nonce: id.to_string(),
            enforce_nonce: true,
        };
        let path = format!("/channels/{channel}/messages");
        let sent = self.rest.send(Method::POST, &path, &post, TimeLimit::Work).await;
        match sent.map_err(|error| (error.code(), error)) {
            Ok(()) => metrics::replied(begun.elapsed()),
            Err((Some(MISSING_ACCESS | MISSING_PERMISSIONS), _)) => {
                metrics::permission_missing();
                tracing::warn!(
                    channel,
                    "no permission to reply in this channel: the bot needs View Channels, Send Messages, \
                     Embed Links and, in threads, Send Messages in Threads"
                );
                // In a direct message there is nothing that anybody could grant.
                if who.server.is_some() && self.notices.is_due(channel) {
                    let told = permission::tell(&self.rest, who.user, channel).await;
                    if let Err(error) = told {
                        tracing::info!(channel, %error, "the person who asked could not be told");
                    }
                }
            }
            Err((_, error)) => tracing::warn!(id, channel, %error, "the reply to a message failed"),
        }
    }

    /// Tells the operator, where they want to be told, that somebody found the answer at this link helpful or not.
    /// It holds up nobody, and nobody waits for it: what fails is only logged.
    pub fn post_feedback(&self, helpful: bool, link: &str) {
        let Some(channel) = self.feedback_channel else { return };
        // It has a place among what is in flight, so that there are never too many, and none is lost at the end.
        let Admission::Granted(place) = self.place() else {
            tracing::warn!("too much at one time: feedback was not posted");
            return;
        };
        let found = if helpful { "Found helpful" } else { "Found not helpful" };
        let message = Message { content: Some(format!("{found}: {link}")), ..Message::default() };
        let path = format!("/channels/{channel}/messages");
        let rest = Arc::clone(&self.rest);
        tokio::spawn(async move {
            let sent = rest.send(Method::POST, &path, &message, TimeLimit::Work).await;
            if let Err(error) = sent {
                tracing::warn!(channel, %error, "feedback could not be posted (discord.feedback_channel)");
            }
            drop(place);
        });
    }

    /// Returns when nothing is in flight any more; from then on nothing is begun.
    pub async fn close(&self) {
        // Permits are never given up for good, so all of them come back once the work is done.
        if self.in_flight.acquire_many(self.most_in_flight).await.is_ok() {
            self.in_flight.close();
        }
    }

    fn admit(&self, who: Who, mode: ReplyMode) -> Admission {
        let taken = match mode {
            ReplyMode::Choices => self.limits.take_typing(who),
            _ => self.limits.take(who),
        };
        let admission = match taken {
            Ok(()) => self.place(),
            Err(wait) => Admission::Later(wait),
        };
        match admission {
            Admission::Granted(_) => {}
            Admission::Later(_) => metrics::ended(Outcome::Limited),
            Admission::Closed => metrics::ended(Outcome::Dropped),
        }
        admission
    }

    fn place(&self) -> Admission {
        match Arc::clone(&self.in_flight).try_acquire_owned() {
            Ok(permit) => Admission::Granted(InFlight {
                _permit: permit,
                _counted: metrics::InFlight::begin(),
            }),
            Err(TryAcquireError::NoPermits) => Admission::Later(BUSY),
            Err(TryAcquireError::Closed) => Admission::Closed,
        }
    }

    /// Begins the work on a request, where it holds up nobody.
    fn work(&self, request: Request) -> JoinHandle<Reply> {
        let handler = Arc::clone(&self.handler);
        let places = Arc::clone(&self.places);
        tokio::spawn(async move {
            let place = places.acquire_owned().await;
            let work = tokio::task::spawn_blocking(move || handler(&request)).await;
            drop(place);
            let reply = said(work);
            metrics::ended(outcome(&reply));
            reply
        })
    }
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The reply that work came to; a plain word where it broke.
fn said(work: Result<Reply, JoinError>) -> Reply {
    work.unwrap_or_else(|error| {
        tracing::error!(%error, "a request broke the handler");
        Reply::Message(handler::fault())
    })
}

/// What a request has come to.
fn outcome(reply: &Reply) -> Outcome {
    let (Reply::Message(message) | Reply::Update(message)) = reply else {
        return Outcome::Suggested;
    };
    match message.meaning {
        Meaning::Answer => Outcome::Answered,
        Meaning::Refusal => Outcome::Refused,
        Meaning::Fault => Outcome::Fault,
    }
}

/// The message alone, where it is settled already what becomes of it.
fn message_of(reply: Reply) -> Message {
    match reply {
        Reply::Message(message) | Reply::Update(message) => message,
        // They are never put off.
        Reply::Choices(_) => handler::fault(),
    }
}

/// Discord's code for an interaction that it has forgotten.
const UNKNOWN_INTERACTION: u32 = 10_062;
/// Discord's code for an interaction that was replied to before.
const ALREADY_ACKNOWLEDGED: u32 = 40_060;
/// Discord's code for a channel that the bot cannot see.
const MISSING_ACCESS: u32 = 50_001;
/// Discord's code for something that the bot may not do.
const MISSING_PERMISSIONS: u32 = 50_013;
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
