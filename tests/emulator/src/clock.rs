//! The emulator's time, which a test can move.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Milliseconds since the emulator started, which is all that its rules need.
///
/// Either runs with the machine's clock or stands still until [`Clock::advance`]. It is not tokio's clock: a test
/// that pauses tokio's time pauses it for its own runtime only, and the emulator runs on another.
#[derive(Debug)]
pub(crate) struct Clock {
    started: Option<Instant>,
    epoch_ms: u64,
    ahead_ms: AtomicU64,
}

impl Clock {
    /// A clock that runs with the machine's.
    #[expect(clippy::disallowed_methods, reason = "the one place where the emulator reads the machine's clock")]
    pub(crate) fn running() -> Self {
        Self { started: Some(Instant::now()), epoch_ms: unix_now_ms(), ahead_ms: AtomicU64::new(0) }
    }

    /// A clock that moves only when it is told to.
    pub(crate) fn stopped() -> Self {
        Self { started: None, epoch_ms: unix_now_ms(), ahead_ms: AtomicU64::new(0) }
    }

    /// Milliseconds since the start.
    pub(crate) fn now_ms(&self) -> u64 {
        let run = self.started.map_or(Duration::ZERO, |started| started.elapsed());
        whole_ms(run).saturating_add(self.ahead_ms.load(Ordering::SeqCst))
    }

    /// The given moment as Unix time in milliseconds.
    pub(crate) fn unix_ms(&self, moment_ms: u64) -> u64 {
        self.epoch_ms.saturating_add(moment_ms)
    }

    /// Moves the clock forward; nothing waits.
    pub(crate) fn advance(&self, by: Duration) {
        self.ahead_ms.fetch_add(whole_ms(by), Ordering::SeqCst);
    }
}

/// A duration in whole milliseconds, at most `u64::MAX`.
pub(crate) fn whole_ms(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[expect(clippy::disallowed_methods, reason = "the one place where the emulator reads the calendar")]
fn unix_now_ms() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, whole_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopped_clock_moves_only_when_told() {
        let clock = Clock::stopped();
        assert_eq!(clock.now_ms(), 0);
        clock.advance(Duration::from_millis(1_500));
        assert_eq!(clock.now_ms(), 1_500);
    }

    #[test]
    fn a_running_clock_can_be_moved_too() {
        let clock = Clock::running();
        clock.advance(Duration::from_hours(1));
        assert!(clock.now_ms() >= 3_600_000);
    }
}
