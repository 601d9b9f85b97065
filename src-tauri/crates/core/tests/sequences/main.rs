//! The pure machines as sequences: every state with every event, and random sequences, on virtual time.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on has failed")]

mod clean_title;
mod follow;
mod health;
mod hybrid;
mod listener;
mod listener_table;
mod listener_task;
mod login;
mod outputs;
mod players;
mod update;
