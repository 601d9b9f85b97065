//! How long to leave a server alone that does not answer.

use std::time::Duration;

/// The wait after the first failure.
const FIRST: Duration = Duration::from_secs(1);

/// The longest wait.
const LONGEST: Duration = Duration::from_mins(1);

/// The wait after the given number of failures in a row, counted from 1: doubling from 1 s to 60 s.
///
/// `jitter`, from 0 to 1, takes off up to half of it, so that the clients of a server that comes back do not all ask at
/// once.
pub(crate) fn wait(failures: u32, jitter: f64) -> Duration {
    let doublings = failures.saturating_sub(1).min(6);
    let whole = FIRST.saturating_mul(1 << doublings).min(LONGEST);
    whole.mul_f64(1.0 - jitter.clamp(0.0, 1.0) / 2.0).max(FIRST)
}
