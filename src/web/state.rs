//! What all requests of the page share.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::events::Events;
use super::examples::Examples;
use crate::config::Secret;
use crate::discord::dispatcher::Dispatcher;
use crate::engine::live::Live;
use crate::ops::shutdown::Shutdown;

/// What all requests share.
#[derive(Clone)]
pub(super) struct Demo {
    pub(super) dispatcher: Arc<Dispatcher>,
    pub(super) live: Arc<Live>,
    pub(super) events: Arc<Events>,
    /// What the dispatcher shows when it calls.
    pub(super) secret: Arc<Secret>,
    /// Where others reach the page.
    pub(super) public_url: Option<String>,
    pub(super) examples: Arc<Examples>,
    pub(super) shutdown: Shutdown,
}

/// A value as JSON.
pub(super) fn json_response(value: &impl Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(body) => ([(CONTENT_TYPE, "application/json")], body).into_response(),
        Err(error) => {
            tracing::error!(%error, "a response could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
