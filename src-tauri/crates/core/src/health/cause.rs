//! Why a part is not well, and what mends it, as codes with parameters. The words are in the message catalogue.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::clock::UnixSeconds;
use crate::files::FilesTrouble;
use crate::login::LoginReason;
use crate::status::{ForbiddenReason, OfflineCause};
use crate::update::{Otherwise, UpdateCause, UpdateStep};

/// Why a part is not well, or won't be for long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum HealthCause {
    /// What there is to say about the login.
    Login {
        /// What.
        reason: LoginReason,
    },
    /// The consent at Spotify ends soon.
    ConsentEnds {
        /// When.
        at: UnixSeconds,
    },
    /// The source was started and has not answered yet.
    SourceStarting,
    /// The player that is selected is not running.
    PlayerGone,
    /// The source can't be reached.
    SourceOffline {
        /// Why.
        cause: OfflineCause,
    },
    /// Spotify asked to wait.
    RateLimited,
    /// The day's quota of the user's Spotify app is used up.
    Quota,
    /// Spotify refuses this account or this app.
    SourceForbidden {
        /// Why.
        reason: ForbiddenReason,
    },
    /// The source needs a login, and it has ended.
    SignInAgain,
    /// Another program has the port of the overlays, so that their links have changed.
    OverlayPortTaken {
        /// The port that is taken.
        wanted: u16,
        /// The port in the links now.
        port: u16,
    },
    /// No port is free for the overlays.
    OverlayNoPort,
    /// The system does not let the overlays be served.
    OverlayRefused,
    /// The overlays can't be served; the log says why.
    OverlayDown,
    /// The files can't be written.
    FilesUnwritten {
        /// Why.
        cause: FilesTrouble,
    },
    /// The program was built without the public key of a channel.
    UpdatesNotConfigured,
    /// The package is updated in another way.
    UpdatesOtherwise {
        /// In which.
        how: Otherwise,
    },
    /// A step towards an update failed.
    UpdateFailed {
        /// Which.
        step: UpdateStep,
        /// Why.
        cause: UpdateCause,
    },
    /// The version that the channel has failed to verify.
    UpdateRefused {
        /// Which version.
        version: String,
    },
}

/// What mends a part: the one button of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Remedy {
    /// To log in, in the settings of Spotify.
    LogIn,
    /// To look at the credentials, in the settings of Spotify.
    CheckCredentials,
    /// To open Spotify's developer dashboard.
    OpenDashboard,
    /// To ask the keychain again.
    RetrySecrets,
    /// To try the source again now.
    TryAgain,
    /// To choose another port, in the settings of the overlays.
    OpenOverlaySettings,
    /// To choose another folder, in the settings of the files.
    OpenFilesSettings,
    /// To look for an update now.
    CheckUpdates,
    /// To try again to download or install the update.
    InstallUpdate,
}
