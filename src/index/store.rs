//! The documents behind an index: in memory, or in files that are mapped and read when they are asked for.

use std::path::Path;
use std::sync::Arc;

use tantivy::directory::{Directory, FileSlice, MmapDirectory, OwnedBytes};

use super::IndexError;
use super::record::{self, Sheet};
use crate::answer::Held;
use crate::document::Document;

/// All documents, one after the other.
pub(super) const DOCUMENTS: &str = "documents.bin";

/// Where each document starts, and where the last one ends: 64 bits each.
pub(super) const OFFSETS: &str = "documents.offsets";

/// The documents behind an index.
pub enum Store {
    /// In memory.
    Memory(Vec<Document>),
    /// On disk, mapped.
    Disk(Mapped),
}

/// Documents in mapped files.
pub struct Mapped {
    documents: OwnedBytes,
    offsets: OwnedBytes,
}

impl Store {
    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Memory(documents) => documents.len(),
            Self::Disk(mapped) => mapped.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The document of this number.
    ///
    /// # Errors
    /// If there is none or its bytes are damaged.
    pub fn document(&self, number: usize) -> Result<Held<'_>, IndexError> {
        match self {
            Self::Memory(documents) => {
                documents.get(number).map(Held::Borrowed).ok_or(IndexError::Damaged)
            }
            Self::Disk(mapped) => Ok(Held::Shared(Arc::new(mapped.document(number)?))),
        }
    }

    /// What a search looks at of the document of this number.
    ///
    /// # Errors
    /// If there is none or its bytes are damaged.
    pub fn sheet(&self, number: usize) -> Result<Sheet<'_>, IndexError> {
        let sheet = match self {
            Self::Memory(documents) => documents.get(number).map(Sheet::of),
            Self::Disk(mapped) => mapped.bytes(number).and_then(record::sheet),
        };
        sheet.ok_or(IndexError::Damaged)
    }
}

impl Mapped {
    /// Maps the documents of a folder.
    pub(super) fn open(folder: &Path) -> Result<Self, IndexError> {
        let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
        let map = |name: &str| -> Result<OwnedBytes, IndexError> {
            let file: FileSlice =
                directory.open_read(Path::new(name)).map_err(tantivy::TantivyError::from)?;
            Ok(file.read_bytes()?)
        };
        Ok(Self { documents: map(DOCUMENTS)?, offsets: map(OFFSETS)? })
    }

    pub(super) fn len(&self) -> usize {
        (self.offsets.len() / 8).saturating_sub(1)
    }

    /// The document of this number, read from its bytes.
    pub(super) fn document(&self, number: usize) -> Result<Document, IndexError> {
        self.bytes(number).and_then(record::read).ok_or(IndexError::Damaged)
    }

    pub(super) fn bytes(&self, number: usize) -> Option<&[u8]> {
        let offset = |at: usize| -> Option<usize> {
            let bytes = self.offsets.get(at * 8..at * 8 + 8)?;
            usize::try_from(u64::from_le_bytes(bytes.try_into().ok()?)).ok()
        };
        self.documents.get(offset(number)?..offset(number + 1)?)
    }
}
