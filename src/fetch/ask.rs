//! One request to one server: at an address that was checked, or through the proxy that the environment names.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::header::ACCEPT;
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Response, Url};

use super::address::is_public;
use super::conditions::Conditions;
use super::{FetchError, Rules};

/// Who asks.
const AGENT: &str = concat!("verbatim/", env!("CARGO_PKG_VERSION"));

/// What can be read, best first.
const ACCEPTED: &str = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,text/plain;q=0.8,*/*;q=0.5";

/// Where a proxy looks names up, this machine may know none: it is not asked for longer.
const LONGEST_LOOK_UP: Duration = Duration::from_secs(2);

/// Asks one server, at an address that was checked: what its name means may change, but not between the two.
pub(super) async fn ask(
    url: &Url,
    rules: Rules,
    before: &Conditions,
) -> Result<Response, FetchError> {
    let host = url.host_str().unwrap_or_default().to_owned();
    let (Some(port), "http" | "https") = (url.port_or_known_default(), url.scheme()) else {
        return Err(FetchError::Address(url.to_string()));
    };
    let unreachable = |why: String| FetchError::Unreachable { host: host.clone(), why };
    let client = Client::builder().user_agent(AGENT).redirect(Policy::none());
    let client = if is_proxied(url) {
        check_name(&host, port, rules).await?;
        client
    } else {
        pin(client, &host, port, rules).await?
    };
    let client = client.build().map_err(|error| unreachable(cause(&error)))?;
    let asked = before.ask(client.get(url.clone()).header(ACCEPT, ACCEPTED)).send().await;
    asked.map_err(|error| unreachable(cause(&error)))
}

/// Whether `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY` names a proxy for it, and `NO_PROXY` does not take it out.
fn is_proxied(url: &Url) -> bool {
    let url = url.as_str().parse::<hyper::Uri>();
    url.is_ok_and(|url| Matcher::from_system().intercept(&url).is_some())
}

/// A client that asks this host at an allowed address alone.
async fn pin(
    client: ClientBuilder,
    host: &str,
    port: u16,
    rules: Rules,
) -> Result<ClientBuilder, FetchError> {
    let found = look_up(host, port).await.map_err(|error| FetchError::Unreachable {
        host: host.to_owned(),
        why: error.to_string(),
    })?;
    let is_allowed = |at: &SocketAddr| rules.is_private_allowed || is_public(at.ip());
    let allowed: Vec<SocketAddr> = found.into_iter().filter(is_allowed).collect();
    if allowed.is_empty() {
        return Err(FetchError::Private(host.to_owned()));
    }
    Ok(client.no_proxy().resolve_to_addrs(host, &allowed))
}

/// Refuses what is private for all that can be known here. The proxy looks the name up by itself, so where it leads in the
/// end is the proxy's to decide.
async fn check_name(host: &str, port: u16, rules: Rules) -> Result<(), FetchError> {
    if rules.is_private_allowed {
        return Ok(());
    }
    let private = || Err(FetchError::Private(host.to_owned()));
    if let Ok(address) = host.trim_matches(['[', ']']).parse::<IpAddr>() {
        return if is_public(address) { Ok(()) } else { private() };
    }
    let name = host.trim_end_matches('.').to_ascii_lowercase();
    let local = ["localhost", "local", "internal"];
    if local.iter().any(|end| name == *end || name.ends_with(&format!(".{end}"))) {
        return private();
    }
    match tokio::time::timeout(LONGEST_LOOK_UP, look_up(host, port)).await {
        Ok(Ok(found)) if !found.iter().any(|at| is_public(at.ip())) => private(),
        _ => Ok(()),
    }
}

async fn look_up(host: &str, port: u16) -> std::io::Result<Vec<SocketAddr>> {
    let bare = host.trim_matches(['[', ']']);
    Ok(tokio::net::lookup_host((bare, port)).await?.collect())
}

/// What went wrong, down to the cause.
pub(super) fn cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}
