//! When an overlay shows something.

use serde::{Deserialize, Serialize};
use specta::Type;

/// When an overlay shows something, and what. Carried out by the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default)]
pub struct Behaviour {
    /// What happens when the song is paused.
    pub when_paused: WhenPaused,
    /// With [`WhenPaused::Hide`]: after how many seconds; 0 to 3600.
    pub hide_paused_after_s: u16,
    /// Show each song only for a while after it has changed.
    pub only_on_change: bool,
    /// With `only_on_change`: for how many seconds; 1 to 600.
    pub change_shown_s: u16,
    /// Show nothing during advertisements, rather than a plain note.
    pub hide_adverts: bool,
    /// How many milliseconds later than known everything is shown, to match a stream's latency; 0 to 60000.
    pub delay_ms: u16,
    /// What to show when nothing plays; empty for nothing. At most 100 characters.
    pub placeholder: String,
}

/// What an overlay does while the song is paused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum WhenPaused {
    /// It is shown greyed.
    #[default]
    Grey,
    /// It is shown as it is.
    Same,
    /// It is shown greyed, and hidden after a while.
    Hide,
}

impl Default for Behaviour {
    fn default() -> Self {
        Self {
            when_paused: WhenPaused::Grey,
            hide_paused_after_s: 30,
            only_on_change: false,
            change_shown_s: 10,
            hide_adverts: false,
            delay_ms: 0,
            placeholder: String::new(),
        }
    }
}

/// A value is outside its range; `field` names it as in the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field} is out of range")]
pub struct BehaviourError {
    /// Which.
    pub field: &'static str,
}

impl Behaviour {
    /// Checks the ranges.
    ///
    /// # Errors
    /// Names the first field that is out of its range.
    pub fn check(&self) -> Result<(), BehaviourError> {
        let fields = [
            ("hide_paused_after_s", self.hide_paused_after_s <= 3600),
            ("change_shown_s", (1..=600).contains(&self.change_shown_s)),
            ("delay_ms", self.delay_ms <= 60_000),
            ("placeholder", self.placeholder.chars().count() <= 100),
        ];
        match fields.into_iter().find(|(_, fine)| !fine) {
            Some((field, _)) => Err(BehaviourError { field }),
            None => Ok(()),
        }
    }
}
