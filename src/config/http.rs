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

impl RawHttp {
    pub(super) fn checked(&self) -> Result<HttpConfig, ConfigError> {
        Ok(HttpConfig { bind: address("http.bind", &self.bind)? })
    }
}

fn address(key: &'static str, written: &str) -> Result<SocketAddr, ConfigError> {
    written.parse().map_err(|_| {
        refused(
            key,
            quoted(Some(written)),
            "an address and a port such as \"127.0.0.1:8080\" or \"[::]:8080\" is allowed",
        )
    })
}
