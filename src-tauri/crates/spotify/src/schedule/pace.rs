//! How long to wait between two questions while nothing is predicted.
//!
//! With a given number of questions, the mean time until a change is seen is least when the interval goes with
//! 1/√hazard, the hazard being how likely a change is at that moment. Each function below is that rule for one hazard.

use std::time::Duration;

/// How long after a song's start, or any other change, the next change is likely: people skip early.
pub(crate) const RESTLESS: Duration = Duration::from_secs(30);

/// The interval in that time.
const RESTLESS_INTERVAL: Duration = Duration::from_millis(5_200);

/// The shortest and the longest interval in the middle of a song.
const MIDDLE: (Duration, Duration) = (Duration::from_secs(7), Duration::from_secs(15));

/// An advertisement is short, and nothing says how long it will take.
const ADVERT_INTERVAL: Duration = Duration::from_secs(4);

/// The shortest and the longest interval while paused.
const PAUSED: (Duration, Duration) = (Duration::from_millis(3_500), Duration::from_secs(20));

/// The shortest and the longest interval while nothing plays.
const IDLE: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(30));

/// While a song plays: `unchanged` is the time since the last change, `duration` the song's, if known.
///
/// A song is about as likely to be skipped whether it is long or short, so in a long one the hazard at each moment is
/// lower in proportion, and the interval goes with the root of its length.
pub(crate) fn playing(unchanged: Duration, duration: Option<Duration>) -> Duration {
    if unchanged < RESTLESS {
        return RESTLESS_INTERVAL;
    }
    duration.map_or(MIDDLE.1, |duration| root(0.7, duration).clamp(MIDDLE.0, MIDDLE.1))
}

/// While paused since `unchanged`. Who comes back, comes back soon: the hazard falls as the pause grows.
pub(crate) fn paused(unchanged: Duration) -> Duration {
    root(1.1, unchanged).clamp(PAUSED.0, PAUSED.1)
}

/// While nothing has played since `unchanged`.
pub(crate) fn idle(unchanged: Duration) -> Duration {
    root(1.1, unchanged).clamp(IDLE.0, IDLE.1)
}

/// During an advertisement.
pub(crate) fn advert() -> Duration {
    ADVERT_INTERVAL
}

/// `factor` times the square root, in seconds.
fn root(factor: f64, time: Duration) -> Duration {
    Duration::from_secs_f64(factor * time.as_secs_f64().sqrt())
}
