//! Covers for the songs of the demo player: abstract pictures that are drawn when they are asked for, so that nobody's
//! artwork has to be shipped.

mod lanterns;
mod letters;
mod neon;
mod paint;
mod rain;
mod river;
mod tape;
mod tide;
mod wind;

use bytes::Bytes;
use png::{BitDepth, ColorType, Compression, Encoder, EncodingError};

use crate::error::CoverError;
use crate::image::{CoverImage, ImageType};
use paint::{Colour, Point, random};

/// Width and height of a picture, in pixels.
const SIZE: u16 = 480;

/// The colour of a picture at a point, whose coordinates run from 0 to 1, rightwards and downwards.
type Picture = fn(Point) -> Colour;

/// In the order of the script's songs.
const PICTURES: [Picture; 8] = [
    lanterns::colour,
    neon::colour,
    letters::colour,
    tide::colour,
    wind::colour,
    rain::colour,
    tape::colour,
    river::colour,
];

/// The cover of the song with this number; beyond the last picture they begin again. It is the same each time.
pub(crate) fn draw(song: u32) -> Result<CoverImage, CoverError> {
    let picture = PICTURES[song as usize % PICTURES.len()];
    let file = encode(&pixels(picture)).map_err(|error| {
        tracing::error!(%error, "a drawn cover can't be encoded");
        CoverError::NotAnImage
    })?;
    Ok(CoverImage { bytes: Bytes::from(file), image_type: ImageType::Png })
}

fn pixels(picture: Picture) -> Vec<u8> {
    let side = f32::from(SIZE);
    let mut pixels = Vec::with_capacity(usize::from(SIZE) * usize::from(SIZE) * 3);
    for row in 0..SIZE {
        for column in 0..SIZE {
            let point = Point { x: (f32::from(column) + 0.5) / side, y: (f32::from(row) + 0.5) / side };
            // Less than one step of brightness, or soft gradients would show bands.
            let grain = random(row.into(), column.into()) - 0.5;
            pixels.extend(picture(point).bytes(grain));
        }
    }
    pixels
}

fn encode(pixels: &[u8]) -> Result<Vec<u8>, EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, SIZE.into(), SIZE.into());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn a_cover_is_a_square_png_and_the_same_each_time() {
        let cover = draw(3).unwrap();
        assert_eq!(ImageType::sniff(&cover.bytes), Some(cover.image_type));
        let mut reader = png::Decoder::new(Cursor::new(&cover.bytes[..])).read_info().unwrap();
        assert_eq!((reader.info().width, reader.info().height), (480, 480));
        let mut decoded = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut decoded).unwrap();
        assert_eq!(draw(3 + 8).unwrap(), cover);
    }

    #[test]
    fn no_two_covers_look_alike() {
        let places: Vec<f32> = (0_u8..24).map(|step| (f32::from(step) + 0.5) / 24.0).collect();
        let seen = PICTURES.map(|picture| {
            let pixels = places.iter().flat_map(|&y| places.iter().map(move |&x| picture(Point { x, y }).bytes(0.0)));
            pixels.flatten().collect::<Vec<_>>()
        });
        for (number, one) in seen.iter().enumerate() {
            for other in &seen[..number] {
                let apart: usize = one.iter().zip(other).map(|(a, b)| usize::from(a.abs_diff(*b))).sum();
                assert!(apart / one.len() > 25, "picture {number} is much like another");
            }
        }
    }
}
