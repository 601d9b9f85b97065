//! Whether every part of the program does what it should, as it changes; and the report that a user can copy.

mod log_end;
mod noted;
mod versions;

use std::sync::Arc;

use songplate_core::clock::{UnixSeconds, WallClock, due};
use songplate_core::health::{self, HealthReport};
use songplate_outputs::server::{Limits, ServerState};
use tauri::{AppHandle, Manager};
use tokio::sync::watch;
use tokio::time::Instant;

use crate::file_outputs::FileOutputs;
use crate::follow::{follow, follow_from_now, mapped};
use crate::overlays::Overlays;
use crate::profile::Profile;
use crate::state::Shell;
use crate::updates::Updates;
use log_end::log_end;
use noted::Noted;

/// Whether every part of the program does what it should.
pub(crate) struct Health {
    noted: Arc<watch::Sender<Noted>>,
    clock: Arc<dyn WallClock>,
    pub(crate) reports: watch::Receiver<HealthReport>,
}

impl Health {
    /// Listens from now on to what the parts say of themselves.
    pub(crate) fn watch(app: &AppHandle, clock: Arc<dyn WallClock>) -> Self {
        let (shell, files, updates) = (app.state::<Shell>(), app.state::<FileOutputs>(), app.state::<Updates>());
        let first = Noted::new(
            &shell.login.views.borrow(),
            &shell.snapshots.borrow(),
            &files.view(),
            updates.views.borrow().clone(),
            clock.now(),
        );
        let noted = Arc::new(watch::Sender::new(first));
        let health = Self { reports: mapped(noted.subscribe(), Noted::report), noted, clock };
        health.note(shell.login.views.clone(), |noted, view, _| noted.login(&view));
        health.note(shell.snapshots.clone(), |noted, snapshot, now| noted.snapshot(&snapshot, now));
        health.note(shell.retries.clone(), |noted, retry, _| noted.retries(retry));
        health.note(files.views(), |noted, view, now| noted.files(&view, now));
        health.note(updates.views.clone(), |noted, view, _| noted.updates(view));
        health.note_server(app.state::<Overlays>().server_states());
        let (noted, clock) = (Arc::clone(&health.noted), Arc::clone(&health.clock));
        follow(app.state::<Overlays>().pages(), move |_| noted.send_modify(|noted| noted.served(clock.now())));
        health
    }

    fn note<T: Clone + Send + Sync + 'static>(
        &self,
        values: watch::Receiver<T>,
        take: impl Fn(&mut Noted, T, UnixSeconds) + Send + 'static,
    ) {
        let (noted, clock) = (Arc::clone(&self.noted), Arc::clone(&self.clock));
        follow_from_now(values, move |value| noted.send_modify(|noted| take(noted, value, clock.now())));
    }

    /// The server says nothing new when a try fails as the one before did; when it tries next is told all the same.
    fn note_server(&self, mut states: watch::Receiver<ServerState>) {
        let (noted, clock) = (Arc::clone(&self.noted), Arc::clone(&self.clock));
        let retry = Limits::default().retry;
        tauri::async_runtime::spawn(async move {
            loop {
                let state = states.borrow_and_update().clone();
                noted.send_modify(|noted| noted.server(&state, retry, clock.now()));
                let again = matches!(state, ServerState::Failed { .. }).then(|| Instant::now() + retry);
                tokio::select! {
                    changed = states.changed() => if changed.is_err() { return },
                    () = due(again) => {}
                }
            }
        });
    }

    /// The report for whoever helps the user: versions, how every part is, and the end of the log, with secrets and
    /// names left out. Blocks for as long as the disk takes.
    pub(crate) fn copy(&self, app: &AppHandle) -> String {
        let log =
            log_end(&app.state::<Profile>().log()).unwrap_or_else(|error| format!("the log can't be read: {error}"));
        let home = dirs::home_dir().map(|home| home.display().to_string());
        let health = self.reports.borrow().clone();
        health::report(&versions::versions(app), &health, log.lines(), home.as_deref(), self.clock.now())
    }
}
