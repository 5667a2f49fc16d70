//! What Discord does not say with a message: which role is the bot's own, and of which channel a thread is one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::rest::Rest;

/// Servers and channels that are remembered; more are asked about again.
const KEPT: usize = 4096;

/// Asks Discord, and remembers the answers.
pub struct Places {
    rest: Arc<Rest>,
    roles: Mutex<HashMap<u64, Option<u64>>>,
    parents: Mutex<HashMap<u64, Option<u64>>>,
}

impl Places {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(rest: Arc<Rest>) -> Self {
        Self { rest, roles: Mutex::default(), parents: Mutex::default() }
    }

    /// The role that Discord made for this bot on a server, if there is one.
    pub async fn own_role(&self, server: u64, bot: u64) -> Option<u64> {
        let read = |roles: &Value| {
            let is_own = |role: &&Value| role["tags"]["bot_id"].as_str() == Some(&bot.to_string());
            id(&roles.as_array()?.iter().find(is_own)?["id"])
        };
        self.known(&self.roles, server, &format!("/guilds/{server}/roles"), read).await
    }

    /// The channel to which a thread or the post of a forum belongs; none for all other channels.
    pub async fn parent(&self, channel: u64) -> Option<u64> {
        /// Channel types: threads of an announcement channel, public ones (posts of forums, too), private ones.
        const THREADS: [u64; 3] = [10, 11, 12];
        let read = |channel: &Value| {
            let is_thread = channel["type"].as_u64().is_some_and(|kind| THREADS.contains(&kind));
            id(&channel["parent_id"]).filter(|_| is_thread)
        };
        self.known(&self.parents, channel, &format!("/channels/{channel}"), read).await
    }

    async fn known(
        &self,
        memory: &Mutex<HashMap<u64, Option<u64>>>,
        key: u64,
        path: &str,
        read: impl Fn(&Value) -> Option<u64>,
    ) -> Option<u64> {
        if let Some(known) = memory.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return *known;
        }
        let found = match self.rest.get::<Value>(path).await {
            Ok(value) => read(&value),
            Err(error) => {
                tracing::debug!(key, %error, "Discord does not say what this is");
                return None;
            }
        };
        let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.len() >= KEPT {
            memory.clear();
        }
        memory.insert(key, found);
        found
    }
}

fn id(value: &Value) -> Option<u64> {
    value.as_str()?.parse().ok()
}
