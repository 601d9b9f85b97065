//! How the server of the overlays is.

use super::cause::{HealthCause, Remedy};
use super::row::{Condition, HealthRow, Part};
use super::signs::{OverlayFailure, OverlayServer, OverlaySigns};

pub(super) fn row(signs: &OverlaySigns) -> HealthRow {
    let row = |condition| HealthRow::new(Part::Overlay, condition, signs.last_success);
    let trouble = |cause| row(Condition::Trouble).because(cause).mended_by(Remedy::OpenOverlaySettings);
    match signs.server {
        OverlayServer::Starting => row(Condition::Waiting),
        OverlayServer::Running { taken: None, .. } => row(Condition::Good),
        // It is served, but not where OBS looks for it.
        OverlayServer::Running { port, taken: Some(wanted) } => trouble(HealthCause::OverlayPortTaken { wanted, port }),
        OverlayServer::Failed(failure) => {
            let cause = match failure {
                OverlayFailure::Taken => HealthCause::OverlayNoPort,
                OverlayFailure::Refused => HealthCause::OverlayRefused,
                OverlayFailure::Other => HealthCause::OverlayDown,
            };
            trouble(cause).tried_at(signs.next_attempt)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::UnixSeconds;

    #[test]
    fn links_that_changed_are_trouble_though_the_server_answers() {
        let told = |server| {
            let next_attempt = Some(UnixSeconds(3));
            let row = row(&OverlaySigns { server, last_success: None, next_attempt });
            (row.condition, row.cause, row.next_attempt)
        };
        assert_eq!(told(OverlayServer::Starting), (Condition::Waiting, None, None));
        assert_eq!(told(OverlayServer::Running { port: 21_867, taken: None }), (Condition::Good, None, None));
        let taken = HealthCause::OverlayPortTaken { wanted: 21_867, port: 21_868 };
        assert_eq!(
            told(OverlayServer::Running { port: 21_868, taken: Some(21_867) }),
            (Condition::Trouble, Some(taken), None)
        );
        assert_eq!(
            told(OverlayServer::Failed(OverlayFailure::Refused)),
            (Condition::Trouble, Some(HealthCause::OverlayRefused), Some(UnixSeconds(3)))
        );
    }
}
