//! What runs, and on what.

use songplate_core::health::Versions;
use tauri::AppHandle;
use tauri::utils::platform::bundle_type;

/// What the system calls its webview.
const WEBVIEW: &str = if cfg!(windows) {
    "WebView2"
} else if cfg!(target_os = "macos") {
    "WebKit"
} else {
    "WebKitGTK"
};

/// What runs, and on what. Asks the system, which may take a moment.
pub(super) fn versions(app: &AppHandle) -> Versions {
    let system = os_info::get();
    let webview = tauri::webview_version().unwrap_or_else(|_| "of an unknown version".to_owned());
    Versions {
        program: app.package_info().version.to_string(),
        package: bundle_type().map_or_else(|| "no package".to_owned(), |package| package.to_string()),
        system: format!("{} {} ({})", system.os_type(), system.version(), std::env::consts::ARCH),
        webview: format!("{WEBVIEW} {webview}, Tauri {}", tauri::VERSION),
    }
}
