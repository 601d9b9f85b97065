//! A low sun over one slow wave behind the other.

use super::paint::{Colour, Point, gradient, halo, inside, soft};

const SKY: [(f32, Colour); 3] =
    [(0.0, Colour::hex(0xf7_b7a3)), (0.3, Colour::hex(0xfb_d9b5)), (0.55, Colour::hex(0xfd_efd5))];
const SUN: Colour = Colour::hex(0xff_6f59);
const FOAM: Colour = Colour::hex(0xf2_fffa);
const SHALLOW: Colour = Colour::hex(0x8f_d8cf);
const SEA: Colour = Colour::hex(0x1f_8a94);
const DEEP: Colour = Colour::hex(0x0a_2c4d);

/// How many waves there are.
const WAVES: u8 = 7;

pub(super) fn colour(point: Point) -> Colour {
    let sun = point.from(0.655, 0.315).length() - 0.165;
    let mut colour = gradient(&SKY, point.y).lit(SUN, 0.30 * halo(sun, 0.14));
    colour = colour.under(gradient(&[(0.15, Colour::hex(0xff_9a62)), (0.45, SUN)], point.y), inside(sun));
    for wave in 0..WAVES {
        let near = f32::from(wave) / f32::from(WAVES - 1);
        let crest = crest(point.x, f32::from(wave), near);
        let below = point.y - crest;
        if below < -0.07 {
            break;
        }
        let water = gradient(&[(0.0, SHALLOW), (0.5, SEA), (1.0, DEEP)], near);
        // The wave in front throws its shadow on the one behind.
        colour = colour.shaded(0.34 * near.sqrt() * (1.0 - soft(0.0, 0.05, -below)));
        let lit = water.lit(SHALLOW, 0.30 * (1.0 - soft(0.0, 0.10, below)));
        colour = colour.under(lit, inside(-below));
        let foam = inside(-below) * inside(below - 0.0035 - 0.003 * near);
        colour = colour.under(FOAM, (0.75 - 0.35 * near) * foam);
    }
    colour
}

/// How far down the crest of a wave is at `x`; nearer ones are longer and higher.
fn crest(x: f32, wave: f32, near: f32) -> f32 {
    let length = 11.5 - 6.5 * near;
    let height = 0.014 + 0.040 * near;
    let roll = 0.5 + 0.5 * (x * length + wave * 2.4).sin();
    // Peaks narrower than troughs, as those of water are.
    let peak = 1.0 - 1.6 * roll * roll;
    0.425 + 0.085 * wave + height * (peak + 0.3 * (x * length * 0.43 + wave * 1.3).cos())
}
