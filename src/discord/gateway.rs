//! The transport that a bot opens itself: connections to Discord's gateway.
//!
//! They are made here and not by serenity's client, which after some close codes spins without ever ending, dials without
//! a time limit, begins a new session where one could be resumed, and drops what its types cannot read. Its model of
//! the protocol (opcodes, close codes, intents) is used.

mod shard;
mod socket;

use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::Client;
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::dispatcher::Dispatcher;
use super::places::Places;
use super::request::Mention;
use super::rest::{self, Rest};
use super::watchdog::{self, Board};
use super::{ServeError, kind, not_answered, request};
use crate::config::{DiscordConfig, Secret, Shards};
use crate::ops::health::Health;
use crate::ops::metrics::{self, Outcome};
use crate::ops::shutdown::Shutdown;
use shard::Shard;

/// How long requests in flight may take once the bot is told to stop.
const DRAIN: Duration = Duration::from_secs(3);
/// How long the goodbye to the gateway may take.
const GOODBYE: Duration = Duration::from_millis(500);
/// Discord wants so much time between two sessions that are begun with one key.
const TURN: Duration = Duration::from_secs(5);

/// Where the gateway is and how often it may be greeted.
#[derive(Debug, Clone)]
pub struct Gateway {
    /// Address of the websocket.
    pub url: String,
    /// The connections to make, by their numbers.
    pub shards: RangeInclusive<u32>,
    /// How many connections there are in all processes together.
    pub total: u32,
    /// Sessions that may still be begun today.
    pub budget: u32,
    /// Sessions that may be begun within five seconds, each with a key of its own.
    pub concurrency: u32,
    /// How long each of them may give no sign of life.
    pub limit: Duration,
    /// The channels of servers in which mentions are answered; all if there is none.
    pub mention_channels: Vec<u64>,
}

/// Asks where the gateway is, how many connections to make, and how many may be made.
///
/// # Errors
/// If Discord does not say, or allows no more sessions today.
pub async fn find(rest: &Rest, config: &DiscordConfig) -> Result<Gateway, ServeError> {
    let bot: GatewayBot =
        rest.get("/gateway/bot").await.map_err(|error| not_answered(config, error))?;
    let budget = bot.session_start_limit.remaining;
    if budget == 0 {
        return Err(ServeError::Budget);
    }
    let (first, last, total) = match config.shards {
        Shards::Auto => (0, bot.shards.max(1) - 1, bot.shards.max(1)),
        Shards::Range { first, last, total } => (first, last, total),
    };
    let shards = first..=last;
    Ok(Gateway {
        url: bot.url,
        shards,
        total,
        budget,
        concurrency: bot.session_start_limit.max_concurrency.max(1),
        limit: config.patience,
        mention_channels: config.mention_channels.clone(),
    })
}

/// What all connections share.
struct Fleet {
    client: Client,
    url: String,
    token: Secret,
    total: u32,
    budget: u32,
    /// Sessions begun since the start.
    sessions: AtomicU32,
    turns: Turns,
    board: Arc<Board>,
    listener: Arc<Listener>,
    stop: watch::Receiver<bool>,
}

impl Fleet {
    /// Whether no more sessions may be begun today.
    fn is_spent(&self) -> bool {
        self.sessions.load(Ordering::Relaxed) >= self.budget
    }
}

/// When the next session may be begun with each key.
struct Turns(Mutex<Vec<Instant>>);

impl Turns {
    fn new(concurrency: u32) -> Self {
        Self(Mutex::new(vec![Instant::now(); concurrency.min(1024) as usize]))
    }

    /// When this shard may begin a session; the turn is its own.
    fn take(&self, shard: u32) -> Instant {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = shard as usize % turns.len().max(1);
        let now = Instant::now();
        turns.get_mut(key).map_or(now, |next| {
            let turn = now.max(*next);
            *next = turn + TURN;
            turn
        })
    }
}

/// Answers what comes over the gateway until the process is told to stop.
///
/// # Errors
/// If Discord ends the connection for good, or gives no sign of life.
pub async fn run(
    gateway: Gateway,
    token: &Secret,
    dispatcher: Arc<Dispatcher>,
    shutdown: &Shutdown,
    health: &Health,
) -> Result<(), ServeError> {
    let board = Arc::new(Board::new(gateway.shards.clone()));
    let (stop, stopping) = watch::channel(false);
    let client = rest::client().build();
    let fleet = Arc::new(Fleet {
        client: client.map_err(|error| ServeError::Gateway(rest::cause(&error)))?,
        url: gateway.url,
        token: token.clone(),
        total: gateway.total,
        budget: gateway.budget,
        sessions: AtomicU32::new(0),
        turns: Turns::new(gateway.concurrency),
        board: Arc::clone(&board),
        listener: Arc::new(Listener {
            places: Places::new(dispatcher.rest()),
            dispatcher: Arc::clone(&dispatcher),
            bot: AtomicU64::new(0),
            channels: gateway.mention_channels,
        }),
        stop: stopping,
    });
    let mut shards = JoinSet::new();
    for number in gateway.shards {
        let fleet = Arc::clone(&fleet);
        // The first turns are in the order of the numbers.
        let shard = Shard::new(number, fleet.turns.take(number));
        shards.spawn(async move { shard.run(&fleet).await });
    }
    let ended = async {
        match shards.join_next().await {
            Some(Ok(Err(error))) => error,
            _ => ServeError::Gateway("the connection was ended".to_owned()),
        }
    };
    tokio::select! {
        error = ended => return Err(error),
        error = watchdog::watch(&board, gateway.limit, health) => return Err(error),
        () = shutdown.requested() => {}
    }
    health.set(Err(super::STOPPING));
    if tokio::time::timeout(DRAIN, dispatcher.close()).await.is_err() {
        tracing::warn!("some requests are left without a reply");
    }
    stop.send_replace(true);
    let goodbye = async { while shards.join_next().await.is_some() {} };
    if tokio::time::timeout(GOODBYE, goodbye).await.is_err() {
        tracing::debug!("the gateway does not answer the goodbye");
    }
    Ok(())
}

#[derive(Deserialize)]
struct GatewayBot {
    url: String,
    shards: u32,
    session_start_limit: SessionStartLimit,
}

#[derive(Deserialize)]
struct SessionStartLimit {
    remaining: u32,
    #[serde(default)]
    max_concurrency: u32,
}

/// Hears the events of all connections.
struct Listener {
    dispatcher: Arc<Dispatcher>,
    places: Places,
    /// The bot's own user, once Discord has said which it is; 0 before.
    bot: AtomicU64,
    /// The channels of servers in which mentions are answered; all if there is none.
    channels: Vec<u64>,
}

impl Listener {
    /// Hears an event of this name. What takes time is done elsewhere.
    fn hear(self: &Arc<Self>, event: &str, data: Value) {
        match event {
            "READY" => {
                let bot = data["user"]["id"].as_str().and_then(|id| id.parse().ok());
                self.bot.store(bot.unwrap_or_default(), Ordering::Relaxed);
            }
            "INTERACTION_CREATE" => {
                let listener = Arc::clone(self);
                tokio::spawn(async move { listener.interaction(data).await });
            }
            "MESSAGE_CREATE" => {
                let listener = Arc::clone(self);
                tokio::spawn(async move { listener.message(data, false).await });
            }
            // Discord sends this also when it has found the picture of a link, without a time of editing.
            "MESSAGE_UPDATE" if !data["edited_timestamp"].is_null() => {
                let listener = Arc::clone(self);
                tokio::spawn(async move { listener.message(data, true).await });
            }
            _ => {}
        }
    }

    async fn interaction(&self, sent: Value) {
        metrics::received(kind::of(&sent));
        match request::interaction(&sent) {
            Ok(interaction) => self.dispatcher.interaction(interaction).await,
            Err(error) => {
                tracing::warn!(%error, "an interaction was dropped");
                metrics::ended(Outcome::Dropped);
            }
        }
    }

    /// Whether a message is for the bot, and stands where mentions are answered.
    async fn is_heard(&self, mention: &Mention, bot: u64) -> bool {
        let Some(server) = mention.who.server else { return true };
        if !mention.roles.is_empty() {
            let own = self.places.own_role(server, bot).await;
            if !own.is_some_and(|own| mention.roles.contains(&own)) {
                return false;
            }
        }
        if self.channels.is_empty() || self.channels.contains(&mention.channel) {
            return true;
        }
        let parent = self.places.parent(mention.channel).await;
        parent.is_some_and(|parent| self.channels.contains(&parent))
    }

    async fn message(&self, sent: Value, is_edited: bool) {
        let bot = self.bot.load(Ordering::Relaxed);
        match request::mention(&sent, bot) {
            Ok(Some(mention)) => {
                if is_edited {
                    self.dispatcher.edited(mention).await;
                } else if self.is_heard(&mention, bot).await {
                    metrics::received(kind::MENTION);
                    self.dispatcher.mention(mention).await;
                } else {
                    tracing::debug!(channel = mention.channel, "this message is not answered");
                }
            }
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(%error, "a message was dropped");
                metrics::ended(Outcome::Dropped);
            }
        }
    }
}
