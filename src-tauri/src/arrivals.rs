//! What arrives from outside while the program runs: words, and links from the browser.
//!
//! Links are handled here and in the core alone, never in a window. The deep-link plugin would tell every window about
//! them; so it is used for the system's own deliveries (macOS) and for registering, and what comes on a command line is
//! read here.

use std::sync::{Mutex, PoisonError};

use songplate_core::listener::Intent;
use tauri::{AppHandle, Manager};
use tauri_plugin_deep_link::DeepLinkExt;

use crate::notices::NoticeKind;
use crate::state::Shell;
use crate::windows::{Which, show};
use crate::words::{Word, Words};

/// Holds what arrives before the program can act on it: a second start finds the first one by its name on the bus,
/// which it has long before its windows and its login.
#[derive(Debug)]
pub(crate) struct Door(Mutex<Option<Vec<Words>>>);

impl Door {
    /// A door that is still closed.
    pub(crate) fn closed() -> Self {
        Self(Mutex::new(Some(Vec::new())))
    }

    /// The words again if they may come in now; else they are kept.
    fn admit(&self, words: Words) -> Option<Words> {
        match &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(waiting) => {
                waiting.push(words);
                None
            }
            None => Some(words),
        }
    }

    /// Opens, and gives what has waited, in its order.
    fn open(&self) -> Vec<Words> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default()
    }
}

/// The words that the program was started with, and those that came while it was starting.
pub(crate) fn first(app: &AppHandle, words: &Words) {
    note_unknown(words);
    let shell = app.state::<Shell>();
    match words.word {
        Some(Word::Start) => shell.listener.send(Intent::Start),
        Some(Word::Stop) => shell.listener.send(Intent::Stop),
        _ => {}
    }
    let hidden = words.hidden || words.at_login && shell.settings.current().background.start_hidden;
    match words.word {
        Some(Word::Settings) => show(app, Which::Settings),
        Some(Word::Show) => show(app, Which::Popup),
        _ if hidden => {}
        _ => show(app, Which::Popup),
    }
    if let Some(link) = &words.link {
        link_arrived(app, link.clone(), true);
    }
    for words in app.state::<Door>().open() {
        take_in(app, &words);
    }
}

/// The words of a second start.
pub(crate) fn forwarded(app: &AppHandle, words: Words) {
    if let Some(words) = app.state::<Door>().admit(words) {
        let app = app.clone();
        // Whoever forwards waits for us to return; on Windows a window can't even be made before.
        tauri::async_runtime::spawn(async move { take_in(&app, &words) });
    }
}

fn take_in(app: &AppHandle, words: &Words) {
    note_unknown(words);
    let shell = app.state::<Shell>();
    match words.word {
        Some(Word::Settings) => show(app, Which::Settings),
        Some(Word::Start) => shell.listener.send(Intent::Start),
        Some(Word::Stop) => shell.listener.send(Intent::Stop),
        Some(Word::Quit) => app.exit(0),
        // Any page can send a link, and any program rubbish: neither moves a window by itself.
        None if words.link.is_some() || words.unknown > 0 || words.hidden || words.at_login => {}
        Some(Word::Show) | None => show(app, Which::Popup),
    }
    if let Some(link) = &words.link {
        link_arrived(app, link.clone(), false);
    }
}

/// Takes in the links that the system delivers without a command line.
pub(crate) fn watch_system_links(app: &AppHandle) {
    if !cfg!(target_os = "macos") {
        return;
    }
    let handle = app.clone();
    app.deep_link().on_open_url(move |event| {
        for link in event.urls() {
            link_arrived(&handle, link.to_string(), false);
        }
    });
}

fn note_unknown(words: &Words) {
    if words.unknown > 0 {
        tracing::warn!("{} arguments that mean nothing were ignored", words.unknown);
    }
}

fn link_arrived(app: &AppHandle, link: String, opened_the_program: bool) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let shell = app.state::<Shell>();
        if let Err(unanswered) = shell.login.returned(link).await {
            // Never the link itself: it may carry a code.
            tracing::warn!("a link was ignored: {unanswered}");
            if opened_the_program {
                shell.notices.raise(NoticeKind::LinkUnanswered);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_too_early_waits_in_its_order() {
        let door = Door::closed();
        let [start, stop, quit] = ["start", "stop", "quit"].map(|word| Words::read([word]));
        assert_eq!(door.admit(start.clone()), None);
        assert_eq!(door.admit(stop.clone()), None);
        assert_eq!(door.open(), [start, stop]);
        assert_eq!(door.admit(quit.clone()), Some(quit));
        assert!(door.open().is_empty());
    }
}
