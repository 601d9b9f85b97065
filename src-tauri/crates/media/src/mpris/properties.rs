//! From messages to what they say about a player. MPRIS 2.2, interfaces `MediaPlayer2` and `MediaPlayer2.Player`.

use std::collections::HashMap;

use songplate_core::now_playing::{Cover, Rate};
use songplate_core::player::PlayState;
use songplate_core::text::shown;
use zbus::Message;
use zbus::zvariant::Value;

use super::metadata;
use super::value::{bare, number, text};
use crate::common::song::Song;

pub(super) const ROOT: &str = "org.mpris.MediaPlayer2";
pub(super) const PLAYER: &str = "org.mpris.MediaPlayer2.Player";

/// What one message says; `None` for what it does not mention or says in a type that makes no sense.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Patch {
    pub(super) state: Option<PlayState>,
    /// What it has loaded; inside, `None` when nothing is.
    #[expect(clippy::option_option, reason = "not to be told and to be told that there is nothing are two things")]
    pub(super) song: Option<Option<Song>>,
    pub(super) rate: Option<Rate>,
    pub(super) position_ms: Option<u32>,
    pub(super) identity: Option<String>,
    pub(super) desktop_entry: Option<String>,
    /// Whether something changed that the player wants to be asked for.
    pub(super) invalidated: bool,
}

impl Patch {
    /// The answer to `GetAll`. `known` is the cover that was read last: a new one is made only for another address.
    pub(super) fn from_all(answer: &Message, known: Option<&Cover>) -> Self {
        let body = answer.body();
        let mut patch = Self::default();
        if let Ok(all) = body.deserialize::<HashMap<&str, Value<'_>>>() {
            for (name, value) in &all {
                patch.take(name, value, known);
            }
        }
        patch
    }

    /// The answer to `Get`.
    pub(super) fn from_one(property: &str, answer: &Message, known: Option<&Cover>) -> Self {
        let body = answer.body();
        let mut patch = Self::default();
        if let Ok(value) = body.deserialize::<Value<'_>>() {
            patch.take(property, &value, known);
        }
        patch
    }

    /// The signal `PropertiesChanged`.
    pub(super) fn from_signal(signal: &Message, known: Option<&Cover>) -> Self {
        let body = signal.body();
        // A signal that can't be read tells that something changed.
        let mut patch = Self { invalidated: true, ..Self::default() };
        if let Ok((interface, changed, invalidated)) = body.deserialize::<(&str, HashMap<&str, Value<'_>>, Vec<&str>)>()
        {
            if ![ROOT, PLAYER].contains(&interface) {
                return Self::default();
            }
            patch.invalidated = invalidated.iter().any(|name| {
                ["PlaybackStatus", "Metadata", "Rate", "Position", "Identity", "DesktopEntry"].contains(name)
            });
            for (name, value) in &changed {
                patch.take(name, value, known);
            }
        }
        patch
    }

    /// The position in the signal `Seeked`, in milliseconds.
    pub(super) fn from_seeked(signal: &Message) -> Option<u32> {
        let body = signal.body();
        let position = body.deserialize::<i64>().ok()?;
        Some(metadata::position_ms(&Value::I64(position)))?
    }

    fn take(&mut self, name: &str, value: &Value<'_>, known: Option<&Cover>) {
        match name {
            "PlaybackStatus" => self.state = state(value),
            "Metadata" => {
                if let Value::Dict(dict) = bare(value) {
                    self.song = Some(metadata::song(dict, known));
                }
            }
            "Rate" => self.rate = number(value).map(Rate::from_factor),
            "Position" => self.position_ms = metadata::position_ms(value),
            "Identity" => self.identity = text(value).and_then(shown),
            "DesktopEntry" => self.desktop_entry = text(value).map(str::to_owned),
            _ => {}
        }
    }

    /// Whether it says something that may move the position.
    pub(super) fn moves(&self) -> bool {
        self.state.is_some() || self.song.is_some() || self.rate.is_some() || self.position_ms.is_some()
    }

    /// This, and what only `other` says.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            state: self.state.or(other.state),
            song: self.song.or(other.song),
            rate: self.rate.or(other.rate),
            position_ms: self.position_ms.or(other.position_ms),
            identity: self.identity.or(other.identity),
            desktop_entry: self.desktop_entry.or(other.desktop_entry),
            invalidated: self.invalidated || other.invalidated,
        }
    }
}

fn state(value: &Value<'_>) -> Option<PlayState> {
    match text(value)?.trim().to_ascii_lowercase().as_str() {
        "playing" => Some(PlayState::Playing),
        "paused" => Some(PlayState::Paused),
        "stopped" => Some(PlayState::Stopped),
        _ => None,
    }
}
