//! Whether Discord would take a request: asked of an independent model of its API, of the limits that this
//! model does not know, and of Discord's own `OpenAPI` description where `VERBATIM_DISCORD_OPENAPI` names it.

use std::sync::LazyLock;

use serde_json::{Value, json};
use twilight_model::application::command::{Command, CommandType};
use twilight_model::http::interaction::InteractionResponse;

use super::Recorded;

/// Fails if Discord would refuse this request.
pub fn check(request: &Recorded) {
    let body = &request.body;
    let parts: Vec<_> = request.path.split('/').skip(1).collect();
    match (request.method.as_str(), parts.as_slice()) {
        ("GET", _) | ("DELETE", ["webhooks", _, _, "messages", "@original"]) => return,
        ("POST", ["interactions", _, _, "callback"]) => {
            let response: InteractionResponse = serde_json::from_value(as_sent_by_discord(body))
                .expect("a reply to an interaction");
            if body["type"] == 4 || body["type"] == 7 {
                assert!(response.data.is_some(), "a message that is not there: {body}");
                message(&body["data"]);
            }
        }
        ("POST", ["channels", _, "messages"])
        | ("PATCH", ["webhooks", ..] | ["channels", _, "messages", _]) => message(body),
        ("POST", ["webhooks", _, _]) => {
            assert_eq!(body["flags"], 64, "for the person who pressed: {body}");
            message(body);
        }
        ("POST", ["users", "@me", "channels"]) => {
            let recipient = body["recipient_id"].as_str().expect("an id");
            assert!(recipient.parse::<u64>().is_ok_and(|id| id > 0), "{body}");
        }
        ("PUT", ["applications", .., "commands"]) => commands(body),
        _ => panic!("no request that the bot should make: {} {}", request.method, request.path),
    }
    let message = if body["data"].is_object() { &body["data"] } else { body };
    attachments(message, &request.files);
    if let Some(description) = &*DESCRIPTION {
        description.check(request);
    }
}

fn message(message: &Value) {
    let as_sent = as_sent_by_discord(&json!({"type": 4, "data": message}));
    let response: InteractionResponse = serde_json::from_value(as_sent).expect("a message");
    let data = response.data.expect("a message");
    let embeds = data.embeds.unwrap_or_default();
    let content = data.content.unwrap_or_default();
    let components = data.components.unwrap_or_default();
    assert!(!(embeds.is_empty() && content.is_empty()), "an empty message");
    twilight_validate::message::content(&content).expect("content within the limit");
    twilight_validate::message::embeds(&embeds).expect("embeds within the limits");
    twilight_validate::message::components(&components, false)
        .expect("components within the limits");
    let units = |text: &str| text.encode_utf16().count();
    let total: usize = embeds
        .iter()
        .map(|embed| {
            let fields = embed.fields.iter().map(|field| units(&field.name) + units(&field.value));
            fields.sum::<usize>()
                + embed.author.as_ref().map_or(0, |author| units(&author.name))
                + embed.description.as_deref().map_or(0, units)
                + embed.footer.as_ref().map_or(0, |footer| units(&footer.text))
                + embed.title.as_deref().map_or(0, units)
        })
        .sum();
    assert!(total <= 6000, "{total} units in all embeds");
    let custom_ids = custom_ids(&message["components"]);
    let unique: std::collections::HashSet<_> = custom_ids.iter().collect();
    assert_eq!(unique.len(), custom_ids.len(), "a custom_id twice: {custom_ids:?}");
    let mentions = &message["allowed_mentions"];
    assert_eq!(mentions["parse"], json!([]), "somebody may be pinged: {message}");
    assert_ne!(mentions["replied_user"], json!(true));
}

/// Each file has its entry with a description, and each picture of an embed is one of the files.
fn attachments(message: &Value, files: &[(String, Vec<u8>)]) {
    let entries = message["attachments"].as_array().cloned().unwrap_or_default();
    assert_eq!(entries.len(), files.len(), "an entry for each file: {message}");
    for (id, (entry, (name, bytes))) in entries.iter().zip(files).enumerate() {
        assert_eq!((&entry["id"], &entry["filename"]), (&json!(id), &json!(name)));
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)), "{name}");
        let description = entry["description"].as_str().expect("a description");
        assert!((1..=1024).contains(&description.chars().count()), "{description}");
        twilight_validate::message::attachment_filename(name).expect("a name that Discord keeps");
        assert!((1..=10_485_760).contains(&bytes.len()), "{} bytes", bytes.len());
    }
    for embed in message["embeds"].as_array().into_iter().flatten() {
        if let Some(url) = embed["image"]["url"].as_str() {
            let name = url.strip_prefix("attachment://").expect("one of the files");
            assert!(files.iter().any(|(there, _)| there == name), "{url}");
        }
    }
}

fn custom_ids(components: &Value) -> Vec<String> {
    let rows = components.as_array().into_iter().flatten();
    rows.flat_map(|row| row["components"].as_array().into_iter().flatten())
        .filter_map(|component| component["custom_id"].as_str().map(str::to_owned))
        .collect()
}

fn commands(commands: &Value) {
    let commands = commands.as_array().expect("a list of commands");
    assert!(commands.len() <= 100);
    for command in commands {
        let mut as_sent = command.clone();
        as_sent["version"] = json!("1");
        let command: Command = serde_json::from_value(as_sent).expect("a command");
        if command.kind == CommandType::ChatInput {
            twilight_validate::command::command(&command).expect("a command within the limits");
            twilight_validate::command::chat_input_name(&command.name)
                .expect("a name that can be typed");
        } else {
            twilight_validate::command::name(&command.name).expect("a name within the limits");
        }
        assert!(twilight_validate::command::command_characters(&command) <= 8000);
        assert!(command.contexts.is_some_and(|contexts| !contexts.is_empty()));
        assert!(command.integration_types.is_some_and(|types| !types.is_empty()));
    }
}

/// The model reads what Discord sends, which names the type of each embed; what Discord takes need not.
fn as_sent_by_discord(body: &Value) -> Value {
    let mut body = body.clone();
    let embeds = body.pointer_mut("/data/embeds").and_then(Value::as_array_mut);
    for embed in embeds.into_iter().flatten() {
        embed["type"] = json!("rich");
    }
    body
}

/// Discord's own description of its API.
struct Description(Value);

static DESCRIPTION: LazyLock<Option<Description>> = LazyLock::new(|| {
    let Ok(path) = std::env::var("VERBATIM_DISCORD_OPENAPI") else {
        eprintln!("VERBATIM_DISCORD_OPENAPI is not set: the check against it is skipped");
        return None;
    };
    let text = std::fs::read_to_string(&path).expect("VERBATIM_DISCORD_OPENAPI names a file");
    Some(Description(serde_json::from_str(&text).expect("an OpenAPI description")))
});

impl Description {
    fn check(&self, request: &Recorded) {
        let (path, operations) = self.path(&request.path);
        let operation = &operations[request.method.to_lowercase()];
        assert!(!operation.is_null(), "{} {path} is unknown to Discord", request.method);
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        assert!(!schema.is_null(), "{} {path} takes no JSON", request.method);
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "components": self.0["components"],
            "allOf": [schema],
        });
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        let errors: Vec<_> = validator
            .iter_errors(&request.body)
            .map(|error| format!("{} at {}", error, error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{} {path}: {errors:#?}\n{:#}", request.method, request.body);
    }

    /// The path of the description that a request's path is one of. Fixed parts win over blanks.
    fn path(&self, sent: &str) -> (&str, &Value) {
        let paths = self.0["paths"].as_object().expect("paths");
        let sent: Vec<_> = sent.split('?').next().unwrap_or_default().split('/').collect();
        let fits = |path: &str| {
            let parts: Vec<_> = path.split('/').collect();
            parts.len() == sent.len()
                && parts.iter().zip(&sent).all(|(part, sent)| part.starts_with('{') || part == sent)
        };
        let blanks = |path: &str| path.matches('{').count();
        let found =
            paths.iter().filter(|(path, _)| fits(path)).min_by_key(|(path, _)| blanks(path));
        let (path, operations) = found.unwrap_or_else(|| panic!("{sent:?} is unknown to Discord"));
        (path, operations)
    }
}
