//! A Spotify that runs on this machine, as strict as the real one.
//!
//! One server on `127.0.0.1` serves what Spotify splits between its accounts and its API host: `/authorize`,
//! `/api/token`, `/v1/me`, `/v1/me/player`, cover images below `/image/`, and `/control/…`, by which playback, faults
//! and settings are changed while it runs. `README.md` beside this crate documents the control endpoints; [`Control`]
//! offers the same to Rust.
//!
//! ```no_run
//! # async fn example() -> std::io::Result<()> {
//! use songplate_emulator::{Emulator, Endpoint, Fault, Item};
//!
//! let emulator = Emulator::builder().auto_agree(true).speed(20.0).start().await?;
//! let control = emulator.control();
//! control.set_item(Item::Track { index: 2 });
//! control.fault(Endpoint::Player, Fault::RateLimited { retry_after_s: Some(5) }, Some(1));
//! assert_eq!(control.count(Endpoint::Player), 0);
//! # Ok(())
//! # }
//! ```
//!
//! # Speed
//! At speed N, songs are reported N times shorter than they are: a song of 200 s at speed 20 is a song of 10 s, whose
//! progress runs in real time. A client that moves its progress bar by itself thus stays right. Positions that are
//! passed in or out are such reported milliseconds.
//!
//! # Time
//! Codes, tokens and playback read the emulator's own clock. It runs with the machine's, or stands still
//! ([`Builder::stopped_clock`]), and in both cases [`Control::advance`] moves it: six months pass at once. Slow answers
//! are slow in real time.

mod authorize;
mod clock;
mod consent;
mod control;
mod control_http;
mod covers;
mod damage;
mod emulator;
mod faults;
mod gate;
mod grants;
mod me;
mod off_script;
mod params;
mod pkce;
mod playback;
mod player;
mod random;
mod registry;
mod requests;
mod songs;
mod status;
mod token;
mod web_api;
mod world;

pub use control::{ClientChange, Control, SettingsChange};
pub use emulator::{
    Builder, DEFAULT_ACCOUNT_ID, DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, DEFAULT_REDIRECT_URIS, Emulator,
    SECOND_ACCOUNT_ID, SECOND_CLIENT_ID, SECOND_CLIENT_SECRET,
};
pub use faults::{Endpoint, Fault, FaultOrder, NotOnTheListWording};
pub use grants::RefreshEnd;
pub use pkce::challenge_of;
pub use playback::{Device, Item};
pub use registry::{Account, ClientRegistration};
pub use requests::RequestEntry;
pub use songs::{Song, default_songs};
pub use status::{PlaybackStatus, RequestsStatus, SettingsStatus, Status};
