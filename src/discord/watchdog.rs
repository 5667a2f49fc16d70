//! What serenity does not do by itself: giving up.
//!
//! After some close codes it connects again for ever, in others it waits without an end. A bot that runs
//! without working is worse than one that ends and says why: whoever started it can see that.

use std::time::Duration;

use serenity::all::{ConnectionStage, GatewayError, ShardId, ShardManager};
use tokio::time::Instant;

use super::{ServeError, log};

/// How often the watchdog looks.
const LOOK: Duration = Duration::from_millis(250);

/// Looks at the shards until there is a reason to give up: a fatal close code, `budget` sessions begun, or no
/// sign of life for as long as `patience`.
pub async fn watch(manager: &ShardManager, budget: u32, patience: Duration) -> ServeError {
    let mut last_seen = vec![];
    let mut last_change = Instant::now();
    loop {
        tokio::time::sleep(LOOK).await;
        if let Some(code) = log::heard() {
            return ServeError::Closed { code, advice: advice(code) };
        }
        if log::sessions() >= budget {
            return ServeError::Budget;
        }
        let seen = signs_of_life(manager).await;
        if seen != last_seen {
            last_seen = seen;
            last_change = Instant::now();
        } else if last_change.elapsed() > patience {
            return ServeError::Silent(patience);
        }
    }
}

/// What changes as long as the gateway lives: a heartbeat that was answered shows as a new latency.
async fn signs_of_life(
    manager: &ShardManager,
) -> Vec<(ShardId, ConnectionStage, Option<Duration>)> {
    let runners = manager.runners.lock().await;
    let mut seen: Vec<_> =
        runners.iter().map(|(&id, info)| (id, info.stage, info.latency)).collect();
    seen.sort_by_key(|&(id, ..)| id.0);
    seen
}

/// What to do about a close code after which it is useless to connect again; the codes are Discord's
/// (<https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes>).
#[must_use]
pub fn advice(code: u16) -> &'static str {
    match code {
        4004 => {
            "the token is not valid: copy it again from the Developer Portal (Bot, Reset Token) and set \
             DISCORD_TOKEN"
        }
        4010 => "the shard numbers are not valid",
        4011 => "the bot is in more servers than one connection may serve: it needs more shards",
        4013 | 4014 => {
            "the intents are refused, although none of them is privileged: this version of verbatim is too old"
        }
        _ => {
            "this version of verbatim speaks to Discord in a way that is no longer taken: update it"
        }
    }
}

/// The error for a reason that serenity itself gave up for.
#[must_use]
pub fn given_up(error: &GatewayError) -> ServeError {
    let code = match error {
        GatewayError::InvalidAuthentication => 4004,
        GatewayError::InvalidGatewayIntents => 4013,
        GatewayError::DisallowedGatewayIntents => 4014,
        other => return ServeError::Gateway(other.to_string()),
    };
    ServeError::Closed { code, advice: advice(code) }
}
