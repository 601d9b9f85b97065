//! Styles as text, to be shared.

use serde_json::{Value, json};

use super::check::StyleError;
use super::style::Style;

/// The version of the form that this program writes.
pub const STYLE_FILE_VERSION: u32 = 1;

/// What tells a style from any other JSON, with the version as its value.
const MARK: &str = "songplate-style";

/// The longest text that is read, in bytes: CSS at its longest with every character escaped, and the rest.
const MAX_BYTES: usize = 128 << 10;

/// A style as text.
#[must_use]
pub fn export_style(style: &Style) -> String {
    format!("{:#}\n", json!({ MARK: STYLE_FILE_VERSION, "style": style }))
}

/// Reads a style from a text that somebody else may have written.
///
/// # Errors
/// When it can't be used, with the reason; nothing of it is taken over then.
pub fn import_style(text: &str) -> Result<Style, StyleError> {
    if text.len() > MAX_BYTES {
        return Err(StyleError::TooLarge);
    }
    let document: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| StyleError::NotJson(error.to_string()))?;
    let version = document.get(MARK).and_then(Value::as_u64).ok_or(StyleError::NotAStyle)?;
    if version > u64::from(STYLE_FILE_VERSION) {
        return Err(StyleError::Newer(u32::try_from(version).unwrap_or(u32::MAX)));
    }
    let style = document.get("style").ok_or(StyleError::NotAStyle)?;
    let style: Style = serde::Deserialize::deserialize(style)
        .map_err(|error: serde_json::Error| StyleError::Field(error.to_string()))?;
    style.check()?;
    Ok(style)
}

#[cfg(test)]
mod tests {
    use super::super::built_in_styles;
    use super::*;

    fn exported() -> Value {
        serde_json::from_str(&export_style(&built_in_styles()[0].style)).unwrap()
    }

    #[test]
    fn every_style_that_is_exported_can_be_imported() {
        for built_in in built_in_styles() {
            assert_eq!(import_style(&export_style(&built_in.style)), Ok(built_in.style.clone()));
        }
    }

    #[test]
    fn a_bad_one_is_refused_with_the_reason() {
        assert!(matches!(import_style("nonsense"), Err(StyleError::NotJson(_))));
        assert_eq!(import_style("{}"), Err(StyleError::NotAStyle));
        assert_eq!(import_style("[1]"), Err(StyleError::NotAStyle));
        assert_eq!(import_style(&" ".repeat(200_000)), Err(StyleError::TooLarge));
        let with = |path: &str, value: Value| {
            let mut document = exported();
            *document.pointer_mut(path).unwrap() = value;
            import_style(&document.to_string())
        };
        assert_eq!(with("/songplate-style", json!(2)), Err(StyleError::Newer(2)));
        assert_eq!(with("/style/width", json!(5000)), Err(StyleError::Range("width")));
        assert_eq!(with("/style/title/font", json!("x; } * { display: none")), Err(StyleError::Range("title.font")));
        assert_eq!(with("/style/name", json!("  ")), Err(StyleError::Range("name")));
        assert!(matches!(with("/style/width", json!("wide")), Err(StyleError::Field(_))));
        assert!(matches!(with("/style/background/from", json!("red")), Err(StyleError::Field(_))));
        assert!(matches!(with("/style/css", json!("@import 'x';")), Err(StyleError::Css(_))));
        let mut unknown = exported();
        unknown["style"]["script"] = json!("alert(1)");
        assert!(matches!(import_style(&unknown.to_string()), Err(StyleError::Field(_))));
    }
}
