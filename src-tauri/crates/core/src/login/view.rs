//! The login as the settings window receives it. Holds no secret.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::ReturnBy;
use crate::clock::UnixSeconds;
use crate::secret::SecretsPlace;

/// The state of the login; public as the `data-status` of `login-status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum LoginStatus {
    /// No account is linked.
    SignedOut,
    /// The browser shows the consent page, or its answer is being processed.
    Waiting,
    /// An account is linked.
    Linked,
    /// The last attempt failed.
    Failed,
}

/// What there is to say about a state; public as the `data-reason` of `login-status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum LoginReason {
    /// Consent was given; the tokens are being fetched.
    Exchanging,
    /// The user refused on the consent page.
    AccessDenied,
    /// The browser did not come back in time.
    TimedOut,
    /// The consent page reported an error.
    Refused,
    /// The token endpoint does not know the client ID, or not with this secret.
    InvalidClient,
    /// The token endpoint does not accept the request.
    InvalidRequest,
    /// The token endpoint does not accept the code.
    InvalidGrant,
    /// The permission was withdrawn.
    Revoked,
    /// The permission is older than six months.
    Expired,
    /// No answer.
    Network,
    /// Spotify answered with an error of its own.
    Server,
    /// Spotify's answer cannot be understood.
    Nonsense,
    /// Spotify asked to wait.
    RateLimited,
    /// The login could not be kept: the keychain does not answer.
    Keychain,
    /// The browser could not be opened.
    Browser,
    /// Linked, but the account is not on the app's user list.
    NotOnUserList,
    /// Linked, but the owner of the app has no Premium subscription.
    OwnerNeedsPremium,
    /// Linked, but Spotify refuses calls.
    Forbidden,
}

/// The login as the settings window receives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LoginView {
    /// The state.
    pub status: LoginStatus,
    /// What there is to say about it.
    pub reason: Option<LoginReason>,
    /// The client ID that is saved; empty when there is none.
    pub client_id: String,
    /// Whether a client secret is saved.
    pub has_secret: bool,
    /// Whether the user logs in without a secret.
    pub pkce_only: bool,
    /// The way back from the browser.
    pub return_by: ReturnBy,
    /// The redirect URI to register at Spotify for that way.
    pub redirect_uri: String,
    /// The address of the consent page, while waiting for it.
    pub login_url: Option<String>,
    /// When the attempt ends, while waiting.
    pub deadline: Option<UnixSeconds>,
    /// The account that is linked.
    pub account: Option<AccountView>,
    /// Where the secrets are kept.
    pub secrets: SecretsPlace,
    /// The path of the secrets file, where there is one.
    pub secrets_path: Option<String>,
}

/// The account that is linked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AccountView {
    /// Spotify's ID of the user; empty until it is known.
    pub id: String,
    /// The name that the user goes by.
    pub name: Option<String>,
    /// When the user consented.
    pub authorized_at: UnixSeconds,
    /// When the consent ends.
    pub expires_at: UnixSeconds,
    /// Whether that is within a month.
    pub expires_soon: bool,
}
