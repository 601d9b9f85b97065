//! A keychain that is locked or slow: nothing hangs, nothing is lost.

use std::sync::Arc;

use songplate_core::login::LoginStatus;
use songplate_core::secret::{Secret, Secrets, SecretsPlace};
use songplate_emulator::DEFAULT_CLIENT_SECRET;
use songplate_spotify::login::LoginError;

use crate::memory::{MemoryStore, Mood};
use crate::support::{HOUR, Stage, Staging, credentials, pass, soon, without_secret};

fn with_secret(mood: Mood) -> Staging {
    let secrets = Secrets { client_secret: Some(Secret::new(DEFAULT_CLIENT_SECRET)), ..Secrets::default() };
    Staging { store: Arc::new(MemoryStore::new(mood, secrets)), ..Staging::new() }
}

#[tokio::test]
async fn a_locked_keychain_refuses_a_login_and_says_so() {
    let stage = with_secret(Mood::Locked).start().await;
    let begun = soon("an answer", stage.login.begin(credentials(), false)).await;
    assert_eq!(begun, Err(LoginError::Keychain));
    let view = stage.view();
    assert_eq!((view.status, view.secrets, view.has_secret), (LoginStatus::SignedOut, SecretsPlace::Locked, false));
    stage.store.set(Mood::Open);
    let view = stage.log_in(credentials()).await;
    assert_eq!((view.secrets, view.has_secret), (SecretsPlace::Keychain, true));
}

#[tokio::test]
async fn an_unlocked_keychain_is_seen_when_the_user_says_so() {
    let stage = with_secret(Mood::Locked).start().await;
    stage.view_when("the lock", |view| view.secrets == SecretsPlace::Locked).await;
    stage.store.set(Mood::Open);
    stage.login.retry_secrets();
    let view = stage.view_when("the secret", |view| view.has_secret).await;
    assert_eq!(view.secrets, SecretsPlace::Keychain);
}

#[tokio::test]
async fn a_slow_keychain_keeps_nobody_from_the_view() {
    let stage = with_secret(Mood::Slow).start().await;
    assert_eq!(stage.told(), (LoginStatus::SignedOut, None));
    assert!(!stage.view().has_secret);
    stage.store.set(Mood::Open);
    stage.view_when("the secret", |view| view.has_secret).await;
}

#[tokio::test]
async fn a_login_waits_for_a_slow_keychain() {
    let stage = with_secret(Mood::Slow).start().await;
    let (login, store) = (stage.login.clone(), Arc::clone(&stage.store));
    let begun = tokio::spawn(async move { login.begin(credentials(), false).await });
    store.called_since(0).await;
    assert!(!begun.is_finished());
    store.set(Mood::Open);
    let login_url = soon("the login", begun).await.unwrap().unwrap();
    stage.answer(stage.consent(login_url.as_str()).await).await;
    stage.told_when(LoginStatus::Linked, None).await;
}

#[tokio::test]
async fn without_a_secret_a_locked_keychain_does_not_hinder_the_login() {
    let staging = Staging::new();
    staging.store.set(Mood::Locked);
    let stage = staging.start().await;
    stage.log_in(without_secret()).await;
    stage.player.ask().await.expect("it works");
    assert_eq!(stage.store.refresh_token(), None);
    stage.store.set(Mood::Open);
    stage.login.retry_secrets();
    stage.store.kept_when(|kept| kept.is_some()).await;
    pass(HOUR).await;
    stage.access().await.expect("the refresh token was not lost");
}

#[tokio::test]
async fn a_login_that_cannot_be_kept_works_and_is_kept_later() {
    for mood in [Mood::Locked, Mood::Unavailable] {
        let stage = Stage::new().await;
        let login_url = stage.begin(credentials()).await;
        stage.store.set(mood);
        stage.answer(stage.consent(&login_url).await).await;
        stage.told_when(LoginStatus::Linked, None).await;
        assert_eq!(stage.store.refresh_token(), None, "the keychain did not take it");
        pass(HOUR).await;
        stage.player.ask().await.expect("the refresh token is there nonetheless");
        stage.store.set(Mood::Open);
        stage.login.retry_secrets();
        stage.store.kept_when(|kept| kept.is_some()).await;
        let stage = stage.restarted().await;
        stage.player.ask().await.expect("also after the next start");
    }
}

#[tokio::test]
async fn a_login_that_could_not_be_kept_is_kept_at_the_next_refresh() {
    let stage = Stage::new().await;
    let login_url = stage.begin(credentials()).await;
    stage.store.set(Mood::Locked);
    stage.answer(stage.consent(&login_url).await).await;
    stage.told_when(LoginStatus::Linked, None).await;
    stage.store.set(Mood::Open);
    pass(HOUR).await;
    stage.access().await.unwrap();
    stage.store.kept_when(|kept| kept.is_some()).await;
}

#[tokio::test]
async fn one_look_at_the_keychain_is_enough() {
    let stage = Stage::linked().await;
    let calls = stage.store.calls();
    stage.login.save(credentials(), false).await.unwrap();
    stage.login.retry_secrets();
    pass(HOUR).await;
    stage.access().await.unwrap();
    assert_eq!(stage.store.calls(), calls, "nothing new is read or written");
}
