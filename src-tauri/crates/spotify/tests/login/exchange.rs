//! What is sent to the accounts server, to the letter, and what its refusals mean.

use songplate_core::login::{LoginReason, LoginStatus};
use songplate_emulator::{
    ClientChange, DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, DEFAULT_REDIRECT_URIS, Endpoint, Fault, RefreshEnd,
    challenge_of,
};

use crate::support::{HOUR, Stage, by_loopback, credentials, param, pass, without_secret};

/// `DEFAULT_CLIENT_ID:DEFAULT_CLIENT_SECRET` in Base64.
const BASIC: &str = "Basic MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY6ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

#[tokio::test]
async fn the_consent_page_is_asked_for_one_scope_with_pkce_and_a_random_state() {
    let stage = Stage::new().await;
    let login_url = stage.begin(credentials()).await;
    assert!(login_url.starts_with(&format!("{}/authorize?", stage.emulator.origin())));
    for (name, value) in [
        ("client_id", DEFAULT_CLIENT_ID),
        ("response_type", "code"),
        ("redirect_uri", "app.songplate://callback"),
        ("scope", "user-read-playback-state"),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(param(&login_url, name).as_deref(), Some(value), "{name}");
    }
    assert_eq!(param(&login_url, "code_challenge").unwrap().len(), 43, "a SHA-256 in Base64");
    assert!(param(&login_url, "state").unwrap().len() >= 22, "128 bits or more");
    assert!(!login_url.contains(DEFAULT_CLIENT_SECRET));
}

#[tokio::test]
async fn with_a_secret_the_exchange_carries_it_by_http_basic_and_the_verifier_too() {
    let stage = Stage::tapped().await;
    let login_url = stage.begin(credentials()).await;
    let address = stage.consent(&login_url).await;
    stage.answer(address.clone()).await;
    stage.told_when(LoginStatus::Linked, None).await;
    let request = stage.tap().last_token_request();
    assert_eq!(request.authorization.as_deref(), Some(BASIC));
    assert_eq!(request.field("grant_type"), Some("authorization_code"));
    assert_eq!(request.field("code"), param(&address, "code").as_deref());
    assert_eq!(request.field("redirect_uri"), param(&login_url, "redirect_uri").as_deref());
    let verifier = request.field("code_verifier").unwrap();
    assert_eq!(Some(challenge_of(verifier)), param(&login_url, "code_challenge"));
    assert_eq!((request.field("client_id"), request.field("client_secret")), (None, None), "one proof, not two");
}

#[tokio::test]
async fn without_a_secret_the_client_names_itself_in_the_form() {
    let stage = Stage::tapped().await;
    let login_url = stage.begin(without_secret()).await;
    assert_eq!(param(&login_url, "code_challenge_method").as_deref(), Some("S256"));
    stage.answer(stage.consent(&login_url).await).await;
    stage.told_when(LoginStatus::Linked, None).await;
    let request = stage.tap().last_token_request();
    assert_eq!(request.authorization, None);
    assert_eq!(request.field("client_id"), Some(DEFAULT_CLIENT_ID));
    assert_eq!(request.field("client_secret"), None);
    assert!(request.field("code_verifier").is_some());
    assert!(!stage.view().has_secret);
    assert_eq!(stage.store.client_secret(), None);
}

#[tokio::test]
async fn a_secret_that_is_saved_but_not_to_be_sent_stays_at_home() {
    let stage = Stage::tapped().await;
    stage.login.save(credentials(), false).await.unwrap();
    stage.log_in(without_secret()).await;
    assert_eq!(stage.tap().last_token_request().authorization, None);
    assert_eq!(stage.store.client_secret().as_deref(), Some(DEFAULT_CLIENT_SECRET), "it is not forgotten either");
}

#[tokio::test]
async fn by_loopback_the_exchange_names_the_same_port() {
    let stage = Stage::tapped().await;
    let login_url = stage.begin(by_loopback()).await;
    let redirect_uri = param(&login_url, "redirect_uri").unwrap();
    assert_ne!(redirect_uri, DEFAULT_REDIRECT_URIS[1], "a port is named");
    stage.answer(stage.consent(&login_url).await).await;
    stage.told_when(LoginStatus::Linked, None).await;
    assert_eq!(stage.tap().last_token_request().field("redirect_uri"), Some(redirect_uri.as_str()));
}

#[tokio::test]
async fn a_refresh_is_made_the_way_the_login_was() {
    let stage = Stage::tapped().await.and_linked().await;
    let refresh_token = stage.store.refresh_token().unwrap();
    pass(HOUR).await;
    stage.access().await.unwrap();
    let request = stage.tap().last_token_request();
    assert_eq!(request.authorization.as_deref(), Some(BASIC));
    assert_eq!(request.field("grant_type"), Some("refresh_token"));
    assert_eq!(request.field("refresh_token"), Some(refresh_token.as_str()));
    assert_eq!(request.field("client_id"), None);

    stage.log_in(without_secret()).await;
    pass(HOUR).await;
    stage.access().await.unwrap();
    let request = stage.tap().last_token_request();
    assert_eq!((request.authorization.as_deref(), request.field("client_id")), (None, Some(DEFAULT_CLIENT_ID)));
}

#[tokio::test]
async fn ticking_no_secret_does_not_change_how_a_login_with_the_secret_is_refreshed() {
    let stage = Stage::tapped().await.and_linked().await;
    stage.login.save(without_secret(), false).await.expect("it ends no login");
    assert_eq!((stage.told(), stage.view().pkce_only), ((LoginStatus::Linked, None), true));
    pass(HOUR).await;
    stage.access().await.unwrap();
    assert_eq!(stage.tap().last_token_request().authorization.as_deref(), Some(BASIC));
}

#[tokio::test]
async fn a_wrong_secret_is_named_as_the_trouble() {
    let stage = Stage::new().await;
    let new_secret = ClientChange {
        client_id: DEFAULT_CLIENT_ID.to_owned(),
        client_secret: Some("0".repeat(32)),
        ..ClientChange::default()
    };
    stage.spotify.change_client(new_secret).unwrap();
    assert_failed(&stage, LoginReason::InvalidClient).await;
    assert_eq!(stage.store.refresh_token(), None);
}

#[tokio::test]
async fn every_refusal_of_the_token_endpoint_has_its_reason_and_ends_the_attempt() {
    let stage = Stage::new().await;
    let custom = |status, body: &str| Fault::Custom { status, headers: vec![], body: body.to_owned() };
    for (fault, reason) in [
        (Fault::InvalidGrant { end: RefreshEnd::Revoked }, LoginReason::InvalidGrant),
        (custom(400, r#"{"error":"invalid_client"}"#), LoginReason::InvalidClient),
        (custom(401, r#"{"error":"unauthorized_client"}"#), LoginReason::InvalidClient),
        (custom(400, r#"{"error":"invalid_request"}"#), LoginReason::InvalidRequest),
        (custom(400, r#"{"error":"a new word"}"#), LoginReason::InvalidRequest),
        (custom(403, "<html>a hotel's own page"), LoginReason::Nonsense),
        (Fault::ServerError { status: 503 }, LoginReason::Server),
        (Fault::RateLimited { retry_after_s: Some(7) }, LoginReason::RateLimited),
        (Fault::Disconnect, LoginReason::Network),
        (Fault::CutOff, LoginReason::Network),
        (Fault::Endless { bytes: 1 << 30 }, LoginReason::Nonsense),
        (Fault::WrongJson { body: "{".to_owned() }, LoginReason::Nonsense),
        (Fault::WrongTypes, LoginReason::Nonsense),
        (Fault::NegativeNumbers, LoginReason::Nonsense),
        (Fault::MissingFields { fields: vec![] }, LoginReason::Nonsense),
    ] {
        stage.spotify.clear_faults(None);
        stage.spotify.clear_requests();
        stage.fault(Endpoint::Token, fault.clone());
        assert_failed(&stage, reason).await;
        assert_eq!(stage.token_requests(), 1, "a code is not sent twice: {fault:?}");
    }
    stage.spotify.clear_faults(None);
    // One of them was asked to wait, and the name that a login waits for is not asked for before that is over.
    stage.clock.advance(std::time::Duration::from_mins(1));
    stage.log_in(credentials()).await;
}

#[tokio::test]
async fn a_redirect_of_the_token_endpoint_is_not_followed() {
    let stage = Stage::new().await;
    for status in [301, 302, 307, 308] {
        let elsewhere = format!("{}/elsewhere", stage.emulator.origin());
        let headers = vec![("Location".to_owned(), elsewhere)];
        stage.spotify.clear_faults(None);
        stage.fault(Endpoint::Token, Fault::Custom { status, headers, body: String::new() });
        assert_failed(&stage, LoginReason::Nonsense).await;
    }
    assert_eq!(stage.spotify.count(Endpoint::Other), 0, "the secret went nowhere else");
}

#[tokio::test]
async fn huge_numbers_in_the_answer_harm_nobody() {
    let stage = Stage::new().await;
    stage.fault(Endpoint::Token, Fault::HugeNumbers);
    stage.log_in(credentials()).await;
    pass(HOUR * 25).await;
    stage.access().await.expect("no token is trusted for ever");
    assert_eq!(stage.token_requests(), 2);
}

async fn assert_failed(stage: &Stage, reason: LoginReason) {
    let login_url = stage.begin(credentials()).await;
    stage.answer(stage.consent(&login_url).await).await;
    let view = stage.told_when(LoginStatus::Failed, Some(reason)).await;
    assert_eq!((view.account, view.login_url, view.deadline), (None, None, None));
}
