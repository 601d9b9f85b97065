//! What the server is told, and what it tells.

use serde::{Deserialize, Serialize};
use songplate_core::overlay::{Look, OverlayToken};
use specta::Type;

/// What the server is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerSettings {
    /// The port that is wanted; with 0 any will do.
    pub port: u16,
    /// Whether other machines of the network may ask too.
    pub lan: bool,
    /// The overlays that there are. A link whose token is not among them leads nowhere.
    pub overlays: Vec<Served>,
}

/// One overlay, as the server needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// Names it for as long as it exists.
    pub id: String,
    /// What its link has to carry.
    pub token: OverlayToken,
    /// What its page gets. The server fills in `page`.
    pub look: Look,
}

/// Where the server stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum ServerState {
    /// It has not tried yet.
    Starting,
    /// It answers.
    Running {
        /// On this port.
        port: u16,
        /// Another port was wanted, and is taken.
        taken: Option<u16>,
        /// Whether other machines of the network may ask too.
        lan: bool,
    },
    /// It answers nowhere; it tries again by itself.
    Failed {
        /// Why.
        cause: ServerFailure,
    },
}

/// Why no port can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum ServerFailure {
    /// None of the ports that were tried is free.
    Taken,
    /// The system does not allow it.
    Refused,
    /// Something else.
    Other,
}

impl ServerState {
    /// The port that it answers on.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        match self {
            Self::Running { port, .. } => Some(*port),
            Self::Starting | Self::Failed { .. } => None,
        }
    }
}
