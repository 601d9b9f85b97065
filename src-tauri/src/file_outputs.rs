//! The files: what the settings say of them, and how writing them goes.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use songplate_core::files::FilesSettings;
use songplate_core::settings::Settings;
use songplate_outputs::files::{FilesPlan, FilesState};
use specta::Type;
use tokio::sync::watch;

use crate::follow::{Recomputed, follow_from_now, replace_if_new};
use crate::notices::{NoticeKind, Notices};
use crate::store::SettingsStore;
use crate::waiting;

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

/// How long a disk that hangs may hold up the end of the program.
const PATIENCE: Duration = Duration::from_secs(1);

/// The files that are written.
#[derive(Clone)]
pub(crate) struct FileOutputs {
    settings: Arc<SettingsStore>,
    default_folder: PathBuf,
    state: watch::Receiver<FilesState>,
    plans: Arc<Mutex<Option<watch::Sender<FilesPlan>>>>,
}

impl FileOutputs {
    /// Starts writing what the settings say; `spawn` starts the writer on a plan that changes with them.
    pub(crate) fn start(
        settings: Arc<SettingsStore>,
        default_folder: PathBuf,
        spawn: impl FnOnce(watch::Receiver<FilesPlan>) -> watch::Receiver<FilesState>,
    ) -> Self {
        let (sender, receiver) = watch::channel(files_plan(&settings.current(), &default_folder));
        let plans = Arc::new(Mutex::new(Some(sender)));
        let (followed, folder) = (Arc::clone(&plans), default_folder.clone());
        follow_from_now(settings.changes(), move |settings| {
            if let Some(plans) = &*hold(&followed) {
                replace_if_new(plans, files_plan(&settings, &folder));
            }
        });
        Self { settings, default_folder, state: spawn(receiver), plans }
    }

    /// Ends the writing; files that would tell of an old song for ever are emptied first.
    pub(crate) fn finish(&self) {
        drop(hold(&self.plans).take());
        let mut state = self.state.clone();
        let ended = async move { while state.changed().await.is_ok() {} };
        if waiting::at_most(PATIENCE, ended).is_none() {
            tracing::warn!("the files could not be emptied in time");
        }
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
        let views = Recomputed::new(move || files.view());
        views.when_changed(self.settings.changes());
        views.when_changed(self.state.clone());
        views.subscribe()
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

/// Nothing panics while holding it.
fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the writer is told.
fn files_plan(settings: &Settings, default_folder: &std::path::Path) -> FilesPlan {
    FilesPlan { settings: settings.files.clone(), folder: folder(&settings.files, default_folder) }
}

fn folder(settings: &FilesSettings, default_folder: &std::path::Path) -> PathBuf {
    settings.folder.as_ref().map_or_else(|| default_folder.to_owned(), PathBuf::from)
}
