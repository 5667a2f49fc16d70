//! What somebody asks of the bot, read from what Discord sends.
//!
//! Only the fields that are needed are read, so that a message with parts that no library knows yet is still
//! understood. Both transports, the gateway and the HTTP endpoint, hand over the same JSON.

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
    /// Where the message can be seen, if it stands in a server for others to read; a link to one that only the
    /// person who pressed can see would say who that was.
    pub link: Option<String>,
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
            let server = raw.guild_id.filter(|_| message.flags & EPHEMERAL == 0);
            let (channel, id) = (raw.channel_id.unwrap_or_default(), message.id.clone());
            let link = |server| format!("https://discord.com/channels/{server}/{channel}/{id}");
            Request::Button(Pressed {
                press: Press::read(&raw.data.custom_id),
                line: message.line(),
                link: server.map(link),
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

/// Message flag of a reply that only one person sees.
const EPHEMERAL: u64 = 1 << 6;

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
    flags: u64,
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
mod tests;
