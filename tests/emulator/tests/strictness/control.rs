//! The control endpoints: each does what its typed twin does, and says what it did.

use songplate_emulator::{DEFAULT_CLIENT_ID, Emulator};

use crate::support::{PLAYER, Proof, agreeing, ask_with, get, get_as, log_in, post_json, refresh};

/// Changes something and returns the state after it.
fn change(emulator: &Emulator, path: &str, body: &str) -> serde_json::Value {
    let answer = post_json(emulator, path, body);
    assert_eq!(answer.status, 200, "{path} {body}: {}", answer.text());
    answer.json()
}

#[test]
fn playback_is_changed_and_reported() {
    let emulator = agreeing();
    let state = get(&emulator, "/control/state").json();
    assert_eq!((&state["playback"]["kind"], &state["playback"]["index"]), (&"track".into(), &0.into()));
    assert_eq!(state["playback"]["title"], "Paper Lanterns");
    let playback = |path: &str, body: &str| change(&emulator, path, body)["playback"].clone();
    assert_eq!(playback("/control/next", "")["subtitle"], "Mara Lindqvist, Oak & Ember");
    assert_eq!(playback("/control/previous", "{}")["title"], "Paper Lanterns");
    assert_eq!(playback("/control/pause", "")["playing"], false);
    assert_eq!(playback("/control/seek", r#"{"position_ms":1234}"#)["position_ms"], 1_234);
    assert_eq!(playback("/control/play", "")["next_change_in_ms"], 203_139);
    assert_eq!(playback("/control/volume", r#"{"percent":null}"#)["volume_percent"], serde_json::Value::Null);
    assert_eq!(playback("/control/volume", r#"{"percent":12}"#)["volume_percent"], 12);
    assert_eq!(playback("/control/device", r#"{"device":"phone"}"#)["device"], "phone");
    assert_eq!(playback("/control/private-session", r#"{"on":true}"#)["private_session"], true);
    assert_eq!(playback("/control/item", r#"{"kind":"track","index":2}"#)["title"], "Quarter Past Nowhere");
    for kind in ["episode", "chapter", "advert", "local", "unknown", "nothing"] {
        assert_eq!(playback("/control/item", &format!(r#"{{"kind":"{kind}"}}"#))["kind"], kind);
    }
    playback("/control/item", r#"{"kind":"track"}"#);
    assert_eq!(playback("/control/speed", r#"{"speed":10}"#)["duration_ms"], 20_437);
    assert_eq!(playback("/control/clock/advance", r#"{"by_ms":437}"#)["next_change_in_ms"], 20_000);
}

#[test]
fn logins_are_changed() {
    let emulator = agreeing();
    let tokens = log_in(&emulator, Proof::Secret);
    let body = r#"{"auto_agree":false,"added_slash":true,"signed_in":"robinsample","rotate_refresh_tokens":true,
        "expires_in_s":60,"refresh_lifetime_s":3600}"#;
    let settings = change(&emulator, "/control/settings", body)["settings"].clone();
    assert_eq!((&settings["auto_agree"], &settings["signed_in"]), (&false.into(), &"robinsample".into()));
    assert_eq!(get(&emulator, &ask_with(&[])).status, 200, "the consent page");
    assert_eq!(post_json(&emulator, "/control/settings", r#"{"signed_in":"nobody"}"#).status, 400);
    assert_eq!(post_json(&emulator, "/control/settings", r#"{"auto_agre":true}"#).status, 422);

    assert_eq!(change(&emulator, "/control/tokens/expire-access", "")["access_tokens"], 0);
    assert_eq!(get_as(&emulator, PLAYER, &tokens.access).status, 401);
    assert_eq!(change(&emulator, "/control/tokens/end-refresh", r#"{"end":"expired"}"#)["refresh_tokens"], 0);
    let answer = refresh(&emulator, Proof::Secret, &tokens.refresh).json();
    assert_eq!(answer["error_description"], "Refresh token expired");
}

#[test]
fn a_client_is_changed() {
    let emulator = agreeing();
    let tokens = log_in(&emulator, Proof::Secret);
    let with = |rest: &str| format!(r#"{{"client_id":"{DEFAULT_CLIENT_ID}",{rest}}}"#);
    change(&emulator, "/control/client", &with(r#""users":[]"#));
    assert_eq!(get_as(&emulator, PLAYER, &tokens.access).status, 403);
    change(&emulator, "/control/client", &with(r#""everybody":true,"owner_has_premium":false"#));
    assert_eq!(get_as(&emulator, PLAYER, &tokens.access).status, 403);
    change(&emulator, "/control/client", &with(r#""owner_has_premium":true"#));
    assert_eq!(get_as(&emulator, PLAYER, &tokens.access).status, 200);
    change(&emulator, "/control/client", &with(r#""client_secret":"00000000000000000000000000000000""#));
    let answer = refresh(&emulator, Proof::Secret, &tokens.refresh).json();
    assert_eq!(answer["error_description"], "Invalid client secret");
    change(&emulator, "/control/client", &with(r#""redirect_uris":["app.songplate://other"]"#));
    assert_eq!(get(&emulator, &ask_with(&[])).text(), "INVALID_CLIENT: Invalid redirect URI");
    assert_eq!(post_json(&emulator, "/control/client", r#"{"client_id":"x"}"#).status, 400);
}

#[test]
fn faults_are_listed_and_turned_off() {
    let emulator = agreeing();
    change(&emulator, "/control/faults", r#"{"endpoint":"player","fault":"rate_limited","retry_after_s":3,"times":2}"#);
    let state = change(&emulator, "/control/faults", r#"{"endpoint":"token","fault":"no_answer"}"#);
    assert_eq!(state["faults"].as_array().unwrap().len(), 2);
    assert_eq!(get(&emulator, PLAYER).header("retry-after"), Some("3"));
    let left = get(&emulator, "/control/faults").json();
    assert_eq!((&left[0]["times"], &left[0]["fault"]), (&1.into(), &"rate_limited".into()));
    let state = change(&emulator, "/control/faults/clear", r#"{"endpoint":"player"}"#);
    assert_eq!(state["faults"].as_array().unwrap().len(), 1);
    assert_eq!(change(&emulator, "/control/faults/clear", "")["faults"], serde_json::json!([]));
    assert_eq!(post_json(&emulator, "/control/faults", r#"{"endpoint":"player","fault":"odd"}"#).status, 422);
    assert_eq!(post_json(&emulator, "/control/faults/clear", r#"{"endpoint":"odd"}"#).status, 422);
}

#[test]
fn requests_are_logged_without_values() {
    let emulator = agreeing();
    let tokens = log_in(&emulator, Proof::Secret);
    get_as(&emulator, PLAYER, &tokens.access);
    refresh(&emulator, Proof::Secret, "made-up");
    get(&emulator, "/control/state");
    let answer = get(&emulator, "/control/requests");
    let json = answer.json();
    assert_eq!(json["counts"], serde_json::json!({ "authorize": 1, "token": 2, "player": 1 }));
    assert_eq!((&json["most_at_once"]["player"], &json["player_overlapped"]), (&1.into(), &false.into()));
    let log = json["log"].as_array().unwrap();
    let lines: Vec<_> = log.iter().map(|line| (&line["endpoint"], &line["status"], &line["detail"])).collect();
    assert_eq!(lines[1], (&"token".into(), &200.into(), &"authorization_code".into()));
    assert_eq!(lines[3], (&"token".into(), &400.into(), &"invalid_grant".into()));
    let everything = answer.text() + &get(&emulator, "/control/state").text();
    for value in emulator.control().issued_values() {
        assert!(!everything.contains(&value), "a code or token is told");
    }
    assert!(!everything.contains("st4te"));
    let state = change(&emulator, "/control/requests/clear", "");
    assert_eq!(state["requests"]["counts"], serde_json::json!({}));
}
