//! The media players that the operating system reports.

use songplate_core::player::Players;
use tokio::sync::watch;

/// Watches the players on the runtime of the caller, until nobody looks any more.
#[must_use]
pub fn watch_players() -> watch::Receiver<Players> {
    watch::Sender::default().subscribe()
}
