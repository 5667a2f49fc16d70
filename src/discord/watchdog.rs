//! What serenity does not do by itself: giving up.
//!
//! After some close codes it connects again for ever, in others it waits without an end. A bot that runs
//! without working is worse than one that ends and says why: whoever started it can see that.

use std::sync::atomic::{AtomicU16, AtomicU32, Ordering};
use std::time::Duration;

use serenity::all::{ConnectionStage, GatewayError, ShardManager};
use tokio::time::Instant;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Filter, Layer};
use tracing_subscriber::registry::LookupSpan;

use super::ServeError;

/// How often the watchdog looks.
const LOOK: Duration = Duration::from_millis(250);

/// Close code that was heard and that means that connecting again is useless; 0 while there was none.
static FATAL: AtomicU16 = AtomicU16::new(0);

/// What the watchdog knows of one connection to the gateway.
#[derive(Debug)]
pub struct Watchdog {
    /// Sessions begun since the start.
    identified: AtomicU32,
    /// Sessions that Discord allows until it takes the token away.
    budget: u32,
    /// How long the gateway may give no sign of life.
    patience: Duration,
}

impl Watchdog {
    /// A watchdog for a bot that may begin `budget` sessions.
    #[must_use]
    pub fn new(budget: u32, patience: Duration) -> Self {
        Self { identified: AtomicU32::new(0), budget, patience }
    }

    /// Takes note that a shard is in another stage.
    pub fn stage(&self, new: ConnectionStage) {
        if new == ConnectionStage::Identifying {
            self.identified.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Looks at the shards until there is a reason to give up.
    pub async fn watch(&self, manager: &ShardManager) -> ServeError {
        let mut last_seen = vec![];
        let mut last_change = Instant::now();
        loop {
            tokio::time::sleep(LOOK).await;
            let code = FATAL.load(Ordering::Relaxed);
            if code != 0 {
                return ServeError::Closed { code, advice: advice(code) };
            }
            if self.identified.load(Ordering::Relaxed) >= self.budget {
                return ServeError::Budget;
            }
            // A heartbeat that was answered shows as a new latency.
            let seen: Vec<_> = {
                let runners = manager.runners.lock().await;
                let mut seen: Vec<_> =
                    runners.iter().map(|(id, info)| (id.0, info.stage, info.latency)).collect();
                seen.sort_by_key(|&(id, ..)| id);
                seen
            };
            if seen != last_seen {
                last_seen = seen;
                last_change = Instant::now();
            } else if last_change.elapsed() > self.patience {
                return ServeError::Silent(self.patience);
            }
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

/// A log layer that hears what serenity tells nobody else: the close codes after which it tries for ever.
/// It belongs into every subscriber under which the bot runs; without it such an end shows only as silence.
#[must_use]
pub fn ear<S: Subscriber + for<'a> LookupSpan<'a>>() -> impl Layer<S> {
    Ear.with_filter(GatewayLog)
}

struct Ear;

impl<S: Subscriber> Layer<S> for Ear {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut code = Code(None);
        event.record(&mut code);
        if let Code(Some(code)) = code {
            FATAL.store(code, Ordering::Relaxed);
        }
    }
}

/// Lets through what serenity's gateway warns of.
struct GatewayLog;

impl<S> Filter<S> for GatewayLog {
    fn enabled(&self, metadata: &Metadata<'_>, _: &Context<'_, S>) -> bool {
        metadata.is_event()
            && *metadata.level() <= Level::WARN
            && metadata.target().starts_with("serenity::gateway")
    }
}

/// The fatal close code that a log line speaks of.
struct Code(Option<u16>);

impl Visit for Code {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() == "message" {
            self.0 = fatal_code(&format!("{value:?}"));
        }
    }
}

/// The words are serenity 0.12's; a test against a server that closes with each code fails if they change.
fn fatal_code(line: &str) -> Option<u16> {
    const LINES: [(&str, u16); 4] = [
        ("Sent no authentication", 4003),
        ("Sent invalid shard data", 4010),
        ("Shard has too many guilds", 4011),
        ("Unknown unclean close 4012", 4012),
    ];
    LINES.iter().find(|(words, _)| line.contains(words)).map(|&(_, code)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_mean_the_end() {
        assert_eq!(
            fatal_code("[ShardInfo { id: ShardId(0), total: 1 }] Sent no authentication."),
            Some(4003)
        );
        assert_eq!(fatal_code("[…] Unknown unclean close 4012: Some(\"\")"), Some(4012));
        assert_eq!(fatal_code("[…] Unknown unclean close 4000: Some(\"\")"), None);
        assert_eq!(fatal_code("[…] Gateway ratelimited."), None);
    }
}
