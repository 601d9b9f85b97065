//! The program `fake_player`, which other tests listen to, and Spotify's desktop app as it acts it.

#[path = "../../examples/fake_player/command.rs"]
mod command;
#[path = "../../examples/fake_player/player.rs"]
mod player;
#[path = "../../examples/fake_player/spotify.rs"]
mod spotify;

use player::ScriptedPlayer;
use songplate_core::player::{PlayState, Player};
use tokio::time::Instant;

use super::support::{PrivateBus, fake, title_of};

async fn tell(player: &mut ScriptedPlayer, line: &str) {
    player.carry_out(serde_json::from_str(line).unwrap()).await;
}

fn position(player: &Player) -> u32 {
    player.song.as_ref().unwrap().position_at(player.read_at, Instant::now(), true)
}

#[tokio::test]
async fn spotify_is_known_by_its_song_from_the_first_signal_on() {
    let bus = PrivateBus::start().await;
    let mut spotify = ScriptedPlayer::appear(&bus.address, "spotify").await;
    tell(&mut spotify, r#"{"behave":"spotify"}"#).await;
    let mut list = bus.look();
    list.player(|player| player.name == "Spotify" && player.app == "spotify").await;
    let first = r#"{"set":{"title":"Paper Lanterns","artists":["Marisol Quandt"],"album":"Lanterns","lengthMs":180000,
        "trackid":"4uLU6hMCjMI75M1A2tKUQC","status":"Playing"}}"#;
    tell(&mut spotify, &first.replace('\n', "")).await;
    let song = list.playing("Paper Lanterns").await.song.unwrap();
    assert_eq!(song.link.as_deref(), Some("https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC"));
    assert_eq!(song.cover.unwrap().address(), "https://i.scdn.co/image/4uLU6hMCjMI75M1A2tKUQC");
    assert_eq!((song.duration_ms, song.album.as_deref()), (Some(180_000), Some("Lanterns")));
    tell(&mut spotify, r#"{"seek":90000}"#).await;
    list.player(|player| player.song.as_ref().is_some_and(|song| song.position_ms >= 90_000)).await;
    let second = r#"{"set":{"title":"Second Wind","artists":["Marisol Quandt"],"album":"Windows","lengthMs":200000,
        "trackid":"6rqhFgbbKwnb9MLmUQDhG6"}}"#;
    tell(&mut spotify, &second.replace('\n', "")).await;
    let found = list.playing("Second Wind").await;
    assert!(position(&found) < 60_000, "it begins at its beginning: {found:?}");
    tell(&mut spotify, r#"{"set":{"trackid":"/com/spotify/ad/7","title":"Advertisement"}}"#).await;
    list.player(|player| player.state == PlayState::Playing && player.song.is_none()).await;
}

#[tokio::test]
async fn every_line_that_it_documents_is_carried_out() {
    let bus = PrivateBus::start().await;
    let mut player = ScriptedPlayer::appear(&bus.address, "nasty.instance1").await;
    let mut list = bus.look();
    tell(&mut player, r#"{"set":{"title":"One","status":"Playing","positionMs":30000,"identity":"Nasty","rate":1}}"#)
        .await;
    let found = list.player(|player| player.name == "Nasty" && title_of(player) == Some("One")).await;
    assert_eq!(found.id.to_string(), "nasty");
    tell(&mut player, r#"{"pieces":[{"title":"Two"},{"artists":["Marisol Quandt"]},{"lengthMs":200000}]}"#).await;
    let complete = |player: &Player| player.song.as_ref().is_some_and(|song| song.duration_ms == Some(200_000));
    assert_eq!(title_of(&list.player(complete).await), Some("Two"));
    tell(&mut player, r#"{"storm":{"count":50,"perSecond":1000}}"#).await;
    list.playing("Storm 49").await;
    tell(
        &mut player,
        r#"{"raw":{"Metadata":{"xesam:title":"Raw","xesam:artist":["A","B"],"mpris:length":"7000000"}}}"#,
    )
    .await;
    let song = list.playing("Raw").await.song.unwrap();
    assert_eq!((song.subtitle.as_str(), song.duration_ms), ("A, B", Some(7_000)));
    for line in [r#""wrong-types""#, r#""hang""#, r#"{"set":{"status":"Paused"}}"#, r#""answer""#] {
        tell(&mut player, line).await;
    }
    list.player(|player| player.state == PlayState::Paused).await;
    tell(&mut player, r#""die""#).await;
    assert!(player.is_gone());
    list.names(&[]).await;
}
