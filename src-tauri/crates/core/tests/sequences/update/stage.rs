//! A stage for the machine: a channel, a download and an installer that do as the machine says, and a clock.

use std::time::Duration;

use songplate_core::clock::UnixSeconds;
use songplate_core::update::{
    Channel, Effect, Input, Intent, Means, Offer, Update, UpdateCause, UpdateSettings, UpdateState, UpdateStep,
    Verdict, WaitsFor,
};
use tokio::time::Instant;

/// The time of day at which every stage begins.
pub(super) const BEGINS: u32 = 1_000_000;

pub(super) const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

pub(super) const fn minutes(minutes: u64) -> Duration {
    Duration::from_mins(minutes)
}

pub(super) const fn hours(hours: u64) -> Duration {
    Duration::from_hours(hours)
}

pub(super) fn offer(version: &str) -> Offer {
    Offer::new(version.parse().unwrap(), &format!("New in {version}"), Some(UnixSeconds(7)))
}

pub(super) struct Stage {
    pub(super) update: Update,
    began: Instant,
    pub(super) now: Instant,
    /// For how long the machine slept, which `now` knows nothing of.
    slept: Duration,
    /// The channel that is being asked.
    pub(super) asked: Option<Channel>,
    /// How often one was asked.
    pub(super) checks: u32,
    /// The download that is under way or done, with its version.
    pub(super) download: Option<(u32, String)>,
    /// What is being installed.
    pub(super) installing: bool,
    pub(super) installed_on_quit: Option<String>,
    pub(super) restarts: u32,
    pub(super) remembered: UpdateSettings,
}

impl Stage {
    /// Version 1.0.0 of the program.
    pub(super) fn new() -> Self {
        Self::of("1.0.0", UpdateSettings::default())
    }

    pub(super) fn of(version: &str, settings: UpdateSettings) -> Self {
        Self::by(Means::Itself, version, settings)
    }

    pub(super) fn by(means: Means, version: &str, settings: UpdateSettings) -> Self {
        let now = Instant::now();
        Self {
            update: Update::new(version.parse().unwrap(), means, settings.clone(), now, UnixSeconds(BEGINS)),
            began: now,
            now,
            slept: Duration::ZERO,
            asked: None,
            checks: 0,
            download: None,
            installing: false,
            installed_on_quit: None,
            restarts: 0,
            remembered: settings,
        }
    }

    /// With this on offer.
    pub(super) fn offered(version: &str) -> Self {
        let mut stage = Self::new();
        stage.pass(seconds(10));
        stage.finds(version);
        stage
    }

    /// With this downloaded.
    pub(super) fn ready(version: &str) -> Self {
        let mut stage = Self::offered(version);
        stage.want(Intent::Install);
        stage.downloaded(Ok(()));
        stage
    }

    pub(super) fn wall(&self) -> UnixSeconds {
        UnixSeconds(BEGINS).after(self.now - self.began + self.slept)
    }

    /// The machine sleeps.
    pub(super) fn sleep(&mut self, time: Duration) {
        self.slept += time;
    }

    pub(super) fn tell(&mut self, input: impl Into<Input>) {
        let wall = self.wall();
        for effect in self.update.apply(input, self.now, wall) {
            assert_eq!(self.restarts, 0, "nothing more is asked of a program that starts anew");
            match effect {
                Effect::Check { channel } => {
                    assert_eq!(self.asked.replace(channel), None, "one check at a time");
                    self.checks += 1;
                }
                Effect::Download { download, version } => {
                    let before = self.download.replace((download, version.to_string()));
                    assert_eq!(before, None, "one download at a time");
                }
                Effect::CancelDownload => {
                    assert!(!self.installing);
                    assert!(self.download.take().is_some(), "there is something to give up");
                }
                Effect::Install { download } => {
                    assert_eq!(self.download.as_ref().unwrap().0, download);
                    assert!(!std::mem::replace(&mut self.installing, true), "it is installed once");
                }
                Effect::Restart => self.restarts += 1,
                Effect::InstallOnQuit { download } => {
                    let (there, version) = self.download.clone().unwrap();
                    assert_eq!(there, download);
                    self.installed_on_quit = Some(version);
                }
                Effect::Remember(settings) => {
                    assert_ne!(self.remembered, settings, "only what is new is remembered");
                    self.remembered = settings;
                }
            }
        }
    }

    pub(super) fn want(&mut self, intent: Intent) {
        self.tell(intent);
    }

    /// Lets time pass, waking the machine whenever it is due.
    pub(super) fn pass(&mut self, time: Duration) {
        let until = self.now + time;
        while let Some(due) = self.update.deadline().filter(|due| *due <= until) {
            self.now = self.now.max(due);
            let checks = self.checks;
            self.tell(Input::TimePassed);
            assert!(self.checks > checks, "it is woken for a reason");
        }
        self.now = until;
    }

    /// Lets all of `time` pass but a second.
    pub(super) fn pass_almost(&mut self, time: Duration) {
        self.pass(time.saturating_sub(seconds(1)));
    }

    /// The channel answers.
    pub(super) fn answers(&mut self, outcome: Result<Option<Offer>, UpdateCause>) {
        assert!(self.asked.take().is_some(), "it was asked");
        self.tell(Input::Checked { outcome, jitter: 0.5 });
    }

    pub(super) fn finds(&mut self, version: &str) {
        self.answers(Ok(Some(offer(version))));
    }

    pub(super) fn fails(&mut self, cause: UpdateCause) {
        self.answers(Err(cause));
    }

    /// The download ends.
    pub(super) fn downloaded(&mut self, outcome: Result<(), UpdateCause>) {
        let (download, _) = self.download.clone().unwrap();
        if outcome.is_err() {
            self.download = None;
        }
        self.tell(Input::Downloaded { download, outcome });
    }

    /// The installation ends.
    pub(super) fn installed(&mut self, outcome: Result<(), UpdateCause>) {
        assert!(std::mem::replace(&mut self.installing, false), "something is installed");
        self.tell(Input::Installed { outcome });
    }

    pub(super) fn listens(&mut self, listening: bool) {
        self.tell(Input::Listening(listening));
    }

    pub(super) fn state(&self) -> UpdateState {
        self.update.view().state
    }

    /// The version that is offered.
    pub(super) fn on_offer(&self) -> Option<String> {
        match self.state() {
            UpdateState::Offered { version, .. } => Some(version),
            _ => None,
        }
    }

    pub(super) fn waits_for(&self) -> Option<WaitsFor> {
        match self.state() {
            UpdateState::Ready { waits_for, .. } => Some(waits_for),
            _ => None,
        }
    }

    pub(super) fn verdict(&self) -> Option<Verdict> {
        match self.state() {
            UpdateState::Idle { verdict } => Some(verdict),
            _ => None,
        }
    }

    /// What failed, why, and which version is still on offer.
    pub(super) fn failure(&self) -> Option<(UpdateStep, UpdateCause, Option<String>)> {
        match self.state() {
            UpdateState::Failed { step, cause, version, ready, .. } => {
                assert_eq!(ready, self.download.is_some(), "what is downloaded is said to be");
                Some((step, cause, version))
            }
            _ => None,
        }
    }
}
