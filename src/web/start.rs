//! What the page needs to begin: who the bot is, its commands, and what can be asked of these articles.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::examples;
use super::server::{Demo, json_response};
use crate::discord::commands;
use crate::engine::Engine;

/// The bot's user on this page, which is also its application.
pub(super) const BOT: u64 = 1_182_000_000_000_000_007;

/// Examples, made once for the articles as they are.
#[derive(Default)]
pub(super) struct Examples(Mutex<Option<(Arc<Engine>, Vec<Value>)>>);

impl Examples {
    /// The examples for these articles. It may take a second; whoever comes meanwhile waits.
    pub(super) fn of(&self, engine: &Arc<Engine>) -> Vec<Value> {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, examples)) = made.as_ref()
            && Arc::ptr_eq(known, engine)
        {
            return examples.clone();
        }
        let examples = examples::of(engine).unwrap_or_else(|error| {
            tracing::error!("{error}");
            vec![]
        });
        *made = Some((Arc::clone(engine), examples.clone()));
        examples
    }
}

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
