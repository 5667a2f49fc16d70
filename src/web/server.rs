//! What the page asks for and sends.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Bytes, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, middleware};
use futures_util::stream;
use serde_json::Value;
use tokio::net::TcpListener;

use super::state::Demo;
use super::{api, guard, page, reading, start};
use crate::discord::dispatcher::Repeat;
use crate::discord::http::response_of;
use crate::discord::request;
use crate::ops::server::{self, Bounds};
use crate::ops::shutdown::Shutdown;

/// Bytes of what is sent. The longest that the page sends, a message with the one that it replies to, is far shorter.
const BODY: usize = 256 * 1024;
/// How long a request may take to arrive, its head and its body each.
const ARRIVAL: Duration = Duration::from_secs(5);
/// Browsers hold a handful of connections each; one of a page stays open for what happens.
const BOUNDS: Bounds =
    Bounds { connections: 1024, arrival: ARRIVAL, reading: Duration::from_secs(10), life: None };

/// Serves the page until the process is told to stop.
pub(super) async fn serve(listener: TcpListener, demo: Demo, shutdown: &Shutdown) {
    let hosts = guard::Hosts::new(demo.public_url.as_deref());
    let router = Router::new()
        .route("/start", get(start::answer))
        .route("/events/{channel}", get(events))
        .route("/interactions", post(interactions))
        .route("/messages", post(messages).patch(messages))
        .with_state(demo.clone())
        .nest("/api/v10", api::routes(&demo))
        .merge(page::routes())
        .merge(reading::routes(&demo.live))
        .fallback(guard::nothing)
        .layer(middleware::from_fn_with_state(hosts, guard::check));
    server::serve(listener, router, BOUNDS, shutdown).await;
}

/// What the page sends where Discord would send an interaction; the answer is what Discord would be given.
async fn interactions(State(demo): State<Demo>, request: Request) -> Response {
    let sent = match body(request).await {
        Ok(sent) => sent,
        Err(refusal) => return refusal,
    };
    let interaction = match request::interaction(&sent) {
        Ok(interaction) => interaction,
        Err(error) => return bad(&error),
    };
    let Some(reply) = demo.dispatcher.first_reply(interaction, Repeat::Answered).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let response = response_of(&reply.callback);
    tokio::spawn(async move { demo.dispatcher.follow_up(reply.follow_up).await });
    response
}

/// What the page sends where Discord would tell of a message that was written (POST) or edited (PATCH). It is answered once
/// the bot has replied, or will not.
async fn messages(State(demo): State<Demo>, request: Request) -> Response {
    let is_edited = request.method() == axum::http::Method::PATCH;
    let sent = match body(request).await {
        Ok(sent) => sent,
        Err(refusal) => return refusal,
    };
    match request::mention(&sent, start::BOT) {
        Ok(Some(mention)) if is_edited => demo.dispatcher.edited(mention).await,
        Ok(Some(mention)) => demo.dispatcher.mention(mention).await,
        Ok(None) => {}
        Err(error) => return bad(&error),
    }
    StatusCode::NO_CONTENT.into_response()
}

/// What happens in a channel besides first replies.
async fn events(State(demo): State<Demo>, Path(channel): Path<u64>) -> Response {
    let Some(events) = demo.events.hear(channel) else {
        return (StatusCode::SERVICE_UNAVAILABLE, "Too many pages are open: close some.\n")
            .into_response();
    };
    let shutdown = demo.shutdown;
    let stream = stream::unfold((events, shutdown), async move |(mut events, shutdown)| {
        let event = tokio::select! {
            event = events.recv() => event?,
            () = shutdown.requested() => return None,
        };
        let event = Event::default().data(event);
        Some((Ok::<_, Infallible>(event), (events, shutdown)))
    });
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}

async fn body(request: Request) -> Result<Value, Response> {
    let body: Bytes = match tokio::time::timeout(ARRIVAL, to_bytes(request.into_body(), BODY)).await
    {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return Err(StatusCode::PAYLOAD_TOO_LARGE.into_response()),
        Err(_) => return Err(StatusCode::REQUEST_TIMEOUT.into_response()),
    };
    serde_json::from_slice(&body).map_err(|error| bad(&error))
}

fn bad(error: &dyn std::error::Error) -> Response {
    (StatusCode::BAD_REQUEST, format!("{error}\n")).into_response()
}
