//! The Spotify API while it is asked.

use std::future::pending;
use std::sync::Arc;

use tokio::sync::{Notify, mpsc, watch};
use tokio::task::JoinSet;

use super::{Pace, PacedSource};
use crate::source::SourceEvent;

/// The Spotify API while it is asked; dropping this ends it.
pub(crate) struct Asked {
    events: mpsc::Receiver<SourceEvent>,
    _task: JoinSet<()>,
}

impl Asked {
    pub(crate) fn new(api: &Arc<dyn PacedSource>, wake: &Arc<Notify>, pace: watch::Receiver<Pace>) -> Self {
        let (sender, events) = mpsc::channel(1);
        let mut task = JoinSet::new();
        task.spawn(Arc::clone(api).listen_paced(sender, Arc::clone(wake), pace));
        Self { events, _task: task }
    }
}

/// What the Spotify API says next; nothing ever while it is not asked, or when it has ended by itself.
pub(crate) async fn said(asked: &mut Option<Asked>) -> SourceEvent {
    match asked {
        Some(asked) => match asked.events.recv().await {
            Some(event) => event,
            None => pending().await,
        },
        None => pending().await,
    }
}

/// The next change; none comes any more when the other end has gone.
pub(crate) async fn changed<T>(watched: &mut watch::Receiver<T>) {
    if watched.changed().await.is_err() {
        pending::<()>().await;
    }
}
