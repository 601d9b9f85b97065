//! The settings on the disk: tauri-plugin-store, made safe against crashes.

mod copy;
#[cfg(test)]
mod kill_tests;
pub(crate) mod opening;
mod writer;

pub(crate) use writer::SettingsStore;
