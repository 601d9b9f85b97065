//! What the user types: when it is taken, and when it ends a login.

use songplate_core::login::{LoginReason, LoginStatus, ReturnBy};
use songplate_emulator::{DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, Endpoint, SECOND_CLIENT_ID, SECOND_CLIENT_SECRET};
use songplate_spotify::access::{AccessError, AccessTokens as _};
use songplate_spotify::login::{Credentials, LoginError};

use crate::memory::Mood;
use crate::support::{HOUR, Stage, by_loopback, credentials, pass, without_secret};

/// The credentials of the second client.
fn others() -> Credentials {
    Credentials {
        client_id: SECOND_CLIENT_ID.to_owned(),
        client_secret: Some(SECOND_CLIENT_SECRET.to_owned()),
        ..credentials()
    }
}

fn as_saved() -> Credentials {
    Credentials { client_secret: None, ..credentials() }
}

async fn assert_still_linked(stage: &Stage) {
    assert_eq!(stage.told(), (LoginStatus::Linked, None));
    stage.player.ask().await.expect("the login works");
    assert_eq!(stage.token_requests(), 1, "it is the same login");
}

#[tokio::test]
async fn malformed_credentials_are_refused_and_change_nothing() {
    let stage = Stage::new().await;
    let before = stage.view();
    let id = |client_id: &str| Credentials { client_id: client_id.to_owned(), ..credentials() };
    let secret = |secret: &str| Credentials { client_secret: Some(secret.to_owned()), ..credentials() };
    for (typed, error) in [
        (id(""), LoginError::ClientIdMalformed),
        (id("0123"), LoginError::ClientIdMalformed),
        (id("0123456789abcdef0123456789abcdeg"), LoginError::ClientIdMalformed),
        (secret("fedc"), LoginError::ClientSecretMalformed),
        (secret("fedcba9876543210 fedcba9876543210"), LoginError::ClientSecretMalformed),
        (secret("  "), LoginError::ClientSecretMissing),
        (as_saved(), LoginError::ClientSecretMissing),
    ] {
        assert_eq!(stage.login.save(typed.clone(), true).await, Err(error), "{typed:?}");
        assert_eq!(stage.login.begin(typed, true).await, Err(error));
    }
    assert_eq!(stage.view(), before);
    assert_eq!(stage.store.client_secret(), None);
}

#[tokio::test]
async fn spaces_around_are_not_part_of_them() {
    let stage = Stage::new().await;
    let spaced = Credentials {
        client_id: format!(" {DEFAULT_CLIENT_ID}\n"),
        client_secret: Some(format!("\t{DEFAULT_CLIENT_SECRET} ")),
        ..credentials()
    };
    stage.log_in(spaced).await;
    assert_eq!(stage.view().client_id, DEFAULT_CLIENT_ID);
    assert_eq!(stage.store.client_secret().as_deref(), Some(DEFAULT_CLIENT_SECRET));
}

#[tokio::test]
async fn credentials_are_kept_and_the_secret_is_not_shown_again() {
    let stage = Stage::new().await;
    stage.login.save(by_loopback(), false).await.unwrap();
    let view = stage.view();
    assert_eq!((view.client_id.as_str(), view.has_secret), (DEFAULT_CLIENT_ID, true));
    assert_eq!((view.return_by, view.redirect_uri.as_str()), (ReturnBy::Loopback, "http://127.0.0.1/callback"));
    assert_eq!(view.status, LoginStatus::SignedOut, "saving alone logs nobody in");
    let stage = stage.restarted().await;
    let view = stage.view_when("the secret", |view| view.has_secret).await;
    assert_eq!((view.client_id.as_str(), view.return_by), (DEFAULT_CLIENT_ID, ReturnBy::Loopback));
    stage.log_in(as_saved()).await;
}

#[tokio::test]
async fn saving_the_same_again_ends_no_login() {
    let stage = Stage::linked().await;
    for same in [credentials(), as_saved(), Credentials { client_secret: Some(String::new()), ..credentials() }] {
        stage.login.save(same, false).await.unwrap();
        assert_still_linked(&stage).await;
    }
}

#[tokio::test]
async fn another_way_back_or_no_secret_ends_no_login() {
    let stage = Stage::linked().await;
    for other in [by_loopback(), without_secret(), credentials()] {
        let expected = (other.return_by, other.pkce_only);
        stage.login.save(other, false).await.unwrap();
        assert_eq!((stage.view().return_by, stage.view().pkce_only), expected);
        assert_still_linked(&stage).await;
    }
    let stage = stage.restarted().await;
    stage.player.ask().await.expect("also after the next start");
}

#[tokio::test]
async fn other_credentials_ask_before_they_end_a_login() {
    let stage = Stage::linked().await;
    let before = stage.view();
    let other_secret = Credentials { client_secret: Some("0".repeat(32)), ..credentials() };
    let other_id = Credentials { client_secret: None, pkce_only: true, ..others() };
    for other in [others(), other_secret, other_id] {
        assert_eq!(stage.login.save(other.clone(), false).await, Err(LoginError::WouldSignOut));
        assert_eq!(stage.login.begin(other, false).await, Err(LoginError::WouldSignOut));
        assert_eq!(stage.view(), before);
    }
    assert_eq!(stage.store.client_secret().as_deref(), Some(DEFAULT_CLIENT_SECRET));
    assert_still_linked(&stage).await;
}

#[tokio::test]
async fn a_secret_is_never_sent_under_another_id() {
    let stage = Stage::linked().await;
    let other_id = Credentials { client_secret: None, ..others() };
    assert_eq!(stage.login.save(other_id.clone(), true).await, Err(LoginError::ClientSecretMissing));
    assert_still_linked(&stage).await;
    let without = Credentials { pkce_only: true, ..other_id.clone() };
    stage.login.save(without, true).await.unwrap();
    assert_eq!(stage.store.client_secret(), None, "it went with the ID that it belongs to");
    assert!(!stage.view().has_secret);
    assert_eq!(stage.login.begin(other_id, true).await, Err(LoginError::ClientSecretMissing));
}

#[tokio::test]
async fn a_secret_goes_with_its_id_also_while_the_keychain_is_locked() {
    let stage = Stage::linked().await;
    stage.store.set(Mood::Locked);
    let without = Credentials { client_secret: None, pkce_only: true, ..others() };
    stage.login.save(without, true).await.unwrap();
    assert!(!stage.view().has_secret);
    stage.store.set(Mood::Open);
    stage.login.retry_secrets();
    stage.store.kept_when(|kept| kept.is_none()).await;
    assert_eq!(stage.store.client_secret(), None);
    assert!(!stage.view().has_secret);
}

#[tokio::test]
async fn another_client_id_ends_the_login_once_confirmed() {
    let stage = Stage::linked().await;
    stage.login.save(others(), true).await.unwrap();
    assert_signed_out(&stage).await;
    assert_eq!(stage.view().client_id, SECOND_CLIENT_ID);
    assert_eq!(stage.store.client_secret().as_deref(), Some(SECOND_CLIENT_SECRET));
    stage.log_in(others()).await;
}

#[tokio::test]
async fn another_secret_ends_the_login_once_confirmed() {
    let stage = Stage::linked().await;
    let other_secret = Credentials { client_secret: Some("0".repeat(32)), ..credentials() };
    stage.login.save(other_secret, true).await.unwrap();
    assert_signed_out(&stage).await;
    assert_eq!(stage.store.client_secret(), Some("0".repeat(32)));
}

#[tokio::test]
async fn other_credentials_end_a_login_that_is_under_way() {
    let stage = Stage::new().await;
    let login_url = stage.begin(credentials()).await;
    let address = stage.consent(&login_url).await;
    stage.login.save(others(), false).await.unwrap();
    assert_eq!(stage.told(), (LoginStatus::SignedOut, None));
    assert!(stage.login.returned(address).await.is_err(), "the consent was for another app");
    assert_eq!(stage.token_requests(), 0);
}

#[tokio::test]
async fn a_login_with_other_credentials_is_confirmed_once_and_replaces_the_first() {
    let stage = Stage::linked().await;
    assert_eq!(stage.login.begin(others(), false).await, Err(LoginError::WouldSignOut));
    stage.log_in(others()).await;
    assert_eq!(stage.tokens.client_id().as_deref(), Some(SECOND_CLIENT_ID));
    pass(HOUR).await;
    stage.player.ask().await.expect("its refresh token is its own");
}

#[tokio::test]
async fn a_secret_that_cannot_be_kept_is_not_taken() {
    let stage = Stage::new().await;
    stage.view_when("the keychain", |view| !view.has_secret).await;
    stage.login.save(without_secret(), false).await.unwrap();
    for mood in [Mood::Locked, Mood::Unavailable] {
        stage.store.set(mood);
        assert_eq!(stage.login.save(credentials(), false).await, Err(LoginError::Keychain));
        assert!(!stage.view().has_secret);
    }
    stage.store.set(Mood::Open);
    assert_eq!(stage.login.save(as_saved(), false).await, Err(LoginError::ClientSecretMissing));
    assert_eq!(stage.told(), (LoginStatus::SignedOut, None::<LoginReason>));
}

async fn assert_signed_out(stage: &Stage) {
    assert_eq!(stage.told(), (LoginStatus::SignedOut, None));
    assert_eq!(stage.login.remembered.borrow().account, None);
    assert_eq!(stage.source(), None);
    assert_eq!(stage.store.refresh_token(), None);
    assert_eq!(stage.player.ask().await, Err(AccessError::SignedOut));
    assert_eq!((stage.token_requests(), stage.spotify.count(Endpoint::Player)), (1, 0));
}
