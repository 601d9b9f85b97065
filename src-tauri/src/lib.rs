//! The Tauri shell: the one place that knows Tauri. It wires the parts together and opens the windows.

mod app;
mod arrivals;
pub mod bindings;
mod browser;
mod commands;
mod covers;
mod events;
mod follow;
mod landing;
mod launch;
mod logging;
mod messages;
mod notices;
mod profile;
mod runtime_file;
mod secrets;
mod start_again;
mod state;
mod store;
mod windows;
mod wiring;
mod words;

pub use app::run;
