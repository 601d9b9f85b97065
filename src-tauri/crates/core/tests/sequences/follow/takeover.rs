//! Who takes over from whom, and when.

use songplate_core::follow::{DEBOUNCE, FollowReason, FollowSettings, GRACE};
use songplate_core::now_playing::{NothingReason, Playback};
use songplate_core::player::PlayState;

use super::stage::{Stage, lasting, ms, order, seconds};
use crate::listener::song;

#[test]
fn whatever_plays_is_followed_at_once_while_nothing_else_does() {
    let mut stage = Stage::new(FollowSettings::default());
    assert_eq!(stage.seen().playback, Playback::Nothing(NothingReason::Idle));
    stage.stop("vlc");
    assert_eq!(stage.on(), "none");
    stage.play("vlc");
    assert_eq!(stage.followed(), ("vlc".into(), Some(FollowReason::OnlyOnePlaying)));
    let origin = stage.seen().origin.clone().unwrap();
    assert_eq!((origin.name.as_deref(), origin.app.as_deref()), (Some("VLC"), Some("vlc")));
    assert_eq!(stage.seen().read_at, stage.now, "the position is of the moment at which the player told it");
}

#[test]
fn playing_beats_paused_and_paused_beats_nothing() {
    let mut stage = Stage::new(order(&["vlc", "mpv"]));
    stage.stop("vlc");
    stage.pause("mpv");
    assert_eq!(stage.followed(), ("mpv".into(), Some(FollowReason::OnlyPaused)));
    stage.play("firefox");
    assert_eq!(stage.on(), "firefox", "it was not playing just now, so that nobody is spared");
    stage.pause("firefox");
    stage.pass(seconds(60));
    assert_eq!(stage.followed(), ("firefox".into(), Some(FollowReason::MostRecent)), "what was heard last stays");
}

#[test]
fn of_several_that_play_the_users_order_decides_and_then_who_was_there_first() {
    let mut stage = Stage::new(order(&["mpv", "vlc"]));
    for app in ["firefox", "chromium", "vlc", "mpv"] {
        stage.pause(app);
    }
    stage.play("chromium");
    stage.play("firefox");
    stage.pass(seconds(5));
    assert_eq!(stage.followed(), ("firefox".into(), Some(FollowReason::FirstToAppear)));
    stage.play("vlc");
    stage.pass(seconds(5));
    assert_eq!(stage.followed(), ("vlc".into(), Some(FollowReason::FirstInYourOrder)));
    stage.play("mpv");
    stage.pass(seconds(5));
    assert_eq!(stage.on(), "mpv");
    stage.want(|settings| settings.order = vec!["chromium".into()]);
    assert_eq!(stage.on(), "chromium", "a changed order counts at once");
    assert_eq!(stage.path(), ["firefox", "chromium", "firefox", "vlc", "mpv", "chromium"]);
}

#[test]
fn who_starts_to_play_has_to_keep_playing_to_take_over() {
    let mut stage = Stage::new(order(&["firefox", "vlc"]));
    stage.play("vlc");
    stage.pass(seconds(1));
    stage.play("firefox");
    stage.pass_nearly(DEBOUNCE);
    assert_eq!(stage.followed(), ("vlc".into(), Some(FollowReason::OnlyOnePlaying)), "it may be a sound");
    stage.pass(ms(1));
    assert_eq!(stage.followed(), ("firefox".into(), Some(FollowReason::FirstInYourOrder)));
    stage.pause("firefox");
    stage.pass(GRACE);
    assert_eq!(stage.on(), "vlc");
    for _ in 0..20 {
        stage.play("firefox");
        stage.pass_nearly(DEBOUNCE);
        stage.pause("firefox");
        stage.pass(ms(1));
    }
    assert_eq!(stage.path(), ["vlc", "firefox", "vlc"], "a row of sounds is no more than one");
}

#[test]
fn a_rival_that_comes_after_it_is_told_of_once_it_has_played_for_a_while() {
    let mut stage = Stage::new(order(&["vlc"]));
    stage.play("vlc");
    stage.pass(seconds(1));
    stage.play("mpv");
    stage.pass_nearly(DEBOUNCE);
    assert_eq!(stage.followed(), ("vlc".into(), Some(FollowReason::OnlyOnePlaying)));
    stage.pass(ms(1));
    assert_eq!(stage.followed(), ("vlc".into(), Some(FollowReason::FirstInYourOrder)));
}

#[test]
fn when_the_grace_of_a_gap_is_over_what_plays_comes_before_what_is_paused() {
    let mut stage = Stage::new(FollowSettings::default());
    stage.play("vlc");
    stage.pause("mpv");
    stage.stop("vlc");
    stage.play("firefox");
    stage.pass(GRACE);
    assert_eq!(stage.on(), "firefox", "nothing else is left, so that it need not wait longer");
    assert_eq!(stage.path(), ["vlc", "firefox"]);
}

#[test]
fn a_sound_that_is_known_to_be_short_never_takes_over() {
    let mut stage = Stage::new(order(&["firefox", "vlc"]));
    stage.set("firefox", PlayState::Playing, Some(lasting("Ping", ms(9_999))));
    assert_eq!(stage.on(), "none", "not even from nothing");
    stage.play("vlc");
    stage.pass(seconds(60));
    assert_eq!(stage.followed(), ("vlc".into(), Some(FollowReason::OnlyOnePlaying)));
    stage.set("vlc", PlayState::Playing, Some(lasting("Skit", seconds(8))));
    assert_eq!(stage.on(), "vlc", "a short piece between two songs");
    stage.set("vlc", PlayState::Paused, Some(lasting("Skit", seconds(8))));
    stage.pass(seconds(60));
    assert_eq!(stage.on(), "vlc");
    stage.set("firefox", PlayState::Playing, Some(lasting("Song", seconds(10))));
    assert_eq!(stage.on(), "firefox");
}

#[test]
fn a_pause_a_seek_or_a_gap_between_two_songs_is_outlasted() {
    let mut stage = Stage::new(FollowSettings::default());
    stage.play("vlc");
    stage.play("mpv");
    stage.pass(seconds(5));
    for _ in 0..10 {
        stage.pause("vlc");
        assert!(matches!(stage.seen().playback, Playback::Song { playing: false, .. }), "the pause shows at once");
        stage.pass(ms(300));
        stage.stop("vlc");
        stage.pass(ms(300));
        stage.set("vlc", PlayState::Playing, None);
        stage.pass(ms(300));
        stage.play("vlc");
        stage.pass(seconds(5));
    }
    assert_eq!(stage.path(), ["vlc"]);
    stage.pause("vlc");
    stage.pass_nearly(GRACE);
    assert_eq!(stage.followed(), ("vlc".into(), Some(FollowReason::MostRecent)));
    stage.pass(ms(1));
    assert_eq!(stage.followed(), ("mpv".into(), Some(FollowReason::OnlyOnePlaying)));
}

#[test]
fn a_player_that_goes_and_comes_back_keeps_its_place_and_one_that_stays_away_does_not() {
    let mut stage = Stage::new(FollowSettings::default());
    stage.play("firefox");
    stage.play("vlc");
    stage.pause("mpv");
    stage.pass(seconds(5));
    stage.quit("firefox");
    assert_eq!(stage.seen().playback, Playback::Nothing(NothingReason::Idle));
    stage.pass(GRACE / 2);
    stage.play("firefox");
    stage.pass(seconds(5));
    assert_eq!(stage.path(), ["firefox"]);
    stage.quit("firefox");
    stage.pass(GRACE);
    assert_eq!(stage.on(), "vlc");
    stage.quit("vlc");
    stage.pass(GRACE);
    assert_eq!(stage.followed(), ("mpv".into(), Some(FollowReason::OnlyPaused)));
    stage.quit("mpv");
    stage.play("vlc");
    assert_eq!(stage.on(), "vlc", "nothing is left to spare");
}

#[test]
fn a_stop_after_a_pause_is_a_gap_too() {
    let mut stage = Stage::new(FollowSettings::default());
    stage.pause("mpv");
    stage.play("vlc");
    stage.pause("vlc");
    stage.pass(seconds(60));
    stage.stop("vlc");
    stage.pass_nearly(GRACE);
    stage.play("vlc");
    assert_eq!(stage.path(), ["mpv", "vlc"]);
    stage.stop("vlc");
    stage.pass(GRACE);
    assert_eq!(stage.on(), "mpv");
}

#[test]
fn after_a_pause_another_takes_over_at_once_but_not_right_after_it() {
    let mut stage = Stage::new(FollowSettings::default());
    stage.play("vlc");
    stage.pause("vlc");
    stage.pass(ms(200));
    stage.play("mpv");
    stage.pass_nearly(DEBOUNCE);
    assert_eq!(stage.on(), "vlc");
    stage.pass(ms(1));
    assert_eq!(stage.on(), "mpv");
    stage.pause("mpv");
    stage.pass(seconds(60));
    stage.play("firefox");
    assert_eq!(stage.on(), "firefox");
}

#[test]
fn several_instances_of_one_player_are_told_apart() {
    let mut stage = Stage::new(order(&["firefox"]));
    stage.play("firefox");
    stage.play("firefox#2");
    stage.pass(seconds(5));
    stage.pause("firefox");
    stage.pass(GRACE);
    assert_eq!(stage.on(), "firefox#2");
}

#[test]
fn something_that_can_not_be_told_is_followed_only_for_want_of_better() {
    let mut stage = Stage::new(FollowSettings::default());
    stage.set("firefox", PlayState::Playing, None);
    assert_eq!(stage.seen().playback, Playback::Nothing(NothingReason::Unknown));
    stage.pause("vlc");
    assert_eq!(stage.on(), "vlc");
}

#[test]
fn every_change_of_what_is_followed_is_told_and_nothing_of_what_is_not() {
    let mut stage = Stage::new(FollowSettings::default());
    stage.play("vlc");
    stage.pause("mpv");
    let heard = stage.heard.len();
    for title in ["One", "Two", "Three"] {
        stage.set("mpv", PlayState::Paused, Some(song(title)));
        stage.pass(seconds(1));
    }
    assert_eq!(stage.heard.len(), heard);
    for title in ["One", "Two", "Three"] {
        stage.set("vlc", PlayState::Playing, Some(song(title)));
    }
    assert_eq!(stage.heard.len(), heard + 3);
}
