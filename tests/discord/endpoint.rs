//! The endpoint for interactions: what it reads, and what it needs.

use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::fake_discord::bot::Bot;
use super::fake_discord::http::{self, Post};
use super::fake_discord::{APPLICATION, FakeDiscord, payload};
use super::{END, QUESTION, START};

#[tokio::test]
async fn the_endpoint_reads_only_what_discord_signs() {
    let fake = FakeDiscord::start().await;
    let (mut bot, address) = Bot::start_http(&fake, &[]).await;
    let ping =
        json!({"id": "1", "application_id": APPLICATION, "type": 1, "token": "t", "version": 1});
    let status = async |change: fn(&mut Post)| {
        let mut post = http::signed(&payload::ask("70", QUESTION, None));
        change(&mut post);
        http::send(&address, &post).await.0
    };
    assert_eq!(http::send(&address, &http::signed(&ping)).await, (200, json!({"type": 1})));
    assert_eq!(status(|post| post.timestamp = "1767700001".to_owned()).await, 401);
    assert_eq!(status(|post| post.signature = "00".repeat(64)).await, 401);
    assert_eq!(status(|post| post.signature = String::new()).await, 401);
    assert_eq!(status(|post| post.signature = "é".to_owned()).await, 401);
    assert_eq!(status(|post| post.body[0] = b' ').await, 401);
    assert_eq!(status(|post| post.body = vec![b' '; 300_000]).await, 413);
    assert_eq!(status(|post| post.path = "/").await, 404);
    assert_eq!(http::send(&address, &http::signed(&json!([]))).await.0, 400);
    assert_eq!(http::send(&address, &http::signed(&json!({"type": 99}))).await.0, 400);
    // Nothing of this has used up the interaction; what comes twice does.
    assert_eq!(status(|_| {}).await, 200);
    assert_eq!(status(|_| {}).await, 409);

    // Whoever says nothing, or not all, holds up neither others nor the end.
    let _silent = TcpStream::connect(&address).await.expect("a connection");
    let mut half = TcpStream::connect(&address).await.expect("a connection");
    half.write_all(b"POST /interactions HTTP/1.1\r\ncontent-length: 9\r\n\r\n{")
        .await
        .expect("sent");
    assert_eq!(http::send(&address, &http::signed(&ping)).await.0, 200);
    bot.terminate();
    assert!(bot.ends_within(END).await.success());
    assert!(fake.requests("").is_empty(), "nothing is needed from Discord");
}

#[tokio::test]
async fn the_endpoint_needs_a_key() {
    let fake = FakeDiscord::start().await;
    let check = async |key: &str, words: &str| {
        let variables =
            [("VERBATIM__DISCORD__PUBLIC_KEY", key), ("VERBATIM__HTTP__BIND", "127.0.0.1:0")];
        let mut bot = Bot::run(&["serve", "--http"], &fake, &variables);
        assert_eq!(bot.ends_within(START).await.code(), Some(2), "{}", bot.output());
        assert!(bot.output().contains(words), "{}", bot.output());
    };
    // No point of the curve has these coordinates.
    let no_point = format!("02{}", "00".repeat(31));
    tokio::join!(check("", "Developer Portal"), check(&no_point, "Ed25519"), check("12", "64 hex"));
}
