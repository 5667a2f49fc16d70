//! Messages that ask the bot something, and those that it posts: answers, answers that change, and feedback.

use std::sync::Arc;

use reqwest::Method;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::{Admission, Dispatcher, message_of, said};
use crate::discord::handler;
use crate::discord::limits::Who;
use crate::discord::permission;
use crate::discord::reply::ReplyMode;
use crate::discord::request::{Mention, Request};
use crate::discord::rest::{RestError, TimeLimit};
use crate::discord::shared::Taken;
use crate::ops::metrics::{self, Outcome};
use crate::render::discord::Message;

impl Dispatcher {
    /// Replies to a message.
    pub async fn mention(&self, mention: Mention) {
        let begun = Instant::now();
        let Mention { id, channel, who, request, .. } = mention;
        let taken = self.turns.take(Some(id), who, false).await;
        if taken == Taken::Before {
            metrics::ended(Outcome::Duplicate);
            tracing::debug!(id, "message delivered again");
            return;
        }
        self.answers.begin(id);
        let answer = self.answer_mention(id, channel, who, taken, request).await;
        if answer.is_some() {
            metrics::replied(begun.elapsed());
        }
        self.answers.end(id, answer);
    }

    /// Posts the answer to a message, and gives the id of what was posted.
    async fn answer_mention(
        &self,
        id: u64,
        channel: u64,
        who: Who,
        taken: Taken,
        request: Request,
    ) -> Option<String> {
        let _place = match self.admit(taken).await {
            Admission::Granted(place) => place,
            Admission::Later(wait) if who.server.is_none() && self.waits.is_due(who.user) => {
                let message = message_of(handler::try_again(ReplyMode::Open, wait));
                let _ = self.post(id, channel, Message { private: false, ..message }).await;
                return None;
            }
            // A word to wait would be seen by all in the channel, and a flood would be answered by a flood.
            _ => {
                tracing::debug!(id, channel, "too much at one time: not answered");
                return None;
            }
        };
        let message = Message { private: false, ..message_of(said(self.work(request).await)) };
        match self.post(id, channel, message).await {
            Ok(sent) => Some(sent.id),
            Err(error) => {
                self.not_posted(id, channel, who, &error).await;
                None
            }
        }
    }

    /// Replies anew to a message that was edited shortly after it was answered: the answer changes.
    pub async fn edited(&self, mention: Mention) {
        let Mention { id, channel, who, request, .. } = mention;
        let Some(answer) = self.answers.of(id).await else { return };
        let taken = self.turns.take(None, who, false).await;
        let Admission::Granted(_place) = self.admit(taken).await else { return };
        let message = Message { private: false, ..message_of(said(self.work(request).await)) };
        let path = format!("/channels/{channel}/messages/{answer}");
        let sent =
            self.rest.send(Method::PATCH, &path, &message.replacing(), TimeLimit::Work).await;
        if let Err(error) = sent {
            tracing::info!(id, channel, %error, "an answer could not be changed");
        }
    }

    /// Posts a message as a reply to another, or, where the bot may not see the other, below it.
    async fn post(&self, id: u64, channel: u64, message: Message) -> Result<Sent, RestError> {
        let path = format!("/channels/{channel}/messages");
        let reference = Reference { message_id: id.to_string(), fail_if_not_exists: false };
        let (nonce, enforce_nonce) = (id.to_string(), true);
        let mut post = Post { message, message_reference: Some(reference), nonce, enforce_nonce };
        let sent = self.rest.ask(Method::POST, &path, &post, TimeLimit::Work).await;
        match sent {
            Err(error) if error.code() == Some(permission::NO_HISTORY) => {
                post.message_reference = None;
                self.rest.ask(Method::POST, &path, &post, TimeLimit::Work).await
            }
            sent => sent,
        }
    }

    /// Says, where it can be said, why there is no answer.
    async fn not_posted(&self, id: u64, channel: u64, who: Who, error: &RestError) {
        tracing::warn!(id, channel, %error, "the reply to a message failed");
        let Some(words) = permission::why(channel, error) else { return };
        if permission::is_missing(error) {
            metrics::permission_missing();
            tracing::warn!(
                channel,
                "no permission to reply in this channel: the bot needs View Channels, Send Messages, Embed Links, \
                 Read Message History and, in threads, Send Messages in Threads"
            );
        }
        // In a direct message there is nothing that anybody could grant.
        if who.server.is_some() && self.notices.is_due(channel) {
            let told = permission::tell(&self.rest, who.user, words).await;
            if let Err(error) = told {
                tracing::info!(channel, %error, "the person who asked could not be told");
            }
        }
    }

    /// Tells the operator, where they want to be told, that somebody found the answer at this link helpful or not.
    /// It holds up nobody, and nobody waits for it: what fails is only logged.
    pub fn post_feedback(&self, helpful: bool, link: &str) {
        let Some(channel) = self.feedback_channel else { return };
        // It has a place among what is in flight, so that there are never too many, and none is lost at the end.
        let Admission::Granted(place) = self.place() else {
            tracing::warn!("too much at one time: feedback was not posted");
            return;
        };
        let found = if helpful { "Found helpful" } else { "Found not helpful" };
        let message = Message { content: Some(format!("{found}: {link}")), ..Message::default() };
        let path = format!("/channels/{channel}/messages");
        let rest = Arc::clone(&self.rest);
        tokio::spawn(async move {
            let sent = rest.send(Method::POST, &path, &message, TimeLimit::Work).await;
            if let Err(error) = sent {
                tracing::warn!(channel, %error, "feedback could not be posted (discord.feedback_channel)");
            }
            drop(place);
        });
    }
}

/// A message in a channel, as a reply to another.
#[derive(Serialize)]
struct Post {
    #[serde(flatten)]
    message: Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_reference: Option<Reference>,
    /// The same nonce twice makes one message, so that an attempt can be repeated.
    nonce: String,
    enforce_nonce: bool,
}

/// A message that was posted.
#[derive(Deserialize)]
struct Sent {
    #[serde(default)]
    id: String,
}

#[derive(Serialize)]
struct Reference {
    message_id: String,
    /// The question may be deleted before the answer comes.
    fail_if_not_exists: bool,
}
