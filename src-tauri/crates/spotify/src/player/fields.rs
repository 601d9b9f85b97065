//! Reads single fields out of an answer. Whatever is missing or has another type is `None`, and loses nothing else.

use serde_json::Value;
use url::{Host, Url};

use super::text;

/// Addresses longer than this many bytes are not kept.
const MAX_ADDRESS: usize = 2_048;

/// A text that is fit to be shown, unless nothing of it is left.
pub(crate) fn shown(object: &Value, name: &str) -> Option<String> {
    let text = text::clean(object.get(name)?.as_str()?);
    (!text.is_empty()).then_some(text)
}

/// A number, clamped to what fits.
pub(crate) fn number(object: &Value, name: &str) -> Option<u32> {
    let number = object.get(name)?.as_f64()?;
    // From float to integer, `as` clamps.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamping is what is wanted")]
    Some(number as u32)
}

/// A truth value; `false` when there is none.
pub(crate) fn flag(object: &Value, name: &str) -> bool {
    object.get(name).and_then(Value::as_bool).unwrap_or(false)
}

/// The elements of a list; none when it is something else.
pub(crate) fn list<'a>(object: &'a Value, name: &str) -> &'a [Value] {
    object.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// `external_urls.spotify`, if it leads to Spotify's own site and nowhere else.
pub(crate) fn link(item: &Value) -> Option<String> {
    let url = address(item.get("external_urls")?, "spotify")?;
    let at_spotify = url.scheme() == "https"
        && url.host() == Some(Host::Domain("open.spotify.com"))
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    at_spotify.then(|| url.into())
}

/// An address of a sensible length.
pub(crate) fn address(object: &Value, name: &str) -> Option<Url> {
    let text = object.get(name)?.as_str()?;
    if text.len() > MAX_ADDRESS {
        return None;
    }
    Url::parse(text).ok()
}
