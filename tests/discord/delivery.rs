//! Each reply once, in time, within limits; and what is printed on the way.

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use verbatim::config::LimitsConfig;
use verbatim::discord::dispatcher::Dispatcher;
use verbatim::discord::reply::Reply;
use verbatim::discord::request::{self, Request};
use verbatim::discord::rest::Rest;
use verbatim::render::discord::{self as render, Message};

use super::fake_discord::bot::Bot;
use super::fake_discord::check::check;
use super::fake_discord::{APPLICATION, FakeDiscord, Recorded, TOKEN, payload};
use super::{END, QUESTION, answer, connected, description, reply};

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
    fake.requested(payload::CHANNEL, 3).await;

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
    assert_eq!(fake.requests(payload::CHANNEL).len(), 3);
    assert!(bot.output().contains("Send Messages"), "says which permissions: {}", bot.output());
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
    let dispatcher = Arc::new(Dispatcher::new(Arc::new(handler), rest, limits));
    let handle = |sent: Value| {
        let dispatcher = Arc::clone(&dispatcher);
        let interaction = request::interaction(&sent).expect("an interaction");
        tokio::spawn(async move { dispatcher.interaction(interaction).await })
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
    dispatcher.close().await;
    handle(payload::ask("63", QUESTION, None)).await.expect("no panic");
    assert!(fake.requests("/interactions/63/").is_empty(), "nothing is begun after the end");
}

#[tokio::test]
async fn a_late_word_about_a_button_leaves_the_message_as_it_is() {
    let fake = FakeDiscord::start().await;
    let handler = |request: &Request| {
        let Request::Button(pressed) = request else { panic!("only buttons are pressed") };
        std::thread::sleep(Duration::from_millis(1200));
        let message = render::notice("words");
        match &pressed.press {
            Some(render::Press::Page(_, 1)) => Reply::Update(Message { private: false, ..message }),
            Some(render::Press::Page(_, 2)) => Reply::Message(message),
            _ => panic!("this breaks the handler"),
        }
    };
    let rest = Rest::new(Some(&fake.url), None).expect("a connection");
    let many = NonZeroU32::new(100).expect("not zero");
    let limits = LimitsConfig { user_per_minute: many, server_per_minute: many, in_flight: 10 };
    let dispatcher = Arc::new(Dispatcher::new(Arc::new(handler), rest, limits));
    let pressed = async |id: &str, custom_id: &str| {
        let sent = payload::press(id, custom_id, &json!({"embeds": []}));
        dispatcher.interaction(request::interaction(&sent).expect("an interaction")).await;
        let callback = fake.requests(&format!("/interactions/{id}/")).remove(0);
        check(&callback);
        assert_eq!(callback.body["type"], 6, "a change of the message will follow");
        let token = payload::interaction_token(id);
        let follow_up = fake.requests(&format!("/webhooks/{APPLICATION}/{token}")).remove(0);
        check(&follow_up);
        follow_up
    };
    let (turned, another, broken) =
        tokio::join!(pressed("64", "page:1"), pressed("65", "page:2"), pressed("66", "page:3"));
    assert_eq!(turned.method, "PATCH");
    assert!(turned.path.ends_with("/messages/@original"), "{}", turned.path);
    for (follow_up, words) in [(another, "words"), (broken, "went wrong")] {
        assert_eq!(follow_up.method, "POST", "a message of its own");
        assert!(description(&follow_up.body).contains(words), "{}", follow_up.body);
    }
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
    assert!(output.contains("ready"), "it prints something: {output}");
    assert!(!output.contains(TOKEN), "the token is in: {output}");
    let tokens = output.lines().filter(|line| line.contains("interaction-token-of"));
    let tokens: Vec<_> = tokens.collect();
    assert!(tokens.is_empty(), "the token of an interaction is in: {tokens:#?}");
    let words: Vec<_> = output.lines().filter(|line| line.contains(QUESTION)).collect();
    assert!(words.is_empty(), "what people write is in: {words:#?}");
}

#[test]
fn the_check_sees_what_discord_would_refuse() {
    let request = |change: fn(&mut Value)| {
        let message = render::notice("words");
        let mut body = json!({"type": 4, "data": message});
        change(&mut body);
        let path = "/interactions/1/token/callback".to_owned();
        Recorded { method: "POST".to_owned(), path, body, files: vec![] }
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
