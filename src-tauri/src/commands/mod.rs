//! What the windows may ask for. Thin: parse, send, map the error.

pub(crate) mod popup;
pub(crate) mod settings;

use serde::{Deserialize, Serialize};
use songplate_spotify::login::{LoginError, Unanswered};
use specta::Type;

/// Why a command did not do what was asked, as a code; the words are in the message catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub(crate) enum CommandError {
    /// It would end the login; to be asked again once the user has agreed.
    WouldSignOut,
    /// The client ID is not 32 hex digits.
    ClientIdMalformed,
    /// The client secret is not 32 hex digits.
    ClientSecretMalformed,
    /// There is no client secret, and "no secret" is not ticked.
    ClientSecretMissing,
    /// No login is waiting for an answer.
    NoLoginPending,
    /// What was pasted does not answer the login that is waiting.
    NotAnAnswer,
    /// The keychain does not answer.
    Keychain,
    /// The browser could not be opened.
    Browser,
    /// No port could be opened.
    Loopback,
    /// The program is ending.
    Internal,
}

impl From<LoginError> for CommandError {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::WouldSignOut => Self::WouldSignOut,
            LoginError::ClientIdMalformed => Self::ClientIdMalformed,
            LoginError::ClientSecretMalformed => Self::ClientSecretMalformed,
            LoginError::ClientSecretMissing => Self::ClientSecretMissing,
            LoginError::Keychain => Self::Keychain,
            LoginError::Loopback => Self::Loopback,
            LoginError::Ending => Self::Internal,
        }
    }
}

impl From<Unanswered> for CommandError {
    fn from(unanswered: Unanswered) -> Self {
        use songplate_core::login::Ignored;
        match unanswered {
            Unanswered::Ignored(Ignored::NoLoginPending) => Self::NoLoginPending,
            Unanswered::Malformed(_) | Unanswered::Ignored(_) => Self::NotAnAnswer,
            Unanswered::Ending => Self::Internal,
        }
    }
}
