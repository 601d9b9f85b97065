//! When what a player says is told on. Pure: the time is passed in.
//!
//! Players tell a change in pieces, repeat themselves, mix the old song with the new one and stop for a moment between
//! two songs; browsers do all of these. A change that is complete is told on at once, and whatever amends it within
//! [`WINDOW`] follows in one go. One that is not waits for the rest of itself, no longer than [`WINDOW`]; what may be the
//! gap between two songs, no longer than [`GAP`].

use std::time::Duration;

use songplate_core::now_playing::{NowPlaying, Rate};
use songplate_core::player::PlayState;
use tokio::time::Instant;

use super::progress::Progress;
use super::song::Song;

/// For how long an incomplete change waits, and a complete one may be amended. A player is told on once in that time,
/// however fast it talks.
pub(crate) const WINDOW: Duration = Duration::from_millis(50);

/// How long a player may be between two songs: VLC stops for a fifth of a second, and mpv calls a file by its name for a
/// tenth or two, until it has opened it.
pub(crate) const GAP: Duration = Duration::from_millis(300);

/// A position that is closer to the expected one is not worth telling, in milliseconds: players round, and answers take
/// time.
const TOLERANCE: u32 = 200;

/// From this expected position on, in milliseconds, the answer 0 is not believed: some players always give it.
const NO_ZERO: u32 = 2_000;

/// Everything that a player says about itself at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// What it does.
    pub(crate) state: PlayState,
    /// What it has loaded.
    pub(crate) song: Option<Song>,
    /// How fast it plays.
    pub(crate) rate: Rate,
}

/// What happens to the machine.
#[derive(Debug, Clone)]
pub(crate) enum Input {
    /// The player said something, maybe the same as before. Where it is, if it answered that too.
    Told(Told, Option<Progress>),
    /// The player said by itself that it is at another position, maybe with something else.
    Moved(Told, Progress),
    /// Time passed.
    TimePassed,
}

/// What is to be told on about a player.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct News {
    /// What it does.
    pub(crate) state: PlayState,
    /// What it has loaded.
    pub(crate) song: Option<NowPlaying>,
    /// The instant that the song's position belongs to.
    pub(crate) read_at: Instant,
    /// Whether the position is a guess, so that the player is to be asked for it.
    pub(crate) guessed: bool,
}

/// One player: what it said last and what was told on of it.
#[derive(Debug)]
pub(crate) struct Amend {
    told: Told,
    progress: Progress,
    /// Whether `progress` was worked out, not heard, since something changed that moves it.
    guessed: bool,
    /// What `progress` is of, while the player says nothing of what it has loaded.
    last_song: Option<Song>,
    /// Whether it ever named artists: then a song without any is not complete.
    names_artists: bool,
    shown: Option<Shown>,
    /// Since when there is something incomplete to tell.
    incomplete_since: Option<Instant>,
    deadline: Option<Instant>,
}

#[derive(Debug)]
struct Shown {
    told: Told,
    progress: Progress,
    /// Stays as long as the recording does, however it is amended.
    id: String,
    at: Instant,
}

impl Amend {
    /// A player that has not said anything.
    pub(crate) fn new(now: Instant) -> Self {
        Self {
            told: Told { state: PlayState::Stopped, song: None, rate: Rate::NORMAL },
            progress: Progress { ms: 0, at: now },
            guessed: true,
            last_song: None,
            names_artists: false,
            shown: None,
            incomplete_since: None,
            deadline: None,
        }
    }

    /// When the machine wants to be told that time has passed.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// What is to be told on now, if anything.
    pub(crate) fn apply(&mut self, input: Input, now: Instant) -> Option<News> {
        match input {
            Input::Told(told, progress) => self.hear(told, progress, now),
            Input::Moved(told, progress) => {
                self.hear(told, None, now);
                self.place(progress);
            }
            Input::TimePassed => {}
        }
        let due = self.due(now);
        self.deadline = due.filter(|&due| due > now);
        (due? <= now).then(|| self.show(now))
    }

    fn hear(&mut self, told: Told, progress: Option<Progress>, now: Instant) {
        self.progress = self.progress.moved(now, moving(&self.told));
        self.guessed |= told.state != self.told.state || told.rate != self.told.rate;
        if let Some(song) = &told.song {
            self.names_artists |= !song.artists.is_empty();
            if !self.last_song.as_ref().is_some_and(|last| song.is_same_recording(last)) {
                self.progress.ms = 0;
                self.guessed = true;
            }
            self.last_song = Some(song.clone());
        }
        if told.state == PlayState::Stopped {
            // From there it starts anew.
            self.progress.ms = 0;
        }
        self.told = told;
        if let Some(progress) = progress.filter(|progress| progress.ms > 0 || self.progress.ms < NO_ZERO) {
            self.place(progress);
        }
    }

    fn place(&mut self, progress: Progress) {
        self.progress = progress;
        self.guessed = false;
    }

    /// When to tell on what has not been told on; `None` when there is no such thing.
    fn due(&mut self, now: Instant) -> Option<Instant> {
        let Some(shown) = &self.shown else { return Some(now) };
        if self.told == shown.told && !self.jumped(shown, now) {
            self.incomplete_since = None;
            return None;
        }
        if self.is_complete(&shown.told) {
            self.incomplete_since = None;
            let amends = shown.told.song.is_some() && shown.told.state != PlayState::Stopped;
            return Some(if amends { now.max(shown.at + WINDOW) } else { now });
        }
        let stops = self.told.state == PlayState::Stopped && shown.told.state != PlayState::Stopped;
        let opens = self.told.song.as_ref().is_some_and(|song| song.unopened);
        Some(*self.incomplete_since.get_or_insert(now) + if stops || opens { GAP } else { WINDOW })
    }

    fn jumped(&self, shown: &Shown, now: Instant) -> bool {
        let expected = shown.progress.moved(now, moving(&shown.told));
        let actual = self.progress.moved(now, moving(&self.told));
        self.told.song.is_some() && expected.ms.abs_diff(actual.ms) > TOLERANCE
    }

    fn is_complete(&self, shown: &Told) -> bool {
        // Between two songs, players stop; and what one says while it is stopped is how it begins to start.
        if self.told.state == PlayState::Stopped {
            return false;
        }
        match (&self.told.song, &shown.song) {
            // Some start before they say what.
            (None, old) => old.is_none() && self.told.state != PlayState::Playing,
            (Some(new), Some(old)) if new.is_same_recording(old) => {
                !new.lacks_what_was_told(old) && !new.is_of_another_length(old)
            }
            (Some(new), old) => {
                new.title.is_some()
                    && !new.unopened
                    && (!new.artists.is_empty() || !self.names_artists)
                    && !old.as_ref().is_some_and(|old| new.is_mixed_with(old))
            }
        }
    }

    fn show(&mut self, now: Instant) -> News {
        let progress = self.progress.moved(now, moving(&self.told));
        let kept = self.shown.take().filter(|shown| {
            shown.told.song.as_ref().zip(self.told.song.as_ref()).is_some_and(|(old, new)| new.is_same_recording(old))
        });
        let id = kept.map(|shown| shown.id).or_else(|| self.told.song.as_ref().map(Song::id)).unwrap_or_default();
        let song = self.told.song.as_ref().and_then(|song| song.now_playing(id.clone(), progress.ms, self.told.rate));
        self.shown = Some(Shown { told: self.told.clone(), progress, id, at: now });
        self.incomplete_since = None;
        self.deadline = None;
        News { state: self.told.state, song, read_at: now, guessed: self.guessed }
    }
}

/// How fast the position moves.
fn moving(told: &Told) -> Option<Rate> {
    (told.state == PlayState::Playing).then_some(told.rate)
}

#[cfg(test)]
#[path = "amend_tests.rs"]
mod tests;
