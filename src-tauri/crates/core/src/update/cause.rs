//! Why there is no update, as codes with parameters. The words are in the message catalogue.

use serde::{Deserialize, Serialize};
use specta::Type;

/// How this package is updated. It does not change while the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// By the program itself.
    Itself,
    /// The program was built without the public key of a channel.
    NotConfigured,
    /// In another way.
    Otherwise(Otherwise),
}

/// How a package is updated that can't update itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Otherwise {
    /// By the package manager or the store that it came from.
    PackageManager,
    /// By downloading the new one from the project's page.
    Download,
    /// By building it: it was not installed from a package.
    Build,
}

/// What failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum UpdateStep {
    /// Looking for an update.
    Check,
    /// Downloading it, and verifying what came.
    Download,
    /// Installing it.
    Install,
}

/// Why it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum UpdateCause {
    /// No answer: no network, a time limit, a broken connection.
    Offline,
    /// The server answers with an error.
    Server {
        /// Its HTTP status.
        status: u16,
    },
    /// The channel answers with something that is no manifest.
    NotJson,
    /// The channel has nothing for this system and this kind of package.
    NoPackage,
    /// The signature is not one of this project for this file.
    Signature,
    /// The version that was signed is not the one that was offered.
    VersionMismatch,
    /// The download ended before its end.
    Truncated,
    /// The user, or the system, did not permit it.
    NoPermission,
    /// The disk is full.
    DiskFull,
    /// Something else; the log says what.
    Other,
}

impl UpdateCause {
    /// Whether what the channel offers is not what the project has made. Trying again gives the same.
    #[must_use]
    pub fn refuses_version(self) -> bool {
        matches!(self, Self::Signature | Self::VersionMismatch)
    }
}
