//! Every fault, as a client sees it.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use songplate_emulator::{Emulator, Endpoint, Fault, Item, NotOnTheListWording, RefreshEnd};

use crate::support::{PLAYER, Proof, agreeing, assert_api_error, assert_refused, get_as, log_in, refresh};
use crate::wire::{Answer, Sent, send};

/// The answer to the next player request under a fault; the one after it must be well again.
fn player_under(fault: Fault) -> Answer {
    let emulator = agreeing();
    let tokens = log_in(&emulator, Proof::Secret);
    emulator.control().fault(Endpoint::Player, fault, Some(1));
    let answer = get_as(&emulator, PLAYER, &tokens.access);
    let well = get_as(&emulator, PLAYER, &tokens.access);
    assert_eq!(well.status, 200, "the fault was for one request");
    assert_eq!(well.json()["item"]["name"], "Paper Lanterns");
    answer
}

/// A player request that nobody waits for yet.
fn ask_player(emulator: &Emulator, access: &str) -> Sent {
    let bearer = format!("Bearer {access}");
    send(emulator.origin(), "GET", PLAYER, &[("Authorization", &bearer)], b"")
}

/// Waits until something is so, without guessing how long it takes.
fn wait_until(so: impl Fn() -> bool) {
    #[expect(clippy::disallowed_methods, reason = "a limit for a test that would hang otherwise")]
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < Duration::from_secs(20), "it never came to be");
        std::thread::yield_now();
    }
}

#[test]
fn refusals_have_spotifys_words() {
    assert_api_error(&player_under(Fault::Unauthorized), 401, "The access token expired");
    let answer = player_under(Fault::NotOnTheList { wording: NotOnTheListWording::Plain });
    assert_eq!((answer.status, answer.text().as_str()), (403, "User not registered in the Developer Dashboard"));
    let answer = player_under(Fault::NotOnTheList { wording: NotOnTheListWording::PlainCheckSettings });
    assert!(answer.text().ends_with("the user may not be registered."));
    let answer = player_under(Fault::NotOnTheList { wording: NotOnTheListWording::Json });
    let text = "The user is not registered for this application. Please check your settings on \
                https://developer.spotify.com/dashboard.";
    assert_api_error(&answer, 403, text);
    let answer = player_under(Fault::OwnerWithoutPremium);
    assert_eq!(answer.status, 403);
    assert!(answer.text().contains("Active premium subscription required for the owner of the app"));
}

#[test]
fn limits_come_with_and_without_a_time() {
    let answer = player_under(Fault::RateLimited { retry_after_s: Some(7) });
    assert_eq!((answer.status, answer.header("retry-after")), (429, Some("7")));
    assert!(answer.json()["error"].get("reason").is_none());
    let answer = player_under(Fault::RateLimited { retry_after_s: None });
    assert_eq!((answer.status, answer.header("retry-after")), (429, None));
    let answer = player_under(Fault::QuotaExceeded { retry_after_s: Some(46_800) });
    assert_eq!(answer.header("retry-after"), Some("46800"));
    let error = json!({ "status": 429, "message": "Too many requests", "reason": "QUOTA_EXCEEDED" });
    assert_eq!(answer.json(), json!({ "error": error }));
}

#[test]
fn the_server_can_fail() {
    for status in [500, 502, 503] {
        let answer = player_under(Fault::ServerError { status });
        assert_eq!((answer.status, &answer.json()["error"]["status"]), (status, &status.into()));
    }
}

#[test]
fn bodies_can_be_wrong() {
    let answer = player_under(Fault::WrongJson { body: "{\"item\":".to_owned() });
    assert_eq!((answer.status, answer.text().as_str()), (200, "{\"item\":"));
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let json = player_under(Fault::WrongTypes).json();
    assert!(json["progress_ms"].is_string() && json["item"]["name"].is_number() && json["item"]["artists"].is_object());
    let json = player_under(Fault::NegativeNumbers).json();
    assert_eq!((&json["progress_ms"], &json["item"]["duration_ms"]), (&(-1).into(), &(-204_373).into()));
    let json = player_under(Fault::HugeNumbers).json();
    assert_eq!((&json["progress_ms"], &json["item"]["duration_ms"]), (&u64::MAX.into(), &1e300.into()));
    let json = player_under(Fault::Overrun { by_ms: 900 }).json();
    assert_eq!(json["progress_ms"], 205_273);
    let json = player_under(Fault::NullFields { fields: Vec::new() }).json();
    assert_eq!((&json["is_playing"], &json["item"]["name"]), (&Value::Null, &Value::Null));
    let json = player_under(Fault::NullFields { fields: vec!["/item".to_owned()] }).json();
    assert_eq!((&json["is_playing"], &json["item"]), (&true.into(), &Value::Null));
    let json = player_under(Fault::MissingFields { fields: Vec::new() }).json();
    assert!(json.get("is_playing").is_none() && json["item"].get("name").is_none());
    let json = player_under(Fault::MissingFields { fields: vec!["/device".to_owned()] }).json();
    assert!(json.get("device").is_none() && json["is_playing"] == true);
    let headers = vec![("X-Odd".to_owned(), "1".to_owned())];
    let answer = player_under(Fault::Custom { status: 418, headers, body: "tea".to_owned() });
    assert_eq!((answer.status, answer.text().as_str(), answer.header("x-odd")), (418, "tea", Some("1")));
}

#[test]
fn a_body_can_stop_in_the_middle_and_one_can_go_on() {
    let answer = player_under(Fault::CutOff);
    assert_eq!(answer.status, 200);
    assert!(!answer.whole && !answer.body.is_empty());
    assert!(serde_json::from_slice::<Value>(&answer.body).is_err());
    let answer = player_under(Fault::Endless { bytes: 3_000_000 });
    assert!(answer.body.len() >= 3_000_000);
    assert!(answer.header("content-length").is_none(), "its length is not announced");
}

#[test]
fn a_cut_off_204_is_an_answer_that_never_came() {
    let emulator = agreeing();
    let tokens = log_in(&emulator, Proof::Secret);
    emulator.control().set_item(Item::Nothing);
    emulator.control().fault(Endpoint::Player, Fault::CutOff, Some(1));
    let answer = get_as(&emulator, PLAYER, &tokens.access);
    assert!(!answer.whole && answer.body.is_empty());
}

#[test]
fn a_cut_off_refresh_has_rotated_all_the_same() {
    let emulator = agreeing();
    let tokens = log_in(&emulator, Proof::Secret);
    let rotate = songplate_emulator::SettingsChange { rotate_refresh_tokens: Some(true), ..Default::default() };
    emulator.control().change_settings(rotate).unwrap();
    emulator.control().fault(Endpoint::Token, Fault::CutOff, Some(1));
    assert!(!refresh(&emulator, Proof::Secret, &tokens.refresh).whole);
    let answer = refresh(&emulator, Proof::Secret, &tokens.refresh);
    assert_refused(&answer, "invalid_grant", "Refresh token revoked");
}

#[test]
fn a_connection_can_close_without_a_word() {
    let emulator = agreeing();
    let tokens = log_in(&emulator, Proof::Secret);
    emulator.control().fault(Endpoint::Player, Fault::Disconnect, Some(1));
    assert!(ask_player(&emulator, &tokens.access).answer().is_none());
    assert_eq!(get_as(&emulator, PLAYER, &tokens.access).status, 200);
}

#[test]
fn no_answer_lasts_until_the_client_goes_and_overlaps_are_seen() {
    let emulator = agreeing();
    let control = emulator.control();
    let tokens = log_in(&emulator, Proof::Secret);
    assert_eq!(get_as(&emulator, PLAYER, &tokens.access).status, 200);
    assert!(!control.player_overlapped());
    control.fault(Endpoint::Player, Fault::NoAnswer, Some(1));
    let waiting = ask_player(&emulator, &tokens.access);
    wait_until(|| control.count(Endpoint::Player) == 2);
    assert_eq!(control.requests().last().unwrap().status, None, "it has no answer");
    assert_eq!(get_as(&emulator, PLAYER, &tokens.access).status, 200, "the others go on");
    assert!(control.player_overlapped());

    drop(waiting);
    wait_until(|| {
        get_as(&emulator, PLAYER, &tokens.access);
        control.requests().last().unwrap().concurrent == 1
    });
}

#[test]
fn an_answer_can_be_late() {
    let emulator = agreeing();
    let tokens = log_in(&emulator, Proof::Secret);
    emulator.control().fault(Endpoint::Player, Fault::Slow { by_ms: 200 }, Some(1));
    #[expect(clippy::disallowed_methods, reason = "the delay is in real time")]
    let begun = Instant::now();
    assert_eq!(get_as(&emulator, PLAYER, &tokens.access).status, 200);
    assert!(begun.elapsed() >= Duration::from_millis(200));
}

#[test]
fn a_stale_answer_is_how_it_was() {
    let emulator = agreeing();
    let control = emulator.control();
    let tokens = log_in(&emulator, Proof::Secret);
    let state = || get_as(&emulator, PLAYER, &tokens.access).json();
    control.fault(Endpoint::Player, Fault::Stale { by_ms: 500 }, None);
    control.advance(Duration::from_secs(10));
    assert_eq!(state()["progress_ms"], 9_500);
    control.next();
    control.pause();
    control.advance(Duration::from_millis(499));
    assert_eq!((&state()["item"]["name"], &state()["is_playing"]), (&"Paper Lanterns".into(), &true.into()));
    assert_eq!(state()["progress_ms"], 9_999);
    control.advance(Duration::from_millis(1));
    assert_eq!((&state()["item"]["name"], &state()["is_playing"]), (&"Slow Weather".into(), &false.into()));
    control.clear_faults(None);
    assert_eq!(state()["progress_ms"], 0);
}

#[test]
fn a_grant_can_be_declared_dead_and_the_endpoints_are_apart() {
    let emulator = agreeing();
    let control = emulator.control();
    let tokens = log_in(&emulator, Proof::Secret);
    control.fault(Endpoint::Token, Fault::InvalidGrant { end: RefreshEnd::Expired }, None);
    for _ in 0..2 {
        let answer = refresh(&emulator, Proof::Secret, &tokens.refresh);
        assert_refused(&answer, "invalid_grant", "Refresh token expired");
    }
    assert_eq!(get_as(&emulator, PLAYER, &tokens.access).status, 200);
    control.fault(Endpoint::Me, Fault::Unauthorized, None);
    assert_eq!(get_as(&emulator, "/v1/me", &tokens.access).status, 401);
    control.clear_faults(Some(Endpoint::Token));
    assert_eq!(refresh(&emulator, Proof::Secret, &tokens.refresh).status, 200);
    assert_eq!(get_as(&emulator, "/v1/me", &tokens.access).status, 401);
}
