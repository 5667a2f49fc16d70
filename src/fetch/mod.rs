//! Fetches one page from the web within bounds: of time, of size, of redirects, and of where it may lead.

mod address;
mod ask;
mod conditions;

use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use reqwest::{Response, StatusCode, Url};
use robotstxt::DefaultMatcher;

use ask::{ask, cause};
pub use conditions::Conditions;

/// The name by which robots.txt may speak of this program.
const NAME: &str = "verbatim";

/// More redirects than this lead nowhere.
const MOST_REDIRECTS: usize = 5;

/// A larger robots.txt is cut here, as its specification (RFC 9309) allows. In bytes.
const MOST_ROBOTS: u64 = 512 << 10;

/// What is allowed.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// The most bytes of a page.
    pub most_bytes: u64,
    /// How long all of it may take.
    pub time: Duration,
    /// Whether addresses that only a private network has may be asked.
    pub is_private_allowed: bool,
    /// Whether the wishes of a site's robots.txt are passed over.
    pub is_robots_ignored: bool,
}

/// What was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Where it was in the end.
    pub url: String,
    /// As it came.
    pub bytes: Vec<u8>,
    /// What the server says it is, in lower case, for instance `text/html`.
    pub kind: Option<String>,
    /// The encoding that the server states.
    pub charset: Option<String>,
    /// How to ask whether it has changed since.
    pub conditions: Conditions,
}

/// Why a page was not fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// No web address.
    #[error("{0:?} is no web address: it must begin with http:// or https://")]
    Address(String),
    /// The server is in a private network, or on this machine.
    #[error("{0} is an address of a private network: allow it with --allow-private")]
    Private(String),
    /// The site does not want it.
    #[error(
        "{0} asks programs not to fetch this page (robots.txt): pass it over with --ignore-robots"
    )]
    Robots(String),
    /// The server does not give it.
    #[error("the server of {url} answers {status}")]
    Status {
        /// What was asked for.
        url: String,
        /// The server's code.
        code: u16,
        /// The code and what it means.
        status: String,
        /// For how long the server wants to be left alone.
        retry_after: Option<Duration>,
    },
    /// Redirects without end.
    #[error("it leads on more than {MOST_REDIRECTS} times")]
    Redirects,
    /// Too many bytes.
    #[error("it has more than {0} bytes: raise `corpus.max_file_bytes`")]
    TooLarge(u64),
    /// Too slow.
    #[error("it is not there after {0:?}: try again, or allow more with --timeout")]
    TooSlow(Duration),
    /// The server cannot be reached.
    #[error("{host} cannot be reached: {why}")]
    Unreachable {
        /// The server.
        host: String,
        /// Why.
        why: String,
    },
}

/// Fetches a page.
///
/// # Errors
/// If it cannot be fetched within the rules.
pub async fn fetch(url: &str, rules: Rules) -> Result<Fetched, FetchError> {
    let unasked = Conditions::default();
    let changed = fetch_changed(url, rules, &unasked).await?;
    // The server says that what it was not asked about is as before.
    changed.ok_or_else(|| status_error(url, StatusCode::NOT_MODIFIED, None))
}

/// Fetches a page that was fetched before; `None` if it is as it was then.
///
/// # Errors
/// If it cannot be fetched within the rules.
pub async fn fetch_changed(
    url: &str,
    rules: Rules,
    before: &Conditions,
) -> Result<Option<Fetched>, FetchError> {
    let fetched = tokio::time::timeout(rules.time, within(url, rules, before)).await;
    fetched.unwrap_or(Err(FetchError::TooSlow(rules.time)))
}

/// An address as it may be shown: without what may be a password or a key in it.
#[must_use]
pub fn shown(url: &str) -> String {
    let Ok(mut shown) = Url::parse(url) else { return url.to_owned() };
    let _ = (shown.set_username(""), shown.set_password(None));
    shown.set_query(None);
    shown.set_fragment(None);
    shown.into()
}

fn status_error(url: &str, status: StatusCode, retry_after: Option<Duration>) -> FetchError {
    let (code, status) = (status.as_u16(), status.to_string());
    FetchError::Status { url: shown(url), code, status, retry_after }
}

async fn within(
    url: &str,
    rules: Rules,
    before: &Conditions,
) -> Result<Option<Fetched>, FetchError> {
    let first = Url::parse(url).map_err(|_| FetchError::Address(url.to_owned()))?;
    let (response, url) = follow(first, rules, !rules.is_robots_ignored, before).await?;
    let headers = response.headers();
    let status = response.status();
    if status == StatusCode::NOT_MODIFIED && before.are_any() {
        return Ok(None);
    }
    if !status.is_success() {
        let wait = headers.get(RETRY_AFTER).and_then(conditions::wait);
        return Err(status_error(url.as_str(), status, wait));
    }
    if response.content_length().is_some_and(|stated| stated > rules.most_bytes) {
        return Err(FetchError::TooLarge(rules.most_bytes));
    }
    let conditions = Conditions::of(headers);
    let stated = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let (kind, rest) = stated.map_or((None, ""), |stated| match stated.split_once(';') {
        Some((kind, rest)) => (Some(kind), rest),
        None => (Some(stated), ""),
    });
    let kind = kind.map(|kind| kind.trim().to_ascii_lowercase());
    let charset = rest.split(';').find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    let bytes = body(response, rules.most_bytes, &url).await?;
    let too_large = bytes.len() as u64 > rules.most_bytes;
    if too_large {
        return Err(FetchError::TooLarge(rules.most_bytes));
    }
    Ok(Some(Fetched { url: url.to_string(), bytes, kind, charset, conditions }))
}

/// Asks for a page and follows where it leads; each step is checked like the first.
async fn follow(
    mut url: Url,
    rules: Rules,
    minds_robots: bool,
    before: &Conditions,
) -> Result<(Response, Url), FetchError> {
    for _ in 0..=MOST_REDIRECTS {
        url.set_fragment(None);
        if minds_robots {
            check_robots(&url, rules).await?;
        }
        let response = ask(&url, rules, before).await?;
        let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
        match location.filter(|_| response.status().is_redirection()) {
            None => return Ok((response, url)),
            Some(location) => {
                url = url.join(location).map_err(|_| FetchError::Address(location.to_owned()))?;
            }
        }
    }
    Err(FetchError::Redirects)
}

/// The body, and one byte more than allowed at most.
async fn body(mut response: Response, most: u64, url: &Url) -> Result<Vec<u8>, FetchError> {
    let mut bytes = Vec::new();
    loop {
        let chunk = response.chunk().await.map_err(|error| FetchError::Unreachable {
            host: url.host_str().unwrap_or_default().to_owned(),
            why: cause(&error),
        })?;
        let Some(chunk) = chunk else { return Ok(bytes) };
        let room = most.saturating_add(1).saturating_sub(bytes.len() as u64);
        let taken = usize::try_from(room).unwrap_or(usize::MAX).min(chunk.len());
        bytes.extend_from_slice(chunk.get(..taken).unwrap_or_default());
        if bytes.len() as u64 > most {
            return Ok(bytes);
        }
    }
}

/// Whether the site lets programs fetch a page. Where it says nothing it does; where it fails to say, it does not.
async fn check_robots(url: &Url, rules: Rules) -> Result<(), FetchError> {
    let mut at = url.clone();
    at.set_path("/robots.txt");
    at.set_query(None);
    let refused = || FetchError::Robots(url.host_str().unwrap_or_default().to_owned());
    let (response, at) = Box::pin(follow(at, rules, false, &Conditions::default())).await?;
    let status = response.status();
    if status.is_server_error() {
        return Err(refused());
    }
    if !status.is_success() {
        return Ok(());
    }
    let text = body(response, MOST_ROBOTS, &at).await?;
    let text = String::from_utf8_lossy(&text);
    let allowed = DefaultMatcher::default().one_agent_allowed_by_robots(&text, NAME, url.as_str());
    if allowed { Ok(()) } else { Err(refused()) }
}
