//! What is replied, through both transports and in channels.

use serde_json::{Value, json};

use super::fake_discord::bot::Bot;
use super::fake_discord::{BOT, FakeDiscord, payload};
use super::{QUESTION, Transport, UNANSWERED, answer, connected, description};

#[tokio::test]
async fn answers_questions_over_both_transports() {
    let (gateway, http) = tokio::join!(Transport::gateway(), Transport::http());
    let (by_gateway, by_http) = tokio::join!(answers_questions(&gateway), answers_questions(&http));
    let timeless = |answers: Vec<Value>| answers.iter().map(without_times).collect::<Vec<_>>();
    assert_eq!(timeless(by_gateway), timeless(by_http));
}

/// `/sources` says when the articles were read, and two bots do not read in the same second.
fn without_times(answer: &Value) -> Value {
    let text = answer.to_string();
    let (first, rest) = text.split_once("<t:").unwrap_or((&text, ""));
    let rest =
        rest.split("<t:").map(|piece| piece.trim_start_matches(|c: char| c.is_ascii_digit()));
    serde_json::from_str(&rest.fold(first.to_owned(), |all, piece| all + piece)).expect("JSON")
}

async fn answers_questions(transport: &Transport) -> Vec<Value> {
    let answered = transport.reply(payload::ask("1", QUESTION, None)).await;
    assert_eq!(answered["type"], 4);
    assert!(description(&answered["data"]).starts_with("> "), "a quotation first: {answered:#}");
    assert!(description(&answered["data"]).contains("[1]"));
    assert_eq!(answered["data"]["embeds"][0]["author"]["name"], QUESTION);
    assert_eq!(answered["data"]["embeds"][0]["fields"][0]["name"], "Sources");
    assert_eq!(answered["data"].get("flags"), None, "an answer is for all");

    let private = transport.reply(payload::ask("2", QUESTION, Some(true))).await;
    assert_eq!(private["data"]["flags"], 64);
    assert_eq!(private["data"]["embeds"], answered["data"]["embeds"]);

    let refused = transport.reply(payload::ask("3", UNANSWERED, None)).await;
    assert_eq!(refused["data"]["flags"], 64, "a refusal is for who asked");
    assert!(description(&refused["data"]).contains("Leyen"), "with the reason: {refused:#}");
    assert!(!description(&refused["data"]).contains("> "), "nothing is quoted: {refused:#}");

    let by_menu = transport.reply(payload::menu("9", "Ask about this", QUESTION)).await;
    assert_eq!(by_menu["data"], answered["data"]);

    // The buttons of the answer, pressed in a bot that knows nothing of it.
    let buttons = answered["data"]["components"][0]["components"].as_array().expect("buttons");
    let labels: Vec<_> = buttons.iter().map(|button| button["label"].clone()).collect();
    assert_eq!(labels.first(), Some(&json!("Show context")), "{labels:?}");
    let custom_id = |number: usize| buttons[number]["custom_id"].as_str().expect("an id");
    let context = transport.reply(payload::press("90", custom_id(0), &answered["data"])).await;
    assert_eq!((&context["type"], &context["data"]["flags"]), (&json!(4), &json!(64)));
    assert!(description(&context["data"]).starts_with("> "));
    let with_more =
        transport.reply(payload::ask("940", "How big will the Ukrainian army be?", None)).await;
    let button = &with_more["data"]["components"][1]["components"][0];
    assert_eq!(button["label"], "Show related", "{with_more:#}");
    let custom_id = button["custom_id"].as_str().expect("an id");
    let related = transport.reply(payload::press("95", custom_id, &with_more["data"])).await;
    assert_eq!((&related["type"], &related["data"]["flags"]), (&json!(4), &json!(64)));
    assert!(description(&related["data"]).starts_with("**Related"), "{related:#}");

    let listed = transport.reply(payload::ask("96", "What did Macron say?", None)).await;
    let buttons = listed["data"]["components"][0]["components"].as_array().expect("buttons");
    let more = buttons.iter().find(|button| button["label"] == "Show more").expect("more");
    let custom_id = more["custom_id"].as_str().expect("an id");
    let more = transport.reply(payload::press("91", custom_id, &listed["data"])).await;
    assert_eq!(more["type"], 7, "the message changes: {more:#}");
    assert_ne!(more["data"]["embeds"], listed["data"]["embeds"]);
    let buttons = more["data"]["components"][0]["components"].as_array().expect("buttons");
    let back = buttons.iter().find(|button| button["label"] == "Go back").expect("a way back");
    let custom_id = back["custom_id"].as_str().expect("an id");
    let back = transport.reply(payload::press("92", custom_id, &more["data"])).await;
    assert_eq!(back["data"], listed["data"]);
    let old = transport.reply(payload::press("93", "of-old", &listed["data"])).await;
    assert_eq!(old["data"]["flags"], 64);
    assert!(description(&old["data"]).contains("ask again"));

    let help = transport.reply(payload::command("94", "help", &json!([]))).await;
    assert!(description(&help["data"]).contains("/ask"));
    let sources = transport.reply(payload::command("4", "sources", &json!([]))).await;
    for number in 1..=5 {
        assert!(description(&sources["data"]).contains(&format!("[{number}]")), "{sources:#}");
    }
    let about = transport.reply(payload::command("5", "about", &json!([]))).await;
    assert!(description(&about["data"]).contains("5 articles"), "{about:#}");

    let unknown = transport.reply(payload::command("6", "sing", &json!([]))).await;
    assert_eq!(unknown["data"]["flags"], 64);
    assert!(description(&unknown["data"]).contains("/sing"));

    // A field of another type than expected counts as left out; here a number where words are expected.
    let mut odd = payload::ask("7", QUESTION, None);
    odd["locale"] = json!(7);
    assert_eq!(transport.reply(odd).await["data"]["embeds"], answered["data"]["embeds"]);

    // The nastiest question: nothing in it may act as markup, ping, or be too long.
    let nasty = "@everyone <@1> ||`*[a](https://b.c)\u{202e}\u{200b}👩‍👩‍👧‍👦 Leyen\n# ".repeat(40);
    let nasty = transport.reply(payload::ask("8", &nasty, None)).await;
    vec![answered, context, more, private, refused, sources, about, help, unknown, nasty]
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
