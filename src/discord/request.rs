//! What somebody asks of the bot, read from what Discord sends.
//!
//! Only the fields that are needed are read, so that a message with parts that no library knows yet is still
//! understood. Both doors, the gateway and the HTTP endpoint, hand over the same JSON.

use std::collections::HashMap;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::limits::Who;
use crate::render::discord::Press;

/// What somebody wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// A slash command with its options, or one of a message's menu.
    Command(Command),
    /// What can be filled in, while somebody is typing.
    Typing(Typing),
    /// A button.
    Button(Pressed),
    /// The words of a message that mentions the bot, or of a direct message.
    Mention {
        /// Its words.
        words: String,
        /// The words of the message to which it replies, unless that is the bot's own; empty where Discord does
        /// not show them.
        about: Option<String>,
    },
}

/// A button that was pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pressed {
    /// What the button asks for; `None` if it is a button of another version.
    pub press: Option<Press>,
    /// What was asked: the line at the top of its message.
    pub line: String,
    /// Where the message can be seen by those who may see it.
    pub link: String,
}

/// A blank that somebody is filling in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typing {
    /// Name of the option.
    pub option: String,
    /// What was typed so far.
    pub typed: String,
}

/// A slash command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Its name, without the slash.
    pub name: String,
    /// The words of the message in whose menu it was chosen; empty for a slash command.
    pub target: String,
    options: Vec<CommandOption>,
}

impl Command {
    /// The words given for an option, with single spaces; empty if it was left out.
    #[must_use]
    pub fn words(&self, name: &str) -> String {
        let words = self.value(name).and_then(Value::as_str).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether a switch was set.
    #[must_use]
    pub fn is_set(&self, name: &str) -> bool {
        self.value(name).and_then(Value::as_bool).unwrap_or_default()
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.options.iter().find(|option| option.name == name).map(|option| &option.value)
    }
}

/// A request that came as an interaction, and where its reply goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interaction {
    /// Its id.
    pub id: u64,
    /// The application that it was sent to.
    pub application: u64,
    /// What allows replying to it. Not for logs: whoever has it can speak in the bot's name for 15 minutes.
    pub token: Token,
    /// Who asks.
    pub who: Who,
    /// What is wanted.
    pub request: Request,
}

/// A token that no log shows.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Token(String);

impl Token {
    /// The token itself, for the address that a reply goes to.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// What Discord sent is nothing that this program knows.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A field is missing or of another type.
    #[error("not read: {0}")]
    Shape(#[from] serde_json::Error),
    /// An interaction of a kind that was never asked for.
    #[error("interactions of type {0} are unknown")]
    Kind(u8),
}

/// Reads an interaction.
///
/// # Errors
/// If a field is missing, or the interaction is of a kind that nothing here can cause.
pub fn interaction(sent: Value) -> Result<Interaction, ReadError> {
    let raw: RawInteraction = serde_json::from_value(sent)?;
    let request = match raw.kind {
        2 => Request::Command(raw.data.into()),
        3 => {
            let message = raw.message.unwrap_or_default();
            let server = raw.guild_id.map_or_else(|| "@me".to_owned(), |server| server.to_string());
            let (channel, id) = (raw.channel_id.unwrap_or_default(), message.id.clone());
            Request::Button(Pressed {
                press: Press::read(&raw.data.custom_id),
                line: message.line(),
                link: format!("https://discord.com/channels/{server}/{channel}/{id}"),
            })
        }
        4 => Request::Typing(raw.data.into()),
        kind => return Err(ReadError::Kind(kind)),
    };
    let user = raw.member.map(|member| member.user).or(raw.user);
    let who = Who { user: user.map_or(0, |user| user.id), server: raw.guild_id };
    Ok(Interaction { id: raw.id, application: raw.application_id, token: raw.token, who, request })
}

/// A message that asks the bot something, and where its reply goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Id of the message.
    pub id: u64,
    /// The channel in which it stands.
    pub channel: u64,
    /// Who asks.
    pub who: Who,
    /// What is wanted.
    pub request: Request,
}

/// Reads a message: a question if it mentions the bot or is a direct message, and a person wrote it.
///
/// # Errors
/// If a field is missing.
pub fn mention(sent: Value, bot: u64) -> Result<Option<Mention>, ReadError> {
    let raw: RawMessage = serde_json::from_value(sent)?;
    let by_person = !raw.author.bot && raw.author.id != bot && raw.webhook_id.is_none();
    let to_bot = raw.guild_id.is_none() || raw.mentions.iter().any(|user| user.id == bot);
    let is_text = TEXT_KINDS.contains(&raw.kind);
    if !(by_person && to_bot && is_text) {
        return Ok(None);
    }
    let marks = [format!("<@{bot}>"), format!("<@!{bot}>")];
    let words = marks.iter().fold(raw.content, |words, mark| words.replace(mark, " "));
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let who = Who { user: raw.author.id, server: raw.guild_id };
    let about = raw.referenced_message.filter(|about| about.author.id != bot);
    let request = Request::Mention { words, about: about.map(|about| about.content) };
    Ok(Some(Mention { id: raw.id, channel: raw.channel_id, who, request }))
}

/// Message types that people write: a message and a reply. The others tell of joins, pins and the like.
const TEXT_KINDS: [u8; 2] = [0, 19];

#[derive(Deserialize)]
struct RawInteraction {
    #[serde(deserialize_with = "id")]
    id: u64,
    #[serde(deserialize_with = "id")]
    application_id: u64,
    #[serde(rename = "type")]
    kind: u8,
    token: Token,
    #[serde(default)]
    data: RawData,
    #[serde(default, deserialize_with = "optional_id")]
    guild_id: Option<u64>,
    channel_id: Option<String>,
    member: Option<RawMember>,
    user: Option<RawUser>,
    /// The message on which a button was pressed.
    message: Option<RawReply>,
}

#[derive(Deserialize, Default)]
struct RawReply {
    #[serde(default)]
    id: String,
    #[serde(default)]
    embeds: Vec<RawEmbed>,
}

#[derive(Deserialize)]
struct RawEmbed {
    author: Option<RawAuthor>,
}

#[derive(Deserialize)]
struct RawAuthor {
    name: String,
}

impl RawReply {
    /// What was asked, which a reply repeats in its first line.
    fn line(self) -> String {
        let first = self.embeds.into_iter().next().and_then(|embed| embed.author);
        first.map(|author| author.name).unwrap_or_default()
    }
}

#[derive(Deserialize)]
struct RawMember {
    user: RawUser,
}

#[derive(Deserialize, Default)]
struct RawData {
    #[serde(default)]
    name: String,
    #[serde(default)]
    options: Vec<CommandOption>,
    #[serde(default)]
    custom_id: String,
    target_id: Option<String>,
    #[serde(default)]
    resolved: RawResolved,
}

#[derive(Deserialize, Default)]
struct RawResolved {
    #[serde(default)]
    messages: HashMap<String, RawTarget>,
}

#[derive(Deserialize)]
struct RawTarget {
    #[serde(default)]
    content: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct CommandOption {
    name: String,
    #[serde(default)]
    value: Value,
    #[serde(default)]
    focused: bool,
}

impl From<RawData> for Typing {
    fn from(raw: RawData) -> Self {
        let option = raw.options.into_iter().find(|option| option.focused);
        let (option, typed) = option.map(|option| (option.name, option.value)).unwrap_or_default();
        Self { option, typed: typed.as_str().unwrap_or_default().trim().to_owned() }
    }
}

impl From<RawData> for Command {
    fn from(mut raw: RawData) -> Self {
        let target = raw.target_id.and_then(|id| raw.resolved.messages.remove(&id));
        let target = target.map(|target| target.content).unwrap_or_default();
        Self { name: raw.name, target, options: raw.options }
    }
}

#[derive(Deserialize)]
struct RawMessage {
    #[serde(deserialize_with = "id")]
    id: u64,
    #[serde(deserialize_with = "id")]
    channel_id: u64,
    author: RawUser,
    content: String,
    #[serde(rename = "type", default)]
    kind: u8,
    #[serde(default)]
    mentions: Vec<RawUser>,
    #[serde(default, deserialize_with = "optional_id")]
    guild_id: Option<u64>,
    webhook_id: Option<Value>,
    referenced_message: Option<RawReferenced>,
}

/// The message to which another replies.
#[derive(Deserialize)]
struct RawReferenced {
    #[serde(default)]
    content: String,
    author: RawUser,
}

#[derive(Deserialize)]
struct RawUser {
    #[serde(deserialize_with = "id")]
    id: u64,
    #[serde(default)]
    bot: bool,
}

/// Discord writes ids as strings, since they are too long for the numbers of some languages.
fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let id = String::deserialize(deserializer)?;
    id.parse().map_err(serde::de::Error::custom)
}

fn optional_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let id = Option::<String>::deserialize(deserializer)?;
    id.map(|id| id.parse().map_err(serde::de::Error::custom)).transpose()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const BOT: u64 = 7;

    #[test]
    fn commands_with_their_options() {
        let sent = json!({
            "id": "1", "application_id": "2", "type": 2, "token": "secret", "version": 1,
            "something": {"new": true}, "guild_id": "4", "member": {"user": {"id": "5"}, "nick": null},
            "data": {"id": "3", "name": "ask", "type": 1, "options": [
                {"name": "question", "type": 3, "value": " Who? "},
                {"name": "private", "type": 5, "value": true},
            ]},
        });
        let interaction = interaction(sent).unwrap();
        assert_eq!((interaction.id, interaction.application), (1, 2));
        assert_eq!(interaction.who, Who { user: 5, server: Some(4) });
        assert_eq!(interaction.token.expose(), "secret");
        assert!(!format!("{interaction:?}").contains("secret"));
        let Request::Command(command) = interaction.request else { panic!("no command") };
        assert_eq!(command.name, "ask");
        assert_eq!(command.words("question"), "Who?");
        assert_eq!(command.words("topic"), "");
        assert!(command.is_set("private"));
        assert!(!command.is_set("question"));
        assert_eq!(command.target, "");
    }

    #[test]
    fn the_message_in_whose_menu_a_command_was_chosen() {
        let sent = json!({
            "id": "1", "application_id": "2", "type": 2, "token": "t", "user": {"id": "5"},
            "data": {"id": "3", "name": "Ask about this", "type": 3, "target_id": "9", "resolved": {
                "messages": {"8": {"content": "no"}, "9": {"content": "Who?", "author": {"id": "4"}}},
            }},
        });
        let Request::Command(command) = interaction(sent).unwrap().request else {
            panic!("no command")
        };
        assert_eq!(command.target, "Who?");
    }

    #[test]
    fn buttons_with_what_was_asked_on_their_message() {
        let check = |custom_id: &str, message: Value, press: Option<Press>, line: &str| {
            let sent = json!({
                "id": "1", "application_id": "2", "type": 3, "token": "t", "user": {"id": "5"},
                "channel_id": "6", "data": {"custom_id": custom_id, "component_type": 2}, "message": message,
            });
            let link = "https://discord.com/channels/@me/6/9".to_owned();
            let expected = Request::Button(Pressed { press, line: line.to_owned(), link });
            assert_eq!(interaction(sent).unwrap().request, expected);
        };
        let press = || Press::read("page:2");
        let message =
            json!({"id": "9", "embeds": [{"author": {"name": "Who?"}, "description": "> He."}]});
        check("page:2", message.clone(), press(), "Who?");
        check("other", message, None, "Who?");
        check("page:2", json!({"id": "9", "embeds": [{"description": "> He."}]}), press(), "");
        check("page:2", json!({"id": "9"}), press(), "");
    }

    #[test]
    fn blanks_that_are_being_filled_in() {
        let check = |options: Value, option: &str, typed: &str| {
            let sent = json!({
                "id": "1", "application_id": "2", "type": 4, "token": "t", "user": {"id": "5"},
                "data": {"id": "3", "name": "quotes", "type": 1, "options": options},
            });
            let expected = Typing { option: option.to_owned(), typed: typed.to_owned() };
            assert_eq!(interaction(sent).unwrap().request, Request::Typing(expected));
        };
        let speaker = json!({"name": "speaker", "type": 3, "value": "Macron"});
        let topic = json!({"name": "topic", "type": 3, "value": " pea", "focused": true});
        check(json!([speaker, topic]), "topic", "pea");
        check(json!([speaker]), "", "");
        check(json!([{"name": "topic", "type": 3, "focused": true}]), "topic", "");
    }

    #[test]
    fn what_is_no_request() {
        assert!(matches!(interaction(json!({})), Err(ReadError::Shape(_))));
        let modal = json!({"id": "1", "application_id": "2", "type": 5, "token": "t"});
        assert!(matches!(interaction(modal), Err(ReadError::Kind(5))));
    }

    #[test]
    fn messages_that_ask() {
        let check_with = |changes: Value, expected: Option<(&str, Option<&str>)>| {
            let mut sent = json!({
                "id": "1", "channel_id": "2", "guild_id": "3", "type": 0, "content": "<@7> Who?",
                "author": {"id": "4", "bot": false}, "mentions": [{"id": "7", "bot": true}],
            });
            for (key, value) in changes.as_object().unwrap() {
                sent[key] = value.clone();
            }
            let request = mention(sent, BOT).unwrap().map(|mention| mention.request);
            let words = expected.map(|(words, about)| Request::Mention {
                words: words.to_owned(),
                about: about.map(str::to_owned),
            });
            assert_eq!(request, words, "with {changes}");
        };
        let check = |changes: Value, expected: Option<&str>| {
            check_with(changes, expected.map(|words| (words, None)));
        };
        check(json!({}), Some("Who?"));
        check(json!({"content": "Tell me,\n<@!7>: who?"}), Some("Tell me, : who?"));
        check(json!({"content": "<@7>"}), Some(""));
        check(json!({"type": 19}), Some("Who?"));
        check(json!({"guild_id": null, "mentions": [], "content": "Who?"}), Some("Who?"));
        check(json!({"mentions": [{"id": "8"}], "content": "<@8> Who?"}), None);
        check(json!({"mentions": []}), None);
        check(json!({"author": {"id": "4", "bot": true}}), None);
        check(json!({"author": {"id": "7"}}), None);
        check(json!({"webhook_id": "9"}), None);
        check(json!({"type": 6}), None);
        let reply = |author: &str| json!({"content": "“No!”", "author": {"id": author}});
        check_with(json!({"referenced_message": reply("8")}), Some(("Who?", Some("“No!”"))));
        check_with(
            json!({"referenced_message": {"author": {"id": "8"}}}),
            Some(("Who?", Some(""))),
        );
        check(json!({"referenced_message": reply("7")}), Some("Who?"));
        check(json!({"referenced_message": null}), Some("Who?"));
    }
}
