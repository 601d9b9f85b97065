//! What the commands work with.

use std::sync::Arc;

use songplate_core::clock::UnixSeconds;
use songplate_core::listener::{Intent, ListenerHandle};
use songplate_core::settings::ListenerSettings;
use songplate_core::snapshot::Snapshot;
use songplate_core::source::{SourceEntry, SourceId, SourceState};
use songplate_media::WatchedPlayers;
use songplate_spotify::login::LoginHandle;
use tokio::sync::watch;

use crate::follow::{follow, follow_from_now, mapped};
use crate::notices::{NoticeKind, Notices};
use crate::store::SettingsStore;

/// The running parts of the program.
pub(crate) struct Shell {
    pub(crate) listener: ListenerHandle,
    pub(crate) snapshots: watch::Receiver<Snapshot>,
    /// When Spotify is asked again after a question that failed.
    pub(crate) retries: watch::Receiver<Option<UnixSeconds>>,
    pub(crate) login: LoginHandle,
    pub(crate) players: WatchedPlayers,
    pub(crate) settings: Arc<SettingsStore>,
    pub(crate) notices: Arc<Notices>,
}

impl Shell {
    /// Makes listener and login remember themselves, tells the listener whenever a source comes or goes, and
    /// the user when the consent is about to end.
    pub(crate) fn connect(
        &self,
        remembered: watch::Receiver<ListenerSettings>,
        sources: watch::Receiver<Vec<SourceEntry>>,
    ) {
        let settings = Arc::clone(&self.settings);
        follow(remembered, move |listener| settings.change(|settings| settings.listener = listener));
        let settings = Arc::clone(&self.settings);
        follow(self.login.remembered.clone(), move |spotify| settings.change(|settings| settings.spotify = spotify));
        let listener = self.listener.clone();
        follow(sources, move |sources| listener.send(Intent::Sources(sources)));
        let listener = self.listener.clone();
        follow(mapped(self.settings.changes(), |settings| settings.clean_titles.clone()), move |clean| {
            listener.send(Intent::CleanTitles(clean));
        });
        let (listener, snapshots) = (self.listener.clone(), self.snapshots.clone());
        follow(mapped(self.login.source.clone(), |account| *account == Some(SourceState::Ready)), move |_| {
            // Follow knows from its start whether there is an account to ask.
            if snapshots.borrow().selected == SourceId::Follow {
                listener.send(Intent::Restart);
            }
        });
        let notices = Arc::clone(&self.notices);
        let mut told = None;
        follow_from_now(self.login.views.clone(), move |view| {
            let ends = view.account.filter(|account| account.expires_soon).map(|account| account.expires_at);
            // Once for each consent: who has read it need not read it again today.
            if ends != told {
                told = ends;
                notices.clear(|kind| matches!(kind, NoticeKind::ConsentEnds { .. }));
                if let Some(at) = ends {
                    notices.raise(NoticeKind::ConsentEnds { at });
                }
            }
        });
    }
}
