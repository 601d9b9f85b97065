//! The pure machines as sequences: every state with every event, and random sequences, on virtual time.
#![allow(missing_docs, reason = "tests")]

mod listener;
mod listener_task;
mod login;
