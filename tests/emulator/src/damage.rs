//! How faults look on the wire.

use std::io;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt as _, stream};
use serde_json::{Map, Number, Value, json};

use crate::faults::{Fault, NotOnTheListWording};
use crate::requests::Detail;
use crate::web_api;

/// The largest answer that is spoilt; the emulator's own are far smaller.
const LARGEST_ANSWER: usize = 16 << 20;

/// The answer that replaces the endpoint's own, for the faults that have one.
pub(crate) fn instead(fault: &Fault) -> Option<Response> {
    Some(match fault {
        Fault::Unauthorized => web_api::unauthorized("The access token expired"),
        Fault::NotOnTheList { wording } => not_on_the_list(*wording),
        Fault::OwnerWithoutPremium => web_api::error(StatusCode::FORBIDDEN, web_api::OWNER_WITHOUT_PREMIUM),
        Fault::RateLimited { retry_after_s } => {
            limited(&json!({ "status": 429, "message": "API rate limit exceeded" }), *retry_after_s)
        }
        Fault::QuotaExceeded { retry_after_s } => limited(
            &json!({ "status": 429, "message": "Too many requests", "reason": "QUOTA_EXCEEDED" }),
            *retry_after_s,
        ),
        Fault::ServerError { status } => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            web_api::error(status, status.canonical_reason().unwrap_or("Server error."))
        }
        Fault::InvalidGrant { end } => {
            let body = json!({ "error": "invalid_grant", "error_description": end.description() });
            let mut response = (StatusCode::BAD_REQUEST, axum::Json(body)).into_response();
            response.extensions_mut().insert(Detail("invalid_grant"));
            response
        }
        Fault::Endless { bytes } => endless(*bytes),
        Fault::Custom { status, headers, body } => custom(*status, headers, body),
        _ => return None,
    })
}

fn not_on_the_list(wording: NotOnTheListWording) -> Response {
    match wording {
        NotOnTheListWording::Plain => (StatusCode::FORBIDDEN, web_api::NOT_REGISTERED).into_response(),
        NotOnTheListWording::PlainCheckSettings => (
            StatusCode::FORBIDDEN,
            "Check settings on developer.spotify.com/dashboard, the user may not be registered.",
        )
            .into_response(),
        NotOnTheListWording::Json => web_api::error(
            StatusCode::FORBIDDEN,
            "The user is not registered for this application. Please check your settings on \
             https://developer.spotify.com/dashboard.",
        ),
    }
}

fn limited(error: &Value, retry_after_s: Option<u64>) -> Response {
    let mut response = (StatusCode::TOO_MANY_REQUESTS, axum::Json(json!({ "error": error }))).into_response();
    if let Some(seconds) = retry_after_s {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

fn endless(bytes: u64) -> Response {
    const CHUNK: &[u8] = &[b'a'; 64 * 1024];
    let start = stream::iter([Ok::<_, io::Error>(Bytes::from_static(b"{\"item\":{\"name\":\""))]);
    let rest = stream::unfold(bytes, |left| async move {
        let length = usize::try_from(left).unwrap_or(usize::MAX).min(CHUNK.len());
        (length > 0).then(|| (Ok(Bytes::from_static(&CHUNK[..length])), left.saturating_sub(CHUNK.len() as u64)))
    });
    let body = Body::from_stream(start.chain(rest));
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

fn custom(status: u16, headers: &[(String, String)], body: &str) -> Response {
    let mut response = Response::new(Body::from(body.to_owned()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

/// The endpoint's own answer, spoilt on its way.
pub(crate) async fn spoil(fault: &Fault, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, LARGEST_ANSWER).await.unwrap_or_default();
    parts.headers.remove(header::CONTENT_LENGTH);
    match fault {
        Fault::CutOff => {
            // An empty answer has nothing to cut: it becomes one that was announced and never came.
            if parts.status == StatusCode::NO_CONTENT {
                parts.status = StatusCode::OK;
            }
            let announced = bytes.len().max(2);
            parts.headers.insert(header::CONTENT_LENGTH, announced.into());
            let half = bytes.slice(..bytes.len() / 2);
            let cut = stream::once(async {
                // Head and half must be on their way before the error closes the connection.
                tokio::task::yield_now().await;
                Err(io::Error::new(io::ErrorKind::ConnectionReset, "cut off on request"))
            });
            let body = Body::from_stream(stream::iter([Ok(half)]).chain(cut));
            Response::from_parts(parts, body)
        }
        Fault::WrongJson { body } => {
            parts.status = StatusCode::OK;
            parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
            Response::from_parts(parts, Body::from(body.clone()))
        }
        _ => {
            let spoilt = serde_json::from_slice(&bytes).map(|value| spoilt_value(fault, value).to_string());
            Response::from_parts(parts, spoilt.map_or_else(|_| Body::from(bytes), Body::from))
        }
    }
}

fn spoilt_value(fault: &Fault, mut value: Value) -> Value {
    match fault {
        Fault::WrongTypes => change_scalars(&mut value, &wrong_type),
        Fault::NegativeNumbers => change_scalars(&mut value, &|_, value| negative(value)),
        Fault::HugeNumbers => change_scalars(&mut value, &huge),
        Fault::NullFields { fields } if fields.is_empty() => {
            change_scalars(&mut value, &|_, value| (!value.is_array()).then_some(Value::Null));
        }
        Fault::NullFields { fields } => {
            for field in fields {
                if let Some(place) = value.pointer_mut(field) {
                    *place = Value::Null;
                }
            }
        }
        Fault::MissingFields { fields } if fields.is_empty() => drop_scalars(&mut value),
        Fault::MissingFields { fields } => {
            for field in fields {
                drop_field(&mut value, field);
            }
        }
        Fault::Overrun { by_ms } => {
            let duration_ms = value.pointer("/item/duration_ms").and_then(Value::as_u64).unwrap_or(0);
            if let Some(progress) = value.get_mut("progress_ms") {
                *progress = duration_ms.saturating_add(*by_ms).into();
            }
        }
        _ => {}
    }
    value
}

/// Gives every scalar inside objects and lists another value; `None` leaves it.
fn change_scalars(value: &mut Value, change: &impl Fn(&str, &Value) -> Option<Value>) {
    let visit = |key: &str, inner: &mut Value| {
        change_scalars(inner, change);
        if let Some(new) = change(key, inner) {
            *inner = new;
        }
    };
    match value {
        Value::Object(fields) => fields
            .iter_mut()
            .for_each(|(key, inner)| if inner.is_object() { change_scalars(inner, change) } else { visit(key, inner) }),
        Value::Array(list) => list
            .iter_mut()
            .for_each(|inner| if inner.is_object() { change_scalars(inner, change) } else { visit("", inner) }),
        _ => {}
    }
}

fn wrong_type(_: &str, value: &Value) -> Option<Value> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(yes) => Value::String(yes.to_string()),
        Value::Number(number) => Value::String(number.to_string()),
        Value::String(text) => Value::Number(text.len().into()),
        Value::Array(_) => Value::Object(Map::new()),
        Value::Object(_) => Value::Array(Vec::new()),
    })
}

fn negative(value: &Value) -> Option<Value> {
    let number = value.as_i64()?;
    Some((-number.saturating_abs()).min(-1).into())
}

fn huge(key: &str, value: &Value) -> Option<Value> {
    value.is_number().then(|| match Number::from_f64(1e300) {
        Some(number) if key == "duration_ms" => Value::Number(number),
        _ => u64::MAX.into(),
    })
}

fn drop_scalars(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, inner| inner.is_object() || inner.is_array());
            fields.values_mut().for_each(drop_scalars);
        }
        Value::Array(list) => list.iter_mut().for_each(drop_scalars),
        _ => {}
    }
}

fn drop_field(value: &mut Value, pointer: &str) {
    let Some((parent, name)) = pointer.rsplit_once('/') else { return };
    let name = name.replace("~1", "/").replace("~0", "~");
    match value.pointer_mut(parent) {
        Some(Value::Object(fields)) => {
            fields.remove(&name);
        }
        Some(Value::Array(list)) => {
            if let Some(place) = name.parse().ok().filter(|&place: &usize| place < list.len()) {
                list.remove(place);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Value {
        json!({ "n": 5, "zero": 0, "s": "text", "yes": true, "none": null,
            "item": { "duration_ms": 7, "list": [{ "a": 1 }, "b"] } })
    }

    #[test]
    fn types_change_and_the_frame_stays() {
        let spoilt = spoilt_value(&Fault::WrongTypes, sample());
        assert_eq!(spoilt["n"], "5");
        assert_eq!(spoilt["s"], 4);
        assert_eq!(spoilt["yes"], "true");
        assert_eq!(spoilt["item"]["duration_ms"], "7");
        assert_eq!(spoilt["item"]["list"], json!({}));
    }

    #[test]
    fn numbers_become_negative_or_huge() {
        let spoilt = spoilt_value(&Fault::NegativeNumbers, sample());
        assert_eq!((&spoilt["n"], &spoilt["zero"]), (&json!(-5), &json!(-1)));
        assert_eq!(spoilt["item"]["list"][0]["a"], -1);
        let spoilt = spoilt_value(&Fault::HugeNumbers, sample());
        assert_eq!(spoilt["n"], u64::MAX);
        assert_eq!(spoilt["item"]["duration_ms"], 1e300);
    }

    #[test]
    fn fields_become_null_or_go() {
        let chosen = vec!["/item/duration_ms".to_owned(), "/no/such".to_owned()];
        let spoilt = spoilt_value(&Fault::NullFields { fields: chosen.clone() }, sample());
        assert_eq!((&spoilt["item"]["duration_ms"], &spoilt["n"]), (&Value::Null, &json!(5)));
        let spoilt = spoilt_value(&Fault::MissingFields { fields: chosen }, sample());
        assert!(spoilt["item"].get("duration_ms").is_none() && spoilt["n"] == 5);
        let spoilt = spoilt_value(&Fault::MissingFields { fields: Vec::new() }, sample());
        assert_eq!(spoilt, json!({ "item": { "list": [{}, "b"] } }));
        let spoilt = spoilt_value(&Fault::NullFields { fields: Vec::new() }, sample());
        assert_eq!(spoilt["item"]["duration_ms"], Value::Null);
    }
}
