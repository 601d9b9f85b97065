//! The overlay server, asked over real connections.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on has failed")]

mod smoke;
mod support;
