//! What was handled recently: ids, so that what is delivered twice is answered once, and answers, so that they can change.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
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
pub struct RecentAnswers {
    kept: Mutex<VecDeque<Kept>>,
    changed: Notify,
}

/// A message that is or was answered.
#[derive(Debug)]
struct Kept {
    since: Instant,
    message: u64,
    /// None while it is on its way.
    answer: Option<String>,
}

impl RecentAnswers {
    /// A message is going to be answered.
    pub fn begin(&self, message: u64) {
        let mut kept = self.kept();
        if kept.len() >= KEPT {
            kept.pop_front();
        }
        kept.push_back(Kept { since: Instant::now(), message, answer: None });
    }

    /// A message was answered with another, or in the end was not.
    pub fn end(&self, message: u64, answer: Option<String>) {
        let mut kept = self.kept();
        match answer {
            None => kept.retain(|one| one.message != message),
            answer => {
                if let Some(one) = kept.iter_mut().find(|one| one.message == message) {
                    one.answer = answer;
                }
            }
        }
        drop(kept);
        self.changed.notify_waiters();
    }

    /// The answer to a message that came within the last minute, as soon as it is given.
    pub async fn of(&self, message: u64) -> Option<String> {
        let given = async {
            loop {
                let changed = self.changed.notified();
                match self.of_at(message, Instant::now())? {
                    Some(answer) => return Some(answer),
                    None => changed.await,
                }
            }
        };
        tokio::time::timeout(FOLLOWED, given).await.ok().flatten()
    }

    /// None where nothing is known of the message, or no longer; `Some(None)` where its answer is on its way.
    #[expect(clippy::option_option, reason = "unknown, on its way, given")]
    fn of_at(&self, message: u64, now: Instant) -> Option<Option<String>> {
        let mut kept = self.kept();
        while kept.front().is_some_and(|one| one.since + FOLLOWED <= now) {
            kept.pop_front();
        }
        kept.iter().find(|one| one.message == message).map(|one| one.answer.clone())
    }

    fn kept(&self) -> MutexGuard<'_, VecDeque<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn answers_follow_their_questions_for_a_minute() {
        let answers = RecentAnswers::default();
        answers.begin(1);
        // Whoever asks while the answer is on its way waits for it.
        let (answer, ()) = tokio::join!(answers.of(1), async {
            tokio::task::yield_now().await;
            answers.end(1, Some("2".to_owned()));
        });
        assert_eq!(answer.as_deref(), Some("2"));
        assert_eq!(answers.of(1).await.as_deref(), Some("2"));
        assert_eq!(answers.of(2).await, None);
        answers.begin(3);
        let (answer, ()) = tokio::join!(answers.of(3), async { answers.end(3, None) });
        assert_eq!(answer, None);
        assert_eq!(answers.of_at(1, Instant::now() + FOLLOWED), None);
        assert!(answers.kept().is_empty());
        (0..2 * KEPT as u64).for_each(|id| answers.begin(id));
        assert_eq!(answers.kept().len(), KEPT);
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
