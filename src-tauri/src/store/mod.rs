//! The settings on the disk: tauri-plugin-store, made safe against crashes.

pub(crate) mod copy;
pub(crate) mod opening;
mod writer;

pub(crate) use writer::SettingsStore;
