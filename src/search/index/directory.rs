//! The files that Tantivy reads, each block compared with its checksum first. Tantivy itself compares nothing unless
//! all is read for it, and panics or answers wrongly where bytes have changed.

use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback,
    WatchHandle, WritePtr,
};

use super::checksums::{Checked, Checksums};

/// A folder whose files are compared with their checksums when they are read.
#[derive(Debug, Clone)]
pub(super) struct CheckedDirectory {
    files: MmapDirectory,
    checksums: Arc<Checksums>,
}

impl CheckedDirectory {
    pub(super) fn new(files: MmapDirectory, checksums: Arc<Checksums>) -> Self {
        Self { files, checksums }
    }
}

impl Directory for CheckedDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let damaged = |error| OpenReadError::wrap_io_error(error, path.to_owned());
        let bytes = self.files.open_read(path)?.read_bytes().map_err(damaged)?;
        let checked = self.checksums.check(name(path), bytes);
        Ok(Arc::new(CheckedFile(checked.map_err(|_| damaged(changed()))?)))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let bytes = self.files.atomic_read(path)?;
        let damaged = |_| OpenReadError::wrap_io_error(changed(), path.to_owned());
        self.checksums.compare(name(path), &bytes).map_err(damaged)?;
        Ok(bytes)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.files.delete(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.files.open_write(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.files.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.files.sync_directory()
    }

    /// Nothing changes in a generation once it is read, so nothing is locked: it may lie where nothing can be written.
    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}

/// A file of the folder.
#[derive(Debug)]
struct CheckedFile(Checked);

impl FileHandle for CheckedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        self.0.slice(range).ok_or_else(changed)
    }
}

impl HasLen for CheckedFile {
    fn len(&self) -> usize {
        self.0.len()
    }
}

/// A name that is no Unicode has no checksum.
fn name(path: &Path) -> &str {
    path.to_str().unwrap_or_default()
}

/// What [`super::IndexError`] takes for damage.
fn changed() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a block does not have its checksum")
}
