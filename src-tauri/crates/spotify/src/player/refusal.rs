//! What an answer other than success means.

use http::{HeaderMap, StatusCode};
use serde_json::Value;
use songplate_core::clock::UnixSeconds;
use songplate_core::status::{ForbiddenReason, OfflineCause};

use super::ApiError;
use crate::access::AccessError;
use crate::retry_after::imposed_wait;

/// Reads an answer whose status is not 2xx.
pub(crate) fn read(status: StatusCode, headers: &HeaderMap, body: &[u8], now: UnixSeconds) -> ApiError {
    let access = match status {
        StatusCode::UNAUTHORIZED => return ApiError::Unauthorized,
        StatusCode::FORBIDDEN => AccessError::Forbidden(forbidden(body)),
        StatusCode::TOO_MANY_REQUESTS => AccessError::Wait(imposed_wait(headers, is_quota(body), now)),
        status if status.is_server_error() => AccessError::Offline(OfflineCause::Server),
        _ => AccessError::Offline(OfflineCause::Nonsense),
    };
    ApiError::Access(access)
}

/// The reason is told in words alone, sometimes as JSON and sometimes as bare text, so the words are all there is to
/// go by.
fn forbidden(body: &[u8]) -> ForbiddenReason {
    let text = String::from_utf8_lossy(body).to_lowercase();
    let says = |words: &[&str]| words.iter().any(|words| text.contains(words));
    if says(&["premium"]) {
        ForbiddenReason::OwnerNeedsPremium
    } else if says(&["not registered", "not be registered", "developer dashboard", "developer.spotify.com/dashboard"]) {
        ForbiddenReason::NotOnUserList
    } else {
        ForbiddenReason::Other
    }
}

fn is_quota(body: &[u8]) -> bool {
    let answer: Value = serde_json::from_slice(body).unwrap_or(Value::Null);
    answer.pointer("/error/reason").and_then(Value::as_str) == Some("QUOTA_EXCEEDED")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixSeconds = UnixSeconds(1_800_000_000);

    fn read(status: u16, body: &str) -> ApiError {
        super::read(StatusCode::from_u16(status).unwrap(), &HeaderMap::new(), body.as_bytes(), NOW)
    }

    #[test]
    fn each_403_has_its_reason() {
        let reason = |body: &str| match read(403, body) {
            ApiError::Access(AccessError::Forbidden(reason)) => reason,
            other => panic!("a 403 is forbidden: {other:?}"),
        };
        let json = |message: &str| format!("{{\"error\":{{\"status\":403,\"message\":\"{message}\"}}}}");
        assert_eq!(reason(&json("User not registered in the Developer Dashboard")), ForbiddenReason::NotOnUserList);
        assert_eq!(
            reason("Check settings on developer.spotify.com/dashboard, the user may not be registered."),
            ForbiddenReason::NotOnUserList
        );
        assert_eq!(
            reason(&json("Active premium subscription required for the owner of the app")),
            ForbiddenReason::OwnerNeedsPremium
        );
        for other in ["", "\u{0}", "[]", "Insufficient client scope"] {
            assert_eq!(reason(other), ForbiddenReason::Other, "{other:?}");
        }
    }

    #[test]
    fn quota_is_told_from_the_window() {
        let is_quota = |body| matches!(read(429, body), ApiError::Access(AccessError::Wait(wait)) if wait.quota);
        assert!(is_quota(r#"{"error":{"status":429,"message":"Too many requests","reason":"QUOTA_EXCEEDED"}}"#));
        for window in ["", "Too many requests", r#"{"error":{"status":429}}"#, r#"{"error":"QUOTA_EXCEEDED"}"#] {
            assert!(!is_quota(window), "{window}");
        }
    }

    #[test]
    fn the_rest_is_unauthorized_or_offline() {
        assert_eq!(read(401, ""), ApiError::Unauthorized);
        for status in [500, 502, 503, 504, 599] {
            assert_eq!(read(status, "<html>"), ApiError::Access(AccessError::Offline(OfflineCause::Server)));
        }
        for status in [300, 302, 304, 400, 404, 418] {
            assert_eq!(read(status, ""), ApiError::Access(AccessError::Offline(OfflineCause::Nonsense)));
        }
    }
}
