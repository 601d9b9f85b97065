//! What errors of the servers mean for the login.

use songplate_core::login::LoginReason;
use songplate_core::status::{ForbiddenReason, OfflineCause};

use crate::access::AccessError;
use crate::exchange::TokenError;

/// Why an exchange failed.
pub(super) fn refusal(error: TokenError) -> LoginReason {
    match error {
        TokenError::InvalidGrant { .. } => LoginReason::InvalidGrant,
        TokenError::InvalidClient => LoginReason::InvalidClient,
        TokenError::InvalidRequest => LoginReason::InvalidRequest,
        TokenError::Offline(cause) => offline(cause),
        TokenError::Wait(_) => LoginReason::RateLimited,
    }
}

fn offline(cause: OfflineCause) -> LoginReason {
    match cause {
        OfflineCause::Network => LoginReason::Network,
        OfflineCause::Server => LoginReason::Server,
        OfflineCause::Nonsense => LoginReason::Nonsense,
        OfflineCause::Keychain => LoginReason::Keychain,
    }
}

/// What the answer means for the login; `None` where it says nothing of it that lasts.
pub(super) fn described(
    outcome: Result<(String, Option<String>), AccessError>,
) -> Option<Result<(String, Option<String>), LoginReason>> {
    match outcome {
        Ok(profile) => Some(Ok(profile)),
        Err(AccessError::Forbidden(reason)) => Some(Err(match reason {
            ForbiddenReason::NotOnUserList => LoginReason::NotOnUserList,
            ForbiddenReason::OwnerNeedsPremium => LoginReason::OwnerNeedsPremium,
            ForbiddenReason::Other => LoginReason::Forbidden,
        })),
        // The account is linked all the same; its name is asked for at the next start.
        Err(AccessError::SignedOut | AccessError::Offline(_) | AccessError::Wait(_)) => None,
    }
}
