//! The overlay server.

mod loader;
mod spawn;
mod state;

pub use loader::loader_page;
pub use spawn::{Parts, ServerHandle, spawn};
pub use state::{Served, ServerFailure, ServerSettings, ServerState};
