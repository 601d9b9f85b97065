//! The media players that the operating system reports. They tell every change by themselves: nothing is polled.

// What every system's players have in common. Only Linux has players so far.
#[cfg(any(target_os = "linux", test))]
mod common;
#[cfg(target_os = "linux")]
pub mod mpris;

use songplate_core::player::{Players, PlayersAvailability};
use tokio::sync::watch;

/// What is seen of the players, as it changes.
#[derive(Debug, Clone)]
pub struct WatchedPlayers {
    /// The players that are running. They are watched for as long as anybody looks at this.
    pub players: watch::Receiver<Players>,
    /// Whether they can be seen at all.
    pub availability: watch::Receiver<PlayersAvailability>,
}

/// Watches the players on the runtime of the caller, until nobody looks any more.
#[must_use]
pub fn watch_players() -> WatchedPlayers {
    #[cfg(target_os = "linux")]
    return mpris::watch_players(mpris::Bus::Session);
    #[cfg(not(target_os = "linux"))]
    WatchedPlayers {
        players: watch::Sender::default().subscribe(),
        availability: watch::Sender::new(PlayersAvailability::NotOnThisSystem).subscribe(),
    }
}
