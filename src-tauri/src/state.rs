//! What the commands work with.

use std::sync::Arc;

use songplate_core::listener::{Intent, ListenerHandle};
use songplate_core::snapshot::Snapshot;
use songplate_spotify::login::LoginHandle;
use tokio::sync::watch;

use crate::notices::{NoticeKind, Notices};
use crate::store::SettingsStore;

/// The running parts of the program.
pub(crate) struct Shell {
    pub(crate) listener: ListenerHandle,
    pub(crate) snapshots: watch::Receiver<Snapshot>,
    pub(crate) login: LoginHandle,
    pub(crate) settings: Arc<SettingsStore>,
    pub(crate) notices: Arc<Notices>,
}

impl Shell {
    /// Makes the listener remember itself, and tells it whenever the Spotify source comes or goes.
    pub(crate) fn connect(&self, mut remembered: watch::Receiver<songplate_core::settings::ListenerSettings>) {
        let settings = Arc::clone(&self.settings);
        tauri::async_runtime::spawn(async move {
            while remembered.changed().await.is_ok() {
                let listener = remembered.borrow_and_update().clone();
                settings.change(|settings| settings.listener = listener);
            }
        });
        let settings = Arc::clone(&self.settings);
        let mut remembered = self.login.remembered.clone();
        tauri::async_runtime::spawn(async move {
            while remembered.changed().await.is_ok() {
                let spotify = remembered.borrow_and_update().clone();
                settings.change(|settings| settings.spotify = spotify);
            }
        });
        let notices = Arc::clone(&self.notices);
        let mut views = self.login.views.clone();
        tauri::async_runtime::spawn(async move {
            let mut told = None;
            loop {
                let account = views.borrow_and_update().account.clone();
                let ends = account.filter(|account| account.expires_soon).map(|account| account.expires_at);
                // Once for each consent: who has read it need not read it again today.
                if ends != told {
                    told = ends;
                    notices.clear(|kind| matches!(kind, NoticeKind::ConsentEnds { .. }));
                    if let Some(at) = ends {
                        notices.raise(NoticeKind::ConsentEnds { at });
                    }
                }
                if views.changed().await.is_err() {
                    return;
                }
            }
        });
        let listener = self.listener.clone();
        let mut source = self.login.source.clone();
        tauri::async_runtime::spawn(async move {
            while source.changed().await.is_ok() {
                let entries = entries(*source.borrow_and_update());
                listener.send(Intent::Sources(entries));
            }
        });
    }
}

/// The source list, the Spotify source being in this state.
pub(crate) fn entries(
    spotify: Option<songplate_core::source::SourceState>,
) -> Vec<songplate_core::source::SourceEntry> {
    use songplate_core::source::{SourceEntry, SourceId};
    spotify.map(|state| SourceEntry { id: SourceId::Spotify, state }).into_iter().collect()
}
