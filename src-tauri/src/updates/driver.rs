//! The one task that owns the updates. It feeds the machine of the core and carries out what that wants.

use std::sync::Arc;
use std::time::Duration;

use semver::Version;
use serde_json::Value;
use songplate_core::clock::{WallClock, due};
use songplate_core::update::{Channel, Effect, Input, Intent, Offer, Update, UpdateCause, UpdateView};
use tauri::async_runtime::{JoinHandle, spawn, spawn_blocking};
use tauri::{AppHandle, Manager};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::Instant;

use super::config::Channels;
use super::ending::Ending;
use super::fetch::{Fetch, Patience};
use super::install::{Package, described};
use crate::follow::replace_if_new;
use crate::state::Shell;
use crate::words::HIDDEN;

/// While a check is planned, the time of day is looked at this often: the other clock may stand still while the machine
/// sleeps.
const CLOCK_LOOK: Duration = Duration::from_mins(15);

/// What the task hears.
pub(super) enum Message {
    Intent(Intent),
    Listening(bool),
    Checked(Result<Option<(Offer, Value)>, UpdateCause>),
    Progress { download: u32, done: u64, total: Option<u64> },
    Downloaded { download: u32, outcome: Result<Arc<Package>, UpdateCause> },
    Installed(Result<(), UpdateCause>),
    Quit(oneshot::Sender<()>),
}

pub(super) struct Driver {
    app: AppHandle,
    machine: Update,
    channels: Channels,
    fetch: Result<Fetch, UpdateCause>,
    clock: Arc<dyn WallClock>,
    inbox: mpsc::UnboundedSender<Message>,
    views: watch::Sender<UpdateView>,
    /// What the channel answered last: the plugin makes the download of it.
    manifest: Option<Value>,
    /// The download that goes on, or has ended; aborting it gives it up.
    download: Option<(u32, JoinHandle<()>)>,
    /// What that has brought.
    package: Option<Arc<Package>>,
    ending: Arc<Ending>,
}

impl Driver {
    pub(super) fn new(
        app: &AppHandle,
        inbox: mpsc::UnboundedSender<Message>,
        ending: Arc<Ending>,
        clock: Arc<dyn WallClock>,
    ) -> Self {
        let channels = Channels::of(app);
        let fetch = Fetch::new(channels.insecure, Patience::default()).map_err(|error| {
            tracing::error!("channels can't be asked: {error}");
            UpdateCause::Other
        });
        let remembered = app.state::<Shell>().settings.current().updates;
        let version = app.package_info().version.clone();
        let machine = Update::new(version, channels.means, remembered, Instant::now(), clock.now());
        let views = watch::Sender::new(machine.view());
        Self {
            app: app.clone(),
            machine,
            channels,
            fetch,
            clock,
            inbox,
            views,
            manifest: None,
            download: None,
            package: None,
            ending,
        }
    }

    pub(super) fn views(&self) -> watch::Receiver<UpdateView> {
        self.views.subscribe()
    }

    pub(super) async fn run(mut self, mut messages: mpsc::UnboundedReceiver<Message>) {
        loop {
            let message = tokio::select! {
                message = messages.recv() => message,
                () = due(self.machine.deadline().map(|deadline| deadline.min(Instant::now() + CLOCK_LOOK))) => {
                    self.apply(Input::TimePassed);
                    continue;
                }
            };
            let input = match message {
                None => return,
                Some(Message::Quit(done)) => {
                    self.apply(Input::Quitting);
                    let _ = done.send(());
                    return;
                }
                Some(Message::Intent(intent)) => intent.into(),
                Some(Message::Listening(listening)) => Input::Listening(listening),
                Some(Message::Checked(outcome)) => self.checked(outcome),
                Some(Message::Progress { download, done, total }) => Input::Progress { download, done, total },
                Some(Message::Downloaded { download, outcome }) => self.downloaded(download, outcome),
                Some(Message::Installed(outcome)) => Input::Installed { outcome },
            };
            self.apply(input);
        }
    }

    fn checked(&mut self, outcome: Result<Option<(Offer, Value)>, UpdateCause>) -> Input {
        let outcome = outcome.map(|found| {
            let (offer, manifest) = found.unzip();
            self.manifest = manifest;
            offer
        });
        Input::Checked { outcome, jitter: random_share() }
    }

    fn downloaded(&mut self, download: u32, outcome: Result<Arc<Package>, UpdateCause>) -> Input {
        let outcome = outcome.map(|package| {
            // One that was given up a moment ago is not kept: packages are large.
            if self.download.as_ref().is_some_and(|(current, _)| *current == download) {
                self.package = Some(package);
            }
        });
        Input::Downloaded { download, outcome }
    }

    fn apply(&mut self, input: Input) {
        for effect in self.machine.apply(input, Instant::now(), self.clock.now()) {
            match effect {
                Effect::Check { channel } => self.check(channel),
                Effect::Download { download, version } => self.download(download, &version),
                Effect::CancelDownload => {
                    self.package = None;
                    if let Some((_, download)) = self.download.take() {
                        download.abort();
                    }
                }
                Effect::Install { .. } => self.install(),
                Effect::InstallOnQuit { .. } => {
                    if let Some(package) = self.package.take() {
                        self.ending.install(package);
                    }
                }
                Effect::Restart => self.restart(),
                Effect::Remember(updates) => {
                    self.app.state::<Shell>().settings.change(|settings| settings.updates = updates);
                }
            }
        }
        replace_if_new(&self.views, self.machine.view());
    }

    fn check(&self, channel: Channel) {
        let (fetch, inbox) = (self.fetch.clone(), self.inbox.clone());
        let manifest = self.channels.manifest(channel);
        spawn(async move {
            let outcome = match (fetch, manifest) {
                (Ok(fetch), Some(manifest)) => fetch.manifest(manifest).await,
                (Err(cause), _) => Err(cause),
                (_, None) => Err(UpdateCause::NoPackage),
            };
            let _ = inbox.send(Message::Checked(outcome));
        });
    }

    fn download(&mut self, download: u32, version: &Version) {
        let inbox = self.inbox.clone();
        let found = self.update(version).and_then(|update| Ok((update, self.fetch.clone()?)));
        let task = spawn(async move {
            let outcome = match found {
                Ok((update, fetch)) => {
                    let progress = |done, total| {
                        let _ = inbox.send(Message::Progress { download, done, total });
                    };
                    match fetch.package(update.download_url.clone(), progress).await {
                        Ok(bytes) => verified(update, bytes).await.map(Arc::new),
                        Err(cause) => Err(cause),
                    }
                }
                Err(cause) => Err(cause),
            };
            let _ = inbox.send(Message::Downloaded { download, outcome });
        });
        self.download = Some((download, task));
    }

    /// What the last manifest says of this version.
    fn update(&self, version: &Version) -> Result<tauri_plugin_updater::Update, UpdateCause> {
        let manifest = self.manifest.clone().ok_or(UpdateCause::Other)?;
        described(&self.app, self.channels.endpoints.clone(), manifest, version)
    }

    fn install(&mut self) {
        // Kept: what was not permitted may be tried again.
        let (package, inbox) = (self.package.clone(), self.inbox.clone());
        if let Some(package) = package.clone().filter(|_| cfg!(windows)) {
            // The installer of Windows ends the program at once. So the program ends first, in good order.
            self.ending.install(package);
            return self.restart();
        }
        spawn_blocking(move || {
            let outcome = package.ok_or(UpdateCause::Other).and_then(|package| package.install(true));
            let _ = inbox.send(Message::Installed(outcome));
        });
    }

    fn restart(&self) {
        // Who has no window open is not shown one because of an update.
        let hidden = self.app.webview_windows().is_empty();
        self.ending.restart(if hidden { vec![HIDDEN.to_owned()] } else { Vec::new() });
        self.app.exit(0);
    }
}

/// Verifying reads the whole package, which takes a processor for a while.
async fn verified(update: tauri_plugin_updater::Update, bytes: Vec<u8>) -> Result<Package, UpdateCause> {
    spawn_blocking(move || Package::verified(update, bytes)).await.unwrap_or(Err(UpdateCause::Other))
}

/// A random number from 0 to 1. Should the system have none to give, programs merely ask in step.
fn random_share() -> f64 {
    getrandom::u32().map_or(0.0, |number| f64::from(number) / f64::from(u32::MAX))
}
