//! The door that Discord itself opens: an endpoint for interactions.
//!
//! It needs nothing from Discord's API to start or to answer, so that many copies can stand behind a load
//! balancer. Discord signs what it sends and probes with wrong signatures; what is not signed is not read.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use serde_json::Value;
use serenity::interactions_endpoint::Verifier;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::callback::Callback;
use super::desk::Desk;
use super::request;
use crate::ops::shutdown::Shutdown;

/// Bytes of a request. The longest that Discord sends, with a message and all that it mentions, is far shorter.
const BODY: usize = 256 * 1024;
/// How long a request may take to arrive, its head and its body each.
const ARRIVAL: Duration = Duration::from_secs(5);
/// Connections held at one time. What comes on top waits to be accepted.
const CONNECTIONS: usize = 1024;
/// How long requests in flight may take once the bot is told to stop.
const DRAIN: Duration = Duration::from_secs(3);

/// Answers on `listener` until the process is told to stop.
pub async fn serve(
    listener: TcpListener,
    verifier: Verifier,
    desk: Arc<Desk>,
    shutdown: &Shutdown,
) {
    let endpoint = Endpoint { verifier, desk: Arc::clone(&desk) };
    let router = Router::new().route("/interactions", post(interactions)).with_state(endpoint);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let accept = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            accepted = accept => accepted,
            () = shutdown.requested() => break,
        };
        match accepted {
            Ok((stream, _)) => {
                let connection = connection(stream, router.clone(), shutdown.clone());
                tokio::spawn(async move {
                    connection.await;
                    drop(place);
                });
            }
            // Out of file descriptors, or the other side is gone already: others may still come.
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    drop(listener);
    let drained = async {
        // Connections end once their last request is answered, follow-ups are counted by the desk.
        let _all = places.acquire_many(u32::try_from(CONNECTIONS).unwrap_or(u32::MAX)).await;
        desk.close().await;
    };
    if tokio::time::timeout(DRAIN, drained).await.is_err() {
        tracing::warn!("some requests are left without a reply");
    }
}

/// Serves one connection until it ends, or until the process is told to stop and its request is answered.
async fn connection(stream: TcpStream, router: Router, shutdown: Shutdown) {
    let service = TowerToHyperService::new(router);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(ARRIVAL)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    tokio::select! {
        // Whoever breaks a connection off knows it.
        _ = connection.as_mut() => {}
        () = shutdown.requested() => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}

#[derive(Clone)]
struct Endpoint {
    verifier: Verifier,
    desk: Arc<Desk>,
}

async fn interactions(State(endpoint): State<Endpoint>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = match tokio::time::timeout(ARRIVAL, to_bytes(body, BODY)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    if !is_signed(&endpoint.verifier, &head.headers, &body) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let Ok(sent) = serde_json::from_slice::<Value>(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    if sent["type"] == PING {
        return json(&Callback::pong());
    }
    let interaction = match request::interaction(sent) {
        Ok(interaction) => interaction,
        Err(error) => {
            tracing::warn!(%error, "an interaction was dropped");
            return StatusCode::BAD_REQUEST.into_response();
        }
    };
    let Some(reply) = endpoint.desk.first_reply(interaction).await else {
        return StatusCode::CONFLICT.into_response();
    };
    let response = json(&reply.callback);
    tokio::spawn(async move { endpoint.desk.follow_up(reply.follow_up).await });
    response
}

fn json(callback: &Callback) -> Response {
    match serde_json::to_vec(callback) {
        Ok(body) => ([(CONTENT_TYPE, "application/json")], body).into_response(),
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
