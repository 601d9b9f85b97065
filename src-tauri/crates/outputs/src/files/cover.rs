//! Covers, as every program reads them.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, ImageResult, Limits};
use songplate_core::covers::CoverShelf;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::content::CoverPng;

/// The longest side that is looked at, in pixels.
const MAX_SIDE: u32 = 6_000;

/// How much memory decoding may take, in bytes.
const MAX_MEMORY: u64 = 128 << 20;

/// The longest side that is written, in pixels. Larger covers are scaled down: as PNG they would take 10 MB and more,
/// which every program would load anew with every song.
const WRITTEN_SIDE: u32 = 1_024;

/// Makes covers into PNG, one at a time: a listener who skips through songs must not keep every core busy.
#[derive(Clone)]
pub(super) struct Covers {
    shelf: Arc<dyn CoverShelf>,
    one: Arc<Semaphore>,
}

impl Covers {
    /// The covers of `shelf`.
    pub(super) fn new(shelf: Arc<dyn CoverShelf>) -> Self {
        Self { shelf, one: Arc::new(Semaphore::new(1)) }
    }

    /// The cover of `key`; `None` when it can't be had.
    pub(super) async fn get(self, key: String) -> Option<CoverPng> {
        let file = self.shelf.get(&key).await?;
        let permit = self.one.acquire_owned().await.ok()?;
        let png = spawn_blocking(move || {
            let _permit = permit;
            to_png(&file.bytes)
        });
        match png.await.ok()? {
            Ok(bytes) => Some(CoverPng { key, bytes: bytes.into() }),
            Err(error) => {
                tracing::info!("a cover can't be made into PNG: {error}");
                None
            }
        }
    }
}

/// The same image as a PNG of eight bits a channel. A PNG is written anew too: what came from a network is not handed on
/// to other programs as it is.
fn to_png(bytes: &[u8]) -> ImageResult<Vec<u8>> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder()?;
    limits.reserve(decoder.total_bytes())?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder)?;
    if image.width().max(image.height()) > WRITTEN_SIDE {
        image = image.thumbnail(WRITTEN_SIDE, WRITTEN_SIDE);
    }
    image.apply_orientation(orientation);
    let image: DynamicImage =
        if image.color().has_alpha() { image.into_rgba8().into() } else { image.into_rgb8().into() };
    let mut png = Vec::new();
    image.write_with_encoder(PngEncoder::new(&mut png))?;
    Ok(png)
}

#[cfg(test)]
mod tests {
    use image::{ImageError, ImageFormat, Rgba, RgbaImage};

    use super::*;

    fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.into().write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn every_type_that_covers_have_becomes_png() {
        let plain = || DynamicImage::from(RgbaImage::from_pixel(30, 20, Rgba([200, 10, 10, 255])));
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
            let image = if format == ImageFormat::Jpeg { plain().into_rgb8().into() } else { plain() };
            let png = to_png(&encoded(image, format)).unwrap();
            let written = image::load_from_memory_with_format(&png, ImageFormat::Png).unwrap().into_rgb8();
            assert_eq!(written.dimensions(), (30, 20), "{format:?}");
            let [red, green, blue] = written.get_pixel(15, 10).0;
            assert!(red > 180 && green < 30 && blue < 30, "{format:?}: {red} {green} {blue}");
        }
    }

    #[test]
    fn a_png_that_is_transparent_stays_so() {
        let png = to_png(&encoded(RgbaImage::new(2, 2), ImageFormat::Png)).unwrap();
        assert_eq!(image::load_from_memory(&png).unwrap().into_rgba8().get_pixel(0, 0).0[3], 0);
    }

    #[test]
    fn large_covers_are_scaled_down_and_huge_ones_refused() {
        let png = to_png(&encoded(image::GrayImage::new(2_000, 1_000), ImageFormat::Png)).unwrap();
        let read = image::load_from_memory(&png).unwrap();
        assert_eq!((read.width(), read.height()), (1_024, 512));
        let refused = |bytes: &[u8]| matches!(to_png(bytes), Err(ImageError::Limits(_)));
        assert!(refused(&encoded(image::GrayImage::new(MAX_SIDE + 1, 1), ImageFormat::Png)));
        // 6,000 by 6,000 pixels of 16 bits a channel, in 70 bytes.
        let bomb = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x17p\x00\x00\x17p\x10\x06\x00\x00\x00\xb3\xc4[\x00\x00\x00\x00\x09IDATx\x9cc\x00\x00\x00\x01\x00\x01^\xff}\xf9";
        assert!(refused(bomb));
    }

    #[test]
    fn damaged_images_are_refused() {
        let whole = encoded(RgbaImage::from_pixel(64, 64, Rgba([1, 2, 3, 255])), ImageFormat::Png);
        for bytes in [&b""[..], b"<svg/>", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", &whole[..whole.len() / 2]] {
            to_png(bytes).unwrap_err();
        }
    }
}
