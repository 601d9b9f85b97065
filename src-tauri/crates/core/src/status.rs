//! What the listener is doing, as codes with parameters. The words are in the message catalogue.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::clock::UnixSeconds;
use crate::now_playing::NothingReason;

/// The state of the listener. `code` is public: the popup's `data-status` and `/now-playing` carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Status {
    /// Stopped.
    Inactive,
    /// Listening, and it plays.
    Playing,
    /// Listening, and it is paused.
    Paused,
    /// Listening, and there is nothing to show.
    Nothing {
        /// Why.
        reason: NothingReason,
    },
    /// Listening to an advertisement.
    Advert,
    /// Listening, and the user is in a private session that they do not want shown.
    Private,
    /// The source can't be reached; it is tried again by itself.
    Offline {
        /// Why.
        cause: OfflineCause,
    },
    /// Spotify asked to wait.
    RateLimited {
        /// Until when no request is made.
        until: UnixSeconds,
    },
    /// The day's quota of the user's Spotify app is used up.
    Quota {
        /// Until when no request is made.
        until: UnixSeconds,
    },
    /// Spotify refuses this account or this app.
    Forbidden {
        /// Why.
        reason: ForbiddenReason,
        /// When it is tried again by itself.
        until: UnixSeconds,
    },
    /// The account's permission has ended.
    SignInAgain,
}

/// Why a source can't be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum OfflineCause {
    /// No answer: no network, a time limit, a broken connection.
    Network,
    /// The source answers with errors of its own (5xx).
    Server,
    /// The source answers with something that cannot be understood.
    Nonsense,
    /// The system's keychain does not hand out the login.
    Keychain,
}

/// Why Spotify refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum ForbiddenReason {
    /// The account is not on the user list of the app in Spotify's dashboard.
    NotOnUserList,
    /// The owner of the app has no Premium subscription.
    OwnerNeedsPremium,
    /// Spotify gave no reason that is known.
    Other,
}

/// Why a source could not look. Each becomes a [`Status`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It can't be reached and is tried again by itself.
    Offline(OfflineCause),
    /// It was told to wait.
    RateLimited(RetryAfter),
    /// It was refused; tried again at `until`.
    Forbidden {
        /// Why.
        reason: ForbiddenReason,
        /// When it is tried again by itself.
        until: UnixSeconds,
    },
    /// The login has ended; only the user can mend it.
    SignInAgain,
}

/// A wait that Spotify has imposed. Kept across restarts, never cut short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetryAfter {
    /// Until when no request is made.
    pub until: UnixSeconds,
    /// Whether it is the daily quota, rather than the 30-second window.
    pub quota: bool,
}

/// Remembers the wait that Spotify has imposed on a client ID, across restarts.
pub trait RetryAfterStore: Send + Sync + 'static {
    /// The wait that was remembered last for `client_id`, if any; it may be over.
    fn load(&self, client_id: &str) -> Option<RetryAfter>;
    /// Remembers a wait for `client_id`, replacing an earlier one.
    fn save(&self, client_id: &str, wait: RetryAfter);
}

impl From<Trouble> for Status {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Offline(cause) => Self::Offline { cause },
            Trouble::RateLimited(RetryAfter { until, quota: false }) => Self::RateLimited { until },
            Trouble::RateLimited(RetryAfter { until, quota: true }) => Self::Quota { until },
            Trouble::Forbidden { reason, until } => Self::Forbidden { reason, until },
            Trouble::SignInAgain => Self::SignInAgain,
        }
    }
}
