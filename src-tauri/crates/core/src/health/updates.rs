//! How updates are.

use super::cause::{HealthCause, Remedy};
use super::row::{Condition, HealthRow, Part};
use crate::update::{UpdateCause, UpdateState, UpdateStep, UpdateView, Verdict};

pub(super) fn row(view: &UpdateView) -> HealthRow {
    let row = |condition| HealthRow::new(Part::Updates, condition, view.checked_at).tried_at(view.next_at);
    match &view.state {
        UpdateState::Off => row(Condition::Off),
        UpdateState::NotConfigured => row(Condition::Off).because(HealthCause::UpdatesNotConfigured),
        UpdateState::Unavailable { how } => row(Condition::Off).because(HealthCause::UpdatesOtherwise { how: *how }),
        UpdateState::Checking | UpdateState::Idle { verdict: Verdict::NotChecked } => row(Condition::Waiting),
        UpdateState::Idle { verdict: Verdict::Refused { version } } => row(Condition::Trouble)
            .because(HealthCause::UpdateRefused { version: version.clone() })
            .mended_by(Remedy::CheckUpdates),
        UpdateState::Idle { verdict: Verdict::UpToDate | Verdict::StableIsOlder { .. } }
        | UpdateState::Offered { .. }
        | UpdateState::Downloading { .. }
        | UpdateState::Ready { .. }
        | UpdateState::Installing { .. }
        | UpdateState::Installed { .. } => row(Condition::Good),
        UpdateState::Failed { step, cause, version, .. } => {
            let goes_on = *step == UpdateStep::Check && *cause == UpdateCause::Offline && view.next_at.is_some();
            let remedy = match (step, version) {
                (UpdateStep::Download | UpdateStep::Install, Some(_)) => Remedy::InstallUpdate,
                _ => Remedy::CheckUpdates,
            };
            row(if goes_on { Condition::Waiting } else { Condition::Trouble })
                .because(HealthCause::UpdateFailed { step: *step, cause: *cause })
                .mended_by(remedy)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::UnixSeconds;
    use crate::update::{Channel, Otherwise};

    fn told(state: UpdateState) -> (Condition, Option<Remedy>) {
        let view = UpdateView {
            version: "1.0.0".into(),
            channel: Channel::Stable,
            enabled: true,
            checked_at: Some(UnixSeconds(5)),
            next_at: Some(UnixSeconds(9)),
            state,
        };
        let row = row(&view);
        assert_eq!((row.last_success, row.next_attempt), (view.checked_at, view.next_at));
        (row.condition, row.remedy)
    }

    #[test]
    fn each_state_has_its_condition_and_its_button() {
        use Condition::{Good, Off, Trouble, Waiting};
        let failed = |step, cause, version: Option<&str>| UpdateState::Failed {
            step,
            cause,
            at: UnixSeconds(6),
            version: version.map(str::to_owned),
            ready: step == UpdateStep::Install && version.is_some(),
        };
        let version = || "1.1.0".to_owned();
        for (state, expected) in [
            (UpdateState::Off, (Off, None)),
            (UpdateState::NotConfigured, (Off, None)),
            (UpdateState::Unavailable { how: Otherwise::PackageManager }, (Off, None)),
            (UpdateState::Idle { verdict: Verdict::NotChecked }, (Waiting, None)),
            (UpdateState::Idle { verdict: Verdict::UpToDate }, (Good, None)),
            (
                UpdateState::Idle { verdict: Verdict::Refused { version: version() } },
                (Trouble, Some(Remedy::CheckUpdates)),
            ),
            (UpdateState::Offered { version: version(), notes: String::new(), date: None }, (Good, None)),
            (failed(UpdateStep::Check, UpdateCause::Offline, None), (Waiting, Some(Remedy::CheckUpdates))),
            (failed(UpdateStep::Check, UpdateCause::NotJson, None), (Trouble, Some(Remedy::CheckUpdates))),
            (failed(UpdateStep::Download, UpdateCause::Offline, Some("1")), (Trouble, Some(Remedy::InstallUpdate))),
            (failed(UpdateStep::Download, UpdateCause::Signature, None), (Trouble, Some(Remedy::CheckUpdates))),
            (failed(UpdateStep::Install, UpdateCause::NoPermission, Some("1")), (Trouble, Some(Remedy::InstallUpdate))),
        ] {
            assert_eq!(told(state.clone()), expected, "{state:?}");
        }
    }
}
