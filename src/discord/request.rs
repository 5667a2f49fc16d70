//! What somebody asks of the bot, read from what Discord sends.
//!
//! Only the fields that are needed are read, one by one (`fields`), so that what is missing, null or new costs no more than
//! itself. Both transports, the gateway and the HTTP endpoint, hand over the same JSON.

mod fields;
mod shown;
mod words;

use serde_json::Value;

use super::limits::Who;
use crate::render::discord::Press;
use fields::{bits, id, is_set, items, text};
pub use shown::{Shown, TextFile};

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
        /// The message to which it replies.
        about: Option<About>,
    },
    /// Something that this version does not know.
    Unknown,
}

/// A message to which another replies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What it shows.
    pub shown: Shown,
    /// Whether it is one of the bot's own.
    pub is_own: bool,
    /// What was asked, where it is one of the bot's own: the line at its top.
    pub line: String,
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
    /// Whether the one who pressed is not the one who asked for the message.
    pub is_stranger: bool,
    /// Whether the one who pressed may remove other people's messages.
    pub is_moderator: bool,
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
    /// The message in whose menu it was chosen; empty for a slash command.
    pub target: Shown,
    options: Vec<(String, Value)>,
}

impl Command {
    /// The words given for an option, with single spaces; empty if it was left out.
    #[must_use]
    pub fn words(&self, name: &str) -> String {
        words::spoken(self.value(name).map(text).unwrap_or_default())
    }

    /// Whether a switch was set.
    #[must_use]
    pub fn is_set(&self, name: &str) -> bool {
        self.value(name).is_some_and(is_set)
    }

    /// Sets a switch that was left as it is.
    pub fn set_default(&mut self, name: &str) {
        if self.value(name).is_none() {
            self.options.push((name.to_owned(), Value::Bool(true)));
        }
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.options.iter().find(|(known, _)| known == name).map(|(_, value)| value)
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
    /// The channel in which it is asked, and the one that this is a thread of.
    pub channels: [Option<u64>; 2],
    /// What is wanted.
    pub request: Request,
}

/// A token that no log shows.
#[derive(Clone, PartialEq, Eq)]
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

/// What Discord sent is nothing that can be replied to. No message shows what was sent.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A field is missing without which there is no way to reply.
    #[error("not read: the field `{0}` is missing")]
    Missing(&'static str),
}

/// Interaction types.
const COMMAND: u64 = 2;
const COMPONENT: u64 = 3;
const TYPING: u64 = 4;

/// Reads an interaction.
///
/// # Errors
/// If something is missing without which it cannot be replied to.
pub fn interaction(sent: &Value) -> Result<Interaction, ReadError> {
    let needed = |key: &'static str| id(&sent[key]).ok_or(ReadError::Missing(key));
    let token = Token(text(&sent["token"]).to_owned());
    if token.0.is_empty() {
        return Err(ReadError::Missing("token"));
    }
    let server = id(&sent["guild_id"]);
    let user = id(&sent["member"]["user"]["id"]).or_else(|| id(&sent["user"]["id"]));
    let who = Who { user: user.unwrap_or_default(), server };
    let data = &sent["data"];
    let request = match fields::number(&sent["type"]) {
        COMMAND => Request::Command(command(data)),
        COMPONENT => Request::Button(pressed(sent, who)),
        TYPING => Request::Typing(typing(data)),
        _ => Request::Unknown,
    };
    let channel = &sent["channel"];
    let channels =
        [id(&sent["channel_id"]).or_else(|| id(&channel["id"])), id(&channel["parent_id"])];
    let (id, application) = (needed("id")?, needed("application_id")?);
    Ok(Interaction { id, application, token, who, channels, request })
}

fn command(data: &Value) -> Command {
    let target = text(&data["target_id"]);
    let options = items(&data["options"]);
    Command {
        name: text(&data["name"]).to_owned(),
        target: shown::of(&data["resolved"]["messages"][target]),
        options: options
            .map(|option| (text(&option["name"]).to_owned(), option["value"].clone()))
            .collect(),
    }
}

fn typing(data: &Value) -> Typing {
    let option = items(&data["options"]).find(|option| is_set(&option["focused"]));
    let (option, typed) =
        option.map_or(("", ""), |option| (text(&option["name"]), text(&option["value"])));
    Typing { option: option.to_owned(), typed: typed.trim().to_owned() }
}

fn pressed(sent: &Value, who: Who) -> Pressed {
    let message = &sent["message"];
    let server = who.server.filter(|_| bits(&message["flags"]) & EPHEMERAL == 0);
    let (channel, message_id) = (text(&sent["channel_id"]), text(&message["id"]));
    let link = |server| format!("https://discord.com/channels/{server}/{channel}/{message_id}");
    // Who asked stands on the answer in one place or another: it was an interaction, or a message.
    let asked = id(&message["interaction_metadata"]["user"]["id"])
        .or_else(|| id(&message["interaction"]["user"]["id"]))
        .or_else(|| id(&message["referenced_message"]["author"]["id"]));
    Pressed {
        press: Press::read(text(&sent["data"]["custom_id"])),
        line: line_of(message),
        link: server.map(link),
        is_stranger: asked.is_some_and(|asked| asked != who.user),
        is_moderator: bits(&sent["member"]["permissions"]) & MANAGE_MESSAGES != 0,
    }
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
    /// The roles that are mentioned, where the bot itself is not: one of them may be the bot's own.
    pub roles: Vec<u64>,
}

/// What was asked, which a reply repeats in its first line.
fn line_of(message: &Value) -> String {
    text(&message["embeds"][0]["author"]["name"]).to_owned()
}

/// Reads a message: a question if it mentions the bot or is a direct message, and a person wrote it. Where it mentions
/// roles alone, whoever calls must see whether one is the bot's.
///
/// # Errors
/// If something is missing without which it cannot be replied to.
pub fn mention(sent: &Value, bot: u64) -> Result<Option<Mention>, ReadError> {
    let author = &sent["author"];
    let server = id(&sent["guild_id"]);
    let by_person =
        !is_set(&author["bot"]) && id(&author["id"]) != Some(bot) && sent["webhook_id"].is_null();
    let is_named = items(&sent["mentions"]).any(|user| id(&user["id"]) == Some(bot));
    let roles = items(&sent["mention_roles"]).filter_map(id);
    let roles: Vec<u64> = if is_named || server.is_none() { vec![] } else { roles.collect() };
    let is_text = TEXT_KINDS.contains(&fields::number(&sent["type"]));
    // Discord shows what it says only to whom it mentions.
    let is_shown =
        is_named || server.is_none() || !text(&sent["content"]).is_empty() && !roles.is_empty();
    if !(by_person && is_text && is_shown) {
        return Ok(None);
    }
    let needed = |key: &'static str| id(&sent[key]).ok_or(ReadError::Missing(key));
    let user = id(&author["id"]).ok_or(ReadError::Missing("author"))?;
    let about = &sent["referenced_message"];
    let about = about.is_object().then(|| About {
        shown: shown::of(about),
        is_own: id(&about["author"]["id"]) == Some(bot),
        line: line_of(about),
    });
    // What is forwarded to the bot is to be checked.
    let forwarded = items(&sent["message_snapshots"]).next().is_some();
    let about = about.or_else(|| {
        forwarded.then(|| About { shown: shown::of(sent), is_own: false, line: String::new() })
    });
    Ok(Some(Mention {
        id: needed("id")?,
        channel: needed("channel_id")?,
        who: Who { user, server },
        request: Request::Mention { words: words::spoken(text(&sent["content"])), about },
        roles,
    }))
}

/// Message flag of a reply that only one person sees.
const EPHEMERAL: u64 = 1 << 6;
/// Permission to remove other people's messages.
const MANAGE_MESSAGES: u64 = 1 << 13;

/// Message types that people write: a message and a reply. The others tell of joins, pins and the like.
const TEXT_KINDS: [u64; 2] = [0, 19];

#[cfg(test)]
mod tests;
