//! Access tokens are renewed in time, once, and a renewal loses nothing.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use songplate_core::login::{LoginStatus, ReturnBy};
use songplate_core::source::SourceState;
use songplate_core::status::{ForbiddenReason, OfflineCause, RetryAfter};
use songplate_emulator::{ClientChange, DEFAULT_CLIENT_ID, Endpoint, Fault};
use songplate_spotify::access::{AccessError, AccessTokens as _};

use crate::memory::Mood;
use crate::support::{HOUR, START, Stage, pass, soon};

#[tokio::test]
async fn a_token_is_renewed_a_minute_before_its_end_and_not_sooner() {
    let stage = Stage::linked().await;
    let first = stage.access().await.unwrap();
    pass(HOUR.saturating_sub(Duration::from_mins(3))).await;
    assert_eq!(stage.access().await.unwrap().serial, first.serial, "it lasts more than a minute yet");
    assert_eq!(stage.token_requests(), 1);
    pass(Duration::from_mins(2)).await;
    let second = stage.access().await.unwrap();
    assert!(!second.secret.matches(first.secret.expose()));
    assert_eq!(stage.access().await.unwrap().serial, second.serial);
    assert_eq!(stage.token_requests(), 2);
    stage.player.ask().await.expect("it is good");
}

#[tokio::test]
async fn however_many_ask_at_once_one_refresh_is_made() {
    let stage = Stage::linked().await;
    pass(HOUR).await;
    let tokens = join_all((0..20).map(|_| stage.access())).await;
    let serials: Vec<u64> = tokens.into_iter().map(|token| token.unwrap().serial).collect();
    assert!(serials.iter().all(|serial| *serial == serials[0]));
    assert_eq!(stage.token_requests(), 2, "the exchange and one refresh");
}

#[tokio::test]
async fn a_refusal_of_the_player_costs_one_refresh_and_one_retry() {
    let stage = Stage::linked().await;
    stage.spotify.expire_access_tokens();
    stage.player.ask().await.expect("nothing is seen of it");
    assert_eq!((stage.token_requests(), stage.spotify.count(Endpoint::Player)), (2, 2));

    stage.spotify.expire_access_tokens();
    let answers = join_all((0..5).map(|_| stage.player.ask())).await;
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(stage.token_requests(), 3);
}

#[tokio::test]
async fn a_player_that_refuses_every_token_does_not_cost_more_than_one_refresh() {
    let stage = Stage::linked().await;
    stage.fault(Endpoint::Player, Fault::Unauthorized);
    assert_eq!(stage.player.ask().await, Err(AccessError::Offline(OfflineCause::Server)));
    assert_eq!((stage.token_requests(), stage.spotify.count(Endpoint::Player)), (2, 2));
    assert_eq!(stage.told(), (LoginStatus::Linked, None));
}

#[tokio::test]
async fn a_refused_token_that_was_replaced_already_is_not_replaced_again() {
    let stage = Stage::linked().await;
    let refused = stage.access().await.unwrap();
    let newer = stage.tokens.replace(refused.clone()).await.unwrap();
    let same = stage.tokens.replace(refused).await.unwrap();
    assert_eq!(newer.serial, same.serial);
    assert_eq!(stage.token_requests(), 2);
}

#[tokio::test]
async fn a_refresh_token_stays_good_when_no_new_one_comes() {
    let stage = Stage::linked().await;
    let refresh_token = stage.store.refresh_token();
    let calls = stage.store.calls();
    for requests in 2..5 {
        pass(HOUR).await;
        stage.access().await.unwrap();
        assert_eq!(stage.token_requests(), requests);
    }
    assert_eq!(stage.store.refresh_token(), refresh_token);
    assert_eq!(stage.store.calls(), calls, "the keychain is not asked for what is known");
}

#[tokio::test]
async fn a_new_refresh_token_is_stored_before_anything_is_done_with_its_companion() {
    let stage = Stage::linked().await;
    stage.rotate();
    let old = stage.store.refresh_token().unwrap();
    pass(HOUR).await;
    let calls = stage.store.calls();
    stage.store.set(Mood::Slow);
    let tokens = Arc::clone(&stage.tokens);
    let asked = tokio::spawn(async move { tokens.current().await });
    stage.store.called_since(calls).await;
    assert!(!asked.is_finished(), "the access token is not handed out yet");
    stage.store.set(Mood::Open);
    soon("the access token", asked).await.unwrap().unwrap();
    assert_ne!(stage.store.refresh_token().unwrap(), old);
}

#[tokio::test]
async fn rotation_goes_on_and_on() {
    let stage = Stage::linked().await;
    stage.rotate();
    for _ in 0..3 {
        let old = stage.store.refresh_token();
        pass(HOUR).await;
        stage.access().await.unwrap();
        assert_ne!(stage.store.refresh_token(), old);
    }
    let stage = stage.restarted().await;
    stage.access().await.expect("also after the next start");
}

#[tokio::test]
async fn a_new_refresh_token_that_cannot_be_stored_works_and_is_stored_later() {
    let stage = Stage::linked().await;
    stage.rotate();
    let old = stage.store.refresh_token().unwrap();
    for mood in [Mood::Locked, Mood::Unavailable] {
        stage.store.set(mood);
        pass(HOUR).await;
        stage.access().await.unwrap();
        assert_eq!(stage.store.refresh_token().as_ref(), Some(&old), "the keychain does not take it");
    }
    stage.store.set(Mood::Open);
    stage.login.retry_secrets();
    stage.store.kept_when(|kept| kept != Some(&old)).await;
    let stage = stage.restarted().await;
    stage.access().await.expect("what was stored is the newest");
}

#[tokio::test]
async fn whoever_asked_may_go_away_and_the_new_refresh_token_is_kept() {
    let stage = Stage::tapped().await.and_linked().await;
    stage.rotate();
    let old = stage.store.refresh_token().unwrap();
    pass(HOUR).await;
    stage.tap().hold("/api/token");
    let tokens = Arc::clone(&stage.tokens);
    let asked = tokio::spawn(async move { tokens.current().await });
    stage.tap().answered("/api/token", 2).await;
    // A listener is stopped like this. At Spotify the old token is dead by now.
    asked.abort();
    assert!(asked.await.unwrap_err().is_cancelled());
    stage.tap().release();
    stage.store.kept_when(|kept| kept != Some(&old)).await;
    pass(HOUR).await;
    stage.access().await.expect("the login lives on");
    assert_eq!(stage.told(), (LoginStatus::Linked, None));
}

#[tokio::test]
async fn trouble_with_the_token_endpoint_ends_no_login() {
    let stage = Stage::linked().await;
    let custom = |status, body: &str| Fault::Custom { status, headers: vec![], body: body.to_owned() };
    let wait = |seconds: u32| {
        AccessError::Wait(RetryAfter { until: songplate_core::clock::UnixSeconds(START.0 + seconds), quota: false })
    };
    let offline = AccessError::Offline;
    for (fault, error) in [
        (Fault::ServerError { status: 500 }, offline(OfflineCause::Server)),
        (Fault::ServerError { status: 503 }, offline(OfflineCause::Server)),
        // A second more than was asked for: the clock's own is rounded down.
        (Fault::RateLimited { retry_after_s: Some(7) }, wait(8)),
        (Fault::RateLimited { retry_after_s: Some(46_800) }, wait(46_801)),
        (Fault::RateLimited { retry_after_s: None }, wait(31)),
        (Fault::Disconnect, offline(OfflineCause::Network)),
        (Fault::CutOff, offline(OfflineCause::Network)),
        (Fault::Endless { bytes: 1 << 30 }, offline(OfflineCause::Nonsense)),
        (Fault::WrongJson { body: String::new() }, offline(OfflineCause::Nonsense)),
        (Fault::WrongJson { body: "[1".to_owned() }, offline(OfflineCause::Nonsense)),
        (Fault::WrongTypes, offline(OfflineCause::Nonsense)),
        (Fault::NegativeNumbers, offline(OfflineCause::Nonsense)),
        (Fault::MissingFields { fields: vec!["/access_token".to_owned()] }, offline(OfflineCause::Nonsense)),
        (Fault::NullFields { fields: vec![] }, offline(OfflineCause::Nonsense)),
        (custom(302, ""), offline(OfflineCause::Nonsense)),
        (custom(403, "<html>a hotel's own page"), offline(OfflineCause::Nonsense)),
        (custom(400, r#"{"error":"invalid_client"}"#), AccessError::Forbidden(ForbiddenReason::Other)),
        (custom(400, r#"{"error":"invalid_request"}"#), AccessError::Forbidden(ForbiddenReason::Other)),
    ] {
        stage.spotify.clear_faults(None);
        stage.spotify.clear_requests();
        stage.fault(Endpoint::Token, fault.clone());
        pass(HOUR).await;
        assert_eq!(stage.player.ask().await, Err(error), "{fault:?}");
        assert_eq!(stage.token_requests(), 1, "{fault:?} is not tried again at once");
    }
    assert_eq!((stage.told(), stage.source()), ((LoginStatus::Linked, None), Some(SourceState::Ready)));
    stage.spotify.clear_faults(None);
    stage.player.ask().await.expect("it recovers by itself");
}

#[tokio::test]
async fn a_redirect_does_not_take_the_refresh_token_elsewhere() {
    let stage = Stage::linked().await;
    let headers = vec![("Location".to_owned(), format!("{}/elsewhere", stage.emulator.origin()))];
    stage.fault(Endpoint::Token, Fault::Custom { status: 307, headers, body: String::new() });
    pass(HOUR).await;
    assert_eq!(stage.access().await.unwrap_err(), AccessError::Offline(OfflineCause::Nonsense));
    assert_eq!(stage.spotify.count(Endpoint::Other), 0);
}

#[tokio::test]
async fn an_answer_that_never_comes_is_given_up() {
    let stage = Stage::tapped().await.and_linked().await;
    pass(HOUR).await;
    stage.tap().hold("/api/token");
    let tokens = Arc::clone(&stage.tokens);
    let asked = tokio::spawn(async move { tokens.current().await });
    stage.tap().answered("/api/token", 2).await;
    tokio::time::pause();
    let error = soon("the time limit", asked).await.unwrap().unwrap_err();
    assert_eq!(error, AccessError::Offline(OfflineCause::Network));
    tokio::time::resume();
    stage.tap().release();
    assert_eq!(stage.told(), (LoginStatus::Linked, None));
    stage.access().await.expect("the next question is answered");
}

#[tokio::test]
async fn a_secret_that_was_replaced_in_the_dashboard_ends_no_login() {
    let stage = Stage::linked().await;
    let new_secret = ClientChange {
        client_id: DEFAULT_CLIENT_ID.to_owned(),
        client_secret: Some("0".repeat(32)),
        ..ClientChange::default()
    };
    stage.spotify.change_client(new_secret).unwrap();
    pass(HOUR).await;
    assert_eq!(stage.access().await.unwrap_err(), AccessError::Forbidden(ForbiddenReason::Other));
    assert_eq!(stage.told(), (LoginStatus::Linked, None));
    assert_eq!(stage.view().return_by, ReturnBy::DeepLink);
}

#[tokio::test]
async fn a_keychain_that_does_not_give_the_refresh_token_is_named() {
    let staging = Stage::linked().await.ending();
    staging.store.set(Mood::Locked);
    let stage = staging.start().await;
    assert_eq!(stage.player.ask().await, Err(AccessError::Offline(OfflineCause::Keychain)));
    assert_eq!(stage.token_requests(), 1, "nothing was asked without it");
    stage.store.set(Mood::Open);
    stage.player.ask().await.expect("it recovers by itself");
}
