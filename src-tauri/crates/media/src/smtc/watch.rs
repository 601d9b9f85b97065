//! Which sessions there are.

use std::convert::Infallible;
use std::future::pending;

use songplate_core::player::{Player, PlayerId};
use tokio::sync::{Notify, mpsc};
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::Instant;

use super::follow::{Session, follow};
use super::names;
use crate::common::roster::{Appearance, Roster};
use crate::common::sight::Sight;
use crate::common::telling::Telling;

/// How many reports may wait.
const QUEUE: usize = 64;

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
    sight: &Sight,
) -> Result<Infallible, String> {
    let (reports, mut inbox) = mpsc::channel(QUEUE);
    let mut watcher = Watcher { reports, roster: Roster::default(), followed: Vec::new() };
    let mut looking = Some(spawn_blocking(list.clone()));
    let mut reported = Vec::with_capacity(QUEUE);
    loop {
        let is_other = tokio::select! {
            found = finished(&mut looking) => {
                looking = None;
                watcher.update(found?)
            }
            () = changed.notified(), if looking.is_none() => {
                looking = Some(spawn_blocking(list.clone()));
                false
            }
            _ = inbox.recv_many(&mut reported, QUEUE) => {
                for (appearance, player) in reported.drain(..) {
                    watcher.roster.tell(appearance, player);
                }
                true
            }
        };
        if is_other {
            sight.show(watcher.roster.players());
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
    reports: mpsc::Sender<(Appearance, Player)>,
    roster: Roster,
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
    /// Whether a player is gone.
    fn update(&mut self, found: Vec<Found<S>>) -> bool {
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
                None => self.roster.appear(&called.app),
            };
            let telling = Telling::new(id.clone(), Instant::now());
            let following = follow(found.session.clone(), called, telling, appearance, self.reports.clone());
            self.followed.push(Followed { found, appearance, id, task: tokio::spawn(following) });
        }
        for followed in &before {
            self.roster.go(followed.appearance);
        }
        !before.is_empty()
    }
}
