//! Bold bows on rough paper, as on the sleeve of a tape.

use super::paint::{Colour, Point, inside, line, random, soft};

const PAPER: Colour = Colour::hex(0xf4_e6cd);
const BROWN: Colour = Colour::hex(0x3b_1f1c);
const BOWS: [Colour; 5] = [
    Colour::hex(0xf2_b33d),
    Colour::hex(0xe9_7f2e),
    Colour::hex(0xcf_4a2b),
    Colour::hex(0x8c_2f39),
    Colour::hex(0x2c_6e6b),
];

/// How wide a bow is.
const BOW: f32 = 0.062;

pub(super) fn colour(point: Point) -> Colour {
    // The bows come from the lower right, turn round the reel and lead back there.
    let way = point.from(0.415, 0.415).turned(-std::f32::consts::FRAC_1_SQRT_2, std::f32::consts::FRAC_1_SQRT_2);
    let distance = if way.x > 0.0 { way.y.abs() } else { way.length() };
    let mut colour = PAPER;
    for (number, bow) in (0_u8..).zip(BOWS) {
        let middle = 0.163 + (BOW + 0.010) * f32::from(number);
        colour = colour.under(bow, line(distance - middle, BOW));
    }
    colour = reel(colour, way);
    // Ink on rough paper: specks that are the same each time.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are small and positive")]
    let speck = random((point.x * 240.0) as u32 + 31, (point.y * 240.0) as u32 + 17);
    let vignette = soft(0.45, 0.85, point.from(0.5, 0.5).length());
    colour.shaded(0.05 * speck).lit(PAPER, 0.30 * soft(0.955, 1.0, speck)).shaded(0.10 * vignette)
}

fn reel(below: Colour, way: Point) -> Colour {
    let distance = way.length();
    let mut colour = below.under(BROWN, inside(distance - 0.115));
    colour = colour.under(PAPER, inside(distance - 0.062));
    // Six teeth.
    let turn = (way.y.atan2(way.x) * 3.0).cos().abs();
    let teeth = inside(0.040 - distance) * inside(distance - 0.064) * soft(0.80, 0.90, turn);
    colour = colour.under(BROWN, teeth);
    colour.under(PAPER, 0.35 * line(distance - 0.095, 0.003))
}
