//! The overlay: the page that OBS loads as a browser source. What it looks like (its [`Style`]), when it shows
//! something (its [`Behaviour`]), and the settings that name the overlays there are.

mod behaviour;
mod built_in;
mod check;
mod colour;
mod css;
mod settings;
mod style;
mod style_file;
mod token;

use serde::{Deserialize, Serialize};
use specta::Type;

pub use behaviour::{Behaviour, BehaviourError, WhenPaused};
pub use built_in::{BuiltIn, built_in_styles};
pub use check::StyleError;
pub use colour::{Colour, NotAColour};
pub use css::{CssError, CssRefusal, check_css};
pub use settings::{DEFAULT_PORT, EditError, MAX_OVERLAYS, MAX_STYLES, Overlay, OverlaySettings, SavedStyle, Styles};
pub use style::{
    Align, Animation, Background, BackgroundKind, CoverSide, CoverStyle, Layout, LongText, ProgressStyle, Shadow,
    Style, TextStyle, Weight,
};
pub use style_file::{STYLE_FILE_VERSION, export_style, import_style};
pub use token::{NotAToken, OverlayToken};

/// All that an overlay's page needs besides the snapshots. It comes with the first message and again when it changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Look {
    /// Names the build of the page: a page of another build loads itself anew.
    pub page: String,
    /// What it looks like.
    pub style: Style,
    /// When it shows something.
    pub behaviour: Behaviour,
    /// What stands in the title's place during an advertisement, in the user's language.
    pub advert: String,
}
