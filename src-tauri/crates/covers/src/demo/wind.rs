//! The wind's ways over sand, as layers of cut paper.

use super::paint::{Colour, Point, gradient, inside, soft};

const PAPERS: [(f32, Colour); 6] = [
    (0.0, Colour::hex(0xfd_f0d5)),
    (0.22, Colour::hex(0xf7_c873)),
    (0.42, Colour::hex(0xf0_9a3e)),
    (0.62, Colour::hex(0xd8_572a)),
    (0.82, Colour::hex(0x8f_2d3b)),
    (1.0, Colour::hex(0x2f_1b3d)),
];

/// How many layers there are.
const LAYERS: f32 = 11.0;

pub(super) fn colour(point: Point) -> Colour {
    let height = wind(point);
    // The slope tells how far away the layer's edge is.
    let step = 0.002;
    let across = wind(Point { x: point.x + step, ..point }) - height;
    let down = wind(Point { y: point.y + step, ..point }) - height;
    let slope = (Point { x: across, y: down }.length() / step).max(0.1);

    let layer = height.floor();
    let paper = gradient(&PAPERS, (layer / LAYERS).clamp(0.0, 1.0));
    let above = gradient(&PAPERS, ((layer + 1.0) / LAYERS).clamp(0.0, 1.0));
    let to_above = (1.0 - height.fract()) / slope;
    let to_below = height.fract() / slope;
    // Light comes from the upper left: edges that look away from it throw a longer shadow.
    let facing = ((across + down) / (step * slope)).clamp(-1.0, 1.0);
    let reach = 0.020 + 0.016 * facing;
    let shadow = 0.36 * (1.0 - soft(0.0, reach, to_above));
    let edge = 0.30 * (1.0 - soft(0.0, 0.006, to_below)) * (0.55 + 0.45 * facing).clamp(0.0, 1.0);
    paper.shaded(shadow).lit(Colour::hex(0xff_f3d8), edge).under(above, inside(to_above) * 0.5)
}

/// How high the paper is at a point, in layers.
fn wind(point: Point) -> f32 {
    let gust = 0.16 * (point.x * 4.2 + point.y * 2.1 + 0.4).sin();
    let eddy = 0.075 * (point.x * 9.1 - point.y * 5.3 + 3.0 * gust + 2.2).sin();
    let fold = 0.045 * (point.x * 3.0 + point.y * 13.0 + 9.0 * gust).cos();
    LAYERS * (point.y * 0.86 + 0.12 * point.x - 0.02 + gust + eddy + fold)
}
