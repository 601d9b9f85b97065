//! Time, passed in or awaited so that tests decide what time it is.

use std::fmt;
use std::future::pending;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use specta::Type;
use tokio::time::{Instant, sleep_until};

/// A moment in whole seconds since 1970-01-01T00:00:00Z. Reaches until the year 2106.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct UnixSeconds(pub u32);

impl UnixSeconds {
    /// The moment `duration` later, rounded up to whole seconds: a wait never ends early. Saturates at the end of
    /// the range.
    #[must_use]
    pub fn after(self, duration: Duration) -> Self {
        let whole = duration.as_secs().saturating_add(u64::from(duration.subsec_nanos() > 0));
        Self(u32::try_from(u64::from(self.0).saturating_add(whole)).unwrap_or(u32::MAX))
    }

    /// How long from `earlier` until this moment; zero when it is past.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_secs(u64::from(self.0.saturating_sub(earlier.0)))
    }
}

impl fmt::Display for UnixSeconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Tells the time of day. Everything that outlives the process (a Retry-After, the date of a consent) uses it;
/// everything else uses [`tokio::time::Instant`].
pub trait WallClock: Send + Sync + 'static {
    /// The current moment.
    fn now(&self) -> UnixSeconds;
}

/// The machine's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl WallClock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine")]
    fn now(&self) -> UnixSeconds {
        let seconds =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
        UnixSeconds(u32::try_from(seconds).unwrap_or(u32::MAX))
    }
}

/// Waits for a machine's deadline, for ever without one.
pub async fn due(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => pending().await,
    }
}
