//! Players that talk nonsense, or too much.

use std::collections::HashMap;
use std::time::Duration;

use songplate_core::now_playing::MAX_TEXT;
use songplate_core::player::PlayState;
use zbus::zvariant::Value;

use super::support::{FakePlayer, Manner, PrivateBus, fields, lanterns, metadata, title_of, wind};

#[tokio::test]
async fn wrong_types_hide_neither_the_player_nor_what_it_says_right() {
    let bus = PrivateBus::start().await;
    let properties = [
        ("PlaybackStatus", 7.into()),
        ("Metadata", "Paper Lanterns".into()),
        ("Rate", "fast".into()),
        ("Position", vec![1, 2].into()),
    ];
    let player = FakePlayer::appear_with(&bus, "vlc", Manner::Answers, &properties).await;
    player.set_root(&[("Identity", 7.into()), ("DesktopEntry", vec!["vlc"].into())]);
    let mut list = bus.look();
    let found = list.names(&["vlc"]).await.remove(0);
    assert_eq!((found.name.as_str(), found.app.as_str()), ("vlc", "vlc"));
    assert_eq!((found.state, found.song), (PlayState::Stopped, None));
    let mut odd = fields(&metadata(&fields(&lanterns())));
    odd.insert("mpris:trackid".to_owned(), 7.into());
    odd.insert("mpris:length".to_owned(), "180000000".into());
    odd.insert("xesam:artist".to_owned(), "The Quiet Harbour".into());
    odd.insert("xesam:album".to_owned(), Value::from(vec![1.5]));
    odd.insert("mpris:artUrl".to_owned(), Value::from(true));
    odd.insert("xesam:url".to_owned(), Value::from(3_u8));
    player.change(&[("PlaybackStatus", "playing".into()), ("Metadata", metadata(&odd)), ("Rate", 0.into())]).await;
    let song = list.playing("Paper Lanterns").await.song.unwrap();
    assert_eq!((song.subtitle.as_str(), song.duration_ms), ("The Quiet Harbour", Some(180_000)));
    assert_eq!((song.album, song.cover, song.link, song.rate.percent()), (None, None, None, 100));
}

#[tokio::test]
async fn signals_that_cannot_be_read_make_it_ask() {
    let bus = PrivateBus::start().await;
    let player = FakePlayer::appear(&bus, "vlc").await;
    let mut list = bus.look();
    list.names(&["vlc"]).await;
    player.set(&[("PlaybackStatus", "Playing".into()), ("Metadata", lanterns())]);
    player.signal("PropertiesChanged", &("org.mpris.MediaPlayer2.Player", 7)).await;
    list.playing("Paper Lanterns").await;
}

#[tokio::test]
async fn signals_about_something_else_change_nothing() {
    let bus = PrivateBus::start().await;
    let player = FakePlayer::appear(&bus, "vlc").await;
    let mut list = bus.look();
    list.names(&["vlc"]).await;
    let other = HashMap::from([("PlaybackStatus", Value::from("Playing")), ("Metadata", lanterns())]);
    for interface in ["org.mpris.MediaPlayer2.TrackList", "org.example.Player"] {
        player.signal("PropertiesChanged", &(interface, &other, Vec::<&str>::new())).await;
    }
    player.change(&[("PlaybackStatus", "Playing".into()), ("Metadata", wind())]).await;
    list.playing("Second Wind").await;
    assert!(list.seen().iter().flatten().all(|player| title_of(player) != Some("Paper Lanterns")));
}

#[tokio::test]
async fn a_title_of_ten_thousand_characters_is_cut() {
    let bus = PrivateBus::start().await;
    let player = FakePlayer::appear(&bus, "firefox.instance_1_1").await;
    let mut list = bus.look();
    let mut long = fields(&lanterns());
    long.insert("xesam:title".to_owned(), "é".repeat(10_000).into());
    player.change(&[("PlaybackStatus", "Playing".into()), ("Metadata", metadata(&long))]).await;
    let found = list.player(|player| player.song.is_some()).await;
    assert_eq!(found.song.unwrap().title.chars().count(), MAX_TEXT);
    assert!(found.name.chars().count() < 100, "{}", found.name);
}

#[tokio::test]
async fn a_flood_holds_up_nobody_and_ends_right() {
    let bus = PrivateBus::start().await;
    let flooding = FakePlayer::appear_with(&bus, "vlc", Manner::Answers, &[("PlaybackStatus", "Playing".into())]).await;
    let calm = FakePlayer::appear(&bus, "mpv").await;
    let mut list = bus.look();
    list.names(&["mpv", "vlc"]).await;
    list.seen();
    // 100 changes a second, for as long as it takes the other to be seen ten times.
    let flood = async {
        let mut ticks = tokio::time::interval(Duration::from_millis(10));
        for number in 0_u64.. {
            ticks.tick().await;
            flooding.change(&[("Metadata", numbered(number))]).await;
        }
    };
    let talk = async {
        for number in 0..10 {
            let title = format!("Calm {number}");
            let mut song = fields(&lanterns());
            song.insert("xesam:title".to_owned(), title.clone().into());
            song.insert("mpris:length".to_owned(), (100_000_000 + number * 1_000_000).into());
            calm.change(&[("PlaybackStatus", "Playing".into()), ("Metadata", metadata(&song))]).await;
            list.playing(&title).await;
        }
    };
    tokio::select! {
        () = flood => unreachable!("a flood has no end"),
        () = talk => {}
    }
    // All at once.
    for number in 0..2_000 {
        flooding.change(&[("Metadata", numbered(number))]).await;
    }
    list.playing("Flood 1999").await;
}

fn numbered(number: u64) -> Value<'static> {
    let mut song = fields(&lanterns());
    song.insert("xesam:title".to_owned(), format!("Flood {number}").into());
    song.insert("mpris:length".to_owned(), (100_000_000 + number * 1_000).into());
    metadata(&song)
}
