//! Paper lanterns that rise over hills at dusk.

use super::paint::{Colour, Point, gradient, halo, inside, random, soft};

const SKY: [(f32, Colour); 5] = [
    (0.0, Colour::hex(0x0f_1030)),
    (0.32, Colour::hex(0x36_1f55)),
    (0.56, Colour::hex(0x86_3a6c)),
    (0.74, Colour::hex(0xe5_7563)),
    (0.86, Colour::hex(0xff_c58a)),
];
const FAR: Colour = Colour::hex(0x6a_3154);
const NEAR: Colour = Colour::hex(0x1c_1230);
const FLAME: Colour = Colour::hex(0xff_f1c4);
const PAPER: Colour = Colour::hex(0xff_9d45);
const TOP: Colour = Colour::hex(0xd4_4f36);

/// Where the lanterns are and how high each is, the farthest first.
const LANTERNS: [(f32, f32, f32); 11] = [
    (0.46, 0.575, 0.016),
    (0.60, 0.49, 0.018),
    (0.345, 0.50, 0.020),
    (0.865, 0.52, 0.024),
    (0.13, 0.555, 0.026),
    (0.72, 0.365, 0.034),
    (0.50, 0.30, 0.037),
    (0.90, 0.21, 0.046),
    (0.235, 0.315, 0.062),
    (0.44, 0.085, 0.050),
    (0.64, 0.62, 0.098),
];

pub(super) fn colour(point: Point) -> Colour {
    let mut colour = gradient(&SKY, point.y).lit(FLAME, star(point));
    let far = 0.775 + 0.035 * (point.x * 5.2 + 0.6).sin() + 0.012 * (point.x * 13.0).sin();
    colour = colour.under(FAR, inside(far - point.y) * 0.85);
    let near = 0.875 - 0.05 * (point.x * 4.1 - 0.4).sin() + 0.008 * (point.x * 17.0).cos();
    colour = colour.under(NEAR, inside(near - point.y));
    for (x, y, height) in LANTERNS {
        let way = point.from(x, y);
        // Narrower below, where the flame is.
        let width = height * 0.76 * (1.0 - 0.2 * (way.y / height).clamp(-1.0, 1.0));
        let distance = way.to_box(width, height, height * 0.42);
        if distance > height * 10.0 {
            continue;
        }
        colour = colour.lit(PAPER, 0.5 * halo(distance, height * 0.7));
        if distance > height * 0.1 {
            continue;
        }
        let heat = way.from(0.0, height * 0.55).length() / height;
        let paper = gradient(&[(0.0, FLAME), (0.75, PAPER), (1.9, TOP)], heat);
        let rib = 0.10 * soft(0.72, 1.0, (way.y / height * 9.0).sin());
        colour = colour.under(paper.shaded(rib), inside(distance));
        let rim = way.from(0.0, height * 0.93).to_box(width * 0.62, height * 0.05, height * 0.03);
        colour = colour.under(NEAR, 0.7 * inside(rim));
    }
    colour
}

/// One star in some of the squares of a grid, fainter towards the horizon.
fn star(point: Point) -> f32 {
    let (column, row) = ((point.x * 22.0).floor(), (point.y * 22.0).floor());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are small and positive")]
    let chance = |salt: u32| random(column as u32 + salt, row as u32 + 7 * salt);
    if chance(1) < 0.62 {
        return 0.0;
    }
    let centre = point.from((column + 0.2 + 0.6 * chance(2)) / 22.0, (row + 0.2 + 0.6 * chance(3)) / 22.0);
    inside(centre.length() - 0.0012 - 0.0016 * chance(4)) * (1.0 - point.y / 0.5).clamp(0.0, 1.0)
}
