//! One complete, numbered state of the listener.

use serde::{Deserialize, Serialize};
use specta::Type;
use tokio::time::Instant;

use crate::follow::Origin;
use crate::now_playing::{Kind, NowPlaying};
use crate::source::{SourceEntry, SourceId};
use crate::status::Status;

/// One complete, numbered state of the listener, inside the program.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// Random at every start of the app.
    pub run: String,
    /// Within a run, the higher number wins.
    pub number: u32,
    /// What can be selected, in the order of the list.
    pub sources: Vec<SourceEntry>,
    /// What is selected.
    pub selected: SourceId,
    /// Whether Start was pressed, and Stop was not since.
    pub listening: bool,
    /// The state.
    pub status: Status,
    /// The song, if one is to be shown.
    pub song: Option<Song>,
    /// Which source is followed and why, while [`SourceId::Follow`] is listened to and there is one to follow.
    pub origin: Option<Origin>,
}

/// A song to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Song {
    /// What.
    pub now_playing: NowPlaying,
    /// When its position was read.
    pub read_at: Instant,
    /// Whether its position advances.
    pub playing: bool,
    /// Whether it is known to be what plays now. A song that is not live is shown as such and stands still.
    pub live: bool,
}

impl Snapshot {
    /// The form that leaves the program, with the position brought up to `now`.
    #[must_use]
    pub fn view(&self, now: Instant) -> SnapshotView {
        SnapshotView {
            run: self.run.clone(),
            number: self.number,
            sources: self.sources.clone(),
            selected: self.selected.clone(),
            listening: self.listening,
            status: self.status.clone(),
            song: self.song.as_ref().map(|song| SongView::new(song, now)),
            origin: self.origin.clone(),
        }
    }

    /// The source that is listened to, none if nothing is; while following, the one that is followed.
    #[must_use]
    pub fn source(&self) -> &SourceId {
        match &self.origin {
            _ if !self.listening => &SourceId::None,
            Some(origin) => &origin.source,
            None => &self.selected,
        }
    }
}

/// A snapshot as the windows receive it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SnapshotView {
    /// Random at every start of the app: a new one replaces whatever came before.
    pub run: String,
    /// Within a run, the higher number wins.
    pub number: u32,
    /// What can be selected, in the order of the list.
    pub sources: Vec<SourceEntry>,
    /// What is selected.
    pub selected: SourceId,
    /// Whether Start was pressed, and Stop was not since.
    pub listening: bool,
    /// The state.
    pub status: Status,
    /// The song, if one is to be shown.
    pub song: Option<SongView>,
    /// Which source is followed and why, while following and there is one to follow.
    pub origin: Option<Origin>,
}

/// A song as the windows receive it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SongView {
    /// What kind of recording.
    pub kind: Kind,
    /// The title, plain text.
    pub title: String,
    /// The artists or the show, plain text; may be empty.
    pub subtitle: String,
    /// The album, plain text.
    pub album: Option<String>,
    /// Whether there is an address to open it at.
    pub has_link: bool,
    /// The key to ask for its cover by.
    pub cover: Option<String>,
    /// How long it is, in milliseconds.
    pub duration_ms: Option<u32>,
    /// Where it is, in milliseconds, at the moment of sending.
    pub position_ms: u32,
    /// Whether the position advances.
    pub playing: bool,
    /// How fast, in percent of the recording's own speed.
    pub rate_percent: u16,
    /// Whether it is known to be what plays now.
    pub live: bool,
}

impl SongView {
    fn new(song: &Song, now: Instant) -> Self {
        let now_playing = &song.now_playing;
        Self {
            kind: now_playing.kind,
            title: now_playing.title.clone(),
            subtitle: now_playing.subtitle.clone(),
            album: now_playing.album.clone(),
            has_link: now_playing.link.is_some(),
            cover: now_playing.cover.as_ref().map(|cover| cover.key().to_owned()),
            duration_ms: now_playing.duration_ms,
            position_ms: now_playing.position_at(song.read_at, now, song.playing && song.live),
            playing: song.playing,
            rate_percent: now_playing.rate.percent(),
            live: song.live,
        }
    }
}
