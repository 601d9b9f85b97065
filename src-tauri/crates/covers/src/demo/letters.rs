//! Letters that were never sent, one of them sealed, by the light of a lamp.

use super::paint::{Colour, Point, inside, line, soft};

const TABLE: Colour = Colour::hex(0x12_3b46);
const LAMP: Colour = Colour::hex(0xff_c26b);
const SHEET: Colour = Colour::hex(0xe4_ded0);
const OLDER_SHEET: Colour = Colour::hex(0x8f_b5b8);
const ENVELOPE: Colour = Colour::hex(0xfb_dfb0);
const INK: Colour = Colour::hex(0x3c_5a68);
const WAX: Colour = Colour::hex(0xa8_2432);

pub(super) fn colour(point: Point) -> Colour {
    let light = 1.0 - soft(0.0, 1.2, point.from(0.20, 0.08).length());
    let mut colour = TABLE.shaded(0.25).lit(LAMP, 0.30 * light * light);
    colour = sheet(colour, point.from(0.60, 0.33).turned(-0.242, 0.970), OLDER_SHEET);
    colour = sheet(colour, point.from(0.38, 0.37).turned(0.174, 0.985), SHEET);
    colour = envelope(colour, point.from(0.515, 0.60).turned(0.105, 0.9945));
    colour.shaded(0.40 * (1.0 - light)).lit(LAMP, 0.10 * light)
}

/// A written page.
fn sheet(below: Colour, way: Point, paper: Colour) -> Colour {
    let (half_width, half_height) = (0.25, 0.31);
    let distance = way.to_box(half_width, half_height, 0.004);
    if distance > 0.1 {
        return below;
    }
    let shadow = 0.5 * (1.0 - soft(-0.03, 0.06, way.from(0.012, 0.022).to_box(half_width, half_height, 0.004)));
    let row = ((way.y + 0.245) / 0.044).round().clamp(0.0, 11.0);
    let end = if row % 5.0 > 3.5 { 0.02 } else { 0.19 - 0.012 * (row % 3.0) };
    let wave = 0.0035 * (way.x * 150.0 + row * 2.0).sin() * (way.x * 47.0 + row).cos();
    let written = inside((-0.19 - way.x).max(way.x - end)) * line(way.y + 0.245 - 0.044 * row - wave, 0.0042);
    below.shaded(shadow).under(paper.under(INK, 0.62 * written), inside(distance))
}

/// A closed envelope, its flap down and sealed.
fn envelope(below: Colour, way: Point) -> Colour {
    let (half_width, half_height) = (0.345, 0.235);
    let distance = way.to_box(half_width, half_height, 0.012);
    if distance > 0.15 {
        return below;
    }
    let shadow = 0.62 * (1.0 - soft(-0.04, 0.09, way.from(0.018, 0.034).to_box(half_width, half_height, 0.012)));
    let mut paper = ENVELOPE.shaded(0.06);
    // The folds of the sides and of the bottom meet below the flap.
    let side = half_height * 1.1 * (half_width - way.x.abs()) / half_width;
    let bottom = way.y - half_height + side;
    paper = paper.under(ENVELOPE.shaded(0.13), 1.0 - inside(bottom));
    paper = paper.shaded(0.16 * (1.0 - soft(0.0, 0.02, bottom.abs())) * inside(-bottom));
    // The flap is a triangle with a blunt tip.
    let tip = half_height * 1.18 * (1.0 - way.x.abs() / half_width) - half_height;
    let flap = way.y - tip.min(0.012);
    paper = paper.shaded(0.26 * (1.0 - soft(0.0, 0.045, flap)) * inside(-flap));
    paper = paper.under(ENVELOPE, inside(flap));
    paper = paper.lit(LAMP, 0.5 * line(flap + 0.0025, 0.003));
    seal(below.shaded(shadow).under(paper, inside(distance)), way.from(0.0, 0.018))
}

fn seal(below: Colour, way: Point) -> Colour {
    if way.length() > 0.1 {
        return below;
    }
    let angle = way.y.atan2(way.x);
    let edge = 0.066 + 0.0035 * (angle * 5.0 + 0.8).sin() + 0.002 * (angle * 9.0).cos();
    let distance = way.length();
    let shadow = 0.4 * (1.0 - soft(0.05, 0.085, way.from(0.006, 0.010).length()));
    let shine = 0.5 - 0.5 * (way.x + way.y) / distance.max(0.001) * 0.7;
    let rim = 1.0 - soft(0.0, 0.012, (distance - 0.055).abs());
    let mut wax = WAX.shaded(0.12).lit(LAMP, 0.42 * rim * shine).shaded(0.3 * rim * (1.0 - shine));
    // A sprig pressed into it.
    let stem = line(way.x, 0.004) * inside(way.y.abs() - 0.034);
    let leaf = (way.y - 0.012).rem_euclid(0.017) - 0.0085 + way.x.abs() * 0.8;
    let leaves = line(leaf, 0.0055) * inside(way.x.abs() - 0.021 + way.y.abs() * 0.25) * inside(way.y.abs() - 0.032);
    wax = wax.shaded(0.38 * stem.max(leaves));
    below.shaded(shadow).under(wax, inside(distance - edge))
}
