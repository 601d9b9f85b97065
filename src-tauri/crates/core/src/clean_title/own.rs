//! The user's own find-and-replace rules.

use std::borrow::Cow;

use regex::{NoExpand, Regex, RegexBuilder};

use super::settings::{Place, Replacement};
use crate::now_playing::MAX_TEXT;

/// How much memory a pattern may need, in bytes. The time it takes is bounded by this and the length of the text: `regex`
/// never backtracks.
const MAX_PATTERN: usize = 1 << 20;

/// A rule, ready to use.
#[derive(Debug, Clone)]
pub(super) struct OwnRule {
    find: Regex,
    replace: String,
    plain: bool,
    place: Place,
}

impl OwnRule {
    /// # Errors
    /// When the pattern can't be read, or would need too much memory.
    pub(super) fn new(replacement: &Replacement) -> Result<Self, regex::Error> {
        let plain = !replacement.pattern;
        let find = if plain { Cow::Owned(regex::escape(&replacement.find)) } else { Cow::Borrowed(&*replacement.find) };
        let find = RegexBuilder::new(&find)
            .case_insensitive(replacement.ignore_case)
            .size_limit(MAX_PATTERN)
            .dfa_size_limit(MAX_PATTERN)
            .build()?;
        Ok(Self { find, replace: replacement.replace.clone(), plain, place: replacement.place })
    }

    pub(super) fn is_for_title(&self) -> bool {
        self.place != Place::Subtitle
    }

    pub(super) fn is_for_subtitle(&self) -> bool {
        self.place != Place::Title
    }

    /// The text with every match replaced, without the space that this leaves; `None` if there is no match.
    pub(super) fn apply(&self, text: &str) -> Option<String> {
        let replaced = if self.plain {
            self.find.replace_all(text, NoExpand(&self.replace))
        } else {
            self.find.replace_all(text, self.replace.as_str())
        };
        match replaced {
            Cow::Borrowed(_) => None,
            Cow::Owned(replaced) => {
                let words = replaced.split_whitespace().collect::<Vec<_>>().join(" ");
                Some(words.chars().take(MAX_TEXT).collect::<String>().trim_end().to_owned())
            }
        }
    }
}
