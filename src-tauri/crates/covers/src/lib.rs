//! Covers: fetched from where a source says they are, checked, and kept for the windows and the outputs.
//!
//! The addresses come from outside, so nothing about them is trusted: `https` only, no address inside this machine or
//! its network, a bounded size and time, and the type by what the bytes are.

mod address;
mod covers;
mod fetch;
mod image;
mod kept;
mod resolver;

pub use covers::Covers;
pub use fetch::{CoverError, SetUpError};
pub use image::{CoverImage, ImageType};
