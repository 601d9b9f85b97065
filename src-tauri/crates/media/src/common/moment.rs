//! Waiting for a deadline that there may not be.

use std::future::pending;

use tokio::time::{Instant, sleep_until};

/// Waits for the moment, for ever without one.
pub(crate) async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => pending().await,
    }
}
