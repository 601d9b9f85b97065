//! What players say of what they play.

use std::time::Duration;

use songplate_core::now_playing::Cover;
use songplate_core::player::{PlayState, Player, Players};
use tokio::time::Instant;

use super::support::{FakePlayer, Looking, Manner, PrivateBus, fields, lanterns, metadata, title_of, wind};

async fn playing(bus: &PrivateBus) -> (FakePlayer, Looking) {
    let properties = [
        ("PlaybackStatus", "Playing".into()),
        ("Metadata", lanterns()),
        ("Position", 30_000_000_i64.into()),
        ("Rate", 1.0.into()),
    ];
    let player = FakePlayer::appear_with(bus, "vlc", Manner::Answers, &properties).await;
    let mut list = bus.look();
    list.playing("Paper Lanterns").await;
    list.seen();
    (player, list)
}

/// The position of the player's song now.
fn position(player: &Player) -> u32 {
    let song = player.song.as_ref().unwrap();
    song.position_at(player.read_at, Instant::now(), player.state == PlayState::Playing)
}

fn is_about(position: u32, expected: u32) -> bool {
    (expected..expected + 10_000).contains(&position)
}

fn songs(seen: &[Players]) -> Vec<String> {
    let mut songs: Vec<_> = seen
        .iter()
        .flatten()
        .filter_map(|player| player.song.as_ref())
        .map(|song| format!("{} · {}", song.title, song.subtitle))
        .collect();
    songs.dedup();
    songs
}

#[tokio::test]
async fn a_change_of_song_and_state_is_seen() {
    let bus = PrivateBus::start().await;
    let (player, mut list) = playing(&bus).await;
    player.set(&[("Position", 0_i64.into())]);
    player.change(&[("Metadata", wind())]).await;
    let found = list.playing("Second Wind").await;
    assert!(is_about(position(&found), 0), "{found:?}");
    player.change(&[("PlaybackStatus", "Paused".into())]).await;
    list.player(|player| player.state == PlayState::Paused).await;
    player.change(&[("PlaybackStatus", "Stopped".into())]).await;
    list.player(|player| player.state == PlayState::Stopped).await;
    assert_eq!(songs(&list.seen()), ["Second Wind · Marisol Quandt"]);
}

#[tokio::test]
async fn pieces_are_put_together() {
    let bus = PrivateBus::start().await;
    let (player, mut list) = playing(&bus).await;
    let (mut piece, whole) = (fields(&lanterns()), fields(&wind()));
    for name in ["xesam:title", "xesam:artist", "mpris:trackid", "xesam:album", "mpris:length"] {
        piece.insert(name.to_owned(), whole[name].clone());
        player.change(&[("Metadata", metadata(&piece))]).await;
    }
    let expected = |player: &Player| player.song.as_ref().is_some_and(|song| song.duration_ms == Some(200_000));
    list.player(expected).await;
    assert_eq!(songs(&list.seen()), ["Second Wind · Marisol Quandt"], "what was mixed was never shown");
}

#[tokio::test]
async fn repeats_tell_nothing() {
    let bus = PrivateBus::start().await;
    let (player, mut list) = playing(&bus).await;
    for _ in 0..20 {
        player.change(&[("Metadata", lanterns()), ("PlaybackStatus", "Playing".into())]).await;
    }
    player.change(&[("PlaybackStatus", "Paused".into())]).await;
    list.player(|player| player.state == PlayState::Paused).await;
    assert_eq!(list.seen().len(), 1);
}

#[tokio::test]
async fn a_late_cover_amends_the_song() {
    let bus = PrivateBus::start().await;
    let (player, mut list) = playing(&bus).await;
    player.change(&[("Metadata", wind())]).await;
    let before = list.playing("Second Wind").await.song.unwrap();
    assert_eq!(before.cover, None);
    let mut covered = fields(&wind());
    covered.insert("mpris:artUrl".to_owned(), "https://example.org/windows.png".into());
    player.change(&[("Metadata", metadata(&covered))]).await;
    let found = list.player(|player| player.song.as_ref().is_some_and(|song| song.cover.is_some())).await;
    let after = found.song.unwrap();
    assert_eq!(after.cover, Some(Cover::new("https://example.org/windows.png")));
    assert_eq!(after.id, before.id);
}

#[tokio::test]
async fn seeks_and_rates_move_the_position() {
    let bus = PrivateBus::start().await;
    let (player, mut list) = playing(&bus).await;
    player.seek(90_000_000).await;
    let found = list.player(|player| player.song.as_ref().is_some_and(|song| song.position_ms >= 90_000)).await;
    assert!(is_about(position(&found), 90_000), "{found:?}");
    player.change(&[("Rate", 2.0.into())]).await;
    let found = list.player(|player| player.song.as_ref().is_some_and(|song| song.rate.percent() == 200)).await;
    let song = found.song.unwrap();
    let later = song.position_at(found.read_at, found.read_at + Duration::from_secs(10), true);
    assert_eq!(later, song.position_ms + 20_000);
    player.seek(0).await;
    list.player(|player| player.song.as_ref().is_some_and(|song| song.position_ms < 10_000)).await;
}

#[tokio::test]
async fn the_position_is_asked_for_when_something_changes() {
    let bus = PrivateBus::start().await;
    let (player, mut list) = playing(&bus).await;
    // In the middle of a song that it had played before.
    player.set(&[("Position", 77_000_000_i64.into())]);
    player.change(&[("Metadata", wind())]).await;
    let found = list.player(|player| player.song.as_ref().is_some_and(|song| song.position_ms >= 77_000)).await;
    assert_eq!(title_of(&found), Some("Second Wind"));
    let questions = player.asked().iter().filter(|asked| asked.ends_with(".Position")).count();
    assert!(questions <= 2, "{questions} questions");
}

#[tokio::test]
async fn a_player_without_a_position_is_counted_for() {
    let bus = PrivateBus::start().await;
    let properties = [("PlaybackStatus", "Playing".into()), ("Metadata", lanterns()), ("Position", "soon".into())];
    let player = FakePlayer::appear_with(&bus, "vlc", Manner::Answers, &properties).await;
    let mut list = bus.look();
    let found = list.playing("Paper Lanterns").await;
    assert!(is_about(position(&found), 0), "{found:?}");
    let song = found.song.unwrap();
    assert_eq!(song.position_at(found.read_at, found.read_at + Duration::from_secs(5), true), song.position_ms + 5_000);
    drop(player);
}

#[tokio::test]
async fn what_is_invalidated_is_asked_for() {
    let bus = PrivateBus::start().await;
    let (player, mut list) = playing(&bus).await;
    player.invalidate(&[("Metadata", wind()), ("PlaybackStatus", "Playing".into())]).await;
    list.playing("Second Wind").await;
}
