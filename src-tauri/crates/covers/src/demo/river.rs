//! A map of green hills, and the river between them.

use super::paint::{Colour, Point, gradient, inside, line, soft};

const LAND: [(f32, Colour); 5] = [
    (0.0, Colour::hex(0x0b_2b2b)),
    (0.25, Colour::hex(0x12_4a41)),
    (0.5, Colour::hex(0x2c_7558)),
    (0.75, Colour::hex(0x79_a865)),
    (1.0, Colour::hex(0xe0_d79a)),
];
const CONTOUR: Colour = Colour::hex(0xf3_ecc4);
const BANK: Colour = Colour::hex(0x06_1c22);
const WATER: [(f32, Colour); 3] =
    [(0.0, Colour::hex(0x9b_e3e6)), (0.5, Colour::hex(0x3f_adc4)), (1.0, Colour::hex(0x1f_6fa3))];

/// The hills: where, how wide, how high.
const HILLS: [(f32, f32, f32, f32); 9] = [
    (0.16, 0.20, 0.19, 0.92),
    (0.30, 0.42, 0.11, 0.34),
    (0.85, 0.16, 0.16, 0.62),
    (0.92, 0.52, 0.20, 0.95),
    (0.70, 0.40, 0.09, 0.26),
    (0.10, 0.70, 0.15, 0.60),
    (0.26, 0.93, 0.15, 0.66),
    (0.72, 0.88, 0.20, 0.90),
    (0.52, 0.02, 0.10, 0.30),
];

/// How many contour lines there are from the sea to the highest.
const CONTOURS: f32 = 15.0;

pub(super) fn colour(point: Point) -> Colour {
    let (height, slope) = hills(point);
    // From the upper left, as on maps.
    let light = (slope.x + slope.y) / (1.0 + slope.length() * 1.4);
    let steps = height * CONTOURS;
    let tint = |step: f32| gradient(&LAND, (step + 0.5) / CONTOURS);
    let mut colour = tint(steps.floor());
    colour = colour.shaded(0.26 * (-light).clamp(0.0, 1.0)).lit(CONTOUR, 0.14 * light.clamp(0.0, 1.0));
    let to_line = (steps - steps.round()).abs() / (slope.length() * CONTOURS).max(0.5);
    let strong = if steps.round() % 5.0 == 0.0 { (0.5, 0.0038) } else { (0.24, 0.0022) };
    colour = colour.under(CONTOUR, strong.0 * line(to_line, strong.1));
    river(colour, point)
}

/// Height (about 0 to 1) and slope of the land.
fn hills(point: Point) -> (f32, Point) {
    let (mut height, mut slope) = (0.0, Point { x: 0.0, y: 0.0 });
    for (x, y, width, top) in HILLS {
        let way = point.from(x, y);
        let squared = 1.0 / (width * width);
        let part = 1.0 / (1.0 + (way.x * way.x + way.y * way.y) * squared);
        let bell = part * part;
        height += top * bell;
        let fall = -4.0 * top * bell * part * squared;
        slope = Point { x: slope.x + way.x * fall, y: slope.y + way.y * fall };
    }
    (height, slope)
}

fn river(land: Colour, point: Point) -> Colour {
    let angle = point.y * 7.4 + 0.5;
    let middle = 0.485 + 0.125 * angle.sin() + 0.035 * (angle * 1.9 + 1.0).sin();
    let lean = 0.125 * 7.4 * angle.cos() + 0.035 * 7.4 * 1.9 * (angle * 1.9 + 1.0).cos();
    // The way across, not the way to the side.
    let across = (point.x - middle) / (1.0 + lean * lean).sqrt();
    let half_width = 0.026 + 0.034 * point.y;
    let distance = across.abs() - half_width;
    let banked = land.shaded(0.55 * (1.0 - soft(0.0, 0.045, distance)));
    let bed = gradient(&WATER, point.y).under(BANK, 0.30 * (1.0 - soft(0.0, 0.02, -distance)));
    // Lines of the current, which drift from one bank towards the other.
    let mut flow = bed;
    for (number, place) in (0_u8..).zip([-0.62, -0.2, 0.24, 0.66]) {
        let drift = half_width * (place + 0.12 * (angle * 1.7 + f32::from(number) * 2.1).sin());
        let strength = soft(-0.2, 0.8, (angle * 2.9 + f32::from(number) * 1.9).sin());
        flow = flow.under(CONTOUR, 0.75 * strength * line(across - drift, 0.0028));
    }
    banked.under(flow, inside(distance))
}
