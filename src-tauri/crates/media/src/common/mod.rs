//! What the players of every system have in common: how pieces become a song, how players are named and listed. Pure.

pub(crate) mod amend;
// Windows has covers without addresses.
#[cfg(any(not(windows), test))]
pub(crate) mod cover;
pub(crate) mod progress;
pub(crate) mod roster;
pub(crate) mod sight;
pub(crate) mod song;
pub(crate) mod telling;
pub(crate) mod text;
