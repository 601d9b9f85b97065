//! Spotify: the login, the tokens, the player client, and when to ask next.

pub mod access;
pub mod servers;
