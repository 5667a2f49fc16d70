//! What Discord sends, with all the fields that a library may insist on.

use serde_json::{Value, json};

use super::{APPLICATION, BOT};

const GUILD: &str = "1182000000000000700";
pub const CHANNEL: &str = "1182000000000000800";
/// The channel of direct messages to a person.
pub const DIRECT: &str = "1182000000000000801";
pub const PERSON: &str = "1182000000000000600";
const PERMISSIONS: &str = "562949953421311";

pub fn user(id: &str, bot: bool) -> Value {
    json!({
        "id": id, "username": "somebody", "discriminator": "0", "global_name": "Somebody",
        "avatar": null, "bot": bot, "public_flags": 0,
    })
}

/// A slash command, as it comes from a server.
pub fn command(id: &str, name: &str, options: &Value) -> Value {
    json!({
        "id": id, "application_id": APPLICATION, "type": 2, "token": interaction_token(id), "version": 1,
        "data": {"id": "1182000000000001000", "name": name, "type": 1, "options": options},
        "guild_id": GUILD, "channel_id": CHANNEL,
        "channel": {
            "id": CHANNEL, "type": 0, "name": "news", "permissions": PERMISSIONS, "guild_id": GUILD,
        },
        "member": {
            "user": user(PERSON, false), "nick": null, "roles": [], "joined_at": "2026-01-06T10:00:00+00:00",
            "premium_since": null, "deaf": false, "mute": false, "flags": 0, "pending": false,
            "avatar": null, "permissions": PERMISSIONS, "communication_disabled_until": null,
        },
        "app_permissions": PERMISSIONS, "locale": "en-US", "guild_locale": "en-US", "entitlements": [],
        "authorizing_integration_owners": {"0": GUILD}, "context": 0, "attachment_size_limit": 10_485_760,
    })
}

/// `/ask` with its options.
pub fn ask(id: &str, question: &str, private: Option<bool>) -> Value {
    let mut options = vec![json!({"name": "question", "type": 3, "value": question})];
    options.extend(private.map(|private| json!({"name": "private", "type": 5, "value": private})));
    command(id, "ask", &json!(options))
}

/// The menu of a message, in which a command was chosen.
pub fn menu(id: &str, name: &str, words: &str) -> Value {
    let target = "1182000000000000500";
    let mut menu = command(id, name, &json!([]));
    menu["data"]["type"] = json!(3);
    menu["data"]["target_id"] = json!(target);
    menu["data"]["resolved"] = json!({"messages": {target: message(target, words, &json!({}))}});
    menu
}

/// A button, pressed on a message that the bot has sent.
pub fn press(id: &str, custom_id: &str, sent: &Value) -> Value {
    let mut press = command(id, "", &json!([]));
    press["type"] = json!(3);
    press["data"] = json!({"custom_id": custom_id, "component_type": 2});
    let mut embeds = sent["embeds"].clone();
    for embed in embeds.as_array_mut().expect("embeds") {
        embed["type"] = json!("rich");
        for field in embed.get_mut("fields").and_then(Value::as_array_mut).into_iter().flatten() {
            field["inline"] = json!(false);
        }
    }
    let changes = json!({"author": user(BOT, true), "embeds": embeds});
    press["message"] = message("1182000000000000501", "", &changes);
    press
}

/// What allows replying to an interaction.
pub fn interaction_token(id: &str) -> String {
    format!("interaction-token-of-{id}")
}

/// A message in a channel of a server; `changes` replaces or adds fields.
pub fn message(id: &str, content: &str, changes: &Value) -> Value {
    let mut message = json!({
        "id": id, "channel_id": CHANNEL, "guild_id": GUILD, "type": 0, "content": content,
        "author": user(PERSON, false), "timestamp": "2026-01-06T10:00:00+00:00",
        "edited_timestamp": null, "tts": false, "mention_everyone": false, "mentions": [],
        "mention_roles": [], "attachments": [], "embeds": [], "pinned": false, "components": [], "flags": 0,
        "member": {
            "roles": [], "joined_at": "2026-01-06T10:00:00+00:00", "deaf": false, "mute": false, "flags": 0,
        },
    });
    for (key, value) in changes.as_object().expect("changes") {
        message[key] = value.clone();
    }
    message
}

/// A message that mentions the bot.
pub fn mention(id: &str, words: &str) -> Value {
    message(id, &format!("<@{BOT}> {words}"), &json!({"mentions": [user(BOT, true)]}))
}

/// A direct message.
pub fn direct(id: &str, words: &str) -> Value {
    let mut direct = message(id, words, &json!({"channel_id": DIRECT}));
    for key in ["guild_id", "member"] {
        direct.as_object_mut().expect("a message").remove(key);
    }
    direct
}
