use std::sync::{Arc, Mutex};
use std::time::Duration;

use songplate_core::player::{PlayState, Player, Players};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Longer than anything takes on a machine that is busy with something else.
const PATIENCE: Duration = Duration::from_secs(40);

/// Looks at the list, and remembers all that it has seen.
pub(crate) struct Looking {
    players: watch::Receiver<Players>,
    seen: Arc<Mutex<Vec<Players>>>,
    remembering: JoinHandle<()>,
}

impl Drop for Looking {
    fn drop(&mut self) {
        self.remembering.abort();
    }
}

impl Looking {
    pub(crate) fn new(players: watch::Receiver<Players>) -> Self {
        let seen = Arc::<Mutex<Vec<Players>>>::default();
        let (mut others, all) = (players.clone(), Arc::clone(&seen));
        let remembering = tokio::spawn(async move {
            while others.changed().await.is_ok() {
                let players = others.borrow_and_update().clone();
                all.lock().unwrap().push(players);
            }
        });
        Self { players, seen, remembering }
    }

    /// The list, as soon as it is as it should be.
    pub(crate) async fn until(&mut self, mut wanted: impl FnMut(&Players) -> bool) -> Players {
        let found = timeout(PATIENCE, self.players.wait_for(|players| wanted(players))).await;
        let found = found.map(|players| players.expect("the watch ended").clone());
        found.unwrap_or_else(|_| panic!("it never came to that; the list is {:#?}", self.players.borrow()))
    }

    /// The first player that does this.
    pub(crate) async fn player(&mut self, mut wanted: impl FnMut(&Player) -> bool) -> Player {
        let players = self.until(|players| players.iter().any(&mut wanted)).await;
        players.into_iter().find(wanted).unwrap()
    }

    /// The first player that plays a song of this title.
    pub(crate) async fn playing(&mut self, title: &str) -> Player {
        self.player(|player| player.state == PlayState::Playing && title_of(player) == Some(title)).await
    }

    /// The names of the players, as soon as they are these.
    pub(crate) async fn names(&mut self, names: &[&str]) -> Players {
        self.until(|players| players.iter().map(|player| player.id.to_string()).eq(names.iter().copied())).await
    }

    /// All lists that were seen since the last call. Fast changes may have been left out.
    pub(crate) fn seen(&self) -> Vec<Players> {
        std::mem::take(&mut self.seen.lock().unwrap())
    }
}

pub(crate) fn title_of(player: &Player) -> Option<&str> {
    player.song.as_ref().map(|song| song.title.as_str())
}
