//! What Songplate knows, whatever the platform: songs, sources, the listener, the login's states and the
//! settings. No network, no files, no processes and no Tauri; tokio for channels and time only.
//!
//! Decisions are pure functions of (state, input, now), so that they can be tested as sequences on virtual time.

mod browser;
pub mod clean_title;
pub mod clock;
pub mod covers;
pub mod demo;
pub mod files;
pub mod follow;
pub mod health;
pub mod hybrid;
pub mod listener;
pub mod login;
pub mod now_playing;
pub mod overlay;
pub mod player;
pub mod public;
pub mod reply;
pub mod secret;
pub mod settings;
pub mod snapshot;
pub mod source;
pub mod status;
pub mod template;
pub mod text;
pub mod update;
