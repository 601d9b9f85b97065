//! Commands of the settings' section on health.
#![expect(clippy::needless_pass_by_value, reason = "Tauri hands commands their arguments by value")]

use songplate_core::health::HealthReport;
use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, Manager, State};

use super::CommandError;
use crate::health::Health;

/// How every part of the program is.
#[tauri::command]
#[specta::specta]
pub(crate) fn health(health: State<'_, Health>) -> HealthReport {
    health.reports.borrow().clone()
}

/// The report for whoever helps the user, as text, with secrets and names left out.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_report(app: AppHandle) -> Result<String, CommandError> {
    let copied = spawn_blocking(move || app.state::<Health>().copy(&app)).await;
    copied.map_err(|error| {
        tracing::error!("the report could not be put together: {error}");
        CommandError::Internal
    })
}
