//! Updates: the machine of the core, with the channels, the files and the program around it.

mod config;
mod driver;
mod fetch;
mod install;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use songplate_core::clock::WallClock;
use songplate_core::update::{Intent, UpdateView};
use tauri::AppHandle;
use tokio::sync::{mpsc, oneshot, watch};

use crate::follow::follow_from_now;
use driver::{Driver, Message};

/// How long an installation that was wanted for the end of the program may hold that up: the user may be asked for a
/// password.
const LAST_PATIENCE: Duration = Duration::from_mins(3);

/// Where updates stand, and what is wanted of them.
#[derive(Debug)]
pub(crate) struct Updates {
    inbox: mpsc::UnboundedSender<Message>,
    pub(crate) views: watch::Receiver<UpdateView>,
    restart: Arc<AtomicBool>,
}

impl Updates {
    /// Starts to look for updates, if this package can be updated by itself.
    pub(crate) fn start(app: &AppHandle, listening: watch::Receiver<bool>, clock: Arc<dyn WallClock>) -> Self {
        let (inbox, messages) = mpsc::unbounded_channel();
        let restart = Arc::new(AtomicBool::new(false));
        let driver = Driver::new(app, inbox.clone(), Arc::clone(&restart), clock);
        let views = driver.views();
        tauri::async_runtime::spawn(driver.run(messages));
        let told = inbox.clone();
        follow_from_now(listening, move |listening| {
            let _ = told.send(Message::Listening(listening));
        });
        Self { inbox, views, restart }
    }

    /// The user wants something.
    pub(crate) fn send(&self, intent: Intent) {
        // Nothing is wanted any more of a program that ends.
        let _ = self.inbox.send(Message::Intent(intent));
    }

    /// The program ends: installs what was to be installed then, and waits for that.
    pub(crate) fn finish(&self) {
        let (done, finished) = oneshot::channel();
        if self.inbox.send(Message::Quit(done)).is_ok() {
            let waiting = async { tokio::time::timeout(LAST_PATIENCE, finished).await };
            let _ = tauri::async_runtime::block_on(waiting);
        }
    }

    /// Whether the program is to start anew when it has ended.
    pub(crate) fn restarts(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.restart)
    }
}
