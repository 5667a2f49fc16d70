//! The connection to the gateway: how it begins, comes back and ends.

use std::time::Duration;

use serde_json::{Value, json};

use super::fake_discord::bot::Bot;
use super::fake_discord::{Behaviour, FakeDiscord, OnIdentify, payload};
use super::{END, QUESTION, START, connected, reply};

#[tokio::test]
async fn holds_the_shards_that_it_is_given() {
    let check = async |shards: &str, expected: Value| {
        let fake = FakeDiscord::start().await;
        let _bot = Bot::start(&fake, &[("VERBATIM__DISCORD__SHARDS", shards)]);
        let times = expected.as_array().expect("a list").len();
        assert_eq!(json!(fake.identified(times).await), expected);
    };
    tokio::join!(
        check("auto", json!([[0, 1]])),
        check("2", json!([[0, 2], [1, 2]])),
        check("1-1/3", json!([[1, 3]])),
    );
}

#[tokio::test]
async fn a_token_is_needed() {
    let fake = FakeDiscord::start().await;
    let mut bot = Bot::start(&fake, &[("DISCORD_TOKEN", "")]);
    assert_eq!(bot.ends_within(START).await.code(), Some(2));
    assert!(bot.output().contains("DISCORD_TOKEN_FILE"), "{}", bot.output());
    assert!(fake.requests("").is_empty());
}

#[tokio::test]
async fn ends_with_one_line_where_it_is_useless_to_go_on() {
    let check = async |behave: fn(&mut Behaviour), code: i32, words: &[&str]| {
        let fake = FakeDiscord::start().await;
        fake.behave(behave);
        let mut bot = Bot::start(&fake, &[("VERBATIM__LOG__FILTER", "off")]);
        let status = bot.ends_within(START).await;
        let output = bot.output();
        assert_eq!(status.code(), Some(code), "{output}");
        assert_eq!(output.trim_end().lines().count(), 1, "{output}");
        for words in words {
            assert!(output.contains(words), "{words:?} is missing in: {output}");
        }
    };
    tokio::join!(
        // A session that is refused again and again uses up the sessions of a day.
        check(
            |b| {
                b.on_identify = OnIdentify::InvalidSession;
                b.sessions_left = 2;
            },
            3,
            &["sessions"]
        ),
        check(|b| b.on_identify = OnIdentify::Close(4003), 2, &["4003", "update"]),
        check(|b| b.on_identify = OnIdentify::Close(4004), 2, &["4004", "token", "DISCORD_TOKEN"]),
        check(|b| b.on_identify = OnIdentify::Close(4010), 2, &["4010", "shard"]),
        check(|b| b.on_identify = OnIdentify::Close(4011), 2, &["4011", "shards"]),
        check(|b| b.on_identify = OnIdentify::Close(4012), 2, &["4012", "update"]),
        check(|b| b.on_identify = OnIdentify::Close(4013), 2, &["4013", "intents"]),
        check(|b| b.on_identify = OnIdentify::Close(4014), 2, &["4014", "intents"]),
        check(|b| b.knows_token = false, 2, &["token", "DISCORD_TOKEN"]),
        check(|b| b.sessions_left = 0, 3, &["sessions", "wait a day"]),
        check(
            |b| b.failures = vec![("/commands", 403, json!({"message": "no"})); 4].into(),
            2,
            &["commands"]
        ),
    );
}

#[tokio::test]
async fn ends_where_the_gateway_is_silent() {
    let check = async |behave: fn(&mut Behaviour)| {
        let fake = FakeDiscord::start().await;
        fake.behave(behave);
        let mut bot = Bot::start(&fake, &[("VERBATIM__DISCORD__PATIENCE_SECONDS", "1")]);
        let status = bot.ends_within(START).await;
        assert_eq!(status.code(), Some(3), "{}", bot.output());
        assert!(bot.output().contains("no sign of life"), "{}", bot.output());
    };
    tokio::join!(
        check(|behaviour| behaviour.upgrades = false),
        check(|behaviour| {
            behaviour.on_identify = OnIdentify::Nothing;
            behaviour.heartbeat = Duration::from_secs(60);
        }),
        check(|behaviour| behaviour.heartbeat = Duration::from_secs(60)),
    );
}

#[tokio::test]
async fn ends_where_one_shard_of_two_is_silent() {
    let started = async || {
        let fake = FakeDiscord::start().await;
        fake.behave(|behaviour| behaviour.heartbeat = Duration::from_millis(300));
        let variables =
            [("VERBATIM__DISCORD__SHARDS", "2"), ("VERBATIM__DISCORD__PATIENCE_SECONDS", "3")];
        let bot = Bot::start(&fake, &variables);
        (fake, bot)
    };
    let ends = async |mut bot: Bot| {
        assert_eq!(bot.ends_within(START).await.code(), Some(3), "{}", bot.output());
        let output = bot.output();
        assert!(output.contains("no sign of life") && output.contains("(shard 1)"), "{output}");
    };
    let never_there = async {
        let (fake, bot) = started().await;
        fake.identified(1).await;
        fake.behave(|behaviour| behaviour.upgrades = false);
        ends(bot).await;
        assert_eq!(fake.received(2), 1, "the first one was up");
    };
    let lost = async {
        let (fake, bot) = started().await;
        fake.identified(2).await;
        fake.behave(|behaviour| behaviour.upgrades = false);
        fake.drop_connection().await;
        ends(bot).await;
    };
    tokio::join!(never_there, lost);
}

#[tokio::test]
async fn stops_when_told_to() {
    let idle = async {
        let (_fake, mut bot) = connected().await;
        bot.terminate();
        assert!(bot.ends_within(END).await.success(), "{}", bot.output());
    };
    let in_flight = async {
        let (fake, mut bot) = connected().await;
        let wait = ("callback", 500, json!({}));
        fake.behave(|behaviour| behaviour.failures = [wait.clone(), wait].into());
        fake.dispatch("INTERACTION_CREATE", payload::ask("30", QUESTION, None)).await;
        fake.requested("/interactions/30/", 1).await;
        bot.terminate();
        assert!(bot.ends_within(END).await.success());
        assert_eq!(fake.requests("/interactions/30/").len(), 3, "what is in flight arrives");
    };
    let deaf = async {
        let (fake, mut bot) = connected().await;
        fake.go_deaf().await;
        bot.terminate();
        assert!(bot.ends_within(END).await.success());
    };
    let without_shard = async {
        let (fake, mut bot) = connected().await;
        fake.behave(|behaviour| behaviour.upgrades = false);
        fake.drop_connection().await;
        fake.disconnected().await;
        bot.terminate();
        assert!(bot.ends_within(END).await.success());
    };
    let never_upgraded = async {
        let fake = FakeDiscord::start().await;
        fake.behave(|behaviour| behaviour.upgrades = false);
        let mut bot = Bot::start(&fake, &[]);
        fake.requested("/gateway/bot", 1).await;
        bot.terminate();
        assert!(bot.ends_within(END).await.success());
    };
    let at_start = async {
        let fake = FakeDiscord::start().await;
        fake.behave(|behaviour| behaviour.failures = vec![("@me", 500, json!({})); 9].into());
        let mut bot = Bot::start(&fake, &[]);
        fake.requested("@me", 1).await;
        bot.terminate();
        assert!(bot.ends_within(END).await.success());
    };
    tokio::join!(idle, in_flight, deaf, without_shard, never_upgraded, at_start);
}

#[tokio::test]
async fn comes_back_after_what_passes() {
    let resumes = async {
        let (fake, _bot) = connected().await;
        fake.opcode(7, Value::Null).await;
        fake.receives(6, 1).await;
        fake.drop_connection().await;
        fake.receives(6, 2).await;
        fake.close(4000).await;
        fake.receives(6, 3).await;
        reply(&fake, payload::ask("40", QUESTION, None)).await;
        assert_eq!(fake.received(2), 1, "one session");
    };
    let identifies = async {
        let (fake, _bot) = connected().await;
        fake.opcode(9, json!(false)).await;
        fake.receives(2, 2).await;
        reply(&fake, payload::ask("41", QUESTION, None)).await;
    };
    let unacknowledged = async {
        let fake = FakeDiscord::start().await;
        fake.behave(|behaviour| {
            behaviour.heartbeat = Duration::from_millis(200);
            behaviour.acknowledges = false;
        });
        let _bot = Bot::start(&fake, &[]);
        fake.receives(1, 1).await;
        fake.receives(6, 1).await;
        fake.behave(|behaviour| behaviour.acknowledges = true);
        reply(&fake, payload::ask("42", QUESTION, None)).await;
        assert_eq!(fake.received(2), 1, "one session");
    };
    let deaf = async {
        let fake = FakeDiscord::start().await;
        fake.behave(|behaviour| behaviour.heartbeat = Duration::from_millis(300));
        let _bot = Bot::start(&fake, &[]);
        fake.connected().await;
        fake.go_deaf().await;
        fake.receives(6, 1).await;
        reply(&fake, payload::ask("43", QUESTION, None)).await;
    };
    // With these the session is gone.
    let begins_anew = async {
        for code in [4007, 4009] {
            let (fake, _bot) = connected().await;
            fake.close(code).await;
            fake.receives(2, 2).await;
            reply(&fake, payload::ask("44", QUESTION, None)).await;
        }
    };
    tokio::join!(resumes, identifies, unacknowledged, deaf, begins_anew);
}

#[tokio::test]
async fn ends_at_once_where_one_shard_of_two_is_told_to() {
    let fake = FakeDiscord::start().await;
    let mut bot = Bot::start(&fake, &[("VERBATIM__DISCORD__SHARDS", "2")]);
    fake.identified(1).await;
    fake.behave(|behaviour| behaviour.on_identify = OnIdentify::Close(4011));
    let status = bot.ends_within(START).await;
    assert_eq!(status.code(), Some(2), "{}", bot.output());
    assert!(bot.output().contains("4011"), "{}", bot.output());
}

/// A laptop is closed, a container paused: the time does not count as silence.
#[tokio::test]
async fn goes_on_after_the_process_was_stopped() {
    let fake = FakeDiscord::start().await;
    fake.behave(|behaviour| behaviour.heartbeat = Duration::from_millis(300));
    let bot = Bot::start(&fake, &[("VERBATIM__DISCORD__PATIENCE_SECONDS", "3")]);
    fake.connected().await;
    bot.signal("STOP");
    tokio::time::sleep(Duration::from_secs(5)).await;
    fake.drop_connection().await;
    bot.signal("CONT");
    fake.receives(6, 1).await;
    reply(&fake, payload::ask("45", QUESTION, None)).await;
}
