//! Sources: what can be listened to.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use specta::Type;
use tokio::sync::{Notify, mpsc};
use tokio::time::Instant;

use crate::follow::Origin;
use crate::now_playing::Playback;
use crate::player::PlayerId;
use crate::status::Trouble;

/// Names a source. Its text form (`none`, `spotify`, `demo`, `follow`, `player:<id>`) is public: settings, test
/// hooks and scripts use it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub enum SourceId {
    /// Nothing is selected.
    #[default]
    None,
    /// The account that is linked, asked through Spotify's Web API.
    Spotify,
    /// Scripted songs, to style an overlay with no music.
    Demo,
    /// Whichever of the players and the Spotify API is live.
    Follow,
    /// A media player that the operating system reports.
    Player(PlayerId),
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Spotify => f.write_str("spotify"),
            Self::Demo => f.write_str("demo"),
            Self::Follow => f.write_str("follow"),
            Self::Player(id) => write!(f, "player:{id}"),
        }
    }
}

/// The text names no source that this version knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown source")]
pub struct UnknownSource;

impl FromStr for SourceId {
    type Err = UnknownSource;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "none" => Ok(Self::None),
            "spotify" => Ok(Self::Spotify),
            "demo" => Ok(Self::Demo),
            "follow" => Ok(Self::Follow),
            _ => {
                let id = text.strip_prefix("player:").ok_or(UnknownSource)?;
                id.parse().map(Self::Player).map_err(|_| UnknownSource)
            }
        }
    }
}

impl TryFrom<String> for SourceId {
    type Error = UnknownSource;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<SourceId> for String {
    fn from(id: SourceId) -> Self {
        id.to_string()
    }
}

/// One entry of the source list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SourceEntry {
    /// Which source.
    pub id: SourceId,
    /// Whether it can be listened to now.
    pub state: SourceState,
    /// A player's name as people know it; null for the other sources, whose names are in the message catalogue.
    pub name: Option<String>,
    /// A player's program, such as `firefox` or `vlc`, in lower case: tells its icon and colour.
    pub app: Option<String>,
    /// What a browser plays, by which its tabs are told apart; null for other sources.
    pub tab: Option<String>,
}

impl SourceEntry {
    /// An entry of a source that is no player.
    #[must_use]
    pub fn new(id: SourceId, state: SourceState) -> Self {
        Self { id, state, name: None, app: None, tab: None }
    }
}

/// Whether a source can be listened to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum SourceState {
    /// It can.
    Ready,
    /// The account's permission has ended; the user has to log in again.
    SignInAgain,
    /// The player is not running. It can be listened to all the same: it shows as soon as it is back.
    Gone,
}

/// What a source has to say.
#[derive(Debug, Clone, PartialEq)]
pub enum SourceEvent {
    /// It looked, and this is what plays.
    Observed(Box<Observation>),
    /// It could not look.
    Trouble(Trouble),
}

/// What a source saw at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// What plays.
    pub playback: Playback,
    /// When the source learnt it. Positions inside `playback` belong to this instant.
    pub read_at: Instant,
    /// How long it may be shown as live. The source promises to report again before that, if it can.
    pub fresh_for: Duration,
    /// Which source it is from, and why that one is followed; `None` unless the source picks among others.
    pub origin: Option<Origin>,
}

/// Where a source sends its events; the listener made it for one start and drops what comes after that start ended.
pub type SourceEvents = mpsc::Sender<SourceEvent>;

/// A future that a trait object can return.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Something that can be listened to.
pub trait Source: Send + Sync + 'static {
    /// Listens and reports until the future is dropped. A notification on `wake` means that the user asked to try
    /// again now; a source still keeps the waits that others have imposed on it (a Retry-After).
    fn listen(self: Arc<Self>, events: SourceEvents, wake: Arc<Notify>) -> BoxFuture<'static, ()>;
}
