//! How much may be asked at one time.

use std::num::NonZeroU32;

use serde::Deserialize;

use super::ConfigError;
use super::error::{allow, refused};
use super::secret::{Secret, store};

/// How much may be asked at one time.
#[derive(Debug, Clone, Copy)]
pub struct LimitsConfig {
    /// Requests of one person in a minute.
    pub user_per_minute: NonZeroU32,
    /// Requests from one server in a minute.
    pub server_per_minute: NonZeroU32,
    /// Requests that are worked on at one time.
    pub in_flight: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLimits {
    user_per_minute: u32,
    server_per_minute: u32,
    in_flight: u32,
    #[serde(default)]
    store: Option<String>,
}

/// More requests than these at one time would only wait for each other.
const MOST_IN_FLIGHT: u32 = 100_000;

impl RawLimits {
    /// The store that copies share, if there is one.
    pub(super) fn store(&self) -> Result<Option<Secret>, ConfigError> {
        store(self.store.clone())
    }

    pub(super) fn checked(self) -> Result<LimitsConfig, ConfigError> {
        let per_minute = |key, number: u32| {
            let allowed = "a number from 1 on is allowed";
            NonZeroU32::new(number).ok_or_else(|| refused(key, &number, allowed))
        };
        let user_per_minute = per_minute("limits.user_per_minute", self.user_per_minute)?;
        let server_per_minute = per_minute("limits.server_per_minute", self.server_per_minute)?;
        allow(
            (1..=MOST_IN_FLIGHT).contains(&self.in_flight),
            "limits.in_flight",
            &self.in_flight,
            "a number from 1 to 100000 is allowed",
        )?;
        Ok(LimitsConfig { user_per_minute, server_per_minute, in_flight: self.in_flight })
    }
}
