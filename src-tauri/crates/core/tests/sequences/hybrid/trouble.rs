//! The API is in trouble.

use songplate_core::clock::UnixSeconds;
use songplate_core::player::PlayState;
use songplate_core::source::SourceEvent;
use songplate_core::status::{ForbiddenReason, OfflineCause, RetryAfter, Trouble};

use super::stage::{Stage, exactly, seconds};
use crate::listener::song;

const OFFLINE: Trouble = Trouble::Offline(OfflineCause::Network);
const UNTIL: UnixSeconds = UnixSeconds(1_800_000_000);

#[test]
fn songs_on_the_desktop_app_go_on_live_whatever_the_trouble() {
    for trouble in [
        OFFLINE,
        Trouble::RateLimited(RetryAfter { until: UNTIL, quota: false }),
        Trouble::RateLimited(RetryAfter { until: UNTIL, quota: true }),
        Trouble::Forbidden { reason: ForbiddenReason::Other, until: UNTIL },
    ] {
        let mut stage = Stage::playing("One");
        stage.trouble = Some(trouble.clone());
        stage.plays("Two");
        stage.pass(seconds(200));
        stage.plays("Three");
        stage.pass(seconds(200));
        assert_eq!(stage.path(), ["Two", "Three"]);
        stage.trouble = None;
        stage.pass(seconds(20));
        assert_eq!(stage.path(), ["Two", "Three", "Three!"]);
        stage.trouble = Some(trouble.clone());
        stage.pass(seconds(200));
        assert_eq!(stage.path(), ["Two", "Three", "Three!"], "what is known of it stays");
        stage.pauses("Three");
        assert_eq!(stage.heard.last().unwrap().1, SourceEvent::Trouble(trouble), "as of the API alone");
        stage.plays("Three");
        assert_eq!(stage.shows(), ("Three", true));
    }
}

#[test]
fn without_a_desktop_app_trouble_is_told() {
    let mut stage = Stage::new();
    stage.truth(exactly("One", true));
    stage.pass(seconds(20));
    stage.trouble = Some(OFFLINE);
    stage.pass(seconds(20));
    assert_eq!(stage.heard.last().unwrap().1, SourceEvent::Trouble(OFFLINE));
    stage.trouble = None;
    stage.pass(seconds(20));
    assert_eq!(stage.path(), ["One!", "trouble", "One!"]);
}

#[test]
fn a_login_that_has_ended_is_told_whatever_plays() {
    let mut stage = Stage::playing("One");
    stage.trouble = Some(Trouble::SignInAgain);
    stage.pass(seconds(150));
    assert_eq!(stage.heard.last().unwrap().1, SourceEvent::Trouble(Trouble::SignInAgain));
    stage.plays("Two");
    stage.pass(seconds(1));
    assert_eq!(stage.path(), ["trouble"]);
    stage.trouble = None;
    stage.pass(seconds(20));
    assert_eq!(stage.shows(), ("Two", true));
}

#[test]
fn an_api_that_had_corrected_the_player_is_not_shown_once_it_is_in_trouble() {
    let mut stage = Stage::playing("One");
    stage.truth(exactly("Right", true));
    stage.set(PlayState::Playing, Some(song("Wrong")));
    stage.pass(seconds(20));
    stage.trouble = Some(OFFLINE);
    stage.pass(seconds(20));
    assert_eq!(stage.path(), ["Wrong", "Right!", "Wrong"], "what can't be asked about is not live");
}
