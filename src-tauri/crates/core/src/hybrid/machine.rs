//! The hybrid, as a pure machine: an input and the time go in, effects come out.
//!
//! A private session is the API's to tell: players do not know of it. While its last answer says so, everything is
//! private, the next songs included, until an answer says otherwise. At the very start that answer is waited for, but not
//! for long, and not when the API can't be asked. A session that begins in the middle of listening is known with the
//! next answer: a moment after the next song has begun, or at the API's slow pace.

use tokio::time::Instant;

use super::check::{Check, Verdict};
use super::desktop::{Desktop, Doing};
use super::judge::{Finding, is_playing, judge};
use super::merge::{is_same, merged};
use super::{FIRST_ANSWER, Pace, UNTOLD};
use crate::follow::says_the_same;
use crate::now_playing::{NothingReason, NowPlaying, Playback};
use crate::player::{ALWAYS, Player};
use crate::source::{Observation, SourceEvent};
use crate::status::Trouble;

/// What happens.
#[derive(Debug, Clone)]
pub enum Input {
    /// This is how the Spotify desktop app is now; `None` when it is not running.
    Player(Option<Box<Player>>),
    /// The API said something.
    Api(SourceEvent),
    /// Time has passed.
    TimePassed,
}

/// What has to be done.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// From now on the API is to be asked at this pace; at first it is [`Pace::Free`].
    Pace(Pace),
    /// Tell the listener.
    Tell(SourceEvent),
}

/// The Spotify desktop app and the Spotify API as one.
#[derive(Debug)]
pub struct Hybrid {
    desktop: Desktop,
    check: Check,
    /// What the API saw last.
    answer: Option<Observation>,
    /// What has kept the API from answering since.
    trouble: Option<Trouble>,
    /// Whether the last answer that tells says that the session is private.
    private: bool,
    /// The API's view of the song that the desktop app has.
    details: Option<NowPlaying>,
    /// Whether the API told of an advertisement when the desktop app changed.
    was_advert: bool,
    /// Until when the API's first answer is waited for.
    first_answer_by: Option<Instant>,
    /// What was shown when the desktop app stopped telling what it plays.
    before_untold: Option<Observation>,
    pace: Pace,
    told: Option<SourceEvent>,
}

impl Default for Hybrid {
    fn default() -> Self {
        Self::new()
    }
}

impl Hybrid {
    /// Knows of neither yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            desktop: Desktop::default(),
            check: Check::new(),
            answer: None,
            trouble: None,
            private: false,
            details: None,
            was_advert: false,
            first_answer_by: None,
            before_untold: None,
            pace: Pace::Free,
            told: None,
        }
    }

    /// Takes in `input` at `now` and says what has to be done, in this order.
    pub fn apply(&mut self, input: Input, now: Instant) -> Vec<Effect> {
        self.take_in(input, now);
        let mut effects = Vec::new();
        let pace = self.pace();
        if pace != self.pace {
            self.pace = pace;
            effects.push(Effect::Pace(pace));
        }
        let event = self.event(now);
        if let Some(event) = event.filter(|event| !self.told.as_ref().is_some_and(|told| says_the_same(told, event))) {
            self.told = Some(event.clone());
            effects.push(Effect::Tell(event));
        }
        effects
    }

    /// When [`Input::TimePassed`] is due after `now`.
    #[must_use]
    pub fn deadline(&self, now: Instant) -> Option<Instant> {
        let shown = self.first_answer_by.filter(|_| !self.api_was_heard()).into_iter().chain(self.untold_until());
        self.check.deadline().into_iter().chain(shown.filter(|at| *at > now)).min()
    }

    /// Takes in `input` without telling anybody.
    pub(crate) fn take_in(&mut self, input: Input, now: Instant) {
        match input {
            Input::Player(player) => self.look(player.map(|player| *player), now),
            Input::Api(SourceEvent::Observed(seen)) => self.hear(*seen, now),
            Input::Api(SourceEvent::Trouble(trouble)) => self.trouble = Some(trouble),
            Input::TimePassed => {}
        }
        self.check.pass(now);
    }

    /// How eagerly the API is to be asked.
    pub(crate) fn pace(&self) -> Pace {
        match (self.check.verdict(), self.desktop.doing()) {
            // What follows an advertisement, the desktop app tells.
            (Some(Verdict::Api), Doing::Untold) if self.is_advert() => {}
            (Some(Verdict::Api), _) | (Some(Verdict::Desktop), Doing::Silent(_)) => return Pace::Free,
            _ => {}
        }
        Pace::OnSignal(self.check.signals())
    }

    /// How things are on the desktop app, whatever state the API is in; `None` while it has to wait for the first answer.
    pub(crate) fn desktop_view(&self, now: Instant) -> Option<Observation> {
        let by_api =
            || self.answer.clone().filter(|_| self.check.verdict() == Some(Verdict::Api) && self.trouble.is_none());
        let waits = !self.api_was_heard() && self.first_answer_by.is_some_and(|by| now < by);
        match self.desktop.doing() {
            _ if waits => None,
            Doing::Plays(_) => by_api().or_else(|| Some(self.own(now))),
            Doing::Untold => by_api()
                .or_else(|| self.before_untold.clone().filter(|_| self.untold_until().is_some_and(|until| now < until)))
                .or_else(|| Some(self.own(now))),
            Doing::Silent(_) => Some(self.own(now)),
        }
    }

    /// Whether an advertisement or something like it goes on, on a desktop app that does not tell what it plays.
    pub(crate) fn is_heard_untold(&self, now: Instant) -> bool {
        let plays = |seen: Observation| is_playing(&seen.playback);
        matches!(self.desktop.doing(), Doing::Untold) && self.desktop_view(now).is_some_and(plays)
    }

    fn look(&mut self, player: Option<Player>, now: Instant) {
        let (was_silent, before) = (self.desktop.is_silent(), self.desktop_view(now));
        let changed = self.desktop.see(player, now);
        self.compare();
        if self.desktop.song().is_some() {
            self.first_answer_by.get_or_insert(now + FIRST_ANSWER);
        }
        if !changed {
            return;
        }
        self.was_advert = self.is_advert();
        self.before_untold = before.filter(|_| !was_silent && matches!(self.desktop.doing(), Doing::Untold));
        if was_silent && self.desktop.is_silent() && self.is_elsewhere() {
            self.check.settle(Verdict::Api);
        } else {
            self.check.begin(now);
        }
    }

    fn hear(&mut self, seen: Observation, now: Instant) {
        self.trouble = None;
        if let Playback::Song { private_session, .. } | Playback::Advert { private_session } = &seen.playback {
            self.private = *private_session;
        }
        // What the API saw before the desktop app changed says nothing about it, and it is asked again.
        if self.desktop.changed.is_none_or(|changed| seen.read_at >= changed) {
            match judge(&self.desktop, self.check.verdict(), self.was_advert, &seen) {
                Finding::Settled(verdict) => self.check.settle(verdict),
                Finding::Doubtful(verdict) => self.check.doubt(verdict, now),
                Finding::DoubtfulUntil(behind) => self.check.doubt_until(behind, now),
                Finding::AsBefore => {}
            }
        }
        self.answer = Some(seen);
        self.compare();
    }

    /// Takes the API's view of the song that the desktop app has from its last answer, if that is about it.
    fn compare(&mut self) {
        let Some(song) = self.desktop.song() else { return self.details = None };
        match &self.answer {
            Some(Observation { playback: Playback::Song { now_playing, .. }, .. }) if is_same(song, now_playing) => {
                self.details = Some(now_playing.clone());
            }
            _ => self.details = self.details.take().filter(|details| is_same(song, details)),
        }
    }

    /// Whether a desktop app that is silent is no news: what is shown is not its own.
    fn is_elsewhere(&self) -> bool {
        let shown = self.answer.as_ref().is_some_and(|seen| !matches!(seen.playback, Playback::Nothing(_)));
        match (self.check.verdict(), self.desktop.song()) {
            (verdict, None) => verdict.is_some(),
            (verdict, Some(_)) => verdict == Some(Verdict::Api) && shown && self.details.is_none(),
        }
    }

    fn is_advert(&self) -> bool {
        matches!(&self.answer, Some(Observation { playback: Playback::Advert { .. }, .. }))
    }

    /// How things are, as the listener is to hear it.
    fn event(&self, now: Instant) -> Option<SourceEvent> {
        let observed = |seen: Observation| SourceEvent::Observed(Box::new(seen));
        match (&self.trouble, self.check.verdict()) {
            (Some(trouble), _) if *trouble == Trouble::SignInAgain || self.desktop.is_silent() => {
                Some(SourceEvent::Trouble(trouble.clone()))
            }
            (None, Some(Verdict::Api)) if self.desktop.is_silent() => self.answer.clone().map(observed),
            _ => self.desktop_view(now).map(observed),
        }
    }

    /// The desktop app's view, with what the API knows better.
    fn own(&self, now: Instant) -> Observation {
        let Some(player) = &self.desktop.player else {
            let read_at = self.desktop.changed.unwrap_or(now);
            let playback = Playback::Nothing(NothingReason::Idle);
            return Observation { playback, read_at, fresh_for: ALWAYS, origin: None };
        };
        let mut playback = player.playback();
        if let Playback::Song { now_playing, private_session, .. } = &mut playback {
            *private_session = self.private;
            if let Some(details) = &self.details {
                *now_playing = merged(now_playing, details);
            }
        }
        Observation { playback, read_at: player.read_at, fresh_for: ALWAYS, origin: None }
    }

    fn api_was_heard(&self) -> bool {
        self.answer.is_some() || self.trouble.is_some()
    }

    fn untold_until(&self) -> Option<Instant> {
        self.before_untold.as_ref().and(self.desktop.changed).map(|changed| changed + UNTOLD)
    }
}
