//! `/control/…`: [`Control`] over HTTP, JSON in and out. `README.md` lists the endpoints.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::control::{ClientChange, Control, SettingsChange};
use crate::faults::{Endpoint, FaultOrder};
use crate::grants::RefreshEnd;
use crate::playback::{Device, Item};
use crate::status::{RequestsStatus, Status};
use crate::world::Shared;

/// What a changing call answers: the state after it.
type Changed = Json<Status>;
/// The same from a call that can be wrong in itself.
type Tried = Result<Changed, (StatusCode, String)>;

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/control/state", get(async |at: Control| after(&at, |_| ())))
        .route("/control/play", post(async |at: Control| after(&at, Control::play)))
        .route("/control/pause", post(async |at: Control| after(&at, Control::pause)))
        .route("/control/next", post(async |at: Control| after(&at, Control::next)))
        .route("/control/previous", post(async |at: Control| after(&at, Control::previous)))
        .route("/control/seek", post(async |at, Json(to): Json<Seek>| after(&at, |at| at.seek(to.position_ms))))
        .route("/control/volume", post(async |at, Json(to): Json<Volume>| after(&at, |at| at.set_volume(to.percent))))
        .route("/control/device", post(async |at, Json(to): Json<Place>| after(&at, |at| at.set_device(to.device))))
        .route(
            "/control/private-session",
            post(async |at, Json(to): Json<Switch>| after(&at, |at| at.set_private_session(to.on))),
        )
        .route("/control/item", post(async |at, Json(item): Json<Item>| after(&at, |at| at.set_item(item))))
        .route("/control/speed", post(async |at, Json(to): Json<Speed>| after(&at, |at| at.set_speed(to.speed))))
        .route("/control/faults", get(list_faults).post(add_fault))
        .route("/control/faults/clear", post(clear_faults))
        .route("/control/settings", post(change_settings))
        .route("/control/client", post(change_client))
        .route("/control/tokens/expire-access", post(async |at: Control| after(&at, Control::expire_access_tokens)))
        .route("/control/tokens/end-refresh", post(end_refresh))
        .route("/control/clock/advance", post(advance))
        .route("/control/requests", get(requests))
        .route("/control/requests/clear", post(async |at: Control| after(&at, Control::clear_requests)))
}

impl FromRequestParts<Shared> for Control {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut Parts, shared: &Shared) -> Result<Self, Self::Rejection> {
        Ok(Self { emulated: shared.clone() })
    }
}

fn after(at: &Control, change: impl FnOnce(&Control)) -> Changed {
    change(at);
    Json(at.status())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seek {
    position_ms: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Volume {
    percent: Option<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    device: Device,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Switch {
    on: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Speed {
    speed: f64,
}

async fn list_faults(at: Control) -> Json<Vec<FaultOrder>> {
    Json(at.status().faults)
}

async fn add_fault(at: Control, Json(order): Json<FaultOrder>) -> Changed {
    after(&at, |at| at.order_fault(order))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Which {
    endpoint: Option<Endpoint>,
}

async fn clear_faults(at: Control, body: Bytes) -> Tried {
    let which: Which = or_default(&body)?;
    Ok(after(&at, |at| at.clear_faults(which.endpoint)))
}

async fn change_settings(at: Control, Json(change): Json<SettingsChange>) -> Tried {
    at.change_settings(change).map_err(|wrong| (StatusCode::BAD_REQUEST, wrong))?;
    Ok(after(&at, |_| ()))
}

async fn change_client(at: Control, Json(change): Json<ClientChange>) -> Tried {
    at.change_client(change).map_err(|wrong| (StatusCode::BAD_REQUEST, wrong))?;
    Ok(after(&at, |_| ()))
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Ending {
    end: RefreshEnd,
}

impl Default for Ending {
    fn default() -> Self {
        Self { end: RefreshEnd::Revoked }
    }
}

async fn end_refresh(at: Control, body: Bytes) -> Tried {
    let ending: Ending = or_default(&body)?;
    Ok(after(&at, |at| at.end_refresh_tokens(ending.end)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    by_ms: u64,
}

async fn advance(at: Control, Json(to): Json<Advance>) -> Changed {
    after(&at, |at| at.advance(Duration::from_millis(to.by_ms)))
}

async fn requests(State(shared): State<Shared>) -> Json<Value> {
    let world = shared.world();
    let log: Vec<_> = world.requests.log().collect();
    let summary = RequestsStatus::of(&world);
    Json(json!({
        "counts": summary.counts,
        "most_at_once": summary.most_at_once,
        "player_overlapped": summary.player_overlapped,
        "log": log,
    }))
}

/// A body that may be left out.
fn or_default<T: Default + for<'a> Deserialize<'a>>(body: &[u8]) -> Result<T, (StatusCode, String)> {
    if body.is_empty() {
        return Ok(T::default());
    }
    serde_json::from_slice(body).map_err(|wrong| (StatusCode::UNPROCESSABLE_ENTITY, wrong.to_string()))
}
