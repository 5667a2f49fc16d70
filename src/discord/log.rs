//! serenity's log: what it tells nobody else, and what it should tell nobody.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU16, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Filter, Layer};
use tracing_subscriber::registry::LookupSpan;

use crate::ops::metrics;

/// Whether a log line or its context may be written down. serenity puts whole events into the context of its
/// lines: what people write, and tokens with which one can speak in the bot's name.
#[must_use]
pub fn may_be_written(metadata: &Metadata<'_>) -> bool {
    let target = metadata.target();
    let is_traffic =
        target.starts_with("serenity::gateway::ws") || target.starts_with("tungstenite");
    !(is_traffic || (metadata.is_span() && target.starts_with("serenity")))
}

/// Close code that was heard and that means that connecting again is useless; 0 while there was none.
static FATAL: AtomicU16 = AtomicU16::new(0);

/// The close code after which it is useless to connect again, if one was heard.
#[must_use]
pub fn heard() -> Option<u16> {
    Some(FATAL.load(Ordering::Relaxed)).filter(|&code| code != 0)
}

/// Sessions begun since the start.
static SESSIONS: AtomicU32 = AtomicU32::new(0);

/// How many sessions were begun since the start.
#[must_use]
pub fn sessions() -> u32 {
    SESSIONS.load(Ordering::Relaxed)
}

/// Shards that have lost their connection and try to go on with their session on another.
static RESUMING: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());

/// Whether a shard has lost its connection and has not said since that it is back. serenity tells the stage of a
/// shard only when it has found another connection, which may take very long.
#[must_use]
pub fn is_resuming(shard: u32) -> bool {
    resuming().contains(&shard)
}

/// A shard is back.
pub fn is_back(shard: u32) {
    resuming().remove(&shard);
}

fn resuming() -> MutexGuard<'static, BTreeSet<u32>> {
    RESUMING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A log layer that hears what serenity tells nobody else: the close codes after which it tries for ever, and
/// how often it begins a session. It belongs into every subscriber under which the bot runs; without it such
/// an end shows only as silence.
#[must_use]
pub fn gateway_log_layer<S: Subscriber + for<'a> LookupSpan<'a>>() -> impl Layer<S> {
    GatewayLogLayer.with_filter(GatewayLog)
}

struct GatewayLogLayer;

impl<S: Subscriber> Layer<S> for GatewayLogLayer {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut heard = Heard(None);
        event.record(&mut heard);
        match heard.0 {
            Some(News::Fatal(code)) => FATAL.store(code, Ordering::Relaxed),
            Some(News::Session) => {
                SESSIONS.fetch_add(1, Ordering::Relaxed);
                metrics::identified();
            }
            Some(News::Resuming(shard)) => {
                resuming().insert(shard);
            }
            None => {}
        }
    }
}

/// Lets through what serenity's gateway says of itself.
struct GatewayLog;

impl<S> Filter<S> for GatewayLog {
    fn enabled(&self, metadata: &Metadata<'_>, _: &Context<'_, S>) -> bool {
        let (target, level) = (metadata.target(), *metadata.level());
        // Other parts of it are talkative below that level.
        let heard = if target == "serenity::gateway::shard" { Level::DEBUG } else { Level::INFO };
        metadata.is_event() && level <= heard && target.starts_with("serenity::gateway")
    }
}

/// What a log line tells.
#[derive(Debug, PartialEq, Eq)]
enum News {
    /// A close code after which it is useless to connect again.
    Fatal(u16),
    /// A shard has connected and is going to begin a session.
    Session,
    /// A shard has lost its connection and tries to go on with its session on another.
    Resuming(u32),
}

struct Heard(Option<News>);

impl Visit for Heard {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() == "message" {
            self.0 = news(&format!("{value:?}"));
        }
    }
}

/// The words are serenity 0.12's; tests against a server that closes with each code fail if they change.
fn news(line: &str) -> Option<News> {
    const LINES: [(&str, News); 5] = [
        ("Sent no authentication", News::Fatal(4003)),
        ("Sent invalid shard data", News::Fatal(4010)),
        ("Shard has too many guilds", News::Fatal(4011)),
        ("Unknown unclean close 4012", News::Fatal(4012)),
        ("] Running", News::Session),
    ];
    if line.contains("] Attempting to resume") {
        return shard(line).map(News::Resuming);
    }
    LINES.into_iter().find(|(words, _)| line.contains(words)).map(|(_, news)| news)
}

/// The number of the shard that a line is about.
fn shard(line: &str) -> Option<u32> {
    line.split_once("ShardId(")?.1.split_once(')')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_tell_something() {
        let shard = "ShardInfo { id: ShardId(7), total: 16 }";
        // (line, what it tells)
        let cases = [
            (format!("[{shard}] Sent no authentication."), Some(News::Fatal(4003))),
            (format!("[{shard}] Unknown unclean close 4012: Some(\"\")"), Some(News::Fatal(4012))),
            (format!("[{shard}] Unknown unclean close 4000: Some(\"\")"), None),
            (format!("[{shard}] Gateway ratelimited."), None),
            (format!("[{shard}] Attempting to resume"), Some(News::Resuming(7))),
            (format!("[ShardRunner {shard}] Running"), Some(News::Session)),
        ];
        for (line, expected) in cases {
            assert_eq!(news(&line), expected, "{line}");
        }
    }
}
