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
pub(super) const HOUR: Duration = Duration::from_secs(3600);
/// How long nobody is asked to wait a second time.
pub(super) const MINUTE: Duration = Duration::from_secs(60);
/// Channels or people that are remembered. Where so many had a notice within the pause, no other gets one.
const KEPT: usize = 4096;

/// The channels or people for which a notice was sent recently.
#[derive(Debug)]
pub struct NoticeThrottle {
    pause: Duration,
    sent: Mutex<VecDeque<(Instant, u64)>>,
}

impl NoticeThrottle {
    /// No notice has been sent; the same is due again after the pause.
    #[must_use]
    pub fn new(pause: Duration) -> Self {
        Self { pause, sent: Mutex::default() }
    }

    /// Whether it is to be said of this channel; from now on it was.
    pub fn is_due(&self, channel: u64) -> bool {
        self.is_due_at(channel, Instant::now())
    }

    fn is_due_at(&self, channel: u64, now: Instant) -> bool {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        while sent.front().is_some_and(|&(at, _)| at + self.pause <= now) {
            sent.pop_front();
        }
        let is_due = sent.len() < KEPT && sent.iter().all(|&(_, known)| known != channel);
        if is_due {
            sent.push_back((now, channel));
        }
        is_due
    }
}

/// Discord's code for a channel that the bot cannot see.
const MISSING_ACCESS: u32 = 50_001;
/// Discord's code for something that the bot may not do.
const MISSING_PERMISSIONS: u32 = 50_013;
/// Discord's code for a reply to a message that the bot may not read.
pub(super) const NO_HISTORY: u32 = 160_002;
/// Discord's code for a thread that is archived.
const ARCHIVED: u32 = 50_083;
/// Discord's codes for words and titles that a server's rules block.
const BLOCKED: [u32; 2] = [200_000, 200_001];
/// Discord's codes for a channel and a message that are gone: there is nowhere to answer, and nothing to say.
const GONE: [u32; 2] = [10_003, 10_008];

/// Whether a permission is missing that somebody could grant.
#[must_use]
pub fn is_missing(error: &RestError) -> bool {
    matches!(error.code(), Some(MISSING_ACCESS | MISSING_PERMISSIONS))
}

/// What to say to somebody whose question could not be answered in this channel; nothing where trying again may help, or
/// the question is gone.
#[must_use]
pub fn why(channel: u64, error: &RestError) -> Option<String> {
    let RestError::Refused { status, code, message } = error else { return None };
    if !status.is_client_error() || status.as_u16() == 429 || GONE.contains(code) {
        return None;
    }
    if is_missing(error) {
        return Some(missing(channel));
    }
    let reason = match *code {
        ARCHIVED => {
            "the thread is archived. Somebody who may write there can open it again".to_owned()
        }
        code if BLOCKED.contains(&code) => {
            "a rule of the server (AutoMod) blocks words of the answer".to_owned()
        }
        code => {
            format!("Discord refuses the answer ({}, code {code})", message.trim_end_matches('.'))
        }
    };
    Some(format!(
        "You asked me something in <#{channel}>, but I could not answer there: {reason}. You can ask me here."
    ))
}

/// Says this in a direct message to a person.
///
/// # Errors
/// If Discord does not take the message. It is not tried again: many people take none from bots.
pub async fn tell(rest: &Rest, user: u64, words: String) -> Result<(), RestError> {
    let recipient = Recipient { recipient_id: user.to_string() };
    let direct = "/users/@me/channels";
    let direct: Channel = rest.ask(Method::POST, direct, &recipient, TimeLimit::Once).await?;
    let path = format!("/channels/{}/messages", direct.id);
    let message = Message { content: Some(words), ..Message::default() };
    rest.send(Method::POST, &path, &message, TimeLimit::Once).await
}

fn missing(channel: u64) -> String {
    format!(
        "You asked me something in <#{channel}>, but I may not answer there. I need these permissions: **View \
         Channels**, **Send Messages**, **Embed Links**, **Read Message History** and, in threads, **Send Messages in \
         Threads**; at least one of them is missing. Whoever may manage the channel’s permissions (the server’s owner and \
         people with **Manage Roles** or **Administrator**) can grant them: *Edit Channel → Permissions*, for me or for \
         one of my roles. Until then you can ask me here."
    )
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
        let sent = NoticeThrottle::new(HOUR);
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
        assert_eq!(sent.sent.lock().unwrap().len(), KEPT);
        assert!(!sent.is_due_at(2 * KEPT as u64, later(3603)), "enough was sent in this hour");
        assert!(sent.is_due_at(2 * KEPT as u64, later(7300)));
    }
}
