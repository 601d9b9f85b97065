//! What the players say, in the words of their notifications: `com.spotify.client.PlaybackStateChanged` and
//! `com.apple.Music.playerInfo`. Neither is documented; what is not there or makes no sense was not told.

use serde_json::{Map, Value};
use songplate_core::now_playing::Kind;
use songplate_core::player::PlayState;
use songplate_core::text::shown;

use crate::common::cover;
use crate::common::song::Song;
use crate::common::spotify;
use crate::common::telling::Called;

/// What a player says, by the names that it has for it.
pub(super) type Info = Map<String, Value>;

/// The players that tell anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum App {
    Spotify,
    Music,
}

impl App {
    /// How it is called.
    pub(super) fn called(self) -> Called {
        match self {
            Self::Spotify => Called::new("Spotify", "spotify".to_owned()),
            Self::Music => Called::new("Music", "apple-music".to_owned()),
        }
    }
}

/// One notification or answer; `None` for what it does not mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) state: Option<PlayState>,
    /// What it has loaded; an advertisement is nothing.
    pub(super) song: Option<Song>,
    pub(super) position_ms: Option<u32>,
}

impl Said {
    /// What stands in it.
    pub(super) fn read(info: &Info) -> Self {
        let position_ms = number(info, "Playback Position").and_then(|seconds| millis(seconds * 1_000.0));
        Self { state: state(info), song: song(info), position_ms }
    }
}

fn state(info: &Info) -> Option<PlayState> {
    match text(info, "Player State")?.trim().to_ascii_lowercase().as_str() {
        // Music skims through a song like this.
        "playing" | "fast forwarding" | "rewinding" => Some(PlayState::Playing),
        "paused" => Some(PlayState::Paused),
        "stopped" => Some(PlayState::Stopped),
        _ => None,
    }
}

fn song(info: &Info) -> Option<Song> {
    let words = |key| text(info, key).and_then(shown);
    let track = text(info, "Track ID").filter(|track| !track.is_empty() && track.len() <= cover::MAX_ADDRESS);
    let spotify = track.and_then(spotify::named);
    if spotify.is_some_and(spotify::Named::is_advert) {
        return None;
    }
    let title = words("Name");
    let artists = words("Artist").or_else(|| words("Album Artist")).unwrap_or_default();
    let album = words("Album");
    let cover = text(info, "Artwork URL").and_then(|address| cover::at(address, &(track, &title, &artists), None));
    // In milliseconds both.
    let duration = number(info, "Duration").or_else(|| number(info, "Total Time"));
    (title.is_some() || !artists.is_empty() || album.is_some()).then(|| Song {
        track: track.map(str::to_owned),
        title,
        artists,
        album,
        kind: spotify.map_or(Kind::Track, spotify::Named::kind),
        link: spotify.and_then(spotify::Named::link),
        cover,
        duration_ms: duration.and_then(millis).filter(|&length| length > 0),
        unopened: false,
    })
}

fn text<'i>(info: &'i Info, key: &str) -> Option<&'i str> {
    info.get(key)?.as_str()
}

/// A number, also when it is written as a text.
fn number(info: &Info, key: &str) -> Option<f64> {
    let value = info.get(key)?;
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
}

fn millis(millis: f64) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was just checked")]
    (0.0..f64::from(u32::MAX)).contains(&millis).then_some(millis as u32)
}
