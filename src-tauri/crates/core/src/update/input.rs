//! What happens to updates, and what has to be done then.

use semver::Version;

use super::cause::UpdateCause;
use super::offer::Offer;
use super::settings::{Channel, UpdateSettings};

/// What the user wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// Updates from this channel.
    Channel(Channel),
    /// That the program looks for updates by itself, or doesn't. What is on offer is dropped when it doesn't.
    Enable(bool),
    /// To look for an update now.
    Check,
    /// The update that is offered: to download it. The update that is ready: to install it and start anew now, even
    /// while listening.
    Install,
    /// The update that is ready to be installed after Stop, if they listen, or else when they quit.
    Later,
    /// To give up the download, finished or not. The offer stays.
    Cancel,
}

/// What happens.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// The user wants something.
    Intent(Intent),
    /// The check that was begun has ended.
    Checked {
        /// What the channel has, whatever its version; nothing if it has published nothing. Or why it can't be told.
        outcome: Result<Option<Offer>, UpdateCause>,
        /// A random number from 0 to 1.
        jitter: f64,
    },
    /// A part of download number `download` has come.
    Progress {
        /// Which download.
        download: u32,
        /// How much is there, in bytes.
        done: u64,
        /// How much there is in all, in bytes, if the server tells.
        total: Option<u64>,
    },
    /// Download number `download` has ended: it is there and verified, or not.
    Downloaded {
        /// Which download.
        download: u32,
        /// Why it is not there.
        outcome: Result<(), UpdateCause>,
    },
    /// The installation has ended. Where installing ends the program, only a failure is heard of.
    Installed {
        /// Why nothing was installed.
        outcome: Result<(), UpdateCause>,
    },
    /// The user listens from now on, or doesn't.
    Listening(bool),
    /// The program is about to end.
    Quitting,
    /// Time has passed.
    TimePassed,
}

impl From<Intent> for Input {
    fn from(intent: Intent) -> Self {
        Self::Intent(intent)
    }
}

/// What has to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Ask the channel; then [`Input::Checked`].
    Check {
        /// Which channel.
        channel: Channel,
    },
    /// Download this version, which the last check has found, and verify it; then [`Input::Downloaded`].
    Download {
        /// Which download.
        download: u32,
        /// Which version. A file that was signed as another is refused.
        version: Version,
    },
    /// Give up the download, or forget what it has brought.
    CancelDownload,
    /// Install what this download has brought; then [`Input::Installed`]. Where installing ends the program, it starts
    /// anew.
    Install {
        /// Which download.
        download: u32,
    },
    /// Start the program anew.
    Restart,
    /// Install what this download has brought while the program ends, and don't start it anew.
    InstallOnQuit {
        /// Which download.
        download: u32,
    },
    /// Remember this.
    Remember(UpdateSettings),
}
