//! Windows: players that speak to the System Media Transport Controls (SMTC), as the namespace `Windows.Media.Control`
//! tells of them.
//!
//! `system` alone asks Windows. What is done with its answers is the same on every system, and tested on every one.

mod follow;
mod names;
mod said;
mod session;
#[cfg(windows)]
mod system;
mod thumbnail;
mod watch;

#[cfg(test)]
mod tests;

#[cfg(windows)]
pub(crate) use system::watch_players;
