//! The overlay server.

mod accept;
mod answer;
mod connection;
mod door;
mod events;
mod feeds;
mod frame;
mod guard;
mod limits;
mod loader;
mod open_files;
mod page;
mod pages;
mod port;
mod ready;
mod routes;
mod run;
mod socket;
mod spawn;
mod state;

pub use limits::Limits;
pub use loader::loader_page;
pub use spawn::{Parts, ServerHandle, spawn, spawn_with};
pub use state::{Served, ServerFailure, ServerSettings, ServerState};
