//! The Tauri shell: the one place that knows Tauri. It wires the parts together and opens the windows.

mod app;
mod arrivals;
pub mod bindings;
mod browser;
mod commands;
mod covers;
mod events;
mod file_outputs;
mod follow;
mod landing;
mod launch;
mod logging;
mod messages;
mod notices;
mod overlays;
mod profile;
mod random;
mod replies;
mod runtime_file;
mod secrets;
mod source_name;
mod sources;
mod start_again;
mod state;
mod store;
mod windows;
mod wiring;
mod words;

pub use app::run;
