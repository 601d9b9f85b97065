//! The emulator's whole state, behind one lock.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::clock::Clock;
use crate::consent::Pending;
use crate::covers::Drawn;
use crate::faults::Faults;
use crate::grants::Grants;
use crate::playback::Playback;
use crate::registry::{Account, ClientRegistration};
use crate::requests::Requests;
use crate::songs::Song;

/// How many earlier states of the player are kept for stale answers.
const HISTORY_LENGTH: usize = 64;

/// How logins behave.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) auto_agree: bool,
    pub(crate) added_slash: bool,
    /// The ID of the account that the browser is logged in with.
    pub(crate) signed_in: String,
    pub(crate) rotate_refresh_tokens: bool,
    pub(crate) expires_in: Duration,
    pub(crate) refresh_lifetime: Duration,
}

/// Everything that changes.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) clients: Vec<ClientRegistration>,
    pub(crate) accounts: Vec<Account>,
    pub(crate) songs: Vec<Song>,
    pub(crate) settings: Settings,
    pub(crate) pending: Pending,
    pub(crate) grants: Grants,
    pub(crate) faults: Faults,
    pub(crate) requests: Requests,
    pub(crate) playback: Playback,
    pub(crate) history: VecDeque<Playback>,
}

impl World {
    /// Changes the playback and remembers how it was.
    pub(crate) fn change_playback(&mut self, now_ms: u64, change: impl FnOnce(&mut Playback)) {
        if self.history.len() == HISTORY_LENGTH {
            self.history.pop_front();
        }
        self.history.push_back(self.playback.clone());
        self.playback.settle(now_ms);
        change(&mut self.playback);
    }

    /// The playback as it was set at a moment; the oldest that is known when it lies too far back.
    pub(crate) fn playback_at(&self, moment_ms: u64) -> &Playback {
        let newest_first = std::iter::once(&self.playback).chain(self.history.iter().rev());
        newest_first
            .clone()
            .find(|playback| playback.since_ms() <= moment_ms)
            .or_else(|| newest_first.last())
            .unwrap_or(&self.playback)
    }
}

/// What every request handler reaches.
#[derive(Debug)]
pub(crate) struct Emulated {
    pub(crate) origin: String,
    pub(crate) clock: Clock,
    pub(crate) covers: Drawn,
    world: Mutex<World>,
}

/// A handle on the emulator's state.
pub(crate) type Shared = Arc<Emulated>;

impl Emulated {
    pub(crate) fn new(origin: String, clock: Clock, world: World) -> Self {
        Self { origin, clock, covers: Drawn::default(), world: Mutex::new(world) }
    }

    /// The state. Never held across an await.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
