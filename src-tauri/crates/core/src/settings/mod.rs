//! What the user has chosen, and what must be remembered between two starts. Holds no secret.

mod background;
mod document;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

pub use background::{BackgroundSettings, OnClose};
pub use document::{Document, NewerVersion, Reading, VERSION};

use crate::clean_title::CleanSettings;
use crate::files::FilesSettings;
use crate::follow::FollowSettings;
use crate::login::{Account, ClientId, EndReason, ReturnBy};
use crate::overlay::{OverlaySettings, Styles};
use crate::reply::Replies;
use crate::source::SourceId;
use crate::status::RetryAfter;
use crate::update::UpdateSettings;

/// All settings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// The user's app at Spotify, and the account that is linked.
    pub spotify: SpotifySettings,
    /// What was selected.
    pub listener: ListenerSettings,
    /// How the app looks and what it shows.
    pub preferences: Preferences,
    /// The overlay server, and the overlays that it serves.
    pub overlay: OverlaySettings,
    /// The styles of the user's own.
    pub styles: Styles,
    /// The files that are written.
    pub files: FilesSettings,
    /// The messages for chat bots.
    pub replies: Replies,
    /// What is followed.
    pub follow: FollowSettings,
    /// Which titles are cleaned, and how.
    pub clean_titles: CleanSettings,
    /// What the program does without a window.
    pub background: BackgroundSettings,
    /// Where updates come from.
    pub updates: UpdateSettings,
    /// The waits that Spotify has imposed, by client ID.
    pub waits: BTreeMap<String, RetryAfter>,
}

/// The user's app at Spotify, and the account that is linked.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SpotifySettings {
    /// The client ID.
    pub client_id: Option<ClientId>,
    /// Whether the user logs in without a secret.
    pub pkce_only: bool,
    /// The way back from the browser.
    pub return_by: ReturnBy,
    /// The account that is linked.
    pub account: Option<Account>,
    /// Why the permission of the account that was linked has ended, until somebody logs in or out.
    pub ended: Option<EndReason>,
}

/// What was selected, and whether it was listened to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListenerSettings {
    /// The source.
    pub selected: SourceId,
    /// Whether Start was pressed, and Stop was not since.
    pub listening: bool,
}

/// How the app looks and what it shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Preferences {
    /// The theme.
    pub theme: Theme,
    /// The language.
    pub language: Language,
    /// Whether songs of a private session are shown.
    pub show_private: bool,
}

/// A theme.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// A language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// As the system has it; English where it has another than these.
    #[default]
    System,
    /// English.
    En,
    /// French.
    Fr,
}
