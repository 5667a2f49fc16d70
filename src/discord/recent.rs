//! What was handled recently: ids, so that what is delivered twice is answered once, and answers, so that they can change.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

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

/// How long an answer follows its question.
const FOLLOWED: Duration = Duration::from_secs(60);

/// The answers of the last minute, with the messages to which they reply.
#[derive(Debug, Default)]
pub struct RecentAnswers(Mutex<VecDeque<(Instant, u64, String)>>);

impl RecentAnswers {
    /// A message was answered with another.
    pub fn remember(&self, message: u64, answer: String) {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= KEPT {
            answers.pop_front();
        }
        answers.push_back((Instant::now(), message, answer));
    }

    /// The answer to a message, if it was given within the last minute.
    #[must_use]
    pub fn of(&self, message: u64) -> Option<String> {
        self.of_at(message, Instant::now())
    }

    fn of_at(&self, message: u64, now: Instant) -> Option<String> {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while answers.front().is_some_and(|(at, ..)| *at + FOLLOWED <= now) {
            answers.pop_front();
        }
        let found = answers.iter().find(|(_, known, ..)| *known == message);
        found.map(|(.., answer)| answer.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_follow_their_questions_for_a_minute() {
        let answers = RecentAnswers::default();
        answers.remember(1, "2".to_owned());
        assert_eq!(answers.of(1).as_deref(), Some("2"));
        assert_eq!(answers.of(2), None);
        assert_eq!(answers.of_at(1, Instant::now() + FOLLOWED), None);
        assert!(answers.0.lock().unwrap().is_empty());
        (0..2 * KEPT as u64).for_each(|id| answers.remember(id, String::new()));
        assert_eq!(answers.0.lock().unwrap().len(), KEPT);
    }

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
