//! What lies in a corpus folder: listed first, then read file by file.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, DirEntry, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use sha2::{Digest, Sha256};

use super::caught::caught;
use super::other::{self, Others};
use super::{Article, CorpusError, Limits, Reading, SOURCES, SkipReason, Skipped, tell};
use crate::article::clean::{self, Format};
use crate::article::unpack::{Kind, Member, Unpacked, unpack};
use crate::english::sentences;
use crate::model::document::{Document, Metadata, Parts};
use crate::model::origins;

/// A file that may be an article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileEntry {
    /// Path below the corpus folder, with `/` between its steps.
    pub name: String,
    /// Where it lies, if the name does not tell because it is no Unicode.
    path: Option<PathBuf>,
    kind: Kind,
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
    sources: BTreeMap<String, Stated>,
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
    /// The encoding of the file's bytes, for instance as a server stated it.
    charset: Option<String>,
    /// When the file was fetched, and the digest that it then had: for people who look.
    #[serde(rename = "retrieved")]
    _retrieved: Option<Date>,
    #[serde(rename = "sha256")]
    _sha256: Option<String>,
    /// The address by which a feed names the page, where it leads to another one: for `corpus.feeds`.
    #[serde(rename = "link")]
    _link: Option<String>,
}

/// What is known of a file besides its bytes.
#[derive(Debug, Clone, Default)]
struct Stated {
    metadata: Metadata,
    charset: Option<String>,
}

/// A date may stand without quotes in TOML.
#[derive(Debug, serde::Deserialize)]
#[serde(untagged)]
enum Date {
    Words(String),
    Date(toml::value::Datetime),
}

impl Source {
    fn into_stated(self) -> Stated {
        let date = self.date.map(|date| match date {
            Date::Words(words) => words,
            Date::Date(date) => date.to_string(),
        });
        let metadata = Metadata {
            title: self.title,
            publisher: self.publisher,
            author: self.author,
            date,
            url: self.url,
            ..Metadata::default()
        }
        .read_from(origins::Source::SourcesFile);
        Stated { metadata, charset: self.charset }
    }
}

impl Folder {
    /// Lists a folder and its sub-folders.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn list(dir: &Path, limits: &Limits) -> Result<Self, CorpusError> {
        let folder = Self::list_quietly(dir, limits)?;
        for Skipped { name, reason } in &folder.skipped {
            tell(name, reason);
        }
        Ok(folder)
    }

    /// Lists a folder and its sub-folders, and logs nothing.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn list_quietly(dir: &Path, limits: &Limits) -> Result<Self, CorpusError> {
        let unreadable = |source| CorpusError::Folder { dir: dir.to_owned(), source };
        let mut folder = Self::empty(dir, *limits)?;
        let root = folder.root.clone();
        folder.files = folder.list_files(&root).map_err(unreadable)?;
        let sources = folder.read_sources(&root);
        let names: HashSet<&str> = folder.files.iter().map(|file| file.name.as_str()).collect();
        // What is in a file is known only when it is read.
        let is_known = |name: &str| {
            let mut ends = name.match_indices('#').map(|(at, _)| &name[..at]);
            names.contains(name) || ends.any(|file| names.contains(file))
        };
        let unknown: Vec<_> = sources.keys().filter(|name| !is_known(name)).cloned().collect();
        for name in unknown {
            folder.skip(SOURCES, SkipReason::UnknownSource(name));
        }
        folder.sources = sources;
        Ok(folder)
    }

    /// A folder of which nothing is listed, for files that come into it.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn empty(dir: &Path, limits: Limits) -> Result<Self, CorpusError> {
        let unreadable = |source| CorpusError::Folder { dir: dir.to_owned(), source };
        Ok(Self {
            root: dir.canonicalize().map_err(unreadable)?,
            limits,
            sources: BTreeMap::new(),
            sources_digest: None,
            files: vec![],
            skipped: vec![],
        })
    }

    fn skip(&mut self, name: &str, reason: SkipReason) {
        self.skipped.push(Skipped { name: name.to_owned(), reason });
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
        self.skip_part_names(&mut files);
        while files.len() > self.limits.max_files {
            if let Some(file) = files.pop() {
                self.skip(&file.name, SkipReason::TooMany { limit: self.limits.max_files });
            }
        }
        Ok(files)
    }

    /// Documents lie in the order of their names: no file's may stand among those of another one's parts.
    fn skip_part_names(&mut self, files: &mut Vec<FileEntry>) {
        let is_packed = |file: &&FileEntry| matches!(file.kind, Kind::Packed(_));
        let packed: HashSet<String> =
            files.iter().filter(is_packed).map(|file| file.name.clone()).collect();
        files.retain(|file| {
            let mut ends = file.name.match_indices('#').map(|(at, _)| &file.name[..at]);
            let of = ends.find(|name| packed.contains(*name));
            if let Some(of) = of {
                self.skip(&file.name, SkipReason::PartName { of: of.to_owned() });
            }
            of.is_none()
        });
        // `a.eml#…` stands before `a.eml.txt`, but behind `a.eml .txt`.
        let key = |file: &FileEntry| match file.kind {
            Kind::Packed(_) => [file.name.as_str(), "#"].concat(),
            Kind::Text(_) => file.name.clone(),
        };
        if !packed.is_empty() {
            files.sort_by_cached_key(key);
        }
    }

    /// Gives every file below the folder that may be an article to `take`, its size not asked yet.
    fn walk(&mut self, root: &Path, mut take: impl FnMut((FileEntry, DirEntry))) -> io::Result<()> {
        let mut folders = vec![(root.to_owned(), String::new())];
        let mut others = Others::default();
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
            let listed: Vec<io::Result<DirEntry>> = listed.collect();
            let pages = pages(&listed);
            for entry in listed {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) => {
                        self.skip(name, SkipReason::Unreadable(error.to_string()));
                        continue;
                    }
                };
                if is_kept_out(&entry) {
                    continue;
                }
                let file_name = entry.file_name();
                let (name, is_told) = (file_name.to_string_lossy(), file_name.to_str().is_some());
                let name = [prefix.as_str(), &name].concat();
                let is_told = is_told && !prefix.contains(char::REPLACEMENT_CHARACTER);
                // Links to folders are not followed: they could lead round in circles.
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    if !other::is_of_page(&entry.path(), &pages) {
                        folders.push((entry.path(), name + "/"));
                    }
                } else if let Some(kind) = Kind::of(&name) {
                    let path = (!is_told).then(|| entry.path());
                    take((FileEntry { name, path, kind, bytes: 0, changed: 0 }, entry));
                } else if name != SOURCES {
                    others.meet(&name);
                }
            }
        }
        for (name, reason) in others.reasons() {
            self.skip(&name, reason);
        }
        Ok(())
    }

    /// What [`SOURCES`] says, by file name. A bad entry loses itself alone.
    fn read_sources(&mut self, root: &Path) -> BTreeMap<String, Stated> {
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
                    sources.insert(name, source.into_stated());
                }
                Err(error) => {
                    let error = format!("[{name:?}] {}", one_line(&error));
                    self.skip(SOURCES, SkipReason::BadSources(error));
                }
            }
        }
        sources
    }

    /// Reads a file, and cleans and cuts the article or articles in it.
    #[must_use]
    pub fn read(&self, file: &FileEntry) -> Reading {
        let path = file.path.clone().unwrap_or_else(|| self.root.join(&file.name));
        self.read_raw(&path).map_or_else(
            |reason| Reading::from(Err((file.name.clone(), reason))),
            |raw| self.read_bytes(file, raw),
        )
    }

    /// Reads a file that is not in the folder yet, by the name that it would have there, with its address and its encoding
    /// where they are known.
    #[must_use]
    pub fn read_given(
        &self,
        name: &str,
        raw: Vec<u8>,
        url: Option<&str>,
        charset: Option<&str>,
    ) -> Reading {
        let Some(kind) = Kind::of(name) else { return Reading::default() };
        let limit = self.limits.max_file_bytes;
        let bytes = raw.len() as u64;
        if bytes > limit {
            return Reading::from(Err((name.to_owned(), SkipReason::TooLarge { bytes, limit })));
        }
        let metadata = Metadata { url: url.map(str::to_owned), ..Metadata::default() };
        let stated = Stated { metadata, charset: charset.map(str::to_owned) };
        let alone = Self {
            root: self.root.clone(),
            limits: self.limits,
            sources: BTreeMap::from([(name.to_owned(), stated)]),
            sources_digest: None,
            files: vec![],
            skipped: vec![],
        };
        alone.read_bytes(
            &FileEntry { name: name.to_owned(), path: None, kind, bytes, changed: 0 },
            raw,
        )
    }

    fn read_bytes(&self, file: &FileEntry, raw: Vec<u8>) -> Reading {
        let articles = match file.kind {
            Kind::Text(format) => {
                let member = Member::new(&*file.name, raw, format);
                return self.article(file, file.name.clone(), &member).into();
            }
            Kind::Packed(container) => {
                let limit = self.limits.max_file_bytes;
                let unpacked = caught(|| unpack(&raw, container, &file.name, limit));
                let unpacked = unpacked.map_err(SkipReason::Broken);
                drop(raw);
                unpacked.and_then(|unpacked| Ok(self.members(file, unpacked?)))
            }
        };
        articles.unwrap_or_else(|reason| Reading::from(Err((file.name.clone(), reason))))
    }

    /// The articles in a file that packs them.
    fn members(&self, file: &FileEntry, unpacked: Unpacked) -> Reading {
        let mut reading = Reading::default();
        for member in &unpacked.members {
            let name = [file.name.as_str(), "#", &member.name].concat();
            let read = self.article(file, name, member);
            let is_textless = |reason: &SkipReason| matches!(reason, SkipReason::Unclean(_));
            let other = member
                .alternative
                .as_ref()
                .filter(|_| read.as_ref().is_err_and(|(_, reason)| is_textless(reason)));
            let read = match other {
                Some(other) => {
                    self.article(file, [file.name.as_str(), "#", &other.name].concat(), other)
                }
                None => read,
            };
            reading.add(read);
        }
        for (name, reason) in unpacked.left_out {
            let name = [file.name.as_str(), "#", &name].concat();
            reading.add(Err((name, SkipReason::Packed(reason))));
        }
        reading
    }

    /// A text, cleaned and cut.
    fn article(
        &self,
        file: &FileEntry,
        name: String,
        member: &Member,
    ) -> Result<Article, (String, SkipReason)> {
        let read = caught(|| self.laid_out(file, &name, member)).map_err(SkipReason::Broken);
        read.flatten().map_err(|reason| (name, reason))
    }

    fn laid_out(
        &self,
        file: &FileEntry,
        name: &str,
        member: &Member,
    ) -> Result<Article, SkipReason> {
        let raw = member.bytes.as_slice();
        if raw.trim_ascii().is_empty() {
            return Err(SkipReason::Empty);
        }
        let stated = self.sources.get(name).or_else(|| self.sources.get(&file.name));
        let stated = stated.cloned().unwrap_or_default();
        let charset = stated.charset.as_deref().or(member.charset.as_deref());
        let cleaned = clean::clean_in(raw, member.format, charset)?;
        let text_digest = digest(cleaned.text.as_bytes());
        let sentences = sentences::sentences_of_blocks(&cleaned.text, &cleaned.blocks);
        let (first, second) = match member.is_stated_first {
            true => (member.metadata.clone(), cleaned.metadata),
            false => (cleaned.metadata, member.metadata.clone()),
        };
        let document = Document::new(Parts {
            name: name.to_owned(),
            digest: digest(raw),
            text: cleaned.text,
            plan: cleaned.plan,
            blocks: cleaned.blocks,
            sentences,
            metadata: stated.metadata.or(first).or(second),
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
            0 => Err(SkipReason::Empty),
            _ => Ok(raw),
        }
    }
}

fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Files whose sizes one thread asks for.
const BATCH: usize = 4096;

/// The names of the pages in a folder, without their extensions.
fn pages(listed: &[io::Result<DirEntry>]) -> HashSet<String> {
    let names = listed.iter().flatten().map(DirEntry::file_name);
    let page = |name: std::ffi::OsString| {
        let name = name.to_string_lossy();
        let is_page = matches!(Kind::of(&name), Some(Kind::Text(Format::Html)));
        let stem = name.rsplit_once('.').map(|(stem, _)| stem.to_owned());
        stem.filter(|_| is_page)
    };
    names.filter_map(page).collect()
}

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

/// A TOML error says its place in several lines.
fn one_line(error: &toml::de::Error) -> String {
    error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether this is none of the articles by its name or kind: what is hidden (so are the parts of a Kubernetes `ConfigMap`), or an
/// index that is kept inside of the folder.
fn is_kept_out(entry: &DirEntry) -> bool {
    let is_index = |dir: &Path| ["CURRENT", "LOCK"].iter().all(|name| dir.join(name).is_file());
    entry.file_name().as_encoded_bytes().starts_with(b".")
        || entry.file_type().is_ok_and(|kind| kind.is_dir()) && is_index(&entry.path())
}
