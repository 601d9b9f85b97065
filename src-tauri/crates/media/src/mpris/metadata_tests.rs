use std::collections::HashMap;

use proptest::prelude::*;
use songplate_core::now_playing::MAX_TEXT;
use zbus::zvariant::{ObjectPath, StructureBuilder};

use super::*;

fn map(entries: &[(&str, Value<'_>)]) -> Dict<'static, 'static> {
    let entries: HashMap<String, Value<'static>> =
        entries.iter().map(|(name, value)| ((*name).to_owned(), value.try_to_owned().unwrap().into())).collect();
    Dict::from(entries)
}

fn read(entries: &[(&str, Value<'_>)]) -> Option<Song> {
    song(&map(entries), None)
}

/// What is read of a song with this entry.
fn with(name: &str, value: impl Into<Value<'static>>) -> Song {
    let title = Value::from("Paper Lanterns");
    read(&[("xesam:title", title), (name, value.into())]).unwrap()
}

#[test]
fn a_song_as_the_specification_has_it() {
    let song = read(&[
        ("mpris:trackid", ObjectPath::try_from("/org/example/tracks/7").unwrap().into()),
        ("mpris:length", 215_000_000_i64.into()),
        ("mpris:artUrl", "https://example.org/lanterns.png".into()),
        ("xesam:title", "Paper Lanterns".into()),
        ("xesam:artist", vec!["The Quiet Harbour", "Marisol Quandt"].into()),
        ("xesam:album", "Lanterns".into()),
        ("xesam:url", "https://music.example.org/songs/7".into()),
    ]);
    assert_eq!(
        song,
        Some(Song {
            track: Some("/org/example/tracks/7".to_owned()),
            title: Some("Paper Lanterns".to_owned()),
            artists: "The Quiet Harbour, Marisol Quandt".to_owned(),
            album: Some("Lanterns".to_owned()),
            kind: Kind::Track,
            link: Some("https://music.example.org/songs/7".to_owned()),
            cover: Some(Cover::new("https://example.org/lanterns.png")),
            duration_ms: Some(215_000),
            unopened: false,
        })
    );
}

#[test]
fn no_track_is_no_song() {
    assert_eq!(read(&[]), None);
    let no_track = ObjectPath::try_from(NO_TRACK).unwrap();
    // Chromium leaves the last song's title with it.
    assert_eq!(read(&[("mpris:trackid", no_track.into()), ("xesam:title", "Paper Lanterns".into())]), None);
    assert_eq!(read(&[("mpris:trackid", "/org/example/tracks/7".into()), ("mpris:length", 0_i64.into())]), None);
    assert_eq!(read(&[("xesam:title", " \u{202e} ".into())]), None);
}

#[test]
fn lengths_come_in_many_types() {
    let length = |value: Value<'static>| with("mpris:length", value).duration_ms;
    for value in [
        Value::I64(180_000_000),
        Value::U64(180_000_000),
        Value::I32(180_000_000),
        Value::U32(180_000_000),
        Value::F64(180_000_000.4),
        Value::from("180000000"),
        Value::from(" 180000000.0 "),
        Value::Value(Box::new(Value::U64(180_000_000))),
    ] {
        assert_eq!(length(value.try_clone().unwrap()), Some(180_000), "{value:?}");
    }
    for value in [
        Value::I64(0),
        Value::I64(999),
        Value::I64(-180_000_000),
        // What live streams have.
        Value::I64(i64::MAX),
        Value::U64(u64::MAX),
        Value::F64(f64::INFINITY),
        Value::F64(f64::NAN),
        Value::from("3:00"),
        Value::from("inf"),
        Value::from(vec![180_000_000_i64]),
        Value::Bool(true),
    ] {
        assert_eq!(length(value.try_clone().unwrap()), None, "{value:?}");
    }
}

#[test]
fn positions_are_clamped() {
    for (micros, ms) in [(0, 0), (1_999, 1), (90_000_000, 90_000), (-1_000_000, 0), (i64::MAX, u32::MAX)] {
        assert_eq!(position_ms(&Value::I64(micros)), Some(ms), "{micros}");
    }
    assert_eq!(position_ms(&Value::F64(f64::NAN)), None);
    assert_eq!(position_ms(&Value::from("soon")), None);
}

#[test]
fn artists_come_in_many_types() {
    let artists = |value: Value<'static>| with("xesam:artist", value).artists;
    assert_eq!(artists(vec!["A", " ", "", "B\n"].into()), "A, B");
    assert_eq!(artists("A".into()), "A");
    assert_eq!(artists(vec![Value::from("A"), Value::from(7), Value::from("B")].into()), "A, B");
    assert_eq!(artists(Vec::<&str>::new().into()), "");
    assert_eq!(artists(7.into()), "");
    assert_eq!(artists(vec!["x".repeat(600), "y".repeat(600)].into()).chars().count(), MAX_TEXT);
    assert_eq!(with("xesam:albumArtist", vec!["A"]).artists, "A");
    let both = read(&[("xesam:artist", vec!["A"].into()), ("xesam:albumArtist", vec!["B"].into())]);
    assert!(both.is_some_and(|song| song.artists == "A"));
}

#[test]
fn texts_are_made_fit_to_be_shown() {
    let song = read(&[("xesam:title", "x".repeat(10_000).into()), ("xesam:album", "a\u{0007}b\u{202e}c\nd".into())]);
    let song = song.unwrap();
    assert_eq!(song.title.unwrap().chars().count(), MAX_TEXT);
    assert_eq!(song.album.as_deref(), Some("a bc d"));
    assert_eq!(with("xesam:album", 7).album, None);
}

#[test]
fn a_file_without_a_title_is_called_by_its_name() {
    let title = |url: &str| read(&[("xesam:url", url.into())]).and_then(|song| song.title);
    assert_eq!(title("file:///music/Paper%20Lanterns.flac").as_deref(), Some("Paper Lanterns"));
    assert_eq!(title("file:///music/%E5%A4%9C.mp3").as_deref(), Some("夜"));
    assert_eq!(title("file:///music/Vol.%20Three").as_deref(), Some("Vol. Three"));
    assert_eq!(title("file:///music/Mr.%20Harbour's%20Song").as_deref(), Some("Mr. Harbour's Song"));
    assert_eq!(title("https://example.org/stream.mp3"), None);
    assert_eq!(title("file:///"), None);
    assert_eq!(title("nonsense"), None);
}

#[test]
fn a_file_that_is_not_open_yet_is_known() {
    let unopened = |entries: &[(&str, Value<'_>)]| read(entries).unwrap().unopened;
    let (url, name) = ("file:///music/Paper%20Lanterns.flac", "Paper Lanterns.flac");
    assert!(unopened(&[("xesam:url", url.into()), ("xesam:title", name.into())]));
    assert!(unopened(&[("xesam:url", url.into())]));
    let stream = "https://example.org/live?high";
    assert!(unopened(&[("xesam:url", stream.into()), ("xesam:title", "live?high".into())]));
    let length = ("mpris:length", 180_000_000_i64.into());
    assert!(!unopened(&[("xesam:url", url.into()), ("xesam:title", name.into()), length]));
    assert!(!unopened(&[("xesam:url", url.into()), ("xesam:title", "Paper Lanterns".into())]));
    assert!(!unopened(&[("xesam:title", "Paper Lanterns".into())]));
}

#[test]
fn one_file_with_every_song_in_it_is_another_cover_for_every_song() {
    let cover = |title: &str| {
        let entries = [("xesam:title", title.to_owned().into()), ("mpris:artUrl", "file:///tmp/cover.png".into())];
        read(&entries).unwrap().cover.unwrap()
    };
    assert_eq!(cover("Paper Lanterns"), cover("Paper Lanterns"));
    assert_ne!(cover("Paper Lanterns").key(), cover("Second Wind").key());
}

#[test]
fn what_is_no_address_is_no_cover() {
    assert_eq!(with("mpris:artUrl", "https://example.org/a.png").cover, Some(Cover::new("https://example.org/a.png")));
    assert_eq!(with("mpris:artUrl", "cover.png").cover, None);
    assert_eq!(with("mpris:artUrl", 7).cover, None);
}

#[test]
fn links_are_for_everybody() {
    let link = |url: &str| with("xesam:url", url.to_owned()).link;
    for url in ["https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"]
    {
        assert_eq!(link(url).as_deref(), Some(url));
    }
    assert_eq!(
        link("https://music.youtube.com/watch?list=PL7&v=abc&t=9#x").as_deref(),
        Some("https://music.youtube.com/watch?v=abc")
    );
    assert_eq!(link("https://example.org/a#t=9").as_deref(), Some("https://example.org/a"));
    for url in [
        "http://example.org/a",
        "file:///music/a.flac",
        "https://example.org/stream?api_key=secret",
        "https://user:word@example.org/a",
        "https://example.org:8096/a",
        "https://192.168.1.7/a",
        "https://[::1]/a",
        "https://nas/a",
        "https://www.youtube.com/watch?list=PL7",
    ] {
        assert_eq!(link(url), None, "{url}");
    }
}

#[test]
fn what_spotify_plays_is_known_by_its_name() {
    let spotify = |track: &str| read(&[("mpris:trackid", track.into()), ("xesam:title", "Paper Lanterns".into())]);
    for track in ["spotify:track:4uLU6hMCjMI75M1A2tKUQC", "/com/spotify/track/4uLU6hMCjMI75M1A2tKUQC"] {
        let song = spotify(track).unwrap();
        assert_eq!(song.link.as_deref(), Some("https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC"));
        assert_eq!(song.kind, Kind::Track);
    }
    let episode = spotify("/com/spotify/episode/512ojhOuo1ktJprKbVcKyQ").unwrap();
    assert_eq!(episode.link.as_deref(), Some("https://open.spotify.com/episode/512ojhOuo1ktJprKbVcKyQ"));
    assert_eq!(episode.kind, Kind::Episode);
    assert_eq!(spotify("/com/spotify/ad/000000012c603a6600000020"), None, "an advertisement is no song");
    for track in
        ["spotify:local:A:B:C:7", "spotify:track:", "spotify:track:a/../b", "spotify:track", "/org/spotify/track/a"]
    {
        assert_eq!(spotify(track).unwrap().link, None, "{track}");
    }
}

#[test]
fn a_cover_is_made_only_once() {
    let address = format!("data:image/png;base64,{}", "A".repeat(1_000));
    let known = Cover::new(address.clone());
    let song = song(&map(&[("xesam:title", "Paper Lanterns".into()), ("mpris:artUrl", address.into())]), Some(&known));
    assert_eq!(song.unwrap().cover, Some(known));
}

fn any_value() -> impl Strategy<Value = Value<'static>> {
    let leaf = prop_oneof![
        any::<u8>().prop_map(Value::U8),
        any::<bool>().prop_map(Value::Bool),
        any::<i32>().prop_map(Value::I32),
        any::<i64>().prop_map(Value::I64),
        any::<u64>().prop_map(Value::U64),
        any::<f64>().prop_map(Value::F64),
        "(?s)[^\0]{0,40}".prop_map(Value::from),
        prop::sample::select(vec![
            "file:///a/b.mp3",
            "https://example.org/a",
            "/a",
            "data:,",
            "spotify:track:A",
            "ä:ö"
        ])
        .prop_map(Value::from),
        Just(Value::from(ObjectPath::try_from("/a").unwrap())),
        Just(Value::from(StructureBuilder::new().add_field(7).add_field("x").build().unwrap())),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            inner.clone().prop_map(|value| Value::Value(Box::new(value))),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-z]{0,3}", inner, 0..4).prop_map(|map| Value::from(Dict::from(map))),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_comes_fits(values in prop::collection::vec(any_value(), 8)) {
        let names = ["mpris:trackid", "mpris:length", "mpris:artUrl", "xesam:title", "xesam:artist", "xesam:album",
            "xesam:url", "xesam:albumArtist"];
        let entries: Vec<_> = names.into_iter().zip(values).collect();
        if let Some(song) = read(&entries) {
            let short = |text: &str| text.chars().count() <= MAX_TEXT && !text.chars().any(char::is_control);
            prop_assert!([song.title, song.album, Some(song.artists)].iter().flatten().all(|text| short(text)));
            prop_assert!(song.duration_ms != Some(0));
            prop_assert!(song.link.is_none_or(|link| link.starts_with("https://")));
        }
    }
}
