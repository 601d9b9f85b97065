//! The hybrid as a source: the machine with the players and the API around it.

use std::fmt;
use std::sync::Arc;

use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use super::machine::{Effect, Hybrid, Input};
use super::{Asked, Pace, PacedSource, SPOTIFY_APP, changed, said};
use crate::clock::due;
use crate::player::{PlayState, Player, Players};
use crate::source::{BoxFuture, Source, SourceEvents};

/// Listens to the Spotify desktop app and the Spotify API as one.
pub struct HybridSource {
    players: watch::Receiver<Players>,
    api: Arc<dyn PacedSource>,
}

impl HybridSource {
    /// Looks for the desktop app among these players, which need not have it, and asks this API.
    #[must_use]
    pub fn new(players: watch::Receiver<Players>, api: Arc<dyn PacedSource>) -> Self {
        Self { players, api }
    }
}

impl fmt::Debug for HybridSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HybridSource").finish_non_exhaustive()
    }
}

impl Source for HybridSource {
    fn listen(self: Arc<Self>, events: SourceEvents, wake: Arc<Notify>) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            let mut players = self.players.clone();
            let (pace, paced) = watch::channel(Pace::default());
            let mut hybrid = Hybrid::new();
            let mut asked = None;
            let mut input = Input::Player(desktop(&players.borrow_and_update()));
            loop {
                for effect in hybrid.apply(input, Instant::now()) {
                    match effect {
                        Effect::Pace(next) => drop(pace.send_replace(next)),
                        Effect::Tell(event) => {
                            if events.send(event).await.is_err() {
                                return;
                            }
                        }
                    }
                }
                // Not before the machine has said at which pace.
                asked.get_or_insert_with(|| Asked::new(&self.api, &wake, paced.clone()));
                input = tokio::select! {
                    () = changed(&mut players) => Input::Player(desktop(&players.borrow_and_update())),
                    event = said(&mut asked) => Input::Api(event),
                    () = due(hybrid.deadline(Instant::now())) => Input::TimePassed,
                };
            }
        })
    }
}

/// The desktop app; of several, the one that plays, or else is paused.
fn desktop(players: &Players) -> Option<Box<Player>> {
    let rank = |player: &&Player| match player.state {
        PlayState::Playing => 0,
        PlayState::Paused => 1,
        PlayState::Stopped => 2,
    };
    players.iter().filter(|player| player.app == SPOTIFY_APP).min_by_key(rank).cloned().map(Box::new)
}
