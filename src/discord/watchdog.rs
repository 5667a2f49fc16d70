//! What keeps a bot from running without working: giving up, and saying why, so that whoever started it can see that.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serenity::constants::close_codes;
use tokio::time::Instant;

use super::ServeError;
use crate::ops::health::Health;
use crate::ops::metrics;

/// How often the watchdog looks.
const LOOK: Duration = Duration::from_millis(250);

/// The most time that is counted between two looks. A process that was stopped (a closed laptop, a paused container) has
/// heard nothing meanwhile, and is to find out first whether its connections still work.
const LONGEST_LOOK: Duration = Duration::from_secs(1);

/// Discord wants a heartbeat every 41 seconds. A connection on which two in a row were not acknowledged is dead.
const TWO_HEARTBEATS: Duration = Duration::from_secs(90);

/// How far a connection to the gateway has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It waits for its turn to begin a session.
    Waiting,
    /// It is being made, or waits for another attempt.
    Connecting,
    /// It has a session.
    Connected,
}

/// What is known of a connection.
#[derive(Debug, Clone, Copy)]
struct Known {
    stage: Stage,
    /// Whether the gateway said something since the last look.
    is_heard: bool,
    /// For how long the gateway has said nothing.
    silence: Duration,
}

/// What is known of each connection that there should be.
#[derive(Debug)]
pub struct Board(Mutex<BTreeMap<u32, Known>>);

impl Board {
    /// Of these, nothing is known yet.
    #[must_use]
    pub fn new(shards: RangeInclusive<u32>) -> Self {
        let known = Known { stage: Stage::Waiting, is_heard: false, silence: Duration::ZERO };
        Self(Mutex::new(shards.map(|shard| (shard, known)).collect()))
    }

    /// A connection has come so far.
    pub fn stage(&self, shard: u32, stage: Stage) {
        self.change(shard, |known| known.stage = stage);
    }

    /// The gateway has said something on a connection.
    pub fn sign(&self, shard: u32) {
        self.change(shard, |known| known.is_heard = true);
    }

    fn change(&self, shard: u32, change: impl FnOnce(&mut Known)) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.get_mut(&shard) {
            change(known);
        }
    }

    /// Looks at all connections after this time; a connection that has been silent for as long as `limit`, whatever
    /// the others do.
    fn look(&self, after: Duration, limit: Duration) -> Option<u32> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for known in all.values_mut().filter(|known| known.stage != Stage::Waiting) {
            known.silence = if known.is_heard { Duration::ZERO } else { known.silence + after };
            known.is_heard = false;
        }
        all.iter().find(|(_, known)| known.silence > limit).map(|(&shard, _)| shard)
    }

    /// Connections that are up and whose heartbeats are acknowledged, and the health that follows.
    fn health(&self) -> (usize, Result<(), &'static str>) {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let up = || all.values().filter(|known| known.stage == Stage::Connected);
        let alive = up().filter(|known| known.silence < TWO_HEARTBEATS).count();
        let health = if alive == all.len() {
            Ok(())
        } else if alive > 0 {
            Err("some of the connections to Discord’s gateway are down")
        } else if up().next().is_some() {
            Err("Discord’s gateway does not acknowledge heartbeats")
        } else {
            Err("there is no connection to Discord’s gateway")
        };
        (alive, health)
    }
}

/// Looks at the connections until one has had no sign of life for as long as `limit`. Until then it tells `health`
/// what it sees.
pub async fn watch(board: &Board, limit: Duration, health: &Health) -> ServeError {
    let mut last = Instant::now();
    loop {
        tokio::time::sleep(LOOK).await;
        let now = Instant::now();
        let after = now.duration_since(last).min(LONGEST_LOOK);
        last = now;
        if let Some(shard) = board.look(after, limit) {
            return ServeError::Silent { shard, limit };
        }
        let (alive, now) = board.health();
        metrics::shards_connected(alive);
        health.set(now);
    }
}

/// What to do about a close code after which it is useless to connect again; `None` for all others.
#[must_use]
pub fn fatal(code: u16) -> Option<&'static str> {
    const UNKNOWN_VERSION: u16 = 4012;
    let is_fatal = matches!(
        code,
        close_codes::NOT_AUTHENTICATED
            | close_codes::AUTHENTICATION_FAILED
            | close_codes::INVALID_SHARD
            | close_codes::SHARDING_REQUIRED
            | UNKNOWN_VERSION
            | close_codes::INVALID_GATEWAY_INTENTS
            | close_codes::DISALLOWED_GATEWAY_INTENTS
    );
    is_fatal.then(|| advice(code))
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

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(130);

    /// Looks every second for so many seconds; the first shard that was silent too long.
    fn pass(board: &Board, seconds: u64) -> Option<u32> {
        (0..seconds).find_map(|_| board.look(Duration::from_secs(1), LIMIT))
    }

    #[test]
    fn healthy_while_all_shards_are_connected_and_heard_of() {
        let board = Board::new(0..=1);
        let no_connection = (0, Err("there is no connection to Discord’s gateway"));
        let some = (1, Err("some of the connections to Discord’s gateway are down"));
        let both = [0, 1];
        assert_eq!(board.health(), no_connection);
        board.stage(0, Stage::Connecting);
        assert_eq!(board.health(), no_connection);
        board.stage(0, Stage::Connected);
        assert_eq!(board.health(), some, "the second is not begun");
        board.stage(1, Stage::Connected);
        assert_eq!(board.health(), (2, Ok(())));
        assert_eq!(pass(&board, 80), None);
        both.into_iter().for_each(|shard| board.sign(shard));
        assert_eq!(pass(&board, 1), None);
        assert_eq!(board.health(), (2, Ok(())), "acknowledged");
        assert_eq!(pass(&board, 50), None);
        board.sign(0);
        assert_eq!(pass(&board, 50), None);
        assert_eq!(board.health(), some, "the second is dead");
        assert_eq!(pass(&board, 29), None);
        board.sign(1);
        assert_eq!(pass(&board, 12), None);
        board.stage(1, Stage::Connecting);
        let unacknowledged = (0, Err("Discord’s gateway does not acknowledge heartbeats"));
        assert_eq!(board.health(), unacknowledged);
        board.stage(0, Stage::Connecting);
        assert_eq!(board.health(), no_connection);
    }

    #[test]
    fn one_silent_shard_is_not_hidden_by_the_others() {
        let board = Board::new(3..=5);
        board.stage(3, Stage::Connected);
        assert_eq!(pass(&board, 100), None);
        board.sign(3);
        board.stage(4, Stage::Connecting);
        assert_eq!(pass(&board, 130), None, "the third has not had its turn");
        board.sign(3);
        assert_eq!(pass(&board, 1), Some(4), "it is dead");
        board.sign(4);
        board.stage(5, Stage::Connecting);
        assert_eq!(pass(&board, 100), None);
        [3, 4].into_iter().for_each(|shard| board.sign(shard));
        assert_eq!(pass(&board, 31), Some(5), "it never came");
    }

    #[test]
    fn codes_after_which_it_is_useless_to_go_on() {
        let fatal: Vec<u16> = (1000..5000).filter(|&code| fatal(code).is_some()).collect();
        assert_eq!(fatal, [4003, 4004, 4010, 4011, 4012, 4013, 4014]);
    }
}
