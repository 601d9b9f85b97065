//! Players and the demo player as sources, on virtual time.

use std::sync::Arc;
use std::time::Duration;

use songplate_core::demo::DemoPlayer;
use songplate_core::now_playing::{NothingReason, Playback, Rate};
use songplate_core::player::{PlayState, Player, PlayerId, PlayerSource, Players};
use songplate_core::source::{Observation, Source, SourceEvent, SourceId};
use tokio::sync::{Notify, mpsc, watch};
use tokio::time::{Instant, timeout};

use super::listener::song;

fn listen(source: impl Source) -> mpsc::Receiver<SourceEvent> {
    let (events, inbox) = mpsc::channel(1);
    tokio::spawn(Arc::new(source).listen(events, Arc::new(Notify::new())));
    inbox
}

async fn next(inbox: &mut mpsc::Receiver<SourceEvent>) -> Observation {
    match inbox.recv().await.unwrap() {
        SourceEvent::Observed(observation) => *observation,
        SourceEvent::Trouble(trouble) => panic!("{trouble:?}"),
    }
}

fn player(program: &str, title: &str, state: PlayState) -> Player {
    Player {
        id: PlayerId::new(program, 1),
        name: program.to_owned(),
        app: program.to_owned(),
        state,
        song: Some(song(title)),
        read_at: Instant::now(),
    }
}

#[test]
fn names_of_sources_are_read_as_they_are_written() {
    for text in ["none", "spotify", "demo", "follow", "player:vlc", "player:firefox#2"] {
        assert_eq!(text.parse::<SourceId>().unwrap().to_string(), text);
    }
    for wrong in ["", "player:", "player:VLC", "player:a b", "player", "gramophone"] {
        assert!(wrong.parse::<SourceId>().is_err(), "{wrong}");
    }
    assert_eq!(PlayerId::new("Org.Example/Some Player", 2).to_string(), "org.example-some-player#2");
    assert_eq!(PlayerId::new("", 1).to_string(), "player");
}

#[test]
fn a_rate_that_makes_no_sense_is_the_normal_one() {
    for (factor, percent) in [(1.0, 100), (1.5, 150), (0.01, 1), (0.0, 100), (-1.0, 100), (f64::NAN, 100), (1e9, 100)] {
        assert_eq!(Rate::from_factor(factor).percent(), percent, "{factor}");
    }
    let now = Instant::now();
    let fast = songplate_core::now_playing::NowPlaying { rate: Rate::from_factor(2.0), ..song("Fast") };
    assert_eq!(fast.position_at(now, now + Duration::from_secs(4), true), fast.position_ms + 8_000);
}

#[tokio::test(start_paused = true)]
async fn a_player_is_followed_from_its_coming_to_its_going() {
    let (players, receiver) = watch::channel(Players::new());
    let mut inbox = listen(PlayerSource::new(PlayerId::new("vlc", 1), receiver));
    assert_eq!(next(&mut inbox).await.playback, Playback::Nothing(NothingReason::Gone));

    players
        .send_replace(vec![player("firefox", "Other", PlayState::Playing), player("vlc", "One", PlayState::Playing)]);
    assert!(
        matches!(next(&mut inbox).await.playback, Playback::Song { now_playing, playing: true, .. } if now_playing.title == "One")
    );

    let other = vec![player("firefox", "Another", PlayState::Paused), players.borrow()[1].clone()];
    players.send_replace(other);
    assert!(timeout(Duration::from_mins(1), inbox.recv()).await.is_err(), "other players are none of its business");

    players.send_replace(vec![player("vlc", "One", PlayState::Stopped)]);
    assert_eq!(next(&mut inbox).await.playback, Playback::Nothing(NothingReason::Idle));
    players.send_replace(vec![Player { song: None, ..player("vlc", "", PlayState::Playing) }]);
    assert_eq!(next(&mut inbox).await.playback, Playback::Nothing(NothingReason::Unknown));
    players.send_replace(Players::new());
    assert_eq!(next(&mut inbox).await.playback, Playback::Nothing(NothingReason::Gone));
}

#[tokio::test(start_paused = true)]
async fn the_demo_player_goes_round_and_round_and_pauses_once() {
    let mut inbox = listen(DemoPlayer);
    let (mut titles, mut pauses) = (Vec::new(), 0);
    let mut last = Instant::now();
    for _ in 0..11 {
        let observation = next(&mut inbox).await;
        assert!(observation.read_at >= last);
        last = observation.read_at;
        let Playback::Song { now_playing, playing, .. } = observation.playback else { panic!("always a song") };
        pauses += u32::from(!playing);
        if titles.last() != Some(&now_playing.title) {
            titles.push(now_playing.title);
        }
    }
    assert_eq!(pauses, 1);
    assert_eq!(titles.len(), 9);
    assert_eq!(titles[0], titles[8], "it begins anew");
}
