//! The Spotify desktop app and the Spotify API as one: the machine as sequences on virtual time, and the source around
//! it.

mod disagree;
mod private;
mod random;
mod silent;
mod songs;
mod source;
mod stage;
mod trouble;

pub(crate) use stage::{ADVERT, exactly, privately};
