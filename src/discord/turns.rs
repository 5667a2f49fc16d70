//! Whose turn it is: each request is taken once, and nobody takes more than their share, in this copy or in all.

use super::limits::{Limits, TYPING, Who};
use super::recent::RecentIds;
use super::shared::{Shared, Taken};
use crate::config::LimitsConfig;

/// Which requests were taken, and how many by whom.
pub(super) struct Turns {
    taken: RecentIds,
    limits: Limits,
    shared: Option<Shared>,
}

impl Turns {
    pub(super) fn new(limits: LimitsConfig) -> Self {
        Self { taken: RecentIds::default(), limits: Limits::new(limits), shared: None }
    }

    /// The same, shared with other copies.
    pub(super) fn shared(self, shared: Option<Shared>) -> Self {
        Self { shared, ..self }
    }

    /// Takes the turn of a request, by its id if it must be taken once.
    pub(super) async fn take(&self, id: Option<u64>, who: Who, typing: bool) -> Taken {
        if id.is_some_and(|id| !self.taken.is_new(id)) {
            return Taken::Before;
        }
        if let Some(shared) = &self.shared
            && let Some(taken) = shared.take(id, who, if typing { TYPING } else { 1 }).await
        {
            return taken;
        }
        let wait = if typing { self.limits.take_typing(who) } else { self.limits.take(who) };
        wait.map_or_else(Taken::Wait, |()| Taken::Granted)
    }
}
