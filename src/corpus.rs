//! Loads a folder of articles. The only room that reads it.
//!
//! A file that cannot be served is skipped with a reason, and the rest is loaded.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::clean::{self, CleanError, Format};
use crate::document::{Document, LayoutError, Metadata, Parts};
use crate::segment;

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
    /// The same bytes or the same clean text as in another file.
    #[error("it is the same article as {of}")]
    Duplicate {
        /// The document that is served.
        of: String,
    },
    /// The parts do not fit each other: a mistake of this program.
    #[error("its text could not be laid out, please report this: {0}")]
    Layout(#[from] LayoutError),
    /// [`SOURCES`] is no TOML, or has an unknown key or a value of the wrong type.
    #[error("it is not understood: {0}")]
    BadSources(String),
    /// [`SOURCES`] names a file that is not there.
    #[error("it names {0:?}, which is not in the folder")]
    UnknownSource(String),
}

/// Why there is no corpus.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// The folder is not there or cannot be read.
    #[error("the corpus folder {} cannot be read ({source}): name a folder with articles (.txt, .md, .html)", .dir.display())]
    Folder {
        /// The folder.
        dir: PathBuf,
        /// What went wrong.
        source: io::Error,
    },
    /// No file of the folder can be served.
    #[error("the corpus folder {} has no article that can be served ({skipped} files skipped): put .txt, .md or .html files into it", .dir.display())]
    Empty {
        /// The folder.
        dir: PathBuf,
        /// Files that were skipped; the log says why.
        skipped: usize,
    },
}

impl Corpus {
    /// Loads all `.txt`, `.md` and `.html` files of a folder and its sub-folders.
    ///
    /// # Errors
    /// If the folder cannot be read or has nothing to serve.
    pub fn load(dir: &Path, limits: &Limits) -> Result<Self, CorpusError> {
        let folder = |source| CorpusError::Folder { dir: dir.to_owned(), source };
        let root = dir.canonicalize().map_err(folder)?;
        let mut loader = Loader::new(limits);
        let files = loader.list(&root).map_err(folder)?;
        let mut sources = loader.sources(&root);
        for (name, path, format) in files {
            let stated = sources.remove(&name).unwrap_or_default();
            loader.load(&root, name, &path, format, stated);
        }
        for (name, _) in sources {
            loader.skip(SOURCES, SkipReason::UnknownSource(name));
        }
        let corpus = loader.finish();
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

    /// The documents, sorted by name.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// What is not served, sorted by name.
    #[must_use]
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }
}

/// What [`SOURCES`] may say about a file.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    title: Option<String>,
    publisher: Option<String>,
    author: Option<String>,
    date: Option<Date>,
    url: Option<String>,
}

/// A date may stand without quotes in TOML.
#[derive(Debug, serde::Deserialize)]
#[serde(untagged)]
enum Date {
    Words(String),
    Date(toml::value::Datetime),
}

impl Source {
    fn into_metadata(self) -> Metadata {
        let date = self.date.map(|date| match date {
            Date::Words(words) => words,
            Date::Date(date) => date.to_string(),
        });
        Metadata {
            title: self.title,
            publisher: self.publisher,
            author: self.author,
            date,
            url: self.url,
        }
    }
}

/// A corpus on its way.
struct Loader<'l> {
    limits: &'l Limits,
    corpus: Corpus,
    /// The names of the documents by digest of their bytes and of their text.
    seen: HashMap<[u8; 32], String>,
}

impl<'l> Loader<'l> {
    fn new(limits: &'l Limits) -> Self {
        let corpus = Corpus { documents: vec![], skipped: vec![] };
        Self { limits, corpus, seen: HashMap::new() }
    }

    fn skip(&mut self, name: &str, reason: SkipReason) {
        tracing::warn!(file = name, "skipped {name}: {reason}");
        self.corpus.skipped.push(Skipped { name: name.to_owned(), reason });
    }

    fn finish(mut self) -> Corpus {
        self.corpus.skipped.sort_by(|a, b| a.name.cmp(&b.name));
        self.corpus
    }

    /// All files that may be articles, sorted by name.
    fn list(&mut self, root: &Path) -> io::Result<Vec<(String, PathBuf, Format)>> {
        let mut files = Vec::new();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) if folder == root => return Err(error),
                Err(error) => {
                    self.skip(
                        &name_below(root, &folder),
                        SkipReason::Unreadable(error.to_string()),
                    );
                    continue;
                }
            };
            for entry in entries {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) => {
                        let name = name_below(root, &folder);
                        self.skip(&name, SkipReason::Unreadable(error.to_string()));
                        continue;
                    }
                };
                let path = entry.path();
                // Links to folders are not followed: they could lead round in circles.
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    folders.push(path);
                } else if let Some(format) = format_of(&path) {
                    files.push((name_below(root, &path), path, format));
                }
            }
        }
        files.sort();
        while files.len() > self.limits.max_files {
            if let Some((name, ..)) = files.pop() {
                self.skip(&name, SkipReason::TooMany { limit: self.limits.max_files });
            }
        }
        Ok(files)
    }

    /// What [`SOURCES`] says, by file name. A bad entry loses itself alone.
    fn sources(&mut self, root: &Path) -> BTreeMap<String, Metadata> {
        let text = match fs::read_to_string(root.join(SOURCES)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return BTreeMap::new(),
            Err(error) => {
                self.skip(SOURCES, SkipReason::Unreadable(error.to_string()));
                return BTreeMap::new();
            }
        };
        let table: toml::Table = match toml::from_str(&text) {
            Ok(table) => table,
            Err(error) => {
                self.skip(SOURCES, SkipReason::BadSources(one_line(&error)));
                return BTreeMap::new();
            }
        };
        let mut sources = BTreeMap::new();
        for (name, value) in table {
            match value.try_into::<Source>() {
                Ok(source) => {
                    sources.insert(name, source.into_metadata());
                }
                Err(error) => {
                    let error = format!("[{name:?}] {}", one_line(&error));
                    self.skip(SOURCES, SkipReason::BadSources(error));
                }
            }
        }
        sources
    }

    fn load(&mut self, root: &Path, name: String, path: &Path, format: Format, stated: Metadata) {
        match self.document(root, &name, path, format, stated) {
            Ok(document) => {
                self.seen.insert(*document.digest(), name.clone());
                self.seen.insert(digest(document.text().as_bytes()), name);
                self.corpus.documents.push(document);
            }
            Err(reason) => self.skip(&name, reason),
        }
    }

    fn document(
        &self,
        root: &Path,
        name: &str,
        path: &Path,
        format: Format,
        stated: Metadata,
    ) -> Result<Document, SkipReason> {
        let raw = self.read(root, path)?;
        let digest_of_raw = digest(&raw);
        self.check_new(&digest_of_raw)?;
        let cleaned = clean::clean(&raw, format)?;
        self.check_new(&digest(cleaned.text.as_bytes()))?;
        let sentences = segment::sentences_of_blocks(&cleaned.text, &cleaned.blocks);
        Ok(Document::new(Parts {
            name: name.to_owned(),
            digest: digest_of_raw,
            text: cleaned.text,
            plan: cleaned.plan,
            blocks: cleaned.blocks,
            sentences,
            metadata: stated.or(cleaned.metadata),
        })?)
    }

    fn check_new(&self, digest: &[u8; 32]) -> Result<(), SkipReason> {
        match self.seen.get(digest) {
            Some(of) => Err(SkipReason::Duplicate { of: of.clone() }),
            None => Ok(()),
        }
    }

    fn read(&self, root: &Path, path: &Path) -> Result<Vec<u8>, SkipReason> {
        let unreadable = |error: io::Error| SkipReason::Unreadable(error.to_string());
        let real = path.canonicalize().map_err(unreadable)?;
        if !real.starts_with(root) {
            return Err(SkipReason::Outside);
        }
        let file = File::open(&real).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if !metadata.is_file() {
            return Err(SkipReason::Unreadable("it is no regular file".to_owned()));
        }
        let limit = self.limits.max_file_bytes;
        let too_large = |bytes| SkipReason::TooLarge { bytes, limit };
        if metadata.len() > limit {
            return Err(too_large(metadata.len()));
        }
        // The file may grow while it is being read.
        let mut raw = Vec::new();
        file.take(limit.saturating_add(1)).read_to_end(&mut raw).map_err(unreadable)?;
        match raw.len() as u64 {
            bytes if bytes > limit => Err(too_large(bytes)),
            _ if raw.trim_ascii().is_empty() => Err(SkipReason::Empty),
            _ => Ok(raw),
        }
    }
}

fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn format_of(path: &Path) -> Option<Format> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "txt" => Some(Format::Text),
        "md" | "markdown" => Some(Format::Markdown),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        _ => None,
    }
}

/// The path below the folder, with `/` between its steps on every system.
fn name_below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let steps: Vec<_> = below.components().map(|step| step.as_os_str().to_string_lossy()).collect();
    steps.join("/")
}

/// A TOML error says its place in several lines.
fn one_line(error: &toml::de::Error) -> String {
    error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}
