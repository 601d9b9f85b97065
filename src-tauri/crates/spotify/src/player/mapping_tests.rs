use proptest::prelude::*;
use serde_json::json;
use songplate_core::now_playing::{MAX_TEXT, Rate};

use super::*;

fn read_json(answer: &Value) -> Playback {
    read(answer.to_string().as_bytes()).unwrap()
}

fn song(answer: &Value) -> NowPlaying {
    match read_json(answer) {
        Playback::Song { now_playing, .. } => now_playing,
        other => panic!("a song was expected: {other:?}"),
    }
}

/// The example, with the value at a JSON pointer replaced.
fn with(mut answer: Value, pointer: &str, value: Value) -> Value {
    *answer.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} is in the example")) = value;
    answer
}

fn track() -> Value {
    json!({
        "device": { "id": "d", "is_private_session": false, "name": "Desk", "volume_percent": 64 },
        "timestamp": 1_490_252_122_574_u64,
        "progress_ms": 44_272,
        "is_playing": true,
        "currently_playing_type": "track",
        "item": {
            "id": "t1", "uri": "spotify:track:t1", "type": "track", "name": "Slow Weather", "duration_ms": 187_040,
            "is_local": false,
            "artists": [{ "name": "Mara Lindqvist" }, { "name": "Oak & Ember" }],
            "album": { "name": "Almanac", "images": [
                { "url": "https://i.scdn.co/image/64", "width": 64, "height": 64 },
                { "url": "https://i.scdn.co/image/640", "width": 640, "height": 640 },
                { "url": "https://i.scdn.co/image/300", "width": 300, "height": 300 },
            ] },
            "external_urls": { "spotify": "https://open.spotify.com/track/t1" },
        },
    })
}

fn episode() -> Value {
    json!({
        "progress_ms": 1_000, "is_playing": true, "currently_playing_type": "episode",
        "item": {
            "id": "e1", "uri": "spotify:episode:e1", "type": "episode", "name": "Ep. 42", "duration_ms": 1_911_000,
            "images": [{ "url": "https://i.scdn.co/image/e", "width": 300, "height": 300 }],
            "show": { "name": "Small Sounds", "images": [{ "url": "https://i.scdn.co/image/s", "width": 640 }] },
            "external_urls": { "spotify": "https://open.spotify.com/episode/e1" },
        },
    })
}

fn local() -> Value {
    json!({
        "progress_ms": 5_000, "is_playing": true, "currently_playing_type": "track",
        "item": {
            "id": null, "uri": "spotify:local:My+Own+Band:Demos:Take+4:215", "type": "track", "is_local": true,
            "name": "Take 4", "duration_ms": 215_000, "artists": [{ "id": null, "name": "My Own Band" }],
            "album": { "name": "Demos", "images": [] }, "external_urls": {},
        },
    })
}

#[test]
fn a_track_is_read_whole() {
    let expected = NowPlaying {
        id: "spotify:track:t1".to_owned(),
        kind: Kind::Track,
        title: "Slow Weather".to_owned(),
        subtitle: "Mara Lindqvist, Oak & Ember".to_owned(),
        album: Some("Almanac".to_owned()),
        link: Some("https://open.spotify.com/track/t1".to_owned()),
        cover: Some(Cover::new("https://i.scdn.co/image/640")),
        duration_ms: Some(187_040),
        position_ms: 44_272,
        rate: Rate::NORMAL,
    };
    let found = read_json(&track());
    assert_eq!(found, Playback::Song { now_playing: expected, playing: true, private_session: false });
}

#[test]
fn an_episode_names_its_show() {
    let found = song(&episode());
    assert_eq!((found.kind, &*found.title, &*found.subtitle), (Kind::Episode, "Ep. 42", "Small Sounds"));
    assert_eq!((found.album, found.cover), (None, Some(Cover::new("https://i.scdn.co/image/e"))));
    let bare = song(&with(episode(), "/item/images", json!([])));
    assert_eq!(bare.cover, Some(Cover::new("https://i.scdn.co/image/s")), "the show's image is better than none");
}

#[test]
fn a_local_file_has_no_cover_and_no_link() {
    let found = song(&local());
    assert_eq!((found.kind, &*found.title, &*found.subtitle), (Kind::Local, "Take 4", "My Own Band"));
    assert_eq!((found.cover, found.link, &*found.id), (None, None, "spotify:local:My+Own+Band:Demos:Take+4:215"));
}

#[test]
fn adverts_and_nothing_are_told_apart() {
    let advert = json!({ "is_playing": true, "currently_playing_type": "ad", "item": null, "progress_ms": 3 });
    assert_eq!(read_json(&advert), Playback::Advert { private_session: false });
    assert_eq!(read(b""), Some(Playback::Nothing(NothingReason::Idle)));
    assert_eq!(read(b" \r\n"), Some(Playback::Nothing(NothingReason::Idle)));
    let idle = json!({ "is_playing": false, "currently_playing_type": "unknown", "item": null, "device": {} });
    assert_eq!(read_json(&idle), Playback::Nothing(NothingReason::Idle));
    for kind in ["unknown", "track", "hologram"] {
        let answer = json!({ "is_playing": true, "currently_playing_type": kind, "item": null });
        assert_eq!(read_json(&answer), Playback::Nothing(NothingReason::Unknown), "{kind}");
    }
}

#[test]
fn an_unknown_type_with_a_whole_item_is_shown() {
    let found = song(&with(track(), "/currently_playing_type", json!("hologram")));
    assert_eq!((found.kind, &*found.title), (Kind::Track, "Slow Weather"));
}

#[test]
fn a_private_session_is_told() {
    let found = read_json(&with(track(), "/device/is_private_session", json!(true)));
    assert!(matches!(found, Playback::Song { private_session: true, .. }));
    let advert = with(with(track(), "/device/is_private_session", json!(true)), "/currently_playing_type", json!("ad"));
    assert_eq!(read_json(&advert), Playback::Advert { private_session: true });
}

#[test]
fn titles_come_as_text() {
    let long = "x".repeat(300);
    for title in ["<b>Bold</b> <img src=x onerror=alert(1)>", "أغنية المطر", "🌊🎧 👩‍🚀✨", &long]
    {
        assert_eq!(song(&with(track(), "/item/name", json!(title))).title, title);
    }
    let huge = song(&with(track(), "/item/name", json!("é".repeat(100_000))));
    assert_eq!(huge.title.chars().count(), MAX_TEXT);
    let names: Vec<Value> = (0..500).map(|_| json!({ "name": "somebody" })).collect();
    assert!(song(&with(track(), "/item/artists", json!(names))).subtitle.chars().count() <= MAX_TEXT);
    let nameless = with(track(), "/item/name", json!(" \u{202e} "));
    assert_eq!(read_json(&nameless), Playback::Nothing(NothingReason::Unknown));
}

#[test]
fn numbers_are_clamped() {
    for (progress, position_ms) in [
        (json!(-5), 0),
        (json!(1.5), 1),
        (json!(187_041), 187_040),
        (json!(u64::MAX), 187_040),
        (json!(1e300), 187_040),
        (json!(null), 0),
        (json!("44272"), 0),
    ] {
        assert_eq!(song(&with(track(), "/progress_ms", progress.clone())).position_ms, position_ms, "{progress}");
    }
    for (duration, duration_ms) in [
        (json!(0), None),
        (json!(-1), None),
        (json!(null), None),
        (json!([]), None),
        (json!(1e300), Some(u32::MAX)),
        (json!(1), Some(1)),
    ] {
        assert_eq!(song(&with(track(), "/item/duration_ms", duration.clone())).duration_ms, duration_ms, "{duration}");
    }
}

#[test]
fn one_wrong_field_loses_nothing_else() {
    for pointer in [
        "/device",
        "/timestamp",
        "/progress_ms",
        "/currently_playing_type",
        "/item/id",
        "/item/uri",
        "/item/type",
        "/item/duration_ms",
        "/item/is_local",
        "/item/artists",
        "/item/artists/0",
        "/item/artists/1/name",
        "/item/album",
        "/item/album/name",
        "/item/album/images",
        "/item/album/images/1",
        "/item/external_urls",
        "/item/external_urls/spotify",
    ] {
        for wrong in [json!(null), json!(7), json!(-7.5), json!("?"), json!([]), json!({}), json!([[{}]])] {
            let found = song(&with(track(), pointer, wrong.clone()));
            assert_eq!(found.title, "Slow Weather", "{pointer} = {wrong}");
        }
    }
}

#[test]
fn only_spotifys_own_site_is_a_link() {
    for address in [
        "http://open.spotify.com/track/1",
        "https://open.spotify.com.evil.example/track/1",
        "https://evil.example/open.spotify.com",
        "https://open.spotify.com@evil.example/",
        "https://user@open.spotify.com/",
        "https://open.spotify.com:444/",
        "javascript:alert(1)",
        "spotify:track:1",
        "",
    ] {
        let found = song(&with(track(), "/item/external_urls/spotify", json!(address)));
        assert_eq!(found.link, None, "{address}");
    }
}

#[test]
fn the_cover_is_the_largest_that_is_not_too_large() {
    let cover = |images: Value| song(&with(track(), "/item/album/images", images)).cover;
    let image = |name: &str, width: Value| json!({ "url": format!("https://i.scdn.co/{name}"), "width": width });
    let chosen = |name: &str| Some(Cover::new(format!("https://i.scdn.co/{name}")));
    assert_eq!(cover(json!([image("a", json!(1_000)), image("b", json!(64))])), chosen("b"));
    assert_eq!(cover(json!([image("a", json!(2_000)), image("b", json!(1_000))])), chosen("b"));
    assert_eq!(cover(json!([image("a", json!(null)), image("b", json!(null))])), chosen("a"));
    assert_eq!(cover(json!([image("a", json!(null)), image("b", json!(9_000))])), chosen("b"));
    assert_eq!(cover(json!([image("a", json!("x")), { "width": 640 }, { "url": 3, "width": 640 }])), chosen("a"));
    let long = json!([{ "url": format!("https://i.scdn.co/{}", "x".repeat(10_000)), "width": 640 }]);
    assert_eq!(cover(long), None);
}

#[test]
fn songs_without_any_id_are_told_apart() {
    let nameless = |title: &str| {
        let answer = with(with(track(), "/item/uri", json!(null)), "/item/id", json!(null));
        song(&with(answer, "/item/name", json!(title))).id
    };
    assert_ne!(nameless("one"), nameless("another"));
}

#[test]
fn what_is_no_playback_is_refused() {
    for body in ["{", "[]", "null", "3", "\"text\"", "<html>", "{\"progress_ms\": 1e999}", "\u{feff}{}", "{}{}"] {
        assert_eq!(read(body.as_bytes()), None, "{body}");
    }
    assert_eq!(read(b"\xff\xfe"), None);
    assert_eq!(read("[".repeat(100_000).as_bytes()), None);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("[a-z_]{0,12}", inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn anything_is_read_without_harm(body in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&body);
    }

    #[test]
    fn any_value_anywhere_keeps_the_promises_of_core(
        values in prop::collection::vec((0..9_usize, any_json()), 0..5),
    ) {
        const POINTERS: [&str; 9] = [
            "/item", "/item/name", "/item/artists", "/item/album", "/item/album/images", "/item/duration_ms",
            "/progress_ms", "/is_playing", "/device",
        ];
        let mut answer = track();
        for (index, value) in values {
            if let Some(place) = answer.pointer_mut(POINTERS[index]) {
                *place = value;
            }
        }
        if let Playback::Song { now_playing, .. } = read_json(&answer) {
            prop_assert!(!now_playing.title.is_empty());
            for text in [Some(now_playing.title), Some(now_playing.subtitle), now_playing.album].into_iter().flatten() {
                prop_assert!(text.chars().count() <= MAX_TEXT && !text.chars().any(char::is_control));
            }
            prop_assert!(now_playing.duration_ms != Some(0));
            prop_assert!(now_playing.duration_ms.is_none_or(|duration| now_playing.position_ms <= duration));
        }
    }
}
