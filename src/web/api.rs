//! Discord's HTTP API as far as the dispatcher calls it: what it sends is handed to the page. Nobody else is let in.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{patch, post};
use serde_json::{Value, json};

use super::server::{Demo, json_response};
use crate::discord::multipart;

/// The calls that the dispatcher makes, below `/api/v10`.
pub(super) fn routes(demo: &Demo) -> Router {
    Router::new()
        .route("/webhooks/{application}/{token}", post(follow_up))
        .route(
            "/webhooks/{application}/{token}/messages/@original",
            patch(edit_reply).delete(delete_reply),
        )
        .route("/channels/{channel}/messages", post(post_message))
        .route("/channels/{channel}/messages/{message}", patch(edit_message))
        .layer(middleware::from_fn_with_state(demo.clone(), admit))
        .with_state(demo.clone())
}

/// Lets in whoever has the secret, which is the dispatcher alone.
async fn admit(State(demo): State<Demo>, request: Request, next: Next) -> Response {
    let expected = format!("Bot {}", demo.secret.expose());
    let given = request.headers().get(AUTHORIZATION).map(HeaderValue::as_bytes);
    if given == Some(expected.as_bytes()) {
        next.run(request).await
    } else {
        StatusCode::UNAUTHORIZED.into_response()
    }
}

/// A message besides the first reply.
async fn follow_up(
    State(demo): State<Demo>,
    Path((_, token)): Path<(u64, String)>,
    body: Bytes,
) -> Response {
    let id = new_id();
    tell(
        &demo,
        channel_of(&token),
        &body,
        &id,
        |message| json!({"event": "follow_up", "token": token, "message": message}),
    )
}

/// What was put off.
async fn edit_reply(
    State(demo): State<Demo>,
    Path((_, token)): Path<(u64, String)>,
    body: Bytes,
) -> Response {
    tell(
        &demo,
        channel_of(&token),
        &body,
        "",
        |message| json!({"event": "edit_reply", "token": token, "message": message}),
    )
}

async fn delete_reply(
    State(demo): State<Demo>,
    Path((_, token)): Path<(u64, String)>,
) -> StatusCode {
    demo.events.tell(channel_of(&token), json!({"event": "delete_reply", "token": token}));
    StatusCode::NO_CONTENT
}

/// The answer to a message.
async fn post_message(State(demo): State<Demo>, Path(channel): Path<u64>, body: Bytes) -> Response {
    let id = new_id();
    tell(
        &demo,
        channel,
        &body,
        &id,
        |message| json!({"event": "message", "id": id, "message": message}),
    )
}

async fn edit_message(
    State(demo): State<Demo>,
    Path((channel, id)): Path<(u64, String)>,
    body: Bytes,
) -> Response {
    tell(
        &demo,
        channel,
        &body,
        &id,
        |message| json!({"event": "edit_message", "id": id, "message": message}),
    )
}

/// Hands what was sent to the page, and answers with the message's id as Discord does.
fn tell(
    demo: &Demo,
    channel: u64,
    body: &[u8],
    id: &str,
    event: impl FnOnce(Value) -> Value,
) -> Response {
    let Ok(message) = serde_json::from_slice(multipart::payload_of(body)) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    demo.events.tell(channel, event(message));
    json_response(&json!({"id": id}))
}

/// The channel of the page that made a token: it stands at its beginning.
fn channel_of(token: &str) -> u64 {
    token.split('.').next().and_then(|channel| channel.parse().ok()).unwrap_or_default()
}

/// An id as Discord makes them: the time, in milliseconds since 2015, above a number.
fn new_id() -> String {
    /// Begin of 2015, in milliseconds since 1970.
    const BEGIN: u128 = 1_420_070_400_000;
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let number = NUMBER.fetch_add(1, Ordering::Relaxed) & 0x3F_FFFF;
    ((now.saturating_sub(BEGIN) << 22) | u128::from(number)).to_string()
}
