//! What the program tells whoever runs it: health and figures.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::fake_discord::bot::Bot;
use super::fake_discord::{FakeDiscord, OnIdentify, PATIENCE, http, payload};
use super::{END, QUESTION, START, UNANSWERED, answer, reply};

const OPS: (&str, &str) = ("VERBATIM__OPS__BIND", "127.0.0.1:0");

async fn address(bot: &Bot) -> String {
    bot.prints("health and metrics address=").await
}

/// Asks for a path again and again, until the answer is like this.
async fn until(address: &str, path: &str, such: impl Fn(u16, &str) -> bool) -> String {
    let start = Instant::now();
    loop {
        let (status, body) = http::ask(address, "GET", path).await;
        if such(status, &body) {
            return body;
        }
        assert!(start.elapsed() < PATIENCE, "still {status}: {body}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Waits until all these lines are among the figures; all figures.
async fn figures(address: &str, lines: &[&str]) -> String {
    let has = |text: &str, line: &str| text.lines().any(|found| found == line);
    until(address, "/metrics", |_, text| lines.iter().all(|line| has(text, line))).await
}

#[tokio::test]
async fn healthy_while_the_gateway_is_connected() {
    let goes_and_comes = async {
        let fake = FakeDiscord::start().await;
        let mut bot = Bot::start(&fake, &[OPS]);
        let ops = address(&bot).await;
        until(&ops, "/health", |status, body| status == 200 && body.contains("serving")).await;
        figures(&ops, &["verbatim_shards_connected 1", "verbatim_identifies_total 1"]).await;
        fake.behave(|behaviour| behaviour.upgrades = false);
        fake.drop_connection().await;
        until(&ops, "/health", |status, body| status == 503 && body.contains("no connection"))
            .await;
        figures(&ops, &["verbatim_shards_connected 0"]).await;
        bot.terminate();
        assert!(bot.ends_within(END).await.success(), "{}", bot.output());
    };
    let never_ready = async {
        let fake = FakeDiscord::start().await;
        fake.behave(|behaviour| behaviour.on_identify = OnIdentify::Nothing);
        let bot = Bot::start(&fake, &[OPS]);
        let ops = address(&bot).await;
        fake.receives(2, 1).await;
        let (status, body) = http::ask(&ops, "GET", "/health").await;
        assert_eq!(status, 503, "{body}");
        assert!(body.contains("why"), "{body}");
    };
    let one_of_two = async {
        let fake = FakeDiscord::start().await;
        let bot = Bot::start(&fake, &[OPS, ("VERBATIM__DISCORD__SHARDS", "2")]);
        let ops = address(&bot).await;
        fake.identified(1).await;
        until(&ops, "/health", |status, body| status == 503 && body.contains("some of the")).await;
        fake.identified(2).await;
        until(&ops, "/health", |status, _| status == 200).await;
        fake.behave(|behaviour| behaviour.upgrades = false);
        fake.drop_connection().await;
        until(&ops, "/health", |status, body| status == 503 && body.contains("some of the")).await;
        figures(&ops, &["verbatim_shards_connected 1"]).await;
    };
    tokio::join!(goes_and_comes, never_ready, one_of_two);
}

/// The same request by another person.
fn by(person: u64, mut sent: Value) -> Value {
    let id = json!((1_182_000_000_000_000_610 + person).to_string());
    match sent.get_mut("author") {
        Some(author) => author["id"] = id,
        None => sent["member"]["user"]["id"] = id,
    }
    sent
}

#[tokio::test]
async fn counts_what_comes_and_nothing_about_persons() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake, &[OPS, ("VERBATIM__LIMITS__USER_PER_MINUTE", "1")]);
    let ops = address(&bot).await;
    fake.connected().await;
    let (status, text) = http::ask(&ops, "GET", "/metrics").await;
    assert_eq!(status, 200);
    assert!(text.contains("verbatim_requests_total{kind=\"ask\"} 0"), "{text}");

    reply(&fake, by(1, payload::ask("110", QUESTION, None))).await;
    fake.dispatch("INTERACTION_CREATE", by(1, payload::ask("110", QUESTION, None))).await;
    reply(&fake, by(2, payload::ask("111", UNANSWERED, None))).await;
    let gone = ("callback", 404, json!({"message": "Unknown interaction", "code": 10_062}));
    let broken = ("callback", 500, json!({}));
    fake.behave(|behaviour| behaviour.failures = [broken, gone].into());
    fake.dispatch("INTERACTION_CREATE", by(3, payload::command("112", "help", &json!([])))).await;
    fake.requested("/interactions/112/", 2).await;
    let known = ("callback", 400, json!({"message": "Already acknowledged", "code": 40_060}));
    fake.behave(|behaviour| behaviour.failures = [known].into());
    fake.dispatch("INTERACTION_CREATE", by(4, payload::command("113", "yodel", &json!([])))).await;
    fake.requested("/interactions/113/", 1).await;
    let typed = json!([{"name": "speaker", "type": 3, "value": "Z", "focused": true}]);
    let mut typing = payload::command("118", "quotes", &typed);
    typing["type"] = json!(4);
    reply(&fake, by(7, typing)).await;
    let mut modal = payload::command("114", "", &json!([]));
    modal["type"] = json!(5);
    fake.dispatch("INTERACTION_CREATE", modal).await;
    answer(&fake, by(5, payload::mention("115", QUESTION))).await;
    let forbidden = ("/messages", 403, json!({"message": "Missing Permissions", "code": 50_013}));
    fake.behave(|behaviour| behaviour.failures = [forbidden].into());
    fake.dispatch("MESSAGE_CREATE", by(6, payload::mention("116", QUESTION))).await;
    fake.requested("/messages", 2).await;
    fake.dispatch("MESSAGE_CREATE", by(6, payload::mention("117", QUESTION))).await;

    let text = figures(
        &ops,
        &[
            "verbatim_requests_total{kind=\"ask\"} 3",
            "verbatim_requests_total{kind=\"help\"} 1",
            "verbatim_requests_total{kind=\"mention\"} 3",
            "verbatim_requests_total{kind=\"autocomplete\"} 1",
            "verbatim_requests_total{kind=\"other\"} 2",
            "verbatim_outcomes_total{outcome=\"answered\"} 6",
            "verbatim_outcomes_total{outcome=\"refused\"} 1",
            "verbatim_outcomes_total{outcome=\"suggested\"} 1",
            "verbatim_outcomes_total{outcome=\"duplicate\"} 1",
            "verbatim_outcomes_total{outcome=\"dropped\"} 0",
            "verbatim_outcomes_total{outcome=\"limited\"} 1",
            "verbatim_first_reply_seconds_count 5",
            "verbatim_rest_failures_total{status=\"4xx\"} 3",
            "verbatim_rest_failures_total{status=\"5xx\"} 1",
            "verbatim_rest_retries_total 1",
            "verbatim_unknown_interactions_total 1",
            "verbatim_already_acknowledged_total 1",
            "verbatim_missing_permissions_total 1",
            "verbatim_in_flight 0",
        ],
    )
    .await;
    // The ids of Discord, and of the interactions, whose tokens begin so.
    for secret in ["118200", "interaction-token", "yodel", "troops", "somebody"] {
        assert!(!text.contains(secret), "{secret:?} is in:\n{text}");
    }
}

#[tokio::test]
async fn tells_of_the_endpoint_as_well() {
    let fake = FakeDiscord::start().await;
    let (mut bot, endpoint) = Bot::start_http(&fake, &[OPS]).await;
    let ops = address(&bot).await;
    until(&ops, "/health", |status, _| status == 200).await;
    let asked = http::send(&endpoint, &http::signed(&payload::ask("120", QUESTION, None))).await;
    assert_eq!(asked.0, 200);
    let counted =
        ["verbatim_requests_total{kind=\"ask\"} 1", "verbatim_first_reply_seconds_count 1"];
    figures(&ops, &counted).await;

    assert_eq!(http::ask(&ops, "GET", "/").await.0, 404);
    assert_eq!(http::ask(&ops, "POST", "/metrics").await.0, 405);
    assert_eq!(http::ask(&endpoint, "GET", "/metrics").await.0, 404, "not for strangers");

    // Whoever says nothing, or not all, holds up neither others nor the end.
    let _silent = TcpStream::connect(&ops).await.expect("a connection");
    let mut half = TcpStream::connect(&ops).await.expect("a connection");
    half.write_all(b"GET /health HT").await.expect("sent");
    assert_eq!(http::ask(&ops, "GET", "/health").await.0, 200);
    let mut idle = vec![];
    for _ in 0..60 {
        idle.push(TcpStream::connect(&ops).await.expect("a connection"));
    }
    assert_eq!(http::ask(&ops, "GET", "/health").await.0, 200);
    bot.terminate();
    assert!(bot.ends_within(END).await.success(), "{}", bot.output());
}

#[tokio::test]
async fn a_taken_address_is_said_in_one_line() {
    let fake = FakeDiscord::start().await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let at = taken.local_addr().expect("an address").to_string();
    let variables = [("VERBATIM__OPS__BIND", at.as_str()), ("VERBATIM__LOG__FILTER", "off")];
    let mut bot = Bot::start(&fake, &variables);
    assert_eq!(bot.ends_within(START).await.code(), Some(2), "{}", bot.output());
    let output = bot.output();
    assert_eq!(output.trim_end().lines().count(), 1, "{output}");
    assert!(output.contains("ops.bind") && output.contains(&at), "{output}");
    assert!(fake.requests("").is_empty());
}

/// `packaging/grafana` asks for figures that there are, under names that Prometheus takes.
#[tokio::test]
async fn the_figures_are_as_prometheus_wants_them_and_the_dashboard_knows_them() {
    let fake = FakeDiscord::start().await;
    let (bot, _) = Bot::start_http(&fake, &[("VERBATIM__OPS__BIND", "127.0.0.1:0")]).await;
    let text = figures(&address(&bot).await, &["verbatim_in_flight 0"]).await;
    let dashboard =
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/packaging/grafana/dashboard.json"));
    let dashboard: Value = serde_json::from_str(dashboard).expect("JSON");
    let panels = dashboard["panels"].as_array().expect("panels");
    let asked = panels.iter().flat_map(|panel| panel["targets"].as_array().expect("targets"));
    for expression in asked.map(|target| target["expr"].as_str().expect("a question")) {
        let names = expression.split(|c: char| !c.is_alphanumeric() && c != '_');
        for name in names.filter(|name| name.starts_with("verbatim_")) {
            let name = name.trim_end_matches("_bucket");
            assert!(text.contains(&format!("# TYPE {name} ")), "{name}: {text}");
        }
    }
    let mut command = Command::new("promtool");
    command
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let Ok(mut promtool) = command.spawn() else {
        eprintln!("skipped: promtool is not installed");
        return;
    };
    promtool.stdin.take().expect("open").write_all(text.as_bytes()).expect("written");
    let said = promtool.wait_with_output().expect("it ends");
    let words = String::from_utf8_lossy(&[said.stdout, said.stderr].concat()).into_owned();
    assert!(said.status.success() && words.trim().is_empty(), "{words}");
}
