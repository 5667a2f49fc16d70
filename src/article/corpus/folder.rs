//! What lies in a corpus folder: listed first, then read file by file.

use std::collections::BTreeMap;
use std::fs::{self, DirEntry, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use sha2::{Digest, Sha256};

use super::caught::caught;
use super::{Article, CorpusError, Limits, SOURCES, SkipReason, Skipped, skipped};
use crate::article::clean::{self, Format};
use crate::english::sentences;
use crate::model::document::{Document, Metadata, Parts};

/// A file that may be an article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileEntry {
    /// Path below the corpus folder, with `/` between its steps.
    pub name: String,
    /// Where it lies, if the name does not tell because it is no Unicode.
    path: Option<PathBuf>,
    format: Format,
    /// Size in bytes when the folder was listed.
    pub bytes: u64,
    /// When it was last changed, in nanoseconds since 1970; 0 where the system does not tell.
    pub changed: u64,
}

/// What lies in a corpus folder, not read yet.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    limits: Limits,
    sources: BTreeMap<String, Metadata>,
    /// SHA-256 of [`SOURCES`], if there is one.
    pub sources_digest: Option<[u8; 32]>,
    /// The files that may be articles, sorted by name.
    pub files: Vec<FileEntry>,
    /// What is known not to be served.
    pub skipped: Vec<Skipped>,
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

impl Folder {
    /// Lists a folder and its sub-folders.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn list(dir: &Path, limits: &Limits) -> Result<Self, CorpusError> {
        let unreadable = |source| CorpusError::Folder { dir: dir.to_owned(), source };
        let root = dir.canonicalize().map_err(unreadable)?;
        let mut folder = Self {
            root: root.clone(),
            limits: *limits,
            sources: BTreeMap::new(),
            sources_digest: None,
            files: vec![],
            skipped: vec![],
        };
        folder.files = folder.list_files(&root).map_err(unreadable)?;
        let sources = folder.read_sources(&root);
        for name in sources.keys() {
            if folder.files.binary_search_by(|file| file.name.cmp(name)).is_err() {
                folder.skip(SOURCES, SkipReason::UnknownSource(name.clone()));
            }
        }
        folder.sources = sources;
        Ok(folder)
    }

    fn skip(&mut self, name: &str, reason: SkipReason) {
        self.skipped.push(skipped(name, reason));
    }

    /// All files that may be articles, sorted by name.
    fn list_files(&mut self, root: &Path) -> io::Result<Vec<FileEntry>> {
        // With many files most of a start goes into asking the system for their sizes: other threads do it meanwhile.
        let mut files = std::thread::scope(|scope| -> io::Result<Vec<FileEntry>> {
            let (mut batch, mut asked) = (Vec::new(), Vec::new());
            self.walk(root, |file| {
                batch.push(file);
                if batch.len() == BATCH {
                    let batch = std::mem::take(&mut batch);
                    asked.push(scope.spawn(|| all_facts(batch)));
                }
            })?;
            let mut files = all_facts(batch);
            for asked in asked {
                files.extend(asked.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            Ok(files)
        })?;
        files.sort();
        while files.len() > self.limits.max_files {
            if let Some(file) = files.pop() {
                self.skip(&file.name, SkipReason::TooMany { limit: self.limits.max_files });
            }
        }
        Ok(files)
    }

    /// Gives every file below the folder that may be an article to `take`, its size not asked yet.
    fn walk(&mut self, root: &Path, mut take: impl FnMut((FileEntry, DirEntry))) -> io::Result<()> {
        let mut folders = vec![(root.to_owned(), String::new())];
        while let Some((folder, prefix)) = folders.pop() {
            let name = prefix.trim_end_matches('/');
            let listed = match fs::read_dir(&folder) {
                Ok(listed) => listed,
                Err(error) if folder == root => return Err(error),
                Err(error) => {
                    self.skip(name, SkipReason::Unreadable(error.to_string()));
                    continue;
                }
            };
            for entry in listed {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) => {
                        self.skip(name, SkipReason::Unreadable(error.to_string()));
                        continue;
                    }
                };
                let file_name = entry.file_name();
                let (name, is_told) = (file_name.to_string_lossy(), file_name.to_str().is_some());
                let name = [prefix.as_str(), &name].concat();
                let is_told = is_told && !prefix.contains(char::REPLACEMENT_CHARACTER);
                // Links to folders are not followed: they could lead round in circles.
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    folders.push((entry.path(), name + "/"));
                } else if let Some(format) = format_of(&name) {
                    let path = (!is_told).then(|| entry.path());
                    take((FileEntry { name, path, format, bytes: 0, changed: 0 }, entry));
                }
            }
        }
        Ok(())
    }

    /// What [`SOURCES`] says, by file name. A bad entry loses itself alone.
    fn read_sources(&mut self, root: &Path) -> BTreeMap<String, Metadata> {
        let text = match fs::read_to_string(root.join(SOURCES)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return BTreeMap::new(),
            Err(error) => {
                self.skip(SOURCES, SkipReason::Unreadable(error.to_string()));
                return BTreeMap::new();
            }
        };
        self.sources_digest = Some(digest(text.as_bytes()));
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

    /// Reads, cleans and cuts an article.
    ///
    /// # Errors
    /// If the file cannot be served.
    pub fn read(&self, file: &FileEntry) -> Result<Article, SkipReason> {
        let raw =
            self.read_raw(&file.path.clone().unwrap_or_else(|| self.root.join(&file.name)))?;
        caught(|| self.laid_out(file, &raw)).map_err(SkipReason::Broken)?
    }

    /// A file's bytes, cleaned and cut.
    fn laid_out(&self, file: &FileEntry, raw: &[u8]) -> Result<Article, SkipReason> {
        let cleaned = clean::clean(raw, file.format)?;
        let text_digest = digest(cleaned.text.as_bytes());
        let sentences = sentences::sentences_of_blocks(&cleaned.text, &cleaned.blocks);
        let stated = self.sources.get(&file.name).cloned().unwrap_or_default();
        let document = Document::new(Parts {
            name: file.name.clone(),
            digest: digest(raw),
            text: cleaned.text,
            plan: cleaned.plan,
            blocks: cleaned.blocks,
            sentences,
            metadata: stated.or(cleaned.metadata),
        })?;
        Ok(Article { document, text_digest })
    }

    /// The folder, as an absolute path.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// An article that was read before and has not changed since.
    #[must_use]
    pub fn unchanged(document: Document) -> Article {
        let text_digest = digest(document.text().as_bytes());
        Article { document, text_digest }
    }

    fn read_raw(&self, path: &Path) -> Result<Vec<u8>, SkipReason> {
        let unreadable = |error: io::Error| SkipReason::Unreadable(error.to_string());
        let real = path.canonicalize().map_err(unreadable)?;
        if !real.starts_with(&self.root) {
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

/// Files whose sizes one thread asks for.
const BATCH: usize = 4096;

/// Asks for sizes and times of change. The files come back sorted, so that sorting all of them is quick.
fn all_facts(files: Vec<(FileEntry, DirEntry)>) -> Vec<FileEntry> {
    let mut files: Vec<FileEntry> = files.into_iter().map(facts).collect();
    files.sort();
    files
}

fn facts((mut file, entry): (FileEntry, DirEntry)) -> FileEntry {
    // A link's own size says nothing of what it leads to: it is asked for the file's.
    let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
    let metadata = if is_link { fs::metadata(entry.path()) } else { entry.metadata() };
    if let Ok(metadata) = metadata {
        file.bytes = metadata.len();
        let changed = metadata.modified().ok();
        let changed = changed.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        file.changed = changed.map_or(0, |time| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX));
    }
    file
}

fn format_of(name: &str) -> Option<Format> {
    let (stem, extension) = name.rsplit('/').next()?.rsplit_once('.')?;
    // What only looks like an extension is the name of a hidden file.
    if stem.is_empty() {
        return None;
    }
    let formats = [
        ("txt", Format::Text),
        ("md", Format::Markdown),
        ("markdown", Format::Markdown),
        ("html", Format::Html),
        ("htm", Format::Html),
        ("xhtml", Format::Html),
    ];
    let found = formats.into_iter().find(|(name, _)| extension.eq_ignore_ascii_case(name));
    found.map(|(_, format)| format)
}

/// A TOML error says its place in several lines.
fn one_line(error: &toml::de::Error) -> String {
    error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}
