//! The media players that the operating system reports. They tell every change by themselves: nothing is polled.
//!
//! - Linux: all that speak MPRIS.
//! - Windows: all that speak to the System Media Transport Controls.
//! - macOS: Spotify and Music.

#[cfg(any(target_os = "linux", target_os = "macos", windows, test))]
mod common;
#[cfg(target_os = "linux")]
pub mod mpris;
// Of these two, all that does not ask the system itself is tested everywhere.
#[cfg(any(target_os = "macos", test))]
mod apple;
#[cfg(any(windows, test))]
mod smtc;

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
    #[cfg(windows)]
    return smtc::watch_players();
    #[cfg(target_os = "macos")]
    return apple::watch_players();
    #[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
    WatchedPlayers {
        players: watch::Sender::default().subscribe(),
        availability: watch::Sender::new(PlayersAvailability::NotOnThisSystem).subscribe(),
    }
}
