//! Which sessions there are.

use std::convert::Infallible;
use std::future::pending;
use std::sync::Arc;

use songplate_core::player::PlayerId;
use tokio::sync::Notify;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::Instant;

use super::follow::{Session, follow};
use super::names;
use crate::common::roster::Appearance;
use crate::common::sight::Sight;
use crate::common::telling::Telling;

/// A session, and the application user model ID of its player.
#[derive(Debug, Clone)]
pub(super) struct Found<S> {
    pub(super) aumid: String,
    pub(super) session: S,
}

/// Follows the sessions that `list` finds, which may block, whenever `changed` tells that there are others; until it
/// fails.
pub(super) async fn watch<S: Session>(
    list: impl Fn() -> Result<Vec<Found<S>>, String> + Clone + Send + 'static,
    changed: &Notify,
    sight: &Arc<Sight>,
) -> Result<Infallible, String> {
    let mut watcher = Watcher { sight: Arc::clone(sight), followed: Vec::new() };
    let mut looking = Some(spawn_blocking(list.clone()));
    loop {
        tokio::select! {
            found = finished(&mut looking) => {
                looking = None;
                watcher.update(found?);
            }
            () = changed.notified(), if looking.is_none() => {
                looking = Some(spawn_blocking(list.clone()));
            }
        }
    }
}

type Looking<S> = JoinHandle<Result<Vec<Found<S>>, String>>;

async fn finished<S>(looking: &mut Option<Looking<S>>) -> Result<Vec<Found<S>>, String> {
    match looking {
        Some(handle) => handle.await.map_err(|error| error.to_string())?,
        None => pending().await,
    }
}

struct Watcher<S> {
    sight: Arc<Sight>,
    followed: Vec<Followed<S>>,
}

struct Followed<S> {
    found: Found<S>,
    appearance: Appearance,
    id: PlayerId,
    task: JoinHandle<()>,
}

impl<S> Drop for Followed<S> {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl<S: Session> Watcher<S> {
    fn update(&mut self, found: Vec<Found<S>>) {
        let mut before = std::mem::take(&mut self.followed);
        let mut others = Vec::new();
        for found in found {
            match before.iter().position(|followed| followed.found.session == found.session) {
                Some(place) => self.followed.push(before.remove(place)),
                None => others.push(found),
            }
        }
        for found in others {
            // Nothing says that Windows gives the same object for the same session every time.
            let same = before.iter().position(|followed| followed.found.aumid == found.aumid);
            let called = names::called(&found.aumid);
            let (appearance, id) = match same.map(|place| before.remove(place)) {
                Some(followed) => (followed.appearance, followed.id.clone()),
                None => self.sight.appear(&called.app),
            };
            let telling = Telling::new(id.clone(), Instant::now());
            let following = follow(found.session.clone(), called, telling, appearance, Arc::clone(&self.sight));
            self.followed.push(Followed { found, appearance, id, task: tokio::spawn(following) });
        }
        for followed in &before {
            self.sight.go(followed.appearance);
        }
    }
}
