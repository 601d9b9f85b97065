//! Players on a private session bus: scripted ones for what goes wrong, and real ones.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on has failed")]

mod buses;
mod changes;
mod coming;
mod nonsense;
mod real;
mod scripted;
mod support;
mod trouble;
