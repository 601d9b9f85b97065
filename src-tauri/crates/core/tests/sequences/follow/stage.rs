//! A stage for the machine: players that come, play, pause and go, a Spotify API, and a clock.

use std::time::Duration;

use songplate_core::follow::{Effect, Follow, FollowReason, FollowSettings, Input};
use songplate_core::hybrid::Pace;
use songplate_core::now_playing::{NowPlaying, Playback};
use songplate_core::player::{PlayState, Player, PlayerId, Players};
use songplate_core::source::{Observation, SourceEvent};
use songplate_core::status::Trouble;
use tokio::time::Instant;

use crate::listener::song;

/// How long what the API says is live.
pub(super) const FRESH: Duration = Duration::from_secs(20);

pub(super) const fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

pub(super) const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

pub(super) struct Stage {
    pub(super) follow: Follow,
    pub(super) now: Instant,
    pub(super) players: Players,
    /// Whether the API is being asked.
    pub(super) asked: bool,
    /// How eagerly.
    pub(super) pace: Pace,
    /// How often it was begun to be asked.
    pub(super) starts: u32,
    /// What the listener has heard.
    pub(super) heard: Vec<SourceEvent>,
    pub(super) settings: FollowSettings,
}

impl Stage {
    /// Without a Spotify API.
    pub(super) fn new(settings: FollowSettings) -> Self {
        Self::of(settings, false)
    }

    pub(super) fn with_api(settings: FollowSettings) -> Self {
        Self::of(settings, true)
    }

    fn of(settings: FollowSettings, api: bool) -> Self {
        let mut stage = Self {
            follow: Follow::new(settings.clone(), api),
            now: Instant::now(),
            players: Players::new(),
            asked: false,
            pace: Pace::Free,
            starts: 0,
            heard: Vec::new(),
            settings,
        };
        stage.tell(Input::Players(Players::new()));
        stage
    }

    pub(super) fn tell(&mut self, input: Input) {
        for effect in self.follow.apply(input, self.now) {
            match effect {
                Effect::Pace(pace) => {
                    assert!(self.pace != pace, "only what is new is told");
                    self.pace = pace;
                }
                Effect::StartApi => {
                    assert!(!self.asked, "it is begun once");
                    self.asked = true;
                    self.starts += 1;
                }
                Effect::StopApi => {
                    assert!(self.asked, "what is not asked is not stopped");
                    self.asked = false;
                }
                Effect::Tell(event) => {
                    assert!(self.heard.last() != Some(&event), "only what is new is told");
                    self.heard.push(event);
                }
            }
        }
    }

    /// Lets time pass, as the task around the machine does.
    pub(super) fn pass(&mut self, time: Duration) {
        let end = self.now + time;
        while let Some(deadline) = self.follow.deadline().filter(|deadline| *deadline <= end) {
            assert!(deadline >= self.now, "time goes forward");
            self.now = deadline;
            self.tell(Input::TimePassed);
        }
        self.now = end;
    }

    /// All but the last millisecond of this time.
    pub(super) fn pass_nearly(&mut self, time: Duration) {
        self.pass(time.saturating_sub(ms(1)));
    }

    /// What a player does from now on. It appears if it was not there.
    pub(super) fn set(&mut self, app: &str, state: PlayState, song: Option<NowPlaying>) {
        let (program, instance) = app.split_once('#').map_or((app, 1), |(program, n)| (program, n.parse().unwrap()));
        let player = Player {
            id: PlayerId::new(program, instance),
            name: program.to_uppercase(),
            app: program.to_owned(),
            state,
            song,
            read_at: self.now,
        };
        match self.players.iter_mut().find(|there| there.id == player.id) {
            Some(there) => *there = player,
            None => self.players.push(player),
        }
        self.tell(Input::Players(self.players.clone()));
    }

    pub(super) fn play(&mut self, app: &str) {
        self.set(app, PlayState::Playing, Some(song(app)));
    }

    pub(super) fn pause(&mut self, app: &str) {
        self.set(app, PlayState::Paused, Some(song(app)));
    }

    pub(super) fn stop(&mut self, app: &str) {
        self.set(app, PlayState::Stopped, None);
    }

    pub(super) fn quit(&mut self, app: &str) {
        self.players.retain(|player| player.id.to_string() != app);
        self.tell(Input::Players(self.players.clone()));
    }

    /// The user changes the settings.
    pub(super) fn want(&mut self, change: impl FnOnce(&mut FollowSettings)) {
        change(&mut self.settings);
        self.tell(Input::Settings(self.settings.clone()));
    }

    /// The API sees a song.
    pub(super) fn api_song(&mut self, title: &str, playing: bool) {
        let playback = Playback::Song { now_playing: song(title), playing, private_session: false };
        self.api_sees(playback);
    }

    pub(super) fn api_sees(&mut self, playback: Playback) {
        let observation = Observation { playback, read_at: self.now, fresh_for: FRESH, origin: None };
        self.tell(Input::Api(SourceEvent::Observed(Box::new(observation))));
    }

    pub(super) fn api_trouble(&mut self, trouble: Trouble) {
        self.tell(Input::Api(SourceEvent::Trouble(trouble)));
    }

    /// What the listener heard last, if it was no trouble.
    pub(super) fn seen(&self) -> &Observation {
        match self.heard.last() {
            Some(SourceEvent::Observed(observation)) => observation,
            other => panic!("no observation: {other:?}"),
        }
    }

    /// The source that the listener sees followed, and the reason; `none` if there is none.
    pub(super) fn followed(&self) -> (String, Option<FollowReason>) {
        match &self.seen().origin {
            Some(origin) => (origin.source.to_string().replace("player:", ""), Some(origin.reason)),
            None => ("none".to_owned(), None),
        }
    }

    /// The source that the listener sees followed.
    pub(super) fn on(&self) -> String {
        self.followed().0
    }

    /// The sources that were followed one after the other, without what is nothing.
    pub(super) fn path(&self) -> Vec<String> {
        let mut path: Vec<String> = Vec::new();
        for event in &self.heard {
            if let SourceEvent::Observed(observation) = event
                && let Some(origin) = &observation.origin
            {
                path.push(origin.source.to_string().replace("player:", ""));
            }
        }
        path.dedup();
        path
    }
}

pub(super) fn order(apps: &[&str]) -> FollowSettings {
    FollowSettings { order: apps.iter().map(|app| (*app).to_owned()).collect(), ..FollowSettings::default() }
}

/// A song that lasts this long.
pub(super) fn lasting(title: &str, duration: Duration) -> NowPlaying {
    let duration_ms = u32::try_from(duration.as_millis()).unwrap();
    NowPlaying { duration_ms: Some(duration_ms), position_ms: 0, ..song(title) }
}
