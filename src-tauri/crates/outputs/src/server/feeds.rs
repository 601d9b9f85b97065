//! The overlays that are served, each with what its clients follow.

use std::sync::Arc;

use songplate_core::overlay::{Look, OverlayToken};
use songplate_core::snapshot::Snapshot;
use tokio::sync::watch;

use super::frame::Frame;
use super::state::Served;

/// One overlay, as its clients see it.
#[derive(Clone)]
pub(super) struct Feed {
    pub(super) id: Arc<str>,
    token: OverlayToken,
    /// Closed as soon as the token no longer counts.
    pub(super) frames: watch::Receiver<Arc<Frame>>,
}

/// The overlays that there are at this moment, for those that come.
pub(super) type OpenFeeds = watch::Receiver<Arc<[Feed]>>;

/// The one place that writes what clients get.
pub(super) struct Feeds {
    build: String,
    snapshot: Arc<Snapshot>,
    served: Vec<(Feed, watch::Sender<Arc<Frame>>)>,
    open: watch::Sender<Arc<[Feed]>>,
}

impl Feeds {
    /// `build` names the page.
    pub(super) fn new(build: &str, snapshot: Snapshot, served: &[Served]) -> Self {
        let mut feeds = Self {
            build: build.to_owned(),
            snapshot: Arc::new(snapshot),
            served: Vec::new(),
            open: watch::Sender::new(Arc::from([])),
        };
        feeds.serve(served);
        feeds
    }

    pub(super) fn open(&self) -> OpenFeeds {
        self.open.subscribe()
    }

    /// Shows another snapshot on every overlay.
    pub(super) fn show(&mut self, snapshot: Snapshot) {
        self.snapshot = Arc::new(snapshot);
        for (_, frames) in &self.served {
            frames.send_modify(|frame| *frame = Arc::new(frame.showing(Arc::clone(&self.snapshot))));
        }
    }

    /// Takes over what overlays there are. One whose token is the same keeps its clients; those of any other lose
    /// theirs, because the sender of their frames is dropped.
    pub(super) fn serve(&mut self, served: &[Served]) {
        let mut before = std::mem::take(&mut self.served);
        for Served { id, token, look } in served {
            let look = Look { page: self.build.clone(), ..look.clone() };
            let known = before.iter().position(|(feed, _)| *feed.id == **id && feed.token == *token);
            self.served.push(match known.map(|index| before.swap_remove(index)) {
                Some((feed, frames)) => {
                    frames.send_if_modified(|frame| {
                        let news = *frame.look != look;
                        if news {
                            *frame = Arc::new(frame.looking(look));
                        }
                        news
                    });
                    (feed, frames)
                }
                None => self.first(id, token, look),
            });
        }
        self.open.send_replace(self.served.iter().map(|(feed, _)| feed.clone()).collect());
    }

    fn first(&self, id: &str, token: &OverlayToken, look: Look) -> (Feed, watch::Sender<Arc<Frame>>) {
        let frame = Frame::new(Arc::clone(&self.snapshot), Arc::new(look), 0, token.clone());
        let (sender, frames) = watch::channel(Arc::new(frame));
        (Feed { id: id.into(), token: token.clone(), frames }, sender)
    }
}

/// The feed whose link has this token.
pub(super) fn find<'a>(feeds: &'a [Feed], token: &str) -> Option<&'a Feed> {
    feeds.iter().find(|feed| feed.token.matches(token))
}
