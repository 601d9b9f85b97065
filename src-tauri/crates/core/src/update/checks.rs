//! When the channel is asked.

use std::time::Duration;

use tokio::time::Instant;

use super::settings::Channel;
use super::{CHECK_EVERY, CHECK_JITTER, CHECK_SPACING, FIRST_CHECK, RETRY_OFFLINE};
use crate::clock::UnixSeconds;

/// A check that was begun or is going to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Check {
    pub(super) channel: Channel,
    /// Whether the user asked for it.
    pub(super) by_hand: bool,
}

/// The next check.
#[derive(Debug, Clone, Copy)]
struct Due {
    at: Instant,
    wall: UnixSeconds,
    by_hand: bool,
}

/// When the channel is asked: one check at a time, and not too often.
#[derive(Debug, Default)]
pub(super) struct Checks {
    due: Option<Due>,
    in_flight: Option<Check>,
    begun_at: Option<Instant>,
    /// How many in a row have found no network, or a server in trouble.
    offline: u32,
}

impl Checks {
    /// The first check, a moment after the start.
    pub(super) fn at_start(now: Instant, wall: UnixSeconds) -> Self {
        let mut checks = Self::default();
        checks.plan(FIRST_CHECK, false, now, wall);
        checks
    }

    /// Somebody wants a check as soon as it may be. One that is under way for this channel will do.
    pub(super) fn want(&mut self, check: Check, now: Instant, wall: UnixSeconds) {
        if let Some(in_flight) = self.in_flight.as_mut().filter(|in_flight| in_flight.channel == check.channel) {
            in_flight.by_hand |= check.by_hand;
            return;
        }
        let by_hand = check.by_hand || self.due.is_some_and(|due| due.by_hand);
        let spaced = self.begun_at.map_or(now, |begun| begun + CHECK_SPACING);
        self.plan(spaced.saturating_duration_since(now), by_hand, now, wall);
    }

    /// No check is made by itself from now on; one that the user asked for is.
    pub(super) fn stop(&mut self) {
        self.due = self.due.filter(|due| due.by_hand);
    }

    /// The check to begin at `now`, if one is due by either clock.
    pub(super) fn begin(&mut self, channel: Channel, now: Instant, wall: UnixSeconds) -> Option<Check> {
        if self.in_flight.is_some() {
            return None;
        }
        let due = self.due.take_if(|due| due.at <= now || due.wall <= wall)?;
        let check = Check { channel, by_hand: due.by_hand };
        self.in_flight = Some(check);
        self.begun_at = Some(now);
        Some(check)
    }

    /// The check that is under way has ended: which it was.
    pub(super) fn ended(&mut self) -> Option<Check> {
        self.in_flight.take()
    }

    /// Plans the next regular check. `jitter` is a random number from 0 to 1.
    pub(super) fn plan_next(&mut self, jitter: f64, now: Instant, wall: UnixSeconds) {
        self.offline = 0;
        let earliest = CHECK_EVERY.saturating_sub(CHECK_JITTER / 2);
        self.plan(earliest + CHECK_JITTER.mul_f64(jitter.clamp(0.0, 1.0)), false, now, wall);
    }

    /// Plans the next check after one that has found no network, or a server in trouble: soon at first, then more and
    /// more slowly, up to the regular one. `jitter` is a random number from 0 to 1.
    pub(super) fn plan_retry(&mut self, jitter: f64, now: Instant, wall: UnixSeconds) {
        let wait = RETRY_OFFLINE.saturating_mul(2_u32.saturating_pow(self.offline));
        if wait >= CHECK_EVERY {
            return self.plan_next(jitter, now, wall);
        }
        self.offline += 1;
        self.plan(wait.mul_f64(0.75 + jitter.clamp(0.0, 1.0) / 2.0), false, now, wall);
    }

    /// When the next check is due, if none is under way.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.due.filter(|_| self.in_flight.is_none()).map(|due| due.at)
    }

    /// When the next check is due, by the time of day.
    pub(super) fn next_at(&self) -> Option<UnixSeconds> {
        self.due.map(|due| due.wall)
    }

    /// The check that is under way, or that the user is waiting for.
    pub(super) fn pending(&self, channel: Channel) -> Option<Check> {
        let asked = self.due.filter(|due| due.by_hand).map(|due| Check { channel, by_hand: due.by_hand });
        self.in_flight.filter(|check| check.channel == channel).or(asked)
    }

    fn plan(&mut self, wait: Duration, by_hand: bool, now: Instant, wall: UnixSeconds) {
        self.due = Some(Due { at: now + wait, wall: wall.after(wait), by_hand });
    }
}
