//! Which titles are cleaned, and how.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::own::OwnRule;
use crate::player::is_app;

/// How many rules of the user's own there can be.
pub const MAX_REPLACEMENTS: usize = 50;

/// The longest text to find, or to put in its place, in characters.
pub const MAX_FIND: usize = 200;

/// How many sources can be named.
const MAX_SOURCES: usize = 200;

/// Which titles are cleaned, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the settings by itself")]
pub struct CleanSettings {
    /// The sources whose titles are cleaned: players by their app (`firefox`), the demo player as `demo`, and `spotify`
    /// for Spotify, be it the desktop app or the account.
    pub sources: Vec<String>,
    /// Take out remarks about the recording's picture and sound in brackets: `(Official Video)`, `[HD]`.
    pub brackets: bool,
    /// Take out the remark that it was remastered: `(Remastered 2011)`, `- 2011 Remaster`.
    pub remasters: bool,
    /// Take out `- YouTube` at the end of a title, and `- Topic` at the end of an artist.
    pub suffixes: bool,
    /// Make `Artist - Title` an artist and a title, where no artist is told or only a channel.
    pub split: bool,
    /// The user's own rules, in the order in which they are applied.
    pub replacements: Vec<Replacement>,
}

/// A rule of the user's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default)]
pub struct Replacement {
    /// What to find; 1 to [`MAX_FIND`] characters.
    pub find: String,
    /// What to put in its place; at most [`MAX_FIND`] characters. In a pattern's replacement `$1` is its first group.
    pub replace: String,
    /// Whether `find` is a regular expression, as the crate `regex` has them, rather than a plain text.
    pub pattern: bool,
    /// Whether capital and small letters are the same.
    pub ignore_case: bool,
    /// Where to look.
    pub place: Place,
}

/// Where a rule looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// In the title.
    #[default]
    Title,
    /// In the artist or show.
    Subtitle,
    /// In both.
    Both,
}

/// Why the settings can't be used. `rule` counts from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, thiserror::Error)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum CleanError {
    /// There are too many sources or rules.
    #[error("there are too many")]
    TooMany,
    /// A source's name is empty, too long, or has characters that no name has.
    #[error("not the name of a source")]
    Source,
    /// A rule has nothing to find, or a text that is too long or has control characters.
    #[error("rule {rule} has a text that can't be used")]
    Text {
        /// Which.
        rule: u32,
    },
    /// A rule's pattern can't be read, or would need too much memory.
    #[error("rule {rule} has a pattern that can't be used: {reason}")]
    Pattern {
        /// Which.
        rule: u32,
        /// What is wrong with it, in English, over several lines.
        reason: String,
    },
}

impl Default for CleanSettings {
    fn default() -> Self {
        Self {
            sources: Vec::new(),
            brackets: true,
            remasters: false,
            suffixes: true,
            split: true,
            replacements: Vec::new(),
        }
    }
}

impl CleanSettings {
    /// Checks that the settings can be used.
    ///
    /// # Errors
    /// Tells the first thing that can't.
    pub fn check(&self) -> Result<(), CleanError> {
        if self.sources.len() > MAX_SOURCES || self.replacements.len() > MAX_REPLACEMENTS {
            return Err(CleanError::TooMany);
        }
        if !self.sources.iter().all(|source| is_app(source)) {
            return Err(CleanError::Source);
        }
        for (rule, replacement) in (0..).zip(&self.replacements) {
            if !replacement.has_fine_texts() {
                return Err(CleanError::Text { rule });
            }
            OwnRule::new(replacement).map_err(|error| CleanError::Pattern { rule, reason: error.to_string() })?;
        }
        Ok(())
    }
}

impl Replacement {
    fn has_fine_texts(&self) -> bool {
        let fine = |text: &str| text.chars().count() <= MAX_FIND && !text.chars().any(char::is_control);
        !self.find.is_empty() && fine(&self.find) && fine(&self.replace)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(find: &str) -> Replacement {
        Replacement { find: find.into(), ..Replacement::default() }
    }

    fn check(second: Replacement) -> Result<(), CleanError> {
        CleanSettings { replacements: vec![text("a"), second], ..CleanSettings::default() }.check()
    }

    #[test]
    fn rules_that_can_not_be_used_are_refused_with_the_reason() {
        let pattern = |find| Replacement { pattern: true, ..text(find) };
        assert_eq!(check(pattern(r"^(\w{1,20})\s+[①-⑩]$")), Ok(()));
        assert_eq!(check(text("(")), Ok(()), "a plain text is no pattern");
        let Err(CleanError::Pattern { rule: 1, reason }) = check(pattern("(a")) else { panic!("an open group") };
        assert!(reason.contains("unclosed group"), "{reason}");
        assert!(matches!(check(pattern(r"(\w{100}){100}")), Err(CleanError::Pattern { .. })), "it would need too much");
        assert!(matches!(check(pattern(r"(a)\1")), Err(CleanError::Pattern { .. })), "there are no back references");
        assert_eq!(check(text("")), Err(CleanError::Text { rule: 1 }));
        assert_eq!(check(text("a\nb")), Err(CleanError::Text { rule: 1 }));
        let long = Replacement { replace: "x".repeat(MAX_FIND + 1), ..text("a") };
        assert_eq!(check(long), Err(CleanError::Text { rule: 1 }));
        let many = vec![text("a"); MAX_REPLACEMENTS + 1];
        assert_eq!(CleanSettings { replacements: many, ..CleanSettings::default() }.check(), Err(CleanError::TooMany));
        let nameless = CleanSettings { sources: vec![String::new()], ..CleanSettings::default() };
        assert_eq!(nameless.check(), Err(CleanError::Source));
    }
}
