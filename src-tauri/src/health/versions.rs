//! What runs, and on what.

use songplate_core::health::Versions;
use tauri::utils::platform::bundle_type;
use tauri::{AppHandle, Runtime};

/// What the system calls its webview.
const WEBVIEW: &str = if cfg!(windows) {
    "WebView2"
} else if cfg!(target_os = "macos") {
    "WebKit"
} else {
    "WebKitGTK"
};

/// What runs, and on what. Asks the system, which may take a moment.
pub(super) fn versions<R: Runtime>(app: &AppHandle<R>) -> Versions {
    let system = os_info::get();
    let webview = tauri::webview_version().unwrap_or_else(|_| "of an unknown version".to_owned());
    Versions {
        program: app.package_info().version.to_string(),
        package: bundle_type().map_or_else(|| "no package".to_owned(), |package| package.to_string()),
        system: format!("{} {} ({})", system.os_type(), system.version(), std::env::consts::ARCH),
        webview: format!("{WEBVIEW} {webview}, Tauri {}", tauri::VERSION),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_and_webview_are_known() {
        let app = tauri::test::mock_app();
        let Versions { system, webview, .. } = versions(app.handle());
        let has_number = |text: &str| text.chars().any(|character| character.is_ascii_digit());
        assert!(has_number(&system.replace(std::env::consts::ARCH, "")) && !system.contains("Unknown"), "{system}");
        assert!(webview.split(',').next().is_some_and(has_number), "{webview}");
    }
}
