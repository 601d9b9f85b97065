//! How long to wait between two questions while nothing is predicted.
//!
//! With a given number of questions, the mean time until a change is seen is least when the interval goes with
//! 1/√hazard, the hazard being how likely a change is at that moment. Each function below is that rule for one hazard;
//! the factors are what keeps a day of listening below a tenth of the questions of asking once a second.

use std::time::Duration;

/// The interval right after a song began, or anything else changed.
const RESTLESS: Duration = Duration::from_millis(3_500);

/// By this share of the time since then it grows: who skips, mostly skips early.
const CALMING: f64 = 0.16;

/// The interval in the middle of a song of four minutes, and between what limits it lies for others.
const MIDDLE: Duration = Duration::from_secs(12);
const MIDDLE_LENGTH: Duration = Duration::from_mins(4);
const MIDDLE_LIMITS: (Duration, Duration) = (Duration::from_secs(6), Duration::from_secs(17));

/// An advertisement is short, and nothing says how long it will take.
const ADVERT: Duration = Duration::from_secs(4);

/// The shortest and the longest interval while paused.
const PAUSED: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(20));

/// The shortest and the longest interval while nothing plays.
const IDLE: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(30));

/// The interval while somebody else tells of every change.
const TOLD_PLAYING: Duration = Duration::from_mins(2);

/// The shortest and the longest of these while paused.
const TOLD_PAUSED: (Duration, Duration) = (Duration::from_secs(20), Duration::from_mins(5));

/// While a song plays: `unchanged` is the time since the last change, `duration` the song's, if known.
///
/// A song is about as likely to be skipped whether it is long or short, so that in a long one the hazard at each moment
/// is lower in proportion, and the interval goes with the root of its length.
pub(crate) fn playing(unchanged: Duration, duration: Option<Duration>) -> Duration {
    let length = duration.unwrap_or(MIDDLE_LENGTH).div_duration_f64(MIDDLE_LENGTH);
    let middle = MIDDLE.mul_f64(length.sqrt()).clamp(MIDDLE_LIMITS.0, MIDDLE_LIMITS.1);
    RESTLESS.saturating_add(unchanged.mul_f64(CALMING)).min(middle)
}

/// While paused since `unchanged`. Who comes back, comes back soon: the hazard falls as the pause grows.
pub(crate) fn paused(unchanged: Duration) -> Duration {
    root(0.4, unchanged).clamp(PAUSED.0, PAUSED.1)
}

/// While nothing has played since `unchanged`.
pub(crate) fn idle(unchanged: Duration) -> Duration {
    root(1.2, unchanged).clamp(IDLE.0, IDLE.1)
}

/// During an advertisement.
pub(crate) fn advert() -> Duration {
    ADVERT
}

/// While somebody else tells of every change, and the music is paused or not since `unchanged`: to learn of what nobody
/// else tells, a private session or that the music has moved to another device.
///
/// From a pause it moves on soon or not at all, so that the interval grows with it.
pub(crate) fn told(paused: bool, unchanged: Duration) -> Duration {
    if paused { (unchanged / 2).clamp(TOLD_PAUSED.0, TOLD_PAUSED.1) } else { TOLD_PLAYING }
}

/// `factor` times the square root, in seconds.
fn root(factor: f64, time: Duration) -> Duration {
    Duration::from_secs_f64(factor * time.as_secs_f64().sqrt())
}
