//! Discord's side of the HTTP endpoint: it signs what it sends.

use std::time::{SystemTime, UNIX_EPOCH};

use ed25519_dalek::{Signer, SigningKey};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// What it sends, as bytes, so that a test can spoil any part of it.
pub struct Post {
    pub path: &'static str,
    pub signature: String,
    pub timestamp: String,
    pub body: Vec<u8>,
}

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

/// The public key that the application has in the Developer Portal.
pub fn public_key() -> String {
    hex(key().verifying_key().as_bytes())
}

/// A request as Discord signs it.
pub fn signed(sent: &Value) -> Post {
    signed_before(sent, 0)
}

/// A request that Discord signed so many seconds ago.
pub fn signed_before(sent: &Value, seconds: u64) -> Post {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_secs();
    let (timestamp, body) = ((now - seconds).to_string(), sent.to_string().into_bytes());
    let message = [timestamp.as_bytes(), &body].concat();
    let signature = hex(&key().sign(&message).to_bytes());
    Post { path: "/interactions", signature, timestamp, body }
}

/// Sends one after the other over one connection, as a proxy does.
pub struct Connection(BufReader<TcpStream>);

impl Connection {
    pub async fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).await.expect("the endpoint is there");
        stream.set_nodelay(true).expect("a socket");
        Self(BufReader::new(stream))
    }

    /// Sends it and reads the answer; its status.
    pub async fn send(&mut self, post: &Post) -> u16 {
        let head = head(post, "keep-alive");
        let request = [head.as_bytes(), &post.body].concat();
        self.0.get_mut().write_all(&request).await.expect("the endpoint reads");
        let (mut status, mut length) = (0, 0);
        let mut line = String::new();
        loop {
            line.clear();
            self.0.read_line(&mut line).await.expect("an answer");
            if let Some(rest) = line.strip_prefix("HTTP/1.1 ") {
                status =
                    rest.split(' ').next().and_then(|code| code.parse().ok()).expect("a status");
            } else if let Some(rest) = line.strip_prefix("content-length: ") {
                length = rest.trim_end().parse().expect("a length");
            } else if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).await.expect("a body");
        status
    }
}

fn head(post: &Post, connection: &str) -> String {
    format!(
        "POST {} HTTP/1.1\r\nhost: bot\r\nconnection: {connection}\r\ncontent-type: application/json\r\n\
         x-signature-ed25519: {}\r\nx-signature-timestamp: {}\r\ncontent-length: {}\r\n\r\n",
        post.path,
        post.signature,
        post.timestamp,
        post.body.len()
    )
}

/// Sends it; the status and body of the answer.
pub async fn send(address: &str, post: &Post) -> (u16, Value) {
    let (status, body, _) = send_for_files(address, post).await;
    (status, body)
}

/// Sends it; the status of the answer, its payload, and the files that come with it.
pub async fn send_for_files(address: &str, post: &Post) -> (u16, Value, Vec<(String, Vec<u8>)>) {
    let (status, answer, body) = exchange(address, &head(post, "close"), &post.body).await;
    let kind = answer.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-type").then_some(value)
    });
    if status != 200 {
        return (status, serde_json::from_slice(&body).unwrap_or(Value::Null), vec![]);
    }
    let (payload, files) = super::multipart::read(kind.unwrap_or_default(), &body);
    (status, payload, files)
}

/// Asks for a path; the status and body of the answer.
pub async fn ask(address: &str, method: &str, path: &str) -> (u16, String) {
    let head = format!("{method} {path} HTTP/1.1\r\nhost: bot\r\nconnection: close\r\n\r\n");
    let (status, _, body) = exchange(address, &head, &[]).await;
    (status, String::from_utf8(body).expect("text"))
}

/// The status, head and body of the answer.
async fn exchange(address: &str, head: &str, body: &[u8]) -> (u16, String, Vec<u8>) {
    let mut stream = TcpStream::connect(address).await.expect("the endpoint is there");
    stream.write_all(head.as_bytes()).await.expect("the endpoint reads");
    // What is too long is answered before all of it is read.
    let _ = stream.write_all(body).await;
    let mut answer = vec![];
    let _ = stream.read_to_end(&mut answer).await;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer");
    let head = String::from_utf8(answer[..end].to_vec()).expect("text");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    (status, head, answer[end + 4..].to_vec())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
