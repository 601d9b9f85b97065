//! Players come and go.

use songplate_core::player::PlayState;

use super::support::{FakePlayer, Manner, PrivateBus, lanterns, wind};

#[tokio::test]
async fn players_appear_with_their_songs_and_go() {
    let bus = PrivateBus::start().await;
    let playing = [("PlaybackStatus", "Playing".into()), ("Metadata", lanterns())];
    let early = FakePlayer::appear_with(&bus, "vlc", Manner::Answers, &playing).await;
    let mut list = bus.look();
    let player = list.playing("Paper Lanterns").await;
    assert_eq!((player.id.to_string().as_str(), player.name.as_str(), player.app.as_str()), ("vlc", "VLC", "vlc"));
    let song = player.song.unwrap();
    assert_eq!(song.subtitle, "The Quiet Harbour, Marisol Quandt");
    assert_eq!(song.album.as_deref(), Some("Lanterns"));
    assert_eq!(song.duration_ms, Some(180_000));
    let late = FakePlayer::appear(&bus, "mpv").await;
    let players = list.names(&["vlc", "mpv"]).await;
    assert_eq!(players[1].state, PlayState::Stopped);
    early.go().await;
    list.names(&["mpv"]).await;
    late.go().await;
    list.names(&[]).await;
}

#[tokio::test]
async fn instances_of_one_player_are_told_apart() {
    let bus = PrivateBus::start().await;
    let mut list = bus.look();
    let first = FakePlayer::appear(&bus, "vlc").await;
    list.names(&["vlc"]).await;
    let second = FakePlayer::appear(&bus, "vlc.instance7389").await;
    list.names(&["vlc", "vlc#2"]).await;
    second.change(&[("PlaybackStatus", "Playing".into()), ("Metadata", wind())]).await;
    assert_eq!(list.playing("Second Wind").await.id.to_string(), "vlc#2");
    first.go().await;
    list.names(&["vlc#2"]).await;
    let third = FakePlayer::appear(&bus, "vlc.instance9000").await;
    list.names(&["vlc#2", "vlc"]).await;
    third.go().await;
    second.go().await;
    list.names(&[]).await;
}

#[tokio::test]
async fn a_player_with_two_names_is_one() {
    let bus = PrivateBus::start().await;
    let player = FakePlayer::appear(&bus, "vlc").await;
    player.take_name("vlc.instance7389").await;
    let mut list = bus.look();
    list.names(&["vlc"]).await;
    player.release_name("vlc").await;
    // Whoever comes next shows that the list is up to date.
    let other = FakePlayer::appear(&bus, "mpv").await;
    list.names(&["vlc", "mpv"]).await;
    player.release_name("vlc.instance7389").await;
    list.names(&["mpv"]).await;
    drop(other);
}

#[tokio::test]
async fn what_only_mirrors_others_is_no_player() {
    let bus = PrivateBus::start().await;
    let _mirror = FakePlayer::appear(&bus, "playerctld").await;
    let mut list = bus.look();
    let _player = FakePlayer::appear(&bus, "vlc").await;
    list.names(&["vlc"]).await;
    assert!(list.seen().iter().flatten().all(|player| player.id.to_string() == "vlc"));
}

#[tokio::test]
async fn a_browser_is_named_with_what_it_plays() {
    let bus = PrivateBus::start().await;
    let mut list = bus.look();
    let firefox = FakePlayer::appear(&bus, "firefox.instance_1_23").await;
    firefox.change(&[("PlaybackStatus", "Playing".into()), ("Metadata", lanterns())]).await;
    let player = list.playing("Paper Lanterns").await;
    assert_eq!(player.id.to_string(), "firefox");
    assert_eq!(player.name, "FIREFOX");
    firefox.change(&[("Metadata", wind())]).await;
    assert_eq!(player.tab(), Some("Paper Lanterns"));
    assert_eq!(list.playing("Second Wind").await.tab(), Some("Second Wind"));
}
