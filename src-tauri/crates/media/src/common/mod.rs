//! What the players of every system have in common: how pieces become a song, how players are listed and told on, and how
//! watching them is kept up.

pub(crate) mod amend;
// Windows has covers without addresses.
#[cfg(any(not(windows), test))]
pub(crate) mod cover;
pub(crate) mod moment;
pub(crate) mod progress;
pub(crate) mod roster;
pub(crate) mod sight;
pub(crate) mod song;
// Windows does not tell how Spotify names its songs.
#[cfg(any(not(windows), test))]
pub(crate) mod spotify;
pub(crate) mod telling;
