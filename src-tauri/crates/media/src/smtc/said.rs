//! What Windows tells of a session, in plain types: `Windows.Media.Control`, universal contract 7.

use std::time::Duration;

use songplate_core::now_playing::{Cover, Kind, Rate};
use songplate_core::player::PlayState;
use songplate_core::text::shown;
use tokio::time::Instant;

use crate::common::progress::Progress;
use crate::common::song::Song;

/// `TimeSpan` and `DateTime` count in steps of 100 nanoseconds.
const TICKS_PER_MS: i64 = 10_000;
/// Nothing is believed to have played for longer without a word.
const LONGEST: i64 = 24 * 60 * 60 * 1_000 * TICKS_PER_MS;

/// What a session answered, at one moment. What it did not answer, or was not asked, is missing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    pub(super) media: Option<Media>,
    pub(super) playback: Option<Playback>,
    pub(super) timeline: Option<Timeline>,
    /// The time of day when it answered, as `DateTime` has it: in ticks since the beginning of 1601, UTC.
    pub(super) now: i64,
    /// The same moment.
    pub(super) at: Instant,
}

/// `GlobalSystemMediaTransportControlsSessionMediaProperties`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Media {
    pub(super) title: String,
    pub(super) artist: String,
    pub(super) album_artist: String,
    pub(super) album_title: String,
    /// `MediaPlaybackType`.
    pub(super) playback_type: Option<i32>,
    /// The thumbnail.
    pub(super) cover: Option<Cover>,
}

/// `GlobalSystemMediaTransportControlsSessionPlaybackInfo`.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Playback {
    /// `GlobalSystemMediaTransportControlsSessionPlaybackStatus`.
    pub(super) status: i32,
    /// A factor; some say none.
    pub(super) rate: Option<f64>,
}

/// `GlobalSystemMediaTransportControlsSessionTimelineProperties`, all in ticks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Timeline {
    pub(super) start: i64,
    pub(super) end: i64,
    pub(super) position: i64,
    /// When the player was at `position`, since the beginning of 1601. 0 when it never said.
    pub(super) last_updated: i64,
}

impl Media {
    /// What is loaded; `None` when nothing is. `app` is the player's program.
    pub(super) fn song(&self, app: &str, timeline: Option<&Timeline>) -> Option<Song> {
        // `MediaPlaybackType.Image`.
        if self.playback_type == Some(3) {
            return None;
        }
        let mut artists = shown(&self.artist).or_else(|| shown(&self.album_artist)).unwrap_or_default();
        let mut album = shown(&self.album_title);
        if app == "apple-music"
            && album.is_none()
            && let Some((artist, rest)) = artists.split_once(" — ")
        {
            // Apple Music gives both as the artist.
            (artists, album) = (artist.to_owned(), Some(rest.to_owned()));
        }
        let title = shown(&self.title);
        (title.is_some() || !artists.is_empty() || album.is_some()).then(|| Song {
            track: None,
            title,
            artists,
            album,
            kind: Kind::Track,
            link: None,
            cover: self.cover.clone(),
            duration_ms: timeline.and_then(Timeline::duration_ms),
            unopened: false,
        })
    }
}

impl Playback {
    /// What it does; `None` when it does not tell, as between two songs.
    pub(super) fn state(self) -> Option<PlayState> {
        match self.status {
            // Closed, opened, stopped.
            0 | 1 | 3 => Some(PlayState::Stopped),
            4 => Some(PlayState::Playing),
            5 => Some(PlayState::Paused),
            // Changing is 2.
            _ => None,
        }
    }

    pub(super) fn rate(self) -> Rate {
        self.rate.map_or(Rate::NORMAL, Rate::from_factor)
    }
}

impl Timeline {
    /// In milliseconds, at least 1; `None` when it makes no sense.
    pub(super) fn duration_ms(&self) -> Option<u32> {
        let length = self.end.checked_sub(self.start)? / TICKS_PER_MS;
        u32::try_from(length).ok().filter(|&length| (1..u32::MAX).contains(&length))
    }

    /// Where the player is; `None` when it does not tell, or nothing that makes sense. `now` and `at` are one moment, up
    /// to which it has played at `rate` since it said so, or not played at all.
    pub(super) fn progress(&self, rate: Option<Rate>, now: i64, at: Instant) -> Option<Progress> {
        if *self == Self::default() {
            return None;
        }
        let ticks = self.position.checked_sub(self.start)?.max(0);
        let ms = u32::try_from(ticks / TICKS_PER_MS).ok()?;
        let heard = Progress { ms, at };
        let age = now.saturating_sub(self.last_updated);
        // A clock that was set back, and one that says nothing: then it is where it says it is.
        if self.last_updated <= 0 || !(0..LONGEST).contains(&age) {
            return Some(heard);
        }
        let age = Duration::from_micros(u64::try_from(age / 10).ok()?);
        Some(heard.played(age, rate))
    }
}
