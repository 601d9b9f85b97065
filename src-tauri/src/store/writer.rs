//! The one writer of the settings.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread::JoinHandle;

use songplate_core::settings::Settings;
use songplate_core::status::{RetryAfter, RetryAfterStore};
use tauri::{AppHandle, Runtime};
use tauri_plugin_store::{Store, StoreBuilder};
use tokio::sync::watch;

use super::copy;
use super::opening::{Opened, copy_of};
use crate::notices::{NoticeKind, Notices, UnsavedCause};

/// The settings, in memory at once and on the disk soon after. Changes are saved one after the other by a thread of
/// their own, since a disk can be slow.
pub(crate) struct SettingsStore {
    settings: Arc<watch::Sender<Settings>>,
    due: Mutex<Option<mpsc::Sender<()>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl SettingsStore {
    /// Builds the store on the file at `path`, which has been opened already.
    pub(crate) fn new<R: Runtime>(
        app: &AppHandle<R>,
        path: &Path,
        opened: &Opened,
        notices: Arc<Notices>,
    ) -> Result<Self, tauri_plugin_store::Error> {
        copy::keep_copy_at((!opened.frozen).then(|| copy_of(path)));
        let store = StoreBuilder::new(app, path).serialize(copy::serialize).disable_auto_save().build()?;
        // What the file holds may be less than what was opened: the copy may be all there is. The store saves what it
        // holds, at exit too, so it has to hold everything from the start.
        put(&store, &opened.settings);
        if let Some(notice) = &opened.notice {
            notices.raise(notice.clone());
        }
        let settings = Arc::new(watch::Sender::new(opened.settings.clone()));
        let (due, inbox) = mpsc::channel();
        let writer = std::thread::spawn({
            let settings = Arc::clone(&settings);
            move || write(&store, &settings, &inbox, &notices)
        });
        Ok(Self { settings, due: Mutex::new(Some(due)), writer: Mutex::new(Some(writer)) })
    }

    /// The settings as they are now.
    pub(crate) fn current(&self) -> Settings {
        self.settings.borrow().clone()
    }

    /// The settings as they change.
    pub(crate) fn changes(&self) -> watch::Receiver<Settings> {
        self.settings.subscribe()
    }

    /// Changes the settings. A save that fails raises a notice; the change holds while the program runs.
    pub(crate) fn change<R>(&self, change: impl FnOnce(&mut Settings) -> R) -> R {
        // Held throughout, so that one change follows the other.
        let due = hold(&self.due);
        let mut settings = self.current();
        let outcome = change(&mut settings);
        if settings != *self.settings.borrow() {
            self.settings.send_replace(settings);
            if let Some(due) = &*due {
                let _ = due.send(());
            }
        }
        outcome
    }

    /// Waits until everything has been written. Changes after this are not saved.
    pub(crate) fn finish(&self) {
        drop(hold(&self.due).take());
        if let Some(writer) = hold(&self.writer).take() {
            let _ = writer.join();
        }
    }
}

impl RetryAfterStore for SettingsStore {
    fn load(&self, client_id: &str) -> Option<RetryAfter> {
        self.settings.borrow().waits.get(client_id).copied()
    }

    fn save(&self, client_id: &str, wait: RetryAfter) {
        self.change(|settings| {
            let known = settings.waits.entry(client_id.to_owned()).or_insert(wait);
            // Two questions may be refused at once, and the shorter wait is no leave to ask within the longer one.
            if known.until < wait.until {
                *known = wait;
            }
        });
    }
}

/// Nothing panics while holding the settings; if something did, they are whole all the same.
fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Puts the settings into the store's memory. Whatever else is in there, a later version may have left; it stays.
fn put<R: Runtime>(store: &Store<R>, settings: &Settings) {
    for (key, value) in settings.sections() {
        if store.get(key).as_ref() != Some(&value) {
            store.set(key, value);
        }
    }
}

fn write<R: Runtime>(
    store: &Arc<Store<R>>,
    settings: &watch::Sender<Settings>,
    inbox: &mpsc::Receiver<()>,
    notices: &Notices,
) {
    while inbox.recv().is_ok() {
        // Several changes at once are one save.
        while inbox.try_recv().is_ok() {}
        let current = settings.borrow().clone();
        put(store, &current);
        match store.save() {
            Ok(()) => notices.clear(|kind| matches!(kind, NoticeKind::SettingsUnsaved { .. })),
            Err(error) => {
                let cause = cause(&error);
                tracing::error!("the settings can't be saved: {cause:?}");
                notices.clear(|kind| matches!(kind, NoticeKind::SettingsUnsaved { .. }));
                notices.raise(NoticeKind::SettingsUnsaved { cause });
            }
        }
    }
}

fn cause(error: &tauri_plugin_store::Error) -> UnsavedCause {
    use std::io::ErrorKind;
    let io = match error {
        tauri_plugin_store::Error::Io(error) => Some(error),
        tauri_plugin_store::Error::Serialize(error) => error.downcast_ref::<std::io::Error>(),
        _ => None,
    };
    match io.map(std::io::Error::kind) {
        Some(ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => UnsavedCause::ReadOnly,
        Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => UnsavedCause::Full,
        _ => UnsavedCause::Other,
    }
}
