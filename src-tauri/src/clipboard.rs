//! The clipboard, for what the tray copies. Windows copy by themselves.

use std::sync::{Mutex, PoisonError};

use arboard::Clipboard;
use tauri::{AppHandle, Manager};

/// Holds the clipboard open: on Linux, what was copied is there only as long as the program offers it.
#[derive(Default)]
pub(crate) struct Copied(Mutex<Option<Clipboard>>);

/// Copies a text; whether that worked.
pub(crate) fn copy(app: &AppHandle, text: String) -> bool {
    let copied = app.state::<Copied>();
    let mut clipboard = copied.0.lock().unwrap_or_else(PoisonError::into_inner);
    let opened = match clipboard.take() {
        Some(open) => Ok(open),
        None => Clipboard::new(),
    };
    match opened.and_then(|mut open| open.set_text(text).map(|()| open)) {
        Ok(open) => {
            *clipboard = Some(open);
            true
        }
        Err(error) => {
            tracing::warn!("nothing could be copied: {error}");
            false
        }
    }
}
