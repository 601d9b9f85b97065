//! What the Web API's endpoints share: the Bearer check, the client's and the user's right to call, error bodies.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::grants::{BadBearer, Permission};
use crate::world::World;

/// The plain-text answers to a user who is not on the app's list, as clients have reported them.
pub(crate) const NOT_REGISTERED: &str = "User not registered in the Developer Dashboard";
/// The answer when the app's owner has no Premium.
pub(crate) const OWNER_WITHOUT_PREMIUM: &str = "Active premium subscription required for the owner of the app. \
    When the subscription status changes, it can take a few hours before requests are allowed again.";

/// A refusal of the Web API, ready to be sent. Boxed because it is large and rare.
pub(crate) type Refused = Box<Response>;

/// Who calls: checks the Bearer token, the owner's Premium, the user list, and the scope where one is needed.
pub(crate) fn caller(
    world: &World,
    headers: &HeaderMap,
    scope: Option<&str>,
    now_ms: u64,
) -> Result<Permission, Refused> {
    let value = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .ok_or_else(|| Box::new(unauthorized("No token provided")))?;
    let token = value
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token)
        .ok_or_else(|| Box::new(error(StatusCode::BAD_REQUEST, "Only valid bearer authentication supported")))?;
    let permission = world.grants.bearer(token, now_ms).map_err(|bad| {
        Box::new(unauthorized(match bad {
            BadBearer::Unknown => "Invalid access token",
            BadBearer::Expired => "The access token expired",
        }))
    })?;
    if let Some(client) = world.clients.iter().find(|client| client.client_id == permission.client_id) {
        if !client.owner_has_premium {
            return Err(Box::new(error(StatusCode::FORBIDDEN, OWNER_WITHOUT_PREMIUM)));
        }
        if client.users.as_ref().is_some_and(|users| !users.contains(&permission.account_id)) {
            return Err(Box::new((StatusCode::FORBIDDEN, NOT_REGISTERED).into_response()));
        }
    }
    if scope.is_some_and(|needed| !permission.scope.split(' ').any(|given| given == needed)) {
        return Err(Box::new(error(StatusCode::UNAUTHORIZED, "Permissions missing")));
    }
    Ok(permission.clone())
}

/// The Web API's "regular error object".
pub(crate) fn error(status: StatusCode, message: &str) -> Response {
    (status, axum::Json(json!({ "error": { "status": status.as_u16(), "message": message } }))).into_response()
}

/// A 401 with the challenge that RFC 6750 section 3 asks for.
pub(crate) fn unauthorized(message: &str) -> Response {
    let mut response = error(StatusCode::UNAUTHORIZED, message);
    let challenge = format!("Bearer realm=\"spotify\", error=\"invalid_token\", error_description=\"{message}\"");
    if let Ok(challenge) = HeaderValue::from_str(&challenge) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}
