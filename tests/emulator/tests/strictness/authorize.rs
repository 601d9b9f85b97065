//! `/authorize`: what is refused, and how the refusal travels.

use songplate_emulator::{ClientRegistration, Emulator, SettingsChange};

use crate::support::{agreeing, ask_with, get};

/// A refusal that must stay on Spotify's page.
fn assert_bare_page(target: &str, text: &str) {
    let answer = get(&agreeing(), target);
    assert_eq!((answer.status, answer.text().as_str()), (400, text), "{target}");
    assert_eq!(answer.header("location"), None, "nobody is sent anywhere");
}

/// A refusal that the client is told.
fn assert_error_redirect(target: &str, error: &str) {
    let answer = get(&agreeing(), target);
    assert_eq!(answer.status, 302, "{target}");
    assert!(answer.header("location").unwrap().starts_with("app.songplate://callback?"));
    assert_eq!(answer.redirect_param("error").as_deref(), Some(error), "{target}");
    assert_eq!(answer.redirect_param("state").as_deref(), Some("st4te"));
    assert_eq!(answer.redirect_param("code"), None);
}

#[test]
fn a_good_request_comes_back_with_code_and_exact_state() {
    let emulator = agreeing();
    let state = "a b&c=d+e/ü%20~";
    let answer = get(&emulator, &ask_with(&[("state", state)]));
    assert_eq!(answer.status, 302);
    assert_eq!(answer.redirect_param("state").as_deref(), Some(state));
    assert!(answer.redirect_param("code").is_some());
    let answer = get(&emulator, &ask_with(&[("state", "")]));
    assert_eq!(answer.redirect_param("state"), None, "no state is made up");
}

#[test]
fn an_unknown_client_stays_on_a_bare_page() {
    let text = "INVALID_CLIENT: Invalid client";
    assert_bare_page(&ask_with(&[("client_id", "ffffffffffffffffffffffffffffffff")]), text);
    assert_bare_page(&ask_with(&[("client_id", "")]), text);
    assert_bare_page(&(ask_with(&[]) + "&client_id=0123456789abcdef0123456789abcdef"), text);
}

#[test]
fn a_wrong_redirect_uri_stays_on_a_bare_page() {
    let text = "INVALID_CLIENT: Invalid redirect URI";
    for wrong in [
        "",
        "app.songplate://callback/",
        "app.songplate://Callback",
        "app.songplate:/callback",
        "app.songplate://callback?next=1",
        "http://127.0.0.1:8080/callback/",
        "http://127.0.0.1:8080/",
        "http://localhost:8080/callback",
        "http://[::1]:8080/callback",
        "https://evil.example/callback",
    ] {
        assert_bare_page(&ask_with(&[("redirect_uri", wrong)]), text);
    }
    assert_bare_page(&(ask_with(&[]) + "&redirect_uri=app.songplate://callback"), text);
}

#[test]
fn a_loopback_address_may_have_any_port() {
    let answer = get(&agreeing(), &ask_with(&[("redirect_uri", "http://127.0.0.1:49152/callback")]));
    assert!(answer.header("location").unwrap().starts_with("http://127.0.0.1:49152/callback?code="));
}

#[test]
fn other_faults_of_a_request_are_told_to_the_client() {
    let short = "a".repeat(42);
    let long = "a".repeat(129);
    for (change, error) in [
        (("response_type", ""), "invalid_request"),
        (("response_type", "token"), "unsupported_response_type"),
        (("scope", "user-read-playback-state user-read-minds"), "invalid_scope"),
        (("code_challenge_method", "plain"), "invalid_request"),
        (("code_challenge_method", ""), "invalid_request"),
        (("code_challenge", ""), "invalid_request"),
        (("code_challenge", short.as_str()), "invalid_request"),
        (("code_challenge", long.as_str()), "invalid_request"),
        (("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM="), "invalid_request"),
    ] {
        assert_error_redirect(&ask_with(&[change]), error);
    }
    assert_error_redirect(&(ask_with(&[]) + "&scope=streaming"), "invalid_request");
}

#[test]
fn a_client_with_a_secret_may_leave_pkce_out_and_one_without_may_not() {
    let no_pkce = ask_with(&[("code_challenge", ""), ("code_challenge_method", "")]);
    assert!(get(&agreeing(), &no_pkce).redirect_param("code").is_some());

    let public = ClientRegistration::new("0123456789abcdef0123456789abcdef", "", &["app.songplate://callback"]);
    let emulator = Emulator::builder().client(public.without_secret()).auto_agree(true).start_now().unwrap();
    assert_eq!(get(&emulator, &no_pkce).redirect_param("error").as_deref(), Some("invalid_request"));
    assert!(get(&emulator, &ask_with(&[])).redirect_param("code").is_some());
}

#[test]
fn the_scheme_can_come_back_with_an_added_slash_and_the_loopback_address_cannot() {
    let emulator = agreeing();
    let change = SettingsChange { added_slash: Some(true), ..SettingsChange::default() };
    emulator.control().change_settings(change).unwrap();
    let answer = get(&emulator, &ask_with(&[]));
    assert!(answer.header("location").unwrap().starts_with("app.songplate://callback/?code="));
    let answer = get(&emulator, &ask_with(&[("redirect_uri", "http://127.0.0.1:1234/callback")]));
    assert!(answer.header("location").unwrap().starts_with("http://127.0.0.1:1234/callback?code="));
}
