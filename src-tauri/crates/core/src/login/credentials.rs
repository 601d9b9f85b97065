//! What the user brings from Spotify's developer dashboard.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::secret::Secret;

/// The text is not 32 hex digits, which is what Spotify's dashboard shows for IDs and secrets alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not 32 hex digits")]
pub struct Malformed;

fn checked(text: &str) -> Result<&str, Malformed> {
    let text = text.trim();
    if text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) { Ok(text) } else { Err(Malformed) }
}

/// The client ID of the user's own app at Spotify: 32 hex digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClientId(String);

impl ClientId {
    /// The digits, as the user pasted them, without the spaces around.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ClientId {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        checked(text).map(|text| Self(text.to_owned()))
    }
}

impl TryFrom<String> for ClientId {
    type Error = Malformed;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ClientId> for String {
    fn from(id: ClientId) -> Self {
        id.0
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The client secret of the user's own app at Spotify: 32 hex digits.
#[derive(Debug, Clone)]
pub struct ClientSecret(Secret);

impl ClientSecret {
    /// The same, as something to be kept.
    #[must_use]
    pub fn into_secret(self) -> Secret {
        self.0
    }
}

impl FromStr for ClientSecret {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        checked(text).map(|text| Self(Secret::new(text)))
    }
}

/// The way in which the browser hands the answer back to the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum ReturnBy {
    /// By a link that the system opens with the app (RFC 8252 section 7.1).
    #[default]
    DeepLink,
    /// By a request to a free port of this machine (RFC 8252 section 7.3).
    Loopback,
}

impl ReturnBy {
    /// The redirect URI to register at Spotify. For a loopback address the port is left out: Spotify accepts any.
    #[must_use]
    pub fn registered_uri(self) -> &'static str {
        match self {
            Self::DeepLink => "app.songplate://callback",
            Self::Loopback => "http://127.0.0.1/callback",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_around_are_trimmed_and_anything_but_32_hex_digits_refused() {
        assert_eq!(
            " 0123456789abcdefABCDEF0123456789\n".parse::<ClientId>().unwrap().as_str(),
            "0123456789abcdefABCDEF0123456789"
        );
        for text in ["", "0123", "0123456789abcdef0123456789abcdeg", "0123456789abcdef 0123456789abcdef", "é"] {
            assert!(text.parse::<ClientId>().is_err(), "{text:?}");
            assert!(text.parse::<ClientSecret>().is_err(), "{text:?}");
        }
    }
}
