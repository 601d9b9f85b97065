//! Makes foreign text fit to be shown.

use songplate_core::now_playing::MAX_TEXT;

/// `text` on one line, trimmed, without what could reorder or hide the text around it, and at most [`MAX_TEXT`]
/// characters long.
///
/// Right-to-left marks and the joiners inside emoji stay: titles need them. Overrides and isolates go: left open, they
/// turn the rest of a line around.
pub(crate) fn clean(text: &str) -> String {
    let mut clean = String::new();
    let mut length = 0;
    let mut gap = false;
    for character in text.chars() {
        if character.is_whitespace() || character == '\u{2028}' || character == '\u{2029}' {
            gap = length > 0;
        } else if !is_hidden(character) {
            if gap && length + 1 < MAX_TEXT {
                clean.push(' ');
                length += 1;
            }
            gap = false;
            clean.push(character);
            length += 1;
            if length == MAX_TEXT {
                break;
            }
        }
    }
    clean
}

fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn real_titles_stay_as_they_are() {
        for title in ["夜の灯台", "أغنية المطر", "🌊👩‍🚀✨", "<b>Bold</b> & \"co\"", "a\u{200f}b"]
        {
            assert_eq!(clean(title), title);
        }
    }

    #[test]
    fn what_could_hurt_a_line_goes() {
        assert_eq!(clean("  two\r\n\tlines  "), "two lines");
        assert_eq!(clean("a\u{202e}b\u{2066}c\u{0}d\u{1b}[31m"), "abcd[31m");
        assert_eq!(clean("\u{202e}\u{0} \u{2069}"), "");
        assert_eq!(clean(&"é".repeat(5_000)).chars().count(), MAX_TEXT);
    }

    proptest! {
        #[test]
        fn whatever_comes_fits(text in "(?s).*", repeat in 1..200_usize) {
            let clean = clean(&text.repeat(repeat));
            prop_assert!(clean.chars().count() <= MAX_TEXT);
            prop_assert!(!clean.chars().any(is_hidden));
            prop_assert_eq!(clean.trim(), &clean);
        }
    }
}
