//! What is to be taken in, and what it is.

use super::IntakeError;
use crate::article::unpack::Kind;
use crate::fetch::Fetched;

/// What is to be taken in.
#[derive(Debug, Clone)]
pub struct Given {
    /// What it is called where it comes from.
    pub name: String,
    /// The end of the name that tells what it is.
    pub extension: String,
    /// As it came.
    pub bytes: Vec<u8>,
    /// Where it was in the end.
    pub url: Option<String>,
    /// By which address it is known besides.
    pub link: Option<String>,
    /// The encoding that was stated outside of it.
    pub charset: Option<String>,
}

/// Kinds of files as servers name them.
const KINDS: [(&str, &str); 13] = [
    ("text/html", "html"),
    ("application/xhtml+xml", "xhtml"),
    ("text/plain", "txt"),
    ("text/markdown", "md"),
    ("message/rfc822", "eml"),
    ("multipart/related", "mhtml"),
    ("application/pdf", "pdf"),
    ("application/epub+zip", "epub"),
    ("application/rss+xml", "rss"),
    ("application/atom+xml", "atom"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/gzip", "gz"),
];

impl Given {
    /// A file of this name and ending.
    #[must_use]
    pub fn file(name: &str, extension: &str, bytes: Vec<u8>) -> Self {
        let (name, extension) = (name.to_owned(), extension.to_owned());
        Self { name, extension, bytes, url: None, link: None, charset: None }
    }

    /// A page, if it is something that can be read.
    ///
    /// # Errors
    /// If the server says that it is something else.
    pub fn page(fetched: Fetched) -> Result<Self, IntakeError> {
        let kind = fetched.kind.as_deref().unwrap_or_default();
        let address = fetched.url.split(['?', '#']).next().unwrap_or_default();
        let (_, path) = address.split_once("://").unwrap_or_default();
        let named = path.rsplit_once('.').map(|(_, extension)| extension);
        let named =
            named.filter(|end| !end.contains('/') && Kind::of(&format!("x.{end}")).is_some());
        let known = KINDS.iter().find(|(name, _)| *name == kind).map(|(_, extension)| *extension);
        // Servers that know no better say that a file is bytes, or text.
        let extension = match known {
            Some("txt") | None => named.or(known),
            known => known,
        };
        let is_page = kind.is_empty() && fetched.bytes.trim_ascii_start().starts_with(b"<");
        let extension = extension.or(is_page.then_some("html"));
        let stem = named.and_then(|end| path.strip_suffix(end)).unwrap_or(path).to_owned();
        let extension = extension.ok_or_else(|| {
            IntakeError::Unfit(format!("{} is nothing that is read", or_unnamed(kind)))
        })?;
        let page = Self::file(&stem, extension, fetched.bytes);
        Ok(Self { charset: fetched.charset, url: Some(fetched.url), ..page })
    }
}

fn or_unnamed(kind: &str) -> &str {
    if kind.is_empty() { "what has no type stated" } else { kind }
}
