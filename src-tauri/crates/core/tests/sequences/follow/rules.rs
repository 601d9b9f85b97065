//! What the user does not want followed, and what above all.

use songplate_core::follow::{API_REST, AppRule, FollowReason, FollowSettings, GRACE, SPOTIFY_API};
use songplate_core::hybrid::Pace;
use songplate_core::now_playing::{NothingReason, NowPlaying, Playback};
use songplate_core::player::PlayState;

use super::stage::{Stage, lasting, order, seconds};
use crate::listener::song;

fn pinned(app: &str) -> FollowSettings {
    FollowSettings { pinned: Some(app.to_owned()), ..FollowSettings::default() }
}

fn rule(app: &str, rule: AppRule) -> FollowSettings {
    FollowSettings { rules: [(app.to_owned(), rule)].into(), ..FollowSettings::default() }
}

#[test]
fn ignored_apps_are_never_followed() {
    let mut stage = Stage::new(FollowSettings { ignored: vec!["firefox".into()], ..pinned("firefox") });
    stage.play("firefox");
    stage.set("firefox#2", PlayState::Playing, None);
    assert_eq!(stage.seen().playback, Playback::Nothing(NothingReason::Idle), "not pinned either");
    stage.pause("vlc");
    assert_eq!(stage.on(), "vlc");
    stage.want(|settings| settings.ignored.clear());
    assert_eq!(stage.on(), "firefox");
    stage.want(|settings| settings.ignored = vec!["firefox".into()]);
    assert_eq!(stage.on(), "vlc", "at once");
}

#[test]
fn what_has_no_artist_is_not_followed_if_the_rule_says_so() {
    let only_with_artist = AppRule { only_with_artist: true, ..AppRule::default() };
    let mut stage = Stage::new(rule("firefox", only_with_artist));
    let video = || Some(NowPlaying { subtitle: " ".into(), ..song("A cat") });
    stage.set("firefox", PlayState::Playing, video());
    assert_eq!(stage.on(), "none");
    stage.pause("vlc");
    assert_eq!(stage.on(), "vlc");
    stage.play("firefox");
    assert_eq!(stage.on(), "firefox");
    stage.set("firefox", PlayState::Playing, video());
    assert_eq!(stage.seen().playback, Playback::Nothing(NothingReason::Idle), "the video itself is never shown");
    stage.pass(GRACE);
    assert_eq!(stage.on(), "vlc");
    stage.set("mpv", PlayState::Playing, video());
    assert_eq!(stage.on(), "mpv", "the rule is for one app");
}

#[test]
fn what_is_too_short_for_the_rule_is_not_followed() {
    let mut stage = Stage::new(rule("vlc", AppRule { min_duration_s: 60, ..AppRule::default() }));
    stage.set("vlc", PlayState::Playing, Some(lasting("Trailer", seconds(59))));
    assert_eq!(stage.on(), "none");
    stage.set("vlc", PlayState::Playing, Some(lasting("Film", seconds(60))));
    assert_eq!(stage.on(), "vlc");
    stage.set("vlc", PlayState::Playing, Some(NowPlaying { duration_ms: None, ..song("Radio") }));
    assert_eq!(stage.on(), "vlc", "what does not tell may be long");
}

#[test]
fn what_is_pinned_is_followed_while_it_runs_whatever_the_others_do() {
    let mut stage = Stage::new(pinned("vlc"));
    stage.play("firefox");
    stage.pass(seconds(5));
    assert_eq!(stage.on(), "firefox", "it does not run");
    stage.stop("vlc");
    assert_eq!(stage.followed(), ("vlc".into(), Some(FollowReason::Pinned)));
    assert_eq!(stage.seen().playback, Playback::Nothing(NothingReason::Idle));
    stage.play("vlc");
    stage.pause("vlc");
    stage.pass(seconds(60));
    assert_eq!(stage.followed(), ("vlc".into(), Some(FollowReason::Pinned)));
    stage.quit("vlc");
    stage.pass(GRACE);
    assert_eq!(stage.on(), "firefox");
    stage.pause("vlc");
    assert_eq!(stage.on(), "vlc", "it is back");
    stage.quit("firefox");
    stage.want(|settings| settings.pinned = None);
    stage.play("firefox");
    stage.pass(seconds(5));
    assert_eq!(stage.on(), "firefox");
    stage.quit("firefox");
    stage.want(|settings| settings.pinned = Some("vlc".into()));
    assert_eq!(stage.on(), "vlc", "and waits for nobody's grace");
    stage.play("firefox");
    stage.want(|settings| settings.pinned = None);
    assert_eq!(stage.on(), "firefox", "without the pin, what plays is followed at once");
}

#[test]
fn a_pin_can_be_on_one_player_of_several() {
    let mut stage = Stage::new(pinned("firefox#2"));
    stage.play("firefox");
    stage.pause("firefox#2");
    assert_eq!(stage.on(), "firefox#2");
    stage.want(|settings| settings.pinned = Some("firefox".into()));
    assert_eq!(stage.followed(), ("firefox".into(), Some(FollowReason::Pinned)), "the one that plays of both");
    stage.play("vlc");
    stage.pause("firefox");
    stage.play("firefox#2");
    stage.pass(seconds(5));
    assert_eq!(stage.on(), "firefox#2");
}

#[test]
fn nobody_is_asked_what_else_plays_while_something_is_pinned() {
    let mut stage = Stage::with_api(FollowSettings { order: order(&[SPOTIFY_API]).order, ..pinned("vlc") });
    assert!(stage.asked);
    stage.stop("vlc");
    stage.pass(API_REST);
    assert!(!stage.asked);
    stage.want(|settings| settings.pinned = None);
    stage.pass(GRACE);
    assert!(stage.asked);
}

#[test]
fn a_pinned_spotify_is_followed_on_whatever_device_it_plays() {
    let mut stage = Stage::with_api(FollowSettings { order: order(&["vlc"]).order, ..pinned(SPOTIFY_API) });
    stage.play("vlc");
    stage.pass(seconds(60));
    assert!(stage.asked, "it is asked, whatever else plays");
    stage.api_song("On the phone", true);
    assert_eq!(stage.followed(), ("spotify".into(), Some(FollowReason::Pinned)));
    stage.play("spotify");
    assert_eq!((stage.on(), stage.pace), ("spotify".into(), Pace::OnSignal(0)));
    assert!(stage.seen().origin.as_ref().unwrap().app.is_some(), "by the desktop app");
    stage.pause("spotify");
    stage.pass(seconds(5));
    assert!(stage.asked);
    assert_eq!(stage.followed().1, Some(FollowReason::Pinned));
    stage.api_song("On the phone again", true);
    stage.pass(seconds(5));
    assert!(
        matches!(&stage.seen().playback, Playback::Song { now_playing, .. } if now_playing.title == "On the phone again")
    );
}
