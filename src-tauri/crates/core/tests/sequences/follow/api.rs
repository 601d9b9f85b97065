//! The Spotify API as one of those that can be followed.

use songplate_core::follow::{API_LAG, API_REST, DEBOUNCE, FollowReason, FollowSettings, GRACE, SPOTIFY_API};
use songplate_core::hybrid::Pace;
use songplate_core::now_playing::{NothingReason, Playback};
use songplate_core::player::PlayState;
use songplate_core::source::SourceEvent;
use songplate_core::status::{OfflineCause, Trouble};

use super::stage::{FRESH, Stage, ms, order, seconds};
use crate::listener::song;

const OFFLINE: Trouble = Trouble::Offline(OfflineCause::Network);

fn from_desktop(stage: &Stage) -> bool {
    stage.seen().origin.as_ref().is_some_and(|origin| origin.app.is_some())
}

fn is_nothing(event: &SourceEvent) -> bool {
    matches!(event, SourceEvent::Observed(seen) if matches!(seen.playback, Playback::Nothing(_)))
}

#[test]
fn it_takes_part_like_any_other() {
    let mut stage = Stage::with_api(FollowSettings::default());
    assert!(stage.asked);
    assert_eq!(stage.seen().playback, Playback::Nothing(NothingReason::Starting), "it has not answered yet");
    stage.api_song("On the phone", true);
    assert_eq!(stage.followed(), ("spotify".into(), Some(FollowReason::OnlyOnePlaying)));
    stage.pass(seconds(3));
    stage.api_song("On the phone", true);
    assert_eq!(stage.seen().read_at, stage.now, "each answer is passed on");
    stage.play("vlc");
    stage.pass(DEBOUNCE);
    assert_eq!(stage.followed(), ("vlc".into(), Some(FollowReason::FirstToAppear)), "players come first");
    let mut ordered = Stage::with_api(order(&[SPOTIFY_API]));
    ordered.play("vlc");
    ordered.api_song("On the phone", true);
    ordered.pass(DEBOUNCE);
    assert_eq!(ordered.followed(), ("spotify".into(), Some(FollowReason::FirstInYourOrder)));
    ordered.pass(seconds(0));
    ordered.want(|settings| settings.spotify_api = false);
    assert_eq!((ordered.on(), ordered.asked), ("vlc".into(), false), "switched off while it is followed");
    ordered.want(|settings| *settings = FollowSettings { ignored: vec![SPOTIFY_API.into()], ..order(&[SPOTIFY_API]) });
    assert!(!ordered.asked);
}

#[test]
fn it_is_asked_only_while_its_answer_could_matter() {
    let mut stage = Stage::with_api(order(&["vlc"]));
    stage.play("vlc");
    stage.api_sees(Playback::Nothing(NothingReason::Idle));
    stage.pass_nearly(API_REST);
    assert!(stage.asked, "not for every short while");
    stage.pass(ms(1));
    assert!(!stage.asked);
    for _ in 0..10 {
        stage.pause("vlc");
        stage.pass_nearly(GRACE);
        stage.play("vlc");
        stage.pass(seconds(20));
    }
    assert_eq!((stage.asked, stage.starts), (false, 1), "a gap between two songs is no reason to ask");
    stage.pause("vlc");
    stage.pass(GRACE);
    assert!(stage.asked);
    stage.api_song("On the phone", true);
    stage.pass(DEBOUNCE);
    assert_eq!(stage.on(), "spotify");

    let mut already = Stage::with_api(FollowSettings { spotify_api: false, ..order(&["vlc"]) });
    already.play("vlc");
    already.want(|settings| settings.spotify_api = true);
    already.pass(seconds(600));
    assert_eq!(already.starts, 0, "it is not begun in vain");
    already.want(|settings| settings.order = vec![SPOTIFY_API.into(), "vlc".into()]);
    already.pass(seconds(600));
    assert!(already.asked, "before vlc in the order, its answer always matters");
}

#[test]
fn the_desktop_app_is_preferred_while_it_plays() {
    let mut stage = Stage::with_api(FollowSettings::default());
    stage.api_song("Song", true);
    assert!(!from_desktop(&stage));
    stage.set("spotify", PlayState::Playing, Some(song("Song")));
    assert!(from_desktop(&stage), "at once: it is the same music");
    assert_eq!((stage.asked, stage.pace), (true, Pace::OnSignal(0)), "for what it knows better, and hardly");
    stage.pass(ms(100));
    stage.api_song("Song", true);
    stage.pass(seconds(600));
    assert_eq!(stage.followed().1, Some(FollowReason::OnlyOnePlaying), "one candidate, not two");
    assert_eq!(stage.path(), ["spotify"]);
    assert_eq!((stage.starts, stage.pace), (1, Pace::OnSignal(0)));
}

#[test]
fn a_pause_on_the_desktop_is_not_undone_by_an_api_that_lags() {
    let mut stage = Stage::with_api(order(&[SPOTIFY_API, "spotify"]));
    stage.set("spotify", PlayState::Playing, Some(song("Song")));
    stage.pass(seconds(60));
    stage.set("spotify", PlayState::Paused, Some(song("Song")));
    stage.api_song("Song", true);
    stage.pass_nearly(API_LAG);
    assert!(from_desktop(&stage));
    stage.pass(seconds(10));
    assert!(from_desktop(&stage), "what it said so soon counts no more later");
    stage.api_song("Song", false);
    assert_ne!(stage.pace, Pace::Free, "both agree");
    stage.pass(seconds(10));
    assert!(from_desktop(&stage), "paused on both is one song");
    assert_eq!(stage.followed().1, Some(FollowReason::OnlyPaused));
    stage.api_song("Song", true);
    assert!(!from_desktop(&stage), "the phone plays it now");
    assert_eq!(stage.pace, Pace::Free);
    stage.api_song("Song", false);
    assert!(!from_desktop(&stage), "and does not hand it back by a pause");
    stage.set("spotify", PlayState::Playing, Some(song("Song")));
    assert!(from_desktop(&stage));
}

#[test]
fn the_place_of_spotify_in_the_order_holds_for_the_desktop_app_too() {
    let mut stage = Stage::with_api(order(&[SPOTIFY_API, "firefox"]));
    stage.play("firefox");
    stage.play("spotify");
    stage.pass(DEBOUNCE);
    stage.api_song("spotify", true);
    assert_eq!(stage.on(), "spotify");
    assert_eq!(stage.followed().1, Some(FollowReason::FirstInYourOrder));
    stage.want(|settings| settings.order.push("spotify".into()));
    assert_eq!(stage.on(), "spotify", "the better of two places");
    stage.want(|settings| settings.order.reverse());
    assert_eq!(stage.on(), "spotify");
}

#[test]
fn without_the_desktop_app_being_wanted_the_api_is_on_its_own() {
    let mut stage = Stage::with_api(FollowSettings { ignored: vec!["spotify".into()], ..FollowSettings::default() });
    stage.play("spotify");
    stage.api_song("Song", true);
    assert!(!from_desktop(&stage) && stage.asked);
    assert_eq!(stage.on(), "spotify");
}

#[test]
fn its_trouble_is_told_only_when_nothing_else_is_live() {
    let mut stage = Stage::with_api(FollowSettings::default());
    stage.pause("vlc");
    stage.api_trouble(OFFLINE);
    stage.pass(seconds(60));
    assert_eq!(stage.on(), "vlc");
    stage.quit("vlc");
    stage.pass(GRACE);
    assert_eq!(stage.heard.last(), Some(&SourceEvent::Trouble(OFFLINE)));
    stage.play("vlc");
    assert_eq!(stage.on(), "vlc");
    stage.want(|settings| settings.ignored = vec!["vlc".into()]);
    assert_eq!(stage.heard.last(), Some(&SourceEvent::Trouble(OFFLINE)));
    let before = &stage.heard[stage.heard.len() - 2];
    assert!(is_nothing(before), "another's last song is not shown as the API's");
}

#[test]
fn in_trouble_it_keeps_its_place_until_something_else_plays() {
    let mut stage = Stage::with_api(FollowSettings::default());
    stage.pause("vlc");
    stage.api_song("On the phone", true);
    assert_eq!(stage.on(), "spotify");
    stage.api_trouble(OFFLINE);
    stage.pass(seconds(60));
    assert_eq!(
        stage.heard.last(),
        Some(&SourceEvent::Trouble(OFFLINE)),
        "a network that stumbles brings up nothing old"
    );
    stage.api_song("On the phone", true);
    assert_eq!(stage.on(), "spotify");
    stage.api_trouble(OFFLINE);
    stage.play("vlc");
    stage.pass(DEBOUNCE);
    assert_eq!(stage.on(), "vlc");
}

#[test]
fn an_answer_that_is_too_old_plays_no_more() {
    let mut stage = Stage::with_api(order(&[SPOTIFY_API, "vlc"]));
    stage.api_song("On the phone", true);
    stage.play("vlc");
    stage.pass_nearly(FRESH);
    assert_eq!(stage.on(), "spotify");
    stage.pass(ms(1) + GRACE);
    assert_eq!(stage.on(), "vlc");
}

#[test]
fn nothing_that_is_seen_anew_is_told_anew_so_that_it_stays_live() {
    let mut stage = Stage::with_api(FollowSettings { pinned: Some(SPOTIFY_API.into()), ..FollowSettings::default() });
    for _ in 0..3 {
        stage.api_sees(Playback::Nothing(NothingReason::Idle));
        assert_eq!((stage.seen().read_at, stage.seen().fresh_for), (stage.now, FRESH));
        stage.pass(seconds(10));
    }
}

#[test]
fn an_advertisement_counts_as_playing() {
    let mut stage = Stage::with_api(FollowSettings::default());
    stage.pause("vlc");
    stage.api_sees(Playback::Advert { private_session: false });
    assert_eq!(stage.followed(), ("spotify".into(), Some(FollowReason::OnlyOnePlaying)));
}
