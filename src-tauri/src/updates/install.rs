//! Finds what was offered in a manifest, verifies what was downloaded, and installs it.

use std::io::ErrorKind;

use semver::Version;
use serde_json::Value;
use songplate_core::update::UpdateCause;
use tauri::{AppHandle, Runtime};
use tauri_plugin_updater::{Error, Update, UpdaterExt};
use url::Url;

/// What `manifest`, which came from one of `endpoints`, says of `version` for this system and this kind of package.
///
/// # Errors
/// When it says nothing of it, or is of another version.
pub(super) fn described<R: Runtime>(
    app: &AppHandle<R>,
    endpoints: Vec<Url>,
    manifest: Value,
    version: &Version,
) -> Result<Update, UpdateCause> {
    // The plugin wants to know where it would ask, though it does not. Whether the version is newer was judged before.
    let updater = app.updater_builder().version_comparator(|_, _| true).endpoints(endpoints);
    let update =
        updater.and_then(|updater| updater.build()?.restore_update(manifest)).map_err(|error| cause(&error))?;
    let update = update.ok_or(UpdateCause::NoPackage)?;
    if update.version == version.to_string() {
        return Ok(update);
    }
    // A check may have ended after the user has chosen. That is no fault of the version which they chose.
    tracing::warn!("the channel has {} by now, not {version}", update.version);
    Err(UpdateCause::Other)
}

/// A package that was downloaded and verified.
pub(crate) struct Package {
    update: Update,
    bytes: Vec<u8>,
}

impl std::fmt::Debug for Package {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Package").field("version", &self.update.version).finish_non_exhaustive()
    }
}

impl Package {
    /// # Errors
    /// When the signature is not one of this project for these bytes and for this version.
    pub(super) fn verified(update: Update, bytes: Vec<u8>) -> Result<Self, UpdateCause> {
        update.verify(&bytes).map_err(|error| cause(&error))?;
        Ok(Self { update, bytes })
    }

    /// Installs it; `restart` whether the program starts anew where installing ends it (Windows). Blocks for as long as
    /// the user takes to permit it. May be tried again when it fails.
    ///
    /// # Errors
    /// When it is not installed.
    pub(super) fn install(&self, restart: bool) -> Result<(), UpdateCause> {
        let update = self.update.clone().restart_after_install(restart);
        update.install(&self.bytes).map_err(|error| match error {
            // There is no program that could ask for a password.
            Error::Io(error) if error.kind() == ErrorKind::NotFound => {
                tracing::warn!("nobody could be asked to permit the update: {error}");
                UpdateCause::NoPermission
            }
            error => cause(&error),
        })
    }
}

/// What an error of the plugin means.
fn cause(error: &Error) -> UpdateCause {
    tracing::warn!("an update failed: {error}");
    match error {
        Error::Minisign(_) | Error::Base64(_) | Error::SignatureUtf8(_) | Error::MissingSignedVersion => {
            UpdateCause::Signature
        }
        Error::SignedVersionMismatch { .. } => UpdateCause::VersionMismatch,
        Error::TargetNotFound(_) | Error::TargetsNotFound(_) | Error::InvalidUpdaterFormat => UpdateCause::NoPackage,
        Error::Serialization(_) => UpdateCause::NotJson,
        // On Linux, whoever refuses the password makes the installation fail, and the plugin tells no more than that.
        Error::AuthenticationFailed | Error::PackageInstallFailed => UpdateCause::NoPermission,
        Error::Io(error) => match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => UpdateCause::NoPermission,
            ErrorKind::StorageFull => UpdateCause::DiskFull,
            _ => UpdateCause::Other,
        },
        _ => UpdateCause::Other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tauri::test::{MockRuntime, mock_builder, mock_context, noop_assets};

    use super::*;

    /// As the program ships: no endpoint, no key of a channel.
    fn app() -> tauri::App<MockRuntime> {
        let mut context = mock_context(noop_assets());
        let updater = json!({ "pubkey": "", "endpoints": [], "requireSignedVersion": true });
        context.config_mut().plugins.0.insert("updater".to_owned(), updater);
        mock_builder().plugin(tauri_plugin_updater::Builder::new().build()).build(context).unwrap()
    }

    fn manifest(version: &str) -> Value {
        let system = std::env::consts::OS.replace("macos", "darwin");
        let platform = format!("{system}-{}", std::env::consts::ARCH);
        json!({
            "version": version,
            "platforms": { platform: { "url": "https://example.org/package", "signature": "c2lnbmF0dXJl" } },
        })
    }

    fn found(manifest: Value) -> Result<Update, UpdateCause> {
        let endpoints = vec!["https://example.org/stable.json".parse().unwrap()];
        described(app().handle(), endpoints, manifest, &Version::new(1, 2, 0))
    }

    #[test]
    fn an_offer_is_found_in_its_manifest_wherever_that_came_from() {
        let update = found(manifest("v1.2.0")).unwrap();
        assert_eq!(update.download_url.as_str(), "https://example.org/package");
        let cause = |manifest| found(manifest).err();
        assert_eq!(cause(manifest("1.2.1")), Some(UpdateCause::Other), "another one by now");
        assert_eq!(cause(json!({ "version": "1.2.0", "platforms": {} })), Some(UpdateCause::NoPackage));
        assert_eq!(cause(json!({ "version": "1.2.0" })), Some(UpdateCause::NotJson));
    }

    #[test]
    fn what_nobody_has_signed_is_refused() {
        let package = Package::verified(found(manifest("1.2.0")).unwrap(), b"package".to_vec());
        assert_eq!(package.err(), Some(UpdateCause::Signature));
    }
}
