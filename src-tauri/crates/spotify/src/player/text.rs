//! Makes foreign text fit to be shown.

use songplate_core::text::shown;

/// `text` as it may be shown; empty when nothing of it may.
pub(crate) fn clean(text: &str) -> String {
    shown(text).unwrap_or_default()
}
