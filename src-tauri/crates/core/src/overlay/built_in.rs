//! The styles that come with the program.

use std::sync::LazyLock;

use super::colour::Colour;
use super::style::{
    Align, Animation, Background, BackgroundKind, CoverSide, CoverStyle, Layout, LongText, ProgressStyle, Shadow,
    Style, TextStyle, Weight,
};

/// A style that comes with the program. It can be duplicated, not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuiltIn {
    /// Names it, for ever: settings refer to it.
    pub id: &'static str,
    /// The style.
    pub style: Style,
}

/// The id of the style that a new overlay has.
pub(super) const DEFAULT_STYLE: &str = "plate";

/// The styles that come with the program; the default one is the first. There is at least one.
#[must_use]
pub fn built_in_styles() -> &'static [BuiltIn] {
    static STYLES: LazyLock<Vec<BuiltIn>> = LazyLock::new(|| {
        vec![
            BuiltIn { id: DEFAULT_STYLE, style: plate() },
            BuiltIn { id: "card", style: card() },
            BuiltIn { id: "glass", style: glass() },
            BuiltIn { id: "chroma", style: chroma() },
            BuiltIn { id: "strip", style: strip() },
            BuiltIn { id: "words", style: words() },
            BuiltIn { id: "poster", style: poster() },
            BuiltIn { id: "daylight", style: daylight() },
        ]
    });
    &STYLES
}

fn colour(text: &str) -> Colour {
    // A test looks at every built-in style; black stands in for a slip.
    text.parse().unwrap_or_else(|_| Colour::black())
}

fn text(size: u16, weight: Weight, hex: &str) -> TextStyle {
    TextStyle { shown: true, colour: colour(hex), font: String::new(), size, weight, capitals: false }
}

/// A tall cover on a dark box whose gradient ends in the cover's side, the progress along its bottom edge.
fn plate() -> Style {
    Style {
        name: "Plate".into(),
        layout: Layout::Plate,
        width: 560,
        align: Align::Left,
        radius: 14,
        shadow: Shadow::Soft,
        animation: Animation::Slide,
        background: Background {
            kind: BackgroundKind::Gradient,
            from: colour("#1d1f2bf2"),
            to: colour("#34384fe6"),
            angle: 90,
        },
        cover: CoverStyle { shown: true, size: 132, radius: 14, side: CoverSide::Left },
        title: text(26, Weight::Heavy, "#ffffff"),
        subtitle: text(19, Weight::Semibold, "#c9cde0"),
        long_text: LongText::Marquee,
        progress: ProgressStyle {
            shown: true,
            times: false,
            fill: colour("#6d8bff"),
            fill_from_cover: false,
            track: colour("#0b0c1299"),
            height: 6,
        },
        source_mark: true,
        css: String::new(),
    }
}

/// Everything in one rounded box, with the times beside the progress bar.
fn card() -> Style {
    Style {
        name: "Card".into(),
        layout: Layout::Card,
        width: 480,
        radius: 20,
        animation: Animation::Rise,
        background: Background {
            kind: BackgroundKind::Gradient,
            from: colour("#15161cf5"),
            to: colour("#15161cf5"),
            angle: 180,
        },
        cover: CoverStyle { shown: true, size: 104, radius: 12, side: CoverSide::Left },
        title: text(22, Weight::Heavy, "#ffffff"),
        subtitle: text(16, Weight::Regular, "#b7bac6"),
        progress: ProgressStyle {
            times: true,
            fill: colour("#ffffff"),
            track: colour("#ffffff33"),
            height: 4,
            ..plate().progress
        },
        ..plate()
    }
}

/// The blurred cover shines through.
fn glass() -> Style {
    Style {
        name: "Glass".into(),
        radius: 24,
        animation: Animation::Fade,
        background: Background {
            kind: BackgroundKind::Cover,
            from: colour("#20222cd9"),
            to: colour("#20222cd9"),
            angle: 180,
        },
        ..card()
    }
}

/// Box and progress in the colours of the cover.
fn chroma() -> Style {
    Style {
        name: "Chroma".into(),
        animation: Animation::Pop,
        background: Background {
            kind: BackgroundKind::CoverColours,
            from: colour("#2b2d3af2"),
            to: colour("#14151cf2"),
            angle: 110,
        },
        progress: ProgressStyle { fill_from_cover: true, height: 8, ..plate().progress },
        ..plate()
    }
}

/// One line for the edge of the picture.
fn strip() -> Style {
    Style {
        name: "Strip".into(),
        layout: Layout::Bar,
        width: 720,
        radius: 24,
        animation: Animation::Slide,
        background: Background {
            kind: BackgroundKind::Gradient,
            from: colour("#0d0e13e6"),
            to: colour("#0d0e13e6"),
            angle: 90,
        },
        cover: CoverStyle { shown: true, size: 36, radius: 18, side: CoverSide::Left },
        title: text(18, Weight::Semibold, "#ffffff"),
        subtitle: text(18, Weight::Regular, "#b9bdd0"),
        progress: ProgressStyle { height: 3, ..plate().progress },
        ..plate()
    }
}

/// Nothing but words, legible on any picture.
fn words() -> Style {
    Style {
        name: "Words".into(),
        layout: Layout::Card,
        width: 520,
        radius: 0,
        shadow: Shadow::Strong,
        animation: Animation::Fade,
        background: Background {
            kind: BackgroundKind::None,
            from: colour("#00000000"),
            to: colour("#00000000"),
            angle: 0,
        },
        cover: CoverStyle { shown: false, ..plate().cover },
        title: text(34, Weight::Heavy, "#ffffff"),
        subtitle: text(22, Weight::Semibold, "#ffffffd9"),
        progress: ProgressStyle { shown: false, ..plate().progress },
        ..plate()
    }
}

/// A large cover with the words below, for a break or a start screen.
fn poster() -> Style {
    Style {
        name: "Poster".into(),
        layout: Layout::Stack,
        width: 340,
        align: Align::Center,
        radius: 22,
        animation: Animation::Rise,
        background: Background {
            kind: BackgroundKind::CoverColours,
            from: colour("#1b1d26f2"),
            to: colour("#0e0f14f2"),
            angle: 170,
        },
        cover: CoverStyle { shown: true, size: 308, radius: 12, side: CoverSide::Left },
        title: text(24, Weight::Heavy, "#ffffff"),
        subtitle: text(18, Weight::Regular, "#d0d3e0"),
        progress: ProgressStyle {
            times: true,
            fill: colour("#ffffff"),
            track: colour("#ffffff33"),
            height: 4,
            ..plate().progress
        },
        ..plate()
    }
}

/// Dark words on a light box.
fn daylight() -> Style {
    Style {
        name: "Daylight".into(),
        background: Background {
            kind: BackgroundKind::Gradient,
            from: colour("#fffffff7"),
            to: colour("#eef0f7f7"),
            angle: 180,
        },
        title: text(22, Weight::Heavy, "#14161f"),
        subtitle: text(16, Weight::Semibold, "#555a6e"),
        progress: ProgressStyle {
            times: true,
            fill: colour("#3355ee"),
            track: colour("#14161f26"),
            height: 5,
            ..plate().progress
        },
        ..card()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_can_be_used_and_has_an_id_of_its_own() {
        let styles = built_in_styles();
        assert!(styles.len() >= 6);
        for BuiltIn { id, style } in styles {
            assert_eq!(style.check(), Ok(()), "{id}");
        }
        assert_eq!(styles.iter().map(|style| style.id).collect::<HashSet<_>>().len(), styles.len());
        assert_eq!(styles[0].id, DEFAULT_STYLE);
    }

    #[test]
    fn no_colour_is_a_slip() {
        let source = include_str!("built_in.rs");
        let written = source.split("#[cfg(test)]").next().unwrap_or_default();
        for text in written.split('"').filter(|text| text.starts_with('#')) {
            assert!(text.parse::<Colour>().is_ok(), "{text}");
        }
    }
}
