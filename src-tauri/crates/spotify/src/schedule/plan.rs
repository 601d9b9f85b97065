//! When to ask next after an answer, at whatever pace.

use std::time::Duration;

use songplate_core::hybrid::Pace;
use tokio::time::Instant;

use super::MIN_SPACING;
use crate::client::REQUEST_LIMIT;

/// An observation outlives the next question by its time limit and this much more, for the silent second try.
const SLACK: Duration = Duration::from_secs(3);

/// When to ask next after an answer. The pace may change while that is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    read_at: Instant,
    /// Never sooner.
    spaced: Instant,
    /// When a change is likely.
    free: Instant,
    /// When somebody else tells of every change.
    told: Instant,
    /// The last signal that a question came after.
    heeded: u64,
}

impl Plan {
    /// A plan from the instant `now` at which the answer arrived.
    pub(super) fn new(read_at: Instant, now: Instant, free: Duration, told: Duration, heeded: u64) -> Self {
        let spaced = now + MIN_SPACING;
        Self { read_at, spaced, free: spaced.max(now + free), told: spaced.max(now + told), heeded }
    }

    /// When to ask next.
    #[must_use]
    pub fn next_at(&self, pace: Pace) -> Instant {
        match pace {
            Pace::Free => self.free,
            Pace::OnSignal(number) if number > self.heeded => self.spaced,
            Pace::OnSignal(_) => self.told,
        }
    }

    /// How long, counted from when it was read, what was answered may be shown as live.
    #[must_use]
    pub fn fresh_for(&self, pace: Pace) -> Duration {
        self.next_at(pace).saturating_duration_since(self.read_at) + REQUEST_LIMIT + SLACK
    }
}
