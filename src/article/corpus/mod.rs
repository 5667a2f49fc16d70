//! Loads a folder of articles. The only room that reads it.
//!
//! A file that cannot be served is skipped with a reason, and the rest is loaded.

mod caught;
mod folder;
mod other;

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use crate::article::clean::CleanError;
use crate::article::unpack::UnpackError;
use crate::model::document::{Document, LayoutError};
pub use caught::caught;
pub use folder::{FileEntry, Folder};

/// The file in the corpus folder that says more about the articles.
pub const SOURCES: &str = "sources.toml";

/// How much is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Files with more bytes are skipped. Default: 16 MiB, a shelf of novels.
    pub max_file_bytes: u64,
    /// Files beyond this number, in the order of their names, are skipped. Default: 100 000.
    pub max_files: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_file_bytes: 16 << 20, max_files: 100_000 }
    }
}

/// The articles of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corpus {
    documents: Vec<Document>,
    skipped: Vec<Skipped>,
}

/// A file that is not served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Path below the corpus folder.
    pub name: String,
    /// Why.
    pub reason: SkipReason,
}

/// Why a file, or something in [`SOURCES`], is not served.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SkipReason {
    /// The file has no bytes, or only white space.
    #[error("it is empty")]
    Empty,
    /// The file is larger than [`Limits::max_file_bytes`].
    #[error("it has {bytes} bytes, the limit is {limit}: raise the limit or split the file")]
    TooLarge {
        /// Size of the file.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// More files than [`Limits::max_files`].
    #[error("the folder has more than {limit} files")]
    TooMany {
        /// The limit.
        limit: usize,
    },
    /// The file cannot be read.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    /// A link to a place outside of the folder.
    #[error("it is a link to a place outside of the folder")]
    Outside,
    /// The file gives no clean text.
    #[error(transparent)]
    Unclean(#[from] CleanError),
    /// The file packs its text, and cannot be unpacked.
    #[error(transparent)]
    Packed(#[from] UnpackError),
    /// The same bytes or the same clean text as in another file.
    #[error("it is the same article as {of}")]
    Duplicate {
        /// The document that is served.
        of: String,
    },
    /// The parts do not fit each other: a mistake of this program.
    #[error("its text could not be laid out, please report this: {0}")]
    Layout(#[from] LayoutError),
    /// A stage panicked on it: a mistake of this program.
    #[error("it breaks a stage of the program, please report this: {0}")]
    Broken(String),
    /// A file that is no article, the first of its kind.
    #[error("{advice}{}", more(*.others, .extension))]
    Other {
        /// How many more there are.
        others: usize,
        /// The end of their names.
        extension: String,
        /// What to do.
        advice: &'static str,
        /// Whether nothing needs to be done.
        is_in_order: bool,
    },
    /// A file with the name of a part of another one.
    #[error("its name is that of a part of {of}: give it a name without #")]
    PartName {
        /// The file that has parts.
        of: String,
    },
    /// [`SOURCES`] is no TOML, or has an unknown key or a value of the wrong type.
    #[error("it is not understood: {0}")]
    BadSources(String),
    /// [`SOURCES`] names a file that is not there.
    #[error("it names {0:?}, which is not in the folder")]
    UnknownSource(String),
}

/// How many more files there are of a kind.
fn more(others: usize, extension: &str) -> String {
    match (others, extension) {
        (0, _) => String::new(),
        (others, "") => format!(" (and {others} more files without an ending)"),
        (others, extension) => format!(" (and {others} more .{extension})"),
    }
}

impl SkipReason {
    /// Whether something that might be wanted is not served; not so with the pictures of a page.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        !matches!(self, Self::Other { is_in_order: true, .. })
    }
}

/// Why there is no corpus.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// The folder is not there or cannot be read.
    #[error("the corpus folder {} cannot be read ({source}): name a folder with articles (.txt, .md, .html, .eml, .docx …)", .dir.display())]
    Folder {
        /// The folder.
        dir: PathBuf,
        /// What went wrong.
        source: io::Error,
    },
    /// No file of the folder can be served.
    #[error("the corpus folder {} has no article that can be served ({skipped} files skipped): put articles into it (.txt, .md, .html, .eml, .docx …)", .dir.display())]
    Empty {
        /// The folder.
        dir: PathBuf,
        /// Files that were skipped; the log says why.
        skipped: usize,
    },
}

impl Corpus {
    /// Loads all articles of a folder and its sub-folders.
    ///
    /// # Errors
    /// If the folder cannot be read or has nothing to serve.
    pub fn load(dir: &Path, limits: &Limits) -> Result<Self, CorpusError> {
        Self::read(&Folder::list(dir, limits)?)
    }

    /// Reads the articles of a folder that was listed.
    ///
    /// # Errors
    /// If it has nothing to serve.
    pub fn read(folder: &Folder) -> Result<Self, CorpusError> {
        let dir = folder.root();
        let mut seen = Seen::default();
        let mut corpus = Self { documents: vec![], skipped: folder.skipped.clone() };
        for file in &folder.files {
            let Reading { articles, skipped: left_out } = folder.read(file);
            corpus.skipped.extend(left_out);
            for article in articles {
                let name = article.document.name().to_owned();
                match seen.admit(article) {
                    Ok(document) => corpus.documents.push(document),
                    Err(reason) => corpus.skipped.push(skipped(&name, reason)),
                }
            }
        }
        corpus.sort_skipped();
        if corpus.documents.is_empty() {
            return Err(CorpusError::Empty { dir: dir.to_owned(), skipped: corpus.skipped.len() });
        }
        tracing::info!(
            documents = corpus.documents.len(),
            skipped = corpus.skipped.len(),
            "loaded the corpus {}",
            dir.display()
        );
        Ok(corpus)
    }

    /// What was read from one file.
    #[must_use]
    pub fn of(reading: Reading) -> Self {
        let documents = reading.articles.into_iter().map(|article| article.document).collect();
        Self { documents, skipped: reading.skipped }
    }

    /// The corpus without documents that turned out to be unfit to be served, each with the reason.
    #[must_use]
    pub fn without(mut self, unfit: Vec<Skipped>) -> Self {
        self.documents.retain(|document| unfit.iter().all(|one| one.name != document.name()));
        self.skipped.extend(unfit);
        self.sort_skipped();
        self
    }

    fn sort_skipped(&mut self) {
        self.skipped.sort_by(|a, b| a.name.cmp(&b.name));
    }

    /// The documents, sorted by name.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The documents alone, sorted by name.
    #[must_use]
    pub fn into_documents(self) -> Vec<Document> {
        self.documents
    }

    /// What is not served, sorted by name.
    #[must_use]
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }
}

/// An article that was read, not yet compared with others.
#[derive(Debug)]
pub struct Article {
    /// The article.
    pub document: Document,
    text_digest: [u8; 32],
}

/// What was read from a file.
#[derive(Debug, Default)]
pub struct Reading {
    /// The articles, sorted by name.
    pub articles: Vec<Article>,
    /// What in it is not served.
    pub skipped: Vec<Skipped>,
}

impl Reading {
    fn add(&mut self, read: Result<Article, (String, SkipReason)>) {
        match read {
            Ok(article) => self.articles.push(article),
            Err((name, reason)) => self.skipped.push(skipped(&name, reason)),
        }
    }
}

impl From<Result<Article, (String, SkipReason)>> for Reading {
    fn from(read: Result<Article, (String, SkipReason)>) -> Self {
        let mut reading = Self::default();
        reading.add(read);
        reading
    }
}

/// What was read so far, for telling an article that comes twice.
#[derive(Debug, Default)]
pub struct Seen {
    /// The names of the documents by digest of their bytes and of their text.
    names: HashMap<[u8; 32], String>,
}

impl Seen {
    /// Lets a document in that is no other one's double.
    ///
    /// # Errors
    /// If it is the same article as one before.
    pub fn admit(&mut self, article: Article) -> Result<Document, SkipReason> {
        let digests = [*article.document.digest(), article.text_digest];
        if let Some(of) = digests.iter().find_map(|digest| self.names.get(digest)) {
            return Err(SkipReason::Duplicate { of: of.clone() });
        }
        for digest in digests {
            self.names.insert(digest, article.document.name().to_owned());
        }
        Ok(article.document)
    }
}

/// Logs that a file is not served.
fn tell(name: &str, reason: &SkipReason) {
    if reason.is_fault() {
        tracing::warn!(file = name, "skipped {name}: {reason}");
    } else {
        tracing::debug!(file = name, "skipped {name}: {reason}");
    }
}

/// Notes a file that is not served.
pub(crate) fn skipped(name: &str, reason: SkipReason) -> Skipped {
    tell(name, &reason);
    Skipped { name: name.to_owned(), reason }
}
