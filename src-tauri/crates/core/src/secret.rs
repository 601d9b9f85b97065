//! Secrets: never printed, never compared by accident, never sent to a window.

use std::fmt;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::login::KeptAttempt;
use crate::source::BoxFuture;

/// A text that must not be shown: `Debug` hides it and there is no `Display`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Takes `text` into custody.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the request or the file that it belongs in.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether both are the same, in a time that depends on the length of `other` alone.
    #[must_use]
    pub fn matches(&self, other: &str) -> bool {
        let mine = self.0.as_bytes();
        let theirs = other.as_bytes();
        let mut difference = mine.len() ^ theirs.len();
        for (index, byte) in theirs.iter().enumerate() {
            difference |= usize::from(byte ^ mine.get(index).copied().unwrap_or(0));
        }
        difference == 0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What is kept in the keychain, or in a file where there is none.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Secrets {
    /// The client secret that the user pasted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<Secret>,
    /// The refresh token of the login.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<Secret>,
    /// The login that waits for the browser to come back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<KeptAttempt>,
}

impl Secrets {
    /// Whether there is nothing to keep.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.client_secret.is_none() && self.refresh_token.is_none() && self.attempt.is_none()
    }
}

/// Where the secrets are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum SecretsPlace {
    /// In the system's keychain.
    Keychain,
    /// In a file that only this user can read, because there is no keychain.
    File,
    /// In the system's keychain, which does not answer: it is locked, or it is waiting for its owner.
    Locked,
    /// Nobody has looked yet.
    Unknown,
}

/// Why secrets could not be read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretsError {
    /// The keychain did not answer in time, or refused. A later try may succeed.
    #[error("the keychain is locked or does not answer")]
    Locked,
    /// The place can't be read or written.
    #[error("the secrets can't be read or written")]
    Unavailable,
}

/// Keeps the secrets of one profile.
pub trait TokenStore: Send + Sync + 'static {
    /// What is kept; empty when nothing is.
    ///
    /// # Errors
    /// When the place does not answer in a few seconds or can't be read.
    fn load(&self) -> BoxFuture<'_, Result<Secrets, SecretsError>>;

    /// Replaces what is kept; empty secrets remove it.
    ///
    /// # Errors
    /// When the place does not answer in a few seconds or can't be written.
    fn save(&self, secrets: Secrets) -> BoxFuture<'_, Result<(), SecretsError>>;

    /// Where they are kept, as far as is known.
    fn place(&self) -> SecretsPlace;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_printed() {
        assert!(!format!("{:?}", Secret::new("hunter2")).contains("hunter2"));
    }

    #[test]
    fn a_secret_matches_itself_alone() {
        let secret = Secret::new("abc");
        assert!(secret.matches("abc"));
        for other in ["", "ab", "abcd", "abd", "abc\0"] {
            assert!(!secret.matches(other), "{other:?} is another text");
        }
    }
}
