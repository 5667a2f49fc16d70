//! Fairness: how much one person and one server may ask for, so that all others get their turn.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use governor::clock::{Clock, MonotonicClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::config::LimitsConfig;

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Who {
    /// The person.
    pub user: u64,
    /// The server, if it is asked on one.
    pub server: Option<u64>,
}

/// A bucket of tokens for each person and each server. A bucket that is full again is forgotten.
pub struct Limits {
    users: Buckets,
    servers: Buckets,
    /// What is asked while somebody types: each letter may ask.
    typing: Buckets,
}

/// Tokens for typing to one for a request.
pub(super) const TYPING: u32 = 10;

struct Buckets {
    limiter: RateLimiter<u64, HashMapStateStore<u64>, MonotonicClock>,
    /// Buckets at which those that are full again are looked for next.
    sweep_at: AtomicUsize,
}

/// Buckets at which those that are full again are first looked for.
const MANY: usize = 4096;

impl Limits {
    /// Buckets of this size.
    #[must_use]
    pub fn new(config: LimitsConfig) -> Self {
        Self {
            users: Buckets::new(config.user_per_minute),
            servers: Buckets::new(config.server_per_minute),
            typing: Buckets::new(
                config.user_per_minute.saturating_mul(NonZeroU32::MIN.saturating_add(TYPING - 1)),
            ),
        }
    }

    /// Takes a token for what can be filled in while somebody types.
    ///
    /// # Errors
    /// With the time until there is one again, if there is none.
    pub fn take_typing(&self, who: Who) -> Result<(), Duration> {
        self.typing.take(who.user)
    }

    /// Takes a token for one request.
    ///
    /// # Errors
    /// With the time until there is one again, if there is none.
    pub fn take(&self, who: Who) -> Result<(), Duration> {
        // A person's own flood must not use up the server's tokens, so the person comes first.
        self.users.take(who.user)?;
        who.server.map_or(Ok(()), |server| self.servers.take(server))
    }
}

impl Buckets {
    fn new(per_minute: NonZeroU32) -> Self {
        let quota = Quota::per_minute(per_minute);
        let limiter = RateLimiter::new(quota, HashMapStateStore::default(), MonotonicClock);
        Self { limiter, sweep_at: AtomicUsize::new(MANY) }
    }

    fn take(&self, key: u64) -> Result<(), Duration> {
        if self.limiter.len() > self.sweep_at.load(Ordering::Relaxed) {
            self.limiter.retain_recent();
            // Where all are in use, looking again before there are twice as many would cost much and find little.
            self.sweep_at.store((2 * self.limiter.len()).max(MANY), Ordering::Relaxed);
        }
        let now = self.limiter.clock().now();
        self.limiter.check_key(&key).map_err(|until| until.wait_time_from(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(user: u32, server: u32) -> Limits {
        Limits::new(LimitsConfig {
            user_per_minute: NonZeroU32::new(user).unwrap(),
            server_per_minute: NonZeroU32::new(server).unwrap(),
            in_flight: 1,
        })
    }

    #[test]
    fn one_flood_leaves_others_their_turn() {
        let limits = limits(3, 5);
        let who = |user, server| Who { user, server: Some(server) };
        for _ in 0..3 {
            assert!(limits.take(who(1, 10)).is_ok());
        }
        for _ in 0..100 {
            let wait = limits.take(who(1, 10)).unwrap_err();
            assert!(wait <= Duration::from_secs(20), "{wait:?}");
        }
        assert!(limits.take(who(1, 11)).is_err(), "a person's limit holds everywhere");
        assert!(limits.take(who(2, 10)).is_ok());
        assert!(limits.take(who(3, 10)).is_ok());
        assert!(limits.take(who(4, 10)).is_err(), "the server has had its five");
        assert!(limits.take(who(4, 11)).is_ok());
        assert!(limits.take(Who { user: 5, server: None }).is_ok());
    }

    #[test]
    fn full_buckets_are_forgotten() {
        // So many tokens a minute come back at once.
        let limits = limits(u32::MAX, 1);
        for user in 0..3 * MANY as u64 {
            assert!(limits.take(Who { user, server: None }).is_ok());
        }
        assert!(limits.users.limiter.len() <= MANY + 1, "{}", limits.users.limiter.len());
    }
}
