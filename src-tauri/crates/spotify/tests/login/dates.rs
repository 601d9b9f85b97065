//! The six months that a consent lasts.

use std::time::Duration;

use songplate_core::login::{CONSENT_LIFETIME, EXPIRY_WARNING};

use crate::support::{HOUR, START, Stage, credentials, pass};

const DAY: Duration = Duration::from_hours(24);

#[tokio::test]
async fn the_end_of_the_consent_is_shown_and_warned_of_from_a_month_before() {
    let stage = Stage::linked().await;
    let account = stage.view().account.unwrap();
    assert_eq!((account.authorized_at, account.expires_at), (START, START.after(CONSENT_LIFETIME)));
    assert!(!account.expires_soon);

    tokio::time::pause();
    stage.clock.advance(CONSENT_LIFETIME.saturating_sub(EXPIRY_WARNING + DAY));
    tokio::time::sleep(HOUR * 2).await;
    assert!(!stage.view().account.unwrap().expires_soon, "a day too early");
    stage.clock.advance(DAY);
    let mut views = stage.login.views.clone();
    let warned = views.wait_for(|view| view.account.as_ref().is_some_and(|account| account.expires_soon));
    tokio::time::timeout(HOUR * 2, warned).await.expect("the view follows the date by itself").unwrap();
}

#[tokio::test]
async fn neither_refreshing_nor_restarting_moves_the_date_and_a_new_consent_does() {
    let stage = Stage::linked().await;
    stage.clock.advance(DAY * 100);
    pass(HOUR).await;
    stage.access().await.unwrap();
    let stage = stage.restarted().await;
    stage.player.ask().await.unwrap();
    let account = stage.view().account.unwrap();
    assert_eq!((account.authorized_at, account.expires_at), (START, START.after(CONSENT_LIFETIME)));

    let account = stage.log_in(credentials()).await.account.unwrap();
    assert_eq!(account.authorized_at, START.after(DAY * 100));
    assert!(!account.expires_soon);
}

#[tokio::test]
async fn the_warning_is_there_at_the_start() {
    let staging = Stage::linked().await.ending();
    staging.clock.advance(CONSENT_LIFETIME);
    let stage = staging.start().await;
    let account = stage.view().account.unwrap();
    assert!(account.expires_soon, "whether it has ended is for Spotify to say");
}
