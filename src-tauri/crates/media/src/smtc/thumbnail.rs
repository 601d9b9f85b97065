//! Thumbnails, which Windows hands over as pictures without an address.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use songplate_core::now_playing::Cover;

/// The largest one that is taken, in bytes: as large as covers may be.
pub(super) const LARGEST: usize = 5 << 20;

/// The picture as a cover whose address holds it; `None` when it is of a type that nobody shows, or too large. `known` is
/// the cover that was read last: a new one is made only for another picture.
pub(super) fn cover(picture: &[u8], known: Option<&Cover>) -> Option<Cover> {
    let media_type = media_type(picture).filter(|_| picture.len() <= LARGEST)?;
    let address = format!("data:{media_type};base64,{}", BASE64_STANDARD.encode(picture));
    Some(known.filter(|known| known.address() == address).cloned().unwrap_or_else(|| Cover::new(address)))
}

/// By how the format begins: what Windows calls it may be wrong.
fn media_type(picture: &[u8]) -> Option<&'static str> {
    match picture {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        _ => None,
    }
}
