//! The one task that owns the updates. It feeds the machine of the core and carries out what that wants.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use reqwest::Client;
use semver::Version;
use serde_json::Value;
use songplate_core::clock::{WallClock, due};
use songplate_core::update::{Channel, Effect, Input, Intent, Offer, Update, UpdateCause, UpdateView};
use tauri::async_runtime::{JoinHandle, spawn, spawn_blocking};
use tauri::{AppHandle, Manager};
use tauri_plugin_updater::UpdaterExt;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::Instant;

use super::config::Channels;
use super::fetch;
use super::install::{Package, cause};
use crate::follow::replace_if_new;
use crate::state::Shell;

/// What the task hears.
pub(super) enum Message {
    Intent(Intent),
    Listening(bool),
    Checked(Result<Option<(Offer, Value)>, UpdateCause>),
    Progress { download: u32, done: u64, total: Option<u64> },
    Downloaded { download: u32, outcome: Result<Box<Package>, UpdateCause> },
    Installed(Result<(), UpdateCause>),
    Quit(oneshot::Sender<()>),
}

pub(super) struct Driver {
    app: AppHandle,
    machine: Update,
    channels: Channels,
    client: Result<Client, UpdateCause>,
    clock: Arc<dyn WallClock>,
    inbox: mpsc::UnboundedSender<Message>,
    views: watch::Sender<UpdateView>,
    /// What the channel answered last: the plugin makes the download of it.
    manifest: Option<Value>,
    /// The download that goes on; it ends when this is aborted.
    download: Option<JoinHandle<()>>,
    package: Option<Box<Package>>,
    restart: Arc<AtomicBool>,
}

impl Driver {
    pub(super) fn new(
        app: &AppHandle,
        inbox: mpsc::UnboundedSender<Message>,
        restart: Arc<AtomicBool>,
        clock: Arc<dyn WallClock>,
    ) -> Self {
        let channels = Channels::of(app);
        let client = fetch::client(channels.insecure).map_err(|error| {
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
            client,
            clock,
            inbox,
            views,
            manifest: None,
            download: None,
            package: None,
            restart,
        }
    }

    pub(super) fn views(&self) -> watch::Receiver<UpdateView> {
        self.views.subscribe()
    }

    pub(super) async fn run(mut self, mut messages: mpsc::UnboundedReceiver<Message>) {
        loop {
            let message = tokio::select! {
                message = messages.recv() => message,
                () = due(self.machine.deadline()) => {
                    self.apply(Input::TimePassed).await;
                    continue;
                }
            };
            let input = match message {
                None => return,
                Some(Message::Quit(done)) => {
                    self.apply(Input::Quitting).await;
                    let _ = done.send(());
                    return;
                }
                Some(Message::Intent(intent)) => intent.into(),
                Some(Message::Listening(listening)) => Input::Listening(listening),
                Some(Message::Checked(outcome)) => self.checked(outcome),
                Some(Message::Progress { download, done, total }) => Input::Progress { download, done, total },
                Some(Message::Downloaded { download, outcome }) => {
                    let outcome = outcome.map(|package| self.package = Some(package));
                    Input::Downloaded { download, outcome }
                }
                Some(Message::Installed(outcome)) => Input::Installed { outcome },
            };
            self.apply(input).await;
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

    async fn apply(&mut self, input: Input) {
        for effect in self.machine.apply(input, Instant::now(), self.clock.now()) {
            match effect {
                Effect::Check { channel } => self.check(channel),
                Effect::Download { download, version } => self.download(download, &version),
                Effect::CancelDownload => {
                    self.package = None;
                    if let Some(download) = self.download.take() {
                        download.abort();
                    }
                }
                Effect::Install { .. } => self.install(),
                Effect::InstallOnQuit { .. } => self.install_on_quit().await,
                Effect::Restart => {
                    self.restart.store(true, Ordering::Relaxed);
                    self.app.exit(0);
                }
                Effect::Remember(updates) => {
                    self.app.state::<Shell>().settings.change(|settings| settings.updates = updates);
                }
            }
        }
        replace_if_new(&self.views, self.machine.view());
    }

    fn check(&self, channel: Channel) {
        let (client, inbox) = (self.client.clone(), self.inbox.clone());
        let manifest = self.channels.manifest(channel);
        spawn(async move {
            let outcome = match (client, manifest) {
                (Ok(client), Some(manifest)) => fetch::manifest(&client, manifest).await,
                (Err(cause), _) => Err(cause),
                (_, None) => Err(UpdateCause::NoPackage),
            };
            let _ = inbox.send(Message::Checked(outcome));
        });
    }

    fn download(&mut self, download: u32, version: &Version) {
        let inbox = self.inbox.clone();
        let found = self.update(version).and_then(|update| Ok((update, self.client.clone()?)));
        self.download = Some(spawn(async move {
            let outcome = match found {
                Ok((update, client)) => {
                    let progress = |done, total| {
                        let _ = inbox.send(Message::Progress { download, done, total });
                    };
                    let bytes = fetch::package(&client, update.download_url.clone(), progress).await;
                    bytes.and_then(|bytes| Package::verified(update, bytes)).map(Box::new)
                }
                Err(cause) => Err(cause),
            };
            let _ = inbox.send(Message::Downloaded { download, outcome });
        }));
    }

    /// The update that the last manifest describes. Whatever its version, its signature has to be for that one.
    fn update(&self, version: &Version) -> Result<tauri_plugin_updater::Update, UpdateCause> {
        let manifest = self.manifest.clone().ok_or(UpdateCause::Other)?;
        let updater = self.app.updater_builder().version_comparator(|_, _| true).build();
        let update = updater.and_then(|updater| updater.restore_update(manifest)).map_err(|error| cause(&error))?;
        let update = update.ok_or(UpdateCause::NoPackage)?;
        if update.version == version.to_string() { Ok(update) } else { Err(UpdateCause::VersionMismatch) }
    }

    fn install(&mut self) {
        let (package, inbox) = (self.package.take(), self.inbox.clone());
        // Windows ends the program in the middle of it.
        #[cfg(windows)]
        self.app.state::<Shell>().settings.finish();
        spawn_blocking(move || {
            let outcome = package.ok_or(UpdateCause::Other).and_then(|package| package.install(true));
            let _ = inbox.send(Message::Installed(outcome));
        });
    }

    async fn install_on_quit(&mut self) {
        let Some(package) = self.package.take() else { return };
        let installed = spawn_blocking(move || package.install(false)).await;
        if let Ok(Err(cause)) = installed {
            tracing::warn!("the update could not be installed at the end: {cause:?}");
        }
    }
}

/// A random number from 0 to 1. Should the system have none to give, programs merely ask in step.
fn random_share() -> f64 {
    getrandom::u32().map_or(0.0, |number| f64::from(number) / f64::from(u32::MAX))
}
