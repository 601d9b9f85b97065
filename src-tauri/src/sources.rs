//! The sources there are, for the listener and for the source list.

use std::sync::Arc;

use songplate_core::demo::DemoPlayer;
use songplate_core::follow::{FollowSettings, FollowSource};
use songplate_core::hybrid::{HybridSource, PacedSource};
use songplate_core::listener::SourceShelf;
use songplate_core::player::{PlayerSource, Players};
use songplate_core::source::{Source, SourceEntry, SourceId, SourceState};
use tokio::sync::watch;

/// Hands out the sources.
pub(crate) struct Sources {
    pub(crate) spotify: Arc<dyn PacedSource>,
    /// Whether an account is linked, and whether its permission holds.
    pub(crate) account: watch::Receiver<Option<SourceState>>,
    pub(crate) players: watch::Receiver<Players>,
    pub(crate) follow: watch::Receiver<FollowSettings>,
}

impl SourceShelf for Sources {
    fn get(&self, id: &SourceId) -> Option<Arc<dyn Source>> {
        Some(match id {
            SourceId::None => return None,
            SourceId::Spotify => Arc::new(HybridSource::new(self.players.clone(), Arc::clone(&self.spotify))),
            SourceId::Follow => {
                let linked = *self.account.borrow() == Some(SourceState::Ready);
                let api = linked.then(|| Arc::clone(&self.spotify));
                Arc::new(FollowSource::new(self.players.clone(), api, self.follow.clone()))
            }
            SourceId::Demo => Arc::new(DemoPlayer),
            SourceId::Player(id) => Arc::new(PlayerSource::new(id.clone(), self.players.clone())),
        })
    }
}

/// The source list, in its order: the account while one is linked, follow, the players, the demo player.
pub(crate) fn entries(account: Option<SourceState>, players: &Players) -> Vec<SourceEntry> {
    let spotify = account.map(|state| SourceEntry::new(SourceId::Spotify, state));
    let players = players.iter().map(|player| SourceEntry {
        name: Some(player.name.clone()),
        app: Some(player.app.clone()),
        tab: player.tab().map(str::to_owned),
        ..SourceEntry::new(SourceId::Player(player.id.clone()), SourceState::Ready)
    });
    spotify
        .into_iter()
        .chain([SourceEntry::new(SourceId::Follow, SourceState::Ready)])
        .chain(players)
        .chain([SourceEntry::new(SourceId::Demo, SourceState::Ready)])
        .collect()
}

/// The source list, as account and players come and go.
pub(crate) fn source_list(
    mut account: watch::Receiver<Option<SourceState>>,
    mut players: watch::Receiver<Players>,
) -> watch::Receiver<Vec<SourceEntry>> {
    let (sender, list) = watch::channel(entries(*account.borrow_and_update(), &players.borrow_and_update()));
    tauri::async_runtime::spawn(async move {
        loop {
            let changed = tokio::select! {
                changed = account.changed() => changed,
                changed = players.changed() => changed,
            };
            if changed.is_err() {
                return;
            }
            let next = entries(*account.borrow_and_update(), &players.borrow_and_update());
            crate::follow::replace_if_new(&sender, next);
        }
    });
    list
}
