//! The hand on the emulator: what a test changes and reads while it runs.

use std::time::Duration;

use serde::Deserialize;

use crate::faults::{Endpoint, Fault, FaultOrder};
use crate::grants::RefreshEnd;
use crate::playback::{Device, Item, Playback};
use crate::requests::RequestEntry;
use crate::status::Status;
use crate::world::Shared;

/// Changes and reads a running emulator. Cheap to clone; every call takes effect at once.
#[derive(Debug, Clone)]
pub struct Control {
    pub(crate) emulated: Shared,
}

/// A change of how logins behave; what is `None` stays as it is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SettingsChange {
    /// `/authorize` agrees by itself, for the account that is signed in.
    pub auto_agree: Option<bool>,
    /// The custom scheme comes back as `app.songplate://callback/?…`.
    pub added_slash: Option<bool>,
    /// The ID of the account that the browser is logged in with.
    pub signed_in: Option<String>,
    /// A refresh gives a new refresh token and ends the old one.
    pub rotate_refresh_tokens: Option<bool>,
    /// How long new access tokens live, in seconds.
    pub expires_in_s: Option<u64>,
    /// How long refresh tokens live after consent, in seconds.
    pub refresh_lifetime_s: Option<u64>,
}

/// A change of a client's registration.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClientChange {
    /// Whose.
    pub client_id: String,
    /// The IDs of the accounts on the app's user list.
    pub users: Option<Vec<String>>,
    /// Everybody may use the app again; wins over `users`.
    pub everybody: bool,
    /// Whether the app's owner has Premium.
    pub owner_has_premium: Option<bool>,
    /// A new secret, as after "Rotate client secret"; the old one no longer works.
    pub client_secret: Option<String>,
    /// New redirect URIs.
    pub redirect_uris: Option<Vec<String>>,
}

impl Control {
    /// Goes on playing.
    pub fn play(&self) {
        self.playback(Playback::play);
    }

    /// Pauses.
    pub fn pause(&self) {
        self.playback(Playback::pause);
    }

    /// Skips to the script's next song.
    pub fn next(&self) {
        self.playback(Playback::next);
    }

    /// Goes to the script's song before, however far the current one is.
    pub fn previous(&self) {
        self.playback(Playback::previous);
    }

    /// Goes to a position in reported milliseconds, at most the item's end.
    pub fn seek(&self, position_ms: u64) {
        self.playback(|playback, now_ms| playback.seek(position_ms, now_ms));
    }

    /// Plays an item from its beginning; a pause stays a pause.
    pub fn set_item(&self, item: Item) {
        self.playback(|playback, now_ms| playback.set_item(item, now_ms));
    }

    /// Changes the speed, 0.01 to 1000; values outside are moved to the nearest, and what is no number to 1.
    pub fn set_speed(&self, speed: f64) {
        self.playback(|playback, now_ms| playback.set_speed(sane_speed(speed), now_ms));
    }

    /// Sets the volume, 0 to 100; `None` for a device that does not tell it.
    pub fn set_volume(&self, percent: Option<u8>) {
        self.playback(|playback, _| playback.volume_percent = percent.map(|percent| percent.min(100)));
    }

    /// Moves the playback to another device.
    pub fn set_device(&self, device: Device) {
        self.playback(|playback, _| playback.device = device);
    }

    /// Turns the private session on or off.
    pub fn set_private_session(&self, on: bool) {
        self.playback(|playback, _| playback.private_session = on);
    }

    /// Turns a fault on for the next `times` requests of an endpoint, or until it is turned off.
    pub fn fault(&self, endpoint: Endpoint, fault: Fault, times: Option<u32>) {
        self.order_fault(FaultOrder { endpoint, times, fault });
    }

    /// The same from a whole order.
    pub fn order_fault(&self, order: FaultOrder) {
        self.emulated.world().faults.add(order);
    }

    /// Turns the faults of one endpoint off, or all of them. Requests that wait for ever go on waiting.
    pub fn clear_faults(&self, endpoint: Option<Endpoint>) {
        self.emulated.world().faults.clear(endpoint);
    }

    /// Changes how logins behave.
    ///
    /// # Errors
    /// When the account is not known; nothing is changed then.
    pub fn change_settings(&self, change: SettingsChange) -> Result<(), String> {
        let mut guard = self.emulated.world();
        let world = &mut *guard;
        if let Some(account) = change.signed_in {
            if !world.accounts.iter().any(|known| known.id == account) {
                return Err(format!("no account {account:?}"));
            }
            world.settings.signed_in = account;
        }
        let settings = &mut world.settings;
        settings.auto_agree = change.auto_agree.unwrap_or(settings.auto_agree);
        settings.added_slash = change.added_slash.unwrap_or(settings.added_slash);
        settings.rotate_refresh_tokens = change.rotate_refresh_tokens.unwrap_or(settings.rotate_refresh_tokens);
        settings.expires_in = change.expires_in_s.map_or(settings.expires_in, Duration::from_secs);
        settings.refresh_lifetime = change.refresh_lifetime_s.map_or(settings.refresh_lifetime, Duration::from_secs);
        Ok(())
    }

    /// Changes a client's registration.
    ///
    /// # Errors
    /// When the client is not known.
    pub fn change_client(&self, change: ClientChange) -> Result<(), String> {
        let mut world = self.emulated.world();
        let client = world
            .clients
            .iter_mut()
            .find(|client| client.client_id == change.client_id)
            .ok_or_else(|| format!("no client {:?}", change.client_id))?;
        if change.everybody {
            client.users = None;
        } else if change.users.is_some() {
            client.users = change.users;
        }
        client.owner_has_premium = change.owner_has_premium.unwrap_or(client.owner_has_premium);
        if change.client_secret.is_some() {
            client.client_secret = change.client_secret;
        }
        if let Some(redirect_uris) = change.redirect_uris {
            client.redirect_uris = redirect_uris;
        }
        Ok(())
    }

    /// Ends every access token now, so that the next call gets 401 and a refresh heals it.
    pub fn expire_access_tokens(&self) {
        let now_ms = self.emulated.clock.now_ms();
        self.emulated.world().grants.expire_every_access(now_ms);
    }

    /// Ends every refresh token. Access tokens live on until they expire, as at Spotify.
    pub fn end_refresh_tokens(&self, end: RefreshEnd) {
        self.emulated.world().grants.end_every_refresh(end);
    }

    /// Moves the emulator's clock forward.
    pub fn advance(&self, by: Duration) {
        self.emulated.clock.advance(by);
    }

    /// How many requests an endpoint has had.
    #[must_use]
    pub fn count(&self, endpoint: Endpoint) -> u64 {
        self.emulated.world().requests.count(endpoint)
    }

    /// The log of requests, oldest first, at most the last 10,000.
    #[must_use]
    pub fn requests(&self) -> Vec<RequestEntry> {
        self.emulated.world().requests.log().cloned().collect()
    }

    /// Forgets log, counts and maxima.
    pub fn clear_requests(&self) {
        self.emulated.world().requests.clear();
    }

    /// Whether two player requests ever ran at once. A client that gives up on a request and asks again at once may
    /// be seen as two until its first connection's end is noticed.
    #[must_use]
    pub fn player_overlapped(&self) -> bool {
        self.emulated.world().requests.most_at_once().get(&Endpoint::Player).is_some_and(|&most| most > 1)
    }

    /// Everything worth knowing.
    #[must_use]
    pub fn status(&self) -> Status {
        Status::of(&self.emulated)
    }

    /// Every code and token issued so far, for tests that search logs for them. Not offered over HTTP.
    #[must_use]
    pub fn issued_values(&self) -> Vec<String> {
        self.emulated.world().grants.issued()
    }

    fn playback(&self, change: impl FnOnce(&mut Playback, u64)) {
        let now_ms = self.emulated.clock.now_ms();
        self.emulated.world().change_playback(now_ms, |playback| change(playback, now_ms));
    }
}

/// A speed that a song can be divided by.
pub(crate) fn sane_speed(speed: f64) -> f64 {
    if speed.is_nan() { 1.0 } else { speed.clamp(0.01, 1_000.0) }
}
