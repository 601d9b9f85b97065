//! Whether the API has caught up with the desktop app, and when it is asked for that.

use tokio::time::Instant;

use super::{LONGEST_SETTLE, REPEATS, SETTLE};

/// Which of the two is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Both tell of the same.
    Agreed,
    /// The desktop app alone: the API has nothing to set against it.
    Desktop,
    /// The API.
    Api,
}

/// Gives a signal after each change, and repeats it while the API is in doubt.
#[derive(Debug)]
pub(super) struct Check {
    /// How many signals there were.
    signals: u64,
    stage: Stage,
    /// How many answers running have told something else.
    doubts: usize,
}

#[derive(Debug, Clone, Copy)]
enum Stage {
    /// A signal is due, for changes of which the first was at `since`.
    Due {
        since: Instant,
        at: Instant,
    },
    /// The signal was given.
    Asked,
    Settled(Verdict),
}

impl Check {
    /// There is no desktop app.
    pub(super) fn new() -> Self {
        Self { signals: 0, stage: Stage::Settled(Verdict::Api), doubts: 0 }
    }

    /// The desktop app does something else.
    pub(super) fn begin(&mut self, now: Instant) {
        let since = match self.stage {
            Stage::Due { since, .. } if self.doubts == 0 => since,
            _ => now,
        };
        self.doubts = 0;
        self.stage = Stage::Due { since, at: (now + SETTLE).min(since + LONGEST_SETTLE) };
    }

    /// Gives the signal if it is due.
    pub(super) fn pass(&mut self, now: Instant) {
        if self.deadline().is_some_and(|at| at <= now) {
            self.signals += 1;
            self.stage = Stage::Asked;
        }
    }

    /// It is clear whom to believe.
    pub(super) fn settle(&mut self, verdict: Verdict) {
        self.doubts = 0;
        self.stage = Stage::Settled(verdict);
    }

    /// An answer told something else. Asks again; when the API has had its chances, `verdict` holds.
    pub(super) fn doubt(&mut self, verdict: Verdict, now: Instant) {
        if self.deadline().is_some() {
            return;
        }
        match REPEATS.get(self.doubts) {
            Some(wait) => self.repeat_at(now + *wait, now),
            None => self.settle(verdict),
        }
    }

    /// An answer may tell of what was before; one of `at` no longer can.
    pub(super) fn doubt_until(&mut self, at: Instant, now: Instant) {
        if self.deadline().is_none() {
            self.repeat_at(at.max(now + REPEATS[0]), now);
        }
    }

    fn repeat_at(&mut self, at: Instant, now: Instant) {
        self.doubts += 1;
        self.stage = Stage::Due { since: now, at };
    }

    /// Whom to believe, if that is clear.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        match self.stage {
            Stage::Settled(verdict) => Some(verdict),
            Stage::Due { .. } | Stage::Asked => None,
        }
    }

    pub(super) fn signals(&self) -> u64 {
        self.signals
    }

    /// When a signal is due.
    pub(super) fn deadline(&self) -> Option<Instant> {
        match self.stage {
            Stage::Due { at, .. } => Some(at),
            Stage::Asked | Stage::Settled(_) => None,
        }
    }
}
