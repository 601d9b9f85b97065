//! The account that is linked.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::ClientId;
use crate::clock::UnixSeconds;

/// How long a consent lasts: Spotify's refresh tokens die six months after it, and refreshing does not extend them.
/// Counted as the shortest six months there are (181 days), so that the date shown is never too late.
pub const CONSENT_LIFETIME: Duration = Duration::from_hours(181 * 24);

/// From how long before the end the user is warned.
pub const EXPIRY_WARNING: Duration = Duration::from_hours(30 * 24);

/// A login that was granted. Holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Spotify's ID of the user; empty until it was asked for.
    pub id: String,
    /// The name that the user goes by at Spotify.
    pub name: Option<String>,
    /// When the user consented.
    pub authorized_at: UnixSeconds,
    /// The origin of the accounts server that granted it. The login is never sent to another.
    pub accounts_origin: String,
    /// The client ID that it was granted to.
    pub client_id: ClientId,
    /// Whether the client secret was sent: refreshing is done the same way.
    pub with_secret: bool,
}

impl Account {
    /// When the consent ends.
    #[must_use]
    pub fn expires_at(&self) -> UnixSeconds {
        self.authorized_at.after(CONSENT_LIFETIME)
    }

    /// Whether the consent ends within [`EXPIRY_WARNING`], or has ended.
    #[must_use]
    pub fn expires_soon(&self, now: UnixSeconds) -> bool {
        self.expires_at().since(now) <= EXPIRY_WARNING
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account() -> Account {
        Account {
            id: "alex".into(),
            name: None,
            authorized_at: UnixSeconds(1_000_000),
            accounts_origin: "https://accounts.spotify.com".into(),
            client_id: "0123456789abcdef0123456789abcdef".parse().unwrap(),
            with_secret: true,
        }
    }

    #[test]
    fn warns_from_a_month_before_the_end() {
        let day = 24 * 3600;
        let account = account();
        assert!(!account.expires_soon(UnixSeconds(1_000_000 + 150 * day)));
        assert!(account.expires_soon(UnixSeconds(1_000_000 + 151 * day)));
        assert!(account.expires_soon(UnixSeconds(1_000_000 + 400 * day)), "also when it has ended");
    }
}
