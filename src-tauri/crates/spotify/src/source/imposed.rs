//! The waits that Spotify imposes, per client ID.

use std::sync::Arc;
use std::time::Duration;

use songplate_core::clock::UnixSeconds;
use songplate_core::status::{RetryAfter, RetryAfterStore};
use tokio::time::Instant;

/// A wait that is not over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    /// As it was imposed.
    pub(super) wait: RetryAfter,
    /// When it is over by the time that the program sees pass; `None` for beyond all time.
    deadline: Option<Instant>,
}

impl Standing {
    fn new(wait: RetryAfter, now: Instant, wall: UnixSeconds) -> Self {
        Self { wait, deadline: now.checked_add(wait.until.since(wall)) }
    }

    /// Whether it is over, by either clock: the program's stands still while the machine sleeps, and the time of day
    /// may be set back. Neither shows a wait as over that is not, unless the time of day is set forward.
    pub(super) fn is_over(&self, now: Instant, wall: UnixSeconds) -> bool {
        wall >= self.wait.until || self.deadline.is_some_and(|deadline| now >= deadline)
    }

    /// How much is left by the program's time.
    pub(super) fn left(&self, now: Instant) -> Duration {
        self.deadline.map_or(Duration::MAX, |deadline| deadline.saturating_duration_since(now))
    }
}

/// Remembers waits, in the program and beyond.
pub(super) struct ImposedWaits {
    store: Arc<dyn RetryAfterStore>,
    known: Option<(String, Standing)>,
}

impl ImposedWaits {
    pub(super) fn new(store: Arc<dyn RetryAfterStore>) -> Self {
        Self { store, known: None }
    }

    /// Remembers `wait`, which began at `now`.
    pub(super) fn impose(&mut self, client_id: &str, wait: RetryAfter, now: Instant, wall: UnixSeconds) {
        self.store.save(client_id, wait);
        self.known = Some((client_id.to_owned(), Standing::new(wait, now, wall)));
    }

    /// The wait that stands for `client_id`, if any.
    pub(super) fn standing(&mut self, client_id: &str, now: Instant, wall: UnixSeconds) -> Option<Standing> {
        let known = self.known.as_ref().filter(|(id, _)| id == client_id).map(|(_, standing)| *standing);
        // A store that could not save still has an earlier wait.
        let stored =
            self.store.load(client_id).filter(|stored| known.is_none_or(|known| stored.until > known.wait.until));
        let standing = match stored {
            Some(wait) => {
                let standing = Standing::new(wait, now, wall);
                self.known = Some((client_id.to_owned(), standing));
                standing
            }
            None => known?,
        };
        (!standing.is_over(now, wall)).then_some(standing)
    }
}
