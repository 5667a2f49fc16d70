//! Where log lines go: standard error, as text or as JSON.

use std::io::{self, IsTerminal};

use tracing::{Level, Metadata};
use tracing_subscriber::filter::{FilterExt, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

use crate::config::{LogConfig, LogFormat};
use crate::ops::metrics;

/// Logs what the configuration asks for. For servers.
pub fn start(config: &LogConfig) {
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(is_coloured());
    let lines = match config.format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    let wanted = EnvFilter::new(&config.filter);
    let lines = lines.with_filter(wanted.and(filter_fn(may_be_written)));
    // A second start leaves the first one's choice in force.
    let _ = tracing_subscriber::registry().with(lines).try_init();
    log_panics();
}

/// Makes a panic a counted line of the log, with its place alone: what it says may be words of an article or a question.
fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        metrics::panicked();
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "the program is at fault here: please report it with this line");
    }));
}

/// Whether a line may be written down, whatever the configuration asks for. At their lower levels libraries write whole
/// frames and addresses: what people write, and tokens with which one can speak in the bot's name.
fn may_be_written(metadata: &Metadata<'_>) -> bool {
    let is_ours = metadata.target().split("::").next() == Some(env!("CARGO_PKG_NAME"));
    is_ours || (metadata.is_event() && *metadata.level() <= Level::INFO)
}

/// Logs warnings alone, each as a bare line. For commands whose result is what counts.
pub fn quiet() {
    let lines = tracing_subscriber::fmt().with_env_filter(EnvFilter::new("warn"));
    let lines = lines.with_writer(io::stderr).with_ansi(is_coloured());
    let _ = lines.without_time().with_target(false).try_init();
}

/// Colours are for a terminal only; `NO_COLOR` is honoured (no-color.org).
fn is_coloured() -> bool {
    io::stderr().is_terminal() && !is_colour_unwanted()
}

/// Whether whoever runs the program wants no colours.
#[must_use]
pub fn is_colour_unwanted() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}
