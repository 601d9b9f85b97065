//! What is known of the source that runs.

use tokio::time::Instant;

use crate::follow::Origin;
use crate::now_playing::Playback;
use crate::source::{Observation, SourceEvent};
use crate::status::Trouble;

/// What is known of the source that runs.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Condition {
    /// It has not reported yet.
    Starting,
    /// It reported what plays; `overdue` once that is older than it promised.
    Observed { observation: Observation, overdue: bool },
    /// It reported trouble; the last song is kept, but not as live.
    Troubled { trouble: Trouble, last: Option<Observation> },
}

impl Condition {
    /// When what was observed is no longer to be shown as live.
    pub(super) fn deadline(&self) -> Option<Instant> {
        match self {
            Self::Observed { observation, overdue: false } => Some(observation.read_at + observation.fresh_for),
            _ => None,
        }
    }

    /// Where what was observed last comes from, if the source picks among others.
    pub(super) fn origin(&self) -> Option<&Origin> {
        match self {
            Self::Observed { observation, .. } | Self::Troubled { last: Some(observation), .. } => {
                observation.origin.as_ref()
            }
            Self::Starting | Self::Troubled { last: None, .. } => None,
        }
    }

    /// Takes in what the source reported.
    pub(super) fn reported(&mut self, event: SourceEvent, now: Instant) {
        *self = match event {
            SourceEvent::Observed(observation) => Self::Observed { observation: *observation, overdue: false },
            SourceEvent::Trouble(trouble) => {
                let last = match std::mem::replace(self, Self::Starting) {
                    Self::Starting => None,
                    Self::Observed { observation, overdue: true } => Some(observation),
                    Self::Observed { observation, overdue: false } => Some(frozen(observation, now)),
                    Self::Troubled { last, .. } => last,
                };
                Self::Troubled { trouble, last }
            }
        };
    }

    /// Marks what was observed as overdue once it is older than its source promised, and stands its position still.
    pub(super) fn age(&mut self, now: Instant) {
        if let Self::Observed { observation, overdue } = self
            && !*overdue
            && now >= observation.read_at + observation.fresh_for
        {
            *overdue = true;
            *observation = frozen(observation.clone(), now);
        }
    }
}

/// The observation with its position brought up to `now`.
fn frozen(mut observation: Observation, now: Instant) -> Observation {
    let read_at = observation.read_at;
    if let Playback::Song { now_playing, playing, .. } = &mut observation.playback {
        now_playing.position_ms = now_playing.position_at(read_at, now, *playing);
        observation.read_at = now;
    }
    observation
}
