//! An attempt as it is kept for the next run of the program.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{ATTEMPT_LIFETIME, ClientId};
use crate::clock::UnixSeconds;
use crate::secret::Secret;

/// An attempt to log in by deep link, as it is kept with the secrets: when the program has ended before the browser comes
/// back, the link starts it anew, and it still knows whose answer that is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeptAttempt {
    /// The random value that only its answer carries (RFC 6749 section 10.12).
    pub state: Secret,
    /// The other half of its challenge (RFC 7636).
    pub verifier: Secret,
    /// The client ID that it was begun with.
    pub client_id: ClientId,
    /// Whether the client secret is sent, too.
    pub with_secret: bool,
    /// The origin of the accounts server that answers it.
    pub accounts_origin: String,
    /// When it ends unanswered.
    pub until: UnixSeconds,
}

impl KeptAttempt {
    /// How long it still waits at `now`; `None` when it is over. A clock that was set back makes no attempt longer than
    /// [`ATTEMPT_LIFETIME`].
    #[must_use]
    pub fn left(&self, now: UnixSeconds) -> Option<Duration> {
        let left = self.until.since(now);
        (!left.is_zero() && left <= ATTEMPT_LIFETIME).then_some(left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_as_long_as_an_attempt_may_and_no_longer() {
        let kept = KeptAttempt {
            state: Secret::new("s"),
            verifier: Secret::new("v"),
            client_id: "0123456789abcdef0123456789abcdef".parse().unwrap(),
            with_secret: false,
            accounts_origin: "https://accounts.spotify.com".into(),
            until: UnixSeconds(1_000_600),
        };
        assert_eq!(kept.left(UnixSeconds(1_000_000)), Some(ATTEMPT_LIFETIME));
        assert_eq!(kept.left(UnixSeconds(1_000_599)), Some(Duration::from_secs(1)));
        assert_eq!(kept.left(UnixSeconds(1_000_600)), None);
        assert_eq!(kept.left(UnixSeconds(999_999)), None, "the clock was set back");
    }
}
