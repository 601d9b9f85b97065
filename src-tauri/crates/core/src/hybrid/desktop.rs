//! The Spotify desktop app, as it is seen.

use tokio::time::Instant;

use super::merge::is_other;
use crate::now_playing::NowPlaying;
use crate::player::{PlayState, Player};

/// The desktop app, and when it last did something else.
#[derive(Debug, Default)]
pub(super) struct Desktop {
    pub(super) player: Option<Player>,
    /// When it last began to do something else.
    pub(super) changed: Option<Instant>,
    /// Since when it does not play; `None` if it does, or was never heard to.
    pub(super) silent_since: Option<Instant>,
}

/// What it does.
#[derive(Debug, Clone, Copy)]
pub(super) enum Doing<'a> {
    /// It plays this.
    Plays(&'a NowPlaying),
    /// It plays and does not say what: an advertisement, mostly.
    Untold,
    /// It does not play; it may be paused in a song.
    Silent(Option<&'a NowPlaying>),
}

impl Desktop {
    /// Takes in how it is now; whether that is something else than before. A seek is not.
    pub(super) fn see(&mut self, player: Option<Player>, now: Instant) -> bool {
        let before = std::mem::replace(&mut self.player, player);
        let before = doing(before.as_ref());
        let changed = match (before, self.doing()) {
            (Doing::Untold, Doing::Untold) | (Doing::Silent(None), Doing::Silent(None)) => false,
            (Doing::Plays(before), Doing::Plays(after)) | (Doing::Silent(Some(before)), Doing::Silent(Some(after))) => {
                is_other(before, after)
            }
            _ => true,
        };
        let (was_silent, is_silent) = (is_silent(before), is_silent(self.doing()));
        if !is_silent {
            self.silent_since = None;
        } else if !was_silent {
            self.silent_since = Some(now);
        }
        if changed {
            self.changed = Some(now);
        }
        changed
    }

    pub(super) fn doing(&self) -> Doing<'_> {
        doing(self.player.as_ref())
    }

    pub(super) fn is_silent(&self) -> bool {
        is_silent(self.doing())
    }

    /// The song that it plays or is paused in, if it tells.
    pub(super) fn song(&self) -> Option<&NowPlaying> {
        match self.doing() {
            Doing::Plays(song) | Doing::Silent(Some(song)) => Some(song),
            Doing::Untold | Doing::Silent(None) => None,
        }
    }
}

fn doing(player: Option<&Player>) -> Doing<'_> {
    match player.map(|player| (player.state, player.song.as_ref())) {
        Some((PlayState::Playing, Some(song))) => Doing::Plays(song),
        Some((PlayState::Playing, None)) => Doing::Untold,
        Some((PlayState::Paused, song)) => Doing::Silent(song),
        Some((PlayState::Stopped, _)) | None => Doing::Silent(None),
    }
}

fn is_silent(doing: Doing<'_>) -> bool {
    matches!(doing, Doing::Silent(_))
}
