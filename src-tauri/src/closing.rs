//! What closing a window does: the last one is gone, and the program goes on without, unless the user wants it to end.

use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};
use songplate_core::settings::OnClose;
use specta::Type;
use tauri::{AppHandle, CloseRequestApi, ExitRequestApi, Manager};
use tauri_specta::Event;

use crate::state::Shell;

/// The user closes the last window for the first time: it asks what that is to do.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct ClosingAsked;

/// Whether the user has been asked what closing is to do, and has not answered yet.
#[derive(Debug, Default)]
pub(crate) struct Asking(AtomicBool);

/// The user closes a window.
pub(crate) fn close_requested(app: &AppHandle, label: &str, api: &CloseRequestApi) {
    let last = app.webview_windows().len() == 1;
    let asks = app.state::<Shell>().settings.current().background.on_close == OnClose::Ask;
    // Who closes the question closes the window: it may not even be able to ask.
    if last && asks && !app.state::<Asking>().0.swap(true, Ordering::Relaxed) {
        match ClosingAsked.emit_to(app, label) {
            Ok(()) => api.prevent_close(),
            Err(error) => tracing::warn!("the window can't ask what closing is to do: {error}"),
        }
    }
}

/// No window is left: whether the program goes on.
pub(crate) fn goes_on(app: &AppHandle, api: &ExitRequestApi) -> bool {
    if app.state::<Asking>().0.load(Ordering::Relaxed) {
        answered(app, OnClose::GoOn);
    }
    let goes_on = app.state::<Shell>().settings.current().background.on_close != OnClose::Quit;
    if goes_on {
        api.prevent_exit();
    }
    goes_on
}

/// The user has said what closing is to do.
pub(crate) fn answered(app: &AppHandle, on_close: OnClose) {
    app.state::<Asking>().0.store(false, Ordering::Relaxed);
    app.state::<Shell>().settings.change(|settings| {
        if settings.background.on_close == OnClose::Ask {
            settings.background.on_close = on_close;
        }
    });
}
