//! Following as a source: the machine with its players, its settings and the Spotify API around it.

use std::fmt;
use std::sync::Arc;

use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use super::machine::{Effect, Follow, Input};
use super::settings::FollowSettings;
use crate::clock::due;
use crate::hybrid::{Asked, Pace, PacedSource, changed, said};
use crate::player::Players;
use crate::source::{BoxFuture, Source, SourceEvents};

/// Follows what plays.
pub struct FollowSource {
    players: watch::Receiver<Players>,
    api: Option<Arc<dyn PacedSource>>,
    settings: watch::Receiver<FollowSettings>,
}

impl FollowSource {
    /// Follows these players and, if an account is linked, the Spotify API. Changed settings take effect at once.
    #[must_use]
    pub fn new(
        players: watch::Receiver<Players>,
        api: Option<Arc<dyn PacedSource>>,
        settings: watch::Receiver<FollowSettings>,
    ) -> Self {
        Self { players, api, settings }
    }
}

impl fmt::Debug for FollowSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FollowSource").field("api", &self.api.is_some()).finish_non_exhaustive()
    }
}

impl Source for FollowSource {
    fn listen(self: Arc<Self>, events: SourceEvents, wake: Arc<Notify>) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            let (mut players, mut settings) = (self.players.clone(), self.settings.clone());
            let mut follow = Follow::new(settings.borrow_and_update().clone(), self.api.is_some());
            let (pace, paced) = watch::channel(Pace::default());
            let mut asked = None;
            let mut input = Input::Players(players.borrow_and_update().clone());
            loop {
                for effect in follow.apply(input, Instant::now()) {
                    match effect {
                        Effect::Pace(next) => drop(pace.send_replace(next)),
                        Effect::StartApi => {
                            asked = self.api.as_ref().map(|api| Asked::new(api, &wake, paced.clone()));
                        }
                        Effect::StopApi => asked = None,
                        Effect::Tell(event) => {
                            if events.send(event).await.is_err() {
                                return;
                            }
                        }
                    }
                }
                input = tokio::select! {
                    () = changed(&mut players) => Input::Players(players.borrow_and_update().clone()),
                    () = changed(&mut settings) => Input::Settings(settings.borrow_and_update().clone()),
                    event = said(&mut asked) => Input::Api(event),
                    () = due(follow.deadline()) => Input::TimePassed,
                };
            }
        })
    }
}
