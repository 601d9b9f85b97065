//! Spotify: the login, the tokens, the player client, and when to ask next.

pub mod access;
pub mod client;
pub mod exchange;
pub mod login;
mod loopback;
pub mod player;
pub mod retry_after;
pub mod schedule;
pub mod servers;
pub mod source;
pub mod tokens;
pub mod vault;

pub use loopback::{Landing, LandingText};
