//! The index on disk. Every build goes into a folder of its own, a generation, and only when all of it is on the disk
//! does the file `CURRENT` name it. So a crash leaves the old generation or the new one, never half of one.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::MmapDirectory;

use super::build::{Builder, in_order, prepare, take_over, write_synced};
use super::checksums::Checksums;
use super::codec::{Reader, Writer};
use super::directory::CheckedDirectory;
use super::record;
use super::store::{self, DOCUMENTS, Mapped, OFFSETS, SPELLINGS, Store, VOICES, WORDS};
use super::words::Learner;
use super::{Index, IndexError, voices};
use crate::article::corpus::{
    Article, CorpusError, FileEntry, Folder, Seen, SkipReason, caught, skipped,
};
use crate::model::document::DocumentNumber;

/// Names the generation that is to be read.
const CURRENT: &str = "CURRENT";

/// Held while a generation is being built.
const LOCK: &str = "LOCK";

/// The files that a generation was built from.
const FILES: &str = "files.bin";

/// Start of a generation's folder name.
const GENERATION: &str = "generation-";

/// What a generation's format is called. Another version of this program cleans and cuts in another way, so it
/// builds anew.
const FORMAT: &str = concat!("verbatim ", env!("CARGO_PKG_VERSION"), " format 7");

/// What became of the index on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened {
    /// Files that were read and cleaned.
    pub read: usize,
    /// Files that were taken over as they were.
    pub kept: usize,
}

/// Opens the index of a corpus folder, after reading what has changed in it.
///
/// `progress` is told how many files are done and how many there are.
///
/// # Errors
/// If the index folder cannot be written or the corpus has nothing to serve.
pub fn open(
    dir: &Path,
    folder: &Folder,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<(Index, Store, Opened), OpenError> {
    if let Some(current) = current(dir)
        && current.is_of(folder)
        && let Ok((index, store)) = current.load()
    {
        return Ok((index, store, Opened { read: 0, kept: folder.files.len() }));
    }
    fs::create_dir_all(dir)?;
    let lock = File::create(dir.join(LOCK)).map_err(OpenError::ReadOnly)?;
    lock.lock()?;
    // Another process may have built it while this one waited.
    let old = current(dir);
    if let Some(current) = &old
        && current.is_of(folder)
        && let Ok((index, store)) = current.load()
    {
        return Ok((index, store, Opened { read: 0, kept: folder.files.len() }));
    }
    remove_others(dir, old.as_ref());
    let (generation, opened) = build_next(dir, folder, old.as_ref(), progress)?;
    let (index, store) = generation.load()?;
    remove_others(dir, Some(&generation));
    Ok((index, store, opened))
}

/// Puts a damaged index aside: the next to open it builds it anew.
///
/// # Errors
/// If its folder cannot be written to.
pub fn discard(dir: &Path) -> io::Result<()> {
    match fs::remove_file(dir.join(CURRENT)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Why an index cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The corpus.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The folder of the index cannot be written to.
    #[error(
        "the folder of `index.dir` cannot be written to ({0}), and has no index of these articles: let this user write there, or build the \
         index as another one"
    )]
    ReadOnly(io::Error),
    /// The folder of the index.
    #[error("the index folder cannot be used: {0}: see `index.dir`")]
    Folder(#[from] io::Error),
}

impl From<tantivy::TantivyError> for OpenError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Index(error.into())
    }
}

/// A finished build.
struct Generation {
    folder: PathBuf,
    checksums: Arc<Checksums>,
    /// What [`FILES`] holds.
    files: Vec<u8>,
}

/// The generation that `CURRENT` names, if its files have their lengths and the list of what it was built from is whole.
fn current(dir: &Path) -> Option<Generation> {
    let name = fs::read_to_string(dir.join(CURRENT)).ok()?;
    let name = name.trim();
    if !name.starts_with(GENERATION) || name.contains(['/', '\\']) {
        return None;
    }
    let folder = dir.join(name);
    Generation::read(folder).ok()
}

impl Generation {
    fn read(folder: PathBuf) -> Result<Self, IndexError> {
        let checksums = Arc::new(Checksums::read(&folder)?);
        let files = checksums.read_file(&folder, FILES)?;
        Ok(Self { folder, checksums, files })
    }

    /// Whether it was built from just these files, by size and time of change.
    fn is_of(&self, folder: &Folder) -> bool {
        self.files.starts_with(&header(folder))
            && self.listed().is_some_and(|mut listed| {
                folder.files.iter().all(|file| {
                    let same = |entry: Listed<'_>| entry.is(file);
                    listed.next().flatten().is_some_and(same)
                }) && listed.next().is_none()
            })
    }

    /// The files in their order; `None` where the bytes are damaged.
    fn listed(&self) -> Option<impl Iterator<Item = Option<Listed<'_>>>> {
        let mut from = Reader::new(&self.files);
        from.text()?;
        from.bytes(33)?;
        let count = from.number()?;
        Some((0..count).map(move |_| {
            Some(Listed {
                name: from.text()?,
                bytes: from.long()?,
                changed: from.long()?,
                documents: (from.number()?, from.number()?),
            })
        }))
    }

    fn load(&self) -> Result<(Index, Store), IndexError> {
        let directory = MmapDirectory::open(&self.folder).map_err(tantivy::TantivyError::from)?;
        let directory = CheckedDirectory::new(directory, Arc::clone(&self.checksums));
        let index = Index::over(&tantivy::Index::open(directory)?)?;
        Ok((index, Store::open(&self.folder, &self.checksums)?))
    }
}

/// A file of a generation.
struct Listed<'g> {
    name: &'g str,
    bytes: u64,
    changed: u64,
    /// The number of its first document, and how many there are if all of it is served; else 0.
    documents: (usize, usize),
}

impl Listed<'_> {
    fn is(&self, file: &FileEntry) -> bool {
        self.name == file.name && self.bytes == file.bytes && self.changed == file.changed
    }
}

/// What all files were read with: another program or other statements about them mean another index.
fn header(folder: &Folder) -> Vec<u8> {
    let mut out = Writer::default();
    out.text(FORMAT);
    out.bytes.push(u8::from(folder.sources_digest.is_some()));
    out.bytes.extend_from_slice(&folder.sources_digest.unwrap_or_default());
    out.bytes
}

/// Builds a generation and names it in `CURRENT`.
fn build_next(
    dir: &Path,
    folder: &Folder,
    old: Option<&Generation>,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<(Generation, Opened), OpenError> {
    let number = old.and_then(number_of).map_or(1, |number| number + 1);
    let name = format!("{GENERATION}{number}");
    let path = dir.join(&name);
    fs::create_dir_all(&path)?;
    // What was read with other statements or by another program is read again.
    let old = old.filter(|old| old.files.starts_with(&header(folder)));
    let known: HashMap<&str, Listed<'_>> = old
        .and_then(Generation::listed)
        .map(|listed| listed.flatten().map(|entry| (entry.name, entry)).collect())
        .unwrap_or_default();
    let mapped = old.and_then(|old| Mapped::open(&old.folder, &old.checksums).ok());
    let spellings = old.and_then(|old| store::spellings(&old.folder, &old.checksums).ok());
    let document = |number: usize| {
        let bytes = mapped.as_ref()?.bytes(DocumentNumber::new(number))?;
        let document = record::read(bytes)?;
        let (rows, quotations) = (record::rows(bytes)?, record::quotations(bytes)?);
        let prepared = take_over(&document, rows, quotations, spellings.as_ref()?)?;
        Some((Folder::unchanged(document), prepared))
    };
    let unchanged = |file: &FileEntry| {
        let entry = known.get(file.name.as_str()).filter(|entry| entry.is(file))?;
        let (first, count) = entry.documents;
        (count > 0).then(|| (first..first + count).map(document).collect::<Option<Vec<_>>>())?
    };
    let directory = MmapDirectory::open(&path).map_err(tantivy::TantivyError::from)?;
    let words = spellings.as_ref().and_then(Learner::after).unwrap_or_default();
    let mut builder = Builder::new(directory, words)?;
    let mut documents = BufWriter::new(File::create(path.join(DOCUMENTS))?);
    let mut offsets = Writer::default();
    let mut end = 0;
    let mut seen = Seen::default();
    let mut files = Writer { bytes: header(folder) };
    files.number(folder.files.len());
    let mut opened = Opened { read: 0, kept: 0 };
    let (mut done, mut served) = (0, 0);
    let mut voices = Vec::new();
    offsets.long(0);
    in_order(
        folder.files.len(),
        |at| {
            let file = &folder.files[at];
            let kept = unchanged(file);
            let is_kept = kept.is_some();
            let mut is_whole = true;
            let read = kept.unwrap_or_else(|| {
                let reading = folder.read(file);
                let found = reading.articles.len();
                let prepared = |article: Article| {
                    let name = article.document.name();
                    match caught(|| prepare(&article.document)) {
                        Ok(prepared) => Some((article, prepared)),
                        Err(reason) => {
                            skipped(name, SkipReason::Broken(reason));
                            None
                        }
                    }
                };
                let read: Vec<_> = reading.articles.into_iter().filter_map(prepared).collect();
                is_whole = reading.skipped.is_empty() && read.len() == found;
                read
            });
            let read: Vec<_> = read
                .into_iter()
                .map(|(article, prepared)| {
                    let document = &article.document;
                    let record = record::write(document, &prepared.rows, &prepared.quotations);
                    (article, prepared, record)
                })
                .collect();
            (at, is_kept, is_whole, read)
        },
        |(at, is_kept, mut is_whole, read)| -> Result<(), OpenError> {
            let file = &folder.files[at];
            let first = served;
            for (article, mut prepared, mut record) in read {
                let name = article.document.name().to_owned();
                if let Err(reason) = seen.admit(article) {
                    skipped(&name, reason);
                    is_whole = false;
                    continue;
                }
                let number = builder.add(&mut prepared)?;
                record::rows_mut(&mut record).copy_from_slice(&prepared.rows);
                let speakers = prepared.quotations.iter().filter_map(|one| one.speaker());
                voices.extend(speakers.map(|speaker| (number, speaker.clone())));
                documents.write_all(&record)?;
                end += record.len() as u64;
                offsets.long(end);
                served += 1;
            }
            files.text(&file.name);
            files.long(file.bytes);
            files.long(file.changed);
            files.number(first);
            // What was not served whole is read again next time: it may be served then, and why not is said.
            files.number(if is_whole { served - first } else { 0 });
            *if is_kept { &mut opened.kept } else { &mut opened.read } += 1;
            done += 1;
            progress(done, folder.files.len());
            Ok(())
        },
    )?;
    if served == 0 {
        let skipped = folder.files.len() + folder.skipped.len();
        return Err(CorpusError::Empty { dir: folder.root().to_owned(), skipped }.into());
    }
    documents.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    let (_, learned) = builder.finish()?;
    write_synced(&path.join(WORDS), &learned.words)?;
    write_synced(&path.join(SPELLINGS), learned.spellings.as_bytes())?;
    write_synced(&path.join(VOICES), &voices::write(&voices))?;
    write_synced(&path.join(OFFSETS), &offsets.bytes)?;
    write_synced(&path.join(FILES), &files.bytes)?;
    Checksums::write(&path)?;
    let like = fs::metadata(path.join(FILES))?.permissions();
    for file in fs::read_dir(&path)? {
        // Tantivy lets nobody else read some of its files.
        fs::set_permissions(file?.path(), like.clone())?;
    }
    sync_folder(&path)?;
    let pointer = dir.join(format!("{CURRENT}.new"));
    write_synced(&pointer, name.as_bytes())?;
    fs::rename(&pointer, dir.join(CURRENT))?;
    sync_folder(dir)?;
    Ok((Generation::read(path)?, opened))
}

/// Makes the names of new files in a folder last; not every system can.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn number_of(generation: &Generation) -> Option<u64> {
    let name = generation.folder.file_name()?.to_str()?;
    name.strip_prefix(GENERATION)?.parse().ok()
}

/// Removes what a crash has left and what is read no longer. Processes that have it mapped keep it.
fn remove_others(dir: &Path, kept: Option<&Generation>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let is_generation = entry.file_name().to_str().is_some_and(|n| n.starts_with(GENERATION));
        let is_kept = kept.is_some_and(|kept| kept.folder == entry.path());
        if is_generation && !is_kept && fs::remove_dir_all(entry.path()).is_err() {
            tracing::warn!("the old index {} cannot be removed", entry.path().display());
        }
    }
}
