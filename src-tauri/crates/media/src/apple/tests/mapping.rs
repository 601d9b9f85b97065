use proptest::prelude::*;
use serde_json::{Value, json};
use songplate_core::now_playing::{Cover, Kind, MAX_TEXT};
use songplate_core::player::PlayState;

use crate::apple::said::{Info, Said};

fn info(value: Value) -> Info {
    match value {
        Value::Object(info) => info,
        other => panic!("{other} is no map"),
    }
}

fn read(value: Value) -> Said {
    Said::read(&info(value))
}

#[test]
fn a_song_of_spotify() {
    let said = read(json!({
        "Player State": "Playing",
        "Playback Position": 12.345,
        "Track ID": "spotify:track:4uLU6hMCjMI75M1A2tKUQC",
        "Name": "Paper Lanterns",
        "Artist": "The Quiet Harbour",
        "Album": "Lanterns",
        "Album Artist": "Someone else",
        "Duration": 180_000,
        "Has Artwork": true,
        "Popularity": 40,
    }));
    assert_eq!((said.state, said.position_ms), (Some(PlayState::Playing), Some(12_345)));
    let song = said.song.unwrap();
    assert_eq!((song.title.as_deref(), song.artists.as_str()), (Some("Paper Lanterns"), "The Quiet Harbour"));
    assert_eq!((song.album.as_deref(), song.duration_ms), (Some("Lanterns"), Some(180_000)));
    assert_eq!(song.link.as_deref(), Some("https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC"));
    assert_eq!((song.kind, song.cover), (Kind::Track, None));
}

#[test]
fn an_answer_is_read_like_a_notification() {
    let said = read(json!({
        "Player State": "paused",
        "Track ID": "spotify:episode:4uLU6hMCjMI75M1A2tKUQC",
        "Name": "Harbour talk",
        "Artist": null,
        "Album": null,
        "Playback Position": 7,
        "Artwork URL": "https://i.scdn.co/image/ab67",
    }));
    assert_eq!((said.state, said.position_ms), (Some(PlayState::Paused), Some(7_000)));
    let song = said.song.unwrap();
    assert_eq!((song.kind, song.artists.as_str()), (Kind::Episode, ""));
    assert_eq!(song.cover, Some(Cover::new("https://i.scdn.co/image/ab67")));
}

#[test]
fn a_song_of_music() {
    let said = read(json!({
        "Player State": "Playing",
        "Name": "Second Wind",
        "Album Artist": "Marisol Quandt",
        "Total Time": 200_000,
        "PersistentID": -3_948_576_120_394_857_i64,
        "Store URL": "itms://itunes.com/album?p=1&i=2",
        "Location": "file:///Users/somebody/Music/wind.m4a",
    }));
    assert_eq!((said.state, said.position_ms), (Some(PlayState::Playing), None));
    let song = said.song.unwrap();
    assert_eq!((song.artists.as_str(), song.duration_ms), ("Marisol Quandt", Some(200_000)));
    assert_eq!((song.track, song.link, song.cover), (None, None, None));
}

#[test]
fn an_advertisement_is_no_song() {
    let said = read(json!({ "Player State": "Playing", "Track ID": "spotify:ad:000", "Name": "Advertisement" }));
    assert_eq!((said.state, said.song), (Some(PlayState::Playing), None));
    assert_eq!(read(json!({ "Player State": "Stopped" })).song, None);
}

#[test]
fn nonsense_was_not_told() {
    let nothing = Said { state: None, song: None, position_ms: None };
    assert_eq!(read(json!({})), nothing);
    assert_eq!(
        read(json!({
            "Player State": 7,
            "Playback Position": "soon",
            "Track ID": ["spotify"],
            "Name": " \u{202e}\u{0} ",
            "Artist": {},
            "Album": false,
            "Duration": [],
        })),
        nothing
    );
    assert_eq!(read(json!({ "Player State": "dancing" })).state, None);
    for position in
        [json!(-1), json!(-1e300), json!(1e300), json!(f64::MAX), json!(u64::MAX), json!(null), json!("NaN")]
    {
        assert_eq!(read(json!({ "Playback Position": position })).position_ms, None, "{position}");
    }
    for length in [json!(0), json!(-5), json!(1e18), json!("long"), json!(0.4)] {
        let song = read(json!({ "Name": "Paper Lanterns", "Duration": length })).song.unwrap();
        assert_eq!(song.duration_ms, None, "{length}");
    }
    for address in ["http://example.org/a.png", "javascript:alert(1)", "", "cover.png"] {
        assert_eq!(read(json!({ "Name": "Paper Lanterns", "Artwork URL": address })).song.unwrap().cover, None);
    }
    for track in ["spotify:track:../../login", "spotify:track:", "spotify:playlist:7", "spotify:", "7"] {
        assert_eq!(read(json!({ "Name": "Paper Lanterns", "Track ID": track })).song.unwrap().link, None, "{track}");
    }
}

#[test]
fn long_texts_are_cut() {
    let long = "é".repeat(10_000);
    let song = read(json!({ "Name": long, "Artist": long, "Album": long })).song.unwrap();
    for text in [song.title.unwrap(), song.artists, song.album.unwrap()] {
        assert_eq!(text.chars().count(), MAX_TEXT);
    }
}

proptest! {
    #[test]
    fn whatever_is_said_is_a_song_that_can_be_shown(name in "(?s).{0,40}", number in any::<f64>(), track in ".{0,40}") {
        let said = read(json!({
            "Player State": track, "Name": name, "Track ID": format!("spotify:{track}"), "Duration": number,
            "Playback Position": number, "Artwork URL": name,
        }));
        if let Some(song) = said.song {
            prop_assert!(song.title.is_none_or(|title| !title.trim().is_empty()));
            prop_assert!(song.duration_ms != Some(0));
        }
    }
}
