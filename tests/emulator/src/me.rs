//! `/v1/me`: whose token it is.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::covers;
use crate::registry::Account;
use crate::web_api;
use crate::world::Shared;

/// `GET /v1/me`.
pub(crate) async fn me(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    let now_ms = shared.clock.now_ms();
    let world = shared.world();
    let permission = match web_api::caller(&world, &headers, None, now_ms) {
        Ok(permission) => permission,
        Err(refused) => return *refused,
    };
    match world.accounts.iter().find(|account| account.id == permission.account_id) {
        Some(account) => axum::Json(profile(account, &shared.origin)).into_response(),
        None => web_api::unauthorized("Invalid access token"),
    }
}

/// The fields that are left since February 2026; `product`, `country`, `email` and `followers` are gone.
fn profile(account: &Account, origin: &str) -> Value {
    let id = &account.id;
    json!({
        "display_name": account.display_name,
        "external_urls": { "spotify": format!("https://open.spotify.com/user/{id}") },
        "href": format!("{origin}/v1/users/{id}"),
        "id": id,
        "images": covers::images(origin, covers::USER, &[300, 64]),
        "type": "user",
        "uri": format!("spotify:user:{id}"),
    })
}
