//! What serenity does not do by itself: giving up.
//!
//! After some close codes it connects again for ever, in others it waits without an end. A bot that runs
//! without working is worse than one that ends and says why: whoever started it can see that.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;
use std::time::Duration;

use serenity::all::{ConnectionStage, GatewayError, ShardManager, ShardRunnerInfo};
use tokio::time::Instant;

use super::{ServeError, log};
use crate::ops::health::Health;
use crate::ops::metrics;

/// How often the watchdog looks.
const LOOK: Duration = Duration::from_millis(250);

/// Discord wants a heartbeat every 41 seconds. A connection on which two in a row were not acknowledged is dead.
const TWO_HEARTBEATS: Duration = Duration::from_secs(90);

/// serenity begins one session at a time, and takes at least so long over each.
const TURN: Duration = Duration::from_secs(5);

/// Looks at these shards until there is a reason to give up: a fatal close code, `budget` sessions begun, or one of
/// them without a sign of life for as long as `limit`. Until then it tells `health` what it sees.
pub async fn watch(
    manager: &ShardManager,
    shards: RangeInclusive<u32>,
    budget: u32,
    limit: Duration,
    health: &Health,
) -> ServeError {
    let mut shards = Shards::expected(shards, Instant::now());
    loop {
        tokio::time::sleep(LOOK).await;
        if let Some(code) = log::heard() {
            return ServeError::Closed { code, advice: advice(code) };
        }
        if log::sessions() >= budget {
            return ServeError::Budget;
        }
        let now = Instant::now();
        shards.see(&signs_of_life(manager).await, now);
        if let Some(shard) = shards.silent(limit, now) {
            return ServeError::Silent { shard, limit };
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

async fn signs_of_life(manager: &ShardManager) -> HashMap<u32, Sign> {
    let runners = manager.runners.lock().await;
    let sign = |id: u32, info: &ShardRunnerInfo| {
        let is_resuming = log::is_resuming(id);
        let stage = if is_resuming { ConnectionStage::Resuming } else { info.stage };
        Sign { stage, latency: info.latency }
    };
    runners.iter().map(|(id, info)| (id.0, sign(id.0, info))).collect()
}

/// The last sign of each shard that there should be, and since when it is the last. A shard gives none before its
/// connection is begun.
struct Shards(BTreeMap<u32, (Option<Sign>, Instant)>);

impl Shards {
    fn expected(shards: RangeInclusive<u32>, now: Instant) -> Self {
        Self(shards.map(|shard| (shard, (None, now))).collect())
    }

    fn see(&mut self, seen: &HashMap<u32, Sign>, now: Instant) {
        for (shard, last) in &mut self.0 {
            let sign = seen.get(shard).copied();
            if last.0 != sign {
                *last = (sign, now);
            }
        }
    }

    /// A shard that gave no new sign for as long as `limit`, whatever the others do. One whose connection is
    /// not begun may wait for the turns of the others as well.
    fn silent(&self, limit: Duration, now: Instant) -> Option<u32> {
        let others = u32::try_from(self.0.len()).unwrap_or(u32::MAX).saturating_sub(1);
        let is_silent = |(sign, since): &(Option<Sign>, Instant)| {
            let turns = if sign.is_none() { TURN.saturating_mul(others) } else { Duration::ZERO };
            now.duration_since(*since) > limit.saturating_add(turns)
        };
        self.0.iter().find(|(_, last)| is_silent(last)).map(|(&shard, _)| shard)
    }

    fn connected(&self) -> impl Iterator<Item = Instant> {
        let is_up =
            |sign: Option<Sign>| sign.is_some_and(|sign| sign.stage == ConnectionStage::Connected);
        self.0.values().filter(move |(sign, _)| is_up(*sign)).map(|&(_, since)| since)
    }

    /// Shards that are connected and whose heartbeats are acknowledged.
    fn alive(&self, now: Instant) -> usize {
        self.connected().filter(|&since| now < since + TWO_HEARTBEATS).count()
    }

    fn health(&self, now: Instant) -> Result<(), &'static str> {
        if self.alive(now) == self.0.len() {
            Ok(())
        } else if self.alive(now) > 0 {
            Err("some of the connections to Discord’s gateway are down")
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

    const UP: ConnectionStage = ConnectionStage::Connected;
    const DOWN: ConnectionStage = ConnectionStage::Disconnected;

    /// What these shards show: their stages and latencies.
    fn signs(stages: impl IntoIterator<Item = (u32, ConnectionStage, u64)>) -> HashMap<u32, Sign> {
        let sign = |(shard, stage, latency)| {
            (shard, Sign { stage, latency: Some(Duration::from_millis(latency)) })
        };
        stages.into_iter().map(sign).collect()
    }

    #[test]
    fn healthy_while_all_shards_are_connected_and_heard_of() {
        let start = Instant::now();
        let mut shards = Shards::expected(0..=1, start);
        let mut see = |seconds: u64, stages: &[(ConnectionStage, u64)]| {
            let now = start + Duration::from_secs(seconds);
            let numbered = stages.iter().zip(0..);
            shards.see(&signs(numbered.map(|(&(stage, ms), shard)| (shard, stage, ms))), now);
            (shards.alive(now), shards.health(now).err().unwrap_or_default())
        };
        let no_connection = "there is no connection to Discord’s gateway";
        let some = "some of the connections to Discord’s gateway are down";
        let unacknowledged = "Discord’s gateway does not acknowledge heartbeats";
        assert_eq!(see(0, &[]), (0, no_connection));
        assert_eq!(see(1, &[(ConnectionStage::Identifying, 0)]), (0, no_connection));
        assert_eq!(see(2, &[(UP, 0)]), (1, some), "the second is not begun");
        assert_eq!(see(2, &[(UP, 0), (DOWN, 0)]), (1, some));
        assert_eq!(see(2, &[(UP, 0), (UP, 0)]), (2, ""));
        assert_eq!(see(43, &[(UP, 12), (UP, 0)]), (2, ""), "acknowledged");
        assert_eq!(see(93, &[(UP, 12), (UP, 0)]), (1, some), "the second is dead");
        assert_eq!(see(140, &[(UP, 12), (UP, 0)]), (0, unacknowledged));
        assert_eq!(see(141, &[(UP, 12)]), (0, unacknowledged), "no sign of the second");
        assert_eq!(see(142, &[(DOWN, 12)]), (0, no_connection));
        assert_eq!(see(143, &[(UP, 12), (UP, 3)]), (2, ""));
    }

    #[test]
    fn one_silent_shard_is_not_hidden_by_the_others() {
        let start = Instant::now();
        let mut shards = Shards::expected(3..=5, start);
        let limit = Duration::from_secs(130);
        let mut see = |seconds: u64, stages: &[(u32, ConnectionStage, u64)]| {
            let now = start + Duration::from_secs(seconds);
            shards.see(&signs(stages.iter().copied()), now);
            shards.silent(limit, now)
        };
        assert_eq!(see(131, &[(3, UP, 1), (4, UP, 1)]), None, "the third may wait for its turn");
        assert_eq!(see(140, &[(3, UP, 1), (4, UP, 1)]), None);
        assert_eq!(see(141, &[(3, UP, 2), (4, UP, 2)]), Some(5), "it never came");
        assert_eq!(see(142, &[(3, UP, 2), (4, UP, 2), (5, DOWN, 0)]), None, "a sign");
        assert_eq!(see(271, &[(3, UP, 3), (4, UP, 2), (5, UP, 3)]), None);
        assert_eq!(see(272, &[(3, UP, 4), (4, UP, 2), (5, UP, 4)]), Some(4), "it is dead");
        assert_eq!(see(273, &[(3, UP, 4), (5, UP, 4)]), None, "it is begun again");
    }
}
