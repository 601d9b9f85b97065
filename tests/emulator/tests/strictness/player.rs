//! `/v1/me` and `/v1/me/player`: who may ask, and the shapes of the answers.

use std::time::Duration;

use serde_json::{Value, json};
use songplate_emulator::{
    ClientChange, DEFAULT_ACCOUNT_ID, DEFAULT_CLIENT_ID, Device, Emulator, Item, SECOND_ACCOUNT_ID,
};

use crate::support::{PLAYER, Proof, agreeing, assert_api_error, get, get_as, log_in, log_in_with};
use crate::wire::send;

/// The player's answer for an item.
fn answer_for(emulator: &Emulator, item: Item, target: &str) -> Value {
    let tokens = log_in(emulator, Proof::Secret);
    emulator.control().set_item(item);
    let answer = get_as(emulator, target, &tokens.access);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[test]
fn a_call_needs_a_good_bearer_token() {
    let emulator = agreeing();
    let tokens = log_in(&emulator, Proof::Secret);
    for target in ["/v1/me", PLAYER] {
        let answer = get(&emulator, target);
        assert_api_error(&answer, 401, "No token provided");
        assert!(answer.header("www-authenticate").unwrap().starts_with("Bearer "), "RFC 6750 section 3");
        assert_api_error(&get_as(&emulator, target, "made-up"), 401, "Invalid access token");
        assert_api_error(&get_as(&emulator, target, &tokens.refresh), 401, "Invalid access token");
        let basic = send(emulator.origin(), "GET", target, &[("Authorization", "Basic eDp5")], b"").answer().unwrap();
        assert_api_error(&basic, 400, "Only valid bearer authentication supported");
        let lower = format!("bearer {}", tokens.access);
        let answer = send(emulator.origin(), "GET", target, &[("Authorization", &lower)], b"").answer().unwrap();
        assert_eq!(answer.status, 200, "the scheme's case does not matter (RFC 9110 section 11.1)");
    }
}

#[test]
fn the_player_needs_its_scope_and_the_profile_none() {
    let emulator = agreeing();
    for scope in ["", "user-read-currently-playing"] {
        let tokens = log_in_with(&emulator, Proof::Secret, &[("scope", scope)]);
        assert_api_error(&get_as(&emulator, PLAYER, &tokens.access), 401, "Permissions missing");
        assert_eq!(get_as(&emulator, "/v1/me", &tokens.access).status, 200);
    }
}

#[test]
fn somebody_who_is_not_on_the_list_can_log_in_and_gets_403() {
    let emulator = agreeing();
    let change = ClientChange {
        client_id: DEFAULT_CLIENT_ID.to_owned(),
        users: Some(vec![SECOND_ACCOUNT_ID.to_owned()]),
        ..ClientChange::default()
    };
    emulator.control().change_client(change).unwrap();
    let tokens = log_in(&emulator, Proof::Secret);
    for target in ["/v1/me", PLAYER] {
        let answer = get_as(&emulator, target, &tokens.access);
        assert_eq!(answer.status, 403);
        assert_eq!(answer.text(), "User not registered in the Developer Dashboard");
    }
}

#[test]
fn without_the_owners_premium_every_call_gets_403() {
    let emulator = agreeing();
    let tokens = log_in(&emulator, Proof::Secret);
    let client_id = DEFAULT_CLIENT_ID.to_owned();
    let change = ClientChange { client_id, owner_has_premium: Some(false), ..ClientChange::default() };
    emulator.control().change_client(change).unwrap();
    let answer = get_as(&emulator, PLAYER, &tokens.access);
    assert_eq!(answer.status, 403);
    let message = answer.json()["error"]["message"].as_str().unwrap().to_owned();
    assert!(message.starts_with("Active premium subscription required for the owner of the app"), "{message}");
}

#[test]
fn the_profile_has_todays_fields_only() {
    let emulator = agreeing();
    let me = get_as(&emulator, "/v1/me", &log_in(&emulator, Proof::Secret).access).json();
    let names: Vec<&String> = me.as_object().unwrap().keys().collect();
    assert_eq!(names, ["display_name", "external_urls", "href", "id", "images", "type", "uri"]);
    assert_eq!((&me["display_name"], &me["id"]), (&"Alex Example".into(), &DEFAULT_ACCOUNT_ID.into()));
}

#[test]
fn a_track_has_spotifys_shape() {
    let emulator = agreeing();
    let state = answer_for(&emulator, Item::Track { index: 1 }, "/v1/me/player");
    assert_eq!(state["currently_playing_type"], "track");
    assert_eq!((&state["is_playing"], &state["progress_ms"]), (&true.into(), &0.into()));
    assert_eq!(state["actions"], json!({ "disallows": { "resuming": true } }));
    assert_eq!((&state["shuffle_state"], &state["repeat_state"]), (&false.into(), &"context".into()));
    assert!(state["timestamp"].is_u64() && state["context"]["uri"].is_string());
    let item = &state["item"];
    assert_eq!((&item["name"], &item["duration_ms"]), (&"Slow Weather".into(), &187_040.into()));
    assert_eq!((&item["is_local"], &item["explicit"], &item["type"]), (&false.into(), &false.into(), &"track".into()));
    assert_eq!(item["artists"][1]["name"], "Oak & Ember");
    assert_eq!((&item["album"]["name"], &item["album"]["release_date"]), (&"Almanac".into(), &"2021".into()));
    let id = item["id"].as_str().unwrap();
    assert_eq!(item["uri"], format!("spotify:track:{id}"));
    assert_eq!(item["external_urls"]["spotify"], format!("https://open.spotify.com/track/{id}"));
    let sizes: Vec<_> = item["album"]["images"].as_array().unwrap().iter().map(|image| &image["width"]).collect();
    assert_eq!(sizes, [640, 300, 64]);
}

#[test]
fn covers_are_pngs_of_the_size_that_was_promised() {
    let emulator = agreeing();
    let state = answer_for(&emulator, Item::Track { index: 0 }, PLAYER);
    for image in state["item"]["album"]["images"].as_array().unwrap() {
        let address = image["url"].as_str().unwrap();
        let path = address.strip_prefix(emulator.origin()).expect("on the emulator's own origin");
        let answer = get(&emulator, path);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("image/png")));
        let width = u32::from_be_bytes(answer.body[16..20].try_into().unwrap());
        assert_eq!(image["width"], width);
    }
    assert_eq!(get(&emulator, "/image/ab67616d0000b273").status, 404);
}

#[test]
fn episodes_and_chapters_come_only_when_asked_for() {
    let emulator = agreeing();
    for item in [Item::Episode, Item::Chapter] {
        for without in ["/v1/me/player", "/v1/me/player?additional_types=track"] {
            let state = answer_for(&emulator, item, without);
            assert_eq!((&state["currently_playing_type"], &state["item"]), (&"episode".into(), &Value::Null));
        }
        let state = answer_for(&emulator, item, PLAYER);
        assert_eq!(state["currently_playing_type"], "episode");
        let item = &state["item"];
        assert_eq!(item["type"], "episode");
        assert!(item["name"].is_string() && item["duration_ms"].is_u64() && item["images"][2]["url"].is_string());
        assert!(item["show"]["name"].is_string() && item["show"]["publisher"].is_string());
        assert!(item.get("artists").is_none() && item.get("album").is_none());
    }
}

#[test]
fn adverts_and_unknown_things_have_no_item() {
    let emulator = agreeing();
    for (item, kind) in [(Item::Advert, "ad"), (Item::Unknown, "unknown")] {
        let state = answer_for(&emulator, item, PLAYER);
        assert_eq!((&state["currently_playing_type"], &state["item"]), (&kind.into(), &Value::Null));
        assert_eq!(state["is_playing"], true);
    }
    assert_eq!(answer_for(&emulator, Item::Advert, PLAYER)["actions"]["disallows"]["skipping_next"], true);
}

#[test]
fn a_local_file_has_no_id_no_images_and_no_link() {
    let state = answer_for(&agreeing(), Item::Local, PLAYER);
    let item = &state["item"];
    assert_eq!((&item["is_local"], &item["id"]), (&true.into(), &Value::Null));
    assert_eq!((&item["album"]["images"], &item["external_urls"]), (&json!([]), &json!({})));
    assert_eq!(item["artists"][0]["id"], Value::Null);
    assert!(item["uri"].as_str().unwrap().starts_with("spotify:local:"));
    assert_eq!(state["context"], Value::Null);
}

#[test]
fn nothing_active_is_204_without_a_body() {
    let emulator = agreeing();
    let tokens = log_in(&emulator, Proof::Secret);
    emulator.control().set_item(Item::Nothing);
    let answer = get_as(&emulator, PLAYER, &tokens.access);
    assert_eq!((answer.status, answer.body.len()), (204, 0));
}

#[test]
fn device_private_session_and_volume_are_reported() {
    let emulator = agreeing();
    let tokens = log_in(&emulator, Proof::Secret);
    let device = || get_as(&emulator, PLAYER, &tokens.access).json()["device"].clone();
    assert_eq!((&device()["type"], &device()["is_private_session"]), (&"Computer".into(), &false.into()));
    let control = emulator.control();
    control.set_device(Device::Phone);
    control.set_private_session(true);
    control.set_volume(None);
    assert_eq!((&device()["type"], &device()["supports_volume"]), (&"Smartphone".into(), &false.into()));
    assert_eq!((&device()["is_private_session"], &device()["volume_percent"]), (&true.into(), &Value::Null));
    control.set_device(Device::Speaker);
    control.set_volume(Some(30));
    assert_eq!((&device()["id"], &device()["is_restricted"]), (&Value::Null, &true.into()));
    assert_eq!(device()["volume_percent"], 30);
}

#[test]
fn songs_pass_with_the_clock_and_obey_the_hand() {
    let emulator = Emulator::builder().auto_agree(true).stopped_clock().speed(20.0).start_now().unwrap();
    let tokens = log_in(&emulator, Proof::Secret);
    let control = emulator.control();
    let state = || get_as(&emulator, PLAYER, &tokens.access).json();
    assert_eq!(state()["item"]["duration_ms"], 10_218, "204.373 s at speed 20");
    control.advance(Duration::from_millis(10_217));
    assert_eq!((&state()["item"]["name"], &state()["progress_ms"]), (&"Paper Lanterns".into(), &10_217.into()));
    control.advance(Duration::from_millis(1));
    assert_eq!((&state()["item"]["name"], &state()["progress_ms"]), (&"Slow Weather".into(), &0.into()));
    control.pause();
    control.advance(Duration::from_mins(1));
    assert_eq!((&state()["is_playing"], &state()["progress_ms"]), (&false.into(), &0.into()));
    control.next();
    control.seek(700);
    control.play();
    control.advance(Duration::from_millis(50));
    assert_eq!((&state()["item"]["name"], &state()["progress_ms"]), (&"Quarter Past Nowhere".into(), &750.into()));
    control.previous();
    assert_eq!(state()["item"]["name"], "Slow Weather");
}

#[test]
fn other_paths_of_the_web_api_are_not_there() {
    let emulator = agreeing();
    assert_api_error(&get(&emulator, "/v1/me/player/currently-playing"), 404, "Service not found");
    let answer = send(emulator.origin(), "PUT", "/v1/me/player", &[], b"").answer().unwrap();
    assert_eq!(answer.status, 405);
}
