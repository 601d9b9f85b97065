//! A stage for the machine: a desktop app, an API that lags behind the truth, and a source that asks it as it is told.

use std::time::Duration;

use songplate_core::hybrid::{Effect, Hybrid, Input, Pace, SPOTIFY_APP};
use songplate_core::now_playing::{Cover, NothingReason, NowPlaying, Playback};
use songplate_core::player::{PlayState, Player, PlayerId};
use songplate_core::source::{Observation, SourceEvent};
use songplate_core::status::Trouble;
use tokio::time::Instant;

use crate::listener::song;

/// How long an answer takes.
const LATENCY: Duration = ms(200);

/// How often the source asks at [`Pace::Free`], how often at least at any pace, and how soon after an answer again.
const FREE: Duration = seconds(5);
const KEEP_ALIVE: Duration = seconds(120);
const SPACING: Duration = ms(300);

pub(super) const fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

pub(super) const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

pub(super) struct Stage {
    pub(super) hybrid: Hybrid,
    pub(super) now: Instant,
    pub(super) player: Option<Player>,
    pub(super) pace: Pace,
    /// When the API was asked.
    pub(super) asked: Vec<Instant>,
    /// How many of these were at the pace of signals, not after a failure.
    pub(super) asked_slowly: u64,
    /// What the listener has heard, and when.
    pub(super) heard: Vec<(Instant, SourceEvent)>,
    /// What the API said last.
    pub(super) said: Option<SourceEvent>,
    /// How far the API is behind the truth.
    pub(super) lag: Duration,
    /// What keeps the API from answering.
    pub(super) trouble: Option<Trouble>,
    /// What really plays since when.
    truth: Vec<(Instant, Playback)>,
    /// The answer that is on its way.
    coming: Option<Instant>,
    answered: Option<Instant>,
    heeded: u64,
}

impl Stage {
    /// Listens to an app that is not running and an account on which nothing plays.
    pub(super) fn new() -> Self {
        let now = Instant::now();
        Self {
            hybrid: Hybrid::new(),
            now,
            player: None,
            pace: Pace::Free,
            asked: Vec::new(),
            asked_slowly: 0,
            heard: Vec::new(),
            said: None,
            lag: Duration::ZERO,
            trouble: None,
            truth: vec![(now, NOTHING)],
            coming: None,
            answered: None,
            heeded: 0,
        }
    }

    /// Listens to a song that has played on the desktop app for a minute.
    pub(super) fn playing(title: &str) -> Self {
        let mut stage = Self::new();
        stage.plays(title);
        stage.pass(seconds(60));
        stage.asked.clear();
        stage.heard.clear();
        stage
    }

    pub(super) fn tell(&mut self, input: Input) {
        for effect in self.hybrid.apply(input, self.now) {
            match effect {
                Effect::Pace(pace) => {
                    assert!(self.pace != pace, "only what is new is told");
                    self.pace = pace;
                }
                Effect::Tell(event) => {
                    assert!(self.heard.last().is_none_or(|(_, last)| *last != event), "only what is new is told");
                    self.heard.push((self.now, event));
                }
            }
        }
    }

    /// Lets time pass, as the task around the machine and the source do.
    pub(super) fn pass(&mut self, time: Duration) {
        let end = self.now + time;
        loop {
            let deadline = self.hybrid.deadline(self.now);
            let next = [deadline, self.coming, self.next_question()].into_iter().flatten().min();
            let Some(at) = next.filter(|at| *at <= end) else { break };
            self.now = self.now.max(at);
            if self.coming.is_some_and(|at| at <= self.now) {
                self.answer();
            } else if self.next_question().is_some_and(|at| at <= self.now) {
                self.ask();
            }
            self.tell(Input::TimePassed);
        }
        self.now = end;
    }

    fn next_question(&self) -> Option<Instant> {
        if self.coming.is_some() {
            return None;
        }
        let Some(answered) = self.answered else { return Some(self.now) };
        Some(match self.pace {
            _ if matches!(self.said, Some(SourceEvent::Trouble(_))) => answered + seconds(10),
            Pace::Free => answered + FREE,
            Pace::OnSignal(number) if number > self.heeded => answered + SPACING,
            Pace::OnSignal(_) => answered + KEEP_ALIVE,
        })
    }

    fn ask(&mut self) {
        self.asked.push(self.now);
        if let Pace::OnSignal(number) = self.pace {
            self.asked_slowly += u64::from(!matches!(self.said, Some(SourceEvent::Trouble(_))));
            self.heeded = number;
        }
        self.coming = Some(self.now + LATENCY);
    }

    fn answer(&mut self) {
        self.coming = None;
        self.answered = Some(self.now);
        let read_at = self.now - LATENCY / 2;
        let seen = self.truth.iter().rev().find(|(since, _)| *since + self.lag <= read_at);
        let playback = seen.map_or(NOTHING, |(_, playback)| playback.clone());
        let answer = Observation { playback, read_at, fresh_for: seconds(140), origin: None };
        let event = self.trouble.clone().map_or_else(|| SourceEvent::Observed(Box::new(answer)), SourceEvent::Trouble);
        self.said = Some(event.clone());
        self.tell(Input::Api(event));
    }

    /// What the desktop app does from now on, whatever the API knows of it.
    pub(super) fn set(&mut self, state: PlayState, song: Option<NowPlaying>) {
        let id = PlayerId::new(SPOTIFY_APP, 1);
        let app = SPOTIFY_APP.to_owned();
        let player = Player { id, name: "Spotify".to_owned(), app, state, song, read_at: self.now };
        self.player = Some(player.clone());
        self.tell(Input::Player(Some(Box::new(player))));
    }

    /// What really plays from now on, whatever the desktop app says.
    pub(super) fn truth(&mut self, playback: Playback) {
        self.truth.push((self.now, playback));
    }

    /// It plays on the desktop app.
    pub(super) fn plays(&mut self, title: &str) {
        self.truth(exactly(title, true));
        self.set(PlayState::Playing, Some(song(title)));
    }

    pub(super) fn pauses(&mut self, title: &str) {
        self.truth(exactly(title, false));
        self.set(PlayState::Paused, Some(song(title)));
    }

    pub(super) fn quits(&mut self) {
        self.player = None;
        self.tell(Input::Player(None));
    }

    /// What the listener heard last, if it was no trouble.
    pub(super) fn seen(&self) -> &Observation {
        match self.heard.last() {
            Some((_, SourceEvent::Observed(observation))) => observation,
            other => panic!("no observation: {other:?}"),
        }
    }

    /// The song that is shown: its title, and whether it plays.
    pub(super) fn shows(&self) -> (&str, bool) {
        match &self.seen().playback {
            Playback::Song { now_playing, playing, .. } => (&now_playing.title, *playing),
            Playback::Advert { .. } => ("advert", true),
            Playback::Nothing(_) => ("nothing", false),
        }
    }

    /// Whether what is shown has the API's cover, link and album.
    pub(super) fn is_exact(&self) -> bool {
        matches!(&self.seen().playback, Playback::Song { now_playing, .. } if now_playing.album.is_some())
    }

    /// Everything that was shown, one after the other.
    pub(super) fn path(&self) -> Vec<String> {
        let mut path: Vec<String> = Vec::new();
        for (_, event) in &self.heard {
            path.push(match event {
                SourceEvent::Trouble(_) => "trouble".to_owned(),
                SourceEvent::Observed(seen) => match &seen.playback {
                    Playback::Song { now_playing, playing, .. } => {
                        let exact = if now_playing.album.is_some() { "!" } else { "" };
                        let paused = if *playing { "" } else { " paused" };
                        format!("{}{exact}{paused}", now_playing.title)
                    }
                    Playback::Advert { .. } => "advert".to_owned(),
                    Playback::Nothing(_) => "nothing".to_owned(),
                },
            });
        }
        path.dedup();
        path
    }
}

pub(super) const NOTHING: Playback = Playback::Nothing(NothingReason::Idle);

pub(crate) const ADVERT: Playback = Playback::Advert { private_session: false };

/// A song as the API knows it.
pub(crate) fn exactly(title: &str, playing: bool) -> Playback {
    let now_playing = NowPlaying {
        id: format!("spotify:track:{title}"),
        album: Some(format!("Album of {title}")),
        link: Some(format!("https://open.spotify.com/track/{title}")),
        cover: Some(Cover::new(format!("https://example.com/{title}"))),
        position_ms: 5_000,
        ..song(title)
    };
    Playback::Song { now_playing, playing, private_session: false }
}

/// The same in a private session.
pub(crate) fn privately(title: &str, playing: bool) -> Playback {
    let Playback::Song { now_playing, .. } = exactly(title, playing) else { unreachable!() };
    Playback::Song { now_playing, playing, private_session: true }
}
