//! What can be wrong with a configuration, and how it is said.

use std::fmt;

/// What is wrong with the configuration. Each message says which key, where it was set and what is allowed.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file or variable that cannot be read, an unknown key, or a value of the wrong type.
    #[error("in {place}: {error}")]
    Source {
        /// The file, or the environment.
        place: String,
        /// The key and what is allowed.
        error: String,
    },
    /// A value that is not allowed.
    #[error("`{key}` is {value}: {allowed}")]
    Value {
        /// The key with its section.
        key: &'static str,
        /// What was set.
        value: String,
        /// What may be set.
        allowed: &'static str,
    },
    /// The token is set in more than one place.
    #[error("the Discord token is set by {0}: keep one of them and unset the others")]
    TokenTwice(String),
    /// The file that `DISCORD_TOKEN_FILE` names has nothing in it.
    #[error("DISCORD_TOKEN_FILE names {0}, which is empty: put the bot's token into it")]
    TokenEmpty(String),
    /// The file that `DISCORD_TOKEN_FILE` names cannot be read.
    #[error("DISCORD_TOKEN_FILE names {path}, which cannot be read: {error}")]
    TokenFile {
        /// The path as it was set.
        path: String,
        /// Why.
        error: std::io::Error,
    },
}

/// Refuses a value that is not allowed.
pub(super) fn allow(
    ok: bool,
    key: &'static str,
    value: &impl fmt::Display,
    allowed: &'static str,
) -> Result<(), ConfigError> {
    if ok { Ok(()) } else { Err(refused(key, value, allowed)) }
}

/// The error for a value that is not allowed.
pub(super) fn refused(
    key: &'static str,
    value: &impl fmt::Display,
    allowed: &'static str,
) -> ConfigError {
    ConfigError::Value { key, value: value.to_string(), allowed }
}

/// A value as it was written, in quotes.
pub(super) fn quoted(value: Option<&str>) -> String {
    format!("{:?}", value.unwrap_or_default())
}
