//! The transport that serenity keeps: a connection to Discord's gateway.

use std::ops::RangeInclusive;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use serenity::all::{ClientBuilder, Context, Event, GatewayIntents, RawEventHandler, ShardManager};
use serenity::async_trait;
use serenity::http::HttpBuilder;

use super::dispatcher::Dispatcher;
use super::request::Mention;
use super::rest::Rest;
use super::{ServeError, kind, log, not_answered, request, watchdog};
use crate::config::{DiscordConfig, Secret, Shards};
use crate::ops::health::Health;
use crate::ops::metrics::{self, Outcome};
use crate::ops::shutdown::Shutdown;

/// No privileged intent: of messages that neither mention the bot nor are sent to it directly, Discord gives
/// no content.
const INTENTS: GatewayIntents =
    GatewayIntents::GUILD_MESSAGES.union(GatewayIntents::DIRECT_MESSAGES);
/// How long requests in flight may take once the bot is told to stop.
const DRAIN: Duration = Duration::from_secs(3);
/// How long the goodbye to the gateway may take.
const GOODBYE: Duration = Duration::from_millis(500);

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
        limit: config.patience,
        mention_channels: config.mention_channels.clone(),
    })
}

/// Answers what comes over the gateway until the process is told to stop.
///
/// # Errors
/// If Discord ends the connection for good, or gives no sign of life.
pub async fn run(
    gateway: Gateway,
    api_url: Option<&str>,
    token: &Secret,
    dispatcher: Arc<Dispatcher>,
    shutdown: &Shutdown,
    health: &Health,
) -> Result<(), ServeError> {
    let listener = Listener {
        dispatcher: Arc::clone(&dispatcher),
        bot: AtomicU64::new(0),
        channels: gateway.mention_channels.clone(),
    };
    let mut http = HttpBuilder::new(token.expose()).ratelimiter_disabled(true);
    if let Some(api_url) = api_url {
        http = http.proxy(api_url);
    }
    let client = ClientBuilder::new_with_http(http.build(), INTENTS).raw_event_handler(listener);
    let mut client = tokio::select! {
        client = client => client.map_err(|error| ServeError::Gateway(error.to_string()))?,
        () = shutdown.requested() => return Ok(()),
    };
    // serenity asks for the address as well, but dials Discord's own gateway where that fails.
    client.ws_url.lock().await.clone_from(&gateway.url);
    let manager = Arc::clone(&client.shard_manager);
    // serenity takes the end of the range for one of the shards.
    let shards = *gateway.shards.start()..*gateway.shards.end();
    let Gateway { shards: expected, budget, limit, .. } = gateway;
    tokio::select! {
        ended = client.start_shard_range(shards, gateway.total) => match ended {
            Ok(()) => Err(ServeError::Gateway("the connection was ended".to_owned())),
            Err(serenity::Error::Gateway(error)) => Err(watchdog::given_up(&error)),
            Err(error) => Err(ServeError::Gateway(error.to_string())),
        },
        error = watchdog::watch(&manager, expected, budget, limit, health) => Err(error),
        () = shutdown.requested() => {
            stop(&dispatcher, &manager).await;
            Ok(())
        }
    }
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
}

/// Lets what is in flight arrive, then takes leave. Neither may hang.
async fn stop(dispatcher: &Dispatcher, manager: &ShardManager) {
    if tokio::time::timeout(DRAIN, dispatcher.close()).await.is_err() {
        tracing::warn!("some requests are left without a reply");
    }
    if tokio::time::timeout(GOODBYE, manager.shutdown_all()).await.is_err() {
        tracing::debug!("the gateway does not answer the goodbye");
    }
}

/// Hears what serenity hears.
struct Listener {
    dispatcher: Arc<Dispatcher>,
    /// The bot's own user, once Discord has said which it is; 0 before.
    bot: AtomicU64,
    /// The channels of servers in which mentions are answered; all if there is none.
    channels: Vec<u64>,
}

#[async_trait]
impl RawEventHandler for Listener {
    async fn raw_event(&self, context: Context, event: Event) {
        match event {
            Event::Ready(event) => {
                log::is_back(context.shard_id.0);
                self.bot.store(event.ready.user.id.get(), Ordering::Relaxed);
                tracing::info!(
                    user = %event.ready.user.name,
                    servers = event.ready.guilds.len(),
                    "connected to Discord"
                );
            }
            Event::Resumed(_) => {
                log::is_back(context.shard_id.0);
                tracing::info!("connection resumed");
            }
            Event::InteractionCreate(event) => {
                // serenity keeps the type in its own types and leaves it out of the JSON.
                let kind = u8::from(event.interaction.kind());
                let sent = serde_json::to_value(event.interaction);
                self.interaction(sent.map(|mut sent| {
                    sent["type"] = kind.into();
                    sent
                }))
                .await;
            }
            // Without content it mentions somebody else.
            Event::MessageCreate(event) if event.message.content.is_empty() => {}
            Event::MessageCreate(event) => self.message(serde_json::to_value(event.message)).await,
            // What serenity cannot read may still be read here, where less of it is needed.
            Event::Unknown(event) => match event.kind.as_str() {
                "INTERACTION_CREATE" => self.interaction(Ok(event.value)).await,
                "MESSAGE_CREATE" => self.message(Ok(event.value)).await,
                _ => {}
            },
            _ => {}
        }
    }
}

impl Listener {
    async fn interaction(&self, sent: serde_json::Result<Value>) {
        if let Ok(sent) = &sent {
            metrics::received(kind::of(sent));
        }
        match sent.map_err(request::ReadError::from).and_then(request::interaction) {
            Ok(interaction) => self.dispatcher.interaction(interaction).await,
            Err(error) => {
                tracing::warn!(%error, "an interaction was dropped");
                metrics::ended(Outcome::Dropped);
            }
        }
    }

    fn is_heard(&self, mention: &Mention) -> bool {
        let is_direct = mention.who.server.is_none();
        is_direct || self.channels.is_empty() || self.channels.contains(&mention.channel)
    }

    async fn message(&self, sent: serde_json::Result<Value>) {
        let bot = self.bot.load(Ordering::Relaxed);
        let read = sent.map_err(request::ReadError::from);
        match read.and_then(|sent| request::mention(sent, bot)) {
            Ok(Some(mention)) if self.is_heard(&mention) => {
                metrics::received(kind::MENTION);
                self.dispatcher.mention(mention).await;
            }
            Ok(Some(mention)) => {
                tracing::debug!(channel = mention.channel, "mentions here are not answered");
            }
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(%error, "a message was dropped");
                metrics::ended(Outcome::Dropped);
            }
        }
    }
}
