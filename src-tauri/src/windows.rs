//! The windows: made when they are wanted, gone when they are closed.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use songplate_core::settings::{Language, Preferences, Theme};
use specta::Type;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder};
use tauri_specta::Event;

use crate::messages::Messages;
use crate::profile::Profile;
use crate::state::Shell;

/// A window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    Popup,
    Settings,
}

impl Which {
    fn label(self) -> &'static str {
        match self {
            Self::Popup => "popup",
            Self::Settings => "settings",
        }
    }

    fn title(self, language: Language) -> &'static str {
        match self {
            Self::Popup => "Songplate",
            Self::Settings => Messages::of(language).get("native_settings_title"),
        }
    }
}

/// The user wants to see the settings' section on updates.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct UpdatesAsked;

/// Shows a window in front of all others, making it if need be.
pub(crate) fn show(app: &AppHandle, which: Which) {
    let page = match which {
        Which::Popup => "index.html",
        Which::Settings => "settings.html",
    };
    show_page(app, which, page);
}

/// Shows the settings' section on updates.
pub(crate) fn show_updates(app: &AppHandle) {
    // A window that is there is told; a new one begins with this section.
    if let Err(error) = UpdatesAsked.emit_to(app, Which::Settings.label()) {
        tracing::warn!("the settings can't be told what to show: {error}");
    }
    show_page(app, Which::Settings, "settings.html#updates");
}

fn show_page(app: &AppHandle, which: Which, page: &'static str) {
    /// One after the other: two that are asked for at once are one.
    static TURN: Mutex<()> = Mutex::new(());
    let app = app.clone();
    // It waits for the main thread. What waits for the network and the players must not, and at the end the main thread
    // waits for that.
    tauri::async_runtime::spawn_blocking(move || {
        let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let shown = match app.get_webview_window(which.label()) {
            Some(window) => window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus()),
            None => make(&app, which, page),
        };
        if let Err(error) = shown {
            tracing::error!("the window {} can't be shown: {error}", which.label());
        }
    });
}

/// Gives the frames of the windows, and the menus that the system draws in them, the theme and the language.
pub(crate) fn dress(app: &AppHandle, preferences: &Preferences) {
    app.set_theme(native(preferences.theme));
    for which in [Which::Popup, Which::Settings] {
        if let Some(window) = app.get_webview_window(which.label())
            && let Err(error) = window.set_title(which.title(preferences.language))
        {
            tracing::warn!("the title of a window can't be changed: {error}");
        }
    }
}

fn native(theme: Theme) -> Option<tauri::Theme> {
    match theme {
        Theme::System => None,
        Theme::Light => Some(tauri::Theme::Light),
        Theme::Dark => Some(tauri::Theme::Dark),
    }
}

fn make(app: &AppHandle, which: Which, page: &str) -> tauri::Result<()> {
    let (size, smallest) = match which {
        Which::Popup => ((380.0, 560.0), (320.0, 420.0)),
        Which::Settings => ((760.0, 680.0), (420.0, 480.0)),
    };
    let profile = app.state::<Profile>();
    let preferences = app.state::<Shell>().settings.current().preferences;
    app.set_theme(native(preferences.theme));
    WebviewWindowBuilder::new(app, which.label(), WebviewUrl::App(page.into()))
        .title(which.title(preferences.language))
        .inner_size(size.0, size.1)
        .min_inner_size(smallest.0, smallest.1)
        .data_directory(profile.webview())
        // A plugin gives it its last place and size. Seen before, it would jump, and window managers may miss the size.
        .visible(false)
        // A window shows the app's own pages, whatever happens in it.
        .on_navigation(|url| {
            url.scheme() == "tauri"
                || url.host_str() == Some("tauri.localhost")
                || (cfg!(debug_assertions) && url.host_str() == Some("localhost"))
        })
        .build()
        .and_then(|window| {
            #[cfg(target_os = "linux")]
            window.with_webview(|webview| songplate_webview::let_go_when_destroyed(&webview.inner()))?;
            window.show()
        })
}
