//! How the login is.

use super::cause::{HealthCause, Remedy};
use super::row::{Condition, HealthRow, Part};
use super::signs::LoginSigns;
use crate::login::{LoginReason, LoginStatus};

pub(super) fn row(signs: &LoginSigns) -> HealthRow {
    let row = |condition| {
        let row = HealthRow::new(Part::Login, condition, signs.last_success);
        match signs.reason {
            Some(reason) => row.because(HealthCause::Login { reason }),
            None => row,
        }
    };
    match (signs.status, signs.reason) {
        (LoginStatus::Waiting, _) => row(Condition::Waiting),
        (LoginStatus::SignedOut, None) => row(Condition::Off),
        (LoginStatus::Linked, Some(reason)) if is_refusal(reason) => row(Condition::Trouble).mended_by(remedy(reason)),
        (LoginStatus::Linked, _) => match signs.ends_soon {
            Some(at) => row(Condition::Good).because(HealthCause::ConsentEnds { at }).mended_by(Remedy::LogIn),
            None => row(Condition::Good),
        },
        (LoginStatus::SignedOut | LoginStatus::Failed, reason) => {
            row(Condition::Trouble).mended_by(reason.map_or(Remedy::LogIn, remedy))
        }
    }
}

/// Whether Spotify refuses the account or the app, which is mended at Spotify.
fn is_refusal(reason: LoginReason) -> bool {
    matches!(reason, LoginReason::NotOnUserList | LoginReason::OwnerNeedsPremium | LoginReason::Forbidden)
}

fn remedy(reason: LoginReason) -> Remedy {
    match reason {
        LoginReason::InvalidClient | LoginReason::InvalidRequest => Remedy::CheckCredentials,
        LoginReason::Keychain => Remedy::RetrySecrets,
        reason if is_refusal(reason) => Remedy::OpenDashboard,
        _ => Remedy::LogIn,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::UnixSeconds;

    fn told(status: LoginStatus, reason: Option<LoginReason>) -> (Condition, Option<Remedy>) {
        let row = row(&LoginSigns { status, reason, last_success: Some(UnixSeconds(5)), ends_soon: None });
        assert_eq!(row.last_success, Some(UnixSeconds(5)));
        assert_eq!(row.cause, reason.map(|reason| HealthCause::Login { reason }));
        (row.condition, row.remedy)
    }

    #[test]
    fn each_state_has_its_condition_and_its_button() {
        use Condition::{Good, Off, Trouble, Waiting};
        use LoginStatus::{Failed, Linked, SignedOut};
        for (status, reason, expected) in [
            (SignedOut, None, (Off, None)),
            (SignedOut, Some(LoginReason::Expired), (Trouble, Some(Remedy::LogIn))),
            (LoginStatus::Waiting, Some(LoginReason::Exchanging), (Waiting, None)),
            (Linked, None, (Good, None)),
            (Linked, Some(LoginReason::Network), (Good, None)),
            (Linked, Some(LoginReason::NotOnUserList), (Trouble, Some(Remedy::OpenDashboard))),
            (Failed, Some(LoginReason::InvalidClient), (Trouble, Some(Remedy::CheckCredentials))),
            (Failed, Some(LoginReason::Keychain), (Trouble, Some(Remedy::RetrySecrets))),
            (Failed, Some(LoginReason::TimedOut), (Trouble, Some(Remedy::LogIn))),
        ] {
            assert_eq!(told(status, reason), expected, "{status:?} {reason:?}");
        }
    }

    #[test]
    fn a_consent_that_ends_soon_is_told_while_all_is_well() {
        let ends_soon = Some(UnixSeconds(9));
        let row = row(&LoginSigns { status: LoginStatus::Linked, reason: None, last_success: None, ends_soon });
        assert_eq!((row.condition, row.remedy), (Condition::Good, Some(Remedy::LogIn)));
        assert_eq!(row.cause, Some(HealthCause::ConsentEnds { at: UnixSeconds(9) }));
    }
}
