//! Starts the server.

use std::collections::BTreeMap;
use std::sync::Arc;

use songplate_core::covers::CoverShelf;
use songplate_core::reply::Replies;
use songplate_core::snapshot::Snapshot;
use tokio::sync::watch;

use super::door::Door;
use super::feeds::Feeds;
use super::limits::Limits;
use super::open_files::room_for_connections;
use super::page::Page;
use super::pages::Pages;
use super::routes::{Content, router};
use super::run::Task;
use super::state::{ServerSettings, ServerState};
use crate::SourceNames;

/// What the server works with.
pub struct Parts {
    /// What it is told; it follows every change.
    pub settings: watch::Receiver<ServerSettings>,
    /// What it shows.
    pub snapshots: watch::Receiver<Snapshot>,
    /// Where it gets covers.
    pub covers: Arc<dyn CoverShelf>,
    /// The messages for chat bots.
    pub replies: watch::Receiver<Replies>,
    /// What sources are called.
    pub source_names: SourceNames,
}

/// What the server tells.
#[derive(Debug, Clone)]
pub struct ServerHandle {
    /// Where it stands.
    pub state: watch::Receiver<ServerState>,
    /// How many pages show each overlay, by the overlay's id.
    pub pages: watch::Receiver<BTreeMap<String, u32>>,
}

/// Starts the server on the runtime of the caller. It runs until `parts.settings` can't change any more.
#[must_use]
pub fn spawn(parts: Parts) -> ServerHandle {
    spawn_with(parts, Limits::default())
}

/// Likewise, with other limits than those that ship.
#[must_use]
pub fn spawn_with(parts: Parts, mut limits: Limits) -> ServerHandle {
    if let Some(room) = room_for_connections() {
        limits.connections = limits.connections.min(room);
    }
    let Parts { settings, snapshots, covers, replies, source_names } = parts;
    let page = Arc::new(Page::built());
    let pages = Pages::default();
    let feeds = Feeds::new(&page.build, snapshots.borrow().clone(), &settings.borrow().overlays);
    let content = Content { page, feeds: feeds.open(), pages: pages.clone(), covers, replies, source_names, limits };
    let (state, states) = watch::channel(ServerState::Starting);
    let handle = ServerHandle { state: states, pages: pages.subscribe() };
    let door = Door::new(router(content), limits);
    tokio::spawn(Task { settings, snapshots, feeds, door, state, limits }.run());
    handle
}
