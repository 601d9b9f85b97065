use std::time::Duration;

use proptest::prelude::*;
use songplate_core::now_playing::{Cover, MAX_TEXT, Rate};
use songplate_core::player::PlayState;
use tokio::time::Instant;

use crate::common::amend::{Input, Told};
use crate::common::progress::Progress;
use crate::smtc::said::{Answer, Media, Playback, Timeline};
use crate::smtc::session::Said;
use crate::smtc::thumbnail::{self, LARGEST};

/// A second, in ticks.
const SECOND: i64 = 10_000_000;
/// Some day of 2026.
const NOW: i64 = 134_200_000_000_000_000;

fn lanterns() -> Media {
    Media {
        title: "Paper Lanterns".to_owned(),
        artist: "The Quiet Harbour".to_owned(),
        album_title: "Lanterns".to_owned(),
        playback_type: Some(1),
        ..Media::default()
    }
}

/// At 30 of 180 seconds, `ago` seconds ago.
fn timeline(ago: i64) -> Timeline {
    Timeline { start: 0, end: 180 * SECOND, position: 30 * SECOND, last_updated: NOW - ago * SECOND }
}

fn ms(timeline: Timeline, rate: Option<Rate>) -> Option<u32> {
    let at = Instant::now();
    let progress = timeline.progress(rate, NOW, at);
    assert!(progress.is_none_or(|progress| progress.at == at));
    progress.map(|progress| progress.ms)
}

#[test]
fn a_song_as_it_should_be() {
    let song = lanterns().song("spotify", Some(&timeline(0))).unwrap();
    assert_eq!(song.title.as_deref(), Some("Paper Lanterns"));
    assert_eq!((song.artists.as_str(), song.album.as_deref()), ("The Quiet Harbour", Some("Lanterns")));
    assert_eq!(song.duration_ms, Some(180_000));
}

#[test]
fn whoever_made_the_album_stands_in_for_the_artist() {
    let media = Media { artist: " ".to_owned(), album_artist: "Marisol Quandt".to_owned(), ..lanterns() };
    assert_eq!(media.song("vlc", None).unwrap().artists, "Marisol Quandt");
}

#[test]
fn apple_music_gives_artist_and_album_as_one() {
    let media =
        Media { artist: "The Quiet Harbour — Lanterns — EP".to_owned(), album_title: String::new(), ..lanterns() };
    let song = media.song("apple-music", None).unwrap();
    assert_eq!((song.artists.as_str(), song.album.as_deref()), ("The Quiet Harbour", Some("Lanterns — EP")));
    assert_eq!(media.song("spotify", None).unwrap().artists, "The Quiet Harbour — Lanterns — EP");
}

#[test]
fn nothing_and_pictures_are_no_songs() {
    assert_eq!(Media::default().song("vlc", Some(&timeline(0))), None);
    let blank = Media { title: " \u{202e}\0 ".to_owned(), ..Media::default() };
    assert_eq!(blank.song("vlc", None), None);
    assert_eq!(Media { playback_type: Some(3), ..lanterns() }.song("photos", None), None);
    assert!(Media { playback_type: Some(77), ..lanterns() }.song("vlc", None).is_some());
    let untitled = Media { title: String::new(), ..lanterns() };
    assert_eq!(untitled.song("vlc", None).unwrap().title, None);
}

#[test]
fn long_texts_are_cut() {
    let long = "é".repeat(10_000);
    let media = Media { title: long.clone(), artist: long.clone(), album_title: long, ..Media::default() };
    let song = media.song("vlc", None).unwrap();
    for text in [song.title.unwrap(), song.artists, song.album.unwrap()] {
        assert_eq!(text.chars().count(), MAX_TEXT);
    }
}

#[test]
fn states_that_nobody_knows_say_nothing() {
    let state = |status| Playback { status, rate: None }.state();
    for (status, expected) in [
        (0, Some(PlayState::Stopped)),
        (1, Some(PlayState::Stopped)),
        (2, None),
        (3, Some(PlayState::Stopped)),
        (4, Some(PlayState::Playing)),
        (5, Some(PlayState::Paused)),
        (6, None),
        (-1, None),
        (i32::MIN, None),
    ] {
        assert_eq!(state(status), expected, "{status}");
    }
    for (rate, percent) in [(None, 100), (Some(1.5), 150), (Some(0.0), 100), (Some(-1.0), 100), (Some(f64::NAN), 100)] {
        assert_eq!(Playback { status: 4, rate }.rate().percent(), percent, "{rate:?}");
    }
}

#[test]
fn a_position_is_of_the_moment_when_it_was_told() {
    let normal = Some(Rate::NORMAL);
    assert_eq!(ms(timeline(0), normal), Some(30_000));
    assert_eq!(ms(timeline(12), normal), Some(42_000));
    assert_eq!(ms(timeline(12), Some(Rate::from_factor(2.0))), Some(54_000));
    assert_eq!(ms(timeline(12), None), Some(30_000), "paused");
    let late = Timeline { start: 10 * SECOND, ..timeline(5) };
    assert_eq!(ms(late, normal), Some(25_000), "it counts from its start");
    assert_eq!(late.duration_ms(), Some(170_000));
}

#[test]
fn a_clock_that_makes_no_sense_is_not_asked() {
    let normal = Some(Rate::NORMAL);
    for last_updated in [0, -5, i64::MIN, 1, SECOND, NOW + 30 * SECOND, i64::MAX, NOW - 25 * 3_600 * SECOND] {
        assert_eq!(ms(Timeline { last_updated, ..timeline(0) }, normal), Some(30_000), "{last_updated}");
    }
}

#[test]
fn positions_and_lengths_that_make_no_sense() {
    assert_eq!(ms(Timeline::default(), Some(Rate::NORMAL)), None, "it never said anything");
    for (start, end, duration) in [
        (0, 0, None),
        (0, -SECOND, None),
        (200 * SECOND, 180 * SECOND, None),
        (0, 5_000, None),
        (0, i64::MAX, None),
        (i64::MIN, i64::MAX, None),
        (i64::MAX, i64::MIN, None),
        (-10 * SECOND, 10 * SECOND, Some(20_000)),
    ] {
        assert_eq!(Timeline { start, end, ..timeline(0) }.duration_ms(), duration, "{start} to {end}");
    }
    for (start, position, expected) in [
        (0, -5 * SECOND, Some(0)),
        (40 * SECOND, 30 * SECOND, Some(0)),
        (0, i64::MAX, None),
        (i64::MIN, i64::MAX, None),
        (i64::MAX, i64::MIN, None),
    ] {
        assert_eq!(ms(Timeline { start, position, ..timeline(0) }, None), expected, "{position} from {start}");
    }
}

fn answer(media: Option<Media>, status: i32, timeline: Timeline) -> Answer {
    let playback = Some(Playback { status, rate: None });
    Answer { media, playback, timeline: Some(timeline), now: NOW, at: Instant::now() }
}

fn parts(input: Input) -> (Told, Option<Progress>) {
    match input {
        Input::Told(told, progress) => (told, progress),
        Input::Moved(told, progress) => (told, Some(progress)),
        Input::TimePassed => panic!("it said nothing"),
    }
}

fn learnt(said: &mut Said, answer: Answer) -> (PlayState, Option<String>, Option<Progress>) {
    let (told, progress) = parts(said.learn(answer));
    (told.state, told.song.and_then(|song| song.title), progress)
}

#[test]
fn a_timeline_that_is_only_repeated_says_nothing_of_where_it_is_now() {
    let mut said = Said::nothing("vlc");
    let first = learnt(&mut said, answer(Some(lanterns()), 4, timeline(12)));
    assert_eq!((first.0, first.1.as_deref()), (PlayState::Playing, Some("Paper Lanterns")));
    assert_eq!(first.2.map(|progress| progress.ms), Some(42_000));
    // Paused, minutes pass, and it plays again.
    let later = |status| Answer { now: NOW + 600 * SECOND, ..answer(None, status, timeline(12)) };
    assert_eq!(learnt(&mut said, later(5)).2, None);
    assert_eq!(learnt(&mut said, later(4)).2, None);
    let moved = learnt(&mut said, answer(None, 4, timeline(0)));
    assert_eq!(moved.2.map(|progress| progress.ms), Some(30_000));
}

#[test]
fn what_is_not_answered_stays_as_it_was() {
    let mut said = Said::nothing("vlc");
    learnt(&mut said, answer(Some(lanterns()), 4, timeline(0)));
    let nothing = Answer { media: None, playback: None, timeline: None, now: NOW, at: Instant::now() };
    let (state, title, progress) = learnt(&mut said, nothing);
    assert_eq!((state, title.as_deref(), progress), (PlayState::Playing, Some("Paper Lanterns"), None));
    assert_eq!(learnt(&mut said, answer(None, 2, timeline(0))).0, PlayState::Playing, "it is changing");
}

#[test]
fn thumbnails_are_of_a_few_types_and_sizes() {
    let png = b"\x89PNG\r\n\x1a\n and so on";
    let cover = thumbnail::cover(png, None).unwrap();
    assert_eq!(cover.address(), "data:image/png;base64,iVBORw0KGgogYW5kIHNvIG9u");
    assert_eq!(thumbnail::cover(png, Some(&cover)), Some(cover.clone()));
    assert_ne!(thumbnail::cover(b"\xff\xd8\xff\xe0", Some(&cover)), Some(cover));
    for nothing in [&b""[..], b"BM bitmap", b"<svg onload='alert(1)'/>", b"\x89PN", b"RIFF....WAVE"] {
        assert_eq!(thumbnail::cover(nothing, None), None);
    }
    let mut large = b"GIF89a".to_vec();
    large.resize(LARGEST, 0);
    assert!(thumbnail::cover(&large, None).is_some());
    large.push(0);
    assert_eq!(thumbnail::cover(&large, None), None);
    assert_eq!(thumbnail::cover(b"GIF89a", None), Some(Cover::new("data:image/gif;base64,R0lGODlh")));
}

proptest! {
    #[test]
    fn whatever_windows_says_is_a_song_that_can_be_shown(
        texts in prop::array::uniform4("(?s).{0,40}"),
        times in prop::array::uniform5(any::<i64>()),
        status in any::<i32>(),
        rate in any::<Option<f64>>(),
        playback_type in any::<Option<i32>>(),
    ) {
        let [title, artist, album_artist, album_title] = texts;
        let [start, end, position, last_updated, now] = times;
        let answer = Answer {
            media: Some(Media { title, artist, album_artist, album_title, playback_type, cover: None }),
            playback: Some(Playback { status, rate }),
            timeline: Some(Timeline { start, end, position, last_updated }),
            now,
            at: Instant::now(),
        };
        let (told, progress) = parts(Said::nothing("apple-music").learn(answer));
        let progress = progress.map_or(0, |progress| progress.ms);
        let song = told.song.and_then(|song| song.now_playing(String::new(), progress, told.rate));
        if let Some(song) = song {
            prop_assert!(!song.title.is_empty());
            let later = song.position_at(Instant::now(), Instant::now() + Duration::from_secs(10), true);
            prop_assert!(song.duration_ms.is_none_or(|length| length > 0 && later <= length));
        }
    }
}
