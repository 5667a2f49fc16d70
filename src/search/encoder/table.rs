//! Vectors on disk: a table of slots, each with the key of a text, its vector and a checksum. A text's key says where its
//! slot is, so nothing is read but what is asked for; a slot whose checksum is wrong is empty. So documents that change,
//! crashes, damage and other processes cost no more than encoding a text again.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::vector::{Vector, WIDTH};

/// What a file starts with: the form of the slots and the model. Another one is begun anew.
const HEADER: &[u8; 32] = b"verbatim vectors 1 minilm-l6-i7\n";

/// Bytes of a text's key, of a checksum and of a slot.
pub(super) const KEY: usize = 16;
const SUM: usize = 4;
const SLOT: usize = KEY + WIDTH + SUM;

/// Slots next to each other in which a text may lie.
const WAYS: u64 = 4;

/// The most slots: some 800 MiB of disk if all of them are used.
const MOST_SLOTS: u64 = 1 << 21;

/// Which text it is: the start of a digest.
pub(super) type Key = [u8; KEY];

/// The table in an open file.
pub(super) struct Table {
    file: File,
    slots: u64,
}

impl Table {
    /// Opens the table of a file, or begins one, with room for at least so many texts.
    pub(super) fn open(path: &Path, texts: u64) -> io::Result<Self> {
        let slots = (texts * 3 / 2).next_power_of_two().clamp(WAYS, MOST_SLOTS);
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        let length = |slots: u64| HEADER.len() as u64 + slots * SLOT as u64;
        let mut header = [0; HEADER.len()];
        let is_ours = file.read_exact(&mut header).is_ok() && header == *HEADER;
        let there = file.metadata()?.len().saturating_sub(HEADER.len() as u64) / SLOT as u64;
        if is_ours
            && there >= slots
            && there.is_power_of_two()
            && file.metadata()?.len() == length(there)
        {
            return Ok(Self { file, slots: there });
        }
        // Slots lie elsewhere in a table of another size. What is not written takes no room on most disks.
        file.set_len(0)?;
        file.set_len(length(slots))?;
        file.rewind()?;
        file.write_all(HEADER)?;
        Ok(Self { file, slots })
    }

    /// The vector of a text, if it is kept.
    pub(super) fn get(&mut self, key: &Key) -> io::Result<Option<Vector>> {
        let group = self.group(key)?;
        let slots = group.chunks_exact(SLOT).filter(|slot| slot.starts_with(key));
        Ok(slots.filter_map(vector).next())
    }

    /// Keeps the vector of a text, where needed in the place of another one.
    pub(super) fn put(&mut self, key: &Key, vector: &Vector) -> io::Result<()> {
        let group = self.group(key)?;
        let free = group.chunks_exact(SLOT).position(|slot| self::vector(slot).is_none());
        let way = free.map_or(u64::from(key[KEY - 1]) % WAYS, |free| free as u64);
        let mut slot = Vec::with_capacity(SLOT);
        slot.extend_from_slice(key);
        slot.extend_from_slice(&vector.to_bytes());
        slot.extend_from_slice(&crc32fast::hash(&slot).to_le_bytes());
        self.file.seek(SeekFrom::Start(self.start(key) + way * SLOT as u64))?;
        self.file.write_all(&slot)
    }

    /// The slots in which a text may lie.
    fn group(&mut self, key: &Key) -> io::Result<[u8; SLOT * WAYS as usize]> {
        let mut group = [0; SLOT * WAYS as usize];
        self.file.seek(SeekFrom::Start(self.start(key)))?;
        self.file.read_exact(&mut group)?;
        Ok(group)
    }

    /// Where the first of them starts.
    fn start(&self, key: &Key) -> u64 {
        let number = key.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte));
        HEADER.len() as u64 + number % (self.slots / WAYS) * WAYS * SLOT as u64
    }
}

/// The vector in a slot, if it holds a whole one.
fn vector(slot: &[u8]) -> Option<Vector> {
    let (told, sum) = slot.split_last_chunk::<SUM>()?;
    let is_whole = crc32fast::hash(told) == u32::from_le_bytes(*sum);
    // A slot of zeros is empty; its checksum is not zero, so it is not taken for a whole one.
    is_whole.then(|| told[KEY..].try_into().ok().map(Vector::from_bytes))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u64) -> Key {
        let mut key = [0; KEY];
        // Spread over the table as a digest would be.
        key[..8].copy_from_slice(&number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
        key[8..].copy_from_slice(&number.to_be_bytes());
        key
    }

    fn vector(number: u64) -> Vector {
        Vector::from_bytes(std::array::from_fn(|at| (number as usize * 7 + at) as u8))
    }

    #[test]
    fn vectors_come_back_and_survive_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vectors.bin");
        let mut table = Table::open(&path, 1000).unwrap();
        for number in 0..100 {
            assert_eq!(table.get(&key(number)).unwrap(), None);
            table.put(&key(number), &vector(number)).unwrap();
        }
        drop(table);
        let mut table = Table::open(&path, 900).unwrap();
        for number in 0..100 {
            assert_eq!(table.get(&key(number)).unwrap(), Some(vector(number)));
        }
        // A larger corpus means a larger table, which is begun anew.
        let mut table = Table::open(&path, 100_000).unwrap();
        assert_eq!(table.get(&key(1)).unwrap(), None);
    }

    #[test]
    fn a_full_table_forgets() {
        let folder = tempfile::tempdir().unwrap();
        let mut table = Table::open(&folder.path().join("vectors.bin"), 1).unwrap();
        for number in 0..50 {
            table.put(&key(number), &vector(number)).unwrap();
            assert_eq!(table.get(&key(number)).unwrap(), Some(vector(number)));
        }
        let kept = (0..50).filter_map(|number| table.get(&key(number)).unwrap()).count();
        assert_eq!(kept, WAYS as usize);
    }

    #[test]
    fn damage_is_an_empty_slot() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vectors.bin");
        let mut table = Table::open(&path, 1).unwrap();
        table.put(&key(1), &vector(1)).unwrap();
        let whole = std::fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x20;
            std::fs::write(&path, &damaged).unwrap();
            let found = Table::open(&path, 1).unwrap().get(&key(1)).unwrap();
            assert!(found.is_none_or(|found| found == vector(1)), "byte {at}");
        }
        for length in [0, 5, 31, 32, 100, whole.len() - 1] {
            std::fs::write(&path, &whole[..length]).unwrap();
            assert_eq!(Table::open(&path, 1).unwrap().get(&key(1)).unwrap(), None);
        }
        std::fs::write(&path, b"something else").unwrap();
        let mut table = Table::open(&path, 1).unwrap();
        table.put(&key(1), &vector(1)).unwrap();
        assert_eq!(table.get(&key(1)).unwrap(), Some(vector(1)));
    }
}
