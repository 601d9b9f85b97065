//! `/api/token`: the exchange of a code.

use std::time::Duration;

use songplate_emulator::{
    ClientRegistration, DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, Emulator, SECOND_CLIENT_ID, SECOND_CLIENT_SECRET,
};

use crate::support::{
    Proof, SCOPE, VERIFIER, agreeing, assert_refused, basic, code_with, exchange, get, post_form, token_as,
};
use crate::wire::send;

const WRONG_VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXX";

#[test]
fn a_code_is_exchanged_with_or_without_the_secret() {
    let emulator = agreeing();
    for proof in [Proof::Secret, Proof::PkceOnly] {
        let code = code_with(&emulator, &[]);
        let answer = token_as(&emulator, proof, &exchange(&code, VERIFIER));
        assert_eq!(answer.status, 200, "{proof:?}: {}", answer.text());
        assert_eq!(answer.header("cache-control"), Some("no-store"), "RFC 6749 section 5.1");
        let json = answer.json();
        assert_eq!((&json["token_type"], &json["expires_in"]), (&"Bearer".into(), &3600.into()));
        assert_eq!(json["scope"], SCOPE);
        assert!(json["access_token"].is_string() && json["refresh_token"].is_string());
    }
}

#[test]
fn a_code_works_once() {
    let emulator = agreeing();
    let code = code_with(&emulator, &[]);
    assert_eq!(token_as(&emulator, Proof::Secret, &exchange(&code, VERIFIER)).status, 200);
    let again = token_as(&emulator, Proof::Secret, &exchange(&code, VERIFIER));
    assert_refused(&again, "invalid_grant", "Invalid authorization code");
}

#[test]
fn a_code_lives_ten_minutes() {
    let emulator = agreeing();
    let (early, late) = (code_with(&emulator, &[]), code_with(&emulator, &[]));
    emulator.control().advance(Duration::from_millis(10 * 60 * 1000 - 1));
    assert_eq!(token_as(&emulator, Proof::Secret, &exchange(&early, VERIFIER)).status, 200);
    emulator.control().advance(Duration::from_millis(1));
    let answer = token_as(&emulator, Proof::Secret, &exchange(&late, VERIFIER));
    assert_refused(&answer, "invalid_grant", "Authorization code expired");
}

#[test]
fn the_verifier_must_belong_to_the_challenge_with_the_secret_too() {
    let emulator = agreeing();
    for proof in [Proof::Secret, Proof::PkceOnly] {
        let code = code_with(&emulator, &[]);
        let answer = token_as(&emulator, proof, &exchange(&code, WRONG_VERIFIER));
        assert_refused(&answer, "invalid_grant", "code_verifier was incorrect");
        let answer = token_as(&emulator, proof, &exchange(&code, VERIFIER));
        assert_refused(&answer, "invalid_grant", "Invalid authorization code");

        let code = code_with(&emulator, &[]);
        let answer = token_as(&emulator, proof, &exchange(&code, ""));
        assert_refused(&answer, "invalid_request", "code_verifier required");

        let code = code_with(&emulator, &[]);
        let answer = token_as(&emulator, proof, &exchange(&code, "too-short"));
        assert_refused(&answer, "invalid_grant", "code_verifier was incorrect");
    }
}

#[test]
fn without_a_challenge_the_secret_is_needed_and_no_verifier_may_come() {
    let emulator = agreeing();
    let no_pkce = [("code_challenge", ""), ("code_challenge_method", "")];
    let code = code_with(&emulator, &no_pkce);
    assert_eq!(token_as(&emulator, Proof::Secret, &exchange(&code, "")).status, 200);
    let code = code_with(&emulator, &no_pkce);
    let answer = token_as(&emulator, Proof::PkceOnly, &exchange(&code, ""));
    assert_refused(&answer, "invalid_client", "Invalid client secret");
    let code = code_with(&emulator, &no_pkce);
    let answer = token_as(&emulator, Proof::Secret, &exchange(&code, VERIFIER));
    assert_refused(&answer, "invalid_grant", "code_verifier was incorrect");
}

#[test]
fn the_redirect_uri_must_be_the_same_to_the_letter() {
    let emulator = agreeing();
    let asked = "http://127.0.0.1:5000/callback";
    for wrong in ["http://127.0.0.1:5001/callback", "http://127.0.0.1/callback", "app.songplate://callback"] {
        let code = code_with(&emulator, &[("redirect_uri", asked)]);
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", wrong),
            ("code_verifier", VERIFIER),
        ];
        assert_refused(&token_as(&emulator, Proof::Secret, &fields), "invalid_grant", "Invalid redirect URI");
    }
}

#[test]
fn a_code_belongs_to_its_client() {
    let emulator = agreeing();
    let code = code_with(&emulator, &[]);
    let other = basic(SECOND_CLIENT_ID, SECOND_CLIENT_SECRET);
    let answer = post_form(&emulator, "/api/token", &[("Authorization", &other)], &exchange(&code, VERIFIER));
    assert_refused(&answer, "invalid_grant", "Invalid authorization code");
    let answer = token_as(&emulator, Proof::Secret, &exchange(&code, VERIFIER));
    assert_eq!(answer.status, 200, "the attempt of another client costs the right one nothing");
}

#[test]
fn a_client_must_prove_itself_rightly() {
    let emulator = agreeing();
    let code = code_with(&emulator, &[]);
    let ask = |header: Option<&str>, extra: &[(&str, &str)]| {
        let headers: Vec<_> = header.map(|value| ("Authorization", value)).into_iter().collect();
        let mut fields = exchange(&code, VERIFIER);
        fields.extend(extra);
        post_form(&emulator, "/api/token", &headers, &fields)
    };
    let wrong_secret = basic(DEFAULT_CLIENT_ID, SECOND_CLIENT_SECRET);
    assert_refused(&ask(Some(&wrong_secret), &[]), "invalid_client", "Invalid client secret");
    let empty_secret = basic(DEFAULT_CLIENT_ID, "");
    assert_refused(&ask(Some(&empty_secret), &[]), "invalid_client", "Invalid client secret");
    let unknown = basic("ffffffffffffffffffffffffffffffff", DEFAULT_CLIENT_SECRET);
    assert_refused(&ask(Some(&unknown), &[]), "invalid_client", "Invalid client");
    assert_refused(&ask(None, &[]), "invalid_client", "Invalid client");
    assert_refused(&ask(Some("Bearer x"), &[]), "invalid_client", "Invalid authorization header");
    assert_refused(&ask(Some("Basic %%%"), &[]), "invalid_client", "Invalid authorization header");
    let in_form = [("client_id", DEFAULT_CLIENT_ID), ("client_secret", "wrong")];
    assert_refused(&ask(None, &in_form), "invalid_client", "Invalid client secret");

    let right = basic(DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET);
    let twice = [("client_secret", DEFAULT_CLIENT_SECRET)];
    assert_refused(&ask(Some(&right), &twice), "invalid_request", "more than one client authentication");
    let other_id = [("client_id", SECOND_CLIENT_ID)];
    assert_refused(&ask(Some(&right), &other_id), "invalid_request", "more than one client authentication");
    let same_id = [("client_id", DEFAULT_CLIENT_ID)];
    assert_eq!(ask(Some(&right), &same_id).status, 200, "a failed proof does not use the code up");
}

#[test]
fn id_and_secret_are_form_decoded_in_a_basic_header() {
    let client = ClientRegistration::new("id:with+odd", "s%c&r=t", &["app.songplate://callback"]);
    let emulator = Emulator::builder().client(client).auto_agree(true).start_now().unwrap();
    let code = code_with(&emulator, &[("client_id", "id:with+odd")]);
    let header = basic("id%3Awith%2Bodd", "s%25c%26r%3Dt");
    let answer = post_form(&emulator, "/api/token", &[("Authorization", &header)], &exchange(&code, VERIFIER));
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[test]
fn a_secret_where_none_is_registered_is_wrong() {
    let public = ClientRegistration::new(DEFAULT_CLIENT_ID, "", &["app.songplate://callback"]).without_secret();
    let emulator = Emulator::builder().client(public).auto_agree(true).start_now().unwrap();
    let code = code_with(&emulator, &[]);
    let answer = token_as(&emulator, Proof::Secret, &exchange(&code, VERIFIER));
    assert_refused(&answer, "invalid_client", "Invalid client secret");
    assert_eq!(token_as(&emulator, Proof::PkceOnly, &exchange(&code, VERIFIER)).status, 200);
}

#[test]
fn only_forms_and_known_grants_are_taken() {
    let emulator = agreeing();
    let json = [("Content-Type", "application/json")];
    let answer = send(emulator.origin(), "POST", "/api/token", &json, b"{}").answer().unwrap();
    assert_eq!(answer.status, 415);
    let answer = send(emulator.origin(), "POST", "/api/token", &[], b"grant_type=refresh_token").answer().unwrap();
    assert_eq!(answer.status, 415, "no content type");
    assert_eq!(get(&emulator, "/api/token").status, 405);

    let text = "grant_type must be client_credentials, authorization_code or refresh_token";
    let answer = token_as(&emulator, Proof::Secret, &[("grant_type", "password")]);
    assert_refused(&answer, "unsupported_grant_type", text);
    let answer = token_as(&emulator, Proof::Secret, &[]);
    assert_refused(&answer, "unsupported_grant_type", "grant_type parameter is missing");
    let answer = token_as(&emulator, Proof::Secret, &[("grant_type", "authorization_code")]);
    assert_refused(&answer, "invalid_request", "code must be supplied");
    let repeated = [("grant_type", "authorization_code"), ("grant_type", "authorization_code")];
    assert_refused(&token_as(&emulator, Proof::Secret, &repeated), "invalid_request", "a parameter is repeated");
}
