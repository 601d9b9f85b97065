//! The media players that the operating system reports. They tell every change by themselves: nothing is polled.

// What every system's players have in common. Only Linux has players so far.
#[cfg(any(target_os = "linux", test))]
mod common;
#[cfg(target_os = "linux")]
pub mod mpris;

use songplate_core::player::Players;
use tokio::sync::watch;

/// Watches the players on the runtime of the caller, until nobody looks any more.
#[must_use]
pub fn watch_players() -> watch::Receiver<Players> {
    #[cfg(target_os = "linux")]
    return mpris::watch_players(mpris::Bus::Session);
    #[cfg(not(target_os = "linux"))]
    watch::Sender::default().subscribe()
}
