//! Clean titles: takes out of a title what is not the song's name, for the sources that the user wants it for.
//!
//! The built-in rules only ever take away and move: they are applied until none of them has anything left to do, so that
//! a clean title stays as it is. The user's own rules come after them, once each. No rule leaves a title empty.

mod channel;
mod cleaner;
mod noise;
mod own;
mod separator;
mod settings;

pub use cleaner::{Cleaned, Cleaner, SAMPLES, Titles, preview};
pub use settings::{CleanError, CleanSettings, MAX_FIND, MAX_REPLACEMENTS, Place, Replacement};
