//! The Spotify API's part in following: when it is asked, and what it said last.

use tokio::time::Instant;

use super::settings::FollowSettings;
use super::{API_LAG, API_REST};
use crate::source::SourceEvent;

/// The Spotify API, as it takes part. It costs the user's quota, so that it is asked only while its answer could matter.
#[derive(Debug)]
pub(super) struct Api {
    /// Whether there is one at all.
    offered: bool,
    state: State,
    /// Since when something that comes before it is followed.
    outranked_since: Option<Instant>,
    desktop: Desktop,
}

/// What its answers are good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UseOfApi {
    /// It can be followed, or take over.
    AsRival,
    /// Something is followed that it can't take over from.
    Outranked,
    /// The desktop app is followed, and it knows more of what that plays.
    ForDetails,
}

/// Whether it is asked, and what it said.
#[derive(Debug, Clone, PartialEq)]
enum State {
    /// It is not asked.
    Resting,
    /// It is asked and has not answered yet.
    Starting,
    /// It is asked, and this is what it said last.
    Said(SourceEvent),
}

/// Spotify's desktop app, which plays the same music.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Desktop {
    Playing,
    /// Silent since then; `None` if it was never heard.
    Silent(Option<Instant>),
}

impl Api {
    pub(super) fn new(offered: bool) -> Self {
        Self { offered, state: State::Resting, outranked_since: None, desktop: Desktop::Silent(None) }
    }

    /// It said something; what it says after it was stopped is dropped. Whether it is asked at all.
    pub(super) fn said(&mut self, event: SourceEvent) -> bool {
        let asked = self.state != State::Resting;
        if asked {
            self.state = State::Said(event);
        }
        asked
    }

    /// Whether there is one, and the user wants it.
    pub(super) fn takes_part(&self, settings: &FollowSettings) -> bool {
        self.offered && settings.admits_api()
    }

    /// Spotify's desktop app plays, or doesn't.
    pub(super) fn desktop_plays(&mut self, plays: bool, now: Instant) {
        self.desktop = match (plays, self.desktop) {
            (true, _) => Desktop::Playing,
            (false, Desktop::Playing) => Desktop::Silent(Some(now)),
            (false, silent) => silent,
        };
    }

    /// Whether the desktop app plays now.
    pub(super) fn is_on_desktop(&self) -> bool {
        self.desktop == Desktop::Playing
    }

    /// Whether it can be followed: it is asked, and what it says is not about the desktop app.
    pub(super) fn is_there(&self, now: Instant) -> bool {
        let told_late = match (&self.state, self.desktop) {
            (State::Said(SourceEvent::Observed(seen)), Desktop::Silent(Some(since))) => seen.read_at >= since + API_LAG,
            _ => true,
        };
        self.state != State::Resting && !self.is_about_desktop(now) && told_late
    }

    /// Whether it is asked and has not answered yet.
    pub(super) fn is_starting(&self) -> bool {
        self.state == State::Starting
    }

    /// What it said last.
    pub(super) fn last(&self) -> Option<&SourceEvent> {
        match &self.state {
            State::Said(event) => Some(event),
            State::Resting | State::Starting => None,
        }
    }

    /// Decides anew whether it is to be asked; tells if that has changed.
    pub(super) fn decide(&mut self, settings: &FollowSettings, use_of_api: UseOfApi, now: Instant) -> Option<bool> {
        let outranked = use_of_api == UseOfApi::Outranked;
        self.outranked_since = outranked.then(|| self.outranked_since.unwrap_or(now));
        let asked = self.state != State::Resting;
        let rests = match self.outranked_since {
            None => false,
            Some(since) => !asked || now >= since + API_REST,
        };
        let has_use = use_of_api == UseOfApi::ForDetails || (!self.is_about_desktop(now) && !rests);
        let ask = self.takes_part(settings) && has_use;
        if ask == asked {
            return None;
        }
        self.state = if ask { State::Starting } else { State::Resting };
        Some(ask)
    }

    /// When [`decide`](Self::decide) may say something else, or what it said is no longer live.
    pub(super) fn deadlines(&self) -> impl Iterator<Item = Instant> {
        let stale = match &self.state {
            State::Said(SourceEvent::Observed(seen)) => Some(seen.read_at + seen.fresh_for),
            _ => None,
        };
        let rest = self.outranked_since.filter(|_| self.state != State::Resting).map(|since| since + API_REST);
        let caught_up = match self.desktop {
            Desktop::Silent(Some(since)) if self.offered => Some(since + API_LAG),
            _ => None,
        };
        stale.into_iter().chain(rest).chain(caught_up)
    }

    fn is_about_desktop(&self, now: Instant) -> bool {
        match self.desktop {
            Desktop::Playing => true,
            Desktop::Silent(since) => since.is_some_and(|since| now < since + API_LAG),
        }
    }
}
