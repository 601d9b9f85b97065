//! Verifies and installs what was downloaded.

use songplate_core::update::UpdateCause;
use tauri_plugin_updater::{Error, Update};

/// A package that was downloaded and verified.
pub(super) struct Package {
    update: Update,
    bytes: Vec<u8>,
}

impl Package {
    /// # Errors
    /// When the signature is not one of this project for these bytes and for this version.
    pub(super) fn verified(update: Update, bytes: Vec<u8>) -> Result<Self, UpdateCause> {
        update.verify(&bytes).map_err(|error| cause(&error))?;
        Ok(Self { update, bytes })
    }

    /// Installs it; `restart` whether the program starts anew where installing ends it (Windows). Blocks for as long as
    /// the user takes to permit it.
    pub(super) fn install(self, restart: bool) -> Result<(), UpdateCause> {
        self.update.restart_after_install(restart).install(&self.bytes).map_err(|error| cause(&error))
    }
}

/// What an error of the plugin means.
pub(super) fn cause(error: &Error) -> UpdateCause {
    tracing::warn!("an update failed: {error}");
    match error {
        Error::Minisign(_) | Error::Base64(_) | Error::SignatureUtf8(_) | Error::MissingSignedVersion => {
            UpdateCause::Signature
        }
        Error::SignedVersionMismatch { .. } => UpdateCause::VersionMismatch,
        Error::TargetNotFound(_) | Error::TargetsNotFound(_) | Error::InvalidUpdaterFormat => UpdateCause::NoPackage,
        Error::Serialization(_) => UpdateCause::NotJson,
        Error::AuthenticationFailed => UpdateCause::NoPermission,
        Error::Io(error) => match error.kind() {
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => UpdateCause::NoPermission,
            std::io::ErrorKind::StorageFull => UpdateCause::DiskFull,
            _ => UpdateCause::Other,
        },
        _ => UpdateCause::Other,
    }
}
