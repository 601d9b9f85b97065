//! Whose account it is, and what Spotify's refusals to say so mean.

use std::time::Duration;

use songplate_core::clock::UnixSeconds;
use songplate_core::login::{LoginReason, LoginStatus, LoginView};
use songplate_core::source::SourceState;
use songplate_core::status::{RetryAfter, RetryAfterStore as _};
use songplate_emulator::{
    Account, ClientChange, DEFAULT_CLIENT_ID, Emulator, Endpoint, Fault, NotOnTheListWording, SECOND_CLIENT_ID,
};

use crate::support::{START, Stage, Staging, credentials};

async fn logged_in_nameless(stage: &Stage, reason: Option<LoginReason>) -> LoginView {
    let login_url = stage.begin(credentials()).await;
    stage.answer(stage.consent(&login_url).await).await;
    let view = stage.told_when(LoginStatus::Linked, reason).await;
    assert_eq!(view.account.as_ref().unwrap().name, None);
    assert_eq!(stage.source(), Some(SourceState::Ready));
    view
}

fn change(change: ClientChange) -> ClientChange {
    ClientChange { client_id: DEFAULT_CLIENT_ID.to_owned(), ..change }
}

#[tokio::test]
async fn the_name_is_remembered_and_not_asked_for_again() {
    let stage = Stage::linked().await;
    assert_eq!(stage.view().account.unwrap().name.as_deref(), Some("Alex Example"));
    let stage = stage.restarted().await;
    assert_eq!(stage.view().account.unwrap().name.as_deref(), Some("Alex Example"));
    stage.player.ask().await.unwrap();
    assert_eq!(stage.spotify.count(Endpoint::Me), 1);
}

#[tokio::test]
async fn an_account_may_have_no_name() {
    let nameless = Account { id: "31xyz".to_owned(), display_name: None };
    let emulator = Emulator::builder().auto_agree(true).account(nameless).start_now().unwrap();
    let stage = Staging { emulator, ..Staging::new() }.start().await;
    let account = stage.log_in(credentials()).await.account.unwrap();
    assert_eq!((account.id.as_str(), account.name), ("31xyz", None));
}

#[tokio::test]
async fn somebody_who_is_not_on_the_list_is_linked_and_told_why_nothing_works() {
    for wording in [NotOnTheListWording::Plain, NotOnTheListWording::PlainCheckSettings, NotOnTheListWording::Json] {
        let stage = Stage::new().await;
        stage.fault(Endpoint::Me, Fault::NotOnTheList { wording });
        logged_in_nameless(&stage, Some(LoginReason::NotOnUserList)).await;
    }
    let stage = Stage::new().await;
    let nobody = ClientChange { users: Some(vec![]), ..ClientChange::default() };
    stage.spotify.change_client(change(nobody)).unwrap();
    logged_in_nameless(&stage, Some(LoginReason::NotOnUserList)).await;
    // Once the user is on the list, the next start finds out the name.
    stage.spotify.change_client(change(ClientChange { everybody: true, ..ClientChange::default() })).unwrap();
    let stage = stage.restarted().await;
    let named = |view: &LoginView| view.account.as_ref().is_some_and(|account| account.name.is_some());
    assert_eq!(stage.view_when("a name", named).await.reason, None);
}

#[tokio::test]
async fn an_app_whose_owner_has_no_premium_is_named_as_the_trouble() {
    let stage = Stage::new().await;
    let poor = ClientChange { owner_has_premium: Some(false), ..ClientChange::default() };
    stage.spotify.change_client(change(poor)).unwrap();
    logged_in_nameless(&stage, Some(LoginReason::OwnerNeedsPremium)).await;
}

#[tokio::test]
async fn any_other_refusal_is_told_as_one() {
    let stage = Stage::new().await;
    stage.fault(Endpoint::Me, Fault::Custom { status: 403, headers: vec![], body: "no".to_owned() });
    logged_in_nameless(&stage, Some(LoginReason::Forbidden)).await;
}

#[tokio::test]
async fn trouble_that_does_not_last_is_not_told() {
    for fault in [
        Fault::ServerError { status: 500 },
        Fault::Disconnect,
        Fault::WrongJson { body: "[]".to_owned() },
        Fault::WrongTypes,
        Fault::NullFields { fields: vec![] },
        Fault::Endless { bytes: 1 << 30 },
    ] {
        let stage = Stage::new().await;
        stage.fault(Endpoint::Me, fault.clone());
        logged_in_nameless(&stage, None).await;
        // A question that is asked and answered afterwards shows that the first answer has come.
        assert!(stage.player.me().await.is_err(), "{fault:?}");
        stage.login.save(credentials(), false).await.unwrap();
        assert_eq!(stage.told(), (LoginStatus::Linked, None), "{fault:?}");
    }
}

#[tokio::test]
async fn a_wait_is_remembered_and_nothing_is_asked_before_it_is_over() {
    let stage = Stage::new().await;
    stage.fault(Endpoint::Me, Fault::QuotaExceeded { retry_after_s: Some(46_800) });
    logged_in_nameless(&stage, None).await;
    let expected = RetryAfter { until: UnixSeconds(START.0 + 46_801), quota: true };
    stage.waits.saved(DEFAULT_CLIENT_ID, expected).await;
    assert_eq!(stage.spotify.count(Endpoint::Me), 1);

    stage.spotify.clear_faults(None);
    let stage = stage.restarted().await;
    let login_url = stage.begin(credentials()).await;
    stage.answer(stage.consent(&login_url).await).await;
    stage.told_when(LoginStatus::Linked, None).await;
    stage.player.ask().await.unwrap();
    assert_eq!(stage.spotify.count(Endpoint::Me), 1, "neither the start nor the login asks inside the wait");

    let staging = stage.ending();
    staging.clock.advance(Duration::from_secs(46_801));
    let stage = staging.start().await;
    let named = |view: &LoginView| view.account.as_ref().is_some_and(|account| account.name.is_some());
    stage.view_when("a name", named).await;
    assert_eq!(stage.spotify.count(Endpoint::Me), 2);
}

#[tokio::test]
async fn the_wait_of_another_app_does_not_count() {
    let staging = Staging::new();
    let wait = RetryAfter { until: UnixSeconds(START.0 + 1_000), quota: false };
    staging.waits.save(SECOND_CLIENT_ID, wait);
    let stage = staging.start().await;
    stage.log_in(credentials()).await;
    assert_eq!(stage.waits.load(DEFAULT_CLIENT_ID), None);
}
