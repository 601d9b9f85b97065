//! Whatever happens in whatever order.

use std::time::Duration;

use proptest::prelude::*;
use proptest::sample::select;
use semver::Version;
use songplate_core::clock::UnixSeconds;
use songplate_core::update::{
    CHECK_SPACING, Channel, Effect, Input, Intent, Means, Update, UpdateCause, UpdateSettings, UpdateState,
};
use tokio::time::Instant;

use super::stage::offer;

const VERSIONS: [&str; 6] = ["1.0.0", "1.1.0-beta.1", "1.1.0-beta.2", "1.1.0", "1.2.0-beta.1", "1.2.0"];

#[derive(Debug, Clone)]
enum What {
    Want(Intent),
    Answer(Result<Option<&'static str>, UpdateCause>),
    Progress { back: u32 },
    Downloaded { back: u32, outcome: Result<(), UpdateCause> },
    Installed(Result<(), UpdateCause>),
    Listening(bool),
    Nothing,
}

fn cause() -> impl Strategy<Value = UpdateCause> {
    select(vec![UpdateCause::Offline, UpdateCause::Signature, UpdateCause::VersionMismatch, UpdateCause::NoPermission])
}

fn outcome() -> impl Strategy<Value = Result<(), UpdateCause>> {
    prop_oneof![3 => Just(Ok(())), 1 => cause().prop_map(Err)]
}

fn what() -> impl Strategy<Value = What> {
    let intents = vec![
        Intent::Channel(Channel::Stable),
        Intent::Channel(Channel::Beta),
        Intent::Enable(true),
        Intent::Enable(false),
        Intent::Check,
        Intent::Install,
        Intent::Install,
        Intent::Install,
        Intent::Later,
        Intent::Cancel,
    ];
    prop_oneof![
        4 => select(intents).prop_map(What::Want),
        4 => select(VERSIONS.to_vec()).prop_map(|version| What::Answer(Ok(Some(version)))),
        1 => Just(What::Answer(Ok(None))),
        1 => cause().prop_map(|cause| What::Answer(Err(cause))),
        1 => (0_u32..2).prop_map(|back| What::Progress { back }),
        3 => (0_u32..2, outcome()).prop_map(|(back, outcome)| What::Downloaded { back, outcome }),
        3 => outcome().prop_map(What::Installed),
        3 => any::<bool>().prop_map(What::Listening),
        2 => Just(What::Nothing),
    ]
}

/// The steps to an update that waits for Stop: rare by chance, and where the promises are put to the test.
fn head_start() -> Vec<(What, u64)> {
    let newest = VERSIONS[VERSIONS.len() - 1];
    let steps = [
        What::Want(Intent::Check),
        What::Answer(Ok(Some(newest))),
        What::Want(Intent::Install),
        What::Downloaded { back: 0, outcome: Ok(()) },
        What::Listening(true),
        What::Want(Intent::Later),
    ];
    steps.map(|what| (what, 0)).to_vec()
}

/// What a shell that does as it is told has seen.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "a list of what was seen, not a state")]
struct Seen {
    checking: bool,
    last_check: Option<Instant>,
    /// The download that is under way or done, with its version.
    download: Option<(u32, Version)>,
    downloads: u32,
    verified: bool,
    installing: bool,
    listening: bool,
    /// The user has said "now" of what is being installed, or was.
    said_now: bool,
    restarted: bool,
}

impl Seen {
    fn input(&mut self, what: &What) -> Option<Input> {
        Some(match what {
            What::Want(intent) => Input::Intent(*intent),
            What::Answer(outcome) => {
                if !std::mem::take(&mut self.checking) {
                    return None;
                }
                Input::Checked { outcome: outcome.map(|version| version.map(offer)), jitter: 0.3 }
            }
            What::Progress { back } => {
                Input::Progress { download: self.downloads.saturating_sub(*back), done: 5, total: Some(9) }
            }
            What::Downloaded { back, outcome } => {
                let download = self.downloads.saturating_sub(*back);
                if self.verified || self.installing {
                    return None;
                }
                if self.download.as_ref().is_some_and(|(there, _)| *there == download) {
                    self.verified = outcome.is_ok();
                    if outcome.is_err() {
                        self.download = None;
                    }
                }
                Input::Downloaded { download, outcome: *outcome }
            }
            What::Installed(outcome) => {
                if !std::mem::take(&mut self.installing) {
                    return None;
                }
                Input::Installed { outcome: *outcome }
            }
            What::Listening(listening) => {
                self.listening = *listening;
                Input::Listening(*listening)
            }
            What::Nothing => Input::TimePassed,
        })
    }

    fn see(&mut self, effect: Effect, now: Instant, current: &Version) -> Result<(), TestCaseError> {
        prop_assert!(!self.restarted, "nothing is asked of a program that starts anew");
        match effect {
            Effect::Check { .. } => {
                prop_assert!(!self.checking, "one check at a time");
                prop_assert!(self.last_check.is_none_or(|last| now >= last + CHECK_SPACING), "and not too often");
                (self.checking, self.last_check) = (true, Some(now));
            }
            Effect::Download { download, version } => {
                prop_assert!(self.download.is_none(), "one download at a time");
                prop_assert!(download > self.downloads);
                prop_assert!(version.cmp_precedence(current).is_gt(), "{version} after {current}");
                (self.download, self.downloads, self.verified) = (Some((download, version)), download, false);
            }
            Effect::CancelDownload => {
                prop_assert!(self.download.take().is_some() && !self.installing);
                (self.verified, self.said_now) = (false, false);
            }
            Effect::Install { download } => {
                prop_assert!(self.verified && !self.installing);
                prop_assert_eq!(self.download.as_ref().map(|(there, _)| *there), Some(download));
                prop_assert!(!self.listening || self.said_now, "never while they listen");
                self.installing = true;
            }
            Effect::InstallOnQuit { download } => {
                prop_assert!(self.verified && !self.installing);
                prop_assert_eq!(self.download.as_ref().map(|(there, _)| *there), Some(download));
            }
            Effect::Restart => {
                prop_assert!(!self.listening || self.said_now, "never while they listen");
                self.restarted = true;
            }
            Effect::Remember(_) => {}
        }
        Ok(())
    }
}

proptest! {
    /// One check and one download at a time; only what is newer is ever downloaded, and only what was verified
    /// installed; nothing is installed and nothing restarts while they listen, unless they said "now".
    #[test]
    fn the_promises_are_kept(
        current in select(VERSIONS.to_vec()),
        steps in prop::collection::vec((what(), select(vec![0_u64, 0, 1, 15, 30_000])), 1..120),
        from_ready in any::<bool>(),
        quits in any::<bool>(),
    ) {
        let (current, began) = (current.parse::<Version>().unwrap(), Instant::now());
        let mut now = began;
        let wall = |now: Instant| UnixSeconds(50).after(now - began);
        let mut update = Update::new(current.clone(), Means::Itself, UpdateSettings::default(), now, wall(now));
        let mut seen = Seen::default();
        let head_start = if from_ready { head_start() } else { Vec::new() };
        for (what, seconds) in head_start.into_iter().chain(steps) {
            now += Duration::from_secs(seconds);
            // "Now" is Install said of an update that is ready, or that waits only for the program to start anew.
            let before = update.view().state;
            let Some(input) = seen.input(&what) else { continue };
            if let What::Want(Intent::Install) = what {
                seen.said_now |= seen.verified || matches!(before, UpdateState::Installed { .. });
            }
            for effect in update.apply(input, now, wall(now)) {
                seen.see(effect, now, &current)?;
            }
            seen.said_now &= seen.installing || !matches!(what, What::Installed(Err(_)));
            if let Some(due) = update.deadline() {
                prop_assert!(due > now, "what is due is done");
            }
            let view = update.view();
            let busy = matches!(view.state, UpdateState::Downloading { .. });
            prop_assert_eq!(busy, seen.download.is_some() && !seen.verified && !seen.restarted);
            prop_assert_eq!(matches!(view.state, UpdateState::Installing { .. }), seen.installing);
            if view.state == UpdateState::Off {
                prop_assert!(!view.enabled && seen.download.is_none());
            }
        }
        if quits {
            for effect in update.apply(Input::Quitting, now, wall(now)) {
                let at_the_end = matches!(effect, Effect::InstallOnQuit { .. } | Effect::CancelDownload);
                prop_assert!(at_the_end, "{effect:?}");
                seen.see(effect, now, &current)?;
            }
            prop_assert!(update.apply(Intent::Install, now, wall(now)).is_empty());
            prop_assert_eq!(update.deadline(), None);
        }
    }
}
