//! Who may ask for what: a browser that shows this page, not another page in the same browser.

use std::net::IpAddr;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// What the page may do: nothing that is not its own. Styles and scripts are files, and no text can become markup.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
                      trusted-types 'none'";

/// What goes with every response.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The names under which the page may be asked for besides addresses: a site that has its own name lead to this machine is
/// none of them.
#[derive(Debug, Clone)]
pub(super) struct Hosts(Vec<String>);

impl Hosts {
    /// This machine, and the host of the public address.
    pub(super) fn new(public_url: Option<&str>) -> Self {
        let public = public_url.and_then(|url| url.split('/').nth(2));
        Self(
            [Some("localhost"), public.map(name)]
                .into_iter()
                .flatten()
                .map(str::to_lowercase)
                .collect(),
        )
    }

    fn has(&self, host: &str) -> bool {
        let name = name(host);
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        bare.parse::<IpAddr>().is_ok() || self.0.contains(&name.to_lowercase())
    }
}

/// A host without its port.
fn name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Refuses what comes under another name, or from another page; all else goes on, and comes back with the headers above.
pub(super) async fn check(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&hosts, request.method(), request.headers()) {
        Some(refusal) => refusal.into_response(),
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn refusal(
    hosts: &Hosts,
    method: &Method,
    headers: &HeaderMap,
) -> Option<(StatusCode, &'static str)> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).unwrap_or_default();
    if !hosts.has(host) {
        return Some((
            StatusCode::MISDIRECTED_REQUEST,
            "This page is not served under that name: use its address, or set demo.public_url.\n",
        ));
    }
    let is_changing = !matches!(*method, Method::GET | Method::HEAD);
    // The dispatcher is no browser: what it sends has no origin, and it shows a secret instead.
    if !is_changing || headers.contains_key(header::AUTHORIZATION) {
        return None;
    }
    let origin = text(header::ORIGIN).and_then(|origin| origin.split_once("://"));
    if origin.is_none_or(|(_, origin)| origin != host) {
        return Some((StatusCode::FORBIDDEN, "Only the page itself may send this.\n"));
    }
    if text(header::CONTENT_TYPE) != Some("application/json") {
        return Some((StatusCode::UNSUPPORTED_MEDIA_TYPE, "Only application/json is read.\n"));
    }
    None
}

/// A response without content, for what is not there.
pub(super) async fn nothing() -> Response<Body> {
    (StatusCode::NOT_FOUND, "There is nothing here.\n").into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_and_the_public_name_are_hosts() {
        let hosts = Hosts::new(Some("https://News.example:8443/room"));
        for host in [
            "127.0.0.1:7878",
            "[::1]:7878",
            "localhost",
            "LOCALHOST:1",
            "192.168.0.7",
            "news.example:8443",
            "news.example",
        ] {
            assert!(hosts.has(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "localhost.evil.example:7878",
            "127.0.0.1.evil.example",
            "news.example:x",
        ] {
            assert!(!hosts.has(host), "{host}");
        }
        assert!(!Hosts::new(None).has("news.example"));
    }

    #[test]
    fn only_the_page_itself_may_send() {
        let check = |method: Method, given: &[(HeaderName, &str)], expected: Option<u16>| {
            let mut headers = HeaderMap::new();
            for (name, value) in given {
                headers.insert(name, HeaderValue::from_str(value).unwrap());
            }
            let status =
                refusal(&Hosts::new(None), &method, &headers).map(|(status, _)| status.as_u16());
            assert_eq!(status, expected, "{method} {given:?}");
        };
        let host = (header::HOST, "localhost:1");
        let json = (header::CONTENT_TYPE, "application/json");
        let origin = |origin| (header::ORIGIN, origin);
        check(Method::GET, std::slice::from_ref(&host), None);
        check(Method::GET, &[(header::HOST, "evil.example")], Some(421));
        check(Method::GET, &[], Some(421));
        check(Method::POST, &[host.clone(), origin("http://localhost:1"), json.clone()], None);
        check(Method::POST, &[host.clone(), origin("http://localhost:2"), json.clone()], Some(403));
        check(Method::POST, &[host.clone(), origin("null"), json.clone()], Some(403));
        check(Method::POST, &[host.clone(), json.clone()], Some(403));
        check(Method::PATCH, &[host.clone(), origin("http://localhost:1")], Some(415));
        let plain = (header::CONTENT_TYPE, "text/plain");
        check(Method::POST, &[host.clone(), origin("http://localhost:1"), plain], Some(415));
        check(Method::POST, &[host, (header::AUTHORIZATION, "Bot x"), json], None);
    }
}
