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
            BuiltIn { id: "float", style: float() },
            BuiltIn { id: "neon", style: neon() },
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
            from: colour("#171923f5"),
            to: colour("#353b57f0"),
            angle: 100,
        },
        cover: CoverStyle { shown: true, size: 132, radius: 16, side: CoverSide::Left },
        title: text(26, Weight::Heavy, "#ffffff"),
        subtitle: text(19, Weight::Semibold, "#c5cae2"),
        long_text: LongText::Marquee,
        progress: ProgressStyle {
            shown: true,
            times: false,
            fill: colour("#7c9bff"),
            fill_from_cover: false,
            track: colour("#0000004d"),
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
        radius: 22,
        animation: Animation::Rise,
        background: Background {
            kind: BackgroundKind::Gradient,
            from: colour("#1d1e25f7"),
            to: colour("#121318f7"),
            angle: 180,
        },
        cover: CoverStyle { shown: true, size: 104, radius: 10, side: CoverSide::Left },
        title: text(23, Weight::Heavy, "#ffffff"),
        subtitle: text(17, Weight::Regular, "#b9bcc9"),
        progress: ProgressStyle {
            times: true,
            fill: colour("#ffffff"),
            track: colour("#ffffff33"),
            height: 5,
            ..plate().progress
        },
        ..plate()
    }
}

/// The blurred cover shines through.
fn glass() -> Style {
    Style {
        name: "Glass".into(),
        radius: 26,
        animation: Animation::Fade,
        background: Background {
            kind: BackgroundKind::Cover,
            from: colour("#1b1d28b3"),
            to: colour("#1b1d2866"),
            angle: 90,
        },
        cover: CoverStyle { radius: 14, ..card().cover },
        subtitle: text(17, Weight::Semibold, "#ffffffd9"),
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
            from: colour("#2b2d3af7"),
            to: colour("#14151cf7"),
            angle: 110,
        },
        subtitle: text(19, Weight::Semibold, "#ffffffe6"),
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
        radius: 12,
        animation: Animation::Slide,
        background: Background {
            kind: BackgroundKind::Gradient,
            from: colour("#14161df2"),
            to: colour("#14161df2"),
            angle: 90,
        },
        cover: CoverStyle { shown: true, size: 42, radius: 6, side: CoverSide::Left },
        title: text(19, Weight::Heavy, "#ffffff"),
        subtitle: text(18, Weight::Regular, "#b9bfd6"),
        progress: ProgressStyle { times: true, height: 3, track: colour("#ffffff1f"), ..plate().progress },
        ..plate()
    }
}

/// Nothing but words, legible on any picture.
fn words() -> Style {
    Style {
        name: "Words".into(),
        layout: Layout::Card,
        width: 560,
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
        title: text(36, Weight::Heavy, "#ffffff"),
        subtitle: text(23, Weight::Semibold, "#ffffff"),
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
        radius: 24,
        animation: Animation::Rise,
        background: Background {
            kind: BackgroundKind::CoverColours,
            from: colour("#23252ff7"),
            to: colour("#0e0f14f7"),
            angle: 170,
        },
        cover: CoverStyle { shown: true, size: 310, radius: 12, side: CoverSide::Left },
        title: text(25, Weight::Heavy, "#ffffff"),
        subtitle: text(18, Weight::Semibold, "#ffffffd9"),
        progress: ProgressStyle {
            times: true,
            fill: colour("#ffffff"),
            track: colour("#ffffff33"),
            height: 5,
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
            from: colour("#fffffffa"),
            to: colour("#e9ecf6fa"),
            angle: 180,
        },
        title: text(23, Weight::Heavy, "#14161f"),
        subtitle: text(17, Weight::Semibold, "#50566b"),
        progress: ProgressStyle {
            times: true,
            fill: colour("#3355ee"),
            track: colour("#14161f24"),
            height: 5,
            ..plate().progress
        },
        ..card()
    }
}

/// A cover and words without a box.
fn float() -> Style {
    Style {
        name: "Float".into(),
        width: 520,
        radius: 0,
        shadow: Shadow::Strong,
        animation: Animation::Pop,
        background: words().background,
        cover: CoverStyle { shown: true, size: 120, radius: 12, side: CoverSide::Left },
        title: text(27, Weight::Heavy, "#ffffff"),
        subtitle: text(19, Weight::Semibold, "#ffffff"),
        progress: ProgressStyle { fill: colour("#ffffff"), track: colour("#00000080"), height: 7, ..card().progress },
        ..card()
    }
}

/// A dark box with a frame that glows in a colour of the cover.
fn neon() -> Style {
    Style {
        name: "Neon".into(),
        width: 500,
        radius: 16,
        animation: Animation::Pop,
        background: Background {
            kind: BackgroundKind::Gradient,
            from: colour("#0b0b14f5"),
            to: colour("#141424f5"),
            angle: 135,
        },
        cover: CoverStyle { shown: true, size: 92, radius: 8, side: CoverSide::Left },
        title: TextStyle { capitals: true, ..text(21, Weight::Heavy, "#ffffff") },
        subtitle: text(17, Weight::Semibold, "#c9cbe6"),
        progress: ProgressStyle {
            times: true,
            fill: colour("#19e3ff"),
            fill_from_cover: true,
            track: colour("#ffffff24"),
            height: 5,
            ..plate().progress
        },
        css: NEON.into(),
        ..card()
    }
}

const NEON: &str = "\
.ground {
  --glow: var(--cover-fill, var(--progress-fill));
  box-shadow: 0 0 0 2px var(--glow), 0 0 18px var(--glow);
}
";

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::json;

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

    #[test]
    fn the_tests_of_the_page_look_at_these_styles() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../ui/tests/builtInStyles.json");
        let kept: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let styles: Vec<_> =
            built_in_styles().iter().map(|BuiltIn { id, style }| json!({ "id": id, "style": style })).collect();
        assert!(
            kept == json!(styles),
            "ui/tests/builtInStyles.json is out of date: write into it what \
             `cargo run -p songplate-core --example built_in_styles` prints"
        );
    }
}
