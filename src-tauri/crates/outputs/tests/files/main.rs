//! The files, in real folders with real images, on virtual time.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on has failed")]

mod covers;
mod endings;
mod history;
mod rig;
mod texts;
mod tiny_disk;
mod trouble;
