//! The commands and events with their types, for the shell to register and for TypeScript to be generated from.

use std::path::Path;

use specta_typescript::Typescript;
use tauri::Wry;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

use crate::commands::{popup, settings};
use crate::events::{LoginChanged, NoticesChanged, PreferencesChanged, SnapshotChanged};

/// Every command and event.
#[must_use]
pub fn builder() -> Builder<Wry> {
    Builder::new()
        .commands(collect_commands![
            popup::snapshot,
            popup::select_source,
            popup::start_listening,
            popup::stop_listening,
            popup::try_again,
            popup::open_song,
            popup::notices,
            popup::dismiss_notice,
            popup::open_settings,
            settings::login,
            settings::save_credentials,
            settings::log_in,
            settings::cancel_log_in,
            settings::log_out,
            settings::submit_redirect,
            settings::open_dashboard,
            settings::open_login_page,
            settings::retry_secrets,
            settings::preferences,
            settings::set_preferences,
            settings::about,
        ])
        .events(collect_events![SnapshotChanged, LoginChanged, PreferencesChanged, NoticesChanged])
        .error_handling(ErrorHandlingMode::Result)
        // Both directions have the same shape here; two types for one thing would only confuse.
        .disable_serde_phases()
}

/// Writes the TypeScript of the bindings to `path`.
///
/// # Errors
/// When a type can't be expressed in TypeScript, or the file can't be written.
pub fn export(path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let language = Typescript::default().header("// Generated from Rust by `npm run bindings`. Do not edit.\n");
    Ok(builder().export(language, path)?)
}

/// The commands that the build script declared to the permission system.
pub const DECLARED_COMMANDS: &str = env!("SONGPLATE_COMMANDS");
