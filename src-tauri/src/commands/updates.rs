//! Commands of the settings' section on updates.
#![expect(clippy::needless_pass_by_value, reason = "Tauri hands commands their arguments by value")]

use songplate_core::update::{Channel, Intent, UpdateView};
use tauri::State;

use crate::updates::Updates;

/// Where updates stand.
#[tauri::command]
#[specta::specta]
pub(crate) fn updates(updates: State<'_, Updates>) -> UpdateView {
    updates.views.borrow().clone()
}

/// Chooses where updates come from.
#[tauri::command]
#[specta::specta]
pub(crate) fn set_update_channel(updates: State<'_, Updates>, channel: Channel) {
    updates.send(Intent::Channel(channel));
}

/// Looks for updates by itself from now on, or no longer.
#[tauri::command]
#[specta::specta]
pub(crate) fn set_updates_enabled(updates: State<'_, Updates>, enabled: bool) {
    updates.send(Intent::Enable(enabled));
}

/// Looks for an update now.
#[tauri::command]
#[specta::specta]
pub(crate) fn check_for_updates(updates: State<'_, Updates>) {
    updates.send(Intent::Check);
}

/// Downloads the update that is offered; installs the one that is ready, now.
#[tauri::command]
#[specta::specta]
pub(crate) fn install_update(updates: State<'_, Updates>) {
    updates.send(Intent::Install);
}

/// Installs the update that is ready at Stop, or when the program ends.
#[tauri::command]
#[specta::specta]
pub(crate) fn install_update_later(updates: State<'_, Updates>) {
    updates.send(Intent::Later);
}

/// Gives up the download.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel_update(updates: State<'_, Updates>) {
    updates.send(Intent::Cancel);
}
