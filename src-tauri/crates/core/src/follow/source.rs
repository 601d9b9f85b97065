//! Following as a source: the machine with its players, its settings and the Spotify API around it.

use std::fmt;
use std::future::pending;
use std::sync::Arc;

use tokio::sync::{Notify, mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::machine::{Effect, Follow, Input};
use super::settings::FollowSettings;
use crate::clock::due;
use crate::player::Players;
use crate::source::{BoxFuture, Source, SourceEvent, SourceEvents};

/// Follows what plays.
pub struct FollowSource {
    players: watch::Receiver<Players>,
    api: Option<Arc<dyn Source>>,
    settings: watch::Receiver<FollowSettings>,
}

impl FollowSource {
    /// Follows these players and, if an account is linked, the Spotify API. Changed settings take effect at once.
    #[must_use]
    pub fn new(
        players: watch::Receiver<Players>,
        api: Option<Arc<dyn Source>>,
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
            let mut asked = None;
            let mut input = Input::Players(players.borrow_and_update().clone());
            loop {
                for effect in follow.apply(input, Instant::now()) {
                    match effect {
                        Effect::StartApi => asked = self.api.as_ref().map(|api| Asked::new(api, &wake)),
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

/// The Spotify API while it is asked; dropping this ends it.
struct Asked {
    events: mpsc::Receiver<SourceEvent>,
    _task: JoinSet<()>,
}

impl Asked {
    fn new(api: &Arc<dyn Source>, wake: &Arc<Notify>) -> Self {
        let (sender, events) = mpsc::channel(1);
        let mut task = JoinSet::new();
        task.spawn(Arc::clone(api).listen(sender, Arc::clone(wake)));
        Self { events, _task: task }
    }
}

/// What the Spotify API says next; nothing ever while it is not asked, or when it has ended by itself.
async fn said(asked: &mut Option<Asked>) -> SourceEvent {
    match asked {
        Some(asked) => match asked.events.recv().await {
            Some(event) => event,
            None => pending().await,
        },
        None => pending().await,
    }
}

/// The next change; none comes any more when the other end has gone.
async fn changed<T>(watched: &mut watch::Receiver<T>) {
    if watched.changed().await.is_err() {
        pending::<()>().await;
    }
}
