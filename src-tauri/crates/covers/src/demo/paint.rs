//! What the pictures are painted with.

/// One pixel of a picture, as a length.
const PIXEL: f32 = 1.0 / 480.0;

/// A colour; each part from 0 to 1, in sRGB.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Colour {
    red: f32,
    green: f32,
    blue: f32,
}

impl Colour {
    /// From `0xRRGGBB`.
    pub(super) const fn hex(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Self { red: red as f32 / 255.0, green: green as f32 / 255.0, blue: blue as f32 / 255.0 }
    }

    /// This colour under `amount` (0 to 1) of another.
    pub(super) fn under(self, over: Self, amount: f32) -> Self {
        self.with(over, |below, above| below + (above - below) * amount)
    }

    /// This colour with `amount` of light on it, which never leads beyond white.
    pub(super) fn lit(self, light: Self, amount: f32) -> Self {
        self.with(light, |own, light| 1.0 - (1.0 - own) * (1.0 - light * amount.clamp(0.0, 1.0)))
    }

    /// This colour in a shadow of `amount` (0 to 1).
    pub(super) fn shaded(self, amount: f32) -> Self {
        self.with(self, |own, _| own * (1.0 - amount))
    }

    /// As bytes, `grain` steps (-1 to 1) brighter.
    pub(super) fn bytes(self, grain: f32) -> [u8; 3] {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is that of a byte")]
        [self.red, self.green, self.blue].map(|part| (part * 255.0 + grain).round().clamp(0.0, 255.0) as u8)
    }

    fn with(self, other: Self, join: impl Fn(f32, f32) -> f32) -> Self {
        Self { red: join(self.red, other.red), green: join(self.green, other.green), blue: join(self.blue, other.blue) }
    }
}

/// A point, or the way to one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) x: f32,
    pub(super) y: f32,
}

impl Point {
    /// The way from (`x`, `y`) to this point.
    pub(super) fn from(self, x: f32, y: f32) -> Self {
        Self { x: self.x - x, y: self.y - y }
    }

    pub(super) fn length(self) -> f32 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    /// Turned by the angle of this sine and cosine.
    pub(super) fn turned(self, sine: f32, cosine: f32) -> Self {
        Self { x: self.x * cosine - self.y * sine, y: self.x * sine + self.y * cosine }
    }

    /// How far it is outside a box around the origin with these half sides and rounded corners; inside, below 0.
    pub(super) fn to_box(self, half_width: f32, half_height: f32, radius: f32) -> f32 {
        let (beyond_x, beyond_y) = (self.x.abs() - half_width + radius, self.y.abs() - half_height + radius);
        let corner = Self { x: beyond_x.max(0.0), y: beyond_y.max(0.0) };
        corner.length() + beyond_x.max(beyond_y).min(0.0) - radius
    }
}

/// 1 inside a shape (`distance` below 0), 0 outside, and between within one pixel of its edge.
pub(super) fn inside(distance: f32) -> f32 {
    (0.5 - distance / PIXEL).clamp(0.0, 1.0)
}

/// 1 on a line of this width, 0 beside it.
pub(super) fn line(distance: f32, width: f32) -> f32 {
    inside(distance.abs() - width / 2.0)
}

/// From 0 (at `from`) softly to 1 (at `to`).
pub(super) fn soft(from: f32, to: f32, value: f32) -> f32 {
    let part = ((value - from) / (to - from)).clamp(0.0, 1.0);
    part * part * (3.0 - 2.0 * part)
}

/// A halo around something: 1 at it, half as bright at `reach`.
pub(super) fn halo(distance: f32, reach: f32) -> f32 {
    let part = distance.max(0.0) / reach;
    1.0 / (1.0 + part * part)
}

/// The colour at `place` between stops, which are in order.
pub(super) fn gradient(stops: &[(f32, Colour)], place: f32) -> Colour {
    let next = stops.iter().position(|(stop, _)| place < *stop).unwrap_or(stops.len());
    match (next.checked_sub(1).and_then(|last| stops.get(last)), stops.get(next)) {
        (Some((from, before)), Some((to, after))) => before.under(*after, (place - from) / (to - from)),
        (Some((_, colour)), None) | (None, Some((_, colour))) => *colour,
        (None, None) => Colour::hex(0),
    }
}

/// From 0 to 1, without order but the same each time.
pub(super) fn random(one: u32, two: u32) -> f32 {
    let mut bits = one.wrapping_mul(0x9e37_79b9) ^ two.wrapping_mul(0x85eb_ca6b);
    bits = (bits ^ (bits >> 15)).wrapping_mul(0x2c1b_3c6d);
    bits = (bits ^ (bits >> 12)).wrapping_mul(0x297a_2d39);
    let [high, low, ..] = (bits ^ (bits >> 15)).to_be_bytes();
    f32::from(u16::from_be_bytes([high, low])) / f32::from(u16::MAX)
}
