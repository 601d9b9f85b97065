//! The overlay server, asked over real connections.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on has failed")]

mod answers;
mod crowd;
mod events;
mod guard;
mod heads;
mod links;
mod logged;
mod ports;
mod ready;
mod socket;
mod support;
