//! What the listener hears of what is followed.

use tokio::time::Instant;

use super::candidate::{Activity, Candidate};
use super::{FollowReason, Origin};
use crate::now_playing::{NothingReason, Playback};
use crate::player::{ALWAYS, Player};
use crate::source::{Observation, SourceEvent, SourceId};

/// What the listener has heard last.
#[derive(Debug, Default)]
pub(super) struct Told {
    last: Option<SourceEvent>,
}

impl Told {
    /// What the listener has to hear at `now`, if `event` is how things are.
    pub(super) fn news(&mut self, event: SourceEvent, now: Instant) -> Vec<SourceEvent> {
        if self.last.as_ref().is_some_and(|last| says_the_same(last, &event)) {
            return Vec::new();
        }
        let was_players = match &self.last {
            Some(SourceEvent::Observed(last)) => {
                matches!(&last.origin, Some(Origin { source: SourceId::Player(_), .. }))
            }
            _ => false,
        };
        self.last = Some(event.clone());
        if was_players && matches!(event, SourceEvent::Trouble(_)) {
            // The listener keeps the last song in times of trouble, but this one was never the Spotify API's.
            vec![nothing(NothingReason::Idle, now), event]
        } else {
            vec![event]
        }
    }
}

/// Nothing is followed.
pub(super) fn nothing(reason: NothingReason, now: Instant) -> SourceEvent {
    let playback = Playback::Nothing(reason);
    SourceEvent::Observed(Box::new(Observation { playback, read_at: now, fresh_for: ALWAYS, origin: None }))
}

/// What a player says of itself.
pub(super) fn seen_on(player: &Player) -> Observation {
    Observation { playback: player.playback(), read_at: player.read_at, fresh_for: ALWAYS, origin: None }
}

/// A player is followed; `seen` is what plays on it.
pub(super) fn of_player(held: &Candidate, player: &Player, seen: Observation, reason: FollowReason) -> SourceEvent {
    let origin =
        Origin { source: held.id.clone(), name: Some(player.name.clone()), app: Some(player.app.clone()), reason };
    SourceEvent::Observed(Box::new(fit_to_tell(held, Observation { origin: Some(origin), ..seen })))
}

/// The Spotify API is followed; `said` is what it said last, if it has said anything.
pub(super) fn of_api(held: &Candidate, said: Option<&SourceEvent>, reason: FollowReason, now: Instant) -> SourceEvent {
    match said {
        None => nothing(NothingReason::Starting, now),
        Some(SourceEvent::Trouble(trouble)) => SourceEvent::Trouble(trouble.clone()),
        Some(SourceEvent::Observed(seen)) => {
            let origin = Origin { source: SourceId::Spotify, name: None, app: None, reason };
            let observation = Observation { origin: Some(origin), ..(**seen).clone() };
            SourceEvent::Observed(Box::new(fit_to_tell(held, observation)))
        }
    }
}

/// Without what the user's rules forbid, and without telling what nothing comes from.
fn fit_to_tell(held: &Candidate, mut observation: Observation) -> Observation {
    if held.activity == Activity::Idle && !matches!(observation.playback, Playback::Nothing(_)) {
        observation.playback = Playback::Nothing(NothingReason::Idle);
    }
    if matches!(observation.playback, Playback::Nothing(_)) && !held.pinned {
        observation.origin = None;
    }
    observation
}

/// Nothing does not get newer by being told again; everything else has a position, or a time up to which it is live.
pub(crate) fn says_the_same(last: &SourceEvent, event: &SourceEvent) -> bool {
    match (last, event) {
        (SourceEvent::Observed(last), SourceEvent::Observed(event))
            if matches!(event.playback, Playback::Nothing(_)) && event.fresh_for == ALWAYS =>
        {
            **last == Observation { read_at: last.read_at, ..(**event).clone() }
        }
        _ => last == event,
    }
}
