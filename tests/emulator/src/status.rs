//! What the emulator tells about itself.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::faults::{Endpoint, FaultOrder};
use crate::playback::{Device, Item};
use crate::world::{Emulated, World};

/// Everything a test may want to know at one moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    /// The server's origin.
    pub origin: String,
    /// Milliseconds since the start on the emulator's clock.
    pub now_ms: u64,
    /// What plays.
    pub playback: PlaybackStatus,
    /// How logins behave.
    pub settings: SettingsStatus,
    /// The faults that are on.
    pub faults: Vec<FaultOrder>,
    /// What was asked.
    pub requests: RequestsStatus,
    /// Access tokens that work now.
    pub access_tokens: usize,
    /// Refresh tokens that were neither revoked nor rotated away.
    pub refresh_tokens: usize,
    /// The IDs of the registered clients.
    pub client_ids: Vec<String>,
    /// The IDs of the accounts.
    pub account_ids: Vec<String>,
}

/// What plays.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaybackStatus {
    /// The item, with a song's index.
    #[serde(flatten)]
    pub item: Item,
    /// The title that a client should show; `None` for adverts, unknown items and nothing.
    pub title: Option<String>,
    /// The artists, separated by `, `, or the show.
    pub subtitle: Option<String>,
    /// The album of a song or a file.
    pub album: Option<String>,
    /// Whether it plays.
    pub playing: bool,
    /// The position in reported milliseconds.
    pub position_ms: u64,
    /// The duration in reported milliseconds; 0 when nothing is active.
    pub duration_ms: u64,
    /// Milliseconds until the item changes by itself; `None` while nothing moves.
    pub next_change_in_ms: Option<u64>,
    /// The speed.
    pub speed: f64,
    /// Where it plays.
    pub device: Device,
    /// The volume, 0 to 100, if the device tells it.
    pub volume_percent: Option<u8>,
    /// Whether a private session is on.
    pub private_session: bool,
    /// How many songs the script has.
    pub songs: usize,
}

/// How logins behave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SettingsStatus {
    /// `/authorize` agrees by itself.
    pub auto_agree: bool,
    /// The custom scheme comes back with an added slash.
    pub added_slash: bool,
    /// The account that the browser is logged in with.
    pub signed_in: String,
    /// A refresh gives a new refresh token and ends the old one.
    pub rotate_refresh_tokens: bool,
    /// How long new access tokens live, in seconds.
    pub expires_in_s: u64,
    /// How long refresh tokens live after consent, in seconds.
    pub refresh_lifetime_s: u64,
}

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestsStatus {
    /// Requests per endpoint since the start or the last clearing.
    pub counts: BTreeMap<Endpoint, u64>,
    /// The most requests of each endpoint that ever ran at once.
    pub most_at_once: BTreeMap<Endpoint, u32>,
    /// Whether two player requests ever ran at once.
    pub player_overlapped: bool,
}

impl RequestsStatus {
    pub(crate) fn of(world: &World) -> Self {
        let most_at_once = world.requests.most_at_once().clone();
        Self {
            counts: world.requests.counts().clone(),
            player_overlapped: most_at_once.get(&Endpoint::Player).is_some_and(|&most| most > 1),
            most_at_once,
        }
    }
}

impl Status {
    pub(crate) fn of(emulated: &Emulated) -> Self {
        let now_ms = emulated.clock.now_ms();
        let world = emulated.world();
        let (access_tokens, refresh_tokens) = world.grants.alive(now_ms);
        Self {
            origin: emulated.origin.clone(),
            now_ms,
            playback: PlaybackStatus::of(&world, now_ms),
            settings: SettingsStatus {
                auto_agree: world.settings.auto_agree,
                added_slash: world.settings.added_slash,
                signed_in: world.settings.signed_in.clone(),
                rotate_refresh_tokens: world.settings.rotate_refresh_tokens,
                expires_in_s: world.settings.expires_in.as_secs(),
                refresh_lifetime_s: world.settings.refresh_lifetime.as_secs(),
            },
            faults: world.faults.list().to_vec(),
            requests: RequestsStatus::of(&world),
            access_tokens,
            refresh_tokens,
            client_ids: world.clients.iter().map(|client| client.client_id.clone()).collect(),
            account_ids: world.accounts.iter().map(|account| account.id.clone()).collect(),
        }
    }
}

impl PlaybackStatus {
    fn of(world: &World, now_ms: u64) -> Self {
        let playback = &world.playback;
        let playing = playback.at(now_ms);
        let [title, subtitle, album] = world.words(playing.item);
        Self {
            item: playing.item,
            title,
            subtitle,
            album,
            playing: playback.playing && playing.item != Item::Nothing,
            position_ms: playing.position_ms,
            duration_ms: playing.duration_ms,
            next_change_in_ms: playback.until_change_ms(now_ms),
            speed: playback.speed,
            device: playback.device,
            volume_percent: playback.volume_percent,
            private_session: playback.private_session,
            songs: world.songs.len(),
        }
    }
}
