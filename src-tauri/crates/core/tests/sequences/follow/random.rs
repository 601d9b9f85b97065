//! Whatever happens in whatever order: nothing flaps.

use std::time::Duration;

use proptest::prelude::*;
use songplate_core::follow::{AppRule, DEBOUNCE, FollowSettings, GRACE, SPOTIFY_API};
use songplate_core::now_playing::{NothingReason, Playback};
use songplate_core::player::PlayState;
use songplate_core::source::SourceEvent;
use songplate_core::status::{OfflineCause, Trouble};

use super::stage::{Stage, lasting, ms, order, seconds};
use crate::listener::song;

/// One thing that happens, and how long nothing does after it.
#[derive(Debug, Clone)]
struct Step {
    what: What,
    then: Duration,
}

#[derive(Debug, Clone)]
enum What {
    Player(&'static str, Option<PlayState>, Kind),
    ApiSong(&'static str, bool),
    ApiNothing,
    ApiTrouble,
    Ignore(&'static str),
    Pin(Option<&'static str>),
    First(&'static str),
    ApiTakesPart(bool),
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Song,
    Sound,
    Untold,
    NoArtist,
}

const APPS: [&str; 4] = ["vlc", "firefox", "firefox#2", "spotify"];

fn players() -> impl Strategy<Value = What> {
    let state = prop_oneof![
        4 => Just(Some(PlayState::Playing)),
        3 => Just(Some(PlayState::Paused)),
        1 => Just(Some(PlayState::Stopped)),
        1 => Just(None),
    ];
    let kind =
        prop_oneof![6 => Just(Kind::Song), 1 => Just(Kind::Sound), 1 => Just(Kind::Untold), 1 => Just(Kind::NoArtist)];
    (prop::sample::select(&APPS[..]), state, kind).prop_map(|(app, state, kind)| What::Player(app, state, kind))
}

fn api() -> impl Strategy<Value = What> {
    prop_oneof![
        4 => (prop::sample::select(vec!["spotify", "other"]), any::<bool>())
            .prop_map(|(title, playing)| What::ApiSong(title, playing)),
        1 => Just(What::ApiNothing),
        1 => Just(What::ApiTrouble),
    ]
}

fn wishes() -> impl Strategy<Value = What> {
    let app = || prop::sample::select(vec!["vlc", "firefox", "spotify", SPOTIFY_API]);
    prop_oneof![
        app().prop_map(What::Ignore),
        prop::option::of(app()).prop_map(What::Pin),
        app().prop_map(What::First),
        any::<bool>().prop_map(What::ApiTakesPart),
    ]
}

fn pauses() -> impl Strategy<Value = Duration> {
    prop_oneof![(0_u64..3_000).prop_map(ms), (0_u64..60).prop_map(seconds)]
}

fn steps(what: impl Strategy<Value = What>) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((what, pauses()).prop_map(|(what, then)| Step { what, then }), 1..40)
}

fn anything() -> impl Strategy<Value = What> {
    prop_oneof![6 => players(), 2 => api(), 1 => wishes()]
}

fn settings() -> FollowSettings {
    let rule = AppRule { only_with_artist: true, ..AppRule::default() };
    FollowSettings { rules: [("firefox".to_owned(), rule)].into(), ..order(&["firefox"]) }
}

impl What {
    fn happen(&self, stage: &mut Stage) {
        match *self {
            Self::Player(app, None, _) => stage.quit(app),
            Self::Player(app, Some(does), kind) => {
                let song = match kind {
                    Kind::Song => Some(song(app)),
                    Kind::Sound => Some(lasting("Ping", seconds(2))),
                    Kind::Untold => None,
                    Kind::NoArtist => {
                        Some(songplate_core::now_playing::NowPlaying { subtitle: String::new(), ..song(app) })
                    }
                };
                stage.set(app, does, song);
            }
            Self::ApiSong(title, playing) => stage.api_song(title, playing),
            Self::ApiNothing => stage.api_sees(Playback::Nothing(NothingReason::Idle)),
            Self::ApiTrouble => stage.api_trouble(Trouble::Offline(OfflineCause::Network)),
            Self::Ignore(app) => stage.want(|settings| match settings.ignored.iter().position(|there| there == app) {
                Some(at) => drop(settings.ignored.remove(at)),
                None => settings.ignored.push(app.to_owned()),
            }),
            Self::Pin(app) => stage.want(|settings| settings.pinned = app.map(str::to_owned)),
            Self::First(app) => stage.want(|settings| {
                settings.order.retain(|there| there != app);
                settings.order.insert(0, app.to_owned());
            }),
            Self::ApiTakesPart(takes) => stage.want(|settings| settings.spotify_api = takes),
        }
    }
}

/// The listener saw another source followed than before.
#[derive(Debug)]
struct Switch {
    at: Duration,
    to: String,
    playing: bool,
}

fn switches(stage: &mut Stage, steps: &[Step]) -> Vec<Switch> {
    let begin = stage.now;
    let mut switches: Vec<Switch> = Vec::new();
    for step in steps {
        step.what.happen(stage);
        let end = stage.now + step.then;
        loop {
            if let Some(SourceEvent::Observed(seen)) = stage.heard.last()
                && let Some(origin) = &seen.origin
            {
                let to = origin.source.to_string();
                if switches.last().is_none_or(|last| last.to != to) {
                    let playing = matches!(seen.playback, Playback::Song { playing: true, .. });
                    switches.push(Switch { at: stage.now - begin, to, playing });
                }
            }
            let Some(deadline) = stage.follow.deadline().filter(|deadline| *deadline <= end) else { break };
            stage.pass(deadline - stage.now);
        }
        stage.now = end;
    }
    switches
}

proptest! {
    /// No more switches than things that happened, and after them it comes to rest.
    #[test]
    fn it_switches_no_more_often_than_something_happens(steps in steps(anything())) {
        let mut stage = Stage::with_api(settings());
        let switches = switches(&mut stage, &steps);
        prop_assert!(switches.len() <= steps.len(), "{switches:?}");
        let heard = stage.heard.len();
        let mut turns = 0;
        while let Some(deadline) = stage.follow.deadline() {
            turns += 1;
            prop_assert!(turns < 20, "it never comes to rest");
            stage.pass(deadline - stage.now);
        }
        prop_assert!(stage.heard.len() - heard <= 8);
    }

    /// From one to another that plays and back again takes at least the grace, whoever plays and pauses.
    #[test]
    fn it_never_goes_back_and_forth(steps in steps(players())) {
        let mut stage = Stage::new(settings());
        let switches = switches(&mut stage, &steps);
        for three in switches.windows(3) {
            if three[0].to == three[2].to && three[1].playing {
                prop_assert!(three[2].at >= three[1].at + GRACE.min(DEBOUNCE), "{switches:?}");
            }
        }
    }

    /// What is told is something that the user admits, and playing whenever something to follow has played for a while.
    #[test]
    fn what_is_told_is_there_admitted_and_alive(steps in steps(anything())) {
        let mut stage = Stage::with_api(settings());
        for step in &steps {
            step.what.happen(&mut stage);
            stage.pass(step.then);
            let Some(SourceEvent::Observed(seen)) = stage.heard.last() else { continue };
            let Some(origin) = &seen.origin else { continue };
            let ignored = |app: &str| stage.settings.ignored.iter().any(|there| there == app);
            match &origin.app {
                Some(app) => {
                    prop_assert!(!ignored(app));
                    let player = stage.players.iter().find(|player| origin.source.to_string() == format!("player:{}", player.id));
                    prop_assert!(player.is_some(), "it runs");
                }
                None => prop_assert!(stage.asked && stage.settings.spotify_api && !ignored(SPOTIFY_API)),
            }
            if let Playback::Song { now_playing, .. } = &seen.playback {
                prop_assert!(origin.app.as_deref() != Some("firefox") || !now_playing.subtitle.is_empty());
            }
            let plays = |player: &songplate_core::player::Player| {
                player.state == PlayState::Playing
                    && !ignored(&player.app)
                    && player.song.as_ref().is_some_and(|song| song.duration_ms > Some(10_000) && !song.subtitle.is_empty())
            };
            if step.then > seconds(10) && stage.settings.pinned.is_none() && stage.players.iter().any(plays) {
                let alive = matches!(seen.playback, Playback::Song { playing: true, .. });
                prop_assert!(alive, "something plays, and it shows {:?}", seen.playback);
            }
        }
    }
}
