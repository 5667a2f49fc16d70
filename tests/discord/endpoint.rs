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
    let old = http::signed_before(&payload::ask("70", QUESTION, None), 400);
    assert_eq!(http::send(&address, &old).await.0, 401, "somebody may have seen it");
    // Nothing of this has used up the interaction; what comes again gets the same answer.
    let post = http::signed(&payload::ask("70", QUESTION, None));
    let first = http::send(&address, &post).await;
    assert_eq!(first.0, 200);
    assert_eq!(http::send(&address, &post).await, first);
    assert_eq!(http::ask(&address, "GET", "/health").await.0, 200);
    assert_eq!(bot.output().matches("requests were refused").count(), 1, "{}", bot.output());

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
async fn a_stop_is_seen_before_the_port_is_closed() {
    let fake = FakeDiscord::start().await;
    let (mut bot, address) = Bot::start_http(&fake, &[]).await;
    bot.terminate();
    let start = std::time::Instant::now();
    while http::ask(&address, "GET", "/health").await.0 != 503 {
        assert!(start.elapsed() < super::fake_discord::PATIENCE);
    }
    let late = http::send(&address, &http::signed(&payload::ask("72", QUESTION, None))).await;
    assert_eq!(late.0, 200, "still taken");
    assert!(bot.ends_within(END).await.success());
}

/// More at one time than is worked on: the others wait for their turn, nobody is sent away.
#[tokio::test]
async fn many_at_one_time_are_answered() {
    let fake = FakeDiscord::start().await;
    let variables = [
        super::MUCH,
        ("VERBATIM__LIMITS__SERVER_PER_MINUTE", "10000"),
        ("VERBATIM__LIMITS__IN_FLIGHT", "8"),
    ];
    let (_bot, address) = Bot::start_http(&fake, &variables).await;
    let asked = (0..48).map(|number| {
        let post = http::signed(&payload::command(&format!("7{number:03}"), "help", &json!([])));
        let address = address.clone();
        tokio::spawn(async move { http::send(&address, &post).await })
    });
    for answered in asked.collect::<Vec<_>>() {
        let (status, body) = answered.await.expect("an answer");
        assert_eq!(status, 200);
        assert!(super::description(&body["data"]).contains("/ask"), "{body:#}");
    }
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

#[tokio::test]
async fn the_endpoint_listens_on_ipv6() {
    if std::net::TcpListener::bind("[::1]:0").is_err() {
        eprintln!("skipped: this machine has no IPv6");
        return;
    }
    let fake = FakeDiscord::start().await;
    let (_bot, address) = Bot::start_http(&fake, &[("VERBATIM__HTTP__BIND", "[::1]:0")]).await;
    assert!(address.starts_with("[::1]:"), "{address}");
    let post = http::signed(&payload::ask("79", QUESTION, None));
    assert_eq!(http::send(&address, &post).await.0, 200);
}
