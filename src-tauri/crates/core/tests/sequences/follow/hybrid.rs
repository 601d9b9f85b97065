//! The desktop app is followed, and the API knows more of what it plays.

use songplate_core::follow::{API_LAG, API_REST, DEBOUNCE, FollowReason, FollowSettings, GRACE, SPOTIFY_API};
use songplate_core::hybrid::{FIRST_ANSWER, Pace, SETTLE};
use songplate_core::now_playing::{NothingReason, Playback};
use songplate_core::player::PlayState;
use songplate_core::status::{OfflineCause, Trouble};

use super::stage::{Stage, ms, order, seconds};
use crate::hybrid::{ADVERT, exactly, privately};
use crate::listener::song;

const OFFLINE: Trouble = Trouble::Offline(OfflineCause::Network);

/// The desktop app has played this song for a minute, and both agree.
fn following(title: &str, settings: FollowSettings) -> Stage {
    let mut stage = Stage::with_api(settings);
    stage.set("spotify", PlayState::Playing, Some(song(title)));
    stage.pass(ms(100));
    stage.api_sees(exactly(title, true));
    stage.pass(seconds(60));
    stage
}

fn shows(stage: &Stage) -> (String, bool) {
    let Playback::Song { now_playing, .. } = &stage.seen().playback else { panic!("{:?}", stage.seen().playback) };
    (now_playing.title.clone(), now_playing.album.is_some())
}

fn app(stage: &Stage) -> Option<&str> {
    stage.seen().origin.as_ref()?.app.as_deref()
}

#[test]
fn the_desktop_apps_song_is_shown_at_once_and_made_exact() {
    let mut stage = following("One", order(&["spotify"]));
    assert_eq!(shows(&stage), ("One".into(), true));
    assert_eq!(stage.followed(), ("spotify".into(), Some(FollowReason::OnlyOnePlaying)));
    assert_eq!(app(&stage), Some("spotify"), "it is the player that is followed");
    stage.set("spotify", PlayState::Playing, Some(song("Two")));
    assert_eq!((shows(&stage), stage.pace), (("Two".into(), false), Pace::OnSignal(0)));
    stage.pass(SETTLE);
    assert_eq!(stage.pace, Pace::OnSignal(1), "one question");
    stage.pass(ms(200));
    stage.api_sees(exactly("Two", true));
    assert_eq!(shows(&stage), ("Two".into(), true));
    stage.pass(seconds(600));
    assert_eq!((stage.pace, stage.starts), (Pace::OnSignal(1), 1));
    assert_eq!(stage.path(), ["spotify"]);
}

#[test]
fn without_an_account_or_the_users_wish_the_player_is_on_its_own() {
    let mut without = Stage::new(FollowSettings::default());
    without.set("spotify", PlayState::Playing, Some(song("One")));
    assert_eq!(shows(&without), ("One".into(), false), "at once: there is nobody to wait for");
    let mut stage = following("One", FollowSettings { spotify_api: false, ..FollowSettings::default() });
    assert_eq!((shows(&stage), stage.starts), (("One".into(), false), 0));
    stage.want(|settings| settings.spotify_api = true);
    assert!(stage.asked);
    stage.pass(ms(200));
    stage.api_sees(exactly("One", true));
    assert_eq!(shows(&stage), ("One".into(), true));
    stage.want(|settings| settings.ignored = vec![SPOTIFY_API.into()]);
    assert_eq!((shows(&stage), stage.asked, stage.pace), (("One".into(), false), false, Pace::Free));
}

#[test]
fn behind_another_player_the_api_is_not_asked_about_the_desktop_app() {
    let mut stage = following("One", order(&["vlc"]));
    stage.play("vlc");
    stage.pass(DEBOUNCE);
    assert_eq!((stage.on(), stage.asked), ("vlc".into(), false));
    stage.set("spotify", PlayState::Playing, Some(song("Two")));
    stage.pass(seconds(600));
    assert!(!stage.asked);
    stage.pause("vlc");
    stage.pass(GRACE);
    assert_eq!(
        (shows(&stage), stage.asked),
        (("Two".into(), false), true),
        "it has answered before: nothing is held back"
    );
    assert!(matches!(stage.pace, Pace::OnSignal(_)));
    stage.pass(ms(200));
    stage.api_sees(exactly("Two", true));
    assert_eq!(shows(&stage), ("Two".into(), true));
}

#[test]
fn a_phone_that_takes_over_is_followed_as_the_api() {
    let mut stage = following("One", FollowSettings::default());
    stage.set("spotify", PlayState::Paused, Some(song("One")));
    for _ in 0..3 {
        stage.pass(ms(700));
        stage.api_sees(exactly("One", true));
        assert_eq!(app(&stage), Some("spotify"), "it may lag");
    }
    stage.pass(API_LAG);
    stage.api_sees(exactly("One", true));
    stage.pass(DEBOUNCE);
    assert_eq!((app(&stage), stage.pace), (None, Pace::Free));
    assert_eq!(stage.seen().origin.as_ref().unwrap().source.to_string(), "spotify");
    stage.set("spotify", PlayState::Playing, Some(song("Two")));
    assert_eq!((app(&stage), shows(&stage).0.as_str()), (Some("spotify"), "Two"));
    assert!(stage.asked && stage.starts == 1, "the same asks on");
}

#[test]
fn a_pause_on_both_is_hardly_asked_about_and_rests_when_another_is_followed() {
    let mut stage = following("One", order(&["vlc"]));
    stage.set("spotify", PlayState::Paused, Some(song("One")));
    stage.pass(seconds(1));
    stage.api_sees(exactly("One", false));
    stage.pass(seconds(600));
    assert_eq!((app(&stage), shows(&stage)), (Some("spotify"), ("One".into(), true)));
    assert!(matches!(stage.pace, Pace::OnSignal(_)));
    stage.play("vlc");
    assert_eq!((stage.on(), stage.pace), ("vlc".into(), Pace::Free));
    stage.pass(API_REST);
    assert!(!stage.asked);
}

#[test]
fn trouble_of_the_api_is_not_told_of_the_desktop_app() {
    let mut stage = following("One", FollowSettings::default());
    for trouble in [OFFLINE, Trouble::SignInAgain] {
        stage.api_trouble(trouble);
        stage.set("spotify", PlayState::Playing, Some(song("Two")));
        stage.pass(seconds(60));
        assert_eq!(shows(&stage).0, "Two");
        stage.set("spotify", PlayState::Paused, Some(song("Two")));
        assert_eq!(shows(&stage).0, "Two");
    }
}

#[test]
fn a_private_session_is_private_here_too() {
    let mut stage = Stage::with_api(FollowSettings::default());
    stage.set("spotify", PlayState::Playing, Some(song("Secret")));
    assert_eq!(stage.seen().playback, Playback::Nothing(NothingReason::Starting));
    stage.pass_nearly(FIRST_ANSWER);
    assert_eq!(stage.seen().playback, Playback::Nothing(NothingReason::Starting));
    stage.api_sees(privately("Secret", true));
    let private = |stage: &Stage| matches!(stage.seen().playback, Playback::Song { private_session: true, .. });
    assert!(private(&stage));
    stage.set("spotify", PlayState::Playing, Some(song("Another")));
    assert!(private(&stage));
    stage.pass(seconds(1));
    stage.api_sees(exactly("Another", true));
    assert!(!private(&stage));
}

#[test]
fn an_advertisement_on_the_desktop_app_keeps_its_place() {
    let mut stage = following("One", FollowSettings::default());
    stage.pause("vlc");
    stage.set("spotify", PlayState::Playing, None);
    assert_eq!(shows(&stage).0, "One", "until it is known what it is");
    stage.pass(ms(700));
    stage.api_sees(ADVERT);
    assert_eq!((&stage.seen().playback, app(&stage)), (&ADVERT, Some("spotify")));
    stage.pass(seconds(40));
    assert_eq!(stage.seen().playback, ADVERT);
    stage.set("spotify", PlayState::Playing, Some(song("Two")));
    assert_eq!(shows(&stage).0, "Two");
    assert_eq!(stage.path(), ["spotify"]);
}
