//! Tests of the house as a whole: what may depend on what, and what the windows may do.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on has failed")]

mod bindings;
mod capabilities;
mod house;

use std::path::Path;

/// The top level of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
