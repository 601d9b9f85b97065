//! When to ask Spotify next. Pure: the time and the chance are passed in, so that days pass in milliseconds in the
//! tests and in `cargo bench`.

mod back_off;
mod pace;
mod plan;
mod song;
#[cfg(test)]
mod tests;

use std::time::Duration;

use songplate_core::clock::UnixSeconds;
use songplate_core::hybrid::Pace;
use songplate_core::now_playing::{NothingReason, Playback};
use songplate_core::status::{OfflineCause, RetryAfter, Trouble};
use tokio::time::Instant;

use crate::access::AccessError;
use crate::player::PlayerAnswer;
pub use plan::Plan;
use song::{Crossfade, Song};

/// Between an answer and the next question lies at least this much, whatever happens.
pub const MIN_SPACING: Duration = Duration::from_millis(300);

/// Between an answer and a question that the user asks for by hand lies at least this much.
pub const WAKE_SPACING: Duration = Duration::from_secs(1);

/// After Spotify refused the account or the app, it is asked again after this time by itself.
pub const FORBIDDEN_PAUSE: Duration = Duration::from_mins(15);

/// A song is asked about this long after it should have ended. Answers are out of date by up to half a second, but the
/// question takes its time to get there too; when it comes too early, a second one soon after costs less than waiting
/// every time.
const AFTER_END: Duration = Duration::from_millis(200);

/// A song of which no more than this is left is not taken for one that was sought in.
const NEARLY_OVER: Duration = Duration::from_secs(2);

/// What to do after a question that brought no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AfterError {
    /// When to ask next.
    pub next: Next,
    /// What to report; nothing after a single failure, which the last observation outlives.
    pub trouble: Option<Trouble>,
}

/// When to ask next after an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// At this instant, or when the user acts.
    At(Instant),
    /// At this instant or this time of day, whichever comes first, or when the user acts.
    Paused {
        /// The instant.
        at: Instant,
        /// The time of day: the instant stands still while the machine sleeps.
        until: UnixSeconds,
    },
    /// After this wait, even when the user acts.
    Imposed(RetryAfter),
    /// When the user acts.
    UserActs,
}

/// What was playing when Spotify was last asked.
#[derive(Debug, Clone, PartialEq)]
enum Seen {
    Playing { id: String },
    Paused { id: String },
    Advert,
    Nothing(NothingReason),
}

/// When to ask Spotify next: what was seen so far, and the rules.
#[derive(Debug, Clone, Default)]
pub struct Schedule {
    seen: Option<(Seen, Instant)>,
    song: Option<Song>,
    crossfade: Crossfade,
    /// How many answers running have told of a song that should have been over.
    overdue: u32,
    failures: u32,
    /// The last signal that was answered.
    heeded: u64,
}

impl Schedule {
    /// A schedule that has seen nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in an answer that arrived at `now`, to a question that was asked at this pace.
    #[must_use]
    pub fn answered(&mut self, answer: &PlayerAnswer, pace: Pace, now: Instant) -> Plan {
        self.failures = 0;
        if let Pace::OnSignal(number) = pace {
            self.heeded = self.heeded.max(number);
        }
        let unchanged_since = self.see(&answer.playback, now);
        let unchanged = now - unchanged_since;
        let wait = match &answer.playback {
            Playback::Song { now_playing, playing: true, .. } => {
                let duration = now_playing.duration_ms.map(|ms| Duration::from_millis(ms.into()));
                let position = Duration::from_millis(now_playing.position_ms.into());
                self.playing(&now_playing.id, duration, position, answer, unchanged, now)
            }
            other => {
                self.leave_song();
                match other {
                    Playback::Song { .. } => pace::paused(unchanged),
                    Playback::Advert { .. } => pace::advert(),
                    Playback::Nothing(NothingReason::Idle | NothingReason::Starting | NothingReason::Gone) => {
                        pace::idle(unchanged)
                    }
                    Playback::Nothing(NothingReason::Unknown) => pace::playing(unchanged, None),
                }
            }
        };
        let paused = matches!(answer.playback, Playback::Song { playing: false, .. });
        Plan::new(answer.read_at, now, wait, pace::told(paused, unchanged), self.heeded)
    }

    /// Takes in a failure that happened at `now`, or `wall` by the time of day. `jitter` is a random number from 0 to 1.
    #[must_use]
    pub fn failed(&mut self, error: &AccessError, now: Instant, wall: UnixSeconds, jitter: f64) -> AfterError {
        match *error {
            AccessError::Offline(cause) => {
                self.failures = self.failures.saturating_add(1);
                // A keychain that does not answer is no blip: its owner has to see it.
                let silent = self.failures == 1 && cause != OfflineCause::Keychain;
                AfterError {
                    next: Next::At(now + back_off::wait(self.failures, jitter)),
                    trouble: (!silent).then_some(Trouble::Offline(cause)),
                }
            }
            AccessError::Wait(wait) => {
                AfterError { next: Next::Imposed(wait), trouble: Some(Trouble::RateLimited(wait)) }
            }
            AccessError::Forbidden(reason) => {
                let until = wall.after(FORBIDDEN_PAUSE);
                AfterError {
                    next: Next::Paused { at: now + FORBIDDEN_PAUSE, until },
                    trouble: Some(Trouble::Forbidden { reason, until }),
                }
            }
            AccessError::SignedOut => AfterError { next: Next::UserActs, trouble: Some(Trouble::SignInAgain) },
        }
    }

    /// Since when what is seen has been as it is.
    fn see(&mut self, playback: &Playback, now: Instant) -> Instant {
        let seen = match playback {
            Playback::Song { now_playing, playing: true, .. } => Seen::Playing { id: now_playing.id.clone() },
            Playback::Song { now_playing, .. } => Seen::Paused { id: now_playing.id.clone() },
            Playback::Advert { .. } => Seen::Advert,
            Playback::Nothing(reason) => Seen::Nothing(*reason),
        };
        match &self.seen {
            Some((before, since)) if *before == seen => *since,
            _ => {
                self.seen = Some((seen, now));
                now
            }
        }
    }

    /// How long to wait while a song plays.
    fn playing(
        &mut self,
        id: &str,
        duration: Option<Duration>,
        position: Duration,
        answer: &PlayerAnswer,
        unchanged: Duration,
        now: Instant,
    ) -> Duration {
        let Some(duration) = duration else {
            self.leave_song();
            return pace::playing(unchanged, None);
        };
        let left = duration.saturating_sub(position);
        let mut unchanged = unchanged;
        match &mut self.song {
            Some(song) if song.id == id => {
                let due = now >= song.end;
                let expected = song.refine(left, answer.read_at);
                if due && (expected || left <= NEARLY_OVER) {
                    // It plays on past its predicted end: Spotify is behind, or was held up. What is left counts anew.
                    song.end = answer.read_at + left;
                    self.overdue = self.overdue.saturating_add(1);
                } else if !expected {
                    // The user sought, or the same song began again.
                    self.seen = self.seen.take().map(|(seen, _)| (seen, now));
                    self.overdue = 0;
                    unchanged = Duration::ZERO;
                }
            }
            _ => {
                let before = self.leave_song();
                self.song = Some(Song::new(id, duration, left, answer.read_at, before.as_ref()));
            }
        }
        let interval = pace::playing(unchanged, Some(duration));
        let Some(song) = &self.song else { return interval };
        let change = self.crossfade.change_of(song);
        if now < change {
            let wait = share(change - now + AFTER_END, interval);
            return if self.overdue > 0 { wait.max(overdue_wait(self.overdue)).min(interval) } else { wait };
        }
        if now < song.end {
            // The crossfade did not come. A second look in case the answer was stale, then its own end counts.
            self.overdue = self.overdue.saturating_add(1);
            return if self.overdue == 1 { overdue_wait(1) } else { share(song.end - now + AFTER_END, interval) };
        }
        overdue_wait(self.overdue).min(interval)
    }

    /// Forgets the song that played, and what was predicted of it.
    fn leave_song(&mut self) -> Option<Song> {
        self.overdue = 0;
        let song = self.song.take()?;
        self.crossfade.learn(&song);
        Some(song)
    }
}

/// The time after an answer that still told of the old song: Spotify is behind. Soon again, then less and less often.
fn overdue_wait(overdue: u32) -> Duration {
    MIN_SPACING * (1 << overdue.saturating_sub(1).min(6))
}

/// The first of the equal parts, each about `interval` long, that the time until a predicted change is cut into: the
/// last question then falls right after the change, and none is wasted shortly before.
fn share(until: Duration, interval: Duration) -> Duration {
    let parts = until.div_duration_f64(interval).round().max(1.0);
    until.div_f64(parts)
}
