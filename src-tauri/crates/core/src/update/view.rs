//! Updates as the windows receive them.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::cause::{Otherwise, UpdateCause, UpdateStep};
use super::offer::Verdict;
use super::settings::Channel;
use crate::clock::UnixSeconds;

/// Updates as the windows receive them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct UpdateView {
    /// The version of the program.
    pub version: String,
    /// Where updates come from.
    pub channel: Channel,
    /// Whether the program looks for them by itself.
    pub enabled: bool,
    /// When the channel answered last.
    pub checked_at: Option<UnixSeconds>,
    /// When it is asked next.
    pub next_at: Option<UnixSeconds>,
    /// Where things stand.
    pub state: UpdateState,
}

impl UpdateView {
    /// The newer version that waits for the user's word: to be downloaded, or to be installed.
    #[must_use]
    pub fn waiting(&self) -> Option<&str> {
        match &self.state {
            UpdateState::Offered { version, .. } | UpdateState::Ready { version, .. } => Some(version),
            UpdateState::Off
            | UpdateState::NotConfigured
            | UpdateState::Unavailable { .. }
            | UpdateState::Idle { .. }
            | UpdateState::Checking
            | UpdateState::Downloading { .. }
            | UpdateState::Installing { .. }
            | UpdateState::Installed { .. }
            | UpdateState::Failed { .. } => None,
        }
    }
}

/// Where things stand. `status` is public: `update-status` carries it as its `data-status`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum UpdateState {
    /// The program does not look for updates by itself.
    Off,
    /// The program was built without the public key of a channel; it never asks.
    NotConfigured,
    /// The package is updated in another way; it never asks.
    Unavailable {
        /// In which.
        how: Otherwise,
    },
    /// There is nothing to install.
    Idle {
        /// What is known of the channel.
        verdict: Verdict,
    },
    /// The channel is being asked.
    Checking,
    /// There is a newer version.
    Offered {
        /// Which.
        version: String,
        /// What is new in it, plain text of several lines; may be empty.
        notes: String,
        /// When it was published.
        date: Option<UnixSeconds>,
    },
    /// It is being downloaded.
    Downloading {
        /// Which version.
        version: String,
        /// How much is there, in bytes.
        done: u32,
        /// How much there is in all, in bytes, if the server tells.
        total: Option<u32>,
    },
    /// It is downloaded and verified.
    Ready {
        /// Which version.
        version: String,
        /// What it waits for.
        waits_for: WaitsFor,
    },
    /// It is being installed.
    Installing {
        /// Which version.
        version: String,
    },
    /// It is installed, and runs from the next start on. The program starts anew when the user presses Stop, or says
    /// "now".
    Installed {
        /// Which version.
        version: String,
    },
    /// The last step failed.
    Failed {
        /// What failed.
        step: UpdateStep,
        /// Why.
        cause: UpdateCause,
        /// When.
        at: UnixSeconds,
        /// The version that is still on offer, if one is.
        version: Option<String>,
        /// Whether it is downloaded, so that Install means now, even while listening.
        ready: bool,
    },
}

/// What an update that is ready waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum WaitsFor {
    /// That the user says "now" or "later". Who quits without a word has it installed then, unless they did not permit
    /// it before.
    User,
    /// That the user presses Stop, or quits.
    Stop,
    /// That the user quits.
    Quit,
}
