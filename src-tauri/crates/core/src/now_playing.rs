//! The current track or episode.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use specta::Type;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// What a source found playing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Playback {
    /// Nothing that can be shown.
    Nothing(NothingReason),
    /// An advertisement.
    Advert {
        /// Whether the user listens in a private session.
        private_session: bool,
    },
    /// A track or an episode.
    Song {
        /// Which.
        now_playing: NowPlaying,
        /// Whether it plays, rather than being paused.
        playing: bool,
        /// Whether the user listens in a private session.
        private_session: bool,
    },
}

/// Why nothing is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum NothingReason {
    /// The source was started and has not answered yet.
    Starting,
    /// No device plays anything.
    Idle,
    /// Something plays that the source cannot describe.
    Unknown,
    /// The player is not running.
    Gone,
}

/// What kind of recording it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A song.
    Track,
    /// A podcast episode or a chapter of an audiobook: Spotify reports chapters as episodes.
    Episode,
    /// A file of the user's own, which Spotify knows by its tags only.
    Local,
}

/// The current track or episode, with its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NowPlaying {
    /// Tells one recording from another within its source. Never shown.
    pub id: String,
    /// What kind of recording.
    pub kind: Kind,
    /// The title, as plain text of at most [`MAX_TEXT`] characters.
    pub title: String,
    /// The artists, or the show of an episode; may be empty.
    pub subtitle: String,
    /// The album, if it has one.
    pub album: Option<String>,
    /// An `https` address to open the recording at, if it has one.
    pub link: Option<String>,
    /// The cover, if it has one.
    pub cover: Option<Cover>,
    /// How long the recording is, in milliseconds, if known; at least 1.
    pub duration_ms: Option<u32>,
    /// The position in milliseconds at the instant of observation; at most `duration_ms`.
    pub position_ms: u32,
    /// How fast it plays.
    pub rate: Rate,
}

/// How fast something plays, in percent of its own speed: 1 to 1000.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate(u16);

impl Rate {
    /// As it was recorded.
    pub const NORMAL: Self = Self(100);

    /// From a factor as players report it; [`NORMAL`](Self::NORMAL) for one that makes no sense (MPRIS 2.2: 0 must not
    /// be used, and some players do).
    #[must_use]
    pub fn from_factor(factor: f64) -> Self {
        let percent = (factor * 100.0).round();
        if (1.0..=1000.0).contains(&percent) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was just checked")]
            Self(percent as u16)
        } else {
            Self::NORMAL
        }
    }

    /// In percent.
    #[must_use]
    pub fn percent(self) -> u16 {
        self.0
    }
}

impl Default for Rate {
    fn default() -> Self {
        Self::NORMAL
    }
}

/// Texts are cut to this many characters: enough for any real title, too few to hurt a window.
pub const MAX_TEXT: usize = 1_000;

impl NowPlaying {
    /// The position in milliseconds, `read_at` being when the observation was made: it advances with time while
    /// `playing` and stays within the duration.
    #[must_use]
    pub fn position_at(&self, read_at: Instant, now: Instant, playing: bool) -> u32 {
        let elapsed = if playing { now.saturating_duration_since(read_at) } else { Duration::ZERO };
        let elapsed = elapsed.as_millis().saturating_mul(self.rate.0.into()) / 100;
        let elapsed = u32::try_from(elapsed).unwrap_or(u32::MAX);
        self.position_ms.saturating_add(elapsed).min(self.duration_ms.unwrap_or(u32::MAX))
    }
}

/// Where a cover comes from, and the key that windows and overlays ask for it by. They never see the address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cover {
    // Shared: an address can hold the picture itself, and every snapshot has it.
    address: Arc<str>,
    key: String,
}

impl Cover {
    /// A cover at `address`, which is not trusted: whoever fetches it checks it.
    #[must_use]
    pub fn new(address: impl AsRef<str>) -> Self {
        let address: Arc<str> = address.as_ref().into();
        let mut key = format!("{:x}", Sha256::digest(address.as_bytes()));
        key.truncate(32);
        Self { address, key }
    }

    /// Where to fetch it.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// 32 hex digits: the first half of the SHA-256 of the address.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }
}
