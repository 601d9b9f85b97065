//! What the user wants to be followed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::now_playing::NowPlaying;
use crate::player::is_app;

/// What the Spotify API is called where apps are named. No player's app: the desktop app is `spotify`.
pub const SPOTIFY_API: &str = "spotify-api";

/// How many apps can be ordered, ignored or given a rule.
pub const MAX_APPS: usize = 200;

/// The longest minimum that a rule can ask for, in seconds.
const MAX_MIN_DURATION_S: u16 = 3600;

/// What is followed. Apps are named as players name them (`firefox`), the Spotify API is [`SPOTIFY_API`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default)]
pub struct FollowSettings {
    /// Which app is followed when several play: the earlier one. Apps that are not listed come after those that are, in
    /// the order in which they appeared, and the Spotify API after them.
    pub order: Vec<String>,
    /// Apps that are never followed, pinned or not.
    pub ignored: Vec<String>,
    /// An app or a single player (`firefox#2`) that is followed while it runs, whatever the others do.
    pub pinned: Option<String>,
    /// What each app must play to be followed; an app without a rule is free.
    pub rules: BTreeMap<String, AppRule>,
    /// Whether the Spotify API takes part, if an account is linked.
    pub spotify_api: bool,
}

/// What an app must play to be followed. Without that it counts as stopped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default)]
pub struct AppRule {
    /// Only what has an artist or a show: notification sounds and ordinary videos mostly have none.
    pub only_with_artist: bool,
    /// Only what lasts at least this many seconds, or does not tell; 0 to 3600.
    pub min_duration_s: u16,
}

/// Why the settings can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum FollowError {
    /// An app's name is empty, too long, or has characters that no name has.
    #[error("not the name of an app")]
    App,
    /// An app is there twice.
    #[error("an app is there twice")]
    Twice,
    /// There are too many apps.
    #[error("there are too many apps")]
    TooMany,
    /// A minimum duration is out of its range.
    #[error("a minimum duration is out of its range")]
    Duration,
}

impl Default for FollowSettings {
    fn default() -> Self {
        Self { order: Vec::new(), ignored: Vec::new(), pinned: None, rules: BTreeMap::new(), spotify_api: true }
    }
}

impl FollowSettings {
    /// Checks that the settings can be used.
    ///
    /// # Errors
    /// Tells the first thing that can't.
    pub fn check(&self) -> Result<(), FollowError> {
        if [self.order.len(), self.ignored.len(), self.rules.len()].iter().any(|count| *count > MAX_APPS) {
            return Err(FollowError::TooMany);
        }
        let mut apps = self.order.iter().chain(&self.ignored).chain(&self.pinned).chain(self.rules.keys());
        if !apps.all(|app| is_app(app)) {
            return Err(FollowError::App);
        }
        let twice = |apps: &[String]| apps.iter().enumerate().any(|(index, app)| apps[..index].contains(app));
        if twice(&self.order) || twice(&self.ignored) {
            return Err(FollowError::Twice);
        }
        if self.rules.values().any(|rule| rule.min_duration_s > MAX_MIN_DURATION_S) {
            return Err(FollowError::Duration);
        }
        Ok(())
    }

    /// The app's place in the user's order, if it has one.
    pub(super) fn place(&self, app: &str) -> Option<usize> {
        self.order.iter().position(|listed| listed == app)
    }

    pub(super) fn ignores(&self, app: &str) -> bool {
        self.ignored.iter().any(|ignored| ignored == app)
    }

    /// Whether the Spotify API takes part, if there is one.
    pub(super) fn admits_api(&self) -> bool {
        self.spotify_api && !self.ignores(SPOTIFY_API)
    }

    /// Whether the pin is on the Spotify API.
    pub(super) fn pins_api(&self) -> bool {
        self.pinned.as_deref() == Some(SPOTIFY_API)
    }

    /// Whether the app's rule lets it be followed for this.
    pub(super) fn admits(&self, app: &str, song: &NowPlaying) -> bool {
        let rule = self.rules.get(app).copied().unwrap_or_default();
        let artist = !rule.only_with_artist || !song.subtitle.trim().is_empty();
        let long_enough = song.duration_ms.is_none_or(|ms| ms >= u32::from(rule.min_duration_s) * 1000);
        artist && long_enough
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_make_no_sense_are_refused() {
        let apps = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let rule =
            |seconds| BTreeMap::from([("vlc".to_owned(), AppRule { min_duration_s: seconds, ..AppRule::default() })]);
        let fine = FollowSettings {
            order: apps(&["vlc", "spotify-api", "org.example.музыка"]),
            ignored: apps(&["firefox"]),
            pinned: Some("vlc#2".into()),
            rules: rule(3600),
            spotify_api: true,
        };
        assert_eq!(fine.check(), Ok(()));
        assert_eq!(FollowSettings::default().check(), Ok(()));
        for (wrong, error) in [
            (FollowSettings { order: apps(&["vlc", "mpv", "vlc"]), ..fine.clone() }, FollowError::Twice),
            (FollowSettings { ignored: apps(&[""]), ..fine.clone() }, FollowError::App),
            (FollowSettings { pinned: Some("a\nb".into()), ..fine.clone() }, FollowError::App),
            (FollowSettings { rules: rule(3601), ..fine.clone() }, FollowError::Duration),
            (FollowSettings { order: vec!["a".into(); MAX_APPS + 1], ..fine.clone() }, FollowError::TooMany),
        ] {
            assert_eq!(wrong.check(), Err(error));
        }
    }
}
