//! Who can be followed.

use std::collections::HashMap;

use tokio::time::Instant;

use super::api::Api;
use super::settings::{FollowSettings, SPOTIFY_API};
use super::{DEBOUNCE, SHORT_SOUND_MS};
use crate::hybrid::{SPOTIFY_APP, is_same};
use crate::now_playing::{NowPlaying, Playback};
use crate::player::{PlayState, Player, PlayerId};
use crate::source::{Observation, SourceEvent, SourceId};

/// A player that the user does not ignore, or the Spotify API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) id: SourceId,
    pub(super) activity: Activity,
    /// Of several in the same state, the lowest is followed.
    pub(super) rank: Rank,
    /// Whether the user's pin is on it.
    pub(super) pinned: bool,
    pub(super) times: Times,
}

/// What a candidate does, as far as following goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Activity {
    /// It plays something to follow.
    Playing,
    /// It is paused.
    Paused,
    /// It can't be asked just now, or has not answered in time.
    Troubled,
    /// It has nothing to follow.
    Idle,
}

/// First by the user's order, then by appearance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    place: usize,
    appearance: usize,
}

/// Since when a source plays, or until when it did. Never both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Times {
    /// It plays, without a break, since then.
    pub(super) since: Option<Instant>,
    /// It does not play any more, since then.
    pub(super) until: Option<Instant>,
    /// It has less to follow than before, since then: it was paused, or stopped, or has gone.
    pub(super) less_since: Option<Instant>,
    last: Option<Activity>,
}

/// What decides who can be followed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) settings: &'a FollowSettings,
    pub(super) players: &'a [Player],
    /// The player, if any, that does not tell what it plays while the Spotify API does.
    pub(super) advert: Option<&'a PlayerId>,
    /// The players in the order in which they appeared.
    pub(super) appearance: &'a [PlayerId],
    pub(super) api: &'a Api,
    pub(super) times: &'a HashMap<SourceId, Times>,
    pub(super) followed: Option<&'a SourceId>,
    pub(super) now: Instant,
}

impl Candidate {
    /// Whether it has played for long enough to be no mere sound.
    pub(super) fn is_settled(&self, now: Instant) -> bool {
        self.times.since.is_some_and(|since| since + DEBOUNCE <= now)
    }
}

impl Rank {
    /// Whether the user's order has it.
    pub(super) fn is_listed(self) -> bool {
        self.place < usize::MAX
    }

    /// The Spotify API's; without a place of its own it comes after every player.
    pub(super) fn of_api(settings: &FollowSettings) -> Self {
        Self { place: settings.place(SPOTIFY_API).unwrap_or(usize::MAX), appearance: usize::MAX }
    }
}

impl Times {
    /// Notes what the source does at `now`.
    pub(super) fn note(&mut self, activity: Activity, now: Instant) {
        let last = self.last.replace(activity);
        let plays = activity == Activity::Playing;
        let gave_up = activity == Activity::Idle && last.is_some_and(|last| last != Activity::Idle);
        if plays && self.since.is_none() {
            *self = Self { since: Some(now), until: None, less_since: None, ..*self };
        } else if !plays && self.since.is_some() {
            *self = Self { since: None, until: Some(now), less_since: Some(now), ..*self };
        } else if gave_up {
            self.less_since = Some(now);
        }
    }
}

impl Scene<'_> {
    /// Everybody, in the order of their rank.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        let players = self.players.iter().filter(|player| !self.settings.ignores(&player.app));
        let mut all: Vec<_> = players.map(|player| self.of_player(player)).chain(self.of_api()).collect();
        all.sort_by_key(|candidate| candidate.rank);
        all
    }

    fn of_player(&self, player: &Player) -> Candidate {
        let id = SourceId::Player(player.id.clone());
        let activity = match (player.state, &player.song) {
            (PlayState::Playing, None) if self.advert == Some(&player.id) => Activity::Playing,
            (PlayState::Stopped, _) | (_, None) => Activity::Idle,
            (_, Some(song)) if !self.is_worth_it(&id, &player.app, song) => Activity::Idle,
            (PlayState::Playing, _) => Activity::Playing,
            (PlayState::Paused, _) => Activity::Paused,
        };
        let pinned = self.settings.pinned.as_deref().is_some_and(|pin| {
            // The desktop app stands in for the API, which is no candidate while it plays.
            player.app == pin || player.id.to_string() == pin || (pin == SPOTIFY_API && is_spotify(player))
        });
        self.candidate(id, activity, self.rank(player), pinned)
    }

    fn of_api(&self) -> Option<Candidate> {
        let id = SourceId::Spotify;
        if !self.settings.admits_api() || !self.api.is_there(self.now) {
            return None;
        }
        let activity = match self.api.last() {
            None => Activity::Idle,
            Some(SourceEvent::Trouble(_)) => Activity::Troubled,
            Some(SourceEvent::Observed(seen)) if self.is_paused_on_desktop(seen) => return None,
            Some(SourceEvent::Observed(seen)) if self.now >= seen.read_at + seen.fresh_for => Activity::Troubled,
            Some(SourceEvent::Observed(seen)) => match &seen.playback {
                Playback::Advert { .. } => Activity::Playing,
                Playback::Song { now_playing, playing, .. } if self.is_worth_it(&id, SPOTIFY_API, now_playing) => {
                    if *playing {
                        Activity::Playing
                    } else {
                        Activity::Paused
                    }
                }
                Playback::Song { .. } | Playback::Nothing(_) => Activity::Idle,
            },
        };
        let pinned = self.settings.pins_api();
        Some(self.candidate(id, activity, Rank::of_api(self.settings), pinned))
    }

    fn candidate(&self, id: SourceId, activity: Activity, rank: Rank, pinned: bool) -> Candidate {
        let times = self.times.get(&id).copied().unwrap_or_default();
        Candidate { id, activity, rank, pinned, times }
    }

    fn rank(&self, player: &Player) -> Rank {
        let own = self.settings.place(&player.app);
        // It plays what the API would tell of, so that it has the better of both places.
        let as_api = is_spotify(player).then(|| self.settings.place(SPOTIFY_API)).flatten();
        let place = own.into_iter().chain(as_api).min().unwrap_or(usize::MAX);
        let appearance = self.appearance.iter().position(|id| *id == player.id).unwrap_or(usize::MAX);
        Rank { place, appearance }
    }

    /// Whether the app's rule admits it, and it is no short sound. What is followed already may also play something short.
    fn is_worth_it(&self, id: &SourceId, app: &str, song: &NowPlaying) -> bool {
        let short = song.duration_ms.is_some_and(|ms| ms < SHORT_SOUND_MS);
        self.settings.admits(app, song) && (!short || self.followed == Some(id))
    }

    /// Whether the API tells of the song that the desktop app has paused, and of no other state: one song, told twice.
    fn is_paused_on_desktop(&self, seen: &Observation) -> bool {
        let Playback::Song { now_playing, playing: false, .. } = &seen.playback else { return false };
        let same = |song: &NowPlaying| is_same(song, now_playing);
        self.followed != Some(&SourceId::Spotify)
            && desktop(self.settings, self.players)
                .any(|player| player.state == PlayState::Paused && player.song.as_ref().is_some_and(same))
    }
}

/// Spotify's desktop app, unless the user ignores it.
pub(super) fn desktop<'a>(settings: &FollowSettings, players: &'a [Player]) -> impl Iterator<Item = &'a Player> {
    let ignored = settings.ignores(SPOTIFY_APP);
    players.iter().filter(move |player| is_spotify(player) && !ignored)
}

fn is_spotify(player: &Player) -> bool {
    player.app == SPOTIFY_APP
}
