//! How logins end: for good, at once, and the access token first.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use songplate_core::login::{EndReason, LoginReason, LoginStatus};
use songplate_core::source::SourceState;
use songplate_emulator::{Endpoint, Fault, RefreshEnd, SECOND_ACCOUNT_ID};
use songplate_spotify::access::{AccessError, AccessTokens as _};

use crate::memory::Mood;
use crate::support::{HOUR, Stage, credentials, pass, soon};

/// Nobody is logged in, and nothing that anybody does makes a request.
async fn assert_over(stage: &Stage, reason: Option<LoginReason>) {
    let view = stage.told_when(LoginStatus::SignedOut, reason).await;
    assert_eq!(view.account, None);
    assert_eq!(stage.login.remembered.borrow().account, None);
    assert_eq!(stage.tokens.client_id(), None);
    stage.store.kept_when(|kept| kept.is_none()).await;
    let counts = || [Endpoint::Token, Endpoint::Player, Endpoint::Me].map(|endpoint| stage.spotify.count(endpoint));
    let before = counts();
    for _ in 0..3 {
        assert_eq!(stage.access().await.unwrap_err(), AccessError::SignedOut);
        assert_eq!(stage.player.ask().await, Err(AccessError::SignedOut));
        assert_eq!(stage.player.me().await, Err(AccessError::SignedOut));
        pass(HOUR).await;
    }
    assert_eq!(counts(), before, "no request is made any more");
}

#[tokio::test]
async fn a_permission_that_was_withdrawn_signs_out_at_once_and_for_good() {
    let stage = Stage::linked().await;
    stage.spotify.end_refresh_tokens(RefreshEnd::Revoked);
    pass(HOUR).await;
    let answers = join_all((0..20).map(|_| stage.access())).await;
    assert!(answers.iter().all(|answer| matches!(answer, Err(AccessError::SignedOut))));
    assert_eq!(stage.token_requests(), 2, "the exchange and one refresh, for twenty who asked");
    assert_over(&stage, Some(LoginReason::Revoked)).await;
    assert_eq!(stage.source(), Some(SourceState::SignInAgain));
}

#[tokio::test]
async fn a_permission_that_is_too_old_signs_out_as_expired() {
    let stage = Stage::linked().await;
    stage.spotify.advance(Duration::from_hours(24 * 183));
    // The player refuses the access token, and only the refresh tells why.
    assert_eq!(stage.player.ask().await, Err(AccessError::SignedOut));
    assert_eq!((stage.token_requests(), stage.spotify.count(Endpoint::Player)), (2, 1));
    assert_over(&stage, Some(LoginReason::Expired)).await;
    assert_eq!(stage.source(), Some(SourceState::SignInAgain));
}

#[tokio::test]
async fn after_the_end_the_next_start_asks_nothing() {
    let stage = Stage::linked().await;
    stage.spotify.end_refresh_tokens(RefreshEnd::Revoked);
    pass(HOUR).await;
    assert!(stage.access().await.is_err());
    stage.told_when(LoginStatus::SignedOut, Some(LoginReason::Revoked)).await;
    let stage = stage.restarted().await;
    assert_over(&stage, Some(LoginReason::Revoked)).await;
    assert_eq!(*stage.login.source.borrow(), Some(SourceState::SignInAgain), "who listened goes on once it is renewed");
    assert!(stage.view_when("the secret", |view| view.has_secret).await.has_secret, "the credentials are kept");
}

#[tokio::test]
async fn signing_in_again_may_take_several_attempts_and_brings_the_source_back() {
    let stage = Stage::linked().await;
    stage.spotify.end_refresh_tokens(RefreshEnd::Revoked);
    pass(HOUR).await;
    assert!(stage.access().await.is_err());
    stage.told_when(LoginStatus::SignedOut, Some(LoginReason::Revoked)).await;

    // Were the source to vanish meanwhile, whoever listens would have to select it anew.
    let mut sources = stage.login.source.clone();
    sources.mark_unchanged();
    stage.begin(credentials()).await;
    stage.login.cancel();
    stage.told_when(LoginStatus::SignedOut, None).await;
    stage.fault(Endpoint::Token, Fault::ServerError { status: 500 });
    let login_url = stage.begin(credentials()).await;
    stage.answer(stage.consent(&login_url).await).await;
    stage.told_when(LoginStatus::Failed, Some(LoginReason::Server)).await;
    assert!(!sources.has_changed().unwrap());
    assert_eq!(stage.source(), Some(SourceState::SignInAgain));

    stage.spotify.clear_faults(None);
    stage.log_in(credentials()).await;
    assert_eq!(stage.source(), Some(SourceState::Ready));
    stage.player.ask().await.expect("it works again");
}

#[tokio::test]
async fn the_end_of_an_earlier_login_does_not_end_the_next_one() {
    let stage = Stage::linked().await;
    // The word of the tokens, which was on its way while somebody logged in anew.
    stage.ended.send(EndReason::Revoked).unwrap();
    stage.player.ask().await.expect("the new login stands");
    stage.login.save(credentials(), false).await.unwrap();
    stage.player.ask().await.expect("and goes on standing");
    assert_eq!(stage.told(), (LoginStatus::Linked, None));
}

#[tokio::test]
async fn logging_out_forgets_everything_but_the_credentials() {
    let stage = Stage::linked().await;
    stage.login.log_out();
    assert_over(&stage, None).await;
    assert_eq!(stage.source(), None);
    assert!(stage.view().has_secret);
    assert_eq!(stage.view().client_id, credentials().client_id);
    let stage = stage.restarted().await;
    assert_over(&stage, None).await;
    stage.log_in(credentials()).await;
}

#[tokio::test]
async fn logging_out_drops_the_access_token_before_a_slow_keychain_answers() {
    let stage = Stage::linked().await;
    let calls = stage.store.calls();
    stage.store.set(Mood::Slow);
    stage.login.log_out();
    stage.store.called_since(calls).await;
    assert_eq!(stage.access().await.unwrap_err(), AccessError::SignedOut);
    assert_eq!(stage.player.ask().await, Err(AccessError::SignedOut));
    assert_eq!(stage.spotify.count(Endpoint::Player), 0);
    stage.store.set(Mood::Open);
    assert_over(&stage, None).await;
}

#[tokio::test]
async fn a_refresh_that_a_log_out_overtakes_comes_to_nothing() {
    let stage = Stage::tapped().await.and_linked().await;
    stage.rotate();
    pass(HOUR).await;
    stage.tap().hold("/api/token");
    let tokens = Arc::clone(&stage.tokens);
    let asked = tokio::spawn(async move { tokens.current().await });
    stage.tap().answered("/api/token", 2).await;
    stage.login.log_out();
    stage.told_when(LoginStatus::SignedOut, None).await;
    stage.tap().release();
    let outcome = soon("the late answer", asked).await.unwrap();
    assert_eq!(outcome.unwrap_err(), AccessError::SignedOut);
    assert_over(&stage, None).await;
}

#[tokio::test]
async fn a_refresh_that_another_login_overtakes_does_not_touch_it() {
    let stage = Stage::tapped().await.and_linked().await;
    stage.rotate();
    pass(HOUR).await;
    stage.tap().hold("/api/token");
    let tokens = Arc::clone(&stage.tokens);
    let asked = tokio::spawn(async move { tokens.current().await });
    stage.tap().answered("/api/token", 2).await;
    stage.login.log_out();
    stage.told_when(LoginStatus::SignedOut, None).await;
    stage.sign_in_as(SECOND_ACCOUNT_ID);
    let login_url = stage.begin(credentials()).await;
    stage.answer(stage.consent(&login_url).await).await;
    stage.tap().answered("/api/token", 3).await;
    // Both answers arrive at once.
    stage.tap().release();
    assert_eq!(soon("the late answer", asked).await.unwrap().unwrap_err(), AccessError::SignedOut);
    let account = stage.view_when("a name", |view| view.account.as_ref().is_some_and(|a| a.name.is_some())).await;
    assert_eq!(account.account.unwrap().id, SECOND_ACCOUNT_ID);
    pass(HOUR).await;
    assert_eq!(stage.player.me().await.unwrap().id, SECOND_ACCOUNT_ID, "the refresh token is the new login's");
}

#[tokio::test]
async fn logging_out_counts_while_the_keychain_is_locked() {
    let staging = Stage::linked().await.ending();
    staging.store.set(Mood::Locked);
    let stage = staging.start().await;
    stage.login.log_out();
    stage.told_when(LoginStatus::SignedOut, None).await;
    assert_eq!(stage.access().await.unwrap_err(), AccessError::SignedOut);
    stage.store.set(Mood::Open);
    stage.login.retry_secrets();
    assert_over(&stage, None).await;
}
