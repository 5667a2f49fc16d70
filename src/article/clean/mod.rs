//! From the bytes of a file to clean text: passes that each add edits to a replayable plan.

mod attributes;
mod borders;
mod breaks;
mod characters;
mod decode;
mod draft;
mod endings;
mod entities;
mod furniture;
mod glob;
mod html;
mod hyphens;
mod layout;
mod lines;
mod lost_marks;
mod mail_head;
mod markdown;
mod markup;
mod mojibake;
mod notes;
mod office;
mod pages;
mod reflow;
mod roles;
mod superscripts;
mod tags;
mod unshown;
mod wide;

use crate::model::document::{Block, Metadata};
use crate::model::origins::{Doubt, LEAST_SERVED, Source, below, letters};
use crate::model::plan::Plan;

/// What a file is written in; told from its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A page of HTML.
    Html,
    /// HTML that is an article as a whole: a mail, an entry of a feed, a chapter.
    Fragment,
    /// The text of a Word document, as XML.
    Word,
    /// The text of an `OpenDocument` file, as XML.
    OpenDocument,
}

/// Clean text, how it was made, and what it states about its article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// The clean text: blocks with line ends between them.
    pub text: String,
    /// How the text was made.
    pub plan: Plan,
    /// The paragraphs in order.
    pub blocks: Vec<Block>,
    /// What the text states.
    pub metadata: Metadata,
}

/// Why a file gives no clean text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum CleanError {
    /// The bytes are no text in any encoding.
    #[error("it is binary, not text")]
    Binary,
    /// Nothing is left when navigation and credits are dropped.
    #[error("it has no text of an article")]
    NoText,
    /// A document that is XML, but not well-formed.
    #[error("its XML is damaged at byte {0}: save the document again")]
    Xml(usize),
    /// A mail, or a page saved with all its parts, under the name of something else.
    #[error(
        "it is a mail or a page in the form of one: name it .eml, or .mhtml where a browser has saved it"
    )]
    Mail,
    /// A page of HTML in which no article was found.
    #[error("no article was found in the page")]
    NoArticle,
    /// A page of HTML with more elements and stretches of text than any article has.
    #[error("the page has too many elements")]
    TooManyElements,
}

/// Makes clean text of the bytes of a file.
///
/// # Errors
/// If the bytes are no text or have no article in them.
pub fn clean(raw: &[u8], format: Format) -> Result<Cleaned, CleanError> {
    clean_in(raw, format, None)
}

/// Makes clean text of bytes whose encoding is stated outside of them, for instance by a mail.
///
/// # Errors
/// If the bytes are no text or have no article in them.
pub fn clean_in(raw: &[u8], format: Format, charset: Option<&str>) -> Result<Cleaned, CleanError> {
    if mail_head::is_packed_mail(raw) {
        return Err(CleanError::Mail);
    }
    let in_page = matches!(format, Format::Html | Format::Fragment);
    let charset = charset.map(str::as_bytes).or_else(|| decode::declared(raw).filter(|_| in_page));
    let mut draft = decode::decode(raw, charset).ok_or(CleanError::Binary)?;
    let mut shown = 0;
    let stated = match format {
        Format::Html => {
            let (stated, letters) = html::strip(&mut draft)?;
            shown = letters;
            stated
        }
        Format::Fragment => html::strip_whole(&mut draft)?,
        Format::Word | Format::OpenDocument => {
            office::strip(&mut draft, format)?;
            Metadata::default()
        }
        Format::Text => {
            pages::join(&mut draft);
            Metadata::default()
        }
        Format::Markdown => Metadata::default(),
    };
    entities::resolve(&mut draft);
    mojibake::mend(&mut draft);
    characters::tidy(&mut draft);
    let stated = match format {
        Format::Markdown => markdown::strip(&mut draft).read_from(Source::FrontMatter),
        _ => {
            reflow::reflow(&mut draft);
            stated
        }
    };
    notes::drop_marks(&mut draft);
    lost_marks::mend(&mut draft);
    let (blocks, metadata) = layout::lay_out(&mut draft);
    let mut metadata = stated.or(metadata.read_from(Source::Text));
    if blocks.iter().all(|block| !block.kind.is_served()) {
        return Err(CleanError::NoText);
    }
    let (text, plan) = draft.into_parts();
    let served: usize =
        blocks.iter().map(|block| letters(text.get(block.span.range()).unwrap_or_default())).sum();
    let gaps = || below(served, shown, LEAST_SERVED).map(Doubt::Gaps);
    metadata.doubt = metadata.doubt.or_else(gaps);
    Ok(Cleaned { text, plan, blocks, metadata })
}
