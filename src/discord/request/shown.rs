//! What people see of a message: its text, what it forwards, embeds, the text in components; and what of it cannot be read.

use serde_json::Value;

use super::fields::{items, number, text};
use super::words::plain;

/// What a message shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// Its words, a line for each part.
    pub words: String,
    /// What stands there besides and cannot be read: "a picture", "an attached file".
    pub unread: Vec<&'static str>,
    /// Text files that are attached.
    pub files: Vec<TextFile>,
}

/// A text file that is attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFile {
    /// Where Discord keeps it.
    pub url: String,
    /// Bytes.
    pub size: u64,
}

/// Message components with text in them, and how deep they may lie in each other.
const TEXT_DISPLAY: u64 = 10;
const DEPTH: usize = 8;
/// Bytes of a message that are read: a message has at most 4000 characters, its embeds 6000.
const MOST: usize = 64 * 1024;

/// Reads a message.
pub(super) fn of(message: &Value) -> Shown {
    let mut shown = Shown::default();
    read(message, &mut shown);
    for snapshot in items(&message["message_snapshots"]) {
        read(&snapshot["message"], &mut shown);
    }
    if !message["poll"].is_null() {
        shown.unread.push("a poll");
    }
    shown.unread.dedup();
    shown
}

fn read(message: &Value, shown: &mut Shown) {
    shown.add(text(&message["content"]));
    for embed in items(&message["embeds"]) {
        embedded(embed, shown);
    }
    components(&message["components"], DEPTH, shown);
    for file in items(&message["attachments"]) {
        let kind = text(&file["content_type"]);
        let name = text(&file["filename"]);
        let is_text = kind.starts_with("text/") || (kind.is_empty() && name.ends_with(".txt"));
        match kind.split('/').next() {
            _ if is_text => shown
                .files
                .push(TextFile { url: text(&file["url"]).to_owned(), size: number(&file["size"]) }),
            Some("image") => shown.unread.push("a picture"),
            Some("video") => shown.unread.push("a video"),
            Some("audio") => shown.unread.push("a sound recording"),
            _ => shown.unread.push("an attached file"),
        }
    }
    if items(&message["sticker_items"]).next().is_some() {
        shown.unread.push("a sticker");
    }
}

/// The parts of an embed in the order in which they are seen. The line at the top of one of the bot's own is what was asked.
fn embedded(embed: &Value, shown: &mut Shown) {
    shown.add(text(&embed["title"]));
    shown.add(text(&embed["description"]));
    for field in items(&embed["fields"]) {
        shown.add(text(&field["value"]));
    }
    if !embed["image"].is_null() {
        shown.unread.push("a picture");
    }
}

fn components(list: &Value, depth: usize, shown: &mut Shown) {
    for component in items(list) {
        if component["type"] == TEXT_DISPLAY {
            shown.add(text(&component["content"]));
        }
        if depth > 0 {
            components(&component["components"], depth - 1, shown);
        }
    }
}

impl Shown {
    fn add(&mut self, part: &str) {
        let part = plain(part);
        if part.trim().is_empty() || self.words.len() + part.len() > MOST {
            return;
        }
        if !self.words.is_empty() {
            self.words.push('\n');
        }
        self.words.push_str(part.trim());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_people_see() {
        let check = |message: Value, words: &str, unread: &[&str]| {
            let shown = of(&message);
            assert_eq!(
                (shown.words.as_str(), shown.unread.as_slice()),
                (words, unread),
                "{message}"
            );
        };
        check(json!({"content": "“No!” <@5> said"}), "“No!”   said", &[]);
        check(
            json!({"content": "", "message_snapshots": [{"message": {"content": "“No!”"}}]}),
            "“No!”",
            &[],
        );
        check(
            json!({"content": "See", "embeds": [{"title": "T", "description": "> “No!”", "fields": [{"name": "n", "value": "v"}],
                "image": {"url": "u"}}, 7]}),
            "See\nT\n> “No!”\nv",
            &["a picture"],
        );
        check(
            json!({"components": [{"type": 17, "components": [{"type": 10, "content": "“Yes”"}, {"type": 1}]}]}),
            "“Yes”",
            &[],
        );
        check(
            json!({"attachments": [{"content_type": "image/png"}, {"content_type": "image/png"}, {"filename": "a.pdf"}],
                "poll": {}, "sticker_items": [{}]}),
            "",
            &["a picture", "an attached file", "a sticker", "a poll"],
        );
        check(json!(null), "", &[]);
        let file = json!({"attachments": [{"content_type": "text/plain; charset=utf-8", "url": "u", "size": 7}]});
        assert_eq!(of(&file).files, [TextFile { url: "u".to_owned(), size: 7 }]);
    }

    #[test]
    fn the_depth_and_length_are_bounded() {
        let mut deep = json!({"type": 10, "content": "x"});
        for _ in 0..100 {
            deep = json!({"type": 17, "components": [deep]});
        }
        assert_eq!(of(&json!({"components": [deep]})).words, "");
        let long = json!({"content": "a".repeat(MOST), "embeds": [{"description": "b"}]});
        assert_eq!(of(&long).words.len(), MOST);
    }
}
