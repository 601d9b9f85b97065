//! Media players that the operating system reports.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use specta::Type;
use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use crate::browser::is_browser;
use crate::now_playing::{NothingReason, NowPlaying, Playback};
use crate::source::{BoxFuture, Observation, Source, SourceEvent, SourceEvents};

/// Names a player across restarts: its program in lower case, such as `vlc`, and for a second instance of it that runs
/// at the same time a number, `vlc#2`. Letters, digits and `._-#`; at most 80 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlayerId(String);

/// The text names no player.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a player")]
pub struct NotAPlayerId;

impl PlayerId {
    /// The first (1) or a further instance of a program. What cannot stand in a name becomes a dash.
    #[must_use]
    pub fn new(program: &str, instance: u32) -> Self {
        let plain = |character: char| {
            if character.is_ascii_alphanumeric() || "._-".contains(character) {
                character.to_ascii_lowercase()
            } else {
                '-'
            }
        };
        let mut name: String = program.chars().take(64).map(plain).collect();
        if name.is_empty() {
            name.push_str("player");
        }
        Self(if instance > 1 { format!("{name}#{instance}") } else { name })
    }

    /// The program, without the number of the instance.
    #[must_use]
    pub fn program(&self) -> &str {
        self.0.split('#').next().unwrap_or_default()
    }

    /// The number of a further instance; none of the first.
    #[must_use]
    pub fn instance(&self) -> Option<&str> {
        self.0.split_once('#').map(|(_, number)| number)
    }
}

impl fmt::Display for PlayerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PlayerId {
    type Err = NotAPlayerId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-#".contains(&byte);
        if (1..=80).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAPlayerId)
        }
    }
}

/// A player, as it was reported last.
#[derive(Debug, Clone, PartialEq)]
pub struct Player {
    /// Names it.
    pub id: PlayerId,
    /// Its name as people know it, plain text.
    pub name: String,
    /// Its program in lower case, such as `firefox`: for icon, colour and rules.
    pub app: String,
    /// What it does.
    pub state: PlayState,
    /// What it has loaded, if it tells.
    pub song: Option<NowPlaying>,
    /// When that was learnt; the song's position belongs to this instant.
    pub read_at: Instant,
}

/// Whether a text can be an [`app`](Player::app) or a [`PlayerId`], in settings that name one: 1 to 80 characters, none
/// of them a control character.
pub(crate) fn is_app(text: &str) -> bool {
    (1..=80).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

/// What a player does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlayState {
    /// It plays.
    Playing,
    /// It is paused.
    Paused,
    /// It is stopped; it may have a song loaded.
    Stopped,
}

/// The players that are running, in the order in which they appeared.
pub type Players = Vec<Player>;

/// Whether this system tells which players are running, so that an empty list can be explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum PlayersAvailability {
    /// Every player that speaks the system's own interface is told (Linux, Windows).
    Available,
    /// Spotify and Music alone (macOS): others can't be seen without private interfaces of the system.
    SomeOnly,
    /// There is no session bus now, which players are seen through (Linux); it is tried again by itself.
    NoSessionBus,
    /// Songplate knows no way to the players of this system.
    NotOnThisSystem,
}

impl Player {
    /// What is played in a browser: its tabs are told apart by that. `None` for other players, and when nothing is loaded.
    #[must_use]
    pub fn tab(&self) -> Option<&str> {
        is_browser(&self.app).then_some(self.song.as_ref()?.title.as_str())
    }

    /// What plays on it.
    #[must_use]
    pub fn playback(&self) -> Playback {
        match (&self.song, self.state) {
            (_, PlayState::Stopped) | (None, PlayState::Paused) => Playback::Nothing(NothingReason::Idle),
            (None, PlayState::Playing) => Playback::Nothing(NothingReason::Unknown),
            (Some(song), state) => Playback::Song {
                now_playing: song.clone(),
                playing: state == PlayState::Playing,
                private_session: false,
            },
        }
    }
}

/// Players tell every change by themselves, so that what they said last holds until they say otherwise.
pub(crate) const ALWAYS: Duration = Duration::from_hours(365 * 24);

/// One player as a source.
#[derive(Debug)]
pub struct PlayerSource {
    id: PlayerId,
    players: watch::Receiver<Players>,
}

impl PlayerSource {
    /// The player of this name; it need not be running.
    #[must_use]
    pub fn new(id: PlayerId, players: watch::Receiver<Players>) -> Self {
        Self { id, players }
    }
}

impl Source for PlayerSource {
    fn listen(self: Arc<Self>, events: SourceEvents, _wake: Arc<Notify>) -> BoxFuture<'static, ()> {
        let mut players = self.players.clone();
        Box::pin(async move {
            let mut told: Option<Option<Player>> = None;
            loop {
                let player = players.borrow_and_update().iter().find(|player| player.id == self.id).cloned();
                if told.as_ref() != Some(&player) {
                    let observation = Observation {
                        playback: player.as_ref().map_or(Playback::Nothing(NothingReason::Gone), Player::playback),
                        read_at: player.as_ref().map_or_else(Instant::now, |player| player.read_at),
                        fresh_for: ALWAYS,
                        origin: None,
                    };
                    told = Some(player);
                    if events.send(SourceEvent::Observed(Box::new(observation))).await.is_err() {
                        return;
                    }
                }
                if players.changed().await.is_err() {
                    return;
                }
            }
        })
    }
}
