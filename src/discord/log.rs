//! serenity's log: what it tells nobody else, and what it should tell nobody.

use std::sync::atomic::{AtomicU16, AtomicU32, Ordering};

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Filter, Layer};
use tracing_subscriber::registry::LookupSpan;

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

/// A log layer that hears what serenity tells nobody else: the close codes after which it tries for ever, and
/// how often it begins a session. It belongs into every subscriber under which the bot runs; without it such
/// an end shows only as silence.
#[must_use]
pub fn ear<S: Subscriber + for<'a> LookupSpan<'a>>() -> impl Layer<S> {
    Ear.with_filter(GatewayLog)
}

struct Ear;

impl<S: Subscriber> Layer<S> for Ear {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut heard = Heard(None);
        event.record(&mut heard);
        match heard.0 {
            Some(News::Fatal(code)) => FATAL.store(code, Ordering::Relaxed),
            Some(News::Session) => {
                SESSIONS.fetch_add(1, Ordering::Relaxed);
            }
            None => {}
        }
    }
}

/// Lets through what serenity's gateway says of itself.
struct GatewayLog;

impl<S> Filter<S> for GatewayLog {
    fn enabled(&self, metadata: &Metadata<'_>, _: &Context<'_, S>) -> bool {
        metadata.is_event()
            && *metadata.level() <= Level::INFO
            && metadata.target().starts_with("serenity::gateway")
    }
}

/// What a log line tells.
#[derive(Debug, PartialEq, Eq)]
enum News {
    /// A close code after which it is useless to connect again.
    Fatal(u16),
    /// A shard has connected and is going to begin a session.
    Session,
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
    LINES.into_iter().find(|(words, _)| line.contains(words)).map(|(_, news)| news)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_tell_something() {
        let shard = "ShardInfo { id: ShardId(0), total: 1 }";
        // (line, what it tells)
        let cases = [
            (format!("[{shard}] Sent no authentication."), Some(News::Fatal(4003))),
            (format!("[{shard}] Unknown unclean close 4012: Some(\"\")"), Some(News::Fatal(4012))),
            (format!("[{shard}] Unknown unclean close 4000: Some(\"\")"), None),
            (format!("[{shard}] Gateway ratelimited."), None),
            (format!("[ShardRunner {shard}] Running"), Some(News::Session)),
        ];
        for (line, expected) in cases {
            assert_eq!(news(&line), expected, "{line}");
        }
    }
}
