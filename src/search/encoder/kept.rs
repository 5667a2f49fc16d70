//! The vectors of sentences, made when they are first needed and kept: in memory within a bound, and on disk where there is
//! an index on disk.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

use sha2::{Digest, Sha256};

use super::table::{KEY, Key, Table};
use super::{Encoder, EncoderError, Vector};

/// Vectors in memory, twice: as many again may still be kept of those used before. Some 4 MiB.
const IN_MEMORY: usize = 4096;

/// Gives texts their vectors. The encoder is loaded when it is first needed.
#[derive(Default)]
pub struct Meanings {
    kept: Mutex<Kept>,
}

/// There is one encoder, whoever needs it.
static ENCODER: OnceLock<Encoder> = OnceLock::new();

fn encoder() -> Result<&'static Encoder, EncoderError> {
    match ENCODER.get() {
        Some(encoder) => Ok(encoder),
        None => {
            let loaded = Encoder::load()?;
            Ok(ENCODER.get_or_init(|| loaded))
        }
    }
}

/// Vectors that have been made.
#[derive(Default)]
struct Kept {
    recent: HashMap<Key, Vector>,
    older: HashMap<Key, Vector>,
    table: Place,
}

/// Where vectors are kept besides.
#[derive(Default)]
enum Place {
    /// In a file that has not been opened yet, with room for so many texts.
    File(PathBuf, u64),
    /// In an open file.
    Open(Table),
    /// Nowhere.
    #[default]
    Nowhere,
}

impl Meanings {
    /// Keeps vectors in memory alone.
    #[must_use]
    pub fn in_memory() -> Self {
        Self::default()
    }

    /// Keeps vectors in a file, too, with room for so many texts. It is opened when it is first needed.
    #[must_use]
    pub fn in_file(path: PathBuf, texts: u64) -> Self {
        let kept = Kept { table: Place::File(path, texts), ..Kept::default() };
        Self { kept: Mutex::new(kept) }
    }

    /// The vector of a text that is not kept: a question.
    ///
    /// # Errors
    /// If the encoder fails.
    pub fn of(&self, text: &str) -> Result<Vector, EncoderError> {
        encoder()?.encode(text)
    }

    /// The vectors of sentences, in their order. What they are does not depend on what is kept.
    ///
    /// # Errors
    /// If the encoder fails.
    pub fn of_all(&self, texts: &[&str]) -> Result<Vec<Vector>, EncoderError> {
        let keys: Vec<Key> = texts.iter().map(|text| key(text)).collect();
        let mut vectors: Vec<Option<Vector>> = {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            keys.iter().map(|key| kept.get(key)).collect()
        };
        let missing: Vec<usize> = (0..texts.len()).filter(|&at| vectors[at].is_none()).collect();
        if !missing.is_empty() {
            let unknown: Vec<&str> = missing.iter().map(|&at| texts[at]).collect();
            let made = encoder()?.encode_all(&unknown)?;
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            for (&at, vector) in missing.iter().zip(made) {
                kept.put(keys[at], vector);
                vectors[at] = Some(vector);
            }
        }
        vectors.into_iter().collect::<Option<_>>().ok_or(EncoderError::Form)
    }
}

impl Kept {
    fn get(&mut self, key: &Key) -> Option<Vector> {
        if let Some(vector) = self.recent.get(key) {
            return Some(*vector);
        }
        let vector = match self.older.get(key) {
            Some(vector) => *vector,
            None => self.on_disk(|table| table.get(key)).flatten()?,
        };
        self.remember(*key, vector);
        Some(vector)
    }

    fn put(&mut self, key: Key, vector: Vector) {
        self.on_disk(|table| table.put(&key, &vector));
        self.remember(key, vector);
    }

    fn remember(&mut self, key: Key, vector: Vector) {
        if self.recent.len() >= IN_MEMORY {
            self.older = std::mem::take(&mut self.recent);
        }
        self.recent.insert(key, vector);
    }

    /// Does something with the file, if there is one. After a mistake it is left alone: every vector can be made anew.
    fn on_disk<T>(&mut self, act: impl FnOnce(&mut Table) -> io::Result<T>) -> Option<T> {
        if let Place::File(path, texts) = &self.table {
            self.table = match Table::open(path, *texts) {
                Ok(table) => Place::Open(table),
                Err(error) => not_kept(&error),
            };
        }
        let Place::Open(table) = &mut self.table else { return None };
        match act(table) {
            Ok(done) => Some(done),
            Err(error) => {
                self.table = not_kept(&error);
                None
            }
        }
    }
}

fn not_kept(error: &io::Error) -> Place {
    tracing::warn!(%error, "the vectors of sentences cannot be kept on disk and will be made again");
    Place::Nowhere
}

fn key(text: &str) -> Key {
    let digest = Sha256::digest(text.as_bytes());
    std::array::from_fn::<u8, KEY, _>(|at| digest[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_changes_no_vector() {
        let folder = tempfile::tempdir().unwrap();
        let in_file = || Meanings::in_file(folder.path().join("vectors.bin"), 10);
        let texts = ["The ferry sails.", "Nobody came.", "The ferry sails."];
        let expected = Meanings::in_memory().of_all(&texts).unwrap();
        assert_eq!(expected[0], expected[2]);
        for _ in 0..2 {
            let meanings = in_file();
            assert_eq!(meanings.of_all(&texts).unwrap(), expected);
            assert_eq!(meanings.of_all(&texts).unwrap(), expected);
        }
        let mut table = Table::open(&folder.path().join("vectors.bin"), 10).unwrap();
        assert_eq!(table.get(&key(texts[1])).unwrap(), Some(expected[1]));
        // Where no file can be, vectors are made.
        let nowhere = Meanings::in_file(folder.path().join("no/such/folder"), 10);
        assert_eq!(nowhere.of_all(&texts).unwrap(), expected);
    }

    #[test]
    fn memory_is_bounded() {
        let mut kept = Kept::default();
        let vector = Vector::nearest(&[1.0; 384]);
        for number in 0..3 * IN_MEMORY {
            kept.put(key(&number.to_string()), vector);
            assert!(kept.recent.len() <= IN_MEMORY && kept.older.len() <= IN_MEMORY);
        }
        assert!(kept.get(&key(&(3 * IN_MEMORY - 1).to_string())).is_some());
    }
}
