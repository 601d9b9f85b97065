//! What the writer is told, and what it tells.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use songplate_core::clock::UnixSeconds;
use songplate_core::files::{FilesSettings, FilesTrouble};
use specta::Type;

/// What the writer is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilesPlan {
    /// Which files. Its `folder` is not looked at.
    pub settings: FilesSettings,
    /// Where, with the default filled in.
    pub folder: PathBuf,
}

/// Where the writer stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FilesState {
    /// When everything was written last.
    pub written_at: Option<UnixSeconds>,
    /// Why it can't be written at the moment; it is tried again with every change and every few seconds.
    pub trouble: Option<FilesTrouble>,
}
