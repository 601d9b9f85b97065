//! Players come and go.

use songplate_core::player::PlayState;
use zbus::zvariant::Value;

use super::support::{FakePlayer, Manner, PrivateBus, metadata};

fn song(title: &str) -> Value<'static> {
    metadata(&[
        ("mpris:trackid", Value::from(format!("/tracks/{}", title.len()))),
        ("xesam:title", title.into()),
        ("xesam:artist", vec!["The Quiet Harbour", "Marisol Quandt"].into()),
        ("xesam:album", "Lanterns".into()),
        ("mpris:length", 180_000_000_i64.into()),
    ])
}

#[tokio::test]
async fn players_appear_with_their_songs_and_go() {
    let bus = PrivateBus::start().await;
    let playing = [("PlaybackStatus", "Playing".into()), ("Metadata", song("Paper Lanterns"))];
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
