//! The commands and events with their types, for the shell to register and for TypeScript to be generated from.

use std::path::Path;

use songplate_core::public::PublicSnapshot;
use specta_typescript::Typescript;
use tauri::Wry;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

use crate::closing::ClosingAsked;
use crate::commands::{health, outputs, overlay, players, popup, settings, updates};
use crate::events::{
    FilesChanged, FollowChanged, HealthChanged, LoginChanged, NoticesChanged, OverlaysChanged,
    PlayersAvailabilityChanged, PreferencesChanged, SnapshotChanged, UpdatesChanged,
};
use crate::windows::UpdatesAsked;

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
            popup::open_updates,
            popup::close_as,
            popup::keep_window,
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
            settings::background,
            settings::set_background,
            settings::set_start_at_login,
            overlay::overlays,
            overlay::overlay_link,
            overlay::set_overlay_server,
            overlay::add_overlay,
            overlay::change_overlay,
            overlay::remove_overlay,
            overlay::replace_overlay_link,
            overlay::open_overlay,
            overlay::save_overlay_loader,
            overlay::add_style,
            overlay::change_style,
            overlay::remove_style,
            overlay::import_style_text,
            overlay::export_style_text,
            overlay::save_style_file,
            outputs::files,
            outputs::set_files,
            outputs::choose_folder,
            outputs::replies,
            outputs::set_replies,
            outputs::preview_replies,
            updates::updates,
            updates::set_update_channel,
            updates::set_updates_enabled,
            updates::check_for_updates,
            updates::install_update,
            updates::install_update_later,
            updates::cancel_update,
            health::health,
            health::copy_report,
            players::players_availability,
            players::follow,
            players::set_follow,
            players::pin_followed,
            players::clean_titles,
            players::set_clean_titles,
            players::preview_clean_titles,
        ])
        .events(collect_events![
            SnapshotChanged,
            LoginChanged,
            PreferencesChanged,
            NoticesChanged,
            OverlaysChanged,
            FilesChanged,
            PlayersAvailabilityChanged,
            FollowChanged,
            ClosingAsked,
            UpdatesAsked,
            UpdatesChanged,
            HealthChanged
        ])
        // Not in any command: what the overlay's page receives.
        .typ::<PublicSnapshot>()
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
