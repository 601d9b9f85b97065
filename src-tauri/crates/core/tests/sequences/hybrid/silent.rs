//! The desktop app is paused, or gone.

use songplate_core::follow::API_LAG;
use songplate_core::hybrid::Pace;
use songplate_core::player::PlayState;

use super::stage::{NOTHING, Stage, exactly, ms, seconds};
use crate::listener::song;

#[test]
fn a_pause_is_not_undone_by_an_api_that_lags_and_then_hardly_asks() {
    for lag in [0, 700, 2_500] {
        let mut stage = Stage::playing("One");
        stage.lag = ms(lag);
        stage.pauses("One");
        stage.pass(seconds(600));
        assert_eq!(stage.path(), ["One! paused"], "{lag} ms behind");
        assert!(matches!(stage.pace, Pace::OnSignal(_)));
        assert!(stage.asked.len() <= 8, "{}", stage.asked.len());
        stage.plays("One");
        assert_eq!(stage.shows(), ("One", true));
    }
}

#[test]
fn the_phone_takes_over() {
    let mut stage = Stage::playing("One");
    stage.set(PlayState::Paused, Some(song("One")));
    let paused = stage.now;
    stage.pass(API_LAG);
    assert_eq!(stage.shows(), ("One", false));
    stage.pass(seconds(2));
    assert_eq!(stage.shows(), ("One", true), "it goes on there");
    assert!(stage.heard.iter().all(|(at, _)| *at == paused || *at >= paused + API_LAG));
    assert_eq!(stage.pace, Pace::Free);
    stage.truth(exactly("Two", true));
    stage.pass(seconds(6));
    assert_eq!(stage.shows(), ("Two", true));
    stage.quits();
    stage.pass(seconds(6));
    stage.set(PlayState::Paused, Some(song("One")));
    stage.pass(seconds(6));
    stage.truth(exactly("Two", false));
    stage.pass(seconds(6));
    assert_eq!(stage.path(), ["One! paused", "One!", "Two!", "Two! paused"], "the app is not heard meanwhile");
    stage.plays("Three");
    assert_eq!(stage.shows(), ("Three", true));
    assert_ne!(stage.pace, Pace::Free);
}

#[test]
fn the_phone_takes_over_much_later() {
    let mut stage = Stage::playing("One");
    stage.pauses("One");
    stage.pass(seconds(600));
    stage.truth(exactly("Two", true));
    stage.pass(seconds(130));
    assert_eq!((stage.shows(), stage.pace), (("Two", true), Pace::Free));
}

#[test]
fn an_app_that_quits_in_the_middle_of_a_song_takes_it_along() {
    for (lag, then) in [(0, NOTHING), (2_500, NOTHING), (1_000, exactly("One", false))] {
        let mut stage = Stage::playing("One");
        stage.lag = ms(lag);
        stage.truth(then.clone());
        stage.quits();
        assert_eq!(stage.shows().0, "nothing");
        stage.pass(seconds(60));
        let path: &[&str] = if then == NOTHING { &["nothing"] } else { &["nothing", "One! paused"] };
        assert_eq!(stage.path(), path, "{lag} ms behind");
        assert_eq!(stage.pace, Pace::Free, "as if there were no desktop app");
    }
}

#[test]
fn without_a_desktop_app_it_is_the_api_alone() {
    let mut stage = Stage::new();
    stage.quits();
    stage.truth(exactly("One", true));
    stage.pass(seconds(1));
    stage.truth(exactly("Two", true));
    stage.pass(seconds(60));
    assert_eq!(stage.path(), ["One!", "Two!"]);
    assert_eq!((stage.pace, stage.asked.len()), (Pace::Free, 12));
    assert!(stage.heard.len() >= 11, "each answer is passed on, so that it stays live");
}

#[test]
fn an_app_that_is_paused_from_the_start_is_shown_unless_something_plays_elsewhere() {
    let paused = |truth| {
        let mut stage = Stage::new();
        stage.truth(truth);
        stage.set(PlayState::Paused, Some(song("One")));
        stage.pass(seconds(60));
        (stage.path().join(", "), stage.pace == Pace::Free)
    };
    assert_eq!(paused(NOTHING), ("One paused".to_owned(), true));
    assert_eq!(paused(exactly("One", false)), ("One! paused".to_owned(), false));
    assert_eq!(paused(exactly("Two", false)), ("Two! paused".to_owned(), true));
    assert_eq!(paused(exactly("Two", true)), ("Two!".to_owned(), true));
}

#[test]
fn an_app_that_quits_while_it_is_paused_changes_nothing() {
    let mut stage = Stage::playing("One");
    stage.pauses("One");
    stage.pass(seconds(60));
    stage.quits();
    stage.pass(seconds(60));
    assert_eq!(stage.path(), ["One! paused"]);
}
