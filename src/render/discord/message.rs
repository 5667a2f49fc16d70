//! The payload of a Discord message, as far as this program needs it.
//!
//! Field names are Discord's own, so that a payload serialises to what its API takes
//! (<https://docs.discord.com/developers/resources/message>).

use serde::Serialize;

/// What is posted as a message or as the reply to an interaction.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Plain text above the embeds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// Boxes, ten at most, 6000 units of text in all of them together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub embeds: Vec<Embed>,
    /// Rows of buttons, five at most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Row>,
    /// Files that are sent with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// Nobody is pinged by words that stand in an article or in a question.
    pub allowed_mentions: AllowedMentions,
    /// Whether only the person who asked sees it.
    #[serde(rename = "flags", skip_serializing_if = "is_false", serialize_with = "as_flags")]
    pub private: bool,
    /// What it comes to, for those who count; Discord is not told.
    #[serde(skip)]
    pub meaning: Meaning,
}

/// What a message comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Meaning {
    /// It says what was asked for.
    #[default]
    Answer,
    /// It says that the articles do not tell.
    Refusal,
    /// It says that something broke.
    Fault,
}

/// A box of text inside of a message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Embed {
    /// The small line at the top, shown as it is, without markup.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Author>,
    /// The text, with markup.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Headed parts below the text, with markup.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// A picture below all that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// The small line at the bottom, shown as it is, without markup.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<Footer>,
    /// Colour of the edge, as 0xRRGGBB.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<u32>,
}

/// A file that is sent with a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// Its number in the message, from 0.
    pub id: usize,
    /// What it is called.
    pub filename: String,
    /// What it shows, for those who do not see it.
    pub description: String,
    /// What is in it; it travels beside the payload.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

impl Attachment {
    /// The address under which an embed shows it.
    #[must_use]
    pub fn image(&self) -> Image {
        Image { url: format!("attachment://{}", self.filename) }
    }
}

/// A picture in an embed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Image {
    /// Where it is: one of the files of the message.
    pub url: String,
}

/// The small line at the top of an embed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Author {
    /// Its text.
    pub name: String,
}

/// The small line at the bottom of an embed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Footer {
    /// Its text.
    pub text: String,
}

/// A headed part of an embed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its heading.
    pub name: String,
    /// Its text.
    pub value: String,
}

/// A row of buttons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    #[serde(rename = "type")]
    kind: u8,
    components: Vec<Button>,
}

/// Something to press.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Button {
    #[serde(rename = "type")]
    kind: u8,
    style: u8,
    label: &'static str,
    custom_id: String,
}

impl Row {
    /// A row of these buttons, five at most.
    #[must_use]
    pub fn new(buttons: Vec<Button>) -> Self {
        Self { kind: 1, components: buttons }
    }
}

impl Button {
    /// The button that most people will want: one on a message.
    #[must_use]
    pub fn primary(label: &'static str, custom_id: String) -> Self {
        Self { kind: 2, style: 1, label, custom_id }
    }

    /// Any other button.
    #[must_use]
    pub fn secondary(label: &'static str, custom_id: String) -> Self {
        Self { kind: 2, style: 2, label, custom_id }
    }
}

/// Who may be pinged by a message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AllowedMentions {
    /// Kinds of mentions that ping; always none here.
    pub parse: [&'static str; 0],
    /// Whether the author of the message that is replied to is pinged; always not.
    pub replied_user: bool,
}

impl Message {
    /// The same message, seen only by the person who asked.
    #[must_use]
    pub fn private(self) -> Self {
        Self { private: true, ..self }
    }

    /// The same message, with a line that says when the articles were read (seconds since 1970), in the reader's own time.
    #[must_use]
    pub fn read_at(self, seconds: u64) -> Self {
        let line = format!("-# The articles were read <t:{seconds}:R> (<t:{seconds}:f>).");
        Self { content: Some(line), ..self }
    }
}

/// A message that takes the place of another: what it lacks goes from there, too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replacement {
    content: Option<String>,
    embeds: Vec<Embed>,
    components: Vec<Row>,
    allowed_mentions: AllowedMentions,
}

impl Message {
    /// The same message, in place of another.
    #[must_use]
    pub fn replacing(self) -> Replacement {
        let Self { content, embeds, components, allowed_mentions, .. } = self;
        Replacement { content, embeds, components, allowed_mentions }
    }
}

/// Message flag of a reply that only one person sees.
const EPHEMERAL: u32 = 1 << 6;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for this signature")]
fn as_flags<S: serde::Serializer>(private: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u32(if *private { EPHEMERAL } else { 0 })
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for this signature")]
fn is_false(value: &bool) -> bool {
    !value
}
