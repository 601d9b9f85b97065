//! How one part is.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::cause::{HealthCause, Remedy};
use crate::clock::UnixSeconds;

/// How the parts are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct HealthReport {
    /// One row a part, in the order of [`Part`].
    pub rows: Vec<HealthRow>,
}

/// How one part is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct HealthRow {
    /// Which part.
    pub part: Part,
    /// How it is.
    pub condition: Condition,
    /// When it last did what it should.
    pub last_success: Option<UnixSeconds>,
    /// When it tries again by itself, where that is known.
    pub next_attempt: Option<UnixSeconds>,
    /// Why it is not well, or won't be for long.
    pub cause: Option<HealthCause>,
    /// What mends it, where the user can.
    pub remedy: Option<Remedy>,
}

/// A part of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The login at Spotify.
    Login,
    /// The source that is selected.
    Source,
    /// The overlays.
    Overlay,
    /// The files.
    Files,
    /// Updates.
    Updates,
}

/// How a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// It does what it should.
    Good,
    /// It does not yet, and goes on by itself.
    Waiting,
    /// It does not, and somebody should look.
    Trouble,
    /// It is not in use.
    Off,
}

impl HealthRow {
    pub(super) fn new(part: Part, condition: Condition, last_success: Option<UnixSeconds>) -> Self {
        Self { part, condition, last_success, next_attempt: None, cause: None, remedy: None }
    }

    pub(super) fn because(self, cause: HealthCause) -> Self {
        Self { cause: Some(cause), ..self }
    }

    pub(super) fn mended_by(self, remedy: Remedy) -> Self {
        Self { remedy: Some(remedy), ..self }
    }

    pub(super) fn tried_at(self, next_attempt: Option<UnixSeconds>) -> Self {
        Self { next_attempt, ..self }
    }
}
