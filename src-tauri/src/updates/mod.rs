//! Updates: the machine of the core, with the channels, the files and the program around it.

mod config;
mod driver;
mod ending;
mod fetch;
#[cfg(test)]
mod fetch_tests;
mod install;

use std::sync::Arc;
use std::time::Duration;

use songplate_core::clock::WallClock;
use songplate_core::update::{Intent, UpdateState, UpdateView};
use tauri::AppHandle;
use tokio::sync::{mpsc, oneshot, watch};

use crate::follow::{follow, follow_from_now};
use crate::notices::{NoticeKind, Notices};
use crate::waiting;
use driver::{Driver, Message};
pub(crate) use ending::Ending;

/// How long the end of the program waits to hear what is to be installed after it.
const PATIENCE: Duration = Duration::from_secs(1);

/// Where updates stand, and what is wanted of them.
#[derive(Debug)]
pub(crate) struct Updates {
    inbox: mpsc::UnboundedSender<Message>,
    pub(crate) views: watch::Receiver<UpdateView>,
    ending: Arc<Ending>,
}

impl Updates {
    /// Starts to look for updates, if this package can be updated by itself.
    pub(crate) fn start(app: &AppHandle, listening: watch::Receiver<bool>, clock: Arc<dyn WallClock>) -> Self {
        let (inbox, messages) = mpsc::unbounded_channel();
        let ending = Arc::new(Ending::new());
        let driver = Driver::new(app, inbox.clone(), Arc::clone(&ending), clock);
        let views = driver.views();
        tauri::async_runtime::spawn(driver.run(messages));
        let told = inbox.clone();
        follow_from_now(listening, move |listening| {
            let _ = told.send(Message::Listening(listening));
        });
        Self { inbox, views, ending }
    }

    /// Tells the user of a version that is on offer: once for each, for who has read it need not read it again today.
    pub(crate) fn notice(&self, notices: &Arc<Notices>) {
        let notices = Arc::clone(notices);
        let mut told = None;
        follow(self.views.clone(), move |view| match view.state {
            // The offer may stand again after it.
            UpdateState::Checking => {}
            UpdateState::Offered { version, .. } => {
                if told.as_ref() != Some(&version) {
                    notices.clear(is_offer);
                    notices.raise(NoticeKind::UpdateOffered { version: version.clone() });
                    told = Some(version);
                }
            }
            _ => notices.clear(is_offer),
        });
    }

    /// The user wants something.
    pub(crate) fn send(&self, intent: Intent) {
        // Nothing is wanted any more of a program that ends.
        let _ = self.inbox.send(Message::Intent(intent));
    }

    /// The program ends: gives up a download, and settles what is left to do.
    pub(crate) fn finish(&self) {
        let (done, finished) = oneshot::channel();
        if self.inbox.send(Message::Quit(done)).is_ok() {
            let _ = waiting::at_most(PATIENCE, finished);
        }
    }

    /// What is left to do when the program has ended.
    pub(crate) fn ending(&self) -> Arc<Ending> {
        Arc::clone(&self.ending)
    }
}

fn is_offer(kind: &NoticeKind) -> bool {
    matches!(kind, NoticeKind::UpdateOffered { .. })
}
