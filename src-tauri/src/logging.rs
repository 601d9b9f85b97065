//! The log: a file that rotates, in the profile. No code, token, secret or callback address ever gets here.

use tauri::Runtime;
use tauri::plugin::TauriPlugin;
use tauri_plugin_log::{Builder, RotationStrategy, Target, TargetKind, TimezoneStrategy};

use crate::profile::Profile;

/// The largest log file in bytes, before it is rotated.
const MAX_SIZE: u128 = 1_000_000;

/// Logs into the profile.
pub(crate) fn plugin<R: Runtime>(profile: &Profile) -> TauriPlugin<R> {
    let file = TargetKind::Folder { path: profile.logs(), file_name: Some("songplate".into()) };
    Builder::new()
        .clear_targets()
        .target(Target::new(file))
        .level(tauri_plugin_log::log::LevelFilter::Warn)
        // Other crates may log what they handle, addresses included; only our own words go below a warning.
        .level_for("songplate", tauri_plugin_log::log::LevelFilter::Info)
        .level_for("songplate_core", tauri_plugin_log::log::LevelFilter::Info)
        .level_for("songplate_spotify", tauri_plugin_log::log::LevelFilter::Info)
        .level_for("songplate_covers", tauri_plugin_log::log::LevelFilter::Info)
        .level_for("songplate_outputs", tauri_plugin_log::log::LevelFilter::Info)
        .level_for("songplate_media", tauri_plugin_log::log::LevelFilter::Info)
        .max_file_size(MAX_SIZE)
        .rotation_strategy(RotationStrategy::KeepSome(3))
        .timezone_strategy(TimezoneStrategy::UseLocal)
        .build()
}
