//! A snapshot as scripts, bots and overlays receive it. Its shape is public: documented, and stable.

use serde::{Deserialize, Serialize};
use specta::Type;
use tokio::time::Instant;

use crate::now_playing::Kind;
use crate::overlay::Look;
use crate::snapshot::Snapshot;
use crate::source::SourceId;
use crate::status::Status;

/// A snapshot as it leaves the program by the local server and the JSON file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PublicSnapshot {
    /// Random at every start of the app: a new one replaces whatever came before.
    pub run: String,
    /// Within a run, the higher number wins.
    pub number: u32,
    /// The code of the status, as in the popup's `data-status`.
    pub status: String,
    /// What kind of recording; null without a song.
    pub kind: Option<Kind>,
    /// The title, plain text; null without a song.
    pub title: Option<String>,
    /// The artists or the show, plain text, possibly empty; null without a song.
    pub subtitle: Option<String>,
    /// The album.
    pub album: Option<String>,
    /// An `https` address to open the recording at.
    pub link: Option<String>,
    /// Where to get the cover: a path on the server that this came from, with the token that it needs.
    pub cover: Option<String>,
    /// Where it is, in milliseconds, at the moment of sending.
    pub position_ms: Option<u32>,
    /// How long it is, in milliseconds.
    pub duration_ms: Option<u32>,
    /// How fast it plays, in percent of the recording's own speed.
    pub rate_percent: Option<u16>,
    /// Whether the song is known to be what plays now. One that is not stands still.
    pub live: bool,
    /// The source that is listened to, `none` if nothing is. While following it is the one that is followed, and `follow`
    /// while there is none to follow.
    pub source: SourceId,
    /// For the overlay's page alone: with the first message, and whenever it has changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub look: Option<Look>,
}

impl PublicSnapshot {
    /// The form that leaves the program, with the position brought up to `now`; `cover_path` makes the path of a
    /// cover from its key.
    #[must_use]
    pub fn new(snapshot: &Snapshot, now: Instant, cover_path: impl Fn(&str) -> String) -> Self {
        let song = snapshot.song.as_ref();
        let now_playing = song.map(|song| &song.now_playing);
        Self {
            run: snapshot.run.clone(),
            number: snapshot.number,
            status: snapshot.status.code().to_owned(),
            kind: now_playing.map(|song| song.kind),
            title: now_playing.map(|song| song.title.clone()),
            subtitle: now_playing.map(|song| song.subtitle.clone()),
            album: now_playing.and_then(|song| song.album.clone()),
            link: now_playing.and_then(|song| song.link.clone()),
            cover: now_playing.and_then(|song| song.cover.as_ref()).map(|cover| cover_path(cover.key())),
            position_ms: song.map(|song| song.now_playing.position_at(song.read_at, now, song.playing && song.live)),
            duration_ms: now_playing.and_then(|song| song.duration_ms),
            rate_percent: now_playing.map(|song| song.rate.percent()),
            live: song.is_some_and(|song| song.live),
            source: snapshot.source().clone(),
            look: None,
        }
    }
}

impl Status {
    /// The code alone, as it is serialised.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Inactive => "inactive",
            Self::Playing => "playing",
            Self::Paused => "paused",
            Self::Nothing { .. } => "nothing",
            Self::Advert => "advert",
            Self::Private => "private",
            Self::Offline { .. } => "offline",
            Self::RateLimited { .. } => "rate-limited",
            Self::Quota { .. } => "quota",
            Self::Forbidden { .. } => "forbidden",
            Self::SignInAgain => "sign-in-again",
        }
    }
}
