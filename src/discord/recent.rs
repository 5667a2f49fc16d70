//! The ids that were handled recently, so that what is delivered twice is answered once.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

/// Ids remembered. Discord repeats a delivery within seconds, if at all.
const KEPT: usize = 8192;

/// The last ids that were handled.
#[derive(Debug, Default)]
pub struct RecentIds(Mutex<Ids>);

#[derive(Debug, Default)]
struct Ids {
    known: HashSet<u64>,
    oldest_first: VecDeque<u64>,
}

impl RecentIds {
    /// Whether this id was not handled before; from now on it was.
    pub fn is_new(&self, id: u64) -> bool {
        let mut ids = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !ids.known.insert(id) {
            return false;
        }
        ids.oldest_first.push_back(id);
        if ids.oldest_first.len() > KEPT
            && let Some(oldest) = ids.oldest_first.pop_front()
        {
            ids.known.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_id_is_new_once_and_memory_is_bounded() {
        let seen = RecentIds::default();
        assert!(seen.is_new(1));
        assert!(!seen.is_new(1));
        for id in 2..2 + KEPT as u64 {
            assert!(seen.is_new(id));
        }
        assert!(!seen.is_new(3));
        assert!(seen.is_new(1), "long forgotten");
        assert_eq!(seen.0.lock().unwrap().known.len(), KEPT);
    }
}
