//! An empty Tauri window, built with Songplate's versions and profile: what Songplate's start and memory are measured
//! beside. It goes on when its window is closed, as Songplate does in the tray, and ends on a signal.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use tauri::RunEvent;

fn main() -> tauri::Result<()> {
    tauri::Builder::default().build(tauri::generate_context!())?.run(|_, event| {
        if let RunEvent::ExitRequested { code: None, api, .. } = event {
            api.prevent_exit();
        }
    });
    Ok(())
}
