//! What could not be written, and when it is tried again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use songplate_core::files::FilesTrouble;
use tokio::time::Instant;

use super::content::Content;

/// After how long what could not be written is tried again, when nothing has changed meanwhile.
pub const AGAIN: Duration = Duration::from_secs(5);

/// What is not tried at the moment, because it failed.
#[derive(Debug, Default)]
pub(super) struct Failures {
    /// The folder as a whole.
    folder: Option<FilesTrouble>,
    /// Files of it, and what could not be put into them.
    files: BTreeMap<PathBuf, (Content, FilesTrouble)>,
    /// The history.
    history: Option<FilesTrouble>,
    again: Option<Instant>,
}

impl Failures {
    /// Everything is tried again.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Everything is tried again if it is time for that.
    pub(super) fn expire(&mut self, now: Instant) {
        if self.again.is_some_and(|again| now >= again) {
            self.clear();
        }
    }

    /// When everything is tried again.
    pub(super) fn again(&self) -> Option<Instant> {
        self.again
    }

    /// The folder can't be made.
    pub(super) fn folder_failed(&mut self, trouble: FilesTrouble, now: Instant) {
        self.folder = Some(trouble);
        self.again = Some(now + AGAIN);
    }

    /// A file can't be written.
    pub(super) fn file_failed(&mut self, path: &Path, content: &Content, trouble: FilesTrouble, now: Instant) {
        self.files.insert(path.to_owned(), (content.clone(), trouble));
        self.again = Some(now + AGAIN);
    }

    /// The history can't be written.
    pub(super) fn history_failed(&mut self, trouble: FilesTrouble, now: Instant) {
        self.history = Some(trouble);
        self.again = Some(now + AGAIN);
    }

    /// Whether the folder as a whole is not tried.
    pub(super) fn of_folder(&self) -> bool {
        self.folder.is_some()
    }

    /// Whether the history is not tried.
    pub(super) fn of_history(&self) -> bool {
        self.history.is_some()
    }

    /// What could not be put into a file.
    pub(super) fn of_file(&self, path: &Path) -> Option<&Content> {
        self.files.get(path).map(|(content, _)| content)
    }

    /// The first trouble; that of files counts where `in_use` says so.
    pub(super) fn trouble(&self, in_use: impl Fn(&Path) -> bool) -> Option<FilesTrouble> {
        let file = || self.files.iter().find(|(path, _)| in_use(path)).map(|(_, (_, trouble))| *trouble);
        self.folder.or_else(file).or(self.history)
    }
}
