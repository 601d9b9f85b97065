//! Access tokens: who hands them out, and what may go wrong.

use songplate_core::secret::Secret;
use songplate_core::source::BoxFuture;
use songplate_core::status::{ForbiddenReason, OfflineCause, RetryAfter};

/// An access token, in memory only.
#[derive(Debug, Clone)]
pub struct AccessToken {
    /// What goes into the `Authorization` header.
    pub secret: Secret,
    /// Tells tokens of one process apart, so that a refused one is replaced once.
    pub serial: u64,
}

/// Why there is no access token, or no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccessError {
    /// Nobody is logged in, or the permission has just ended. Only the user can mend it.
    #[error("not logged in")]
    SignedOut,
    /// Spotify can't be reached, or the keychain does not hand out the login. Worth another try.
    #[error("can't be reached: {0:?}")]
    Offline(OfflineCause),
    /// Spotify asked to wait.
    #[error("asked to wait until {}", .0.until)]
    Wait(RetryAfter),
    /// Spotify refuses the account or the app.
    #[error("refused: {0:?}")]
    Forbidden(ForbiddenReason),
}

/// Hands out access tokens, refreshing them in time. However many ask at once, one refresh is made.
pub trait AccessTokens: Send + Sync + 'static {
    /// A token that is good for a while yet.
    fn current(&self) -> BoxFuture<'_, Result<AccessToken, AccessError>>;

    /// A token to use instead of `refused`, which Spotify has just answered with 401: a newer one if there is one by
    /// now, else a fresh one.
    fn replace(&self, refused: AccessToken) -> BoxFuture<'_, Result<AccessToken, AccessError>>;

    /// The client ID that the tokens belong to, which is what Spotify's waits are counted by; `None` when nobody is
    /// logged in.
    fn client_id(&self) -> Option<String>;
}
