//! Clients that decide when to ask: the schedule itself, and polling at a fixed rate.

use std::time::Duration;

use songplate_core::hybrid::Pace;
use songplate_core::now_playing::{Kind, NothingReason, NowPlaying, Playback, Rate};
use songplate_spotify::player::PlayerAnswer;
use songplate_spotify::schedule::Schedule;
use tokio::time::Instant;

use super::day::State;

/// A question that was answered. Times are in milliseconds from the start of the day.
pub(crate) struct Asked {
    pub(crate) at_ms: u64,
    pub(crate) answered_ms: u64,
    pub(crate) state: State,
    /// The position at the moment that the answer tells of.
    pub(crate) position_ms: u64,
}

/// Decides when to ask next.
pub(crate) trait Client {
    /// The moment of the next question.
    fn next_ms(&mut self, asked: &Asked) -> u64;
}

/// Asks at a fixed rate.
pub(crate) struct Polling {
    pub(crate) every_ms: u64,
}

impl Client for Polling {
    fn next_ms(&mut self, asked: &Asked) -> u64 {
        asked.at_ms + self.every_ms
    }
}

/// Asks when the schedule says.
pub(crate) struct Scheduled {
    schedule: Schedule,
    start: Instant,
}

impl Scheduled {
    pub(crate) fn new() -> Self {
        // Only differences to it count.
        Self { schedule: Schedule::new(), start: Instant::now() }
    }
}

impl Client for Scheduled {
    fn next_ms(&mut self, asked: &Asked) -> u64 {
        let answered_at = self.start + Duration::from_millis(asked.answered_ms);
        let plan = self.schedule.answered(&answer(asked, self.start), Pace::Free, answered_at);
        u64::try_from(plan.next_at(Pace::Free).duration_since(self.start).as_millis()).unwrap_or(u64::MAX)
    }
}

/// The answer as the program gets it, on a day that began at `start`.
pub(crate) fn answer(asked: &Asked, start: Instant) -> PlayerAnswer {
    // What the program takes for the moment of the answer: it does not know when the server made it.
    let read_ms = asked.answered_ms - (asked.answered_ms - asked.at_ms) / 2;
    PlayerAnswer { playback: playback(asked.state, asked.position_ms), read_at: start + Duration::from_millis(read_ms) }
}

/// What plays, as Spotify tells it.
pub(crate) fn playback(state: State, position_ms: u64) -> Playback {
    let State::Song { number, duration_ms, playing, .. } = state else {
        return Playback::Nothing(NothingReason::Idle);
    };
    let whole = |ms| u32::try_from(ms).unwrap_or(u32::MAX);
    let now_playing = NowPlaying {
        id: number.to_string(),
        kind: Kind::Track,
        title: number.to_string(),
        subtitle: String::new(),
        album: None,
        link: None,
        cover: None,
        duration_ms: Some(whole(duration_ms)),
        position_ms: whole(position_ms),
        rate: Rate::NORMAL,
    };
    Playback::Song { now_playing, playing, private_session: false }
}
