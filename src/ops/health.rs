//! What whoever runs the bot may ask it: whether it serves, and what it has counted.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::json;
use tokio::net::TcpListener;

use super::metrics::Metrics;
use super::server::{self, Bounds};
use super::shutdown::Shutdown;

/// A handful of programs ask, each now and then; some keep connections open that they do not use.
const BOUNDS: Bounds = Bounds {
    connections: 256,
    arrival: Duration::from_secs(5),
    reading: Duration::from_secs(5),
    life: Some(Duration::from_secs(10)),
};

/// Prometheus' name for its text format.
const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Whether the bot serves; all copies of one say the same.
#[derive(Debug, Clone)]
pub struct Health(Arc<Mutex<Result<(), &'static str>>>);

impl Default for Health {
    /// The bot is about to start.
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Err("the bot is starting"))))
    }
}

impl Health {
    /// From now on the bot serves, or does not and this is why.
    pub fn set(&self, now: Result<(), &'static str>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }

    /// Whether the bot serves; else why not.
    ///
    /// # Errors
    /// With the reason, if it does not.
    pub fn get(&self) -> Result<(), &'static str> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answers on `listener` until the process ends, so that it can be seen to stop.
pub async fn serve(listener: TcpListener, metrics: Metrics, health: Health) {
    let text = metrics.clone();
    let router = Router::new()
        .route("/metrics", get(async move || ([(CONTENT_TYPE, TEXT)], text.text())))
        .merge(route(health));
    let never = Shutdown::never();
    tokio::select! {
        _ = server::serve(listener, router, BOUNDS, &never) => {}
        () = metrics.keep_small() => {}
    }
}

/// Asks a bot at this address whether it serves.
///
/// # Errors
/// With the reason, if it does not, or nothing answers.
pub fn ask(at: SocketAddr) -> Result<(), String> {
    const PATIENCE: Duration = Duration::from_secs(3);
    /// Longer answers are none.
    const ANSWER: u64 = 4096;
    let said = |error: io::Error| error.to_string();
    let mut stream = TcpStream::connect_timeout(&at, PATIENCE).map_err(said)?;
    stream.set_read_timeout(Some(PATIENCE)).map_err(said)?;
    stream.set_write_timeout(Some(PATIENCE)).map_err(said)?;
    let request = format!("GET /health HTTP/1.1\r\nhost: {at}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).map_err(said)?;
    let mut answer = String::new();
    stream.take(ANSWER).read_to_string(&mut answer).map_err(said)?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    if head.split(' ').nth(1) == Some("200") {
        return Ok(());
    }
    let why = serde_json::from_str::<serde_json::Value>(body).unwrap_or_default();
    Err(why["why"].as_str().unwrap_or("it answers with an error").to_owned())
}

/// `GET /health`, for other servers than this one, too.
pub fn route(health: Health) -> Router {
    Router::new().route("/health", get(answer)).with_state(health)
}

async fn answer(State(health): State<Health>) -> Response {
    let (status, body) = match health.get() {
        Ok(()) => (StatusCode::OK, json!({"status": "serving"})),
        Err(why) => (StatusCode::SERVICE_UNAVAILABLE, json!({"status": "not serving", "why": why})),
    };
    (status, [(CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}
