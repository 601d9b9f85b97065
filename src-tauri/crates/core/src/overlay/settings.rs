//! Which overlays and styles there are.

use serde::{Deserialize, Serialize};

use super::behaviour::{Behaviour, BehaviourError};
use super::built_in::{BuiltIn, DEFAULT_STYLE, built_in_styles};
use super::check::StyleError;
use super::style::Style;
use super::token::OverlayToken;

/// The port that the overlay server takes unless the user chose another.
pub const DEFAULT_PORT: u16 = 21_867;

/// How many overlays there can be.
pub const MAX_OVERLAYS: usize = 24;

/// How many styles of the user's own there can be.
pub const MAX_STYLES: usize = 200;

/// The server, and the overlays that it serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverlaySettings {
    /// The port; 1024 to 65535.
    pub port: u16,
    /// Whether other machines of the network may ask too.
    pub lan: bool,
    /// The overlays, in the order they are shown.
    pub overlays: Vec<Overlay>,
}

/// One overlay: a link of its own, with a style and a behaviour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlay {
    /// Names it for as long as it exists.
    pub id: String,
    /// What the user calls it; 1 to 60 characters.
    pub name: String,
    /// What makes its link unguessable.
    pub token: OverlayToken,
    /// The id of its style: a built-in one or one of the user's own.
    pub style: String,
    /// When it shows something.
    #[serde(default)]
    pub behaviour: Behaviour,
}

/// The styles of the user's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Styles {
    /// In the order they were made.
    pub own: Vec<SavedStyle>,
}

/// A style of the user's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedStyle {
    /// Names it for as long as it exists. No built-in style has such an id.
    pub id: String,
    /// The style.
    pub style: Style,
}

/// Why a change was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// It is not there any more.
    #[error("it is not there any more")]
    Gone,
    /// There can be no more of them.
    #[error("there are too many")]
    TooMany,
    /// A name is empty or too long.
    #[error("the name is empty or too long")]
    Name,
    /// The last overlay stays.
    #[error("the last one stays")]
    Last,
    /// The behaviour has a value that can't be.
    #[error(transparent)]
    Behaviour(#[from] BehaviourError),
    /// The style can't be used.
    #[error(transparent)]
    Style(#[from] StyleError),
}

impl Default for OverlaySettings {
    fn default() -> Self {
        Self { port: DEFAULT_PORT, lan: false, overlays: Vec::new() }
    }
}

/// 16 hex digits.
fn id_of(random: [u8; 8]) -> String {
    format!("{:016x}", u64::from_be_bytes(random))
}

fn checked_name(name: &str) -> Result<String, EditError> {
    let name = name.trim();
    if (1..=60).contains(&name.chars().count()) && !name.chars().any(char::is_control) {
        Ok(name.to_owned())
    } else {
        Err(EditError::Name)
    }
}

impl OverlaySettings {
    /// Adds an overlay with the default style; its id.
    ///
    /// # Errors
    /// When there are [`MAX_OVERLAYS`], or the name can't be used.
    pub fn add(&mut self, name: &str, id: [u8; 8], token: OverlayToken) -> Result<String, EditError> {
        if self.overlays.len() >= MAX_OVERLAYS {
            return Err(EditError::TooMany);
        }
        let id = id_of(id);
        let overlay = Overlay {
            id: id.clone(),
            name: checked_name(name)?,
            token,
            style: DEFAULT_STYLE.to_owned(),
            behaviour: Behaviour::default(),
        };
        self.overlays.push(overlay);
        Ok(id)
    }

    /// The overlay of this id.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(&mut self, id: &str) -> Result<&mut Overlay, EditError> {
        self.overlays.iter_mut().find(|overlay| overlay.id == id).ok_or(EditError::Gone)
    }

    /// Changes what the user may change of an overlay; its id and its token stay.
    ///
    /// # Errors
    /// When there is no such overlay, or a value can't be used; nothing is changed then.
    pub fn change(&mut self, id: &str, name: &str, style: &str, behaviour: Behaviour) -> Result<(), EditError> {
        let name = checked_name(name)?;
        behaviour.check()?;
        let overlay = self.find(id)?;
        overlay.name = name;
        style.clone_into(&mut overlay.style);
        overlay.behaviour = behaviour;
        Ok(())
    }

    /// Removes an overlay; its link leads nowhere from then on.
    ///
    /// # Errors
    /// When there is no such overlay, or it is the last one.
    pub fn remove(&mut self, id: &str) -> Result<(), EditError> {
        self.find(id)?;
        if self.overlays.len() == 1 {
            return Err(EditError::Last);
        }
        self.overlays.retain(|overlay| overlay.id != id);
        Ok(())
    }
}

impl Styles {
    /// The style of this id, built-in or the user's own; the default one where there is none (any more).
    #[must_use]
    pub fn get(&self, id: &str) -> Style {
        let own = self.own.iter().find(|saved| saved.id == id).map(|saved| saved.style.clone());
        own.unwrap_or_else(|| {
            let built_in = built_in_styles();
            let found = built_in.iter().find(|style| style.id == id);
            found.unwrap_or(&built_in[0]).style.clone()
        })
    }

    /// Whether there is a style of this id.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.own.iter().any(|saved| saved.id == id)
            || built_in_styles().iter().any(|BuiltIn { id: own, .. }| *own == id)
    }

    /// Keeps a new style; its id.
    ///
    /// # Errors
    /// When the style can't be used, or there are [`MAX_STYLES`].
    pub fn add(&mut self, style: Style, id: [u8; 8]) -> Result<String, EditError> {
        style.check()?;
        if self.own.len() >= MAX_STYLES {
            return Err(EditError::TooMany);
        }
        let id = id_of(id);
        self.own.push(SavedStyle { id: id.clone(), style });
        Ok(id)
    }

    /// Changes one of the user's own styles.
    ///
    /// # Errors
    /// When the style can't be used, or there is none of this id that is the user's own; nothing is changed then.
    pub fn change(&mut self, id: &str, style: Style) -> Result<(), EditError> {
        style.check()?;
        let saved = self.own.iter_mut().find(|saved| saved.id == id).ok_or(EditError::Gone)?;
        saved.style = style;
        Ok(())
    }

    /// Removes one of the user's own styles. Overlays that had it show the default one.
    ///
    /// # Errors
    /// When there is none of this id.
    pub fn remove(&mut self, id: &str) -> Result<(), EditError> {
        let before = self.own.len();
        self.own.retain(|saved| saved.id != id);
        if self.own.len() == before { Err(EditError::Gone) } else { Ok(()) }
    }
}
