//! A websocket to Discord's gateway, made with the same HTTP client as calls to its API: so proxies and certificates
//! count for both alike.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use reqwest::header::{
    CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use reqwest::{Client, StatusCode, Upgraded};
use serde::Deserialize;
use serde_json::Value;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::{client::generate_key, derive_accept_key};
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};

/// Version and form of what is spoken.
const QUERY: &str = "?v=10&encoding=json";
/// How long it may take until a connection is made: name, TCP, proxy, TLS and the upgrade.
const DIAL: Duration = Duration::from_secs(15);
/// How long a payload may take to leave; one that takes longer goes to a peer that reads no more.
const WRITE: Duration = Duration::from_secs(10);
/// Bytes of a payload. The list of servers in the first event, the longest, has some 100 bytes for each of 2500.
const PAYLOAD: usize = 4 * 1024 * 1024;
/// Bytes that are read at a time.
const READ: usize = 8 * 1024;

/// A payload of the gateway. What is not known of it is left out.
#[derive(Debug, Deserialize)]
pub(super) struct Payload {
    #[serde(rename = "op")]
    pub(super) opcode: u8,
    /// The event's place in the session.
    #[serde(rename = "s", default)]
    pub(super) sequence: Option<u64>,
    /// The event's name.
    #[serde(rename = "t", default)]
    pub(super) event: Option<String>,
    #[serde(rename = "d", default)]
    pub(super) data: Value,
}

/// What came over the socket.
#[derive(Debug)]
pub(super) enum Received {
    Payload(Payload),
    /// Something that is no payload.
    Unreadable,
    /// The other side has closed the connection, with this code if it gave one.
    Closed(Option<u16>),
    /// The connection broke.
    Lost(String),
}

/// A connection.
pub(super) struct Socket(WebSocketStream<Upgraded>);

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub(super) enum DialError {
    #[error("{}", super::super::rest::cause(.0))]
    Http(#[from] reqwest::Error),
    #[error("the server answers {0} instead of a websocket")]
    Status(StatusCode),
    #[error("the server speaks no websocket")]
    Handshake,
    #[error("no connection within {DIAL:?}")]
    Late,
}

impl Socket {
    /// Connects to an address that begins with `ws://` or `wss://`.
    pub(super) async fn dial(client: &Client, url: &str) -> Result<Self, DialError> {
        tokio::time::timeout(DIAL, dial(client, url)).await.unwrap_or(Err(DialError::Late))
    }

    /// The next that comes. Nothing is lost where this is not waited for.
    pub(super) async fn receive(&mut self) -> Received {
        loop {
            return match self.0.next().await {
                Some(Ok(Message::Text(text))) => match serde_json::from_str(&text) {
                    Ok(payload) => Received::Payload(payload),
                    Err(_) => Received::Unreadable,
                },
                Some(Ok(Message::Close(frame))) => {
                    Received::Closed(frame.map(|frame| frame.code.into()))
                }
                Some(Ok(Message::Binary(_))) => Received::Unreadable,
                Some(Ok(_)) => continue,
                Some(Err(error)) => Received::Lost(error.to_string()),
                None => Received::Closed(None),
            };
        }
    }

    /// Sends a payload; whether it has left.
    pub(super) async fn send(&mut self, opcode: u8, data: Value) -> bool {
        let payload = serde_json::json!({"op": opcode, "d": data}).to_string();
        let sent = tokio::time::timeout(WRITE, self.0.send(Message::text(payload))).await;
        matches!(sent, Ok(Ok(())))
    }

    /// Takes leave with this code, and waits no longer than this for the other side to see it.
    pub(super) async fn close(&mut self, code: u16, wait: Duration) {
        let frame = CloseFrame { code: code.into(), reason: "".into() };
        let goodbye = async {
            let _ = self.0.close(Some(frame)).await;
            while let Some(Ok(_)) = self.0.next().await {}
        };
        let _ = tokio::time::timeout(wait, goodbye).await;
    }
}

async fn dial(client: &Client, url: &str) -> Result<Socket, DialError> {
    let key = generate_key();
    // "ws" and "wss" are "http" and "https" with another name.
    let url = format!("{}/{QUERY}", url.trim_end_matches('/')).replacen("ws", "http", 1);
    let request = client
        .get(url)
        .header(CONNECTION, "Upgrade")
        .header(UPGRADE, "websocket")
        .header(SEC_WEBSOCKET_VERSION, "13")
        .header(SEC_WEBSOCKET_KEY, &key);
    let response = request.send().await.map_err(reqwest::Error::without_url)?;
    if response.status() != StatusCode::SWITCHING_PROTOCOLS {
        return Err(DialError::Status(response.status()));
    }
    let accepted = response.headers().get(SEC_WEBSOCKET_ACCEPT);
    if accepted
        .is_none_or(|accepted| accepted.as_bytes() != derive_accept_key(key.as_bytes()).as_bytes())
    {
        return Err(DialError::Handshake);
    }
    let stream = response.upgrade().await.map_err(reqwest::Error::without_url)?;
    let config = WebSocketConfig::default()
        .read_buffer_size(READ)
        .max_message_size(Some(PAYLOAD))
        .max_frame_size(Some(PAYLOAD));
    Ok(Socket(WebSocketStream::from_raw_socket(stream, Role::Client, Some(config)).await))
}
