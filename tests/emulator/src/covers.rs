//! Cover images: abstract pictures, drawn when they are first asked for and the same every time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::world::Shared;

/// The sizes in which Spotify offers a cover, in pixels.
pub(crate) const SIZES: &[u32] = &[640, 300, 64];
/// The episode's picture.
pub(crate) const EPISODE: usize = 900;
/// The audiobook's picture.
pub(crate) const CHAPTER: usize = 924;
/// The user's picture.
pub(crate) const USER: usize = 922;

/// The picture of a song of the script.
pub(crate) fn of_song(index: usize) -> usize {
    index
}

/// An `images` array, the widest first, with absolute addresses on the emulator itself.
pub(crate) fn images(origin: &str, cover: usize, sizes: &[u32]) -> Value {
    sizes
        .iter()
        .map(|&size| {
            json!({ "url": format!("{origin}/image/{}{cover:024x}", prefix(size)), "width": size, "height": size })
        })
        .collect()
}

/// Images drawn so far, by cover and size.
#[derive(Debug, Default)]
pub(crate) struct Drawn(Mutex<HashMap<(usize, u32), Bytes>>);

/// `GET /image/{id}`.
pub(crate) async fn image(State(shared): State<Shared>, Path(id): Path<String>) -> Response {
    let Some((cover, size)) = parse(&id) else { return StatusCode::NOT_FOUND.into_response() };
    let known = shared.covers.0.lock().unwrap_or_else(PoisonError::into_inner).get(&(cover, size)).cloned();
    let png = if let Some(png) = known {
        png
    } else {
        // Drawing takes a while without optimisation; the other requests must not wait for it.
        let Ok(Ok(png)) = tokio::task::spawn_blocking(move || draw(cover, size)).await else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let png = Bytes::from(png);
        shared.covers.0.lock().unwrap_or_else(PoisonError::into_inner).insert((cover, size), png.clone());
        png
    };
    ([(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "public, max-age=31536000")], png).into_response()
}

/// Spotify's own prefixes, by which clients recognise the size.
fn prefix(size: u32) -> &'static str {
    match size {
        640 => "ab67616d0000b273",
        300 => "ab67616d00001e02",
        _ => "ab67616d00004851",
    }
}

fn parse(id: &str) -> Option<(usize, u32)> {
    let size = SIZES.iter().copied().find(|&size| id.starts_with(prefix(size)))?;
    let digits = id.get(16..).filter(|digits| digits.len() == 24)?;
    Some((usize::from_str_radix(digits, 16).ok()?, size))
}

type Colour = [i64; 3];

/// Background from, background to, two shapes.
const PALETTES: [[Colour; 4]; 7] = [
    [[24, 26, 60], [92, 60, 140], [255, 178, 102], [255, 231, 186]],
    [[8, 60, 72], [20, 120, 120], [240, 244, 220], [255, 140, 105]],
    [[120, 24, 48], [230, 90, 70], [255, 214, 120], [60, 12, 40]],
    [[14, 20, 34], [30, 60, 110], [130, 210, 255], [250, 250, 255]],
    [[46, 80, 50], [150, 180, 90], [250, 240, 190], [200, 90, 50]],
    [[60, 16, 80], [210, 60, 150], [255, 200, 220], [60, 220, 210]],
    [[230, 220, 200], [200, 170, 140], [40, 60, 90], [190, 60, 50]],
];

/// Positions within a picture run from 0 to this, whatever its size.
const UNIT: i64 = 1_280;

/// A square PNG.
fn draw(cover: usize, size: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut pixels = Vec::with_capacity(3 * (size as usize).pow(2));
    let step = |place: u32| i64::from(place) * UNIT / i64::from(2 * size);
    for row in 0..size {
        for column in 0..size {
            let mut sum = [0; 3];
            // Four samples to a pixel, so that edges are smooth.
            for (down, right) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                let colour = colour_at(cover, step(2 * column + right), step(2 * row + down));
                for (total, part) in sum.iter_mut().zip(colour) {
                    *total += part;
                }
            }
            pixels.extend(sum.map(|total| u8::try_from((total / 4).clamp(0, 255)).unwrap_or(u8::MAX)));
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size, size);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(bytes)
}

fn colour_at(cover: usize, x: i64, y: i64) -> Colour {
    let [from, to, first, second] = PALETTES[cover % PALETTES.len()];
    let background = mix(from, to, (x + 2 * y) / 3);
    match cover % 5 {
        // A low sun behind water.
        0 => match (near(x, y, 640, 640, 340), y > 700) {
            (true, false) => mix(second, first, y),
            (true, true) if (y - 700) % 80 < 40 => mix(first, background, y),
            (false, true) => mix(background, from, y),
            _ => background,
        },
        // A record.
        1 => {
            let (dx, dy) = (x - 640, y - 640);
            let square = dx * dx + dy * dy;
            match square {
                0..=2_500 => from,
                2_501..=40_000 => first,
                40_001..=250_000 => {
                    if (square / 14_000) % 2 == 0 {
                        from
                    } else {
                        mix(from, to, 300)
                    }
                }
                250_001..=270_000 => second,
                _ => background,
            }
        }
        // Leaning stripes with a disc in front.
        2 => {
            if near(x, y, 860, 430, 230) {
                second
            } else if (x + y).rem_euclid(320) < 90 {
                mix(first, background, y)
            } else {
                background
            }
        }
        // Quarter circles on a grid.
        3 => {
            let (cell_x, cell_y) = (x / 320, y / 320);
            let corner_x = (cell_x + (cell_x + cell_y) % 2) * 320;
            let corner_y = (cell_y + (cell_x + cell_x.midpoint(cell_y)) % 2) * 320;
            if near(x, y, corner_x, corner_y, 300) {
                if (cell_x + 2 * cell_y) % 3 == 0 { second } else { first }
            } else {
                background
            }
        }
        // Hills, one behind the other, under a moon.
        _ => {
            if y > 1_020 + (x - 300) * (x - 300) / 3_600 {
                from
            } else if y > 760 + (x - 950) * (x - 950) / 2_400 {
                mix(first, from, y - 300)
            } else if near(x, y, 400, 350, 130) {
                second
            } else {
                background
            }
        }
    }
}

fn near(x: i64, y: i64, centre_x: i64, centre_y: i64, radius: i64) -> bool {
    (x - centre_x).pow(2) + (y - centre_y).pow(2) <= radius * radius
}

/// Between two colours, `share` out of [`UNIT`] on the way.
fn mix(from: Colour, to: Colour, share: i64) -> Colour {
    let share = share.clamp(0, UNIT);
    [0, 1, 2].map(|part| from[part] + (to[part] - from[part]) * share / UNIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_is_a_png_of_its_size_and_unlike_the_others() {
        let pictures: Vec<Vec<u8>> = (0..12).map(|cover| draw(cover, 64).unwrap()).collect();
        for (number, picture) in pictures.iter().enumerate() {
            assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n"));
            assert_eq!(picture[16..24], [0, 0, 0, 64, 0, 0, 0, 64], "width and height");
            assert!(!pictures[..number].contains(picture), "picture {number} is drawn twice");
        }
    }

    #[test]
    fn addresses_lead_back_to_cover_and_size() {
        let list = images("http://o", 7, SIZES);
        let address = list[1]["url"].as_str().unwrap();
        assert_eq!(parse(address.strip_prefix("http://o/image/").unwrap()), Some((7, 300)));
        assert_eq!(parse("ab67616d0000b273"), None);
        assert_eq!(parse("../../etc/passwd"), None);
    }
}
