//! `/api/token`: the exchange of a code and the refresh.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::clock::whole_ms;
use crate::grants::{GrantError, Permission, RefreshEnd};
use crate::params::{Params, Repeated};
use crate::registry::ClientRegistration;
use crate::requests::Detail;
use crate::world::{Shared, World};

/// The client as it proved itself.
#[derive(Debug, PartialEq, Eq)]
struct ProvedClient {
    client_id: String,
    with_secret: bool,
}

/// `POST /api/token`.
pub(crate) async fn token(State(shared): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    if !is_form(&headers) {
        let text = "Content-Type must be application/x-www-form-urlencoded";
        return refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, ("invalid_request", text));
    }
    let params = Params::parse(&body);
    let now_ms = shared.clock.now_ms();
    match grant(&mut shared.world(), &headers, &params, now_ms) {
        Ok((detail, answer)) => {
            let mut response =
                ([(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")], axum::Json(answer))
                    .into_response();
            response.extensions_mut().insert(Detail(detail));
            response
        }
        // Spotify answers 400 to a client that can't prove itself too, where RFC 6749 section 5.2 would allow 401.
        Err(error) => refusal(StatusCode::BAD_REQUEST, error),
    }
}

fn grant(
    world: &mut World,
    headers: &HeaderMap,
    params: &Params,
    now_ms: u64,
) -> Result<(&'static str, Value), GrantError> {
    let one = |name| params.one(name).map_err(|Repeated| ("invalid_request", "a parameter is repeated"));
    let client = prove(&world.clients, headers, params)?;
    match one("grant_type")? {
        Some("authorization_code") => {
            let code = one("code")?.ok_or(("invalid_request", "code must be supplied"))?;
            let redirect_uri = one("redirect_uri")?.ok_or(("invalid_request", "redirect_uri must be supplied"))?;
            let permission = world.grants.redeem(
                code,
                &client.client_id,
                client.with_secret,
                redirect_uri,
                one("code_verifier")?,
                now_ms,
            )?;
            let refresh = world.grants.issue_refresh(permission.clone());
            Ok(("authorization_code", tokens(world, permission, Some(refresh), now_ms)))
        }
        Some("refresh_token") => {
            let old = one("refresh_token")?.ok_or(("invalid_request", "refresh_token must be supplied"))?;
            let lifetime_ms = whole_ms(world.settings.refresh_lifetime);
            let permission =
                world.grants.refreshable(old, &client.client_id, client.with_secret, now_ms, lifetime_ms)?;
            let refresh = world.settings.rotate_refresh_tokens.then(|| {
                world.grants.end_refresh(old, RefreshEnd::Revoked);
                world.grants.issue_refresh(permission.clone())
            });
            Ok(("refresh_token", tokens(world, permission, refresh, now_ms)))
        }
        Some(_) => Err((
            "unsupported_grant_type",
            "grant_type must be client_credentials, authorization_code or refresh_token",
        )),
        None => Err(("unsupported_grant_type", "grant_type parameter is missing")),
    }
}

/// A successful answer (RFC 6749 section 5.1).
fn tokens(world: &mut World, permission: Permission, refresh: Option<String>, now_ms: u64) -> Value {
    let lifetime = world.settings.expires_in;
    let scope = permission.scope.clone();
    let access = world.grants.issue_access(permission, now_ms.saturating_add(whole_ms(lifetime)));
    let mut answer = json!({
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": lifetime.as_secs(),
        "scope": scope,
    });
    if let (Some(refresh), Some(answer)) = (refresh, answer.as_object_mut()) {
        answer.insert("refresh_token".to_owned(), refresh.into());
    }
    answer
}

/// Client authentication by HTTP Basic or in the form, never both (RFC 6749 section 2.3).
fn prove(clients: &[ClientRegistration], headers: &HeaderMap, params: &Params) -> Result<ProvedClient, GrantError> {
    let one = |name| params.one(name).map_err(|Repeated| ("invalid_request", "a parameter is repeated"));
    let (form_id, form_secret) = (one("client_id")?, one("client_secret")?);
    let (client_id, secret) = match headers.get(header::AUTHORIZATION) {
        Some(value) => {
            let (id, secret) =
                value.to_str().ok().and_then(basic).ok_or(("invalid_client", "Invalid authorization header"))?;
            if form_secret.is_some() || form_id.is_some_and(|form_id| form_id != id) {
                return Err(("invalid_request", "more than one client authentication"));
            }
            (id, Some(secret))
        }
        None => (form_id.unwrap_or_default().to_owned(), form_secret.map(str::to_owned)),
    };
    let client =
        clients.iter().find(|client| client.client_id == client_id).ok_or(("invalid_client", "Invalid client"))?;
    if secret.is_some() && secret != client.client_secret {
        return Err(("invalid_client", "Invalid client secret"));
    }
    Ok(ProvedClient { client_id, with_secret: secret.is_some() })
}

/// ID and secret of a Basic header, each form-decoded (RFC 6749 section 2.3.1).
fn basic(value: &str) -> Option<(String, String)> {
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    Some((form_decoded(id), form_decoded(secret)))
}

fn form_decoded(text: &str) -> String {
    // As the value of a pair, a bare `=` or `&` would be read as structure; they are written as what they stand for.
    let protected = text.replace('&', "%26").replace('=', "%3D");
    url::form_urlencoded::parse(protected.as_bytes()).next().map_or_else(String::new, |(text, _)| text.into_owned())
}

fn is_form(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}

fn refusal(status: StatusCode, (error, description): GrantError) -> Response {
    let body = json!({ "error": error, "error_description": description });
    let mut response = (status, axum::Json(body)).into_response();
    response.extensions_mut().insert(Detail(error));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_parts_are_form_decoded() {
        let header = format!("Basic {}", STANDARD.encode("a%20b+c:d%3Ae=f"));
        assert_eq!(basic(&header), Some(("a b c".to_owned(), "d:e=f".to_owned())));
        assert_eq!(basic("Bearer abc"), None);
        assert_eq!(basic("Basic !!"), None);
        assert_eq!(basic(&format!("Basic {}", STANDARD.encode("no-colon"))), None);
    }
}
