//! The page gets what Discord gets: the same interaction, sent to the endpoint for interactions and to the page.

use serde_json::{Value, json};

use super::QUESTION;
use super::fake_discord::bot::Bot;
use super::fake_discord::{FakeDiscord, http, payload};
use super::program::Demo;

fn option(name: &str, value: &str) -> Value {
    json!({"name": name, "type": 3, "value": value})
}

/// Interactions of every kind.
fn asked() -> Vec<Value> {
    let command = |name, options: &[(&str, &str)]| {
        let options: Vec<_> = options.iter().map(|(name, value)| option(name, value)).collect();
        payload::command("0", name, &json!(options))
    };
    let mut typing = command("whosaid", &[("speaker", "Star")]);
    typing["type"] = json!(4);
    typing["data"]["options"][0]["focused"] = json!(true);
    vec![
        payload::ask("0", QUESTION, None),
        payload::ask("0", QUESTION, Some(true)),
        payload::ask("0", "What did Ursula von der Leyen promise?", None),
        payload::ask("0", "<script>alert(1)</script> [a](javascript:b) @everyone", None),
        command("whosaid", &[("quote", "he is ready for peace")]),
        command("whosaid", &[("quote", "peace would not be possible"), ("speaker", "Macron")]),
        command("quotes", &[("speaker", "Starmer")]),
        command("compare", &[("topic", "troops")]),
        command("who", &[("name", "Kushner")]),
        command("summary", &[]),
        command("sources", &[]),
        command("about", &[]),
        command("help", &[]),
        command("nothing", &[]),
        payload::menu("0", "Check quotes", "Macron said: “We need 900,000 soldiers now.”"),
        payload::menu("0", "Ask about this", QUESTION),
        payload::press(
            "0",
            "page:1",
            &json!({"embeds": [{"author": {"name": "/quotes Starmer"}}]}),
        ),
        payload::press("0", "related:beside", &json!({"embeds": [{"author": {"name": QUESTION}}]})),
        payload::press(
            "0",
            "quotations:map",
            &json!({"embeds": [{"author": {"name": "/quotes Starmer"}}]}),
        ),
        payload::press("0", "of another version", &json!({"embeds": []})),
        typing,
        json!({"id": "0", "application_id": "1", "type": 99, "token": "t"}),
    ]
}

/// Status, payload and files of a reply.
type Reply = (u16, Value, Vec<(String, Vec<u8>)>);

/// The two have not read the articles in the same second.
fn timeless((status, mut reply, files): Reply) -> Reply {
    if let Some(line) = reply["data"]["content"].as_str().filter(|line| line.contains("<t:")) {
        let line: Vec<_> = line.split(':').filter(|part| part.parse::<u64>().is_err()).collect();
        reply["data"]["content"] = json!(line.join(":"));
    }
    (status, reply, files)
}

#[tokio::test]
async fn the_page_and_discord_are_sent_the_same() {
    let fake = FakeDiscord::start().await;
    // With an address of its own, the page links to that; both must name one.
    let variables = [
        ("VERBATIM__DEMO__PUBLIC_URL", "https://news.example/room"),
        ("VERBATIM__LIMITS__USER_PER_MINUTE", "100000"),
    ];
    let (_bot, address) = Bot::start_http(&fake, &variables).await;
    let demo = Demo::start(&variables);
    for (number, mut sent) in asked().into_iter().enumerate() {
        sent["id"] = json!((5000 + number).to_string());
        let discord = http::send_for_files(&address, &http::signed(&sent)).await;
        let page = demo.post("/interactions", &sent).await;
        let (discord, page) = (timeless(discord), timeless(page));
        assert_eq!(discord.0, 200, "{sent}");
        assert_eq!(discord, page, "{sent}");
        // Each button that is on the reply gives the same, too.
        let rows = discord.1["data"]["components"].as_array().cloned().unwrap_or_default();
        let buttons =
            rows.iter().flat_map(|row| row["components"].as_array().into_iter().flatten());
        for (at, button) in buttons.enumerate() {
            let id = (6000 + 100 * number + at).to_string();
            let custom_id = button["custom_id"].as_str().expect("an id");
            let press = payload::press(&id, custom_id, &discord.1["data"]);
            let discord = timeless(http::send_for_files(&address, &http::signed(&press)).await);
            assert_eq!(discord, timeless(demo.post("/interactions", &press).await), "{press}");
        }
    }
    // The bot called Discord where *Delete* was pressed; the page is not Discord’s, and never did.
    assert!(fake.requests("").iter().all(|call| call.method == "DELETE"));
}
