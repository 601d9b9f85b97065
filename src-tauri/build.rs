//! Tells Tauri which commands there are, so that each has to be granted to a window before it may call it.

use tauri_build::{AppManifest, Attributes};

/// Every command of the shell; a test compares this list with the commands that are registered.
const COMMANDS: &[&str] = &[
    "snapshot",
    "select_source",
    "start_listening",
    "stop_listening",
    "try_again",
    "open_song",
    "login",
    "save_credentials",
    "log_in",
    "cancel_log_in",
    "log_out",
    "submit_redirect",
    "open_dashboard",
    "open_login_page",
    "retry_secrets",
    "preferences",
    "set_preferences",
    "notices",
    "dismiss_notice",
    "open_settings",
    "open_updates",
    "about",
    "overlays",
    "overlay_link",
    "set_overlay_server",
    "add_overlay",
    "change_overlay",
    "remove_overlay",
    "replace_overlay_link",
    "open_overlay",
    "save_overlay_loader",
    "add_style",
    "change_style",
    "remove_style",
    "import_style_text",
    "export_style_text",
    "save_style_file",
    "files",
    "set_files",
    "choose_folder",
    "replies",
    "set_replies",
    "preview_replies",
    "players_availability",
    "follow",
    "set_follow",
    "pin_followed",
    "clean_titles",
    "set_clean_titles",
    "preview_clean_titles",
    "updates",
    "set_update_channel",
    "set_updates_enabled",
    "check_for_updates",
    "install_update",
    "install_update_later",
    "cancel_update",
    "background",
    "set_background",
    "set_start_at_login",
    "close_as",
    "keep_window",
    "health",
    "copy_report",
];

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/build.rs");
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rustc-env=SONGPLATE_COMMANDS={}", COMMANDS.join(","));
    let attributes = Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(AppManifest::new().commands(COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:warning=tauri-build: {error:#}");
        std::process::exit(1);
    }
}
