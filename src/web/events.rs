//! What reaches a page that is open: replies that were put off, answers to messages, changes of them.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Pages that may be open at one time.
const PAGES: usize = 256;
/// Events that wait for a page to take them. What comes on top is lost to it.
const WAITING: usize = 64;

/// The pages that are open, each with a channel of its own.
#[derive(Debug, Default)]
pub(super) struct Events(Mutex<HashMap<u64, Sender<String>>>);

impl Events {
    /// Begins to hear what happens in a channel; `None` where too many pages are open.
    pub(super) fn hear(&self, id: u64) -> Option<Receiver<String>> {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.retain(|_, page| !page.is_closed());
        if pages.len() >= PAGES && !pages.contains_key(&id) {
            return None;
        }
        let (sender, receiver) = channel(WAITING);
        pages.insert(id, sender);
        Some(receiver)
    }

    /// Tells the page that has this channel; whether there is one.
    pub(super) fn tell(&self, id: u64, event: String) -> bool {
        let pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.get(&id).is_some_and(|page| page.try_send(event).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_hears_of_its_own_channel() {
        let events = Events::default();
        let (mut one, mut other) = (events.hear(1).unwrap(), events.hear(2).unwrap());
        assert!(events.tell(1, "a".to_owned()) && !events.tell(3, "b".to_owned()));
        assert_eq!(one.try_recv().ok(), Some("a".to_owned()));
        assert!(other.try_recv().is_err());
        drop(one);
        assert!(!events.tell(1, "c".to_owned()), "nobody hears it");
    }

    #[test]
    fn pages_and_what_waits_for_them_are_bounded() {
        let events = Events::default();
        let mut open: Vec<_> =
            (0..PAGES as u64).map(|id| events.hear(id).expect("a place")).collect();
        assert!(events.hear(9999).is_none());
        open.pop();
        assert!(events.hear(9999).is_some(), "a page that was closed makes room");
        assert_eq!((0..2 * WAITING).filter(|_| events.tell(0, "d".to_owned())).count(), WAITING);
    }
}
