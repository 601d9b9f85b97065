//! What a file holds.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use songplate_core::public::PublicSnapshot;

/// The cover's file. OBS and others find the cover by this name.
pub(super) const COVER: &str = "cover.png";

/// The JSON file.
pub(super) const JSON: &str = "now-playing.json";

/// One transparent pixel, as a PNG: programs that show the cover show nothing.
const TRANSPARENT_PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\
    \0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\
    \0\0\0\x0bIDAT\x78\xda\x63\x60\0\x02\0\0\x05\0\x01\xe9\xfa\xdc\xd8\
    \0\0\0\0IEND\xae\x42\x60\x82";

/// A cover, ready to be written.
#[derive(Debug, Clone)]
pub(super) struct CoverPng {
    /// The cover's key.
    pub(super) key: String,
    /// A whole PNG.
    pub(super) bytes: Arc<[u8]>,
}

/// What a file holds, or is to hold.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// A text.
    Text(String),
    /// A cover.
    Cover(CoverPng),
    /// The transparent pixel.
    NoCover,
    /// A snapshot.
    Json(Box<PublicSnapshot>),
}

impl Content {
    /// The bytes of the file: UTF-8 without a byte order mark, or a PNG.
    ///
    /// # Errors
    /// When a snapshot can't be put into JSON.
    pub(super) fn bytes(&self) -> io::Result<Cow<'_, [u8]>> {
        Ok(match self {
            Self::Text(text) => text.as_bytes().into(),
            Self::Cover(cover) => cover.bytes.as_ref().into(),
            Self::NoCover => TRANSPARENT_PIXEL.into(),
            Self::Json(snapshot) => {
                let mut json = serde_json::to_vec_pretty(snapshot)?;
                json.push(b'\n');
                json.into()
            }
        })
    }
}

/// Whether writing the other would be news to a reader. The position in a snapshot moves by itself and is none.
impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(this), Self::Text(other)) => this == other,
            (Self::Cover(this), Self::Cover(other)) => this.key == other.key,
            (Self::NoCover, Self::NoCover) => true,
            (Self::Json(this), Self::Json(other)) => {
                (&this.run, this.number, &this.status, &this.cover)
                    == (&other.run, other.number, &other.status, &other.cover)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pixel_is_a_png_and_transparent() {
        let pixel = image::load_from_memory(TRANSPARENT_PIXEL).unwrap().into_rgba8();
        assert_eq!(pixel.dimensions(), (1, 1));
        assert_eq!(pixel.get_pixel(0, 0).0[3], 0);
    }
}
