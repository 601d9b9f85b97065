//! Starts the writer.

use std::sync::Arc;

use songplate_core::clock::WallClock;
use songplate_core::covers::CoverShelf;
use songplate_core::snapshot::Snapshot;
use tokio::sync::watch;

use super::disk;
use super::state::{FilesPlan, FilesState};
use super::task::Task;
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

/// Starts the writer on the runtime of the caller. It runs until `parts.plans` can't change any more. Then it empties
/// the files that it has written, and the channel that is returned closes: whoever ends the program may wait for that,
/// for as long as a disk that hangs should be able to hold it up.
#[must_use]
pub fn spawn(parts: Parts) -> watch::Receiver<FilesState> {
    let (task, states) = Task::new(parts, Arc::new(disk::run));
    tokio::spawn(task.run());
    states
}
