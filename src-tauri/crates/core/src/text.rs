//! Makes foreign text fit to be shown.
//!
//! Titles come from outside: from players, from pages in browsers, from Spotify.

use crate::now_playing::MAX_TEXT;

/// `text` on one line, trimmed, without what could reorder or hide the text around it, and at most [`MAX_TEXT`]
/// characters long; `None` when nothing is left.
///
/// Right-to-left marks and the joiners inside emoji stay: titles need them. Overrides and isolates go: left open, they
/// turn the rest of a line around.
#[must_use]
pub fn shown(text: &str) -> Option<String> {
    let mut shown = String::new();
    let mut length = 0;
    let mut gap = false;
    for character in text.chars() {
        if character.is_whitespace() || character.is_control() {
            gap = length > 0;
        } else if !is_hidden(character) {
            if gap && length + 1 < MAX_TEXT {
                shown.push(' ');
                length += 1;
            }
            gap = false;
            shown.push(character);
            length += 1;
            if length == MAX_TEXT {
                break;
            }
        }
    }
    (!shown.is_empty()).then_some(shown)
}

fn is_hidden(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn real_titles_stay_as_they_are() {
        for title in ["夜の灯台", "أغنية المطر", "🌊👩‍🚀✨", "<b>Bold</b> & \"co\"", "a\u{200f}b"]
        {
            assert_eq!(shown(title).as_deref(), Some(title));
        }
    }

    #[test]
    fn what_could_hurt_a_line_goes() {
        assert_eq!(shown("  two\r\n\tlines  ").unwrap(), "two lines");
        assert_eq!(shown("a\u{202e}b\u{2066}c\u{0}d\u{1b}[31m").unwrap(), "abc d [31m");
        assert_eq!(shown("\u{202e}\u{0} \u{2069}"), None);
        assert_eq!(shown(&"é".repeat(10_000)).unwrap().chars().count(), MAX_TEXT);
    }

    proptest! {
        #[test]
        fn whatever_comes_fits(text in "(?s).*", repeat in 1..200_usize) {
            let shown = shown(&text.repeat(repeat)).unwrap_or_default();
            prop_assert!(shown.chars().count() <= MAX_TEXT);
            prop_assert!(!shown.chars().any(|character| is_hidden(character) || character.is_control()));
            prop_assert_eq!(shown.trim(), &shown);
        }
    }
}
