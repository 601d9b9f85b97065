//! Players that don't answer.

use songplate_core::player::PlayState;
use tokio::time::Instant;

use super::support::{FakePlayer, Manner, PrivateBus, lanterns, wind};

#[tokio::test]
async fn one_that_never_answers_is_shown_by_its_name_and_delays_nobody() {
    let bus = PrivateBus::start().await;
    let silent = FakePlayer::appear_with(&bus, "silent", Manner::NeverAnswers, &[]).await;
    let mut list = bus.look();
    let talking = FakePlayer::appear(&bus, "vlc").await;
    let start = Instant::now();
    talking.change(&[("PlaybackStatus", "Playing".into()), ("Metadata", lanterns())]).await;
    list.playing("Paper Lanterns").await;
    assert!(start.elapsed().as_millis() < 1_500, "it waited for the silent one");
    let found = list.player(|player| player.id.to_string() == "silent").await;
    assert_eq!((found.name.as_str(), found.state, found.song), ("silent", PlayState::Stopped, None));
    // What it says by itself is heard, and then it is asked again.
    silent.behave(Manner::Answers);
    silent.change(&[("PlaybackStatus", "Playing".into()), ("Metadata", wind())]).await;
    let found = list.player(|player| player.name == "SILENT").await;
    assert_eq!(found.id.to_string(), "silent");
    list.playing("Second Wind").await;
}

#[tokio::test]
async fn one_that_takes_its_name_before_it_listens_is_asked_again() {
    let bus = PrivateBus::start().await;
    let playing = [("PlaybackStatus", "Playing".into()), ("Metadata", lanterns())];
    let player = FakePlayer::appear_with(&bus, "vlc", Manner::Refuses, &playing).await;
    let mut list = bus.look();
    player.asked_once().await;
    player.behave(Manner::Answers);
    let found = list.playing("Paper Lanterns").await;
    assert_eq!(found.name, "VLC");
    assert!(list.seen().iter().flatten().all(|player| player.name == "VLC"), "it was never shown without its name");
}

#[tokio::test]
async fn one_that_refuses_everything_is_shown_by_its_name() {
    let bus = PrivateBus::start().await;
    let _player = FakePlayer::appear_with(&bus, "vlc", Manner::Refuses, &[]).await;
    let mut list = bus.look();
    assert_eq!(list.names(&["vlc"]).await[0].name, "vlc");
}

#[tokio::test]
async fn one_that_can_only_be_asked_for_single_things_is_asked_for_them() {
    let bus = PrivateBus::start().await;
    let playing = [("PlaybackStatus", "Playing".into()), ("Metadata", lanterns()), ("Position", 60_000_000_i64.into())];
    let _player = FakePlayer::appear_with(&bus, "vlc", Manner::OneByOne, &playing).await;
    let mut list = bus.look();
    let found = list.playing("Paper Lanterns").await;
    assert!(found.song.unwrap().position_ms >= 60_000);
}

#[tokio::test]
async fn one_that_dies_when_it_is_asked_is_gone() {
    let bus = PrivateBus::start().await;
    let mut list = bus.look();
    let player = FakePlayer::appear_with(&bus, "vlc", Manner::Dies, &[]).await;
    player.asked_once().await;
    let other = FakePlayer::appear(&bus, "mpv").await;
    list.names(&["mpv"]).await;
    // And one that dies later.
    other.behave(Manner::Dies);
    other.change(&[("PlaybackStatus", "Playing".into()), ("Metadata", lanterns())]).await;
    list.names(&[]).await;
}

#[tokio::test]
async fn one_that_hangs_later_keeps_what_it_said_last() {
    let bus = PrivateBus::start().await;
    let playing = [("PlaybackStatus", "Playing".into()), ("Metadata", lanterns())];
    let player = FakePlayer::appear_with(&bus, "vlc", Manner::Answers, &playing).await;
    let mut list = bus.look();
    list.playing("Paper Lanterns").await;
    player.behave(Manner::NeverAnswers);
    player.invalidate(&[("Metadata", wind())]).await;
    player.change(&[("PlaybackStatus", "Paused".into())]).await;
    let found = list.player(|player| player.state == PlayState::Paused).await;
    assert_eq!(found.song.unwrap().title, "Paper Lanterns");
}
