//! What the tests have in common: requests as a client makes them, and a login that works.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use songplate_emulator::{DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, Emulator, challenge_of};

use crate::wire::{Answer, send};

/// The verifier of RFC 7636 appendix B.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const DEEP_LINK: &str = "app.songplate://callback";
pub(crate) const SCOPE: &str = "user-read-playback-state";
pub(crate) const PLAYER: &str = "/v1/me/player?additional_types=track,episode";

/// An emulator that agrees by itself and whose time stands still.
pub(crate) fn agreeing() -> Emulator {
    Emulator::builder().auto_agree(true).stopped_clock().start_now().expect("an emulator")
}

pub(crate) fn encoded(pairs: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

pub(crate) fn get(emulator: &Emulator, target: &str) -> Answer {
    send(emulator.origin(), "GET", target, &[], b"").answer().expect("an answer")
}

pub(crate) fn get_as(emulator: &Emulator, target: &str, access: &str) -> Answer {
    let bearer = format!("Bearer {access}");
    send(emulator.origin(), "GET", target, &[("Authorization", &bearer)], b"").answer().expect("an answer")
}

pub(crate) fn post_form(emulator: &Emulator, target: &str, headers: &[(&str, &str)], pairs: &[(&str, &str)]) -> Answer {
    let mut headers = headers.to_vec();
    headers.push(("Content-Type", "application/x-www-form-urlencoded"));
    send(emulator.origin(), "POST", target, &headers, encoded(pairs).as_bytes()).answer().expect("an answer")
}

pub(crate) fn post_json(emulator: &Emulator, target: &str, body: &str) -> Answer {
    let headers = [("Content-Type", "application/json")];
    send(emulator.origin(), "POST", target, &headers, body.as_bytes()).answer().expect("an answer")
}

/// The parameters of a request that passes, with some replaced; an empty value leaves the parameter out.
pub(crate) fn ask_with(changes: &[(&str, &str)]) -> String {
    let challenge = challenge_of(VERIFIER);
    let mut pairs = vec![
        ("client_id", DEFAULT_CLIENT_ID),
        ("response_type", "code"),
        ("redirect_uri", DEEP_LINK),
        ("scope", SCOPE),
        ("state", "st4te"),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    for (name, value) in changes {
        match pairs.iter_mut().find(|(key, _)| key == name) {
            Some(pair) => pair.1 = value,
            None => pairs.push((name, value)),
        }
    }
    pairs.retain(|(_, value)| !value.is_empty());
    format!("/authorize?{}", encoded(&pairs))
}

/// A fresh code for a request with these changes.
pub(crate) fn code_with(emulator: &Emulator, changes: &[(&str, &str)]) -> String {
    get(emulator, &ask_with(changes)).redirect_param("code").expect("a code")
}

pub(crate) fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))
}

/// How the client proves itself at the token endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    Secret,
    PkceOnly,
}

/// Asks the token endpoint, proving itself as the default client does.
pub(crate) fn token_as(emulator: &Emulator, proof: Proof, pairs: &[(&str, &str)]) -> Answer {
    match proof {
        Proof::Secret => {
            let header = basic(DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET);
            post_form(emulator, "/api/token", &[("Authorization", &header)], pairs)
        }
        Proof::PkceOnly => {
            let mut pairs = pairs.to_vec();
            pairs.push(("client_id", DEFAULT_CLIENT_ID));
            post_form(emulator, "/api/token", &[], &pairs)
        }
    }
}

/// The fields of an exchange.
pub(crate) fn exchange<'a>(code: &'a str, verifier: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut pairs = vec![("grant_type", "authorization_code"), ("code", code), ("redirect_uri", DEEP_LINK)];
    if !verifier.is_empty() {
        pairs.push(("code_verifier", verifier));
    }
    pairs
}

/// The tokens of a login.
#[derive(Debug)]
pub(crate) struct Tokens {
    pub(crate) access: String,
    pub(crate) refresh: String,
}

pub(crate) fn log_in(emulator: &Emulator, proof: Proof) -> Tokens {
    log_in_with(emulator, proof, &[])
}

pub(crate) fn log_in_with(emulator: &Emulator, proof: Proof, changes: &[(&str, &str)]) -> Tokens {
    let code = code_with(emulator, changes);
    let answer = token_as(emulator, proof, &exchange(&code, VERIFIER));
    assert_eq!(answer.status, 200, "the login must work: {}", answer.text());
    let json = answer.json();
    let text = |name: &str| json[name].as_str().expect("a token").to_owned();
    Tokens { access: text("access_token"), refresh: text("refresh_token") }
}

pub(crate) fn refresh(emulator: &Emulator, proof: Proof, token: &str) -> Answer {
    token_as(emulator, proof, &[("grant_type", "refresh_token"), ("refresh_token", token)])
}

/// Asserts an error of the token endpoint.
pub(crate) fn assert_refused(answer: &Answer, error: &str, description: &str) {
    assert_eq!(answer.status, 400, "{}", answer.text());
    assert_eq!(answer.json(), serde_json::json!({ "error": error, "error_description": description }));
}

/// Asserts an error of the Web API.
pub(crate) fn assert_api_error(answer: &Answer, status: u16, message: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.json()["error"]["status"], Value::from(status));
    assert_eq!(answer.json()["error"]["message"], message);
}
