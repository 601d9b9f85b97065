//! One question each.

use std::sync::atomic::Ordering;
use std::time::Duration;

use songplate_core::clock::{SystemClock, WallClock};
use songplate_core::now_playing::{Kind, NothingReason, NowPlaying, Playback};
use songplate_core::status::{ForbiddenReason, OfflineCause, RetryAfter};
use songplate_emulator::{DEFAULT_ACCOUNT_ID, Endpoint, Fault, Item, NotOnTheListWording, RefreshEnd, default_songs};
use songplate_spotify::access::AccessError;
use songplate_spotify::player::PlayerAnswer;

use crate::support::Stage;

/// What one question brings while `fault` is on.
async fn asked_with(stage: &Stage, fault: Fault) -> Result<PlayerAnswer, AccessError> {
    stage.control().fault(Endpoint::Player, fault, Some(1));
    stage.player().ask().await
}

async fn song(stage: &Stage) -> NowPlaying {
    match stage.player().ask().await.unwrap().playback {
        Playback::Song { now_playing, .. } => now_playing,
        other => panic!("a song was expected: {other:?}"),
    }
}

#[tokio::test]
async fn every_song_of_the_script_comes_as_it_is() {
    let stage = Stage::set().await;
    for (index, expected) in default_songs().into_iter().enumerate() {
        stage.control().set_item(Item::Track { index });
        let found = song(&stage).await;
        assert_eq!((found.kind, found.title), (Kind::Track, expected.title));
        assert_eq!(found.subtitle, expected.artists.join(", "));
        assert_eq!((found.album, found.duration_ms), (Some(expected.album), u32::try_from(expected.duration_ms).ok()));
        assert!(found.link.is_some_and(|link| link.starts_with("https://open.spotify.com/track/")));
        assert!(found.cover.is_some_and(|cover| cover.address().starts_with(stage.emulator.origin())));
    }
}

#[tokio::test]
async fn every_other_item_is_what_it_is() {
    let stage = Stage::set().await;
    for (item, kind) in [(Item::Episode, Kind::Episode), (Item::Chapter, Kind::Episode), (Item::Local, Kind::Local)] {
        stage.control().set_item(item);
        let found = song(&stage).await;
        assert_eq!(found.kind, kind, "{item:?}");
        assert!(!found.title.is_empty() && !found.subtitle.is_empty(), "{found:?}");
        assert_eq!(found.cover.is_none(), kind == Kind::Local, "{found:?}");
    }
    for (item, expected) in [
        (Item::Advert, Playback::Advert { private_session: false }),
        (Item::Unknown, Playback::Nothing(NothingReason::Unknown)),
        (Item::Nothing, Playback::Nothing(NothingReason::Idle)),
    ] {
        stage.control().set_item(item);
        assert_eq!(stage.player().ask().await.unwrap().playback, expected, "{item:?}");
    }
}

#[tokio::test]
async fn pause_position_and_private_session_are_told() {
    let stage = Stage::set().await;
    stage.control().seek(30_000);
    stage.control().pause();
    stage.control().set_private_session(true);
    let answer = stage.player().ask().await.unwrap();
    let Playback::Song { now_playing, playing, private_session } = answer.playback else { panic!("a song plays") };
    assert_eq!((now_playing.position_ms, playing, private_session), (30_000, false, true));
}

#[tokio::test]
async fn a_401_is_mended_by_one_refresh() {
    let stage = Stage::set().await;
    stage.control().expire_access_tokens();
    assert!(stage.player().ask().await.is_ok());
    assert_eq!(stage.tokens.replaced.load(Ordering::SeqCst), 1);
    assert_eq!(stage.control().count(Endpoint::Player), 2);
}

#[tokio::test]
async fn a_401_that_stays_is_tried_once_more_and_no_further() {
    let stage = Stage::set().await;
    stage.control().fault(Endpoint::Player, Fault::Unauthorized, None);
    assert_eq!(stage.player().ask().await, Err(AccessError::Offline(OfflineCause::Server)));
    assert_eq!(stage.tokens.replaced.load(Ordering::SeqCst), 1);
    assert_eq!(stage.control().count(Endpoint::Player), 2);
}

#[tokio::test]
async fn a_login_that_has_ended_is_told() {
    let stage = Stage::set().await;
    stage.control().end_refresh_tokens(RefreshEnd::Revoked);
    stage.control().expire_access_tokens();
    assert_eq!(stage.player().ask().await, Err(AccessError::SignedOut));
}

#[tokio::test]
async fn each_403_has_its_reason() {
    let stage = Stage::set().await;
    for wording in [NotOnTheListWording::Plain, NotOnTheListWording::PlainCheckSettings, NotOnTheListWording::Json] {
        let found = asked_with(&stage, Fault::NotOnTheList { wording }).await;
        assert_eq!(found, Err(AccessError::Forbidden(ForbiddenReason::NotOnUserList)), "{wording:?}");
    }
    let found = asked_with(&stage, Fault::OwnerWithoutPremium).await;
    assert_eq!(found, Err(AccessError::Forbidden(ForbiddenReason::OwnerNeedsPremium)));
}

#[tokio::test]
async fn each_429_says_until_when() {
    let stage = Stage::set().await;
    for (fault, quota, seconds) in [
        (Fault::RateLimited { retry_after_s: Some(7) }, false, 7),
        (Fault::RateLimited { retry_after_s: None }, false, 30),
        (Fault::QuotaExceeded { retry_after_s: Some(46_800) }, true, 46_800),
        (Fault::QuotaExceeded { retry_after_s: None }, true, 3_600),
    ] {
        let before = SystemClock.now();
        let Err(AccessError::Wait(RetryAfter { until, quota: told })) = asked_with(&stage, fault.clone()).await else {
            panic!("{fault:?} imposes a wait")
        };
        let wait = until.since(before).as_secs();
        assert_eq!(told, quota, "{fault:?}");
        assert!((seconds + 1..=seconds + 3).contains(&wait), "{fault:?}: {wait}");
    }
}

#[tokio::test]
async fn what_fails_is_offline_for_its_cause() {
    let stage = Stage::set().await;
    let wrong = |body: &str| Fault::WrongJson { body: body.to_owned() };
    for (fault, cause) in [
        (Fault::ServerError { status: 500 }, OfflineCause::Server),
        (Fault::ServerError { status: 503 }, OfflineCause::Server),
        (Fault::Disconnect, OfflineCause::Network),
        (Fault::CutOff, OfflineCause::Network),
        (wrong("{\"is_playing\": true, \"item\": {\"name\": \"Pap"), OfflineCause::Nonsense),
        (wrong("<html>Sign in to this network</html>"), OfflineCause::Nonsense),
        (wrong("[]"), OfflineCause::Nonsense),
        (Fault::Endless { bytes: 1 << 30 }, OfflineCause::Nonsense),
        (Fault::Custom { status: 302, headers: away(), body: String::new() }, OfflineCause::Nonsense),
        (Fault::Custom { status: 404, headers: Vec::new(), body: String::new() }, OfflineCause::Nonsense),
    ] {
        assert_eq!(asked_with(&stage, fault.clone()).await, Err(AccessError::Offline(cause)), "{fault:?}");
    }
    assert!(stage.player().ask().await.is_ok(), "it recovers");
    assert_eq!(stage.control().count(Endpoint::Me), 0, "no redirect is followed");
}

fn away() -> Vec<(String, String)> {
    vec![("location".to_owned(), "/v1/me".to_owned())]
}

#[tokio::test]
async fn no_answer_ends_with_the_time_limit() {
    let stage = Stage::with_limit(Duration::from_millis(300)).await;
    let network = Err(AccessError::Offline(OfflineCause::Network));
    assert_eq!(asked_with(&stage, Fault::NoAnswer).await, network);
    assert_eq!(asked_with(&stage, Fault::Slow { by_ms: 60_000 }).await, network);
}

#[tokio::test]
async fn no_network_is_told() {
    let stage = Stage::set().await;
    let player = stage.player();
    drop(stage);
    assert_eq!(player.ask().await, Err(AccessError::Offline(OfflineCause::Network)));
}

#[tokio::test]
async fn values_that_make_no_sense_hurt_nothing() {
    let stage = Stage::set().await;
    for item in [Item::Track { index: 0 }, Item::Episode, Item::Local, Item::Advert, Item::Unknown] {
        stage.control().set_item(item);
        for fault in [
            Fault::WrongTypes,
            Fault::NegativeNumbers,
            Fault::HugeNumbers,
            Fault::NullFields { fields: Vec::new() },
            Fault::MissingFields { fields: Vec::new() },
            Fault::NullFields { fields: vec!["/item".to_owned()] },
            Fault::MissingFields { fields: vec!["/item/album".to_owned(), "/item/artists".to_owned()] },
            Fault::Overrun { by_ms: 5_000 },
        ] {
            let answer = asked_with(&stage, fault.clone()).await;
            match answer {
                Ok(PlayerAnswer { playback: Playback::Song { now_playing, .. }, .. }) => {
                    assert!(now_playing.duration_ms.is_none_or(|duration| now_playing.position_ms <= duration));
                }
                Ok(_) | Err(AccessError::Offline(OfflineCause::Nonsense)) => {}
                Err(error) => panic!("{item:?} with {fault:?}: {error}"),
            }
        }
    }
}

#[tokio::test]
async fn the_account_is_named() {
    let stage = Stage::set().await;
    let profile = stage.player().me().await.unwrap();
    assert_eq!((&*profile.id, profile.display_name.as_deref()), (DEFAULT_ACCOUNT_ID, Some("Alex Example")));
    stage.control().fault(Endpoint::Me, Fault::OwnerWithoutPremium, Some(1));
    assert_eq!(
        stage.player().me().await,
        Err(AccessError::Forbidden(ForbiddenReason::OwnerNeedsPremium)),
        "as for the player"
    );
    stage.control().fault(Endpoint::Me, Fault::NullFields { fields: vec!["/display_name".to_owned()] }, Some(1));
    assert_eq!(stage.player().me().await.unwrap().display_name, None);
}
