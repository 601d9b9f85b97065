//! What closing a window does: the last one is gone, and the program goes on without, unless the user wants it to end.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use songplate_core::settings::OnClose;
use specta::Type;
use tauri::{AppHandle, CloseRequestApi, ExitRequestApi, Manager};
use tauri_specta::Event;

use crate::state::Shell;

/// The user closes the last window for the first time: it asks what that is to do.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct ClosingAsked;

/// The window that has asked what closing is to do, while there is no answer.
#[derive(Debug, Default)]
pub(crate) struct Asking(Mutex<Option<String>>);

impl Asking {
    fn replace(&self, label: Option<&str>) -> Option<String> {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *asked, label.map(str::to_owned))
    }
}

/// The user closes a window.
pub(crate) fn close_requested(app: &AppHandle, label: &str, api: &CloseRequestApi) {
    let on_close = app.state::<Shell>().settings.current().background.on_close;
    let asking = app.state::<Asking>();
    let asked = asking.replace(Some(label));
    if asks(on_close, app.webview_windows().len(), asked.as_deref() == Some(label)) {
        match ClosingAsked.emit_to(app, label) {
            Ok(()) => api.prevent_close(),
            Err(error) => tracing::warn!("the window can't ask what closing is to do: {error}"),
        }
    } else if app.webview_windows().len() > 1 {
        asking.replace(None);
    }
}

/// No window is left: whether the program goes on.
pub(crate) fn goes_on(app: &AppHandle, api: &ExitRequestApi) -> bool {
    // Who closed the question with its window has not answered it, and may not even have read it: they are asked again.
    put_off(app);
    let goes_on = app.state::<Shell>().settings.current().background.on_close != OnClose::Quit;
    if goes_on {
        api.prevent_exit();
        #[cfg(target_os = "linux")]
        crate::leftovers::let_go_soon(app);
    }
    goes_on
}

/// The user has said what closing is to do.
pub(crate) fn answered(app: &AppHandle, on_close: OnClose) {
    put_off(app);
    app.state::<Shell>().settings.change(|settings| {
        settings.background.on_close = decided(settings.background.on_close, on_close);
    });
}

/// The user keeps the window: nothing is decided, and closing it asks again.
pub(crate) fn put_off(app: &AppHandle) {
    app.state::<Asking>().replace(None);
}

/// Whether a window that the user closes asks what that is to do, while `open` windows are open, itself among them.
/// Who closes it while it asks closes the window: it may not even be able to ask.
fn asks(on_close: OnClose, open: usize, asking: bool) -> bool {
    on_close == OnClose::Ask && open == 1 && !asking
}

/// What closing does from now on. What the user chose in the settings meanwhile counts more than an answer.
fn decided(chosen: OnClose, answer: OnClose) -> OnClose {
    if chosen == OnClose::Ask { answer } else { chosen }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_window_asks_and_only_once() {
        assert!(asks(OnClose::Ask, 1, false));
        assert!(!asks(OnClose::Ask, 2, false), "another window is left");
        assert!(!asks(OnClose::Ask, 1, true), "the question is closed");
        assert!(!asks(OnClose::GoOn, 1, false) && !asks(OnClose::Quit, 1, false), "the user has said it");
    }

    #[test]
    fn an_answer_counts_until_the_user_has_chosen() {
        assert_eq!(decided(OnClose::Ask, OnClose::GoOn), OnClose::GoOn);
        assert_eq!(decided(OnClose::Ask, OnClose::Quit), OnClose::Quit);
        assert_eq!(decided(OnClose::GoOn, OnClose::Quit), OnClose::GoOn);
    }
}
