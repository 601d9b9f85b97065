//! The files: what the settings say of them, and how writing them goes.

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use songplate_core::files::FilesSettings;
use songplate_core::settings::Settings;
use songplate_outputs::files::{FilesPlan, FilesState};
use specta::Type;
use tokio::sync::watch;

use crate::follow::follow_from_now;
use crate::notices::{NoticeKind, Notices};
use crate::store::SettingsStore;

/// The files, as the windows see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct FilesView {
    /// What the user chose.
    pub(crate) settings: FilesSettings,
    /// The folder that they are in.
    pub(crate) folder: String,
    /// How writing them goes.
    pub(crate) state: FilesState,
}

/// The files that are written.
#[derive(Clone)]
pub(crate) struct FileOutputs {
    settings: Arc<SettingsStore>,
    default_folder: PathBuf,
    state: watch::Receiver<FilesState>,
}

impl FileOutputs {
    pub(crate) fn new(
        settings: Arc<SettingsStore>,
        default_folder: PathBuf,
        state: watch::Receiver<FilesState>,
    ) -> Self {
        Self { settings, default_folder, state }
    }

    /// What the windows see.
    pub(crate) fn view(&self) -> FilesView {
        let settings = self.settings.current().files;
        let folder = folder(&settings, &self.default_folder).display().to_string();
        FilesView { settings, folder, state: self.state.borrow().clone() }
    }

    /// What the windows see, as it changes.
    pub(crate) fn views(&self) -> watch::Receiver<FilesView> {
        let files = self.clone();
        let (mut settings, mut state) = (self.settings.changes(), self.state.clone());
        let (sender, views) = watch::channel(self.view());
        tauri::async_runtime::spawn(async move {
            loop {
                let changed = tokio::select! {
                    changed = settings.changed() => changed,
                    changed = state.changed() => changed,
                };
                if changed.is_err() || sender.is_closed() {
                    return;
                }
                let view = files.view();
                sender.send_if_modified(|before| {
                    let news = *before != view;
                    *before = view;
                    news
                });
            }
        });
        views
    }

    /// Tells the user when the files can't be written.
    pub(crate) fn notice(&self, notices: &Arc<Notices>) {
        let notices = Arc::clone(notices);
        let mut told = None;
        follow_from_now(self.state.clone(), move |state| {
            if state.trouble != told {
                told = state.trouble;
                notices.clear(|kind| matches!(kind, NoticeKind::FilesUnwritten { .. }));
                if let Some(cause) = told {
                    notices.raise(NoticeKind::FilesUnwritten { cause });
                }
            }
        });
    }

    /// Takes other settings, which have been checked.
    pub(crate) fn set(&self, files: FilesSettings) {
        self.settings.change(|settings| settings.files = files);
    }
}

/// What the writer is told.
pub(crate) fn files_plan(settings: &Settings, default_folder: &std::path::Path) -> FilesPlan {
    FilesPlan { settings: settings.files.clone(), folder: folder(&settings.files, default_folder) }
}

fn folder(settings: &FilesSettings, default_folder: &std::path::Path) -> PathBuf {
    settings.folder.as_ref().map_or_else(|| default_folder.to_owned(), PathBuf::from)
}
