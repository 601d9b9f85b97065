//! No code, token or secret leaves the login but where it belongs.

use std::sync::Arc;
use std::sync::Mutex;

use songplate_core::login::{LoginReason, LoginStatus, LoginView};
use songplate_emulator::{DEFAULT_CLIENT_SECRET, Endpoint, Fault, RefreshEnd};

use crate::memory::Mood;
use crate::support::{HOUR, Stage, assert_silent, by_loopback, credentials, param, pass, soon};
use crate::words;

/// Everything that a window or the settings file ever gets of this login, as text.
fn recorded(stage: &Stage) -> Arc<Mutex<Vec<LoginView>>> {
    let seen = Arc::new(Mutex::new(vec![stage.view()]));
    let mut views = stage.login.views.clone();
    let into = Arc::clone(&seen);
    tokio::spawn(async move {
        while views.changed().await.is_ok() {
            into.lock().unwrap().push(views.borrow_and_update().clone());
        }
    });
    seen
}

#[tokio::test]
async fn a_whole_life_of_a_login_leaves_no_secret_in_log_view_or_settings() {
    let stage = Stage::tapped().await;
    let views = recorded(&stage);
    stage.rotate();

    // Linked by deep link, renewed, the renewal not kept at first, refused in the middle, waits, trouble.
    stage.log_in(credentials()).await;
    pass(HOUR).await;
    stage.store.set(Mood::Locked);
    stage.player.ask().await.unwrap();
    stage.store.set(Mood::Open);
    stage.spotify.expire_access_tokens();
    stage.player.ask().await.unwrap();
    for fault in [
        Fault::ServerError { status: 500 },
        Fault::RateLimited { retry_after_s: Some(3) },
        Fault::WrongJson { body: "{".to_owned() },
        Fault::WrongTypes,
        Fault::Custom { status: 400, headers: vec![], body: r#"{"error":"invalid_client"}"#.to_owned() },
    ] {
        stage.fault(Endpoint::Token, fault);
        pass(HOUR).await;
        assert!(stage.player.ask().await.is_err());
        stage.spotify.clear_faults(None);
    }
    let settings = serde_json::to_string(&*stage.login.remembered.borrow()).unwrap();
    assert_silent(&stage.spotify, &settings, &"the settings");

    // Answers that do not count, by every way.
    let login_url = stage.begin(by_loopback()).await;
    let address = stage.consent(&login_url).await;
    let forged = address.replace("state=", "state=x");
    assert!(stage.login.returned(forged.clone()).await.is_err());
    assert_eq!(soon("the page", stage.browser.get(&forged).send()).await.unwrap().status(), 400);
    assert!(stage.login.returned("gibberish code=c".to_owned()).await.is_err());
    assert_eq!(soon("the page", stage.browser.get(&address).send()).await.unwrap().status(), 200);
    stage.told_when(LoginStatus::Linked, None).await;
    assert!(stage.login.returned(address).await.is_err());

    // Withdrawn, linked again, logged out.
    stage.spotify.end_refresh_tokens(RefreshEnd::Revoked);
    pass(HOUR).await;
    assert!(stage.player.ask().await.is_err());
    stage.told_when(LoginStatus::SignedOut, Some(LoginReason::Revoked)).await;
    stage.log_in(credentials()).await;
    stage.store.set(Mood::Unavailable);
    stage.login.log_out();
    stage.told_when(LoginStatus::SignedOut, None).await;

    let verifiers: Vec<String> = stage
        .tap()
        .seen("/api/token")
        .iter()
        .filter_map(|request| request.field("code_verifier").map(str::to_owned))
        .collect();
    assert_eq!(verifiers.len(), 3);
    let random = param(&login_url, "state").unwrap();
    let lines = words::lines().join("\n");
    assert!(lines.contains("songplate_spotify"), "the log is not listened to: {lines:?}");
    assert_silent(&stage.spotify, &lines, &"the log");
    for secret in verifiers.iter().chain([&random]) {
        assert!(!lines.contains(secret.as_str()), "a state or verifier is in the log");
    }

    let views = views.lock().unwrap();
    assert!(views.len() > 10, "every step was seen");
    let mut consents = 0;
    for view in views.iter() {
        let mut view = view.clone();
        // The one thing that carries a state, and only while it is of use.
        if let Some(login_url) = view.login_url.take() {
            consents += 1;
            assert_eq!(view.status, LoginStatus::Waiting);
            assert!(!login_url.contains(DEFAULT_CLIENT_SECRET));
            assert!(verifiers.iter().all(|verifier| !login_url.contains(verifier)));
        }
        let text = serde_json::to_string(&view).unwrap().replace(&view.redirect_uri, "");
        assert_silent(&stage.spotify, &text, &view.status);
        assert!(!text.contains(&random));
    }
    assert!(consents >= 3);
}

#[tokio::test]
async fn nothing_that_the_login_is_made_of_prints_a_secret() {
    let stage = Stage::linked().await;
    let token = stage.access().await.unwrap();
    let printed = format!("{token:?} {:?} {:?}", stage.login, stage.view());
    assert_silent(&stage.spotify, &printed, &"Debug");
    let typed = format!("{:?}", credentials());
    assert!(!typed.contains(DEFAULT_CLIENT_SECRET), "what was typed is printed: {typed}");
}
