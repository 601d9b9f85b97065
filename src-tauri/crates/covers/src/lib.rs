//! Covers: found where a source says they are, checked, and kept for the windows and the outputs.
//!
//! The addresses come from outside, so nothing about them is trusted:
//! - `https:` to the public internet alone, never an address inside this machine or its network.
//! - `file:` for a regular file of this machine. What follows `?` or `#` is no part of its path: whoever makes the
//!   address can tell one song's cover from the next by it, where a player writes them all into one file.
//! - `data:`, the image itself.
//! - `demo:N`, drawn here for the demo player.
//!
//! Whatever the place, size and time are bounded, and the type is what the bytes are.

mod address;
mod covers;
mod data;
mod demo;
mod error;
mod fetch;
mod file;
mod image;
mod kept;
mod place;
mod resolver;

pub use covers::Covers;
pub use error::CoverError;
pub use fetch::SetUpError;
pub use image::{CoverImage, ImageType};
