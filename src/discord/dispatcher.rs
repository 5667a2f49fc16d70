//! Where requests of both transports arrive and replies leave: each once, in time, and counted while in flight.

mod messages;

use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, TryAcquireError};
use tokio::task::{JoinError, JoinHandle};
use tokio::time::Instant;

use super::attached;
use super::callback::Callback;
use super::handler;
use super::limits::{Limits, Who};
use super::permission::{self, NoticeThrottle};
use super::recent::{RecentAnswers, RecentIds};
use super::reply::{Reply, ReplyMode};
use super::request::{Interaction, Pressed, Request, Token};
use super::rest::{Rest, RestError, TimeLimit};
use crate::config::LimitsConfig;
use crate::ops::metrics::{self, Outcome};
use crate::render::discord::{Meaning, Message, Press};

/// Discord waits three seconds for a first reply; after this one it is told to wait longer.
const DEFER_AFTER: Duration = Duration::from_secs(1);

/// How long a request waits for a place where too much is in flight: together with the work there must be time left to tell
/// Discord to wait longer.
const WAIT: Duration = Duration::from_millis(1200);

/// Requests that wait for a place, to one that has one.
const LINE: usize = 8;

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
    /// People who were asked to wait in a direct message.
    waits: NoticeThrottle,
    /// Answers that still follow their question if that is edited.
    answers: RecentAnswers,
    /// Servers and channels in which commands are answered for the person who asks alone.
    private_places: Vec<u64>,
    /// The channel in which the operator is notified of feedback, if there is one.
    feedback_channel: Option<u64>,
    in_flight: Arc<Semaphore>,
    /// Places for those who wait for one.
    line: Semaphore,
    most_in_flight: u32,
    /// As many places for work as there are processors: the work computes, so more at one time would be no
    /// faster, and each thread keeps memory.
    places: Arc<Semaphore>,
}

/// What becomes of an interaction that is delivered again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// Nothing: there is one reply already.
    Dropped,
    /// It gets its answer again, for the first may not have arrived. Nothing is counted twice.
    Answered,
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
    work: Option<Work>,
    place: InFlight,
}

/// What is left to be done once a first reply has arrived.
enum Work {
    /// A reply to be brought.
    Reply(JoinHandle<Reply>),
    /// The message on which a button was pressed is to be removed.
    Delete,
}

/// A request that is in flight; no longer once this is dropped.
struct InFlight {
    _permit: OwnedSemaphorePermit,
    _counted: metrics::InFlight,
}

impl InFlight {
    fn begin(permit: OwnedSemaphorePermit) -> Self {
        Self { _permit: permit, _counted: metrics::InFlight::begin() }
    }
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
            notices: NoticeThrottle::new(permission::HOUR),
            waits: NoticeThrottle::new(permission::MINUTE),
            answers: RecentAnswers::default(),
            private_places: vec![],
            feedback_channel: None,
            in_flight: Arc::new(Semaphore::new(limits.in_flight as usize)),
            line: Semaphore::new(LINE * limits.in_flight as usize),
            most_in_flight: limits.in_flight,
            places: Arc::new(Semaphore::new(processors())),
        }
    }

    /// The same dispatcher, telling the operator of feedback in this channel.
    #[must_use]
    pub fn with_feedback_channel(self, feedback_channel: Option<u64>) -> Self {
        Self { feedback_channel, ..self }
    }

    /// The same dispatcher, answering commands in these servers and channels for the person who asks alone, unless they
    /// want it otherwise.
    #[must_use]
    pub fn with_private_places(self, private_places: Vec<u64>) -> Self {
        Self { private_places, ..self }
    }

    /// What carries its replies.
    #[must_use]
    pub fn rest(&self) -> Arc<Rest> {
        Arc::clone(&self.rest)
    }

    /// Replies to an interaction through Discord's API, as is right for what came over the gateway.
    pub async fn interaction(&self, interaction: Interaction) {
        let begun = Instant::now();
        let id = interaction.id;
        let callback = format!("/interactions/{id}/{}/callback", interaction.token.expose());
        let Some(FirstReply { callback: body, follow_up }) =
            self.first_reply(interaction, Repeat::Dropped).await
        else {
            return;
        };
        let files = body.files();
        let sent =
            self.rest.send_files(Method::POST, &callback, &body, files, TimeLimit::Reply).await;
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
    pub async fn first_reply(
        &self,
        interaction: Interaction,
        repeat: Repeat,
    ) -> Option<FirstReply> {
        let Interaction { id, application, token, who, channels, mut request } = interaction;
        let is_new = self.seen.is_new(id);
        if !is_new {
            metrics::ended(Outcome::Duplicate);
            tracing::debug!(id, "interaction delivered again");
            if repeat == Repeat::Dropped {
                return None;
            }
        }
        let mut places = channels.into_iter().chain([who.server]).flatten();
        if let Request::Command(command) = &mut request
            && places.any(|place| self.private_places.contains(&place))
        {
            command.set_default("private");
        }
        let mode = handler::mode(&request);
        let admission =
            if is_new { self.admit(who, mode).await } else { self.place_in_time().await };
        let place = match admission {
            Admission::Granted(place) => place,
            Admission::Closed => return None,
            Admission::Later(wait) => {
                let callback = Callback::reply(handler::try_again(mode, wait));
                return Some(FirstReply { callback, follow_up: None });
            }
        };
        if is_new
            && let Request::Button(Pressed { press: Some(Press::Helpful(helpful)), link, .. }) =
                &request
        {
            metrics::feedback(*helpful);
            if let Some(link) = link {
                self.post_feedback(*helpful, link);
            }
        }
        let mut work = self.work(request);
        let (callback, work) = match tokio::time::timeout(DEFER_AFTER, &mut work).await {
            Ok(reply) => {
                let reply = said(reply);
                let work = (reply == Reply::Delete).then_some(Work::Delete);
                (Callback::reply(reply), work)
            }
            Err(_) if mode == ReplyMode::Choices => (Callback::deferred(mode), None),
            Err(_) => {
                metrics::deferred();
                (Callback::deferred(mode), Some(Work::Reply(work)))
            }
        };
        let follow_up = is_new.then_some(FollowUp { id, application, token, mode, work, place });
        Some(FirstReply { callback, follow_up })
    }

    /// Brings what a first reply has put off, once that has arrived; where nothing was, there is nothing to do.
    pub async fn follow_up(&self, follow_up: Option<FollowUp>) {
        let Some(FollowUp { id, application, token, mode, work, place }) = follow_up else {
            return;
        };
        let replies = format!("/webhooks/{application}/{}", token.expose());
        let original = format!("{replies}/messages/@original");
        let reply = match work {
            None => None,
            Some(Work::Delete) => Some(Reply::Delete),
            Some(Work::Reply(work)) => Some(said(work.await)),
        };
        let sent = match (mode, reply) {
            (_, None) => Ok(()),
            (_, Some(Reply::Delete)) => self.rest.delete(&original).await,
            // What was put off is a change of a message that others may read: it stays as it is.
            (ReplyMode::Update, Some(Reply::Message(message))) => {
                self.send_message(Method::POST, &replies, message.private()).await
            }
            // Who sees the reply was settled when it was put off.
            (_, Some(reply)) => {
                let message = Message { private: false, ..message_of(reply) };
                self.send_message(Method::PATCH, &original, message).await
            }
        };
        if let Err(error) = sent {
            tracing::warn!(id, %error, "a reply that was put off failed");
        }
        drop(place);
    }

    async fn send_message(
        &self,
        method: Method,
        path: &str,
        message: Message,
    ) -> Result<(), RestError> {
        let files = &message.attachments;
        self.rest.send_files(method, path, &message, files, TimeLimit::Work).await
    }

    /// Returns when nothing is in flight any more; from then on nothing is begun.
    pub async fn close(&self) {
        // Permits are never given up for good, so all of them come back once the work is done.
        if self.in_flight.acquire_many(self.most_in_flight).await.is_ok() {
            self.in_flight.close();
        }
    }

    async fn admit(&self, who: Who, mode: ReplyMode) -> Admission {
        let taken = match mode {
            ReplyMode::Choices => self.limits.take_typing(who),
            _ => self.limits.take(who),
        };
        let admission = match taken {
            Ok(()) => self.place_in_time().await,
            Err(wait) => Admission::Later(wait),
        };
        match admission {
            Admission::Granted(_) => {}
            Admission::Later(_) => metrics::ended(Outcome::Limited),
            Admission::Closed => metrics::ended(Outcome::Dropped),
        }
        admission
    }

    /// A place for a request, now or within the time in which Discord still waits. Where too many wait, none.
    async fn place_in_time(&self) -> Admission {
        let admission = self.place();
        let Admission::Later(_) = admission else { return admission };
        let Ok(_turn) = self.line.try_acquire() else { return admission };
        let place = Arc::clone(&self.in_flight).acquire_owned();
        match tokio::time::timeout(WAIT, place).await {
            Ok(Ok(permit)) => Admission::Granted(InFlight::begin(permit)),
            Ok(Err(_)) => Admission::Closed,
            Err(_) => admission,
        }
    }

    fn place(&self) -> Admission {
        match Arc::clone(&self.in_flight).try_acquire_owned() {
            Ok(permit) => Admission::Granted(InFlight::begin(permit)),
            Err(TryAcquireError::NoPermits) => Admission::Later(BUSY),
            Err(TryAcquireError::Closed) => Admission::Closed,
        }
    }

    /// Begins the work on a request, where it holds up nobody.
    fn work(&self, request: Request) -> JoinHandle<Reply> {
        let handler = Arc::clone(&self.handler);
        let places = Arc::clone(&self.places);
        let rest = Arc::clone(&self.rest);
        tokio::spawn(async move {
            let request = attached::read(&rest, request).await;
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
    let message = match reply {
        Reply::Message(message) | Reply::Update(message) => message,
        Reply::Choices(_) => return Outcome::Suggested,
        Reply::Delete => return Outcome::Answered,
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
        Reply::Choices(_) | Reply::Delete => handler::fault(),
    }
}

/// Discord's code for an interaction that it has forgotten.
const UNKNOWN_INTERACTION: u32 = 10_062;
/// Discord's code for an interaction that was replied to before.
const ALREADY_ACKNOWLEDGED: u32 = 40_060;
