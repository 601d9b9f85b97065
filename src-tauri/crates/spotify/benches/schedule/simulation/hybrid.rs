//! The hybrid as a client: the machine of core with the day's signals, and the schedule at the pace that it says.

use std::time::Duration;

use songplate_core::hybrid::{Effect, Hybrid, Input, Pace, SPOTIFY_APP};
use songplate_core::now_playing::Playback;
use songplate_core::player::{PlayState, Player, PlayerId};
use songplate_core::source::{Observation, SourceEvent};
use songplate_spotify::schedule::Schedule;
use tokio::time::Instant;

use super::clients::{Asked, Client, answer, playback};
use super::day::{Day, HOUR_MS, State};

/// Where the day's songs are played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// On the desktop app, all of them.
    Desktop,
    /// By turns, an hour on the desktop app and an hour on the phone.
    Both,
}

/// Asks when the hybrid says. The desktop app's signals come at once.
pub(crate) struct Hybrids<'a> {
    day: &'a Day,
    place: Place,
    hybrid: Hybrid,
    schedule: Schedule,
    pace: Pace,
    player: Option<Player>,
    start: Instant,
    now_ms: u64,
}

impl<'a> Hybrids<'a> {
    pub(crate) fn new(day: &'a Day, place: Place) -> Self {
        // Only differences to it count.
        let start = Instant::now();
        let (hybrid, schedule) = (Hybrid::new(), Schedule::new());
        let mut client = Self { day, place, hybrid, schedule, pace: Pace::Free, player: None, start, now_ms: 0 };
        client.look();
        client
    }

    fn instant(&self, ms: u64) -> Instant {
        self.start + Duration::from_millis(ms)
    }

    fn ms(&self, instant: Instant) -> u64 {
        let since = instant.duration_since(self.start);
        u64::try_from(since.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX)
    }

    fn apply(&mut self, input: Input) {
        for effect in self.hybrid.apply(input, self.instant(self.now_ms)) {
            if let Effect::Pace(pace) = effect {
                self.pace = pace;
            }
        }
    }

    /// The next moment at which the desktop app or the machine has something to do.
    fn next_event_ms(&self) -> Option<u64> {
        let index = self.day.0.partition_point(|stretch| stretch.begins_ms <= self.now_ms);
        let signal = self.day.0.get(index).map(|stretch| stretch.begins_ms);
        let move_ms = (self.place == Place::Both).then(|| (self.now_ms / HOUR_MS + 1) * HOUR_MS);
        let deadline = self.hybrid.deadline(self.instant(self.now_ms)).map(|at| self.ms(at).max(self.now_ms));
        signal.into_iter().chain(move_ms).chain(deadline).min()
    }

    fn live_until(&mut self, end_ms: u64) {
        while let Some(at_ms) = self.next_event_ms().filter(|at_ms| *at_ms <= end_ms) {
            self.now_ms = at_ms;
            self.look();
            self.apply(Input::TimePassed);
        }
        self.now_ms = end_ms;
    }

    /// The desktop app's signal, if there is one at this moment.
    fn look(&mut self) {
        let player = self.seen();
        if player != self.player {
            self.player.clone_from(&player);
            self.apply(Input::Player(player.map(Box::new)));
        }
    }

    /// The desktop app as it is now.
    fn seen(&self) -> Option<Player> {
        if self.place == Place::Both && (self.now_ms / HOUR_MS) % 2 == 1 {
            let paused = |player: Player| Player { state: PlayState::Paused, ..player };
            return self.player.clone().map(paused);
        }
        let stretch = self.day.0.get(self.day.at(self.now_ms))?;
        let State::Song { position_ms, playing, .. } = stretch.state else { return None };
        let Playback::Song { now_playing, .. } = playback(stretch.state, position_ms) else { return None };
        Some(Player {
            id: PlayerId::new(SPOTIFY_APP, 1),
            name: "Spotify".to_owned(),
            app: SPOTIFY_APP.to_owned(),
            state: if playing { PlayState::Playing } else { PlayState::Paused },
            song: Some(now_playing),
            read_at: self.instant(stretch.begins_ms),
        })
    }
}

impl Client for Hybrids<'_> {
    fn next_ms(&mut self, asked: &Asked) -> u64 {
        let pace = self.pace;
        self.live_until(asked.answered_ms);
        let answer = answer(asked, self.start);
        let plan = self.schedule.answered(&answer, pace, self.instant(asked.answered_ms));
        self.apply(Input::Api(SourceEvent::Observed(Box::new(Observation {
            playback: answer.playback,
            read_at: answer.read_at,
            fresh_for: plan.fresh_for(self.pace),
            origin: None,
        }))));
        loop {
            let ask_ms = self.ms(plan.next_at(self.pace)).max(self.now_ms);
            let Some(at_ms) = self.next_event_ms().filter(|at_ms| *at_ms <= ask_ms) else {
                self.now_ms = ask_ms;
                return ask_ms;
            };
            self.live_until(at_ms);
        }
    }
}
