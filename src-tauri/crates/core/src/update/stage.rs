//! How far an update has come.

use super::offer::Offer;
use super::view::{UpdateState, WaitsFor};

/// How far an update has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stage {
    /// There is none.
    Idle,
    /// The channel offers one.
    Offered(Offer),
    /// It is being downloaded; `then` is what it waits for afterwards.
    Downloading { offer: Offer, download: u32, done: u64, total: Option<u64>, then: WaitsFor },
    /// It is downloaded and verified; `at_quit` when it is installed at the latest then.
    Ready { offer: Offer, download: u32, waits_for: WaitsFor, at_quit: bool },
    /// It is being installed; `now` when the user has said that the program may start anew even while they listen.
    Installing { offer: Offer, download: u32, now: bool },
    /// It is installed, and the program has not started anew yet.
    Installed(Offer),
}

impl Stage {
    /// What it is about.
    pub(super) fn offer(&self) -> Option<&Offer> {
        match self {
            Self::Idle => None,
            Self::Offered(offer)
            | Self::Downloading { offer, .. }
            | Self::Ready { offer, .. }
            | Self::Installing { offer, .. }
            | Self::Installed(offer) => Some(offer),
        }
    }

    /// Whether what a check finds may take its place.
    pub(super) fn admits_checks(&self) -> bool {
        matches!(self, Self::Idle | Self::Offered(_) | Self::Ready { .. })
    }

    /// Whether there is a download, finished or not, that can be given up.
    pub(super) fn has_download(&self) -> bool {
        matches!(self, Self::Downloading { .. } | Self::Ready { .. })
    }

    /// As the windows receive it; nothing while there is no update.
    pub(super) fn view(&self) -> Option<UpdateState> {
        let version = self.offer()?.version().to_string();
        Some(match self {
            Self::Idle => return None,
            Self::Offered(offer) => {
                UpdateState::Offered { version, notes: offer.notes().to_owned(), date: offer.date() }
            }
            Self::Downloading { done, total, .. } => {
                UpdateState::Downloading { version, done: bytes(*done), total: total.map(bytes) }
            }
            Self::Ready { waits_for, .. } => UpdateState::Ready { version, waits_for: *waits_for },
            Self::Installing { .. } => UpdateState::Installing { version },
            Self::Installed(_) => UpdateState::Installed { version },
        })
    }
}

/// Windows know no larger number; no package comes near it.
fn bytes(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
