//! Where the program listens.

use std::net::SocketAddr;
use std::time::Duration;

use serde::Deserialize;

use super::ConfigError;
use super::error::{allow, quoted, refused};

/// The HTTP endpoint for interactions.
#[derive(Debug, Clone, Copy)]
pub struct HttpConfig {
    /// The address on which it listens.
    pub bind: SocketAddr,
    /// How long it still takes requests once it is told to stop, while its health says so.
    pub drain: Duration,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawHttp {
    bind: String,
    drain_seconds: u64,
}

/// Where the bot tells how it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpsConfig {
    /// The address on which it listens; it does not, and counts nothing, without one.
    pub bind: Option<SocketAddr>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOps {
    bind: Option<String>,
}

impl RawOps {
    pub(super) fn checked(&self) -> Result<OpsConfig, ConfigError> {
        let bind = self.bind.as_deref().filter(|bind| !bind.is_empty());
        Ok(OpsConfig { bind: bind.map(|bind| address("ops.bind", bind)).transpose()? })
    }
}

impl RawHttp {
    pub(super) fn checked(&self) -> Result<HttpConfig, ConfigError> {
        allow(
            self.drain_seconds <= 60,
            "http.drain_seconds",
            &self.drain_seconds,
            "a number of seconds from 0 to 60 is allowed",
        )?;
        let drain = Duration::from_secs(self.drain_seconds);
        Ok(HttpConfig { bind: address("http.bind", &self.bind)?, drain })
    }
}

pub(super) fn address(key: &'static str, written: &str) -> Result<SocketAddr, ConfigError> {
    written.parse().map_err(|_| {
        refused(
            key,
            &quoted(Some(written)),
            "an address and a port such as \"127.0.0.1:8080\" or \"[::]:8080\" is allowed",
        )
    })
}
