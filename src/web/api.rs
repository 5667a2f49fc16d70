//! Discord's HTTP API as far as the dispatcher calls it: what it sends is handed to the page. Nobody else is let in.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{patch, post};
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::state::{Demo, json_response};

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
    sent: Sent,
) -> Response {
    tell(
        &demo,
        channel_of(&token),
        &new_id(),
        &json!({"event": "follow_up", "token": token}),
        &sent,
    )
}

/// What was put off.
async fn edit_reply(
    State(demo): State<Demo>,
    Path((_, token)): Path<(u64, String)>,
    sent: Sent,
) -> Response {
    tell(&demo, channel_of(&token), "", &json!({"event": "edit_reply", "token": token}), &sent)
}

async fn delete_reply(
    State(demo): State<Demo>,
    Path((_, token)): Path<(u64, String)>,
) -> StatusCode {
    let event = json!({"event": "delete_reply", "token": token});
    demo.events.tell(channel_of(&token), event.to_string());
    StatusCode::NO_CONTENT
}

/// The answer to a message.
async fn post_message(State(demo): State<Demo>, Path(channel): Path<u64>, sent: Sent) -> Response {
    let id = new_id();
    tell(&demo, channel, &id, &json!({"event": "message", "id": id}), &sent)
}

async fn edit_message(
    State(demo): State<Demo>,
    Path((channel, id)): Path<(u64, String)>,
    sent: Sent,
) -> Response {
    tell(&demo, channel, &id, &json!({"event": "edit_message", "id": id}), &sent)
}

/// What was sent, and its type where that is known.
type Sent = (HeaderMap, Bytes);

/// Hands what was sent to the page as it is, and answers with the message's id as Discord does. What is no JSON, a message
/// with a file, is handed over byte by byte.
fn tell(demo: &Demo, channel: u64, id: &str, event: &Value, (headers, body): &Sent) -> Response {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let sent = if kind.starts_with("multipart/form-data") {
        let bytes = body.iter().fold(String::with_capacity(2 * body.len()), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        format!("\"type\":{},\"bytes\":\"{bytes}\"", json!(kind))
    } else {
        let text = std::str::from_utf8(body).unwrap_or_default();
        if serde_json::from_str::<IgnoredAny>(text).is_err() {
            return StatusCode::BAD_REQUEST.into_response();
        }
        format!("\"message\":{text}")
    };
    let event = event.to_string();
    let begun = event.strip_suffix('}').unwrap_or(&event);
    demo.events.tell(channel, format!("{begun},{sent}}}"));
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
