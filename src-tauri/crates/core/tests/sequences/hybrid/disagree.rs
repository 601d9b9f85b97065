//! The desktop app says one thing, and the API another.

use songplate_core::hybrid::Pace;
use songplate_core::player::PlayState;

use super::stage::{NOTHING, Stage, exactly, ms, seconds};
use crate::listener::song;

#[test]
fn the_players_title_shows_at_once_and_the_apis_answer_corrects_it() {
    let mut stage = Stage::playing("One");
    stage.truth(exactly("Right", true));
    stage.set(PlayState::Playing, Some(song("Wrong")));
    stage.pass(seconds(4));
    assert_eq!(stage.shows(), ("Wrong", true), "the API may be behind");
    stage.pass(seconds(60));
    assert_eq!(stage.path(), ["Wrong", "Right!"]);
    assert_eq!(stage.pace, Pace::Free, "a player that errs can't be relied on");
    stage.plays("Three");
    assert_eq!(stage.shows(), ("Three", true));
    stage.pass(seconds(10));
    assert!(stage.is_exact());
    assert_ne!(stage.pace, Pace::Free);
}

#[test]
fn an_api_that_is_behind_for_very_long_comes_round() {
    let mut stage = Stage::playing("One");
    stage.lag = seconds(12);
    stage.plays("Two");
    stage.pass(seconds(60));
    assert_eq!(stage.path(), ["Two", "One!", "Two!"]);
    assert_ne!(stage.pace, Pace::Free);
}

#[test]
fn a_single_answer_out_of_line_is_asked_about_again() {
    let mut stage = Stage::playing("One");
    stage.pass(seconds(55));
    stage.truth(exactly("Zero", true));
    while stage.asked.is_empty() {
        stage.pass(ms(100));
    }
    stage.pass(ms(300));
    stage.truth(exactly("One", true));
    stage.pass(seconds(60));
    assert!(stage.path().is_empty(), "it is not shown, and the cover stays");
    assert_eq!(stage.asked.len(), 2);
}

#[test]
fn an_account_that_knows_nothing_of_it_leaves_it_to_the_player() {
    for other in [NOTHING, exactly("Other", false)] {
        let mut stage = Stage::new();
        stage.truth(other);
        for number in 0..10 {
            stage.set(PlayState::Playing, Some(song(&format!("Song {number}"))));
            stage.pass(seconds(200));
            assert_eq!((stage.shows().0, stage.is_exact()), (format!("Song {number}").as_str(), false));
        }
        assert_eq!(stage.path().len(), 10);
        assert!(stage.asked.len() <= 50, "{}", stage.asked.len());
    }
}
