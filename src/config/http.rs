//! Where the program listens.

use std::net::SocketAddr;

use serde::Deserialize;

use super::ConfigError;
use super::error::{quoted, refused};

/// The HTTP endpoint for interactions.
#[derive(Debug, Clone, Copy)]
pub struct HttpConfig {
    /// The address on which it listens.
    pub bind: SocketAddr,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawHttp {
    bind: String,
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
        Ok(HttpConfig { bind: address("http.bind", &self.bind)? })
    }
}

fn address(key: &'static str, written: &str) -> Result<SocketAddr, ConfigError> {
    written.parse().map_err(|_| {
        refused(
            key,
            &quoted(Some(written)),
            "an address and a port such as \"127.0.0.1:8080\" or \"[::]:8080\" is allowed",
        )
    })
}
