//! The steps from an offer to a new version that runs.

use super::cause::{UpdateCause, UpdateStep};
use super::input::Effect;
use super::machine::{Failure, Update};
use super::offer::{Offer, Verdict};
use super::stage::Stage;
use super::view::WaitsFor;
use crate::clock::UnixSeconds;

impl Update {
    pub(super) fn download(&mut self, offer: Offer, then: WaitsFor) -> Effect {
        self.downloads += 1;
        self.failure = None;
        let (download, version) = (self.downloads, offer.version().clone());
        self.stage = Stage::Downloading { offer, download, done: 0, total: None, then };
        Effect::Download { download, version }
    }

    pub(super) fn progressed(&mut self, of: u32, so_far: u64, in_all: Option<u64>) {
        if let Stage::Downloading { download, done, total, .. } = &mut self.stage
            && *download == of
        {
            (*done, *total) = (so_far, in_all);
        }
    }

    pub(super) fn downloaded(&mut self, of: u32, outcome: Result<(), UpdateCause>, wall: UnixSeconds) -> Vec<Effect> {
        let Stage::Downloading { offer, download, then, .. } = &self.stage else { return Vec::new() };
        if *download != of {
            return Vec::new();
        }
        let (offer, download, waits_for) = (offer.clone(), *download, *then);
        match outcome {
            Ok(()) => {
                self.stage = Stage::Ready { offer, download, waits_for, at_quit: true };
                self.install_after_stop()
            }
            Err(cause) => {
                self.stage = Stage::Offered(offer);
                self.failed(UpdateStep::Download, cause, wall);
                Vec::new()
            }
        }
    }

    fn failed(&mut self, step: UpdateStep, cause: UpdateCause, wall: UnixSeconds) {
        self.failure = Some(Failure { step, cause, at: wall });
        if let Some(offer) = self.stage.offer().filter(|_| cause.refuses_version()) {
            let version = offer.version().clone();
            self.verdict = Verdict::Refused { version: version.to_string() };
            self.settings.refused = Some(version);
            self.stage = Stage::Idle;
        }
    }

    pub(super) fn install(&mut self) -> Vec<Effect> {
        match &self.stage {
            Stage::Offered(offer) => {
                let offer = offer.clone();
                vec![self.download(offer, WaitsFor::User)]
            }
            Stage::Ready { .. } => self.begin_install(true),
            Stage::Installed(_) => self.restart(),
            Stage::Idle | Stage::Downloading { .. } | Stage::Installing { .. } => Vec::new(),
        }
    }

    fn begin_install(&mut self, now: bool) -> Vec<Effect> {
        let Stage::Ready { offer, download, .. } = &self.stage else { return Vec::new() };
        let (offer, download) = (offer.clone(), *download);
        self.failure = None;
        self.withdrawn = false;
        self.stage = Stage::Installing { offer, download, now };
        vec![Effect::Install { download }]
    }

    fn install_after_stop(&mut self) -> Vec<Effect> {
        let waits = matches!(self.stage, Stage::Ready { waits_for: WaitsFor::Stop, .. });
        if waits && !self.listening { self.begin_install(false) } else { Vec::new() }
    }

    pub(super) fn installed(&mut self, outcome: Result<(), UpdateCause>, wall: UnixSeconds) -> Vec<Effect> {
        let Stage::Installing { offer, download, now } = &self.stage else { return Vec::new() };
        let (offer, download, now) = (offer.clone(), *download, *now);
        match outcome {
            Ok(()) => {
                self.stage = Stage::Installed(offer);
                // Installing may wait for a password for minutes, in which the user may have pressed Start.
                if now || !self.listening { self.restart() } else { Vec::new() }
            }
            // What the user no longer wants is not tried again either.
            Err(_) if self.withdrawn => {
                self.stage = Stage::Idle;
                vec![Effect::CancelDownload]
            }
            Err(cause) => {
                // Who did not permit it is not asked again by itself.
                self.stage = Stage::Ready { offer, download, waits_for: WaitsFor::User, at_quit: false };
                self.failed(UpdateStep::Install, cause, wall);
                if cause.refuses_version() { vec![Effect::CancelDownload] } else { Vec::new() }
            }
        }
    }

    fn restart(&mut self) -> Vec<Effect> {
        self.ended = true;
        vec![Effect::Restart]
    }

    pub(super) fn listens(&mut self, listening: bool) -> Vec<Effect> {
        self.listening = listening;
        match self.stage {
            Stage::Installed(_) if !listening => self.restart(),
            _ => self.install_after_stop(),
        }
    }

    pub(super) fn quit(&mut self) -> Vec<Effect> {
        self.ended = true;
        match self.stage {
            Stage::Downloading { .. } => vec![Effect::CancelDownload],
            Stage::Ready { download, at_quit: true, .. } => vec![Effect::InstallOnQuit { download }],
            _ => Vec::new(),
        }
    }
}
