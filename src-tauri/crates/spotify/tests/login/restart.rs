//! A login that is remembered: used again after a start, and only where it belongs.

use std::sync::Arc;

use songplate_core::login::{LoginReason, LoginStatus};
use songplate_core::secret::Secrets;
use songplate_core::source::SourceState;
use songplate_emulator::{Emulator, Endpoint, SECOND_CLIENT_ID};
use songplate_spotify::access::{AccessError, AccessTokens as _};

use crate::memory::{MemoryStore, Mood};
use crate::support::{Stage, Staging, credentials};

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
