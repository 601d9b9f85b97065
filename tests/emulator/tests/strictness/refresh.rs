//! `/api/token`: refreshing, and the end of tokens.

use std::time::Duration;

use songplate_emulator::{Emulator, RefreshEnd, SECOND_CLIENT_ID, SECOND_CLIENT_SECRET, SettingsChange};

use crate::support::{
    PLAYER, Proof, agreeing, assert_api_error, assert_refused, basic, get_as, log_in, post_form, refresh, token_as,
};

const DAY: Duration = Duration::from_hours(24);

#[test]
fn an_access_token_expires_and_a_refresh_gives_another_and_no_refresh_token() {
    let emulator = agreeing();
    let tokens = log_in(&emulator, Proof::Secret);
    emulator.control().advance(Duration::from_millis(3_599_999));
    assert_eq!(get_as(&emulator, PLAYER, &tokens.access).status, 200);
    emulator.control().advance(Duration::from_millis(1));
    assert_api_error(&get_as(&emulator, PLAYER, &tokens.access), 401, "The access token expired");

    let answer = refresh(&emulator, Proof::Secret, &tokens.refresh).json();
    assert!(answer.get("refresh_token").is_none(), "the old one goes on");
    assert_eq!(get_as(&emulator, PLAYER, answer["access_token"].as_str().unwrap()).status, 200);
    assert_eq!(refresh(&emulator, Proof::Secret, &tokens.refresh).status, 200);
}

#[test]
fn the_lifetime_of_access_tokens_can_be_set() {
    let emulator = agreeing();
    let change = SettingsChange { expires_in_s: Some(5), ..SettingsChange::default() };
    emulator.control().change_settings(change).unwrap();
    let tokens = log_in(&emulator, Proof::Secret);
    assert_eq!(refresh(&emulator, Proof::Secret, &tokens.refresh).json()["expires_in"], 5);
    emulator.control().advance(Duration::from_secs(5));
    assert_eq!(get_as(&emulator, PLAYER, &tokens.access).status, 401);
}

#[test]
fn rotation_gives_a_new_refresh_token_and_ends_the_old_one() {
    let emulator =
        Emulator::builder().auto_agree(true).rotate_refresh_tokens(true).stopped_clock().start_now().unwrap();
    let tokens = log_in(&emulator, Proof::PkceOnly);
    let answer = refresh(&emulator, Proof::PkceOnly, &tokens.refresh).json();
    let new = answer["refresh_token"].as_str().expect("a rotated token");
    let old = refresh(&emulator, Proof::PkceOnly, &tokens.refresh);
    assert_refused(&old, "invalid_grant", "Refresh token revoked");
    emulator.control().advance(DAY * 182);
    let late = refresh(&emulator, Proof::PkceOnly, new);
    assert_refused(&late, "invalid_grant", "Refresh token expired");
}

#[test]
fn a_refresh_token_dies_six_months_after_consent_and_refreshing_does_not_extend_it() {
    let emulator = agreeing();
    let tokens = log_in(&emulator, Proof::Secret);
    emulator.control().advance(DAY * 181);
    assert_eq!(refresh(&emulator, Proof::Secret, &tokens.refresh).status, 200);
    emulator.control().advance(DAY);
    for _ in 0..2 {
        let answer = refresh(&emulator, Proof::Secret, &tokens.refresh);
        assert_refused(&answer, "invalid_grant", "Refresh token expired");
    }
}

#[test]
fn a_revoked_refresh_token_is_refused_and_its_access_token_lives_on() {
    let emulator = agreeing();
    let tokens = log_in(&emulator, Proof::Secret);
    emulator.control().end_refresh_tokens(RefreshEnd::Revoked);
    let answer = refresh(&emulator, Proof::Secret, &tokens.refresh);
    assert_refused(&answer, "invalid_grant", "Refresh token revoked");
    assert_eq!(get_as(&emulator, "/v1/me", &tokens.access).status, 200);
    emulator.control().expire_access_tokens();
    assert_eq!(get_as(&emulator, "/v1/me", &tokens.access).status, 401);
}

#[test]
fn a_refresh_is_made_the_way_the_token_was_obtained() {
    let emulator = agreeing();
    let with_secret = log_in(&emulator, Proof::Secret);
    let answer = refresh(&emulator, Proof::PkceOnly, &with_secret.refresh);
    assert_refused(&answer, "invalid_client", "Invalid client secret");
    let pkce_only = log_in(&emulator, Proof::PkceOnly);
    let answer = refresh(&emulator, Proof::Secret, &pkce_only.refresh);
    assert_refused(&answer, "invalid_grant", "Invalid refresh token");
    assert_eq!(refresh(&emulator, Proof::PkceOnly, &pkce_only.refresh).status, 200);
}

#[test]
fn a_refresh_token_belongs_to_its_client() {
    let emulator = agreeing();
    let tokens = log_in(&emulator, Proof::Secret);
    let other = basic(SECOND_CLIENT_ID, SECOND_CLIENT_SECRET);
    let fields = [("grant_type", "refresh_token"), ("refresh_token", tokens.refresh.as_str())];
    let answer = post_form(&emulator, "/api/token", &[("Authorization", &other)], &fields);
    assert_refused(&answer, "invalid_grant", "Invalid refresh token");
}

#[test]
fn what_is_no_refresh_token_is_refused() {
    let emulator = agreeing();
    let tokens = log_in(&emulator, Proof::Secret);
    for wrong in ["made-up", tokens.access.as_str()] {
        assert_refused(&refresh(&emulator, Proof::Secret, wrong), "invalid_grant", "Invalid refresh token");
    }
    let answer = token_as(&emulator, Proof::Secret, &[("grant_type", "refresh_token")]);
    assert_refused(&answer, "invalid_request", "refresh_token must be supplied");
}
