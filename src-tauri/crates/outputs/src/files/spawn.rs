//! Starts the writer.

use std::sync::Arc;

use songplate_core::clock::WallClock;
use songplate_core::covers::CoverShelf;
use songplate_core::snapshot::Snapshot;
use tokio::sync::watch;

use super::state::{FilesPlan, FilesState};
use crate::SourceNames;

/// What the writer works with.
pub struct Parts {
    /// What it is told; it follows every change.
    pub plans: watch::Receiver<FilesPlan>,
    /// What it writes.
    pub snapshots: watch::Receiver<Snapshot>,
    /// Where it gets covers.
    pub covers: Arc<dyn CoverShelf>,
    /// What sources are called.
    pub source_names: SourceNames,
    /// For the history.
    pub clock: Arc<dyn WallClock>,
}

/// Starts the writer on the runtime of the caller. It runs until `parts.plans` can't change any more.
#[must_use]
pub fn spawn(parts: Parts) -> watch::Receiver<FilesState> {
    let _ = parts;
    watch::Sender::default().subscribe()
}
