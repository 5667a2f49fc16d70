//! The transport that Discord itself opens: an endpoint for interactions.
//!
//! It needs nothing from Discord's API to start or to answer, so that many copies can stand behind a load
//! balancer. Discord signs what it sends and probes with wrong signatures; what is not signed is not read.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::Value;
use serenity::interactions_endpoint::Verifier;
use tokio::net::TcpListener;
use tokio::time::Instant;

use super::callback::Callback;
use super::dispatcher::{Dispatcher, Repeat};
use super::multipart::Body;
use super::{kind, request};
use crate::ops::health::{self, Health};
use crate::ops::metrics::{self, Outcome};
use crate::ops::server::{self, Bounds};
use crate::ops::shutdown::Shutdown;

/// Bytes of a request. The longest that Discord sends, with a message and all that it mentions, is far shorter.
const BODY: usize = 256 * 1024;
/// How long a request may take to arrive, its head and its body each.
const ARRIVAL: Duration = Duration::from_secs(5);
/// As many connections as a proxy may want; each may be used again and again.
const BOUNDS: Bounds = Bounds { connections: 1024, arrival: ARRIVAL, reading: READING, life: None };
/// How long the other side may read nothing of an answer.
const READING: Duration = Duration::from_secs(10);
/// How far the time that is signed may be from the time here. What is older may be sent again by somebody who saw it.
const AGE: Duration = Duration::from_secs(300);
/// How often it is said that requests were refused.
const SAID: Duration = Duration::from_secs(60);
/// How long requests in flight may take once the bot is told to stop.
const DRAIN: Duration = Duration::from_secs(3);

/// Answers on `listener` until the process is told to stop.
pub async fn serve(
    listener: TcpListener,
    verifier: Verifier,
    dispatcher: Arc<Dispatcher>,
    shutdown: &Shutdown,
    health: &Health,
) {
    let refusals = Arc::new(Refusals::default());
    let endpoint =
        Endpoint { verifier, dispatcher: Arc::clone(&dispatcher), refusals: Arc::clone(&refusals) };
    let router = Router::new()
        .route("/interactions", post(interactions))
        .with_state(endpoint)
        .merge(health::route(health.clone()))
        .fallback(async move || refusals.refuse("path", StatusCode::NOT_FOUND));
    let open = server::serve(listener, router, BOUNDS, shutdown).await;
    let drained = async {
        // Connections end once their last request is answered, follow-ups are counted by the dispatcher.
        open.drained().await;
        dispatcher.close().await;
    };
    if tokio::time::timeout(DRAIN, drained).await.is_err() {
        tracing::warn!("some requests are left without a reply");
    }
}

#[derive(Clone)]
struct Endpoint {
    verifier: Verifier,
    dispatcher: Arc<Dispatcher>,
    refusals: Arc<Refusals>,
}

/// Requests that are not Discord's: counted, and said once a minute, since anybody may send any number of them.
#[derive(Default)]
struct Refusals(Mutex<(Option<Instant>, u64)>);

impl Refusals {
    fn refuse(&self, wrong: &'static str, status: StatusCode) -> Response {
        metrics::http_refused(wrong);
        let mut refused = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        refused.1 += 1;
        let now = Instant::now();
        if refused.0.is_none_or(|said| said + SAID <= now) {
            let number = std::mem::take(&mut refused.1);
            tracing::warn!(
                number,
                wrong,
                "requests were refused that Discord has not signed, or not for this address"
            );
            refused.0 = Some(now);
        }
        status.into_response()
    }
}

async fn interactions(State(endpoint): State<Endpoint>, request: Request) -> Response {
    let begun = Instant::now();
    let (head, body) = request.into_parts();
    let body = match tokio::time::timeout(ARRIVAL, to_bytes(body, BODY)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return endpoint.refusals.refuse("body", StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    if !is_signed(&endpoint.verifier, &head.headers, &body) {
        return endpoint.refusals.refuse("signature", StatusCode::UNAUTHORIZED);
    }
    if !is_recent(&head.headers) {
        return endpoint.refusals.refuse("time", StatusCode::UNAUTHORIZED);
    }
    let Ok(sent) = serde_json::from_slice::<Value>(&body) else {
        metrics::ended(Outcome::Dropped);
        return endpoint.refusals.refuse("body", StatusCode::BAD_REQUEST);
    };
    if sent["type"] == PING {
        return response_of(&Callback::pong());
    }
    metrics::received(kind::of(&sent));
    let interaction = match request::interaction(&sent) {
        Ok(interaction) => interaction,
        Err(error) => {
            tracing::warn!(%error, "an interaction was dropped");
            metrics::ended(Outcome::Dropped);
            return StatusCode::BAD_REQUEST.into_response();
        }
    };
    // Discord sends again what it has seen no answer to; the answer is the same then.
    let Some(reply) = endpoint.dispatcher.first_reply(interaction, Repeat::Answered).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let response = response_of(&reply.callback);
    metrics::replied(begun.elapsed());
    tokio::spawn(async move { endpoint.dispatcher.follow_up(reply.follow_up).await });
    response
}

/// A first reply as the response to the interaction.
pub(crate) fn response_of(callback: &Callback) -> Response {
    match Body::new(callback, callback.files()) {
        Ok(Body { content_type, bytes }) => ([(CONTENT_TYPE, content_type)], bytes).into_response(),
        Err(error) => {
            tracing::error!(%error, "a reply could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Interaction type: Discord asks whether the endpoint is there.
const PING: u8 = 1;

/// Whether Discord has signed the body together with the time at which it was sent.
fn is_signed(verifier: &Verifier, headers: &HeaderMap, body: &[u8]) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let signed = header("x-signature-ed25519").zip(header("x-signature-timestamp"));
    signed.is_some_and(|(signature, time)| verifier.verify(signature, time, body).is_ok())
}

/// Whether the time that was signed is not long ago, nor long from now.
fn is_recent(headers: &HeaderMap) -> bool {
    let sent =
        headers.get("x-signature-timestamp").and_then(|time| time.to_str().ok()?.parse().ok());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    sent.is_some_and(|sent: u64| now.abs_diff(Duration::from_secs(sent)) <= AGE)
}
