//! Who is told something that they did not ask: a person that a permission is missing, the operator of feedback.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Value, json};
use verbatim::config::{Config, DiscordConfig};
use verbatim::discord::dispatcher::Dispatcher;
use verbatim::discord::reply::Reply;
use verbatim::discord::request::Request;
use verbatim::discord::rest::Rest;
use verbatim::render::discord as render;

use super::fake_discord::bot::Bot;
use super::fake_discord::check::check;
use super::fake_discord::{BOT, FakeDiscord, Recorded, TOKEN, http, payload};
use super::{END, QUESTION, START, connected, reply};

const OTHER_CHANNEL: &str = "1182000000000000810";
const LAST_CHANNEL: &str = "1182000000000000811";
/// The operator's channel.
const FEEDBACK: &str = "1182000000000000820";

fn refused(code: u32) -> Value {
    json!({"message": "Missing something", "code": code})
}

fn mention_in(channel: &str, id: &str) -> Value {
    let mut mention = payload::mention(id, QUESTION);
    mention["channel_id"] = json!(channel);
    mention
}

#[tokio::test]
async fn whoever_asks_where_the_bot_may_not_write_is_told() {
    let (fake, mut bot) = connected().await;
    let direct = format!("/channels/{}/messages", payload::DIRECT);
    let opened = "/users/@me/channels";

    let denied = ("0800/messages", 403, refused(50_013));
    fake.behave(|behaviour| behaviour.failures = [denied.clone(), denied].into());
    fake.dispatch("MESSAGE_CREATE", mention_in(payload::CHANNEL, "130")).await;
    let told = fake.requested(&direct, 1).await.remove(0);
    check(&told);
    let text = told.body["content"].as_str().expect("plain text");
    for words in [
        "<#1182000000000000800>",
        "View Channels",
        "Send Messages",
        "Embed Links",
        "Send Messages in Threads",
        "Manage Roles",
    ] {
        assert!(text.contains(words), "{words:?} is missing in: {text}");
    }
    let to = fake.requested(opened, 1).await.remove(0);
    check(&to);
    assert_eq!(to.body, json!({"recipient_id": payload::PERSON}));

    // In the same channel it is not said again, in another it is; what fails is not tried again.
    fake.dispatch("MESSAGE_CREATE", mention_in(payload::CHANNEL, "131")).await;
    fake.requested("0800/messages", 2).await;
    let denied = ("0810/messages", 403, refused(50_001));
    let broken = ("0801/messages", 500, json!({}));
    fake.behave(|behaviour| behaviour.failures = [denied, broken].into());
    fake.dispatch("MESSAGE_CREATE", mention_in(OTHER_CHANNEL, "132")).await;
    let told = fake.requested(&direct, 2).await.remove(1);
    assert!(told.body["content"].as_str().is_some_and(|text| text.contains(OTHER_CHANNEL)));
    let denied = ("0811/messages", 403, refused(50_001));
    let broken = (opened, 429, json!({}));
    fake.behave(|behaviour| behaviour.failures = [denied, broken].into());
    fake.dispatch("MESSAGE_CREATE", mention_in(LAST_CHANNEL, "133")).await;
    fake.requested(opened, 3).await;

    // In a direct message nobody can grant anything.
    let failure = ("0801/messages", 403, refused(50_013));
    fake.behave(|behaviour| behaviour.failures = [failure].into());
    fake.dispatch("MESSAGE_CREATE", payload::direct("134", QUESTION)).await;
    fake.requested(&direct, 3).await;
    bot.terminate();
    assert!(bot.ends_within(END).await.success(), "{}", bot.output());
    assert_eq!(fake.requests(&direct).len(), 3);
    assert_eq!(fake.requests(opened).len(), 3);
    assert!(bot.output().contains("could not be told"), "{}", bot.output());
}

fn config(channel: &str) -> DiscordConfig {
    let variables = [("VERBATIM__DISCORD__FEEDBACK_CHANNEL", channel), ("DISCORD_TOKEN", TOKEN)];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Config::load(None, &HashMap::from(variables)).expect("a configuration").discord
}

fn dispatcher(fake: &FakeDiscord, config: &DiscordConfig) -> Dispatcher {
    let rest = Rest::new(Some(&fake.url), config.token.as_ref()).expect("a connection");
    let limits = Config::load(None, &HashMap::new()).expect("a configuration").limits;
    let handler = |_: &Request| Reply::Message(render::notice("words"));
    Dispatcher::new(Arc::new(handler), rest, limits).with_feedback_channel(config.feedback_channel)
}

#[tokio::test]
async fn the_operator_is_told_of_feedback() {
    let link = format!("https://discord.com/channels/1/{}/{BOT}", payload::CHANNEL);
    let posts = |fake: &FakeDiscord| -> Vec<Recorded> { fake.requests("/messages") };

    let fake = FakeDiscord::start().await;
    let told = dispatcher(&fake, &config(FEEDBACK));
    let broken = ("/messages", 503, json!({}));
    fake.behave(|behaviour| behaviour.failures = [broken].into());
    told.post_feedback(true, &link);
    fake.requested("/messages", 2).await;
    told.post_feedback(false, &link);
    fake.requested("/messages", 3).await;
    let forbidden = ("/messages", 403, refused(50_013));
    fake.behave(|behaviour| behaviour.failures = [forbidden].into());
    told.post_feedback(false, &link);
    told.close().await;
    told.post_feedback(false, &link);
    let posts_so_far = posts(&fake);
    posts_so_far.iter().for_each(check);
    let path = format!("/channels/{FEEDBACK}/messages");
    assert!(posts_so_far.iter().all(|post| post.path == path), "{posts_so_far:?}");
    let lines: Vec<_> = posts_so_far.iter().map(|post| post.body["content"].clone()).collect();
    let (yes, no) = (format!("Found helpful: {link}"), format!("Found not helpful: {link}"));
    assert_eq!(
        json!(lines),
        json!([yes, yes, no, no]),
        "repeated where it may help, and all before the end"
    );

    let fake = FakeDiscord::start().await;
    let silent = dispatcher(&fake, &config(""));
    silent.post_feedback(true, &link);
    silent.close().await;
    assert!(fake.requests("").is_empty(), "nobody wants to be told");
}

#[tokio::test]
async fn a_button_tells_whether_an_answer_helps() {
    let fake = FakeDiscord::start().await;
    let channel = ("VERBATIM__DISCORD__FEEDBACK_CHANNEL", FEEDBACK);
    let bot = Bot::start(&fake, &[channel, ("VERBATIM__OPS__BIND", "127.0.0.1:0")]);
    fake.connected().await;
    let answered = reply(&fake, payload::ask("150", QUESTION, None)).await;
    let press = payload::press("151", "helpful:no", &answered["data"]);
    let message = press["message"]["id"].as_str().expect("an id").to_owned();
    let thanks = reply(&fake, press).await;
    assert_eq!(thanks["data"]["flags"], 64);
    let post = fake.requested(&format!("/channels/{FEEDBACK}/messages"), 1).await.remove(0);
    check(&post);
    let text = post.body["content"].as_str().expect("plain text");
    let end = format!("/{}/{message}", payload::CHANNEL);
    assert!(text.starts_with("Found not helpful: https://discord.com/channels/"), "{text}");
    assert!(text.ends_with(&end), "{text} does not lead to the message");
    // A link to what only one person sees would tell who that is.
    let mut unseen = payload::press("152", "helpful:no", &answered["data"]);
    unseen["message"]["flags"] = json!(64);
    reply(&fake, unseen).await;
    let mut direct = payload::press("153", "helpful:no", &answered["data"]);
    direct["guild_id"] = json!(null);
    reply(&fake, direct).await;
    reply(&fake, payload::press("154", "helpful:yes", &answered["data"])).await;
    fake.requested_such("another post", 2, |request| request.path == post.path).await;
    assert_eq!(fake.requests(FEEDBACK).len(), 2);
    let ops = bot.prints("health and metrics address=").await;
    let (_, figures) = http::ask(&ops, "GET", "/metrics").await;
    assert!(figures.contains("feedback_total{helpful=\"no\"} 3"), "{figures}");
    assert!(!figures.contains(payload::PERSON), "nothing about people");
}

#[tokio::test]
async fn feedback_needs_a_token_at_the_endpoint_as_well() {
    let fake = FakeDiscord::start().await;
    let channel = ("VERBATIM__DISCORD__FEEDBACK_CHANNEL", FEEDBACK);
    let key = http::public_key();
    let variables = [
        channel,
        ("VERBATIM__DISCORD__PUBLIC_KEY", key.as_str()),
        ("VERBATIM__HTTP__BIND", "127.0.0.1:0"),
        ("DISCORD_TOKEN", ""),
    ];
    let mut bot = Bot::run(&["serve", "--http"], &fake, &variables);
    assert_eq!(bot.ends_within(START).await.code(), Some(2), "{}", bot.output());
    assert!(bot.output().contains("discord.feedback_channel"), "{}", bot.output());
    assert!(bot.output().contains("DISCORD_TOKEN"), "{}", bot.output());
    let (_bot, _) = Bot::start_http(&fake, &[channel]).await;
    assert!(fake.requests("").is_empty(), "nothing is needed from Discord to start");
}

/// Whatever keeps an answer from being posted is told once, where it can be.
#[tokio::test]
async fn what_discord_refuses_is_told() {
    let (fake, _bot) = connected().await;
    let direct = format!("/channels/{}/messages", payload::DIRECT);
    // The bot may not see the question, so it cannot reply to it; it answers below it.
    fake.behave(|behaviour| behaviour.failures = [("0840/messages", 400, refused(160_002))].into());
    fake.dispatch("MESSAGE_CREATE", mention_in("1182000000000000840", "490")).await;
    let sent = fake.requested("0840/messages", 2).await;
    sent.iter().for_each(check);
    assert!(sent[1].body.get("message_reference").is_none(), "{:#}", sent[1].body);

    let cases = [
        ("841", 400, 50_083, "archived"),
        ("842", 400, 200_000, "AutoMod"),
        ("843", 403, 50_999, "50999"),
    ];
    for (number, (channel, status, code, words)) in cases.into_iter().enumerate() {
        let path: &'static str = ["0841/messages", "0842/messages", "0843/messages"][number];
        fake.behave(|behaviour| behaviour.failures = [(path, status, refused(code))].into());
        let channel = format!("1182000000000000{channel}");
        fake.dispatch("MESSAGE_CREATE", mention_in(&channel, &format!("49{}", number + 1))).await;
        let told = fake.requested(&direct, number + 1).await.remove(number);
        check(&told);
        let text = told.body["content"].as_str().expect("text");
        assert!(text.contains(words) && text.contains(&channel), "{text}");
    }
}

#[tokio::test]
async fn whoever_asks_too_much_in_a_direct_message_is_told_once() {
    let fake = FakeDiscord::start().await;
    let _bot = Bot::start(&fake, &[("VERBATIM__LIMITS__USER_PER_MINUTE", "1")]);
    fake.connected().await;
    for id in ["500", "501", "502"] {
        fake.dispatch("MESSAGE_CREATE", payload::direct(id, QUESTION)).await;
    }
    let sent = fake.requested("/messages", 2).await;
    let is_wait = |request: &Recorded| request.body.to_string().contains("Too many requests");
    assert_eq!(sent.iter().filter(|request| is_wait(request)).count(), 1);
    // A command is answered at once, so that what came before it has been seen.
    reply(&fake, payload::press("503", "of-old", &json!({"embeds": []}))).await;
    assert_eq!(fake.requests("/messages").len(), 2);
}
