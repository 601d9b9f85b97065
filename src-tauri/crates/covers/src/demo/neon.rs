//! A city of glass in the rain, and the neon ring behind it, both in wet streets.

use super::paint::{Colour, Point, gradient, halo, inside, line, random};

const NIGHT: [(f32, Colour); 3] =
    [(0.0, Colour::hex(0x08_0618)), (0.45, Colour::hex(0x1d_0d3f)), (0.66, Colour::hex(0x4a_1168))];
const PINK: Colour = Colour::hex(0xff_2e93);
const CYAN: Colour = Colour::hex(0x27_e8ff);
const VIOLET: Colour = Colour::hex(0x7a_3cff);
const STREET: Colour = Colour::hex(0x07_0514);
const HORIZON: f32 = 0.66;

/// The towers: left edge, width, top.
const TOWERS: [(f32, f32, f32); 12] = [
    (0.00, 0.11, 0.40),
    (0.09, 0.08, 0.50),
    (0.15, 0.10, 0.30),
    (0.24, 0.07, 0.44),
    (0.30, 0.10, 0.53),
    (0.38, 0.09, 0.47),
    (0.48, 0.08, 0.56),
    (0.55, 0.10, 0.50),
    (0.63, 0.09, 0.36),
    (0.71, 0.08, 0.46),
    (0.78, 0.12, 0.24),
    (0.89, 0.12, 0.43),
];

pub(super) fn colour(point: Point) -> Colour {
    let wet = if point.y < HORIZON {
        city(point)
    } else {
        // The street shows the city upside down, broken up by what runs down on it.
        let depth = point.y - HORIZON;
        let shake = (0.004 + 0.05 * depth) * ((depth * 150.0).sin() + (depth * 61.0 + 1.0).sin()) * 0.5;
        let mirrored = Point { x: point.x + shake, y: HORIZON - depth * 1.25 };
        city(mirrored).under(STREET, 0.34 + 1.1 * depth)
    };
    let kerb = halo((point.y - HORIZON).abs(), 0.006);
    wet.lit(PINK, 0.5 * kerb).lit(CYAN, 0.5 * streak(point, 34.0, 0.0)).lit(PINK, 0.34 * streak(point, 21.0, 5.0))
}

fn city(point: Point) -> Colour {
    let ring = point.from(0.48, 0.38).length() - 0.235;
    let mut colour = gradient(&NIGHT, point.y).lit(PINK, 0.62 * halo(ring.abs(), 0.045));
    colour = colour.lit(PINK, line(ring, 0.016)).under(Colour::hex(0xff_dff0), line(ring, 0.007));
    for (number, (left, width, top)) in (0_u32..).zip(TOWERS) {
        let within = (point.x - left).min(left + width - point.x);
        let glass = inside(-within) * inside(top - point.y);
        if glass <= 0.0 {
            continue;
        }
        let tint = if number % 3 == 1 {
            PINK
        } else if number % 2 == 0 {
            CYAN
        } else {
            VIOLET
        };
        let depth = ((point.y - top) / (HORIZON - top)).clamp(0.0, 1.0);
        let pane = Colour::hex(0x12_0a30).lit(tint, 0.42 * (1.0 - depth) + 0.06);
        colour = colour.under(pane, 0.8 * glass);
        let edge = line(within, 0.005).max(line(point.y - top, 0.006));
        colour = colour.lit(tint, glass * edge * (0.95 - 0.6 * depth));
        colour = colour.lit(tint, 0.85 * glass * window(point, left, width, top, number));
    }
    colour
}

/// Some lit windows.
fn window(point: Point, left: f32, width: f32, top: f32, tower: u32) -> f32 {
    let (column, row) = ((point.x - left) / width * 4.0, (point.y - top) * 52.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 0 is the first one")]
    let lit = random(column as u32 * 31 + tower * 7, row as u32 * 17 + 3) > 0.74;
    if !lit || row < 1.0 {
        return 0.0;
    }
    let (across, down) = ((column.fract() - 0.5) * width / 4.0, (row.fract() - 0.5) / 52.0);
    inside(Point { x: across, y: down }.to_box(width / 11.0, 0.0055, 0.001))
}

/// Slanted rain, in lanes of which each has its own drops.
fn streak(point: Point, lanes: f32, salt: f32) -> f32 {
    let slanted = (point.x + point.y * 0.16 + 1.0) * lanes;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is small and positive")]
    let lane = slanted as u32;
    let place = point.y * 2.6 + random(lane, 11) * 9.0 + salt;
    let along = place.fract();
    let length = 0.16 + 0.3 * random(lane, 23);
    if along > length || random(lane, 5) < 0.35 {
        return 0.0;
    }
    line((slanted.fract() - 0.5) / lanes, 0.0022) * along / length
}
