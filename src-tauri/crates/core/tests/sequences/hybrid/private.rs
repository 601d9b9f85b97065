//! Private sessions, which players do not tell of.

use songplate_core::hybrid::FIRST_ANSWER;
use songplate_core::now_playing::Playback;
use songplate_core::player::PlayState;
use songplate_core::source::SourceEvent;
use songplate_core::status::{OfflineCause, Trouble};

use super::stage::{Stage, exactly, ms, privately, seconds};
use crate::listener::song;

/// Whether each song that was shown was shown as private.
fn privacies(stage: &Stage) -> Vec<bool> {
    let mut privacies: Vec<bool> = stage
        .heard
        .iter()
        .filter_map(|(_, event)| match event {
            SourceEvent::Observed(seen) => match &seen.playback {
                Playback::Song { private_session, .. } => Some(*private_session),
                _ => None,
            },
            SourceEvent::Trouble(_) => None,
        })
        .collect();
    privacies.dedup();
    privacies
}

#[test]
fn nothing_private_leaks_at_the_start() {
    let mut stage = Stage::new();
    stage.truth(privately("Secret", true));
    stage.set(PlayState::Playing, Some(song("Secret")));
    stage.pass(seconds(10));
    assert_eq!(privacies(&stage), [true]);
}

#[test]
fn the_first_answer_is_not_waited_for_for_ever() {
    let mut stage = Stage::new();
    stage.set(PlayState::Playing, Some(song("One")));
    let begun = stage.now;
    // An answer that never comes.
    while stage.heard.is_empty() {
        stage.now = stage.hybrid.deadline(stage.now).unwrap();
        stage.tell(songplate_core::hybrid::Input::TimePassed);
    }
    assert_eq!((stage.now, stage.shows()), (begun + FIRST_ANSWER, ("One", true)));
    let mut stage = Stage::new();
    stage.trouble = Some(Trouble::Offline(OfflineCause::Network));
    stage.set(PlayState::Playing, Some(song("One")));
    stage.pass(ms(300));
    assert_eq!(stage.shows(), ("One", true), "nothing is to be expected of it");
}

#[test]
fn a_private_session_lasts_through_songs_and_pauses_until_the_api_ends_it() {
    let mut stage = Stage::new();
    stage.truth(privately("One", true));
    stage.set(PlayState::Playing, Some(song("One")));
    stage.pass(seconds(60));
    for title in ["Two", "Three"] {
        stage.truth(privately(title, true));
        stage.set(PlayState::Playing, Some(song(title)));
        stage.pass(seconds(60));
        stage.set(PlayState::Paused, Some(song(title)));
        stage.truth(privately(title, false));
        stage.pass(seconds(60));
    }
    stage.trouble = Some(Trouble::Offline(OfflineCause::Server));
    stage.truth(exactly("Four", true));
    stage.set(PlayState::Playing, Some(song("Four")));
    stage.pass(seconds(60));
    assert_eq!(privacies(&stage), [true], "not even while the API can't be asked");
    stage.trouble = None;
    stage.pass(seconds(60));
    assert_eq!(privacies(&stage), [true, false]);
}

#[test]
fn one_that_begins_in_the_middle_of_a_song_is_learnt_by_the_slow_pace() {
    let mut stage = Stage::playing("One");
    stage.truth(privately("One", true));
    stage.pass(seconds(121));
    assert_eq!(privacies(&stage), [true]);
}
