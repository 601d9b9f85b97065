//! A cover, and how its type is told.

use bytes::Bytes;

/// The largest image that is accepted, in bytes. Spotify's largest have some 300 kB.
pub(crate) const IMAGE_LIMIT: usize = 5 << 20;

/// How many bytes from the beginning tell the type.
pub(crate) const SNIFFED: usize = 12;

/// A cover image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverImage {
    /// The file as it came; at most 5 MiB.
    pub bytes: Bytes,
    /// What it is.
    pub image_type: ImageType,
}

impl CoverImage {
    /// Takes `bytes` for an image if they begin like one.
    pub(crate) fn sniff(bytes: Bytes) -> Option<Self> {
        ImageType::sniff(&bytes).map(|image_type| Self { bytes, image_type })
    }

    /// What to send as `Content-Type`.
    #[must_use]
    pub fn content_type(&self) -> &'static str {
        self.image_type.content_type()
    }
}

/// The types that every webview shows and that run no code: no SVG.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageType {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
    /// GIF.
    Gif,
}

impl ImageType {
    /// By the bytes that the format begins with. What the server or the address calls it is not asked: it may be wrong,
    /// or a lie.
    pub(crate) fn sniff(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Self::WebP)
        } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
            Some(Self::Gif)
        } else {
            None
        }
    }

    /// The media type.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Gif => "image/gif",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_are_told_by_how_they_begin() {
        for (bytes, content_type) in [
            (&b"\xff\xd8\xff\xe0rest"[..], "image/jpeg"),
            (b"\x89PNG\r\n\x1a\nrest", "image/png"),
            (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
            (b"GIF89a...", "image/gif"),
        ] {
            let image = CoverImage::sniff(Bytes::from_static(bytes)).unwrap();
            assert_eq!(image.content_type(), content_type);
            assert!(ImageType::sniff(&bytes[..bytes.len().min(SNIFFED)]).is_some(), "{content_type}");
        }
        for bytes in [&b""[..], b"<svg xmlns=", b"<html>", b"RIFF\x10\0\0\0WAVE", b"RIFF", b"\x89PN", b"BM...."] {
            assert_eq!(CoverImage::sniff(Bytes::from_static(bytes)), None, "{bytes:?}");
        }
    }
}
