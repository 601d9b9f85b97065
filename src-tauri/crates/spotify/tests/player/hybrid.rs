//! The hybrid of core around the real source, against the emulator: the desktop app's signals make the questions.

use std::sync::Arc;
use std::time::Duration;

use songplate_core::clock::SystemClock;
use songplate_core::hybrid::{HybridSource, SPOTIFY_APP};
use songplate_core::now_playing::{Kind, NowPlaying, Playback, Rate};
use songplate_core::player::{PlayState, Player, PlayerId, Players};
use songplate_core::source::{Source, SourceEvent};
use songplate_emulator::{Endpoint, Fault, default_songs};
use songplate_spotify::source::SpotifySource;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, timeout};

use crate::support::{Stage, Waits};

/// Longer than anything that is waited for; only a failing test waits so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where the desktop app is, which is not where the emulator is.
const POSITION_MS: u32 = 12_345;

/// The desktop app with one of the emulator's songs, as rough as a player tells it.
fn desktop(index: usize) -> Players {
    let song = NowPlaying {
        id: index.to_string(),
        kind: Kind::Track,
        title: default_songs()[index].title.clone(),
        subtitle: String::new(),
        album: None,
        link: None,
        cover: None,
        duration_ms: None,
        position_ms: POSITION_MS,
        rate: Rate::NORMAL,
    };
    let (id, app) = (PlayerId::new(SPOTIFY_APP, 1), SPOTIFY_APP.to_owned());
    let name = "Spotify".to_owned();
    vec![Player { id, name, app, state: PlayState::Playing, song: Some(song), read_at: Instant::now() }]
}

fn listen(stage: &Stage, players: watch::Receiver<Players>) -> mpsc::Receiver<SourceEvent> {
    let api = SpotifySource::new(stage.player(), Arc::new(Waits::default()), Arc::new(SystemClock));
    let (sender, events) = mpsc::channel(8);
    tokio::spawn(Arc::new(HybridSource::new(players, Arc::new(api))).listen(sender, Arc::default()));
    events
}

/// The next song that is told.
async fn song(events: &mut mpsc::Receiver<SourceEvent>) -> NowPlaying {
    let event = timeout(PATIENCE, events.recv()).await.unwrap().unwrap();
    match event {
        SourceEvent::Observed(seen) => match seen.playback {
            Playback::Song { now_playing, playing: true, private_session: false } => now_playing,
            other => panic!("a song was expected: {other:?}"),
        },
        SourceEvent::Trouble(trouble) => panic!("a song was expected: {trouble:?}"),
    }
}

#[tokio::test]
async fn each_song_is_asked_about_once_and_both_views_are_one() {
    let stage = Stage::set().await;
    let (players, receiver) = watch::channel(desktop(0));
    let mut events = listen(&stage, receiver);
    let first = song(&mut events).await;
    assert_eq!(first.position_ms, POSITION_MS);
    assert!(first.cover.is_some() && first.link.is_some() && first.album.is_some(), "{first:?}");
    let before = stage.control().count(Endpoint::Player);
    stage.control().next();
    players.send_replace(desktop(1));
    let rough = song(&mut events).await;
    assert_eq!((rough.title.as_str(), rough.cover), (default_songs()[1].title.as_str(), None));
    let exact = song(&mut events).await;
    assert!(exact.title == rough.title && exact.cover.is_some() && exact.cover != first.cover, "{exact:?}");
    assert_eq!(stage.control().count(Endpoint::Player), before + 1);
}

#[tokio::test]
async fn a_limit_keeps_no_song_of_the_desktop_app_away() {
    let stage = Stage::set().await;
    stage.control().fault(Endpoint::Player, Fault::RateLimited { retry_after_s: Some(1_000) }, Some(1));
    let (players, receiver) = watch::channel(desktop(0));
    let mut events = listen(&stage, receiver);
    assert_eq!(song(&mut events).await.title, default_songs()[0].title);
    for index in [1, 2, 1] {
        players.send_replace(desktop(index));
        assert_eq!(song(&mut events).await.title, default_songs()[index].title);
    }
    assert!(timeout(Duration::from_secs(1), events.recv()).await.is_err(), "nothing else is told");
    assert_eq!(stage.control().count(Endpoint::Player), 1, "no question inside the wait");
}
