//! What the program does without a window.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What the program does without a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default)]
pub struct BackgroundSettings {
    /// What closing the last window does.
    pub on_close: OnClose,
    /// Whether a start at login opens no window.
    pub start_hidden: bool,
}

/// What closing the last window does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum OnClose {
    /// The user is asked, once.
    #[default]
    Ask,
    /// The program goes on, in the tray where there is one.
    GoOn,
    /// The program ends.
    Quit,
}

impl Default for BackgroundSettings {
    fn default() -> Self {
        Self { on_close: OnClose::default(), start_hidden: true }
    }
}
