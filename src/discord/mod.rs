//! The bot: requests in, replies out. The only module that names serenity.

mod attached;
pub mod callback;
mod checking;
mod inquiries;
pub mod reply;
pub mod commands;
pub mod dispatcher;
pub mod gateway;
pub mod handler;
pub mod http;
pub mod kind;
pub mod limits;
pub mod multipart;
pub mod permission;
pub mod places;
pub mod register;
pub mod request;
pub mod rest;
pub mod recent;
mod spoken;
pub mod watchdog;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use serenity::interactions_endpoint::Verifier;
use tokio::net::TcpListener;

use crate::config::{Config, DiscordConfig, Secret};
use crate::engine::Engine;
use crate::engine::live::Live;
use crate::ops::health::{self, Health};
use crate::ops::metrics::Metrics;
use crate::ops::shutdown::{self, Shutdown};
use dispatcher::Dispatcher;
use request::Request;
use rest::{Rest, RestError};

/// Why the bot could not start or had to stop. Each message is one line that says what to do where something
/// can be done.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// There is no token.
    #[error("no Discord token: set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to a file that holds it")]
    NoToken,
    /// There is a channel for feedback, but no token to write there.
    #[error(
        "discord.feedback_channel is set, but no Discord token: set DISCORD_TOKEN or DISCORD_TOKEN_FILE, or leave \
         the channel out"
    )]
    NoTokenForFeedback,
    /// There is no public key.
    #[error(
        "no public key: set VERBATIM__DISCORD__PUBLIC_KEY to the one in the Developer Portal (General \
         Information)"
    )]
    NoPublicKey,
    /// The public key is none.
    #[error("discord.public_key is no Ed25519 key: copy it again from the Developer Portal")]
    PublicKey,
    /// An address to listen on is taken or not allowed.
    #[error("cannot listen on {at} ({key}): {error}")]
    Bind {
        /// The key that names it.
        key: &'static str,
        /// The address.
        at: SocketAddr,
        /// Why.
        error: std::io::Error,
    },
    /// The token is not valid.
    #[error("{}", watchdog::advice(4004))]
    Token,
    /// Discord's API cannot be reached.
    #[error("Discord cannot be reached at {at}: {error}")]
    Unreachable {
        /// The server that was tried.
        at: String,
        /// Why.
        error: RestError,
    },
    /// Discord does not take the commands.
    #[error("the commands cannot be registered: {0}")]
    Registration(RestError),
    /// Discord wants no more changes of the commands for some time.
    #[error("Discord takes no commands for another {} s: start again then", wait.as_secs_f32().ceil())]
    Limited {
        /// For so long.
        wait: Duration,
    },
    /// Discord ended the connection in a way that makes it useless to come back.
    #[error("Discord closed the connection (code {code}): {advice}")]
    Closed {
        /// Discord's close code.
        code: u16,
        /// What to do.
        advice: &'static str,
    },
    /// A connection to the gateway gives no sign of life.
    #[error(
        "no sign of life from Discord’s gateway for {limit:?} (shard {shard}): start the bot again"
    )]
    Silent {
        /// The connection's number.
        shard: u32,
        /// For so long.
        limit: Duration,
    },
    /// Too many sessions were begun.
    #[error(
        "Discord allows no more sessions today: something makes the connection break again and again; wait a \
         day, for past the limit Discord takes the token away"
    )]
    Budget,
    /// Something else about the gateway.
    #[error("the connection to Discord failed: {0}")]
    Gateway(String),
    /// The operating system refuses something.
    #[error("{0}")]
    System(#[from] std::io::Error),
}

impl ServeError {
    /// Whether whoever runs the bot can mend it; else starting it again may help.
    #[must_use]
    pub fn can_be_repaired(&self) -> bool {
        matches!(
            self,
            Self::NoToken
                | Self::Token
                | Self::NoTokenForFeedback
                | Self::NoPublicKey
                | Self::PublicKey
                | Self::Bind { .. }
                | Self::Closed { .. }
                | Self::Registration(_)
        )
    }
}

/// How requests come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// Over a connection to Discord's gateway.
    Gateway,
    /// As calls of Discord's to an endpoint here.
    Http,
}

/// Whether all that is needed to start is configured, before the articles are read.
///
/// # Errors
/// If the token or the public key is missing or none.
pub fn check(config: &Config, transport: Transport) -> Result<(), ServeError> {
    match transport {
        Transport::Gateway => connect(&config.discord).map(drop),
        Transport::Http => {
            let key = config.discord.public_key.ok_or(ServeError::NoPublicKey)?;
            Verifier::try_new(key).map_err(|_| ServeError::PublicKey)?;
            if config.discord.feedback_channel.is_some() && config.discord.token.is_none() {
                return Err(ServeError::NoTokenForFeedback);
            }
            Ok(())
        }
    }
}

/// Serves on a runtime of its own until the process is told to stop. What `read` reads may take minutes, so signals, the
/// addresses to listen on and the token come first.
///
/// # Errors
/// If the articles cannot be read, the bot cannot start, or Discord ends the connection for good.
pub fn run<E>(
    read: impl FnOnce() -> Result<Arc<Live>, E> + Send + 'static,
    config: &Config,
    transport: Transport,
) -> Result<(), E>
where
    E: From<ServeError> + Send + 'static,
{
    let system = |error: std::io::Error| E::from(ServeError::from(error));
    let shutdown = shutdown::on_signal(config.http.drain).map_err(system)?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(system)?;
    let result = runtime.block_on(async {
        let health = Health::default();
        if let Some(bind) = config.ops.bind {
            report(bind, health.clone()).await?;
        }
        let listener = match transport {
            Transport::Http => Some(listen("http.bind", config.http.bind).await?),
            Transport::Gateway => {
                let (rest, _) = connect(&config.discord)?;
                tokio::select! {
                    known = register::application(&rest, &config.discord) => drop(known?),
                    () = shutdown.requested() => return Ok(()),
                }
                None
            }
        };
        health.set(Err("the articles are being read"));
        let live = tokio::select! {
            read = tokio::task::spawn_blocking(read) => read.map_err(|error| system(std::io::Error::other(error)))??,
            () = shutdown.requested() => return Ok(()),
        };
        read_quotations(&live.engine());
        match listener {
            Some(listener) => serve_http(listener, live, config, &shutdown, &health).await,
            None => serve(live, config, &shutdown, &health).await,
        }
        .map_err(E::from)
    });
    // A question that is worked on may take its time.
    runtime.shutdown_background();
    result
}

/// Reads the quotations before somebody asks for them; whoever comes first waits with it.
pub fn read_quotations(engine: &Arc<Engine>) {
    if engine.len() <= READ_AT_START {
        let engine = Arc::clone(engine);
        tokio::task::spawn_blocking(move || {
            if let Err(error) = engine.quotations() {
                tracing::error!("{error}");
            }
        });
    }
}

/// The quotations of an index on disk of so many articles are read at the start: some 20 KiB of memory each.
const READ_AT_START: usize = 2000;

/// Begins to count, and to tell whoever asks on this address how the bot is.
async fn report(bind: SocketAddr, health: Health) -> Result<(), ServeError> {
    let (listener, address) = listen("ops.bind", bind).await?;
    let metrics = Metrics::begin(&kind::all()).map_err(std::io::Error::other)?;
    tracing::info!(%address, "listening for questions about health and metrics");
    tokio::spawn(async move { health::serve(listener, metrics, health).await });
    Ok(())
}

async fn listen(
    key: &'static str,
    at: SocketAddr,
) -> Result<(TcpListener, SocketAddr), ServeError> {
    let failed = |error| ServeError::Bind { key, at, error };
    let listener = TcpListener::bind(at).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

/// Registers the commands and answers over the gateway until the process is told to stop.
///
/// # Errors
/// If the bot cannot start, or Discord ends the connection for good.
pub async fn serve(
    live: Arc<Live>,
    config: &Config,
    shutdown: &Shutdown,
    health: &Health,
) -> Result<(), ServeError> {
    let (rest, token) = connect(&config.discord)?;
    let prepare = async {
        register::commands(&rest, &config.discord).await?;
        gateway::find(&rest, &config.discord).await
    };
    let gateway = tokio::select! {
        gateway = prepare => gateway?,
        () = shutdown.requested() => return Ok(()),
    };
    let dispatcher = Arc::new(dispatcher(live, rest, config));
    gateway::run(gateway, token, dispatcher, shutdown, health).await
}

/// Registers the commands and ends.
///
/// # Errors
/// If Discord cannot be reached or does not take them.
pub fn register(config: &DiscordConfig) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (rest, _) = connect(config)?;
    runtime.block_on(register::commands(&rest, config))
}

/// Asks Discord which application the token belongs to.
///
/// # Errors
/// If there is no token, Discord does not know it, or cannot be reached.
pub fn application(config: &DiscordConfig) -> Result<register::Application, ServeError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (rest, _) = connect(config)?;
    runtime.block_on(register::application(&rest, config))
}

fn connect(config: &DiscordConfig) -> Result<(Rest, &Secret), ServeError> {
    let token = config.token.as_ref().ok_or(ServeError::NoToken)?;
    let api_url = config.api_url.as_deref();
    let rest = Rest::new(api_url, Some(token)).map_err(|error| match error {
        RestError::Token => ServeError::Token,
        error => unreachable_at(api_url, error),
    })?;
    Ok((rest, token))
}

/// Answers what Discord sends to the endpoint for interactions, until the process is told to stop.
///
/// # Errors
/// If there is no valid public key.
pub async fn serve_http(
    (listener, address): (TcpListener, SocketAddr),
    live: Arc<Live>,
    config: &Config,
    shutdown: &Shutdown,
    health: &Health,
) -> Result<(), ServeError> {
    let key = config.discord.public_key.ok_or(ServeError::NoPublicKey)?;
    let verifier = Verifier::try_new(key).map_err(|_| ServeError::PublicKey)?;
    let rest = if config.discord.feedback_channel.is_some() {
        config.discord.token.as_ref().ok_or(ServeError::NoTokenForFeedback)?;
        connect(&config.discord)?.0
    } else {
        // Replies that were put off go to an address that needs no token of the bot.
        let api_url = config.discord.api_url.as_deref();
        Rest::new(api_url, None).map_err(|error| unreachable_at(api_url, error))?
    };
    tracing::info!(%address, "listening for interactions");
    health.set(Ok(()));
    let stopping = async {
        shutdown.requested().await;
        // Whoever balances the load sees this and sends no more, before the port is closed.
        health.set(Err(STOPPING));
        std::future::pending::<()>().await;
    };
    let closing = shutdown.later(config.http.drain);
    let dispatcher = Arc::new(dispatcher(live, rest, config));
    tokio::select! {
        () = http::serve(listener, verifier, dispatcher, &closing, health) => {}
        () = stopping => {}
    }
    Ok(())
}

/// Why the bot does not serve any more.
const STOPPING: &str = "the bot is stopping";

fn dispatcher(live: Arc<Live>, rest: Rest, config: &Config) -> Dispatcher {
    let reply = move |request: &Request| handler::reply(&live.engine(), request);
    let dispatcher = Dispatcher::new(Arc::new(reply), rest, config.limits);
    dispatcher
        .with_feedback_channel(config.discord.feedback_channel)
        .with_private_places(config.discord.private.clone())
}

fn not_answered(config: &DiscordConfig, error: RestError) -> ServeError {
    match error.status() {
        Some(401) => ServeError::Token,
        _ => unreachable_at(config.api_url.as_deref(), error),
    }
}

fn unreachable_at(api_url: Option<&str>, error: RestError) -> ServeError {
    ServeError::Unreachable { at: api_url.unwrap_or("discord.com").to_owned(), error }
}
