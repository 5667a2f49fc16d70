//! What the page needs to begin: who the bot is, its commands, and what can be asked of these articles.

use axum::extract::State;
use axum::response::Response;
use serde_json::json;

use super::server::{Demo, json_response};
use crate::discord::commands;

/// The bot's user on this page, which is also its application.
pub(super) const BOT: u64 = 1_182_000_000_000_000_007;

/// `GET /start`.
pub(super) async fn answer(State(demo): State<Demo>) -> Response {
    let engine = demo.live.engine();
    json_response(&json!({
        "bot": BOT.to_string(),
        "commands": commands::commands(),
        "articles": engine.len(),
        "examples": [],
    }))
}
