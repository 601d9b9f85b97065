//! Unguessable values.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A prefix and 24 random bytes as base64url.
///
/// # Panics
/// When the operating system has no randomness: a test server has nothing better to do then.
pub(crate) fn text(prefix: &str) -> String {
    let mut bytes = [0_u8; 24];
    #[expect(clippy::expect_used, reason = "without randomness there is nothing to emulate")]
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes))
}
