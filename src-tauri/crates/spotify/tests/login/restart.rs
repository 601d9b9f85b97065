//! A login that is remembered: used again after a start, and only where it belongs.

use std::sync::Arc;
use std::time::Duration;

use songplate_core::login::{ATTEMPT_LIFETIME, LoginReason, LoginStatus};
use songplate_core::secret::Secrets;
use songplate_core::source::SourceState;
use songplate_emulator::{Emulator, Endpoint, SECOND_CLIENT_ID};
use songplate_spotify::access::{AccessError, AccessTokens as _};
use songplate_spotify::login::{Credentials, Unanswered};

use crate::memory::{MemoryStore, Mood};
use crate::support::{Stage, Staging, by_loopback, credentials, without_secret};

/// The login is not there, and no request is made with it.
async fn assert_not_restored(stage: &Stage) {
    assert_eq!((stage.told(), stage.source()), ((LoginStatus::SignedOut, None), None));
    assert_eq!((stage.view().account, stage.tokens.client_id()), (None, None));
    assert_eq!(stage.player.ask().await, Err(AccessError::SignedOut));
    assert_eq!(stage.player.me().await, Err(AccessError::SignedOut));
    for endpoint in [Endpoint::Token, Endpoint::Me, Endpoint::Player] {
        assert_eq!(stage.spotify.count(endpoint), 0, "{endpoint:?}");
    }
}

#[tokio::test]
async fn a_login_is_still_there_after_a_restart() {
    let stage = Stage::linked().await.restarted().await;
    assert_eq!((stage.told(), stage.source()), ((LoginStatus::Linked, None), Some(SourceState::Ready)));
    assert_eq!(stage.token_requests(), 1, "a start alone asks nothing");
    stage.player.ask().await.unwrap();
    assert_eq!(stage.token_requests(), 2, "the access token was in memory only");
}

#[tokio::test]
async fn a_login_of_another_accounts_server_is_not_sent_to_this_one() {
    let staging = Stage::linked().await.ending();
    let refresh_token = staging.store.refresh_token();
    let emulator = Emulator::builder().auto_agree(true).start_now().unwrap();
    let stage = Staging { emulator, ..staging }.start().await;
    assert_not_restored(&stage).await;
    assert_eq!(stage.store.refresh_token(), refresh_token, "its own server may want it again");
    assert!(stage.login.remembered.borrow().account.is_some());
    stage.log_in(credentials()).await;
}

#[tokio::test]
async fn a_login_of_another_client_id_is_not_used() {
    let mut staging = Stage::linked().await.ending();
    staging.settings.client_id = Some(SECOND_CLIENT_ID.parse().unwrap());
    staging.emulator.control().clear_requests();
    let stage = staging.start().await;
    assert_not_restored(&stage).await;
}

#[tokio::test]
async fn an_account_without_a_refresh_token_has_to_sign_in_again() {
    let mut staging = Stage::linked().await.ending();
    staging.store = Arc::new(MemoryStore::new(Mood::Open, Secrets::default()));
    staging.emulator.control().clear_requests();
    let stage = staging.start().await;
    assert_eq!(stage.player.ask().await, Err(AccessError::SignedOut));
    stage.told_when(LoginStatus::SignedOut, Some(LoginReason::Revoked)).await;
    assert_eq!(stage.source(), Some(SourceState::SignInAgain));
    assert_eq!(stage.token_requests(), 0);
}

/// A login is begun and answered in the browser, and the program has ended before it hears of that.
async fn answered_too_late(credentials: Credentials) -> (Staging, String) {
    let stage = Stage::new().await;
    let login_url = stage.begin(credentials).await;
    let address = stage.consent(&login_url).await;
    (stage.ending(), address)
}

/// The answer counts for nothing.
async fn assert_ignored(stage: &Stage, address: String) {
    let returned = stage.login.returned(address).await;
    assert!(matches!(returned, Err(Unanswered::Ignored(_))), "{returned:?}");
    assert_eq!((stage.told(), stage.token_requests()), ((LoginStatus::SignedOut, None), 0));
}

#[tokio::test]
async fn a_login_that_the_last_run_began_is_completed_by_its_link() {
    for credentials in [credentials(), without_secret()] {
        let (staging, address) = answered_too_late(credentials).await;
        let stage = staging.start().await;
        assert_eq!(stage.told(), (LoginStatus::SignedOut, None), "without the link nothing is taken up");
        stage.answer(address.clone()).await;
        stage.told_when(LoginStatus::Linked, None).await;
        stage.player.ask().await.expect("it works");
        assert!(stage.store.attempt().is_none(), "the state is used up");
        let again = stage.restarted().await;
        assert!(again.login.returned(address).await.is_err(), "also for the run after it");
        assert_eq!(again.told(), (LoginStatus::Linked, None));
    }
}

#[tokio::test]
async fn a_refusal_reaches_the_next_run_too() {
    let stage = Stage::new().await;
    let login_url = stage.begin(credentials()).await;
    let address = stage.consent(&login_url).await;
    let (way, query) = address.split_once('?').unwrap();
    let its_state = query.split('&').find(|pair| pair.starts_with("state=")).unwrap();
    let refused = format!("{way}?error=access_denied&{its_state}");
    let stage = stage.restarted().await;
    stage.answer(refused).await;
    stage.told_when(LoginStatus::Failed, Some(LoginReason::AccessDenied)).await;
    assert!(stage.store.attempt().is_none());
}

#[tokio::test]
async fn a_forged_link_takes_nothing_from_a_login_that_waits() {
    let (staging, address) = answered_too_late(credentials()).await;
    let stage = staging.start().await;
    assert_ignored(&stage, address.replace("state=", "state=x")).await;
    assert!(stage.store.attempt().is_some());
    stage.answer(address).await;
    stage.told_when(LoginStatus::Linked, None).await;
}

#[tokio::test]
async fn a_login_waits_no_longer_over_a_restart_than_without() {
    let (staging, address) = answered_too_late(credentials()).await;
    staging.clock.advance(ATTEMPT_LIFETIME);
    let stage = staging.start().await;
    stage.store.attempt_when(|attempt| attempt.is_none()).await;
    assert_ignored(&stage, address).await;

    let (staging, address) = answered_too_late(credentials()).await;
    staging.clock.advance(ATTEMPT_LIFETIME.saturating_sub(Duration::from_secs(1)));
    let stage = staging.start().await;
    stage.answer(address).await;
    stage.told_when(LoginStatus::Linked, None).await;
}

#[tokio::test]
async fn a_login_is_taken_up_only_for_its_own_app_and_server() {
    let (mut staging, address) = answered_too_late(credentials()).await;
    staging.settings.client_id = Some(SECOND_CLIENT_ID.parse().unwrap());
    assert_ignored(&staging.start().await, address).await;

    let (staging, address) = answered_too_late(credentials()).await;
    let emulator = Emulator::builder().auto_agree(true).start_now().unwrap();
    assert_ignored(&Staging { emulator, ..staging }.start().await, address).await;
}

#[tokio::test]
async fn what_the_user_gave_up_is_not_taken_up() {
    let stage = Stage::new().await;
    let login_url = stage.begin(credentials()).await;
    let address = stage.consent(&login_url).await;
    stage.login.cancel();
    stage.told_when(LoginStatus::SignedOut, None).await;
    stage.store.attempt_when(|attempt| attempt.is_none()).await;
    assert_ignored(&stage.restarted().await, address).await;

    // Nor what an earlier run has begun.
    let (staging, address) = answered_too_late(credentials()).await;
    let stage = staging.start().await;
    stage.login.log_out();
    stage.store.attempt_when(|attempt| attempt.is_none()).await;
    assert_ignored(&stage, address).await;
}

#[tokio::test]
async fn a_port_that_is_gone_leaves_nothing_to_take_up() {
    let stage = Stage::new().await;
    stage.begin(by_loopback()).await;
    assert!(stage.store.attempt().is_none());
}
