//! What `WebKitGTK` keeps when the last window is gone, in a program that may go on for weeks: its network process, and its
//! code.

use std::time::Duration;

use tauri::{AppHandle, Manager};

use crate::network_process;

/// Who closes a window and opens it again at once finds everything there.
const BREATH: Duration = Duration::from_secs(2);

/// Lets go of it, if there is still no window in a moment.
pub(crate) fn let_go_soon(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(BREATH).await;
        let handle = app.clone();
        // Windows are made on the main thread: none comes in between.
        let asked = app.run_on_main_thread(move || {
            if handle.webview_windows().is_empty() {
                network_process::end();
                if let Err(error) = songplate_webview::let_go_of_code() {
                    tracing::debug!("the engine's code stays: {error}");
                }
            }
        });
        if let Err(error) = asked {
            tracing::debug!("what the engine keeps stays: {error}");
        }
    });
}
