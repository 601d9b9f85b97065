//! Colours as text.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use specta::Type;

/// A colour as `#rrggbb` or `#rrggbbaa`, lower-case hex digits; the last two are the opacity.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct Colour(String);

/// The text is not `#` with six or eight hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a colour of the form #rrggbb or #rrggbbaa")]
pub struct NotAColour;

impl Colour {
    /// Opaque black.
    #[must_use]
    pub fn black() -> Self {
        Self("#000000".to_owned())
    }
}

impl FromStr for Colour {
    type Err = NotAColour;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.strip_prefix('#').ok_or(NotAColour)?;
        if matches!(digits.len(), 6 | 8) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(NotAColour)
        }
    }
}

impl TryFrom<String> for Colour {
    type Error = NotAColour;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.0
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_or_eight_digits_and_nothing_else() {
        assert_eq!("#A0b1C2".parse::<Colour>().unwrap().to_string(), "#a0b1c2");
        assert_eq!("#00000080".parse::<Colour>().unwrap().to_string(), "#00000080");
        for wrong in ["", "#", "#fff", "red", "#12345g", "123456", "#1234567", "#123456;}", "#ééé"] {
            assert_eq!(wrong.parse::<Colour>(), Err(NotAColour), "{wrong}");
        }
    }
}
