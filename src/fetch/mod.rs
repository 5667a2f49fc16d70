//! Fetches one page from the web within bounds: of time, of size, of redirects, and of where it may lead.

mod address;

use std::net::SocketAddr;
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};
use robotstxt::DefaultMatcher;

/// Who asks; also the name by which robots.txt may speak of it.
const AGENT: &str = concat!("verbatim/", env!("CARGO_PKG_VERSION"));
const NAME: &str = "verbatim";

/// What can be read, best first.
const ACCEPTED: &str = "text/html,application/xhtml+xml,text/plain;q=0.8,*/*;q=0.5";

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
        /// The server's code and what it means.
        status: String,
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
    let fetched = tokio::time::timeout(rules.time, within(url, rules)).await;
    fetched.unwrap_or(Err(FetchError::TooSlow(rules.time)))
}

async fn within(url: &str, rules: Rules) -> Result<Fetched, FetchError> {
    let first = Url::parse(url).map_err(|_| FetchError::Address(url.to_owned()))?;
    let (response, url) = follow(first, rules, !rules.is_robots_ignored).await?;
    if !response.status().is_success() {
        let status = response.status().to_string();
        return Err(FetchError::Status { url: url.to_string(), status });
    }
    let stated = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
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
    Ok(Fetched { url: url.to_string(), bytes, kind, charset })
}

/// Asks for a page and follows where it leads; each step is checked like the first.
async fn follow(
    mut url: Url,
    rules: Rules,
    minds_robots: bool,
) -> Result<(Response, Url), FetchError> {
    for _ in 0..=MOST_REDIRECTS {
        url.set_fragment(None);
        if minds_robots {
            check_robots(&url, rules).await?;
        }
        let response = ask(&url, rules).await?;
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

/// Asks one server, at an address that was checked: what its name means may change, but not between the two.
async fn ask(url: &Url, rules: Rules) -> Result<Response, FetchError> {
    let host = url.host_str().unwrap_or_default().to_owned();
    let (Some(port), "http" | "https") = (url.port_or_known_default(), url.scheme()) else {
        return Err(FetchError::Address(url.to_string()));
    };
    let unreachable = |why: String| FetchError::Unreachable { host: host.clone(), why };
    let bare = host.trim_matches(['[', ']']);
    let found = tokio::net::lookup_host((bare, port)).await;
    let found: Vec<SocketAddr> = found.map_err(|error| unreachable(error.to_string()))?.collect();
    let is_allowed = |at: &SocketAddr| rules.is_private_allowed || address::is_public(at.ip());
    let allowed: Vec<SocketAddr> = found.iter().copied().filter(is_allowed).collect();
    if allowed.is_empty() {
        return Err(FetchError::Private(host));
    }
    let client = Client::builder()
        .user_agent(AGENT)
        .redirect(Policy::none())
        // A proxy would look the name up again.
        .no_proxy()
        .resolve_to_addrs(&host, &allowed)
        .build();
    let client = client.map_err(|error| unreachable(cause(&error)))?;
    let asked = client.get(url.clone()).header(ACCEPT, ACCEPTED).send().await;
    asked.map_err(|error| unreachable(cause(&error)))
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
    let (response, at) = Box::pin(follow(at, rules, false)).await?;
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

/// What went wrong, down to the cause.
fn cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}
