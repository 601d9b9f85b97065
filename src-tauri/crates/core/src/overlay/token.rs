//! What makes an overlay's link unguessable.

use std::fmt;
use std::fmt::Write as _;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The token in an overlay's link: 32 hex digits. Whoever has it may read what plays, and nothing else. `Debug` hides
/// it, so that it reaches no log.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OverlayToken(String);

/// The text is not 32 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not 32 hex digits")]
pub struct NotAToken;

impl OverlayToken {
    /// A token of random bytes.
    #[must_use]
    pub fn new(random: [u8; 16]) -> Self {
        Self(random.iter().fold(String::with_capacity(32), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        }))
    }

    /// The digits, for the link.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both are the same, in a time that does not depend on where they differ.
    #[must_use]
    pub fn matches(&self, other: &str) -> bool {
        self.0.len() == other.len()
            && self.0.bytes().zip(other.bytes()).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
    }
}

impl fmt::Debug for OverlayToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OverlayToken(…)")
    }
}

impl FromStr for OverlayToken {
    type Err = NotAToken;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(NotAToken)
        }
    }
}

impl TryFrom<String> for OverlayToken {
    type Error = NotAToken;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<OverlayToken> for String {
    fn from(token: OverlayToken) -> Self {
        token.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_compared_whole_and_never_printed() {
        let token = OverlayToken::new([0xab; 16]);
        assert_eq!(token.as_str(), "ab".repeat(16));
        assert!(token.matches(&"ab".repeat(16)));
        for wrong in [String::new(), "ab".repeat(15), "ab".repeat(17), "ab".repeat(15) + "ac"] {
            assert!(!token.matches(&wrong), "{wrong}");
        }
        assert_eq!(format!("{token:?}"), "OverlayToken(…)");
        assert!("ab".repeat(15).parse::<OverlayToken>().is_err());
    }
}
