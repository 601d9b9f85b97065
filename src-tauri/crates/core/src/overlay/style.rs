//! What an overlay looks like.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::colour::Colour;

/// A named, shareable set of overlay settings. Lengths are CSS pixels; [`Style::check`] knows the ranges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// The name; 1 to 60 characters.
    pub name: String,
    /// How cover and words are arranged.
    pub layout: Layout,
    /// How wide it is; 120 to 1920.
    pub width: u16,
    /// Where it stands in a source that is wider.
    pub align: Align,
    /// The radius of the box's corners; 0 to 100.
    pub radius: u16,
    /// The shadow under the box, or under the words where there is no box.
    pub shadow: Shadow,
    /// How it comes and goes.
    pub animation: Animation,
    /// What is behind the words.
    pub background: Background,
    /// The cover.
    pub cover: CoverStyle,
    /// The title.
    pub title: TextStyle,
    /// The artists, or the show.
    pub subtitle: TextStyle,
    /// What becomes of a text that is too long.
    pub long_text: LongText,
    /// The progress bar.
    pub progress: ProgressStyle,
    /// Whether the name of where it plays is shown. Spotify asks for it beside its songs.
    pub source_mark: bool,
    /// CSS of the user's own, after everything else; at most 10000 characters, and it can load nothing (see
    /// [`check_css`](super::check_css)).
    pub css: String,
}

/// How cover and words are arranged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// A box that holds the cover and, beside it, the words with the progress bar below them.
    Card,
    /// A cover that is taller than the box beside it; the progress bar runs along the bottom edge of the box.
    Plate,
    /// The cover on top, the words below.
    Stack,
    /// One line: a small cover, title and subtitle after each other.
    Bar,
}

/// Where something narrower stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// How strong a shadow is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Shadow {
    /// None.
    None,
    /// A soft one.
    Soft,
    /// One that stands out from a busy picture.
    Strong,
}

/// How an overlay comes and goes, and how one song follows another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Animation {
    /// At once.
    None,
    /// It fades.
    Fade,
    /// It slides in from the side that it stands at.
    Slide,
    /// It rises from below.
    Rise,
    /// It grows a little.
    Pop,
}

/// What is behind the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Background {
    /// What it is made of.
    pub kind: BackgroundKind,
    /// The colour at the beginning of the gradient; also what stands in while a cover's colours are not known.
    pub from: Colour,
    /// The colour at its end.
    pub to: Colour,
    /// The direction of the gradient in degrees, as CSS has it: 90 runs from left to right. 0 to 360.
    pub angle: u16,
}

/// What a background is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum BackgroundKind {
    /// Nothing: the stream shows through.
    None,
    /// The two colours.
    Gradient,
    /// Two colours of the cover, with the opacity of the two colours.
    CoverColours,
    /// The cover itself, blurred and darkened.
    Cover,
}

/// The cover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct CoverStyle {
    /// Whether it is shown.
    pub shown: bool,
    /// Its height and width; 16 to 600.
    pub size: u16,
    /// The radius of its corners; 0 to 300.
    pub radius: u16,
    /// The side it is at, where the layout has sides.
    pub side: CoverSide,
}

/// The side that the cover is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum CoverSide {
    /// Left of the words.
    Left,
    /// Right of the words.
    Right,
}

/// One line of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct TextStyle {
    /// Whether it is shown.
    pub shown: bool,
    /// Its colour.
    pub colour: Colour,
    /// The name of a font of the system, or one of CSS's generic families; empty for the system's own. At most 100
    /// characters.
    pub font: String,
    /// The size of the letters; 8 to 160.
    pub size: u16,
    /// How heavy they are.
    pub weight: Weight,
    /// Whether they are all capitals.
    pub capitals: bool,
}

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// 400
    Regular,
    /// 600
    Semibold,
    /// 800
    Heavy,
}

/// What becomes of a text that is too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum LongText {
    /// It ends with an ellipsis.
    Ellipsis,
    /// It runs through its line.
    Marquee,
}

/// The progress bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ProgressStyle {
    /// Whether it is shown.
    pub shown: bool,
    /// Whether the position and the duration stand beside it.
    pub times: bool,
    /// What has been heard.
    pub fill: Colour,
    /// Whether the fill takes a colour of the cover instead.
    pub fill_from_cover: bool,
    /// What is still to come.
    pub track: Colour,
    /// How high it is; 1 to 40.
    pub height: u16,
}
