//! The windows: made when they are wanted, gone when they are closed.

use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder};

use crate::profile::Profile;

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
}

/// Shows a window in front of all others, making it if need be.
pub(crate) fn show(app: &AppHandle, which: Which) {
    let shown = match app.get_webview_window(which.label()) {
        Some(window) => window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus()),
        None => make(app, which),
    };
    if let Err(error) = shown {
        tracing::error!("the window {} can't be shown: {error}", which.label());
    }
}

fn make(app: &AppHandle, which: Which) -> tauri::Result<()> {
    let (page, title, size, smallest) = match which {
        Which::Popup => ("index.html", "Songplate", (380.0, 560.0), (320.0, 420.0)),
        Which::Settings => ("settings.html", "Songplate", (760.0, 680.0), (420.0, 480.0)),
    };
    let profile = app.state::<Profile>();
    WebviewWindowBuilder::new(app, which.label(), WebviewUrl::App(page.into()))
        .title(title)
        .inner_size(size.0, size.1)
        .min_inner_size(smallest.0, smallest.1)
        .data_directory(profile.webview())
        // A window shows the app's own pages, whatever happens in it.
        .on_navigation(|url| {
            url.scheme() == "tauri"
                || url.host_str() == Some("tauri.localhost")
                || (cfg!(debug_assertions) && url.host_str() == Some("localhost"))
        })
        .build()
        .map(drop)
}
