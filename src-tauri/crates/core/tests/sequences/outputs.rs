//! What leaves the program: the public snapshot, the replies, and the settings of overlays and styles.

use std::time::Duration;

use songplate_core::now_playing::{Cover, Kind, NowPlaying, Rate};
use songplate_core::overlay::{
    Behaviour, EditError, MAX_OVERLAYS, OverlaySettings, OverlayToken, Styles, built_in_styles,
};
use songplate_core::public::PublicSnapshot;
use songplate_core::reply::Replies;
use songplate_core::snapshot::{Snapshot, Song};
use songplate_core::source::SourceId;
use songplate_core::status::{OfflineCause, Status};
use tokio::time::Instant;

fn song(read_at: Instant) -> Song {
    let now_playing = NowPlaying {
        id: "1".into(),
        kind: Kind::Track,
        title: "<b>Paper\nLanterns</b>".into(),
        subtitle: "The Quiet Hours".into(),
        album: None,
        link: Some("https://open.spotify.com/track/1".into()),
        cover: Some(Cover::new("https://i.scdn.co/image/1")),
        duration_ms: Some(60_000),
        position_ms: 10_000,
        rate: Rate::NORMAL,
    };
    Song { now_playing, read_at, playing: true, live: true }
}

fn snapshot(status: Status, song: Option<Song>) -> Snapshot {
    Snapshot {
        run: "r".into(),
        number: 7,
        sources: vec![],
        selected: SourceId::Spotify,
        listening: true,
        status,
        song,
        origin: None,
    }
}

#[test]
fn the_public_form_has_the_position_of_the_moment_of_sending() {
    let read_at = Instant::now();
    let later = read_at + Duration::from_secs(5);
    let public = PublicSnapshot::new(&snapshot(Status::Playing, Some(song(read_at))), later, |key| format!("/c/{key}"));
    assert_eq!((public.status.as_str(), public.position_ms, public.live), ("playing", Some(15_000), true));
    assert_eq!(public.title.as_deref(), Some("<b>Paper\nLanterns</b>"), "text is text: whoever shows it escapes it");
    assert!(public.cover.is_some_and(|cover| cover.starts_with("/c/") && !cover.contains("scdn")));
    let json =
        serde_json::to_value(PublicSnapshot::new(&snapshot(Status::Inactive, None), later, str::to_owned)).unwrap();
    assert_eq!(json["title"], serde_json::Value::Null, "a script finds every key, song or not");
    assert!(json.get("look").is_none());
}

#[test]
fn a_song_that_is_not_live_stands_still_in_the_public_form() {
    let read_at = Instant::now();
    let status = Status::Offline { cause: OfflineCause::Network };
    let old = Song { live: false, ..song(read_at) };
    let public = PublicSnapshot::new(&snapshot(status, Some(old)), read_at + Duration::from_secs(50), str::to_owned);
    assert_eq!((public.status.as_str(), public.live, public.position_ms), ("offline", false, Some(10_000)));
}

#[test]
fn every_status_has_the_code_that_it_is_serialised_with() {
    use songplate_core::clock::UnixSeconds;
    use songplate_core::now_playing::NothingReason;
    use songplate_core::status::ForbiddenReason;
    let until = UnixSeconds(1);
    for status in [
        Status::Inactive,
        Status::Playing,
        Status::Paused,
        Status::Nothing { reason: NothingReason::Idle },
        Status::Advert,
        Status::Private,
        Status::Offline { cause: OfflineCause::Server },
        Status::RateLimited { until },
        Status::Quota { until },
        Status::Forbidden { reason: ForbiddenReason::Other, until },
        Status::SignInAgain,
    ] {
        assert_eq!(serde_json::to_value(&status).unwrap()["code"], status.code());
    }
}

#[test]
fn a_reply_is_one_line_and_never_tells_an_old_song_as_live() {
    let now = Instant::now();
    let replies = Replies::default();
    let reply = |status, song| replies.reply(&snapshot(status, song), "Spotify", now);
    assert_eq!(
        reply(Status::Playing, Some(song(now))),
        "Now playing: <b>Paper Lanterns</b> by The Quiet Hours https://open.spotify.com/track/1"
    );
    assert_eq!(reply(Status::Paused, Some(song(now))), "Paused: <b>Paper Lanterns</b> by The Quiet Hours");
    let old = Song { live: false, ..song(now) };
    for (status, song) in [
        (Status::Inactive, None),
        (Status::Advert, None),
        (Status::Private, None),
        (Status::Offline { cause: OfflineCause::Network }, Some(old.clone())),
        (Status::Playing, Some(old)),
    ] {
        assert_eq!(reply(status, song), "Nothing is playing right now.");
    }
    assert!(Replies { error: "  ".into(), ..Replies::default() }.check().is_err());
    assert!(Replies { playing: "x".repeat(501), ..Replies::default() }.check().is_err());
}

fn token(byte: u8) -> OverlayToken {
    OverlayToken::new([byte; 16])
}

#[test]
fn a_change_that_can_not_be_made_changes_nothing() {
    let mut overlays = OverlaySettings::default();
    let id = overlays.add(" Main ", [1; 8], token(1)).unwrap();
    assert_eq!(overlays.overlays[0].name, "Main");
    let before = overlays.clone();
    assert_eq!(overlays.remove(&id), Err(EditError::Last));
    assert_eq!(overlays.remove("other"), Err(EditError::Gone));
    assert_eq!(overlays.add("", [2; 8], token(2)), Err(EditError::Name));
    assert_eq!(overlays.change(&id, "a\nb", "card", Behaviour::default()), Err(EditError::Name));
    let slow = Behaviour { delay_ms: 60_001, ..Behaviour::default() };
    assert!(matches!(overlays.change(&id, "Main", "card", slow), Err(EditError::Behaviour(_))));
    assert_eq!(overlays, before);
    overlays.change(&id, "Corner", "card", Behaviour { placeholder: "–".into(), ..Behaviour::default() }).unwrap();
    assert_eq!((overlays.overlays[0].name.as_str(), overlays.overlays[0].token.clone()), ("Corner", token(1)));
    for number in 1..MAX_OVERLAYS {
        overlays.add("More", [u8::try_from(number).unwrap(); 8], token(3)).unwrap();
    }
    assert_eq!(overlays.add("One more", [99; 8], token(4)), Err(EditError::TooMany));
}

#[test]
fn built_in_styles_stay_and_a_missing_one_is_the_default() {
    let mut styles = Styles::default();
    let mut mine = styles.get("glass");
    assert_eq!(mine.name, "Glass");
    mine.name = "Glass (mine)".into();
    let id = styles.add(mine.clone(), [5; 8]).unwrap();
    assert!(built_in_styles().iter().all(|built_in| built_in.id != id));
    assert_eq!(styles.get(&id), mine);
    assert_eq!(styles.change("glass", mine.clone()), Err(EditError::Gone), "a built-in one can't be changed");
    let mut broken = mine.clone();
    broken.width = 3;
    assert!(matches!(styles.change(&id, broken), Err(EditError::Style(_))));
    assert_eq!(styles.get(&id), mine);
    styles.remove(&id).unwrap();
    assert!(!styles.has(&id));
    assert_eq!(styles.get(&id), built_in_styles()[0].style);
}
