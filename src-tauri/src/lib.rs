//! The Tauri shell: the one place that knows Tauri. It wires the parts together and opens the windows.

mod app;
mod arrivals;
pub mod bindings;
mod browser;
mod clipboard;
mod closing;
mod commands;
mod covers;
mod events;
mod file_outputs;
mod follow;
mod health;
mod landing;
mod launch;
#[cfg(target_os = "linux")]
mod leftovers;
mod logging;
mod messages;
#[cfg(target_os = "linux")]
mod network_process;
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
mod tray;
mod updates;
mod waiting;
mod windows;
mod wiring;
mod words;

pub use app::run;
