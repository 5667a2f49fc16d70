//! The real program against a Discord of our own: what it registers, what it replies, and how it ends.

#![expect(unreachable_pub, reason = "in the module of a test `pub` says what the test may use")]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stderr, reason = "a test says what it saw")]

mod fake_discord;
#[path = "discord/quotations.rs"]
mod quotations;

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fake_discord::bot::Bot;
use fake_discord::check::check;
use fake_discord::http::{self, Post};
use fake_discord::load;
use fake_discord::{APPLICATION, BOT, FakeDiscord, OnIdentify, Recorded, TOKEN, payload};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use verbatim::config::LimitsConfig;
use verbatim::discord::desk::Desk;
use verbatim::discord::handler::Reply;
use verbatim::discord::request::{self, Request};
use verbatim::discord::rest::Rest;
use verbatim::render::discord as render;

/// A question that the seeds answer, and words of the answer.
const QUESTION: &str = "Which countries said they would not deploy troops?";
/// A question that they do not answer.
const UNANSWERED: &str = "What did Ursula von der Leyen promise?";
/// The program promises to end within this time, whatever happens.
const END: Duration = Duration::from_secs(5);
/// How long the start of a debug build may take on a busy machine.
const START: Duration = Duration::from_secs(20);

/// A test asks more in a minute than a person.
const MUCH: (&str, &str) = ("VERBATIM__LIMITS__USER_PER_MINUTE", "10000");

const COMMANDS: &str = "/applications/1182000000000000900/commands";

/// A bot that is connected.
async fn connected() -> (FakeDiscord, Bot) {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake, &[]);
    fake.connected().await;
    (fake, bot)
}

/// A door through which interactions come, and the bot behind it.
enum Door {
    Gateway { fake: FakeDiscord, _bot: Bot },
    Http { address: String, _bot: Bot },
}

impl Door {
    async fn gateway() -> Self {
        let fake = FakeDiscord::start().await;
        let bot = Bot::start(&fake, &[MUCH]);
        fake.connected().await;
        Self::Gateway { fake, _bot: bot }
    }

    async fn http() -> Self {
        let fake = FakeDiscord::start().await;
        let (bot, address) = Bot::start_http(&fake, &[MUCH]).await;
        assert!(fake.requests("").is_empty(), "it needs nothing from Discord to start");
        Self::Http { address, _bot: bot }
    }

    /// The one reply to an interaction, checked.
    async fn reply(&self, interaction: Value) -> Value {
        match self {
            Self::Gateway { fake, .. } => reply(fake, interaction).await,
            Self::Http { address, .. } => {
                let (status, body) = http::send(address, &http::signed(&interaction)).await;
                assert_eq!(status, 200);
                let path = "/interactions/1/token/callback".to_owned();
                check(&Recorded { method: "POST".to_owned(), path, body: body.clone() });
                body
            }
        }
    }
}

/// The one reply to an interaction that came over the gateway, checked.
async fn reply(fake: &FakeDiscord, interaction: Value) -> Value {
    let id = interaction["id"].as_str().expect("an id").to_owned();
    fake.dispatch("INTERACTION_CREATE", interaction).await;
    let callback = format!("/interactions/{id}/{}/callback", payload::interaction_token(&id));
    let replies = fake.requested(&callback, 1).await;
    replies.iter().for_each(check);
    assert_eq!(replies.len(), 1, "replied to once");
    replies[0].body.clone()
}

/// The one message that answers another, checked.
async fn answer(fake: &FakeDiscord, message: Value) -> Recorded {
    let id = message["id"].clone();
    fake.dispatch("MESSAGE_CREATE", message).await;
    let is_answer = |request: &Recorded| request.body["message_reference"]["message_id"] == id;
    let answers = fake.requested_such("answer", 1, is_answer).await;
    answers.iter().for_each(check);
    assert_eq!(answers.len(), 1, "answered once");
    answers[0].clone()
}

fn description(message: &Value) -> &str {
    message["embeds"][0]["description"].as_str().expect("an embed with a description")
}

#[tokio::test]
async fn answers_questions_through_both_doors() {
    let (gateway, http) = tokio::join!(Door::gateway(), Door::http());
    let (by_gateway, by_http) = tokio::join!(answers_questions(&gateway), answers_questions(&http));
    assert_eq!(by_gateway, by_http);
}

async fn answers_questions(door: &Door) -> Vec<Value> {
    let answered = door.reply(payload::ask("1", QUESTION, None)).await;
    assert_eq!(answered["type"], 4);
    assert!(description(&answered["data"]).starts_with("> "), "a quotation first: {answered:#}");
    assert!(description(&answered["data"]).contains("[1]"));
    assert_eq!(answered["data"]["embeds"][0]["author"]["name"], QUESTION);
    assert_eq!(answered["data"]["embeds"][0]["fields"][0]["name"], "Sources");
    assert_eq!(answered["data"].get("flags"), None, "an answer is for all");

    let private = door.reply(payload::ask("2", QUESTION, Some(true))).await;
    assert_eq!(private["data"]["flags"], 64);
    assert_eq!(private["data"]["embeds"], answered["data"]["embeds"]);

    let refused = door.reply(payload::ask("3", UNANSWERED, None)).await;
    assert_eq!(refused["data"]["flags"], 64, "a refusal is for who asked");
    assert!(description(&refused["data"]).contains("Leyen"), "with the reason: {refused:#}");
    assert!(!description(&refused["data"]).contains("> "), "nothing is quoted: {refused:#}");

    let by_menu = door.reply(payload::menu("9", "Ask about this", QUESTION)).await;
    assert_eq!(by_menu["data"], answered["data"]);

    // The buttons of the answer, pressed in a bot that knows nothing of it.
    let buttons = answered["data"]["components"][0]["components"].as_array().expect("buttons");
    let labels: Vec<_> = buttons.iter().map(|button| button["label"].clone()).collect();
    assert_eq!(labels.first(), Some(&json!("Show context")), "{labels:?}");
    assert_eq!(labels.last(), Some(&json!("Show more")), "{labels:?}");
    let custom_id = |number: usize| buttons[number]["custom_id"].as_str().expect("an id");
    let context = door.reply(payload::press("90", custom_id(0), &answered["data"])).await;
    assert_eq!((&context["type"], &context["data"]["flags"]), (&json!(4), &json!(64)));
    assert!(description(&context["data"]).starts_with("> "));
    let more = door.reply(payload::press("91", custom_id(buttons.len() - 1), &answered["data"])).await;
    assert_eq!(more["type"], 7, "the message changes: {more:#}");
    assert_ne!(more["data"]["embeds"], answered["data"]["embeds"]);
    let buttons = more["data"]["components"][0]["components"].as_array().expect("buttons");
    let back = buttons.iter().find(|button| button["label"] == "Go back").expect("a way back");
    let custom_id = back["custom_id"].as_str().expect("an id");
    let back = door.reply(payload::press("92", custom_id, &more["data"])).await;
    assert_eq!(back["data"], answered["data"]);
    let old = door.reply(payload::press("93", "of-old", &answered["data"])).await;
    assert_eq!(old["data"]["flags"], 64);
    assert!(description(&old["data"]).contains("ask again"));

    let help = door.reply(payload::command("94", "help", &json!([]))).await;
    assert!(description(&help["data"]).contains("/ask"));
    let sources = door.reply(payload::command("4", "sources", &json!([]))).await;
    for number in 1..=5 {
        assert!(description(&sources["data"]).contains(&format!("[{number}]")), "{sources:#}");
    }
    let about = door.reply(payload::command("5", "about", &json!([]))).await;
    assert!(description(&about["data"]).contains("5 articles"), "{about:#}");

    let unknown = door.reply(payload::command("6", "sing", &json!([]))).await;
    assert_eq!(unknown["data"]["flags"], 64);
    assert!(description(&unknown["data"]).contains("/sing"));

    // What serenity cannot read, it drops; here a number where it expects words.
    let mut odd = payload::ask("7", QUESTION, None);
    odd["locale"] = json!(7);
    assert_eq!(door.reply(odd).await["data"]["embeds"], answered["data"]["embeds"]);

    // The nastiest question: nothing in it may act as markup, ping, or be too long.
    let nasty = "@everyone <@1> ||`*[a](https://b.c)\u{202e}\u{200b}👩‍👩‍👧‍👦 Leyen\n# ".repeat(40);
    let nasty = door.reply(payload::ask("8", &nasty, None)).await;
    vec![answered, context, more, private, refused, sources, about, help, unknown, nasty]
}

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

#[tokio::test]
async fn answers_messages() {
    let (fake, _bot) = connected().await;

    // Those that are not for the bot come first: an answer to one would be seen below.
    let by_bot = json!({
        "author": payload::user("1182000000000000601", true), "mentions": [payload::user(BOT, true)],
    });
    fake.dispatch(
        "MESSAGE_CREATE",
        payload::message("10", &format!("<@{BOT}> {QUESTION}"), &by_bot),
    )
    .await;
    let by_itself = json!({"author": payload::user(BOT, true)});
    fake.dispatch("MESSAGE_CREATE", payload::message("11", QUESTION, &by_itself)).await;
    let by_webhook =
        json!({"webhook_id": "1182000000000000602", "mentions": [payload::user(BOT, true)]});
    fake.dispatch("MESSAGE_CREATE", payload::message("12", QUESTION, &by_webhook)).await;
    fake.dispatch("MESSAGE_CREATE", payload::message("13", "", &json!({}))).await;
    let to_another = json!({"mentions": [payload::user("1182000000000000603", false)]});
    fake.dispatch("MESSAGE_CREATE", payload::message("14", QUESTION, &to_another)).await;

    let answered = answer(&fake, payload::mention("15", QUESTION)).await;
    assert_eq!(answered.path, format!("/channels/{}/messages", payload::CHANNEL));
    assert!(description(&answered.body).starts_with("> "), "{:#}", answered.body);
    assert_eq!(answered.body["embeds"][0]["author"]["name"], QUESTION, "the mention is left out");
    assert_eq!(answered.body["allowed_mentions"], json!({"parse": [], "replied_user": false}));
    assert_eq!(answered.body["nonce"], "15");

    let direct = answer(&fake, payload::direct("16", QUESTION)).await;
    assert_eq!(direct.body["embeds"], answered.body["embeds"]);
    let refused = answer(&fake, payload::direct("17", UNANSWERED)).await;
    assert_eq!(refused.body.get("flags"), None, "Discord takes no such flag in a channel");
    let empty = answer(&fake, payload::mention("18", "")).await;
    assert!(description(&empty.body).contains("articles"), "what to do: {:#}", empty.body);

    assert_eq!(fake.requests("/messages").len(), 4, "nobody else was answered");
}

#[tokio::test]
async fn answers_mentions_where_it_is_asked_to() {
    let fake = FakeDiscord::start().await;
    let _bot = Bot::start(&fake, &[("VERBATIM__DISCORD__MENTION_CHANNELS", "1182000000000000802")]);
    fake.connected().await;
    fake.dispatch("MESSAGE_CREATE", payload::mention("100", QUESTION)).await;
    answer(&fake, payload::direct("101", QUESTION)).await;
    let mut elsewhere = payload::mention("102", QUESTION);
    elsewhere["channel_id"] = json!("1182000000000000802");
    answer(&fake, elsewhere).await;
    assert_eq!(fake.requests("/messages").len(), 2);
}

#[tokio::test]
async fn repeats_what_failed_and_nothing_else() {
    let (fake, mut bot) = connected().await;
    let wrong = |status: u16| ("callback", status, json!({"message": "no", "code": 0}));

    fake.behave(|behaviour| behaviour.failures = [wrong(500), wrong(502)].into());
    fake.dispatch("INTERACTION_CREATE", payload::ask("20", QUESTION, None)).await;
    fake.requested("/interactions/20/", 3).await;

    fake.behave(|behaviour| behaviour.failures = [wrong(429)].into());
    fake.dispatch("INTERACTION_CREATE", payload::ask("21", QUESTION, None)).await;
    fake.requested("/interactions/21/", 2).await;

    let gone = ("callback", 404, json!({"message": "Unknown interaction", "code": 10_062}));
    fake.behave(|behaviour| behaviour.failures = [gone].into());
    fake.dispatch("INTERACTION_CREATE", payload::ask("22", QUESTION, None)).await;
    fake.requested("/interactions/22/", 1).await;

    // A message is repeated with the same nonce, so that Discord makes only one of it.
    let broken = ("/messages", 503, json!({}));
    fake.behave(|behaviour| behaviour.failures = [broken].into());
    fake.dispatch("MESSAGE_CREATE", payload::mention("23", QUESTION)).await;
    let messages = fake.requested("/messages", 2).await;
    assert_eq!(messages[0].body, messages[1].body);

    let forbidden = ("/messages", 403, json!({"message": "Missing Permissions", "code": 50_013}));
    fake.behave(|behaviour| behaviour.failures = [forbidden].into());
    fake.dispatch("MESSAGE_CREATE", payload::mention("24", QUESTION)).await;
    fake.requested("/messages", 3).await;

    // The same deliveries again; then one more, after which the others would have been answered.
    fake.dispatch("INTERACTION_CREATE", payload::ask("20", QUESTION, None)).await;
    fake.dispatch("MESSAGE_CREATE", payload::mention("23", QUESTION)).await;
    reply(&fake, payload::ask("25", QUESTION, None)).await;
    bot.terminate();
    assert!(bot.ends_within(END).await.success());
    let counts: Vec<_> = ["20", "21", "22"]
        .iter()
        .map(|id| fake.requests(&format!("/interactions/{id}/")).len())
        .collect();
    assert_eq!(counts, [3, 2, 1]);
    assert_eq!(fake.requests("/messages").len(), 3);
    assert!(bot.output().contains("Send Messages"), "says which permissions: {}", bot.output());
}

#[tokio::test]
async fn registers_commands_once_and_in_one_place() {
    let guild_commands = format!("/applications/{APPLICATION}/guilds/1182000000000000700/commands");
    let puts = |fake: &FakeDiscord| -> Vec<Recorded> {
        let all = fake.requests("/commands").into_iter();
        all.filter(|request| request.method == "PUT").collect()
    };

    let (fake, bot) = connected().await;
    let sent = puts(&fake);
    sent.iter().for_each(check);
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].path, COMMANDS);
    let names: Vec<_> =
        sent[0].body.as_array().unwrap().iter().map(|command| command["name"].clone()).collect();
    assert_eq!(names, [
            "ask", "whosaid", "quotes", "compare", "sources", "about", "help", "Ask about this",
            "Check quotes"
        ]);
    drop(bot);

    // What Discord has already is not sent again.
    let fresh = FakeDiscord::start().await;
    fresh.set_commands(COMMANDS, fake.commands(COMMANDS).unwrap());
    let _bot = Bot::start(&fresh, &[]);
    fresh.connected().await;
    assert_eq!(puts(&fresh).len(), 0);

    // For one server: there alone, and the same commands for all are taken back.
    let guild = FakeDiscord::start().await;
    guild.set_commands(COMMANDS, fake.commands(COMMANDS).unwrap());
    let _bot = Bot::start(&guild, &[("VERBATIM__DISCORD__GUILD", "1182000000000000700")]);
    guild.connected().await;
    let sent = puts(&guild);
    sent.iter().for_each(check);
    let paths: Vec<_> = sent.iter().map(|request| request.path.as_str()).collect();
    assert_eq!(paths, [COMMANDS, guild_commands.as_str()]);
    assert_eq!(sent[0].body, json!([]));
}

#[tokio::test]
async fn registers_without_serving() {
    let fake = FakeDiscord::start().await;
    for puts in [1, 1] {
        let mut bot = Bot::run(&["register"], &fake, &[]);
        assert!(bot.ends_within(START).await.success(), "{}", bot.output());
        let requests = fake.requests("/commands").into_iter();
        assert_eq!(requests.filter(|request| request.method == "PUT").count(), puts);
    }
    assert!(fake.requests("/gateway").is_empty());
    fake.behave(|behaviour| behaviour.knows_token = false);
    let mut bot = Bot::run(&["register"], &fake, &[]);
    assert_eq!(bot.ends_within(START).await.code(), Some(2), "{}", bot.output());
}

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
async fn a_flood_by_one_leaves_others_their_turn() {
    let fake = FakeDiscord::start().await;
    let _bot = Bot::start(&fake, &[("VERBATIM__LIMITS__USER_PER_MINUTE", "3")]);
    fake.connected().await;
    for id in ["80", "81", "82"] {
        let answered = reply(&fake, payload::ask(id, QUESTION, None)).await;
        assert_eq!(answered["data"].get("flags"), None);
    }
    let turned_away = reply(&fake, payload::ask("83", QUESTION, None)).await;
    assert_eq!(turned_away["data"]["flags"], 64);
    assert!(description(&turned_away["data"]).contains("try again in"), "{turned_away:#}");
    // The same person in a channel gets no answer, another does.
    fake.dispatch("MESSAGE_CREATE", payload::mention("84", QUESTION)).await;
    let mut by_another = payload::mention("85", QUESTION);
    by_another["author"]["id"] = json!("1182000000000000604");
    answer(&fake, by_another).await;
    assert_eq!(fake.requests("/messages").len(), 1);
}

#[tokio::test]
async fn ends_with_one_line_where_it_is_useless_to_go_on() {
    let check = async |behave: fn(&mut fake_discord::Behaviour), code: i32, words: &[&str]| {
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
    let check = async |behave: fn(&mut fake_discord::Behaviour)| {
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
        fake.receives(2, 2).await;
        fake.behave(|behaviour| behaviour.acknowledges = true);
        fake.connected().await;
        reply(&fake, payload::ask("42", QUESTION, None)).await;
    };
    // serenity would dial Discord's own gateway.
    let no_address = async {
        let fake = FakeDiscord::start().await;
        fake.behave(|behaviour| behaviour.failures = vec![("/gateway ", 500, json!({})); 9].into());
        let _bot = Bot::start(&fake, &[]);
        fake.connected().await;
    };
    tokio::join!(resumes, identifies, unacknowledged, no_address);
}

#[tokio::test]
async fn puts_a_reply_off_that_takes_long() {
    let fake = FakeDiscord::start().await;
    let (go_on, wait) = std::sync::mpsc::channel();
    let wait = Mutex::new(wait);
    let handler = move |request: &Request| match request {
        Request::Command(command) if command.name == "ask" => {
            wait.lock().expect("nobody panicked").recv().expect("the test goes on");
            Reply::Message(render::notice("at last").private())
        }
        _ => panic!("an unknown command breaks this handler"),
    };
    let rest = Rest::new(Some(&fake.url), None).expect("a connection");
    let many = NonZeroU32::new(100).expect("not zero");
    let limits = LimitsConfig { user_per_minute: many, server_per_minute: many, in_flight: 10 };
    let desk = Arc::new(Desk::new(Arc::new(handler), rest, limits));
    let handle = |sent: Value| {
        let desk = Arc::clone(&desk);
        let interaction = request::interaction(sent).expect("an interaction");
        tokio::spawn(async move { desk.interaction(interaction).await })
    };
    for (id, private, flags) in [("60", true, json!(64)), ("61", false, Value::Null)] {
        handle(payload::ask(id, QUESTION, Some(private)));
        let callback = fake.requested(&format!("/interactions/{id}/"), 1).await.remove(0);
        check(&callback);
        assert_eq!(callback.body["type"], 5);
        assert_eq!(callback.body["data"]["flags"], flags);
        go_on.send(()).expect("the handler waits");
        let original = format!(
            "/webhooks/{APPLICATION}/{}/messages/@original",
            payload::interaction_token(id)
        );
        let edit = fake.requested(&original, 1).await.remove(0);
        check(&edit);
        assert_eq!(edit.method, "PATCH");
        assert_eq!(description(&edit.body), "at last");
        assert_eq!(edit.body.get("flags"), None, "settled when it was put off");
    }
    handle(payload::command("62", "sing", &json!([])));
    let callback = fake.requested("/interactions/62/", 1).await.remove(0);
    check(&callback);
    assert!(description(&callback.body["data"]).contains("went wrong"));
    desk.close().await;
    handle(payload::ask("63", QUESTION, None)).await.expect("no panic");
    assert!(fake.requests("/interactions/63/").is_empty(), "nothing is begun after the end");
}

#[test]
fn the_check_sees_what_discord_would_refuse() {
    let request = |change: fn(&mut Value)| {
        let message = render::notice("words");
        let mut body = json!({"type": 4, "data": message});
        change(&mut body);
        let path = "/interactions/1/token/callback".to_owned();
        Recorded { method: "POST".to_owned(), path, body }
    };
    check(&request(|_| {}));
    let refused: [fn(&mut Value); 7] = [
        |body| body["type"] = json!(99),
        |body| body["data"] = json!(null),
        |body| body["data"]["embeds"] = json!([]),
        |body| body["data"]["content"] = json!("x".repeat(2001)),
        |body| body["data"]["embeds"][0]["description"] = json!("x".repeat(4097)),
        |body| {
            let embed = json!({"description": "x".repeat(3001)});
            body["data"]["embeds"] = json!([embed, embed]);
        },
        |body| body["data"]["allowed_mentions"] = json!({"parse": ["everyone"]}),
    ];
    for (number, change) in refused.into_iter().enumerate() {
        let request = request(change);
        assert!(std::panic::catch_unwind(|| check(&request)).is_err(), "number {number}");
    }
}

#[tokio::test]
async fn no_token_and_no_word_is_ever_printed() {
    let fake = FakeDiscord::start().await;
    let mut bot = Bot::start(&fake, &[("VERBATIM__LOG__FILTER", "trace")]);
    fake.connected().await;
    reply(&fake, payload::ask("50", QUESTION, None)).await;
    let gone = ("callback", 404, json!({"message": "Unknown interaction", "code": 10_062}));
    fake.behave(|behaviour| behaviour.failures = [gone].into());
    fake.dispatch("INTERACTION_CREATE", payload::ask("51", QUESTION, None)).await;
    fake.requested("/interactions/51/", 1).await;
    fake.dispatch("MESSAGE_CREATE", payload::mention("52", QUESTION)).await;
    fake.requested("/messages", 1).await;
    fake.opcode(7, Value::Null).await;
    fake.receives(6, 1).await;
    bot.terminate();
    bot.ends_within(END).await;
    let output = bot.output();
    assert!(output.lines().count() > 20, "it was told to print everything");
    assert!(!output.contains(TOKEN), "the token is in: {output}");
    let tokens = output.lines().filter(|line| line.contains("interaction-token-of"));
    let tokens: Vec<_> = tokens.collect();
    assert!(tokens.is_empty(), "the token of an interaction is in: {tokens:#?}");
    let words: Vec<_> = output.lines().filter(|line| line.contains(QUESTION)).collect();
    assert!(words.is_empty(), "what people write is in: {words:#?}");
}

#[tokio::test]
async fn a_token_is_needed() {
    let fake = FakeDiscord::start().await;
    let mut bot = Bot::start(&fake, &[("DISCORD_TOKEN", "")]);
    assert_eq!(bot.ends_within(START).await.code(), Some(2));
    assert!(bot.output().contains("DISCORD_TOKEN_FILE"), "{}", bot.output());
    assert!(fake.requests("").is_empty());
}

/// Interactions of one measurement, which `scripts/load` runs in a release build.
fn many() -> usize {
    let asked = std::env::var("VERBATIM_LOAD").ok();
    asked.map_or(100_000, |number| number.parse().expect("VERBATIM_LOAD is a number"))
}

/// Interactions at one time.
const LANES: usize = 24;
/// What resident memory may grow by after the warm-up, in KiB.
const GROWTH: u64 = 5 * 1024;
/// Nobody here is to be told to wait, and nothing but the work is to be measured.
const WIDE_OPEN: [(&str, &str); 3] = [
    ("VERBATIM__LIMITS__USER_PER_MINUTE", "100000000"),
    ("VERBATIM__LIMITS__SERVER_PER_MINUTE", "100000000"),
    ("VERBATIM__LOG__FILTER", "info"),
];

/// Runs a load in two parts: a warm-up, then the rest, over which memory must stay flat.
async fn load<F, Fut>(what: &str, bot: &Bot, exchange: F)
where
    F: Fn(usize, usize) -> Fut + Clone + Send + 'static,
    Fut: Future<Output = ()> + Send,
{
    let warm_up = many() / 5 / LANES;
    let rounds = many() / LANES - warm_up;
    load::lanes(LANES, warm_up, exchange.clone()).await;
    let before = bot.resident();
    let later = move |lane: usize, round: usize| exchange(lane, warm_up + round);
    let (waits, took) = load::lanes(LANES, rounds, later).await;
    let after = bot.resident();
    eprintln!("{}", load::report(what, waits, took));
    eprintln!("{what}: resident memory {before} KiB after the warm-up, {after} KiB at the end");
    assert!(after < before + GROWTH, "memory grows");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement: scripts/load"]
async fn load_through_http() {
    let fake = FakeDiscord::start().await;
    let (bot, address) = Bot::start_http(&fake, &WIDE_OPEN).await;
    let mut connections = vec![];
    for _ in 0..LANES {
        connections.push(tokio::sync::Mutex::new(http::Connection::open(&address).await));
    }
    let connections = Arc::new(connections);
    load("HTTP", &bot, move |lane, round| {
        let connections = Arc::clone(&connections);
        async move {
            let number = round * LANES + lane;
            let post = http::signed(&load::interaction(number, number % 5000));
            assert_eq!(connections[lane].lock().await.send(&post).await, 200);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement: scripts/load"]
async fn load_through_the_gateway() {
    let fake = Arc::new(FakeDiscord::start().await);
    let bot = Bot::start(&fake, &WIDE_OPEN);
    fake.connected().await;
    fake.behave(|behaviour| behaviour.only_counts = true);
    let sender = Arc::clone(&fake);
    load("gateway", &bot, move |lane, round| {
        let fake = Arc::clone(&sender);
        async move {
            let number = round * LANES + lane;
            fake.exchange(load::interaction(number, number % 5000)).await;
        }
    })
    .await;
    assert_eq!(fake.surplus(), 0, "nothing is answered twice");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement: scripts/load"]
async fn load_by_one_beside_others() {
    let fake = FakeDiscord::start().await;
    let (_bot, address) = Bot::start_http(&fake, &[("VERBATIM__LOG__FILTER", "info")]).await;
    let address: Arc<str> = address.into();
    let is_over = Arc::new(AtomicBool::new(false));
    let flood = tokio::spawn({
        let (address, is_over) = (Arc::clone(&address), Arc::clone(&is_over));
        load::lanes(8, 100_000, move |lane, round| {
            let (address, is_over) = (Arc::clone(&address), Arc::clone(&is_over));
            async move {
                if is_over.load(Ordering::Relaxed) {
                    return;
                }
                let post = http::signed(&load::interaction(10_000_000 + round * 8 + lane, 0));
                let mut connection = http::Connection::open(&address).await;
                connection.send(&post).await;
            }
        })
    });
    let others = load::lanes(4, 500, move |lane, round| {
        let address = Arc::clone(&address);
        async move {
            let number = round * 4 + lane;
            let post = http::signed(&load::interaction(number, 1 + number));
            let mut connection = http::Connection::open(&address).await;
            assert_eq!(connection.send(&post).await, 200);
        }
    });
    let (waits, took) = others.await;
    eprintln!("{}", load::report("others beside a flood by one", waits, took));
    assert!(!flood.is_finished(), "the flood was over before the others were");
    is_over.store(true, Ordering::Relaxed);
    flood.await.expect("the flood");
}
