//! What serenity does not do by itself: giving up.
//!
//! After some close codes it connects again for ever, in others it waits without an end. A bot that runs
//! without working is worse than one that ends and says why: whoever started it can see that.

use std::collections::HashMap;
use std::time::Duration;

use serenity::all::{ConnectionStage, GatewayError, ShardId, ShardManager, ShardRunnerInfo};
use tokio::time::Instant;

use super::{ServeError, log};
use crate::ops::health::Health;
use crate::ops::metrics;

/// How often the watchdog looks.
const LOOK: Duration = Duration::from_millis(250);

/// Discord wants a heartbeat every 41 seconds. A connection on which two in a row were not acknowledged is dead.
const TWO_HEARTBEATS: Duration = Duration::from_secs(90);

/// Looks at the shards until there is a reason to give up: a fatal close code, `budget` sessions begun, or no
/// sign of life for as long as `patience`. Until then it tells `health` what it sees.
pub async fn watch(
    manager: &ShardManager,
    budget: u32,
    patience: Duration,
    health: &Health,
) -> ServeError {
    let mut shards = Shards { signs: HashMap::new(), last_change: Instant::now() };
    loop {
        tokio::time::sleep(LOOK).await;
        if let Some(code) = log::heard() {
            return ServeError::Closed { code, advice: advice(code) };
        }
        if log::sessions() >= budget {
            return ServeError::Budget;
        }
        let now = Instant::now();
        shards.see(signs_of_life(manager).await, now);
        if shards.last_change + patience < now {
            return ServeError::Silent(patience);
        }
        metrics::shards_connected(shards.alive(now));
        health.set(shards.health(now));
    }
}

/// What changes as long as the gateway lives: a heartbeat that was acknowledged shows as a new latency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sign {
    stage: ConnectionStage,
    latency: Option<Duration>,
}

async fn signs_of_life(manager: &ShardManager) -> HashMap<ShardId, Sign> {
    let runners = manager.runners.lock().await;
    let sign = |id: ShardId, info: &ShardRunnerInfo| {
        let is_resuming = log::is_resuming(id.0);
        let stage = if is_resuming { ConnectionStage::Resuming } else { info.stage };
        Sign { stage, latency: info.latency }
    };
    runners.iter().map(|(&id, info)| (id, sign(id, info))).collect()
}

/// The last sign of each shard, and since when it is the last.
struct Shards {
    signs: HashMap<ShardId, (Sign, Instant)>,
    last_change: Instant,
}

impl Shards {
    fn see(&mut self, seen: HashMap<ShardId, Sign>, now: Instant) {
        let before = self.signs.len();
        self.signs.retain(|id, _| seen.contains_key(id));
        let mut is_changed = self.signs.len() < before;
        for (id, sign) in seen {
            if self.signs.get(&id).is_none_or(|&(last, _)| last != sign) {
                self.signs.insert(id, (sign, now));
                is_changed = true;
            }
        }
        if is_changed {
            self.last_change = now;
        }
    }

    fn connected(&self) -> impl Iterator<Item = Instant> {
        let signs = self.signs.values();
        signs.filter(|(sign, _)| sign.stage == ConnectionStage::Connected).map(|&(_, since)| since)
    }

    /// Shards that are connected and whose heartbeats are acknowledged.
    fn alive(&self, now: Instant) -> usize {
        self.connected().filter(|&since| now < since + TWO_HEARTBEATS).count()
    }

    fn health(&self, now: Instant) -> Result<(), &'static str> {
        if self.alive(now) > 0 {
            Ok(())
        } else if self.connected().next().is_some() {
            Err("Discord’s gateway does not acknowledge heartbeats")
        } else {
            Err("there is no connection to Discord’s gateway")
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn healthy_while_a_shard_is_connected_and_heard_of() {
        let start = Instant::now();
        let mut shards = Shards { signs: HashMap::new(), last_change: start };
        let see = |shards: &mut Shards, seconds: u64, stages: &[(ConnectionStage, u64)]| {
            let now = start + Duration::from_secs(seconds);
            let signs = stages.iter().zip(0..).map(|(&(stage, latency), number)| {
                let latency = Some(Duration::from_millis(latency));
                (ShardId(number), Sign { stage, latency })
            });
            shards.see(signs.collect(), now);
            (shards.alive(now), shards.health(now).err().unwrap_or_default())
        };
        let (up, down) = (ConnectionStage::Connected, ConnectionStage::Disconnected);
        let no_connection = "there is no connection to Discord’s gateway";
        assert_eq!(see(&mut shards, 0, &[]), (0, no_connection));
        assert_eq!(see(&mut shards, 1, &[(ConnectionStage::Identifying, 0)]), (0, no_connection));
        assert_eq!(see(&mut shards, 2, &[(up, 0), (down, 0)]), (1, ""));
        assert_eq!(see(&mut shards, 2, &[(up, 0), (up, 0)]), (2, ""));
        assert_eq!(see(&mut shards, 43, &[(up, 12), (up, 0)]), (2, ""), "acknowledged");
        assert_eq!(see(&mut shards, 93, &[(up, 12), (up, 0)]), (1, ""), "the second is dead");
        assert_eq!(shards.last_change, start + Duration::from_secs(43));
        let (alive, why) = see(&mut shards, 140, &[(up, 12), (up, 0)]);
        assert_eq!(alive, 0);
        assert!(why.contains("acknowledge"), "{why}");
        assert_eq!(see(&mut shards, 141, &[(up, 12)]), (0, why), "no sign of the first");
        assert_eq!(shards.last_change, start + Duration::from_secs(141), "but a change");
        assert_eq!(see(&mut shards, 142, &[(down, 12)]), (0, no_connection));
        assert_eq!(see(&mut shards, 143, &[(up, 12)]), (1, ""));
    }
}
