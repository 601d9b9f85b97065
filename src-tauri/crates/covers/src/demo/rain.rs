//! A paper umbrella on dark water, seen from above, and the rings that the rain makes around it.

use std::f32::consts::{PI, TAU};

use super::paint::{Colour, Point, gradient, inside, line, random, soft};

const WATER: [(f32, Colour); 3] =
    [(0.0, Colour::hex(0x1f_4a78)), (0.6, Colour::hex(0x12_2b55)), (1.2, Colour::hex(0x08_1230))];
const RING: Colour = Colour::hex(0xa9_d6ff);
const RED: Colour = Colour::hex(0xe2_3d3a);
const DARK_RED: Colour = Colour::hex(0xb5_2230);
const CREAM: Colour = Colour::hex(0xfb_ead0);
const WOOD: Colour = Colour::hex(0x3a_1420);

/// Where drops fell, and how far their outermost rings have come.
const DROPS: [(f32, f32, f32); 9] = [
    (0.20, 0.22, 0.20),
    (0.79, 0.13, 0.13),
    (0.50, 0.08, 0.07),
    (0.10, 0.57, 0.10),
    (0.30, 0.83, 0.17),
    (0.93, 0.40, 0.09),
    (0.06, 0.93, 0.06),
    (0.90, 0.91, 0.12),
    (0.40, 0.36, 0.05),
];

/// How many ribs the umbrella has.
const RIBS: f32 = 24.0;

pub(super) fn colour(point: Point) -> Colour {
    let mut colour = gradient(&WATER, point.from(0.15, 0.1).length());
    for (number, (x, y, reach)) in (0_u32..).zip(DROPS) {
        let distance = point.from(x, y).length();
        if distance > reach + 0.02 {
            continue;
        }
        let spacing = 0.019 + 0.012 * random(number, 3);
        let fade = (1.0 - distance / reach).clamp(0.0, 1.0);
        let wave = (TAU * (reach - distance) / spacing).cos();
        let bright = soft(0.55, 1.0, wave) * (0.20 + 0.62 * (1.0 - fade)) * inside(distance - reach - 0.005);
        let dark = soft(0.45, 1.0, -wave) * inside(distance - reach);
        colour = colour.shaded(0.22 * dark).lit(RING, 0.75 * bright);
    }
    umbrella(colour, point.from(0.605, 0.585))
}

fn umbrella(below: Colour, way: Point) -> Colour {
    let distance = way.length();
    let angle = (way.y.atan2(way.x) + PI) / TAU * RIBS;
    let between = angle.fract() - 0.5;
    // The paper hangs through between the ribs.
    let edge = 0.272 - 0.010 * (1.0 - 4.0 * between * between);
    let shadow = 0.55 * (1.0 - soft(0.20, 0.36, way.from(0.035, 0.05).length()));
    let mut paper = if distance > 0.145 && distance < 0.198 { CREAM } else { RED };
    let band = line(distance - 0.145, 0.006).max(line(distance - 0.198, 0.006));
    paper = paper.under(DARK_RED, band);
    // Each fold has a lit and an unlit half, by where the light stands.
    let light = (way.x * -0.6 + way.y * -0.8) / distance.max(0.001);
    paper = paper.shaded(0.16 + 0.22 * between - 0.12 * light);
    let rib_width = TAU * distance / RIBS;
    let to_rib = (0.5 - between.abs()) * rib_width;
    paper = paper.under(WOOD, 0.55 * line(to_rib, 0.0026));
    paper = paper.under(WOOD, inside(distance - 0.026)).under(CREAM, inside(distance - 0.009));
    paper = paper.under(RED.shaded(0.45), 0.8 * line(distance - 0.026, 0.004));
    below.shaded(shadow).under(paper, inside(distance - edge))
}
