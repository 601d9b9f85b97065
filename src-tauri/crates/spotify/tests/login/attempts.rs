//! Attempts to log in: which answers count, and how attempts end.

use std::time::Duration;

use songplate_core::login::{ATTEMPT_LIFETIME, Ignored, LoginReason, LoginStatus, MalformedCallback};
use songplate_core::source::SourceState;
use songplate_emulator::{
    ClientChange, DEFAULT_ACCOUNT_ID, DEFAULT_CLIENT_ID, Endpoint, Fault, SECOND_ACCOUNT_ID, SettingsChange,
};
use songplate_spotify::login::{Happening, Unanswered};

use crate::support::{START, Stage, credentials, param, soon};

const UNRELATED: Unanswered = Unanswered::Ignored(Ignored::WrongState);
const UNEXPECTED: Unanswered = Unanswered::Ignored(Ignored::NoLoginPending);

/// An answer at the registered link, with the state of this login and anything else.
fn link(login_url: &str, query: &str) -> String {
    format!("app.songplate://callback?{query}&state={}", param(login_url, "state").unwrap())
}

async fn ignored(stage: &Stage, address: &str) -> Unanswered {
    let before = stage.view();
    let unanswered = soon("an answer", stage.login.returned(address.to_owned())).await.expect_err(address);
    assert_eq!(stage.view(), before, "what is ignored changes nothing");
    unanswered
}

#[tokio::test]
async fn a_deep_link_links_the_account_and_brings_the_app_to_the_front() {
    let mut stage = Stage::new().await;
    assert_eq!((stage.told(), stage.source()), ((LoginStatus::SignedOut, None), None));
    let login_url = stage.begin(credentials()).await;
    let waiting = stage.view();
    assert_eq!((waiting.status, waiting.reason), (LoginStatus::Waiting, None));
    assert_eq!(waiting.login_url.as_deref(), Some(login_url.as_str()));
    assert_eq!(waiting.deadline, Some(START.after(ATTEMPT_LIFETIME)));

    let address = stage.consent(&login_url).await;
    assert!(address.starts_with("app.songplate://callback?code="), "as registered, without a slash");
    stage.answer(address).await;
    let exchanging = stage.view();
    assert_eq!((exchanging.status, exchanging.reason), (LoginStatus::Waiting, Some(LoginReason::Exchanging)));
    assert_eq!(exchanging.login_url, None, "the consent page is done with");

    assert_eq!(stage.happening().await, Happening::CameBack);
    assert_eq!(stage.happening().await, Happening::Linked);
    let linked = stage.view_when("a name", |view| view.account.as_ref().is_some_and(|a| a.name.is_some())).await;
    assert_eq!((linked.status, linked.reason), (LoginStatus::Linked, None));
    let account = linked.account.unwrap();
    assert_eq!((account.id.as_str(), account.name.as_deref()), (DEFAULT_ACCOUNT_ID, Some("Alex Example")));
    assert_eq!(account.authorized_at, START);
    assert_eq!((linked.login_url, linked.deadline), (None, None));
    assert_eq!(stage.source(), Some(SourceState::Ready));
    assert!(stage.login.remembered.borrow().account.is_some(), "it is there after the next start");
}

#[tokio::test]
async fn a_slash_that_the_browser_adds_changes_nothing() {
    let stage = Stage::new().await;
    stage.change(SettingsChange { added_slash: Some(true), ..SettingsChange::default() });
    let login_url = stage.begin(credentials()).await;
    let address = stage.consent(&login_url).await;
    assert!(address.starts_with("app.songplate://callback/?code="));
    stage.answer(address).await;
    stage.told_when(LoginStatus::Linked, None).await;
}

#[tokio::test]
async fn a_pasted_address_may_have_spaces_around() {
    let stage = Stage::new().await;
    let login_url = stage.begin(credentials()).await;
    let address = stage.consent(&login_url).await;
    stage.answer(format!("  {address}\n")).await;
    stage.told_when(LoginStatus::Linked, None).await;
}

#[tokio::test]
async fn a_refusal_on_the_consent_page_is_told_as_one() {
    let mut stage = Stage::new().await;
    let login_url = stage.begin(credentials()).await;
    stage.answer(link(&login_url, "error=access_denied")).await;
    assert_eq!(stage.told(), (LoginStatus::Failed, Some(LoginReason::AccessDenied)));
    assert_eq!(stage.happening().await, Happening::CameBack);
    assert_eq!(ignored(&stage, &link(&login_url, "code=late")).await, UNEXPECTED);
    assert_eq!(stage.token_requests(), 0);
    // Nothing is broken: the next attempt works.
    stage.log_in(credentials()).await;
}

#[tokio::test]
async fn any_other_error_of_the_consent_page_is_a_refusal() {
    let stage = Stage::new().await;
    for error in ["server_error", "temporarily_unavailable", "invalid_scope", "<b>"] {
        let login_url = stage.begin(credentials()).await;
        stage.answer(link(&login_url, &format!("error={error}&error_description=whatever"))).await;
        assert_eq!(stage.told(), (LoginStatus::Failed, Some(LoginReason::Refused)), "{error}");
    }
    assert_eq!(stage.token_requests(), 0);
}

#[tokio::test]
async fn a_refusal_leaves_an_account_that_is_linked_alone() {
    let stage = Stage::linked().await;
    let login_url = stage.begin(credentials()).await;
    assert!(stage.view().account.is_some(), "as long as nobody else has agreed");
    stage.answer(link(&login_url, "error=access_denied")).await;
    assert_eq!(stage.told(), (LoginStatus::Failed, Some(LoginReason::AccessDenied)));
    assert!(stage.view().account.is_some());
    assert_eq!(stage.source(), Some(SourceState::Ready));
    stage.player.ask().await.expect("the old tokens still work");
}

#[tokio::test]
async fn a_cancelled_attempt_takes_no_answer() {
    let stage = Stage::new().await;
    let login_url = stage.begin(credentials()).await;
    stage.login.cancel();
    stage.told_when(LoginStatus::SignedOut, None).await;
    let address = stage.consent(&login_url).await;
    assert_eq!(ignored(&stage, &address).await, UNEXPECTED);
    assert_eq!(stage.token_requests(), 0);
}

#[tokio::test]
async fn an_attempt_that_is_cancelled_during_the_exchange_links_nobody() {
    let stage = Stage::tapped().await;
    let login_url = stage.begin(credentials()).await;
    stage.tap().hold("/api/token");
    stage.answer(stage.consent(&login_url).await).await;
    stage.tap().answered("/api/token", 1).await;
    stage.login.cancel();
    stage.told_when(LoginStatus::SignedOut, None).await;
    stage.tap().release();
    // The next login is the proof that the driver has gone on past the late answer.
    stage.sign_in_as(SECOND_ACCOUNT_ID);
    let view = stage.log_in(credentials()).await;
    assert_eq!(view.account.unwrap().id, SECOND_ACCOUNT_ID);
    assert_eq!(stage.token_requests(), 2);
}

#[tokio::test]
async fn a_second_attempt_replaces_the_first() {
    let stage = Stage::new().await;
    let first = stage.begin(credentials()).await;
    let second = stage.begin(credentials()).await;
    for name in ["state", "code_challenge"] {
        assert_ne!(param(&first, name), param(&second, name), "{name} is made anew");
    }
    assert_eq!(stage.view().login_url.as_deref(), Some(second.as_str()));
    let late = stage.consent(&first).await;
    assert_eq!(ignored(&stage, &late).await, UNRELATED);
    stage.answer(stage.consent(&second).await).await;
    stage.told_when(LoginStatus::Linked, None).await;
}

#[tokio::test]
async fn a_state_works_once() {
    let stage = Stage::tapped().await;
    let login_url = stage.begin(credentials()).await;
    let address = stage.consent(&login_url).await;
    stage.tap().hold("/api/token");
    stage.answer(address.clone()).await;
    let again = soon("an answer", stage.login.returned(address.clone())).await;
    assert_eq!(again, Err(Unanswered::Ignored(Ignored::Used)));
    let refusal = link(&login_url, "error=access_denied");
    let forged = soon("an answer", stage.login.returned(refusal)).await;
    assert_eq!(forged, Err(Unanswered::Ignored(Ignored::Used)), "nor does it end the exchange");
    stage.tap().release();
    stage.told_when(LoginStatus::Linked, None).await;
    assert_eq!(ignored(&stage, &address).await, UNEXPECTED);
    assert_eq!(stage.token_requests(), 1, "the code was sent once");
}

#[tokio::test]
async fn links_that_answer_nothing_change_nothing() {
    let stage = Stage::new().await;
    assert_eq!(ignored(&stage, "app.songplate://callback?code=c&state=s").await, UNEXPECTED);
    let login_url = stage.begin(credentials()).await;
    let good = param(&login_url, "state").unwrap();
    let malformed = Unanswered::Malformed;
    for (address, expected) in [
        ("app.songplate://callback?code=c&state=wrong".to_owned(), UNRELATED),
        (format!("app.songplate://callback?code=c&state={good}x"), UNRELATED),
        (format!("app.songplate://callback?code=c&state={}", &good[1..]), UNRELATED),
        ("app.songplate://callback?code=c".to_owned(), malformed(MalformedCallback::Missing)),
        (format!("app.songplate://callback?state={good}"), malformed(MalformedCallback::Missing)),
        (format!("app.songplate://callback?code=c&state={good}&state={good}"), malformed(MalformedCallback::Repeated)),
        (format!("app.songplate://callback?code=c&code=d&state={good}"), malformed(MalformedCallback::Repeated)),
        (format!("app.songplate://elsewhere?code=c&state={good}"), malformed(MalformedCallback::AnotherAddress)),
        (format!("http://127.0.0.1/callback?code=c&state={good}"), malformed(MalformedCallback::AnotherAddress)),
        (format!("https://example.com/callback?code=c&state={good}"), malformed(MalformedCallback::AnotherAddress)),
        (link(&login_url, &format!("code={}", "c".repeat(100_000))), malformed(MalformedCallback::TooLong)),
        (link(&login_url, &format!("code={}", "c".repeat(1 << 20))), malformed(MalformedCallback::TooLong)),
        ("gibberish".to_owned(), malformed(MalformedCallback::NotAnAddress)),
        (String::new(), malformed(MalformedCallback::NotAnAddress)),
    ] {
        assert_eq!(ignored(&stage, &address).await, expected, "{}", &address[..address.len().min(80)]);
    }
    assert_eq!(stage.token_requests(), 0);
    stage.answer(stage.consent(&login_url).await).await;
    stage.told_when(LoginStatus::Linked, None).await;
}

#[tokio::test(start_paused = true)]
async fn an_attempt_lives_ten_minutes() {
    let stage = Stage::new().await;
    let login_url = stage.begin(credentials()).await;
    tokio::time::sleep(ATTEMPT_LIFETIME.saturating_sub(Duration::from_secs(1))).await;
    assert_eq!(stage.told(), (LoginStatus::Waiting, None));
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(stage.told(), (LoginStatus::Failed, Some(LoginReason::TimedOut)));
    assert_eq!((stage.view().login_url, stage.view().deadline), (None, None));
    assert_eq!(ignored(&stage, &link(&login_url, "code=late")).await, UNEXPECTED);
}

#[tokio::test]
async fn a_redirect_uri_that_is_not_registered_ends_with_the_time_limit() {
    let stage = Stage::new().await;
    let elsewhere = ClientChange {
        client_id: DEFAULT_CLIENT_ID.to_owned(),
        redirect_uris: Some(vec!["https://example.com/".to_owned()]),
        ..ClientChange::default()
    };
    stage.spotify.change_client(elsewhere).unwrap();
    let login_url = stage.begin(credentials()).await;
    let page = stage.browser.get(&login_url).send().await.unwrap();
    assert_eq!(page.status(), 400, "Spotify shows a page and never comes back");
    assert_eq!(stage.told(), (LoginStatus::Waiting, None));
    tokio::time::pause();
    tokio::time::sleep(ATTEMPT_LIFETIME).await;
    stage.told_when(LoginStatus::Failed, Some(LoginReason::TimedOut)).await;
}

#[tokio::test]
async fn a_browser_that_does_not_open_leaves_the_address_to_open_by_hand() {
    let stage = Stage::new().await;
    let login_url = stage.begin(credentials()).await;
    stage.login.browser_failed();
    let view = stage.told_when(LoginStatus::Waiting, Some(LoginReason::Browser)).await;
    assert_eq!(view.login_url.as_deref(), Some(login_url.as_str()));
    stage.answer(stage.consent(&login_url).await).await;
    stage.told_when(LoginStatus::Linked, None).await;
}

#[tokio::test]
async fn logging_in_as_somebody_else_replaces_everything() {
    let stage = Stage::tapped().await.and_linked().await;
    let old_refresh = stage.store.refresh_token().unwrap();
    let old_access = stage.access().await.unwrap();
    stage.sign_in_as(SECOND_ACCOUNT_ID);
    let view = stage.log_in(credentials()).await;
    let account = view.account.unwrap();
    assert_eq!((account.id.as_str(), account.name.as_deref()), (SECOND_ACCOUNT_ID, Some("Robin Sample")));
    assert_ne!(stage.store.refresh_token().unwrap(), old_refresh);
    let access = stage.access().await.unwrap();
    assert!(!access.secret.matches(old_access.secret.expose()), "another access token");
}

#[tokio::test]
async fn a_name_that_comes_late_is_not_given_to_the_next_account() {
    let stage = Stage::tapped().await;
    stage.tap().hold("/v1/me");
    let login_url = stage.begin(credentials()).await;
    stage.answer(stage.consent(&login_url).await).await;
    stage.tap().answered("/v1/me", 1).await;
    // The first name is on its way. The second is never told.
    stage.sign_in_as(SECOND_ACCOUNT_ID);
    stage.fault(Endpoint::Me, Fault::ServerError { status: 500 });
    let login_url = stage.begin(credentials()).await;
    stage.answer(stage.consent(&login_url).await).await;
    stage.tap().answered("/v1/me", 2).await;
    stage.tap().release();
    // A question that is asked and answered after them shows that both answers have come.
    assert!(stage.player.me().await.is_err());
    stage.login.save(credentials(), true).await.unwrap();
    let account = stage.view().account.unwrap();
    assert_eq!((account.id.as_str(), account.name), ("", None), "nobody knows this one's name yet");
}
