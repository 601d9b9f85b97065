//! Following, as a pure machine: an input and the time go in, effects come out.

use std::collections::HashMap;

use tokio::time::Instant;

use super::api::{Api, UseOfApi};
use super::candidate::{Activity, Candidate, Rank, Scene, Times, desktop};
use super::choice::Choice;
use super::settings::FollowSettings;
use super::tell::{self, Told};
use crate::hybrid::{self, Hybrid, Pace};
use crate::now_playing::NothingReason;
use crate::player::{PlayState, Player, PlayerId, Players};
use crate::source::{SourceEvent, SourceId};

/// What happens.
#[derive(Debug, Clone)]
pub enum Input {
    /// These players are running.
    Players(Players),
    /// The Spotify API, which is being asked, said something.
    Api(SourceEvent),
    /// The user wants it so.
    Settings(FollowSettings),
    /// Time has passed.
    TimePassed,
}

/// What has to be done.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// From now on the Spotify API is to be asked at this pace; at first it is [`Pace::Free`].
    Pace(Pace),
    /// Begin to ask the Spotify API.
    StartApi,
    /// Ask it no more.
    StopApi,
    /// Tell the listener.
    Tell(SourceEvent),
}

/// Follows what plays.
#[derive(Debug)]
pub struct Follow {
    settings: FollowSettings,
    players: Players,
    /// The players that are running, and the one that is followed even if it has just gone, in the order in which they
    /// appeared. One that comes back in time keeps its place.
    appearance: Vec<PlayerId>,
    api: Api,
    /// The Spotify desktop app while it is followed, and what the API knows better of it.
    hybrid: Hybrid,
    pace: Pace,
    times: HashMap<SourceId, Times>,
    followed: Option<SourceId>,
    told: Told,
    looked_at: Option<Instant>,
}

impl Follow {
    /// Follows nothing yet. `api` tells whether there is a Spotify API to take part.
    #[must_use]
    pub fn new(settings: FollowSettings, api: bool) -> Self {
        Self {
            settings,
            players: Players::new(),
            appearance: Vec::new(),
            api: Api::new(api),
            hybrid: Hybrid::new(),
            pace: Pace::Free,
            times: HashMap::new(),
            followed: None,
            told: Told::default(),
            looked_at: None,
        }
    }

    /// Takes in `input` at `now` and says what has to be done, in this order.
    pub fn apply(&mut self, input: Input, now: Instant) -> Vec<Effect> {
        match input {
            Input::Players(players) => self.players_changed(players),
            Input::Settings(settings) => self.settings = settings,
            Input::Api(event) => {
                if self.api.said(event.clone()) {
                    self.hybrid.take_in(hybrid::Input::Api(event), now);
                }
            }
            Input::TimePassed => {}
        }
        self.looked_at = Some(now);
        let desktop_plays = desktop(&self.settings, &self.players).any(|player| player.state == PlayState::Playing);
        self.api.desktop_plays(desktop_plays, now);
        self.choose(now);
        let both = self.both().cloned();
        let use_of_api = match &both {
            Some(_) => UseOfApi::ForDetails,
            None if self.outranks_api(now) => UseOfApi::Outranked,
            None => UseOfApi::AsRival,
        };
        self.hybrid.take_in(hybrid::Input::Player(both.map(Box::new)), now);
        let mut effects = Vec::new();
        let pace = if use_of_api == UseOfApi::ForDetails { self.hybrid.pace() } else { Pace::Free };
        if pace != self.pace {
            self.pace = pace;
            effects.push(Effect::Pace(pace));
        }
        let asked = self.api.decide(&self.settings, use_of_api, now);
        effects.extend(asked.map(|ask| if ask { Effect::StartApi } else { Effect::StopApi }));
        let event = self.event(now);
        effects.extend(self.told.news(event, now).into_iter().map(Effect::Tell));
        effects
    }

    /// When [`Input::TimePassed`] is due; it may have passed by now.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        let now = self.looked_at?;
        let pool = self.pool(now);
        let both = self.both().and_then(|_| self.hybrid.deadline(now));
        self.choice(&pool, now).deadlines().chain(self.api.deadlines()).chain(both).filter(|at| *at > now).min()
    }

    /// What is followed.
    #[must_use]
    pub fn followed(&self) -> Option<&SourceId> {
        self.followed.as_ref()
    }

    fn players_changed(&mut self, players: Players) {
        let Self { appearance, followed, .. } = self;
        appearance.retain(|id| {
            matches!(followed, Some(SourceId::Player(followed)) if followed == id)
                || players.iter().any(|player| player.id == *id)
        });
        for player in &players {
            if !appearance.contains(&player.id) {
                appearance.push(player.id.clone());
            }
        }
        self.players = players;
    }

    /// Spotify's desktop app, if it is followed and the API helps to describe what it plays.
    fn both(&self) -> Option<&Player> {
        let Some(SourceId::Player(id)) = self.followed.as_ref().filter(|_| self.api.takes_part(&self.settings)) else {
            return None;
        };
        desktop(&self.settings, &self.players).find(|player| player.id == *id)
    }

    fn candidates(&self, now: Instant) -> Vec<Candidate> {
        let Self { settings, players, appearance, api, times, followed, .. } = self;
        let advert = self.both().filter(|_| self.hybrid.is_heard_untold(now)).map(|player| &player.id);
        Scene { settings, players, advert, appearance, api, times, followed: followed.as_ref(), now }.candidates()
    }

    /// Who can be followed; only the pinned ones, if there are any.
    fn pool(&self, now: Instant) -> Vec<Candidate> {
        let mut pool = self.candidates(now);
        if pool.iter().any(|candidate| candidate.pinned) {
            pool.retain(|candidate| candidate.pinned);
        }
        pool
    }

    fn choice<'a>(&'a self, pool: &'a [Candidate], now: Instant) -> Choice<'a> {
        let times = |id| self.times.get(id).copied().unwrap_or_default();
        Choice { pool, followed: self.followed.as_ref().map(|id| (id, times(id))), now }
    }

    fn choose(&mut self, now: Instant) {
        self.keep_time(now);
        let pool = self.pool(now);
        self.followed = self.followed.take().and_then(|id| self.still(id, &pool));
        self.followed = self.choice(&pool, now).pick();
    }

    /// What may be followed further: not what the user has excluded meanwhile. Spotify's music that has moved from the
    /// phone to this machine is followed there.
    fn still(&self, id: SourceId, pool: &[Candidate]) -> Option<SourceId> {
        let plays =
            |id: &SourceId| pool.iter().any(|candidate| candidate.id == *id && candidate.activity == Activity::Playing);
        let pinned = pool.iter().any(|candidate| candidate.pinned);
        match &id {
            _ if pool.iter().any(|candidate| candidate.id == id) => Some(id),
            SourceId::Player(player) => {
                let gone = self.players.iter().all(|running| running.id != *player);
                (gone && !pinned).then_some(id)
            }
            _ if self.api.is_on_desktop() => {
                desktop(&self.settings, &self.players).map(|player| SourceId::Player(player.id.clone())).find(plays)
            }
            _ => None,
        }
    }

    /// Notes who plays since when, and who played until when.
    fn keep_time(&mut self, now: Instant) {
        let candidates = self.candidates(now);
        let followed = self.followed.as_ref();
        self.times.retain(|id, times| {
            let there = candidates.iter().any(|candidate| candidate.id == *id);
            if !there {
                times.note(Activity::Idle, now);
            }
            there || followed == Some(id)
        });
        for candidate in candidates {
            self.times.entry(candidate.id).or_default().note(candidate.activity, now);
        }
    }

    /// Whether what is followed leaves the Spotify API no chance to take over.
    fn outranks_api(&self, now: Instant) -> bool {
        let pool = self.pool(now);
        let choice = self.choice(&pool, now);
        match (&self.followed, choice.held()) {
            (None | Some(SourceId::Spotify), _) => false,
            _ if self.settings.pins_api() => false,
            (_, Some(held)) if held.pinned => true,
            (_, Some(held)) => {
                let keeps_its_place = held.activity == Activity::Playing || choice.grace_ends().is_some();
                keeps_its_place && held.rank < Rank::of_api(&self.settings)
            }
            (_, None) => true,
        }
    }

    /// How things are, as the listener is to hear it.
    fn event(&self, now: Instant) -> SourceEvent {
        let pool = self.pool(now);
        let choice = self.choice(&pool, now);
        let Some(held) = choice.held() else { return tell::nothing(self.why_nothing(), now) };
        let reason = choice.reason(held);
        let SourceId::Player(id) = &held.id else {
            return tell::of_api(held, self.api.last(), reason, now);
        };
        match self.players.iter().find(|player| player.id == *id) {
            Some(player) if self.both().is_some() => match self.hybrid.desktop_view(now) {
                Some(view) => tell::of_player(held, player, view, reason),
                None => tell::nothing(NothingReason::Starting, now),
            },
            Some(player) => tell::of_player(held, player, tell::seen_on(player), reason),
            None => tell::nothing(self.why_nothing(), now),
        }
    }

    /// Why there is nothing to follow.
    fn why_nothing(&self) -> NothingReason {
        let untold = |player: &Player| {
            player.state == PlayState::Playing && player.song.is_none() && !self.settings.ignores(&player.app)
        };
        if self.players.iter().any(untold) {
            NothingReason::Unknown
        } else if self.api.is_starting() {
            NothingReason::Starting
        } else {
            NothingReason::Idle
        }
    }
}
