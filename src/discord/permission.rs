//! Telling somebody why they got no answer: the bot may not write where it was asked.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use reqwest::Method;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::rest::{Rest, RestError, TimeLimit};
use crate::render::discord::Message;

/// How long no second notice is sent for the same channel.
const PAUSE: Duration = Duration::from_secs(3600);
/// Channels that are remembered. Where so many had a notice within the pause, no other gets one.
const KEPT: usize = 4096;

/// The channels for which a notice was sent recently.
#[derive(Debug, Default)]
pub struct NoticeThrottle(Mutex<VecDeque<(Instant, u64)>>);

impl NoticeThrottle {
    /// Whether it is to be said of this channel; from now on it was.
    pub fn is_due(&self, channel: u64) -> bool {
        self.is_due_at(channel, Instant::now())
    }

    fn is_due_at(&self, channel: u64, now: Instant) -> bool {
        let mut sent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while sent.front().is_some_and(|&(at, _)| at + PAUSE <= now) {
            sent.pop_front();
        }
        let is_due = sent.len() < KEPT && sent.iter().all(|&(_, known)| known != channel);
        if is_due {
            sent.push_back((now, channel));
        }
        is_due
    }
}

/// Says in a direct message to this person that the bot may not write in this channel.
///
/// # Errors
/// If Discord does not take the message. It is not tried again: many people take none from bots.
pub async fn tell(rest: &Rest, user: u64, channel: u64) -> Result<(), RestError> {
    let recipient = Recipient { recipient_id: user.to_string() };
    let direct = "/users/@me/channels";
    let direct: Channel = rest.ask(Method::POST, direct, &recipient, TimeLimit::Once).await?;
    let path = format!("/channels/{}/messages", direct.id);
    rest.send(Method::POST, &path, &missing(channel), TimeLimit::Once).await
}

fn missing(channel: u64) -> Message {
    let text = format!(
        "You asked me something in <#{channel}>, but I may not answer there. I need these permissions: **View \
         Channels**, **Send Messages**, **Embed Links** and, in threads, **Send Messages in Threads**; at least one \
         of them is missing. Whoever may manage the channel’s permissions (the server’s owner and people with \
         **Manage Roles** or **Administrator**) can grant them: *Edit Channel → Permissions*, for me or for one of \
         my roles. Until then you can ask me here."
    );
    Message { content: Some(text), ..Message::default() }
}

#[derive(Serialize)]
struct Recipient {
    recipient_id: String,
}

#[derive(Deserialize)]
struct Channel {
    id: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn once_an_hour_for_a_channel_in_bounded_memory() {
        let sent = NoticeThrottle::default();
        let start = Instant::now();
        let later = |seconds| start + Duration::from_secs(seconds);
        assert!(sent.is_due_at(1, start));
        assert!(!sent.is_due_at(1, later(3599)));
        assert!(sent.is_due_at(2, later(3599)));
        assert!(sent.is_due_at(1, later(3600)));
        assert!(!sent.is_due_at(2, later(3601)));
        for channel in 3..2 * KEPT as u64 {
            sent.is_due_at(channel, later(3602));
        }
        assert_eq!(sent.0.lock().unwrap().len(), KEPT);
        assert!(!sent.is_due_at(2 * KEPT as u64, later(3603)), "enough was sent in this hour");
        assert!(sent.is_due_at(2 * KEPT as u64, later(7300)));
    }
}
