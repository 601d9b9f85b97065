//! How far a player is.

use std::time::Duration;

use songplate_core::now_playing::Rate;
use tokio::time::Instant;

/// A position and the instant that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Progress {
    /// In milliseconds.
    pub(crate) ms: u32,
    /// When the player was there.
    pub(crate) at: Instant,
}

impl Progress {
    /// How far the player is at `now`, having played at `rate` since, or not played at all.
    pub(crate) fn moved(self, now: Instant, rate: Option<Rate>) -> Self {
        let elapsed = now.saturating_duration_since(self.at);
        Self { at: now, ..self.played(elapsed, rate) }
    }

    /// How far it is at the same instant, if it has played at `rate` for longer than was thought, or not played at all.
    pub(crate) fn played(self, elapsed: Duration, rate: Option<Rate>) -> Self {
        let elapsed = rate.map_or(Duration::ZERO, |rate| elapsed.saturating_mul(rate.percent().into()) / 100);
        let elapsed = u32::try_from(elapsed.as_millis()).unwrap_or(u32::MAX);
        Self { ms: self.ms.saturating_add(elapsed), at: self.at }
    }
}
