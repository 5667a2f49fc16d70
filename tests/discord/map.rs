//! The quotation map as a picture: the button of `/quotes`, and the file that comes with its reply.

use serde_json::{Value, json};

use super::fake_discord::payload;
use super::{Transport, description};

fn quotes(id: &str, options: &[(&str, &str)]) -> Value {
    let option = |(name, value): &(&str, &str)| json!({"name": name, "type": 3, "value": value});
    payload::command(id, "quotes", &options.iter().map(option).collect())
}

fn has_button(message: &Value, id: &str) -> bool {
    let rows = message["components"].as_array().into_iter().flatten();
    let mut buttons = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    buttons.any(|button| button["custom_id"] == id)
}

/// The id of what is asked, what that is, and what stands in the picture, as its description says.
type Case = (&'static str, &'static [(&'static str, &'static str)], &'static str);

/// Width and height of a PNG, which stand at its beginning.
fn size(png: &[u8]) -> (u32, u32) {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "a PNG");
    let number =
        |at: usize| png[at..at + 4].iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte));
    (number(16), number(20))
}

const MAP: &str = "quotations:map";

#[tokio::test]
async fn the_map_comes_over_both_transports() {
    let (gateway, http) = tokio::join!(Transport::gateway(), Transport::http());
    let (by_gateway, by_http) = tokio::join!(maps(&gateway), maps(&http));
    assert_eq!(by_gateway, by_http, "the same picture");
}

async fn maps(transport: &Transport) -> Vec<(Value, Vec<u8>)> {
    let mut seen = vec![];
    let cases: [Case; 3] = [
        ("400", &[], "Who is quoted by whom. "),
        ("410", &[("speaker", "Starmer")], "Who quotes Starmer. "),
        ("420", &[("speaker", "Starmer"), ("topic", "hubs")], "Who quotes Starmer about hubs. "),
    ];
    for (id, options, says) in cases {
        let listed = transport.reply(quotes(id, options)).await;
        assert!(has_button(&listed["data"], MAP), "{listed:#}");
        let press = format!("{id}1");
        let shown = transport.reply_with_files(payload::press(&press, MAP, &listed["data"])).await;
        let message = &shown.body["data"];
        assert_eq!(message["flags"], 64, "for the person who pressed: {message:#}");
        let alternative = message["attachments"][0]["description"].as_str().expect("a description");
        assert!(
            alternative.starts_with(says) && alternative.contains("Keir Starmer: "),
            "{alternative}"
        );
        assert_eq!(message["embeds"][0]["image"]["url"], "attachment://quotation-map.png");
        assert_eq!(message["embeds"][0]["author"], listed["data"]["embeds"][0]["author"]);
        let [(name, png)] = &shown.files[..] else { panic!("one file: {message:#}") };
        let (width, height) = size(png);
        assert_eq!((name.as_str(), width), ("quotation-map.png", 1560));
        assert!((200..4000).contains(&height) && png.len() < 512 * 1024, "{height}, {}", png.len());
        seen.push((message.clone(), png.clone()));
    }
    let told = transport.reply(payload::ask("430", "What did Starmer say about hubs?", None)).await;
    assert!(has_button(&told["data"], MAP), "a question that asks for quotations: {told:#}");
    let shown = transport.reply_with_files(payload::press("431", MAP, &told["data"])).await;
    assert_eq!(shown.files.len(), 1, "{:#}", shown.body);
    for (id, message) in [("440", json!({"embeds": []})), ("441", line("/quotes Nobody At All"))] {
        let refused = transport.reply_with_files(payload::press(id, MAP, &message)).await;
        assert_eq!((refused.body["data"]["flags"].clone(), refused.files.len()), (json!(64), 0));
        assert!(!description(&refused.body["data"]).is_empty());
    }
    let none = transport.reply(quotes("450", &[("speaker", "Ursula von der Leyen")])).await;
    assert!(!has_button(&none["data"], MAP), "nothing to draw: {none:#}");
    seen
}

fn line(asked: &str) -> Value {
    json!({"embeds": [{"author": {"name": asked}}]})
}
