//! From the bytes of a file that packs its text (a mail, a saved page, an office file, a book, a feed) to the texts in it.
//! Each of them, a member, is cleaned from its own bytes, so that its plan and its citations stand on them.

mod archive;
mod epub;
mod feed;
mod gzip;
mod mail;
mod office;
mod pdf;
mod webarchive;
mod xml;

use std::collections::HashSet;
use std::io::Read;

pub use feed::{Named, named_pages};

use crate::article::clean::Format;
use crate::model::document::Metadata;

/// Files packed in files deeper than this are not read.
const DEEPEST: usize = 3;

/// How many times [`Limits`](crate::article::corpus::Limits) for one file all members together may have.
const TOGETHER: u64 = 4;

/// What a file is, told from its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A text: the file's own bytes are cleaned.
    Text(Format),
    /// Something that packs texts.
    Packed(Container),
}

/// What a file that packs its text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Container {
    /// A mail (RFC 5322, MIME).
    Mail,
    /// A page that a browser saved with all its parts (MHTML, RFC 2557).
    SavedPage,
    /// A text document of Word (Office Open XML).
    Word,
    /// A text document in the `OpenDocument` format.
    OpenDocument,
    /// A book; each chapter is an article.
    Epub,
    /// A page that Safari saved.
    WebArchive,
    /// A PDF with a text layer.
    Pdf,
    /// An RSS or Atom feed; each entry is an article.
    Feed,
    /// A file compressed with gzip.
    Gzip,
}

/// The extensions of names and what they stand for.
const EXTENSIONS: [(&str, Kind); 24] = [
    ("txt", Kind::Text(Format::Text)),
    ("text", Kind::Text(Format::Text)),
    ("md", Kind::Text(Format::Markdown)),
    ("markdown", Kind::Text(Format::Markdown)),
    ("html", Kind::Text(Format::Html)),
    ("htm", Kind::Text(Format::Html)),
    ("xhtml", Kind::Text(Format::Html)),
    ("xht", Kind::Text(Format::Html)),
    ("shtml", Kind::Text(Format::Html)),
    ("fodt", Kind::Text(Format::OpenDocument)),
    ("eml", Kind::Packed(Container::Mail)),
    ("mhtml", Kind::Packed(Container::SavedPage)),
    ("mht", Kind::Packed(Container::SavedPage)),
    ("docx", Kind::Packed(Container::Word)),
    ("docm", Kind::Packed(Container::Word)),
    ("odt", Kind::Packed(Container::OpenDocument)),
    ("epub", Kind::Packed(Container::Epub)),
    ("webarchive", Kind::Packed(Container::WebArchive)),
    ("pdf", Kind::Packed(Container::Pdf)),
    ("rss", Kind::Packed(Container::Feed)),
    ("atom", Kind::Packed(Container::Feed)),
    ("rdf", Kind::Packed(Container::Feed)),
    ("xml", Kind::Packed(Container::Feed)),
    ("gz", Kind::Packed(Container::Gzip)),
];

impl Kind {
    /// What the file of this name is; `None` if it is nothing that is read.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let (stem, extension) = name.rsplit('/').next()?.rsplit_once('.')?;
        // What only looks like an extension is the name of a hidden file.
        if stem.is_empty() {
            return None;
        }
        let found = EXTENSIONS.into_iter().find(|(name, _)| extension.eq_ignore_ascii_case(name));
        match found?.1 {
            // What is in it is told from the rest of the name.
            kind @ Self::Packed(Container::Gzip) => Self::of(stem).map(|_| kind),
            kind => Some(kind),
        }
    }
}

/// A text that was packed in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// What it is called in the file.
    pub name: String,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// What it is written in.
    pub format: Format,
    /// The name of its encoding, where the file states it.
    pub charset: Option<String>,
    /// What the file states about it.
    pub metadata: Metadata,
    /// Whether that goes before what the text itself states.
    pub is_stated_first: bool,
    /// The same in another form, for where this one has no text of an article.
    pub alternative: Option<Box<Member>>,
}

impl Member {
    /// A text of which nothing else is known.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: Vec<u8>, format: Format) -> Self {
        Self {
            name: name.into(),
            bytes,
            format,
            charset: None,
            metadata: Metadata::default(),
            is_stated_first: false,
            alternative: None,
        }
    }
}

/// What was found in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unpacked {
    /// The texts, each with a name of its own.
    pub members: Vec<Member>,
    /// What was not read, by name.
    pub left_out: Vec<(String, UnpackError)>,
}

impl Unpacked {
    /// The same, in a file of this name.
    fn below(mut self, name: &str) -> Self {
        for member in &mut self.members {
            member.name = format!("{name}#{}", member.name);
            if let Some(other) = &mut member.alternative {
                other.name = format!("{name}#{}", other.name);
            }
        }
        for (left_out, _) in &mut self.left_out {
            *left_out = format!("{name}#{left_out}");
        }
        self
    }
}

/// Why a file cannot be unpacked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnpackError {
    /// The bytes are not what the name says.
    #[error("it is no {what}, or damaged ({why}): save it again")]
    Damaged {
        /// What the name says.
        what: &'static str,
        /// What is wrong.
        why: String,
    },
    /// Nothing that could be served is in it.
    #[error("it has no text in it: {0}")]
    NoText(&'static str),
    /// It is locked with a password or for one reader program.
    #[error("it is encrypted: save it without a password or copy protection")]
    Encrypted,
    /// It unpacks to more than is read.
    #[error(
        "unpacked it has more than {limit} bytes: raise `corpus.max_file_bytes` or split the file"
    )]
    TooLarge {
        /// The most bytes that are read.
        limit: u64,
    },
    /// Files in files in files.
    #[error("it is packed in other files more than {DEEPEST} deep: unpack it")]
    TooDeep,
    /// Something attached that is not read.
    #[error("it is no text that can be read: save it as .txt, .html or .pdf beside the others")]
    Unknown,
}

/// How much may still be unpacked.
struct Budget {
    /// The most bytes of one member.
    each: u64,
    /// The bytes that are left for all.
    left: u64,
    /// Containers around the present one.
    depth: usize,
}

impl Budget {
    /// The most bytes that the next member may have.
    fn most(&self) -> u64 {
        self.each.min(self.left)
    }

    fn too_large(&self) -> UnpackError {
        UnpackError::TooLarge { limit: self.each }
    }

    /// Reads a member, and stops where it is too large.
    fn read(&mut self, from: impl Read, what: &'static str) -> Result<Vec<u8>, UnpackError> {
        let mut bytes = Vec::new();
        let most = self.most();
        let read = from.take(most.saturating_add(1)).read_to_end(&mut bytes);
        // What was read before the damage is too large all the same.
        if bytes.len() as u64 > most {
            return Err(self.too_large());
        }
        read.map_err(|error| UnpackError::Damaged { what, why: error.to_string() })?;
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }

    /// Counts a member that something else has unpacked.
    fn count(&mut self, bytes: &[u8]) -> Result<(), UnpackError> {
        let length = bytes.len() as u64;
        if length > self.most() {
            return Err(self.too_large());
        }
        self.left -= length;
        Ok(())
    }
}

/// Unpacks a file of this name, of which each text has `most_bytes` at most.
///
/// # Errors
/// If nothing in it can be served.
pub fn unpack(
    raw: &[u8],
    container: Container,
    name: &str,
    most_bytes: u64,
) -> Result<Unpacked, UnpackError> {
    let left = most_bytes.saturating_mul(TOGETHER);
    let mut unpacked =
        inside(raw, container, name, &mut Budget { each: most_bytes, left, depth: 0 })?;
    number_doubles(&mut unpacked.members);
    unpacked.members.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(unpacked)
}

/// What one container holds.
fn inside(
    raw: &[u8],
    container: Container,
    name: &str,
    budget: &mut Budget,
) -> Result<Unpacked, UnpackError> {
    if budget.depth >= DEEPEST {
        return Err(UnpackError::TooDeep);
    }
    budget.depth += 1;
    let unpacked = match container {
        Container::Mail => mail::mail(raw, budget),
        Container::SavedPage => mail::saved_page(raw, budget),
        Container::Word => office::word(raw, budget),
        Container::OpenDocument => office::open_document(raw, budget),
        Container::Epub => epub::epub(raw, budget),
        Container::WebArchive => webarchive::web_archive(raw, budget),
        Container::Pdf => pdf::pdf(raw, budget),
        Container::Feed => feed::feed(raw, budget),
        Container::Gzip => gzip::gzip(raw, name, budget),
    };
    budget.depth -= 1;
    unpacked
}

/// What a file within a file holds: itself, if it is a text.
fn file(bytes: Vec<u8>, name: &str, budget: &mut Budget) -> Result<Unpacked, UnpackError> {
    match Kind::of(name) {
        Some(Kind::Text(format)) => {
            let member = Member::new(name, bytes, format);
            Ok(Unpacked { members: vec![member], left_out: vec![] })
        }
        Some(Kind::Packed(container)) => Ok(inside(&bytes, container, name, budget)?.below(name)),
        None => Err(UnpackError::Unknown),
    }
}

/// Gives the second member of a name, and each after it, a number.
fn number_doubles(members: &mut [Member]) {
    let mut taken = HashSet::new();
    for member in members {
        let name = member.name.clone();
        let mut number = 2;
        while !taken.insert(member.name.clone()) {
            member.name = format!("{name}.{number}");
            number += 1;
        }
    }
}
