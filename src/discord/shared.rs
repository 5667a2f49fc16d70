//! What copies of the bot share through Redis or Valkey: how much each person and server has asked, and which requests were taken.
//!
//! Only ids are kept there, each no longer than it counts; the server's clock is the one that all go by.

use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, RedisError, Script};
use tokio::time::timeout;

use super::limits::Who;
use super::permission::{MINUTE, NoticeThrottle};
use crate::config::{LimitsConfig, Secret};
use crate::ops::metrics;

/// How long the store may take: Discord waits three seconds for a reply.
const PATIENCE: Duration = Duration::from_millis(250);
/// For how long it is known that a request was taken: an interaction's token lasts as long.
const TAKEN: Duration = Duration::from_secs(900);

/// The generic cell rate algorithm (ITU-T I.371), as for the limits of one copy: a key holds the time, in milliseconds, at which its
/// bucket is full again. The first key tells whether the request was taken; no others come where nothing is limited.
const TAKE: &str = r"
if KEYS[1] ~= '' and not redis.call('SET', KEYS[1], '', 'NX', 'PX', ARGV[1]) then return -1 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for at = 2, #KEYS do
  local each = 60000 / ARGV[at]
  local full = math.max(tonumber(redis.call('GET', KEYS[at]) or now), now) + each
  if full - now > 60000 then return math.ceil(full - now - 60000) end
  redis.call('SET', KEYS[at], full, 'PX', math.ceil(full - now))
end
return 0
";

/// What the copies share, by an engine that runs beside them.
pub struct Shared {
    connection: ConnectionManager,
    take: Script,
    limits: LimitsConfig,
    faults: NoticeThrottle,
}

/// What the store says of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is the first with this id, and within the limits.
    Granted,
    /// This or another copy has taken it before.
    Before,
    /// There is none for so long.
    Wait(Duration),
}

impl Shared {
    /// Whether it is an address.
    ///
    /// # Errors
    /// If it is none.
    pub fn check(address: &Secret) -> Result<(), RedisError> {
        Client::open(address.expose()).map(drop)
    }

    /// The store at an address, which is asked nothing yet.
    ///
    /// # Errors
    /// If it is no address.
    pub fn new(address: &Secret, limits: LimitsConfig) -> Result<Self, RedisError> {
        let client = Client::open(address.expose())?;
        let patience = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE))
            .set_number_of_retries(1);
        let connection = ConnectionManager::new_lazy_with_config(client, patience)?;
        Ok(Self {
            connection,
            take: Script::new(TAKE),
            limits,
            faults: NoticeThrottle::new(MINUTE),
        })
    }

    /// Takes a request, by its id if it has one, for whoever asks; `None` where the store does not answer, which is said once a
    /// minute.
    pub async fn take(&self, id: Option<u64>, who: Who, typing: u32) -> Option<Taken> {
        let user = self.limits.user_per_minute.get().saturating_mul(typing.max(1));
        let bucket = if typing > 1 { "typing" } else { "user" };
        let mut call = self.take.prepare_invoke();
        call.key(id.map_or_else(String::new, |id| format!("verbatim:taken:{id}")));
        call.arg(millis(TAKEN));
        call.key(format!("verbatim:{bucket}:{}", who.user)).arg(user);
        if let (Some(server), 1) = (who.server, typing) {
            call.key(format!("verbatim:server:{server}")).arg(self.limits.server_per_minute.get());
        }
        let mut connection = self.connection.clone();
        let fault = match timeout(PATIENCE, call.invoke_async::<i64>(&mut connection)).await {
            Ok(Ok(-1)) => return Some(Taken::Before),
            Ok(Ok(0)) => return Some(Taken::Granted),
            Ok(Ok(wait)) => {
                let wait = u64::try_from(wait).map_or(MINUTE, Duration::from_millis);
                return Some(Taken::Wait(wait.min(MINUTE)));
            }
            Ok(Err(error)) => error.to_string(),
            Err(_) => "it does not answer".to_owned(),
        };
        metrics::store_failed();
        if self.faults.is_due(0) {
            tracing::warn!(error = fault, "limits.store: each copy counts alone for now");
        }
        None
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
