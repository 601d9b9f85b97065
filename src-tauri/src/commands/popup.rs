//! Commands of the popup.
#![expect(clippy::needless_pass_by_value, reason = "Tauri hands commands their arguments by value")]

use songplate_core::listener::Intent;
use songplate_core::settings::OnClose;
use songplate_core::snapshot::SnapshotView;
use songplate_core::source::SourceId;
use tauri::{AppHandle, Manager, State, Window};
use tokio::time::Instant;

use super::CommandError;
use crate::notices::Notice;
use crate::state::Shell;
use crate::windows;
use crate::{browser, closing};

/// The current snapshot. A window subscribes first, then asks.
#[tauri::command]
#[specta::specta]
pub(crate) fn snapshot(shell: State<'_, Shell>) -> SnapshotView {
    shell.snapshots.borrow().view(Instant::now())
}

/// Selects a source.
#[tauri::command]
#[specta::specta]
pub(crate) fn select_source(shell: State<'_, Shell>, source: SourceId) {
    shell.listener.send(Intent::Select(source));
}

/// Starts listening.
#[tauri::command]
#[specta::specta]
pub(crate) fn start_listening(shell: State<'_, Shell>) {
    shell.listener.send(Intent::Start);
}

/// Stops listening.
#[tauri::command]
#[specta::specta]
pub(crate) fn stop_listening(shell: State<'_, Shell>) {
    shell.listener.send(Intent::Stop);
}

/// Tries again now, where something hinders.
#[tauri::command]
#[specta::specta]
pub(crate) fn try_again(shell: State<'_, Shell>) {
    shell.listener.send(Intent::TryAgain);
}

/// Opens the current song in the browser.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_song(shell: State<'_, Shell>) -> Result<(), CommandError> {
    let link = shell.snapshots.borrow().song.as_ref().and_then(|song| song.now_playing.link.clone());
    match link {
        Some(link) => browser::open(link).await.map_err(|()| CommandError::Browser),
        None => Ok(()),
    }
}

/// What the user has to be told.
#[tauri::command]
#[specta::specta]
pub(crate) fn notices(shell: State<'_, Shell>) -> Vec<Notice> {
    shell.notices.current()
}

/// The user has read a notice.
#[tauri::command]
#[specta::specta]
pub(crate) fn dismiss_notice(shell: State<'_, Shell>, id: u32) {
    shell.notices.dismiss(id);
}

/// The user was asked what closing the last window is to do, and has answered.
#[tauri::command]
#[specta::specta]
pub(crate) fn close_as(window: Window, on_close: OnClose) -> Result<(), CommandError> {
    let app = window.app_handle();
    closing::answered(app, on_close);
    if on_close == OnClose::Quit {
        app.exit(0);
        return Ok(());
    }
    window.destroy().map_err(|_| CommandError::Internal)
}

/// The user was asked what closing the last window is to do, and keeps it open.
#[tauri::command]
#[specta::specta]
pub(crate) fn keep_window(app: AppHandle) {
    closing::put_off(&app);
}

/// Opens the settings' section on updates.
#[tauri::command]
#[specta::specta]
pub(crate) fn open_updates(app: AppHandle) {
    windows::show_updates(&app);
}

/// Opens the settings.
#[tauri::command]
#[specta::specta]
pub(crate) fn open_settings(app: AppHandle) {
    windows::show(&app, windows::Which::Settings);
}
