//! The page on which the bot can be tried.

use std::net::SocketAddr;

use serde::Deserialize;

use super::ConfigError;
use super::error::{allow, quoted};
use super::http::address;

/// The page on which the bot can be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoConfig {
    /// The address on which it listens.
    pub bind: SocketAddr,
    /// Where others reach it, without a slash at the end: citations of articles that have no address of their own link to it.
    pub public_url: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDemo {
    bind: String,
    public_url: Option<String>,
}

impl RawDemo {
    pub(super) fn checked(self) -> Result<DemoConfig, ConfigError> {
        let public_url = self.public_url.filter(|url| !url.is_empty());
        let is_url = |url: &str| {
            let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
            rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(['?', '#', ' ', '@']))
        };
        allow(
            public_url.as_deref().is_none_or(is_url),
            "demo.public_url",
            &quoted(public_url.as_deref()),
            "a URL that starts with http:// or https://, without ? and #, is allowed",
        )?;
        let public_url = public_url.map(|url| url.trim_end_matches('/').to_owned());
        Ok(DemoConfig { bind: address("demo.bind", &self.bind)?, public_url })
    }
}
