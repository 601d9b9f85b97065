//! One entry of the system's keychain. Every call may block for as long as its owner likes.

use keyring::{Entry, Error};
use songplate_core::secret::{Secrets, SecretsError};

/// What the keychain came to.
pub(super) enum Keychain<T> {
    Done(T),
    /// There is none on this system.
    Absent,
    Failed(SecretsError),
}

const SERVICE: &str = "app.songplate";

pub(super) fn load(account: &str) -> Keychain<Option<Secrets>> {
    match Entry::new(SERVICE, account).and_then(|entry| entry.get_password()) {
        Ok(text) => match serde_json::from_str(&text) {
            Ok(secrets) => Keychain::Done(Some(secrets)),
            // Somebody else's words under our name: as good as none.
            Err(_) => Keychain::Done(None),
        },
        Err(Error::NoEntry) => Keychain::Done(None),
        Err(error) => failed(&error),
    }
}

pub(super) fn save(account: &str, secrets: &Secrets) -> Keychain<()> {
    let saved = Entry::new(SERVICE, account).and_then(|entry| {
        if secrets.is_empty() {
            return match entry.delete_credential() {
                Ok(()) | Err(Error::NoEntry) => Ok(()),
                Err(error) => Err(error),
            };
        }
        // Cannot fail: the secrets are two optional texts.
        let text = serde_json::to_string(secrets).unwrap_or_default();
        entry.set_password(&text)
    });
    match saved {
        Ok(()) => Keychain::Done(()),
        Err(error) => failed(&error),
    }
}

fn failed<T>(error: &Error) -> Keychain<T> {
    match error {
        Error::NoDefaultStore => Keychain::Absent,
        Error::NoStorageAccess(_) | Error::PlatformFailure(_) => {
            // The platform's words for it; no secret is in them.
            tracing::warn!("the keychain does not answer: {error}");
            Keychain::Failed(SecretsError::Locked)
        }
        _ => Keychain::Failed(SecretsError::Unavailable),
    }
}
