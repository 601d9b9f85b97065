//! Songs that play on the desktop app, one after the other.

use songplate_core::hybrid::Pace;
use songplate_core::now_playing::{NowPlaying, Playback, Rate};
use songplate_core::player::PlayState;

use super::stage::{ADVERT, Stage, ms, seconds};
use crate::listener::song;

#[test]
fn a_song_shows_at_once_and_exactly_soon_after() {
    let mut stage = Stage::playing("One");
    stage.plays("Two");
    assert_eq!((stage.shows(), stage.is_exact()), (("Two", true), false));
    stage.pass(seconds(1));
    assert!(stage.is_exact());
    let Playback::Song { now_playing, .. } = &stage.seen().playback else { panic!("a song") };
    assert_eq!(now_playing.position_ms, song("Two").position_ms, "the player's");
    assert_eq!(now_playing.cover.as_ref().unwrap().address(), "https://example.com/Two");
    assert_eq!(stage.path(), ["Two", "Two!"]);
    assert_eq!(stage.asked.len(), 1);
}

#[test]
fn play_pause_seek_and_speed_show_at_once() {
    let mut stage = Stage::playing("One");
    stage
        .set(PlayState::Playing, Some(NowPlaying { position_ms: 99_000, rate: Rate::from_factor(1.5), ..song("One") }));
    let Playback::Song { now_playing, .. } = &stage.seen().playback else { panic!("a song") };
    assert_eq!((now_playing.position_ms, now_playing.rate.percent()), (99_000, 150));
    assert!(stage.is_exact());
    stage.pauses("One");
    assert_eq!((stage.shows(), stage.is_exact(), stage.seen().read_at), (("One", false), true, stage.now));
    stage.plays("One");
    assert_eq!((stage.shows(), stage.is_exact()), (("One", true), true));
}

#[test]
fn an_hour_of_songs_costs_few_questions() {
    let mut stage = Stage::new();
    for number in 0..15 {
        stage.plays(&format!("Song {number}"));
        for second in 0..240 {
            // It repeats itself, and the user seeks.
            stage.set(
                PlayState::Playing,
                Some(NowPlaying { position_ms: second * 900, ..song(&format!("Song {number}")) }),
            );
            stage.pass(seconds(1));
        }
    }
    assert!((15..=32).contains(&stage.asked.len()), "{}", stage.asked.len());
    assert!(matches!(stage.pace, Pace::OnSignal(_)));
}

#[test]
fn metadata_in_pieces_is_one_change() {
    let mut stage = Stage::playing("One");
    stage.plays("Two");
    for _ in 0..5 {
        stage.pass(ms(100));
        stage.set(PlayState::Playing, Some(NowPlaying { album: Some("Late".to_owned()), ..song("Two") }));
    }
    stage.pass(seconds(60));
    assert_eq!(stage.asked.len(), 1);
}

#[test]
fn nothing_flaps_while_the_api_lags() {
    for lag in [0, 300, 800, 1_500, 2_500, 4_000] {
        let mut stage = Stage::playing("One");
        stage.lag = ms(lag);
        stage.plays("Two");
        stage.pass(seconds(30));
        stage.plays("One");
        stage.pass(seconds(30));
        assert_eq!(stage.path(), ["Two", "Two!", "One", "One!"], "{lag} ms behind");
        assert!(stage.asked.len() <= 6, "{lag} ms behind: {:?}", stage.asked.len());
    }
}

#[test]
fn who_skips_through_many_songs_asks_for_few() {
    let mut stage = Stage::playing("One");
    for number in 0..10 {
        stage.plays(&format!("Skipped {number}"));
        stage.pass(ms(100));
    }
    stage.plays("Two");
    stage.pass(seconds(60));
    assert_eq!(stage.asked.len(), 1);
    let mut stage = Stage::playing("One");
    stage.lag = ms(1_200);
    for number in 0..40 {
        stage.plays(&format!("Skipped {number}"));
        assert_eq!(stage.shows().0, format!("Skipped {number}"));
        stage.pass(ms(250));
        assert_eq!(stage.shows().0, format!("Skipped {number}"), "never one that was left");
    }
    assert!((4..=6).contains(&stage.asked.len()), "every two seconds: {}", stage.asked.len());
    stage.pass(seconds(10));
    assert!(stage.is_exact());
}

#[test]
fn an_advertisement_is_told_by_the_api_and_ends_with_the_player() {
    for lag in [0, 900, 2_000] {
        let mut stage = Stage::playing("One");
        stage.lag = ms(lag);
        stage.truth(ADVERT);
        stage.set(PlayState::Playing, None);
        stage.pass(seconds(30));
        stage.plays("Two");
        assert_eq!(stage.shows(), ("Two", true));
        stage.pass(seconds(30));
        assert_eq!(stage.path(), ["advert", "Two", "Two!"], "{lag} ms behind: the song before stays until then");
        assert!(stage.asked.len() <= 6, "{}", stage.asked.len());
    }
}

#[test]
fn an_advertisement_that_the_player_takes_for_a_song_is_told_by_the_api_too() {
    for lag in [0, 1_500] {
        let mut stage = Stage::playing("One");
        stage.lag = ms(lag);
        stage.truth(ADVERT);
        stage.set(PlayState::Playing, Some(song("Buy this")));
        stage.pass(seconds(30));
        stage.plays("Two");
        stage.pass(seconds(30));
        assert_eq!(stage.path(), ["Buy this", "advert", "Two", "Two!"], "{lag} ms behind");
    }
}

#[test]
fn an_answer_that_was_made_before_the_change_says_nothing_about_it() {
    let mut stage = Stage::playing("One");
    stage.truth(ADVERT);
    stage.set(PlayState::Playing, None);
    // The answer that tells of the advertisement is on its way.
    stage.pass(ms(550));
    stage.plays("Two");
    stage.pass(seconds(30));
    assert_eq!(stage.path(), ["Two", "Two!"]);
}

#[test]
fn a_player_that_tells_no_titles_leaves_it_to_the_api() {
    let mut stage = Stage::new();
    stage.truth(super::stage::exactly("One", true));
    stage.set(PlayState::Playing, None);
    stage.pass(seconds(20));
    assert_eq!(stage.shows(), ("One", true));
    assert_eq!(stage.pace, Pace::Free);
}
