//! macOS: Spotify and Music. Apple keeps to itself what other players play.
//!
//! Both tell every change by a notification, which anybody may hear. What that leaves out (Spotify's cover, the position in
//! Music), they are asked for by their scripting interface; the user has to allow it, and without it that is what is
//! missing. Two fixed scripts do both, in processes of `osascript`: so a question that hangs or that waits for the user
//! holds up nothing, and nothing here is `unsafe`.

mod follow;
mod osascript;
mod said;
mod watch;

#[cfg(test)]
mod tests;

#[cfg(target_os = "macos")]
use songplate_core::player::PlayersAvailability;

/// Watches Spotify and Music on the runtime of the caller, until nobody looks any more.
#[cfg(target_os = "macos")]
pub(crate) fn watch_players() -> crate::WatchedPlayers {
    let system = osascript::Osascript::at("/usr/bin/osascript");
    // When it fails, it is tried again: what can be seen at all is the same.
    crate::common::sight::watch(PlayersAvailability::SomeOnly, PlayersAvailability::SomeOnly, move |sight| {
        let system = system.clone();
        async move { watch::watch(&system, &sight).await }
    })
}
