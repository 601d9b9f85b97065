//! Updates, as a pure machine: an input and the time go in, effects come out.

use semver::Version;
use tokio::time::Instant;

use super::cause::{Means, UpdateCause, UpdateStep};
use super::checks::{Check, Checks};
use super::input::{Effect, Input, Intent};
use super::offer::{Offer, Verdict, compare, is_same, judge};
use super::settings::{Channel, UpdateSettings};
use super::stage::Stage;
use super::view::{UpdateState, UpdateView, WaitsFor};
use crate::clock::UnixSeconds;

/// The last step failed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Failure {
    pub(super) step: UpdateStep,
    pub(super) cause: UpdateCause,
    pub(super) at: UnixSeconds,
}

/// Updates.
#[derive(Debug)]
pub struct Update {
    current: Version,
    means: Means,
    pub(super) settings: UpdateSettings,
    pub(super) listening: bool,
    checks: Checks,
    checked_at: Option<UnixSeconds>,
    pub(super) verdict: Verdict,
    pub(super) stage: Stage,
    pub(super) failure: Option<Failure>,
    pub(super) downloads: u32,
    /// While one is being installed: the user has chosen another channel, or none, since.
    pub(super) withdrawn: bool,
    pub(super) ended: bool,
}

impl Update {
    /// Updates of version `current` of the program, as they were remembered. The program starts at `now`, or `wall` by
    /// the time of day.
    #[must_use]
    pub fn new(current: Version, means: Means, remembered: UpdateSettings, now: Instant, wall: UnixSeconds) -> Self {
        let looks = means == Means::Itself && remembered.enabled;
        Self {
            current,
            means,
            settings: remembered,
            listening: false,
            checks: if looks { Checks::at_start(now, wall) } else { Checks::default() },
            checked_at: None,
            verdict: Verdict::NotChecked,
            stage: Stage::Idle,
            failure: None,
            downloads: 0,
            withdrawn: false,
            ended: false,
        }
    }

    /// Takes in `input` at `now`, or `wall` by the time of day, and says what has to be done, in this order.
    pub fn apply(&mut self, input: impl Into<Input>, now: Instant, wall: UnixSeconds) -> Vec<Effect> {
        if self.ended {
            return Vec::new();
        }
        let remembered = self.settings.clone();
        let mut effects = match input.into() {
            Input::Intent(intent) => self.wanted(intent, now, wall),
            Input::Checked { outcome, jitter } => self.checked(outcome, jitter, now, wall),
            Input::Progress { download, done, total } => {
                self.progressed(download, done, total);
                Vec::new()
            }
            Input::Downloaded { download, outcome } => self.downloaded(download, outcome, wall),
            Input::Installed { outcome } => self.installed(outcome, wall),
            Input::Listening(listening) => self.listens(listening),
            Input::Quitting => self.quit(),
            Input::TimePassed => Vec::new(),
        };
        effects.extend(self.check(now, wall));
        if self.settings != remembered {
            effects.push(Effect::Remember(self.settings.clone()));
        }
        effects
    }

    /// When [`Input::TimePassed`] is due, at the latest. While there is such a moment it is welcome every now and then:
    /// clocks of this kind may stand still while the machine sleeps, and a check may be due by the time of day.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        self.checks.deadline().filter(|_| self.may_check())
    }

    /// What the windows receive.
    #[must_use]
    pub fn view(&self) -> UpdateView {
        UpdateView {
            version: self.current.to_string(),
            channel: self.settings.channel,
            enabled: self.settings.enabled,
            checked_at: self.checked_at,
            next_at: self.checks.next_at().filter(|_| self.may_check()),
            state: self.state(),
        }
    }

    fn state(&self) -> UpdateState {
        match self.means {
            Means::Itself => {}
            Means::NotConfigured => return UpdateState::NotConfigured,
            Means::Otherwise(how) => return UpdateState::Unavailable { how },
        }
        // A regular check in the background does not hide what is on offer.
        let shows_check = |check: Check| check.by_hand || (self.settings.enabled && self.stage == Stage::Idle);
        if self.stage.admits_checks() && self.checks.pending(self.settings.channel).is_some_and(shows_check) {
            return UpdateState::Checking;
        }
        if let Some(Failure { step, cause, at }) = self.failure {
            let version = self.stage.offer().map(|offer| offer.version().to_string());
            let ready = matches!(self.stage, Stage::Ready { .. });
            return UpdateState::Failed { step, cause, at, version, ready };
        }
        self.stage.view().unwrap_or_else(|| {
            if !self.settings.enabled && self.verdict == Verdict::NotChecked {
                UpdateState::Off
            } else {
                UpdateState::Idle { verdict: self.verdict.clone() }
            }
        })
    }

    fn may_check(&self) -> bool {
        !self.ended && self.means == Means::Itself && self.stage.admits_checks()
    }

    fn check(&mut self, now: Instant, wall: UnixSeconds) -> Option<Effect> {
        let check = if self.may_check() { self.checks.begin(self.settings.channel, now, wall) } else { None };
        check.map(|Check { channel, .. }| Effect::Check { channel })
    }

    fn wanted(&mut self, intent: Intent, now: Instant, wall: UnixSeconds) -> Vec<Effect> {
        match intent {
            Intent::Channel(channel) => self.change_channel(channel, now, wall),
            Intent::Enable(enabled) => self.enable(enabled, now, wall),
            Intent::Check => {
                if self.may_check() {
                    self.settings.refused = None;
                    self.want_check(true, now, wall);
                }
                Vec::new()
            }
            Intent::Install => self.install(),
            Intent::Later => {
                if let Stage::Ready { waits_for, at_quit, .. } = &mut self.stage {
                    *waits_for = if self.listening { WaitsFor::Stop } else { WaitsFor::Quit };
                    *at_quit = true;
                    self.failure = None;
                }
                Vec::new()
            }
            Intent::Cancel if self.stage.has_download() => {
                self.failure = None;
                self.stage = self.stage.offer().cloned().map_or(Stage::Idle, Stage::Offered);
                vec![Effect::CancelDownload]
            }
            Intent::Cancel => Vec::new(),
        }
    }

    fn want_check(&mut self, by_hand: bool, now: Instant, wall: UnixSeconds) {
        if self.means == Means::Itself {
            self.checks.want(Check { channel: self.settings.channel, by_hand }, now, wall);
        }
    }

    fn change_channel(&mut self, channel: Channel, now: Instant, wall: UnixSeconds) -> Vec<Effect> {
        if channel == self.settings.channel {
            return Vec::new();
        }
        let by_hand = self.checks.pending(self.settings.channel).is_some_and(|check| check.by_hand);
        self.settings.channel = channel;
        self.checked_at = None;
        let effects = self.forget(Verdict::NotChecked);
        if self.settings.enabled || by_hand {
            self.want_check(by_hand, now, wall);
        }
        effects
    }

    fn enable(&mut self, enabled: bool, now: Instant, wall: UnixSeconds) -> Vec<Effect> {
        if enabled == self.settings.enabled {
            return Vec::new();
        }
        self.settings.enabled = enabled;
        if enabled {
            self.want_check(false, now, wall);
            return Vec::new();
        }
        self.checks.stop();
        self.forget(Verdict::NotChecked)
    }

    /// Drops the update that is on offer, as far as it has come. What is being installed can't be stopped.
    fn forget(&mut self, verdict: Verdict) -> Vec<Effect> {
        self.verdict = verdict;
        if !self.stage.admits_checks() && !self.stage.has_download() {
            self.withdrawn = true;
            return Vec::new();
        }
        self.failure = None;
        let had_download = self.stage.has_download();
        self.stage = Stage::Idle;
        if had_download { vec![Effect::CancelDownload] } else { Vec::new() }
    }

    fn checked(
        &mut self,
        outcome: Result<Option<Offer>, UpdateCause>,
        jitter: f64,
        now: Instant,
        wall: UnixSeconds,
    ) -> Vec<Effect> {
        let Some(check) = self.checks.ended() else { return Vec::new() };
        let wanted = check.by_hand || self.settings.enabled;
        if check.channel != self.settings.channel || !wanted {
            return Vec::new();
        }
        if !self.may_check() {
            // A download or an installation has begun meanwhile: to be asked again after it.
            self.want_check(check.by_hand, now, wall);
            return Vec::new();
        }
        if self.settings.enabled {
            if matches!(outcome, Err(UpdateCause::Offline | UpdateCause::Server { status: 500.. })) {
                self.checks.plan_retry(jitter, now, wall);
            } else {
                self.checks.plan_next(jitter, now, wall);
            }
        }
        // What could not be installed waits for the user's word, whatever the channel says meanwhile.
        let not_installed = self.failure.filter(|failure| failure.step == UpdateStep::Install);
        match outcome {
            Ok(offer) => {
                self.checked_at = Some(wall);
                self.failure = None;
                let effects = self.found(offer);
                if matches!(self.stage, Stage::Ready { at_quit: false, .. }) {
                    self.failure = not_installed;
                }
                effects
            }
            Err(cause) => {
                if not_installed.is_none() && (check.by_hand || self.stage == Stage::Idle) {
                    self.failure = Some(Failure { step: UpdateStep::Check, cause, at: wall });
                }
                Vec::new()
            }
        }
    }

    fn found(&mut self, offer: Option<Offer>) -> Vec<Effect> {
        let Some(offer) = offer else { return self.forget(Verdict::UpToDate) };
        let UpdateSettings { channel, ref refused, .. } = self.settings;
        if let Err(verdict) = judge(&offer, channel, &self.current, refused.as_ref()) {
            return self.forget(verdict);
        }
        if refused.as_ref().is_some_and(|refused| compare(offer.version(), refused).is_gt()) {
            self.settings.refused = None;
        }
        self.verdict = Verdict::UpToDate;
        match &self.stage {
            Stage::Ready { offer: held, .. } if is_same(held.version(), offer.version()) => Vec::new(),
            // The user has asked to be updated, and this is what they are updated to now.
            Stage::Ready { offer: held, waits_for, at_quit: true, .. }
                if compare(offer.version(), held.version()).is_gt() =>
            {
                let then = *waits_for;
                vec![Effect::CancelDownload, self.download(offer, then)]
            }
            // What was offered before has been withdrawn, or they did not permit it.
            Stage::Ready { .. } => {
                self.stage = Stage::Offered(offer);
                vec![Effect::CancelDownload]
            }
            _ => {
                self.stage = Stage::Offered(offer);
                Vec::new()
            }
        }
    }
}
