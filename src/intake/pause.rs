//! When something that fails is looked at again.

use std::time::Duration;

/// Nothing is left alone for longer.
const LONGEST: Duration = Duration::from_secs(86_400);

/// How often something has failed in a row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Failures(u32);

impl Failures {
    /// One more. Gives the time until the next look: twice as long each time, and as long as the server asks for.
    pub(super) fn add(&mut self, every: Duration, retry_after: Option<Duration>) -> Duration {
        let doubled = every.saturating_mul(1_u32.checked_shl(self.0).unwrap_or(u32::MAX));
        self.0 = self.0.saturating_add(1).min(31);
        doubled.max(retry_after.unwrap_or_default()).min(LONGEST)
    }

    /// How many there were.
    pub(super) fn count(self) -> u32 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_become_rarer() {
        let mut failures = Failures::default();
        let seconds = Duration::from_secs;
        assert_eq!(failures.add(seconds(60), None), seconds(60));
        assert_eq!(failures.add(seconds(60), None), seconds(120));
        assert_eq!(failures.add(seconds(60), Some(seconds(3600))), seconds(3600));
        for _ in 0..100 {
            failures.add(seconds(60), None);
        }
        assert_eq!(failures.add(seconds(60), None), LONGEST);
        assert_eq!(failures.add(seconds(60), Some(Duration::MAX)), LONGEST);
    }
}
