//! The documents behind an index: in memory, or in files that are mapped and read when they are asked for.

use std::path::Path;
use std::sync::Arc;

use tantivy::directory::{Directory, FileSlice, MmapDirectory};

use super::IndexError;
use super::checksums::{Checked, Checksums};
use super::record;
use super::sheet::SearchView;
use super::voices::Voices;
use super::words::{Spellings, Vocabulary};
use crate::model::answer::DocumentRef;
use crate::model::document::{Document, DocumentNumber};
use crate::model::quotation::{Quotation, Speaker};

/// All documents, one after the other.
pub(super) const DOCUMENTS: &str = "documents.bin";

/// Where each document starts, and where the last one ends: 64 bits each.
pub(super) const OFFSETS: &str = "documents.offsets";

/// All words of the documents.
pub(super) const WORDS: &str = "words.bin";

/// How they are written.
pub(super) const SPELLINGS: &str = "spellings.txt";

/// The corpus's names of speakers.
pub(super) const VOICES: &str = "voices.bin";

/// The documents behind an index.
pub struct Store {
    vocabulary: Vocabulary,
    documents: Documents,
}

enum Documents {
    /// In memory, each with the rows of its words.
    Memory(Arc<[Document]>, Vec<Vec<u8>>),
    /// On disk, mapped.
    Disk(Mapped),
}

/// Documents in mapped files.
pub(super) struct Mapped {
    documents: Checked,
    offsets: Checked,
    voices: Voices,
}

impl Store {
    /// Documents in memory with the rows of their words.
    pub(super) fn new(documents: Arc<[Document]>, rows: Vec<Vec<u8>>, vocabulary: Vec<u8>) -> Self {
        let vocabulary = Vocabulary::new(Checked::in_memory(vocabulary));
        Self { vocabulary, documents: Documents::Memory(documents, rows) }
    }

    /// Maps the documents of a folder.
    pub(super) fn open(folder: &Path, checksums: &Checksums) -> Result<Self, IndexError> {
        let vocabulary = Vocabulary::new(map(folder, WORDS, checksums)?);
        Ok(Self { vocabulary, documents: Documents::Disk(Mapped::open(folder, checksums)?) })
    }

    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.documents {
            Documents::Memory(documents, _) => documents.len(),
            Documents::Disk(mapped) => mapped.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All documents, if they are in memory.
    #[must_use]
    pub fn in_memory(&self) -> Option<&Arc<[Document]>> {
        match &self.documents {
            Documents::Memory(documents, _) => Some(documents),
            Documents::Disk(_) => None,
        }
    }

    /// The document of this number.
    ///
    /// # Errors
    /// If there is none or its bytes are damaged.
    pub fn document(&self, number: DocumentNumber) -> Result<DocumentRef<'_>, IndexError> {
        match &self.documents {
            Documents::Memory(documents, _) => {
                documents.get(number.index()).map(DocumentRef::Borrowed).ok_or(IndexError::Damaged)
            }
            Documents::Disk(mapped) => Ok(DocumentRef::Shared(Arc::new(mapped.document(number)?))),
        }
    }

    /// The quotations that are kept with the document of this number; none where documents are in memory.
    ///
    /// # Errors
    /// If there is no such document or its bytes are damaged.
    pub fn quotations(&self, number: DocumentNumber) -> Result<Vec<Quotation>, IndexError> {
        match &self.documents {
            Documents::Memory(..) => Ok(vec![]),
            Documents::Disk(mapped) => {
                mapped.bytes(number).and_then(record::quotations).ok_or(IndexError::Damaged)
            }
        }
    }

    /// The name under which the corpus knows a speaker; the document's own where documents are in memory.
    ///
    /// # Errors
    /// If the names are damaged.
    pub fn voice<'s>(&'s self, speaker: &'s Speaker) -> Result<&'s str, IndexError> {
        match &self.documents {
            Documents::Memory(..) => Ok(&speaker.name),
            Documents::Disk(mapped) => mapped.voices.name(speaker).ok_or(IndexError::Damaged),
        }
    }

    /// What a search looks at of the document of this number.
    ///
    /// # Errors
    /// If there is none or its bytes are damaged.
    pub fn sheet(&self, number: DocumentNumber) -> Result<SearchView<'_>, IndexError> {
        let sheet = match &self.documents {
            Documents::Memory(documents, rows) => documents
                .get(number.index())
                .zip(rows.get(number.index()))
                .and_then(|(document, rows)| SearchView::of(document, rows, &self.vocabulary)),
            Documents::Disk(mapped) => {
                mapped.bytes(number).and_then(|bytes| SearchView::read(bytes, &self.vocabulary))
            }
        };
        sheet.ok_or(IndexError::Damaged)
    }
}

/// How the words of a folder's documents are written.
pub(super) fn spellings(folder: &Path, checksums: &Checksums) -> Result<Spellings, IndexError> {
    let spellings = map(folder, SPELLINGS, checksums)?;
    let spellings = spellings.all().ok_or(IndexError::Damaged)?;
    Spellings::new(map(folder, WORDS, checksums)?, spellings).ok_or(IndexError::Damaged)
}

/// Maps a file of a folder.
fn map(folder: &Path, name: &str, checksums: &Checksums) -> Result<Checked, IndexError> {
    let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
    let file: FileSlice =
        directory.open_read(Path::new(name)).map_err(tantivy::TantivyError::from)?;
    checksums.check(name, file.read_bytes()?)
}

impl Mapped {
    /// Maps the documents of a folder.
    pub(super) fn open(folder: &Path, checksums: &Checksums) -> Result<Self, IndexError> {
        Ok(Self {
            documents: map(folder, DOCUMENTS, checksums)?,
            offsets: map(folder, OFFSETS, checksums)?,
            voices: Voices::new(map(folder, VOICES, checksums)?),
        })
    }

    pub(super) fn len(&self) -> usize {
        (self.offsets.len() / 8).saturating_sub(1)
    }

    /// The document of this number, read from its bytes.
    pub(super) fn document(&self, number: DocumentNumber) -> Result<Document, IndexError> {
        self.bytes(number).and_then(record::read).ok_or(IndexError::Damaged)
    }

    pub(super) fn bytes(&self, number: DocumentNumber) -> Option<&[u8]> {
        let offset = |at: usize| -> Option<usize> {
            let bytes = self.offsets.get(at * 8..at * 8 + 8)?;
            usize::try_from(u64::from_le_bytes(bytes.try_into().ok()?)).ok()
        };
        self.documents.get(offset(number.index())?..offset(number.index() + 1)?)
    }
}
