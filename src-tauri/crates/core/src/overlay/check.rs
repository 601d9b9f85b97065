//! Which styles can be used.

use std::ops::RangeInclusive;

use super::css::{CssError, check_css};
use super::style::{Style, TextStyle};

/// Why a style can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StyleError {
    /// The text is no JSON.
    #[error("it is not JSON: {0}")]
    NotJson(String),
    /// The JSON is no exported style.
    #[error("it is not a style")]
    NotAStyle,
    /// It was exported by a newer version.
    #[error("it is of version {0}, which is newer")]
    Newer(u32),
    /// A field is missing, unknown or of a wrong kind.
    #[error("a field can't be read: {0}")]
    Field(String),
    /// A value is out of its range; the path of the field, such as `title.size`.
    #[error("{0} is out of its range")]
    Range(&'static str),
    /// The CSS can't be used.
    #[error("the CSS can't be used: {0}")]
    Css(#[from] CssError),
    /// The text is larger than a style can be.
    #[error("it is too large")]
    TooLarge,
}

const FONT_LENGTH: usize = 100;

impl Style {
    /// Checks the ranges, and that the CSS can load nothing.
    ///
    /// # Errors
    /// Tells the first thing that is wrong.
    pub fn check(&self) -> Result<(), StyleError> {
        let within = |field, value: u16, range: RangeInclusive<u16>| {
            if range.contains(&value) { Ok(()) } else { Err(StyleError::Range(field)) }
        };
        let name = self.name.trim().chars().count();
        if !(1..=60).contains(&name) || self.name.chars().any(char::is_control) {
            return Err(StyleError::Range("name"));
        }
        within("width", self.width, 120..=1920)?;
        within("radius", self.radius, 0..=100)?;
        within("background.angle", self.background.angle, 0..=360)?;
        within("cover.size", self.cover.size, 16..=600)?;
        within("cover.radius", self.cover.radius, 0..=300)?;
        within("title.size", self.title.size, 8..=160)?;
        within("subtitle.size", self.subtitle.size, 8..=160)?;
        within("progress.height", self.progress.height, 1..=40)?;
        check_font("title.font", &self.title)?;
        check_font("subtitle.font", &self.subtitle)?;
        Ok(check_css(&self.css)?)
    }
}

/// A font's name is a name: it holds nothing that could end the declaration that it is put into.
fn check_font(field: &'static str, text: &TextStyle) -> Result<(), StyleError> {
    let allowed = |character: char| character.is_alphanumeric() || " -_,.'".contains(character);
    if text.font.chars().count() <= FONT_LENGTH && text.font.chars().all(allowed) {
        Ok(())
    } else {
        Err(StyleError::Range(field))
    }
}
