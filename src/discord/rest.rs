//! Calls to Discord's HTTP API, each with an end: bounded attempts, bounded waiting.
//!
//! serenity's own client cannot be pointed at another server while it keeps to rate limits, retries some
//! failures for ever and others never. Here the tested way is the way that runs: the same code, whichever
//! server it talks to.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Method, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::Instant;

use super::multipart::Body;
use crate::config::Secret;
use crate::ops::metrics;
use crate::render::discord::Attachment;

/// Discord's own server.
const DISCORD: &str = "https://discord.com";
/// The version of the API that is spoken.
const VERSION: &str = "api/v10";
/// Discord asks bots to name themselves in this form.
const AGENT: &str = concat!("DiscordBot (verbatim, ", env!("CARGO_PKG_VERSION"), ")");
/// Longest wait for a connection to be made.
const CONNECT: Duration = Duration::from_secs(10);
/// Longest wait for an attached file.
const FILE: Duration = Duration::from_secs(5);
/// Attempts at one call, the first among them.
const ATTEMPTS: u32 = 4;
/// Wait before the second attempt where Discord names none; it doubles with each.
const BACKOFF: Duration = Duration::from_millis(200);
/// Calls waiting for their channel's pause that are remembered; far more channels than are ever limited at once.
const PAUSES: usize = 1024;

/// Discord's code for an interaction whose first reply it does not know.
const UNKNOWN_WEBHOOK: u32 = 10_015;

/// How long a call may take with all its attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeLimit {
    /// The first reply to an interaction: Discord waits three seconds for it.
    Reply,
    /// Whatever nobody sits and waits for.
    Work,
    /// What is needed to start: it waits longer where Discord says for how long.
    Start,
    /// What is not worth a second attempt.
    Once,
}

impl TimeLimit {
    fn bound(self) -> Duration {
        match self {
            Self::Reply => Duration::from_millis(2900),
            Self::Work => Duration::from_secs(30),
            Self::Start => Duration::from_secs(120),
            Self::Once => Duration::from_secs(10),
        }
    }

    fn attempts(self) -> u32 {
        match self {
            Self::Reply | Self::Work | Self::Start => ATTEMPTS,
            Self::Once => 1,
        }
    }
}

/// Why a call failed. No message shows an address, for some addresses hold tokens.
#[derive(Debug, thiserror::Error)]
pub enum RestError {
    /// Discord answered, but not what was hoped for.
    #[error("Discord answers {status}: {message} (code {code})")]
    Refused {
        /// The HTTP status.
        status: StatusCode,
        /// Discord's own number for what went wrong; 0 where it gave none.
        code: u32,
        /// Discord's words.
        message: String,
    },
    /// Discord wants to be left alone for longer than there is time.
    #[error("Discord wants no such call for another {} s", wait.as_secs_f32().ceil())]
    Limited {
        /// For so long.
        wait: Duration,
    },
    /// No answer, or none that could be read.
    #[error("no answer from Discord: {}", cause(.0))]
    Network(#[source] reqwest::Error),
    /// An answer that is not what the API promises.
    #[error("Discord’s answer cannot be read: {0}")]
    Unreadable(#[source] serde_json::Error),
    /// What is to be sent cannot be written: a mistake of this program.
    #[error("what should be sent to Discord cannot be written, please report this: {0}")]
    Unwritable(#[source] serde_json::Error),
    /// All attempts together took too long.
    #[error("no answer from Discord in time")]
    Late,
    /// The token cannot be sent at all.
    #[error("the token has characters that no token has")]
    Token,
}

impl RestError {
    /// Discord's own number for what went wrong.
    #[must_use]
    pub fn code(&self) -> Option<u32> {
        match self {
            Self::Refused { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } => Some(status.as_u16()),
            Self::Limited { .. } => Some(StatusCode::TOO_MANY_REQUESTS.as_u16()),
            _ => None,
        }
    }
}

/// What every connection to Discord is made with, calls and the gateway alike: proxies from the environment
/// (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`), certificates built in and those of the system (`SSL_CERT_FILE`).
pub(super) fn client() -> ClientBuilder {
    Client::builder().user_agent(AGENT).connect_timeout(CONNECT)
}

/// What went wrong with a connection, down to the cause: the name, the port, the certificate. It names no address, for
/// some addresses hold tokens.
pub(super) fn cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    let mut words = vec![];
    while let Some(next) = cause.source() {
        cause = next;
        let said = cause.to_string();
        if words.last() != Some(&said) {
            words.push(said);
        }
    }
    if words.is_empty() { error.to_string() } else { words.join(": ") }
}

/// A connection to Discord's HTTP API.
#[derive(Debug)]
pub struct Rest {
    client: Client,
    /// For what needs no token.
    files: Client,
    base: String,
    /// Whether it is not Discord's own server.
    is_elsewhere: bool,
    /// Whether attached files may be asked for: they lie in the network.
    has_files: bool,
    /// Routes that Discord has told us to leave alone until a moment, by the beginning of their path.
    pauses: Mutex<HashMap<String, Instant>>,
}

impl Rest {
    /// A connection to `api_url`, or to Discord's own server; `token` where calls need the bot's.
    ///
    /// # Errors
    /// If the token cannot stand in a header, or TLS cannot be set up.
    pub fn new(api_url: Option<&str>, token: Option<&Secret>) -> Result<Self, RestError> {
        Self::with(client, api_url, token)
    }

    /// A connection to a server on this machine that speaks Discord's API: past every proxy, and nothing is asked of any
    /// other server.
    ///
    /// # Errors
    /// If the token cannot stand in a header, or TLS cannot be set up.
    pub fn local(api_url: &str, token: &Secret) -> Result<Self, RestError> {
        let rest = Self::with(|| client().no_proxy(), Some(api_url), Some(token))?;
        Ok(Self { has_files: false, ..rest })
    }

    fn with(
        client: impl Fn() -> ClientBuilder,
        api_url: Option<&str>,
        token: Option<&Secret>,
    ) -> Result<Self, RestError> {
        let mut headers = HeaderMap::new();
        if let Some(token) = token {
            let authorization = format!("Bot {}", token.expose());
            let mut value = HeaderValue::from_str(&authorization).map_err(|_| RestError::Token)?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let calls = client().default_headers(headers).timeout(TimeLimit::Work.bound()).build();
        let server = api_url.unwrap_or(DISCORD).trim_end_matches('/');
        Ok(Self {
            client: calls.map_err(RestError::Network)?,
            files: client().redirect(Policy::none()).build().map_err(RestError::Network)?,
            is_elsewhere: api_url.is_some(),
            has_files: true,
            base: format!("{server}/{VERSION}"),
            pauses: Mutex::default(),
        })
    }

    /// Asks for something.
    ///
    /// # Errors
    /// If all attempts fail, or one that it is useless to repeat.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, RestError> {
        read(self.call(Method::GET, path, None, TimeLimit::Work).await?).await
    }

    /// Sends something and reads the answer.
    ///
    /// # Errors
    /// If all attempts fail, or one that it is useless to repeat.
    pub async fn ask<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: &(impl Serialize + Sync),
        limit: TimeLimit,
    ) -> Result<T, RestError> {
        let body = Body::new(body, &[]).map_err(RestError::Unwritable)?;
        read(self.call(method, path, Some(body), limit).await?).await
    }

    /// Sends something whose answer does not matter.
    ///
    /// # Errors
    /// If all attempts fail, or one that it is useless to repeat.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        body: &(impl Serialize + Sync),
        limit: TimeLimit,
    ) -> Result<(), RestError> {
        self.send_files(method, path, body, &[], limit).await
    }

    /// Sends something with files whose answer does not matter.
    ///
    /// # Errors
    /// If all attempts fail, or one that it is useless to repeat.
    pub async fn send_files(
        &self,
        method: Method,
        path: &str,
        body: &(impl Serialize + Sync),
        files: &[Attachment],
        limit: TimeLimit,
    ) -> Result<(), RestError> {
        let body = Body::new(body, files).map_err(RestError::Unwritable)?;
        self.call(method, path, Some(body), limit).await.map(|_| ())
    }

    /// Removes something.
    ///
    /// # Errors
    /// If all attempts fail, or one that it is useless to repeat.
    pub async fn delete(&self, path: &str) -> Result<(), RestError> {
        self.call(Method::DELETE, path, None, TimeLimit::Work).await.map(|_| ())
    }

    /// What stands at an address of Discord's store of files, if it is no more than so many bytes. The token does not go
    /// there, and no other server is asked.
    pub async fn file(&self, url: &str, most: usize) -> Option<Vec<u8>> {
        const STORES: [&str; 2] = ["https://cdn.discordapp.com/", "https://media.discordapp.net/"];
        let is_own = self.is_elsewhere && url.starts_with(self.base.trim_end_matches(VERSION));
        if !self.has_files || !is_own && !STORES.iter().any(|store| url.starts_with(store)) {
            return None;
        }
        let read = async {
            let mut response = self.files.get(url).send().await.ok()?.error_for_status().ok()?;
            let mut bytes = vec![];
            while let Some(chunk) = response.chunk().await.ok()? {
                if bytes.len() + chunk.len() > most {
                    return None;
                }
                bytes.extend_from_slice(&chunk);
            }
            Some(bytes)
        };
        tokio::time::timeout(FILE, read).await.ok().flatten()
    }

    async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<Body>,
        limit: TimeLimit,
    ) -> Result<Response, RestError> {
        let until = Instant::now() + limit.bound();
        let mut attempt = 1;
        loop {
            let (error, wait) = match self.attempt(&method, path, body.clone(), until).await {
                Ok(response) => return Ok(response),
                Err(Failure { error, retry }) => {
                    metrics::rest_failed(error.status());
                    let Some(wait) = retry else { return Err(error) };
                    (error, wait)
                }
            };
            let wait = wait.unwrap_or(BACKOFF * 2_u32.pow(attempt - 1));
            if attempt == limit.attempts() || Instant::now() + wait >= until {
                return Err(error);
            }
            tracing::debug!(%error, attempt, ?wait, "trying again");
            tokio::time::sleep(wait).await;
            metrics::rest_repeated();
            attempt += 1;
        }
    }

    async fn attempt(
        &self,
        method: &Method,
        path: &str,
        body: Option<Body>,
        until: Instant,
    ) -> Result<Response, Failure> {
        let route = route(path);
        if let Some(pause) = route.as_deref().and_then(|route| self.pause(route)) {
            if pause >= until {
                let wait = pause.saturating_duration_since(Instant::now());
                return Err(Failure { error: RestError::Limited { wait }, retry: None });
            }
            tokio::time::sleep_until(pause).await;
        }
        let mut request = self.client.request(method.clone(), format!("{}{path}", self.base));
        if let Some(Body { content_type, bytes }) = body {
            request = request.header(CONTENT_TYPE, content_type).body(bytes);
        }
        let response = match tokio::time::timeout_at(until, request.send()).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => {
                let error = RestError::Network(error.without_url());
                return Err(Failure { error, retry: Some(None) });
            }
            Err(_) => return Err(Failure { error: RestError::Late, retry: None }),
        };
        let status = response.status();
        let wait = pause_named(response.headers(), status);
        if let (Some(wait), Some(route)) = (wait, route) {
            self.set_pause(route, Instant::now() + wait);
        }
        if status.is_success() {
            return Ok(response);
        }
        let retry = match status {
            StatusCode::TOO_MANY_REQUESTS => Some(Some(wait.unwrap_or(BACKOFF))),
            status if status.is_server_error() => Some(None),
            _ => None,
        };
        let error = match (status, wait) {
            (StatusCode::TOO_MANY_REQUESTS, Some(wait)) => RestError::Limited { wait },
            _ => refused(status, response).await,
        };
        // The first reply may have left here and not have arrived there yet.
        let retry = retry.or((error.code() == Some(UNKNOWN_WEBHOOK)).then_some(None));
        Err(Failure { error, retry })
    }

    fn pause(&self, route: &str) -> Option<Instant> {
        let pauses = self.pauses.lock().unwrap_or_else(PoisonError::into_inner);
        pauses.get(route).copied().filter(|&until| until > Instant::now())
    }

    fn set_pause(&self, route: String, until: Instant) {
        let mut pauses = self.pauses.lock().unwrap_or_else(PoisonError::into_inner);
        if pauses.len() >= PAUSES {
            let now = Instant::now();
            pauses.retain(|_, until| *until > now);
        }
        pauses.insert(route, until);
    }
}

async fn read<T: DeserializeOwned>(response: Response) -> Result<T, RestError> {
    let bytes = response.bytes().await;
    let bytes = bytes.map_err(|error| RestError::Network(error.without_url()))?;
    serde_json::from_slice(&bytes).map_err(RestError::Unreadable)
}

/// A failed attempt, and whether and after how long (`None`: as usual) it is worth another.
struct Failure {
    error: RestError,
    retry: Option<Option<Duration>>,
}

/// What Discord limits together: the calls below one channel, one application. Replies to interactions have
/// limits of their own, each too short-lived to be worth a memory.
fn route(path: &str) -> Option<String> {
    let is_reply = path.starts_with("/interactions/") || path.starts_with("/webhooks/");
    (!is_reply).then(|| path.split('/').take(3).collect::<Vec<_>>().join("/"))
}

/// How long Discord wants to be left alone: because there were too many calls, or because the next would be.
fn pause_named(headers: &HeaderMap, status: StatusCode) -> Option<Duration> {
    let number = |name: &str| -> Option<f64> { headers.get(name)?.to_str().ok()?.parse().ok() };
    let seconds = match status {
        StatusCode::TOO_MANY_REQUESTS => {
            number("retry-after").or(number("x-ratelimit-reset-after"))?
        }
        _ if number("x-ratelimit-remaining") == Some(0.0) => number("x-ratelimit-reset-after")?,
        _ => return None,
    };
    Duration::try_from_secs_f64(seconds.clamp(0.0, 3600.0)).ok()
}

/// Discord's words on what went wrong; they are short, and what is longer than that is no answer of Discord's.
async fn refused(status: StatusCode, response: Response) -> RestError {
    let bytes = response.bytes().await.unwrap_or_default();
    let words: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let code = words["code"].as_u64().and_then(|code| code.try_into().ok()).unwrap_or_default();
    let mut message: String =
        words["message"].as_str().unwrap_or_default().chars().take(200).collect();
    let mut fields = vec![];
    field_errors(&words["errors"], "", &mut fields);
    if !fields.is_empty() {
        message.push_str(&format!(": {}", fields.join("; ")));
    }
    RestError::Refused { status, code, message }
}

/// What Discord says of single fields (`{"0": {"name": {"_errors": [{"message": …}]}}}`), the first few of them.
fn field_errors(errors: &Value, path: &str, found: &mut Vec<String>) {
    const FEW: usize = 5;
    let Some(errors) = errors.as_object() else { return };
    for (key, value) in errors {
        if found.len() >= FEW || path.len() > 200 {
            return;
        }
        if key == "_errors" {
            let said = value[0]["message"].as_str().unwrap_or_default();
            found.push(format!("{path}: {}", said.chars().take(100).collect::<String>()));
        } else {
            let deeper = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            field_errors(value, &deeper, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_are_read() {
        let check = |status: u16, headers: &[(&'static str, &str)], expected: Option<u64>| {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.insert(*name, HeaderValue::from_str(value).unwrap());
            }
            let pause = pause_named(&map, StatusCode::from_u16(status).unwrap());
            assert_eq!(pause.map(|pause| pause.as_millis() as u64), expected, "{headers:?}");
        };
        check(429, &[("retry-after", "1.5")], Some(1500));
        check(429, &[("x-ratelimit-reset-after", "2")], Some(2000));
        check(429, &[], None);
        check(429, &[("retry-after", "-1")], Some(0));
        check(429, &[("retry-after", "1e300")], Some(3_600_000));
        check(429, &[("retry-after", "soon")], None);
        let reset = ("x-ratelimit-reset-after", "1");
        check(200, &[("x-ratelimit-remaining", "0"), reset], Some(1000));
        check(200, &[("x-ratelimit-remaining", "1"), reset], None);
    }

    #[test]
    fn routes_are_limited_apart() {
        assert_eq!(route("/channels/1/messages").as_deref(), Some("/channels/1"));
        assert_eq!(route("/gateway/bot").as_deref(), Some("/gateway/bot"));
        assert_eq!(route("/interactions/1/token/callback"), None);
        assert_ne!(route("/channels/1/messages"), route("/channels/2/messages"));
    }
}
