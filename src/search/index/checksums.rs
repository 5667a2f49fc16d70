//! Checksums of the files of an index: one for each block of 4 KiB, compared when the block is first read.
//!
//! So a start reads no more than it needs, however large the index is, and no byte that something else has changed
//! reaches an answer. What is compared at once is the length of every file.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tantivy::directory::OwnedBytes;

use super::IndexError;
use super::codec::{Reader, Writer};

/// The file of a generation that holds the checksums of all others.
const CHECKSUMS: &str = "checksums.bin";

/// Bytes that have one checksum: what a system reads of a mapped file at once.
const BLOCK: usize = 4096;

/// Bytes of a checksum.
const SUM: usize = 4;

/// The checksums of all files of a folder.
#[derive(Debug, Default)]
pub(super) struct Checksums {
    files: BTreeMap<String, Sums>,
}

/// The checksums of a file.
#[derive(Debug, Clone)]
struct Sums {
    /// Length of the file in bytes.
    length: usize,
    /// One for each block.
    blocks: Arc<[u32]>,
}

impl Checksums {
    /// Computes the checksums of all files of a folder and writes them beside them.
    pub(super) fn write(folder: &Path) -> io::Result<()> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            let name = entry?.file_name();
            names.extend(name.to_str().filter(|name| is_kept(name)).map(str::to_owned));
        }
        names.sort();
        let mut out = Writer::default();
        out.number(names.len());
        for name in names {
            let (length, sums) = sums(&folder.join(&name))?;
            out.text(&name);
            out.long(length);
            out.bytes.extend_from_slice(&sums);
        }
        let own = crc32fast::hash(&out.bytes);
        out.bytes.extend_from_slice(&own.to_le_bytes());
        super::build::write_synced(&folder.join(CHECKSUMS), &out.bytes)
    }

    /// Reads the checksums of a folder and compares the lengths of its files.
    pub(super) fn read(folder: &Path) -> Result<Self, IndexError> {
        let bytes = fs::read(folder.join(CHECKSUMS)).map_err(|_| IndexError::Damaged)?;
        let checksums = Self::parse(&bytes).ok_or(IndexError::Damaged)?;
        for (name, sums) in &checksums.files {
            let length = fs::metadata(folder.join(name)).map(|metadata| metadata.len());
            if length.ok() != Some(sums.length as u64) {
                return Err(IndexError::Damaged);
            }
        }
        Ok(checksums)
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (listed, own) = bytes.split_last_chunk::<SUM>()?;
        if crc32fast::hash(listed) != u32::from_le_bytes(*own) {
            return None;
        }
        let mut from = Reader::new(listed);
        let mut files = BTreeMap::new();
        for _ in 0..from.number()? {
            let name = from.text()?.to_owned();
            let length = usize::try_from(from.long()?).ok()?;
            let blocks = from.bytes(length.div_ceil(BLOCK).checked_mul(SUM)?)?;
            let blocks = blocks.chunks_exact(SUM).map(|sum| sum.try_into().map(u32::from_le_bytes));
            files.insert(name, Sums { length, blocks: blocks.collect::<Result<_, _>>().ok()? });
        }
        Some(Self { files })
    }

    /// A file's bytes, to be compared when they are read.
    pub(super) fn check(&self, name: &str, bytes: OwnedBytes) -> Result<Checked, IndexError> {
        let sums = self.files.get(name).filter(|sums| sums.length == bytes.len());
        let sums = sums.ok_or(IndexError::Damaged)?;
        let compared = sums.blocks.chunks(64).map(|_| AtomicU64::new(0)).collect();
        Ok(Checked { bytes, blocks: Some(Blocks { sums: Arc::clone(&sums.blocks), compared }) })
    }

    /// A small file, read and compared as a whole.
    pub(super) fn read_file(&self, folder: &Path, name: &str) -> Result<Vec<u8>, IndexError> {
        let bytes = fs::read(folder.join(name)).map_err(|_| IndexError::Damaged)?;
        self.compare(name, &bytes)?;
        Ok(bytes)
    }

    /// Compares the bytes of a whole file.
    pub(super) fn compare(&self, name: &str, bytes: &[u8]) -> Result<(), IndexError> {
        let sums = self.files.get(name).filter(|sums| sums.length == bytes.len());
        let sums = sums.ok_or(IndexError::Damaged)?;
        let are_same = bytes.chunks(BLOCK).map(crc32fast::hash).eq(sums.blocks.iter().copied());
        if are_same { Ok(()) } else { Err(IndexError::Damaged) }
    }
}

/// A file's length and its checksums as bytes.
fn sums(file: &Path) -> io::Result<(u64, Vec<u8>)> {
    let mut file = io::BufReader::with_capacity(64 * BLOCK, File::open(file)?);
    let (mut length, mut sums) = (0, Vec::new());
    let mut block = Vec::with_capacity(BLOCK);
    while file.by_ref().take(BLOCK as u64).read_to_end(&mut block)? > 0 {
        length += block.len() as u64;
        sums.extend_from_slice(&crc32fast::hash(&block).to_le_bytes());
        block.clear();
    }
    Ok((length, sums))
}

/// Whether a file of the folder is part of the index: not the checksums themselves, and no lock.
fn is_kept(name: &str) -> bool {
    name != CHECKSUMS && Path::new(name).extension().is_none_or(|extension| extension != "lock")
}

/// The bytes of a file, each block compared with its checksum before it is first read.
#[derive(Debug)]
pub(super) struct Checked {
    bytes: OwnedBytes,
    /// None for bytes that were never on a disk.
    blocks: Option<Blocks>,
}

/// The blocks of a file.
#[derive(Debug)]
struct Blocks {
    sums: Arc<[u32]>,
    /// A bit for each block that has been compared.
    compared: Box<[AtomicU64]>,
}

impl Checked {
    /// Bytes that were made in memory.
    pub(super) fn in_memory(bytes: Vec<u8>) -> Self {
        Self { bytes: OwnedBytes::new(bytes), blocks: None }
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The bytes of a range; `None` if there is no such range or something has changed them.
    pub(super) fn get(&self, range: Range<usize>) -> Option<&[u8]> {
        let bytes = self.bytes.get(range.clone())?;
        self.is_intact(range).then_some(bytes)
    }

    /// All bytes.
    pub(super) fn all(&self) -> Option<&[u8]> {
        self.get(0..self.len())
    }

    /// The bytes of a range as a part of the mapped file.
    pub(super) fn slice(&self, range: Range<usize>) -> Option<OwnedBytes> {
        self.get(range.clone())?;
        Some(self.bytes.slice(range))
    }

    fn is_intact(&self, range: Range<usize>) -> bool {
        let Some(Blocks { sums, compared }) = &self.blocks else { return true };
        let blocks = range.start / BLOCK..range.end.div_ceil(BLOCK).min(sums.len());
        blocks.into_iter().all(|block| {
            let (word, bit) = (&compared[block / 64], 1 << (block % 64));
            if word.load(Ordering::Relaxed) & bit != 0 {
                return true;
            }
            let start = block * BLOCK;
            let bytes = &self.bytes[start..(start + BLOCK).min(self.bytes.len())];
            let is_same = crc32fast::hash(bytes) == sums[block];
            if is_same {
                word.fetch_or(bit, Ordering::Relaxed);
            }
            is_same
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_byte_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name);
        let bytes: Vec<u8> = (0..10_000_u32).map(|n| n.to_le_bytes()[0] ^ 0x5a).collect();
        fs::write(file("a.bin"), &bytes).unwrap();
        fs::write(file("empty.bin"), b"").unwrap();
        fs::write(file(".writer.lock"), b"").unwrap();
        Checksums::write(folder.path()).unwrap();
        // What a lock holds is nobody's concern.
        fs::write(file(".writer.lock"), b"changed").unwrap();
        let checksums = Checksums::read(folder.path()).unwrap();
        let open = |bytes: &[u8]| checksums.check("a.bin", OwnedBytes::new(bytes.to_vec()));
        let whole = open(&bytes).unwrap();
        assert_eq!(whole.all(), Some(&*bytes));
        assert_eq!(whole.get(5000..5003), Some(&bytes[5000..5003]));
        assert_eq!((whole.get(0..10_001), whole.get(10_000..10_000)), (None, Some(&[][..])));
        let empty = checksums.check("empty.bin", OwnedBytes::new(vec![])).unwrap();
        assert_eq!(empty.all(), Some(&[][..]));
        for at in [0, 4095, 4096, 8191, 8192, 9999] {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let checked = open(&changed).unwrap();
            assert_eq!(checked.get(at..at + 1), None, "byte {at}");
            assert_eq!(checked.all(), None, "byte {at}");
            // The other blocks can still be read.
            let far = if at < BLOCK { 9999 } else { 0 };
            assert_eq!(checked.get(far..far + 1), Some(&changed[far..=far]), "byte {at}");
            assert!(checksums.compare("a.bin", &changed).is_err());
        }
        assert!(open(&bytes[1..]).is_err() && checksums.compare("b.bin", &bytes).is_err());
        fs::write(file("a.bin"), &bytes[..9999]).unwrap();
        assert!(Checksums::read(folder.path()).is_err(), "a file is shorter");
    }

    #[test]
    fn damaged_checksums_are_none() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.bin"), [7; 5000]).unwrap();
        Checksums::write(folder.path()).unwrap();
        let bytes = fs::read(folder.path().join(CHECKSUMS)).unwrap();
        assert!(Checksums::parse(&bytes).is_some());
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0x10;
            assert!(Checksums::parse(&changed).is_none(), "byte {at}");
            assert!(Checksums::parse(&bytes[..at]).is_none(), "cut at {at}");
        }
    }
}
