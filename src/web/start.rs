//! What the page needs to begin: who the bot is, its commands, and what can be asked of these articles.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::state::{Demo, json_response};
use crate::discord::commands;

/// The bot's user on this page, which is also its application.
pub(super) const BOT: u64 = 1_182_000_000_000_000_007;

/// `GET /start`.
pub(super) async fn answer(State(demo): State<Demo>) -> Response {
    let engine = demo.live.engine();
    let (articles, room) = (engine.len(), engine.reading_room().map(str::to_owned));
    let examples = tokio::task::spawn_blocking(move || demo.examples.of(&engine)).await;
    let Ok(examples) = examples else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    json_response(&json!({
        "bot": BOT.to_string(),
        "commands": commands::commands(),
        "articles": articles,
        "examples": examples,
        "room": room,
    }))
}
