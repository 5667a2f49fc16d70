//! How to reach Discord, and what the bot does there.

use std::collections::HashMap;
use std::time::Duration;

use serde::Deserialize;

use super::ConfigError;
use super::error::{allow, quoted, refused};
use super::secret::{Secret, token};

/// How to reach Discord.
#[derive(Debug, Clone)]
pub struct DiscordConfig {
    /// The bot's token, if one is set.
    pub token: Option<Secret>,
    /// Base URL of another server that speaks Discord's API.
    pub api_url: Option<String>,
    /// The one server that commands are registered for; all servers if there is none.
    pub guild: Option<u64>,
    /// The channels of servers in which mentions are answered; all if there is none.
    pub mention_channels: Vec<u64>,
    /// Servers and channels in which commands are answered for the person who asks alone.
    pub private: Vec<u64>,
    /// The channel in which the operator is told which answers were found helpful or not, if there is one.
    pub feedback_channel: Option<u64>,
    /// The connections to the gateway that this process holds.
    pub shards: Shards,
    /// The Ed25519 key with which Discord signs what it sends to the HTTP endpoint.
    pub public_key: Option<[u8; 32]>,
    /// How long the gateway may give no sign of life before the bot gives up.
    pub patience: Duration,
}

/// The connections to the gateway that one process holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shards {
    /// As many as Discord recommends, all of them.
    Auto,
    /// From the first to the last, which is one of them, out of so many in all.
    Range {
        /// The first.
        first: u32,
        /// The last.
        last: u32,
        /// How many there are in all processes together.
        total: u32,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDiscord {
    token: Option<String>,
    api_url: Option<String>,
    guild: Option<String>,
    mention_channels: String,
    private: String,
    feedback_channel: Option<String>,
    shards: String,
    public_key: Option<String>,
    patience_seconds: u64,
}

impl RawDiscord {
    pub(super) fn checked(
        self,
        environment: &HashMap<String, String>,
    ) -> Result<DiscordConfig, ConfigError> {
        let api_url = self.api_url.filter(|url| !url.is_empty());
        let is_url = |url: &str| url.starts_with("http://") || url.starts_with("https://");
        allow(
            api_url.as_deref().is_none_or(is_url),
            "discord.api_url",
            &quoted(api_url.as_deref()),
            "a URL that starts with http:// or https:// is allowed",
        )?;
        let guild = id(
            "discord.guild",
            self.guild.as_deref(),
            "the id of a server, a number of some 18 digits, is allowed",
        )?;
        let feedback_channel = id(
            "discord.feedback_channel",
            self.feedback_channel.as_deref(),
            "the id of a channel, a number of some 18 digits, is allowed",
        )?;
        allow(
            (1..=3600).contains(&self.patience_seconds),
            "discord.patience_seconds",
            &self.patience_seconds,
            "a number of seconds from 1 to 3600 is allowed",
        )?;
        let public_key = self.public_key.as_deref().map(str::trim).filter(|key| !key.is_empty());
        let public_key_bytes = public_key.and_then(hex);
        allow(
            public_key.is_none() || public_key_bytes.is_some(),
            "discord.public_key",
            // It may be a token that was pasted by mistake.
            &"what is set there",
            "the public key of the application, 64 hexadecimal digits, is allowed",
        )?;
        let mention_channels = ids(
            "discord.mention_channels",
            &self.mention_channels,
            "ids of channels with commas between them are allowed",
        )?;
        let private = ids(
            "discord.private",
            &self.private,
            "ids of servers and channels with commas between them are allowed",
        )?;
        let shards = shards(&self.shards).ok_or_else(|| {
            refused(
                "discord.shards",
                &quoted(Some(&self.shards)),
                "\"auto\", a number such as \"4\", or a part of it such as \"0-3/16\" is allowed",
            )
        })?;
        Ok(DiscordConfig {
            token: token(self.token.as_deref(), environment)?,
            api_url,
            guild,
            mention_channels,
            private,
            feedback_channel,
            shards,
            public_key: public_key_bytes,
            patience: Duration::from_secs(self.patience_seconds),
        })
    }
}

/// An id of Discord's, if one is set.
fn id(
    key: &'static str,
    written: Option<&str>,
    allowed: &'static str,
) -> Result<Option<u64>, ConfigError> {
    let Some(written) = written.filter(|written| !written.is_empty()) else { return Ok(None) };
    match written.parse() {
        Ok(id @ 1..) => Ok(Some(id)),
        _ => Err(refused(key, &quoted(Some(written)), allowed)),
    }
}

/// Ids with commas between them.
fn ids(key: &'static str, written: &str, allowed: &'static str) -> Result<Vec<u64>, ConfigError> {
    let ids = written.split([',', ' ']).filter(|id| !id.is_empty());
    let ids: Option<Vec<u64>> = ids.map(|id| id.parse().ok()).collect();
    ids.ok_or_else(|| refused(key, &quoted(Some(written)), allowed))
}

/// Shards as they are written: `auto`, all of a number, or a part of it.
fn shards(written: &str) -> Option<Shards> {
    if written == "auto" {
        return Some(Shards::Auto);
    }
    let (range, total) = match written.split_once('/') {
        Some((range, total)) => (range.split_once('-'), total.parse().ok()?),
        None => (None, written.parse::<u32>().ok()?),
    };
    let (first, last) = match range {
        Some((first, last)) => (first.parse().ok()?, last.parse().ok()?),
        None if written.contains('/') => return None,
        None => (0, total.checked_sub(1)?),
    };
    (first <= last && last < total).then_some(Shards::Range { first, last, total })
}

/// The bytes that hexadecimal digits stand for.
fn hex<const N: usize>(digits: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if digits.len() != 2 * N || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::tests::load;
    use super::*;

    #[test]
    fn shards_as_they_are_written() {
        let range = |first, last, total| Some(Shards::Range { first, last, total });
        assert_eq!(shards("auto"), Some(Shards::Auto));
        assert_eq!(shards("4"), range(0, 3, 4));
        assert_eq!(shards("0-3/16"), range(0, 3, 16));
        assert_eq!(shards("15-15/16"), range(15, 15, 16));
    }

    #[test]
    fn channels_as_they_are_written() {
        let channels = |written: &str| {
            let file = format!("[discord]\nmention_channels = {written:?}");
            load(&file, &[]).map(|config| config.discord.mention_channels)
        };
        assert_eq!(channels(""), Ok(vec![]));
        assert_eq!(channels("1, 22,3"), Ok(vec![1, 22, 3]));
    }
}
