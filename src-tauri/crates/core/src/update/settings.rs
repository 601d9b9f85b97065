//! What the user wants of updates.

use semver::Version;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Where updates come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
// `Channel` would be Tauri's in the windows.
#[serde(rename = "UpdateChannel", rename_all = "kebab-case")]
pub enum Channel {
    /// What is released.
    #[default]
    Stable,
    /// What is about to be released, and what is.
    Beta,
}

/// What the user wants of updates, and what must be remembered of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateSettings {
    /// Where they come from.
    pub channel: Channel,
    /// Whether the program looks for them by itself.
    pub enabled: bool,
    /// The version that failed to verify. It is not offered again until the user looks by hand or there is a newer one.
    pub refused: Option<Version>,
}

impl Default for UpdateSettings {
    fn default() -> Self {
        Self { channel: Channel::Stable, enabled: true, refused: None }
    }
}
