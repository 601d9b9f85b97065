//! How the source is that is selected.

use super::cause::{HealthCause, Remedy};
use super::row::{Condition, HealthRow, Part};
use super::signs::SourceSigns;
use crate::now_playing::NothingReason;
use crate::status::{OfflineCause, Status};

pub(super) fn row(signs: &SourceSigns) -> HealthRow {
    let row = |condition| HealthRow::new(Part::Source, condition, signs.last_success);
    match signs.status {
        Status::Inactive => row(Condition::Off),
        Status::Nothing { reason: NothingReason::Starting } => {
            row(Condition::Waiting).because(HealthCause::SourceStarting)
        }
        Status::Nothing { reason: NothingReason::Gone } => row(Condition::Waiting).because(HealthCause::PlayerGone),
        Status::Playing
        | Status::Paused
        | Status::Advert
        | Status::Private
        | Status::Nothing { reason: NothingReason::Idle | NothingReason::Unknown } => row(Condition::Good),
        Status::Offline { cause: OfflineCause::Keychain } => row(Condition::Trouble)
            .because(HealthCause::SourceOffline { cause: OfflineCause::Keychain })
            .mended_by(Remedy::RetrySecrets),
        Status::Offline { cause } => row(Condition::Waiting)
            .because(HealthCause::SourceOffline { cause })
            .tried_at(signs.next_attempt)
            .mended_by(Remedy::TryAgain),
        // Asking sooner would only make it worse, so there is no button.
        Status::RateLimited { until } => {
            row(Condition::Waiting).because(HealthCause::RateLimited).tried_at(Some(until))
        }
        Status::Quota { until } => row(Condition::Waiting).because(HealthCause::Quota).tried_at(Some(until)),
        Status::Forbidden { reason, until } => row(Condition::Trouble)
            .because(HealthCause::SourceForbidden { reason })
            .tried_at(Some(until))
            .mended_by(Remedy::OpenDashboard),
        Status::SignInAgain => row(Condition::Trouble).because(HealthCause::SignInAgain).mended_by(Remedy::LogIn),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::UnixSeconds;
    use crate::status::ForbiddenReason;

    #[test]
    fn each_status_has_its_condition_and_its_button() {
        use Condition::{Good, Off, Trouble, Waiting};
        let until = UnixSeconds(99);
        let nothing = |reason| Status::Nothing { reason };
        let offline = |cause| Status::Offline { cause };
        for (status, expected) in [
            (Status::Inactive, (Off, None, None)),
            (Status::Playing, (Good, None, None)),
            (Status::Advert, (Good, None, None)),
            (nothing(NothingReason::Idle), (Good, None, None)),
            (nothing(NothingReason::Starting), (Waiting, None, None)),
            (nothing(NothingReason::Gone), (Waiting, None, None)),
            (offline(OfflineCause::Network), (Waiting, Some(Remedy::TryAgain), None)),
            (offline(OfflineCause::Keychain), (Trouble, Some(Remedy::RetrySecrets), None)),
            (Status::RateLimited { until }, (Waiting, None, Some(until))),
            (Status::Quota { until }, (Waiting, None, Some(until))),
            (
                Status::Forbidden { reason: ForbiddenReason::OwnerNeedsPremium, until },
                (Trouble, Some(Remedy::OpenDashboard), Some(until)),
            ),
            (Status::SignInAgain, (Trouble, Some(Remedy::LogIn), None)),
        ] {
            let row = row(&SourceSigns { status: status.clone(), last_success: None, next_attempt: None });
            assert_eq!((row.condition, row.remedy, row.next_attempt), expected, "{status:?}");
            assert_eq!(row.cause.is_some(), matches!(row.condition, Waiting | Trouble), "{status:?}");
        }
    }

    #[test]
    fn the_next_attempt_is_told_only_of_what_could_not_be_reached() {
        let signs = |status| SourceSigns { status, last_success: None, next_attempt: Some(UnixSeconds(7)) };
        let offline = Status::Offline { cause: OfflineCause::Network };
        assert_eq!(row(&signs(offline)).next_attempt, Some(UnixSeconds(7)));
        assert_eq!(row(&signs(Status::Playing)).next_attempt, None);
    }
}
