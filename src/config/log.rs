//! What is logged and in which form.

use serde::Deserialize;
use tracing_subscriber::EnvFilter;

use super::ConfigError;
use super::error::{allow, quoted, refused};

/// What is logged and in which form.
#[derive(Debug, Clone)]
pub struct LogConfig {
    /// A filter in the syntax of `tracing_subscriber::EnvFilter`.
    pub filter: String,
    /// The form of a line.
    pub format: LogFormat,
}

/// The form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLog {
    filter: String,
    format: String,
}

impl RawLog {
    pub(super) fn checked(self) -> Result<LogConfig, ConfigError> {
        allow(
            EnvFilter::try_new(&self.filter).is_ok() && self.filter.split(',').all(is_known),
            "log.filter",
            &quoted(Some(&self.filter)),
            "a filter such as \"info\" or \"verbatim=debug,warn\" is allowed",
        )?;
        let format = match self.format.as_str() {
            "text" => LogFormat::Text,
            "json" => LogFormat::Json,
            other => {
                let allowed = "\"text\" or \"json\" is allowed";
                return Err(refused("log.format", &quoted(Some(other)), allowed));
            }
        };
        Ok(LogConfig { filter: self.filter, format })
    }
}

/// Whether a part of a filter is a level, or names what it is for. A word alone would be read as the name of a module, and turn
/// everything off.
fn is_known(part: &str) -> bool {
    const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];
    let part = part.trim();
    part.contains(['=', ':', '['])
        || LEVELS.contains(&part.to_lowercase().as_str())
        || part == "verbatim"
}
