//! What every answer carries.

use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::guard::Refusal;

/// `Cross-Origin-Resource-Policy`, <https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header>.
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Adds what every answer carries, unless it has its own.
pub(super) fn dress(mut response: Response) -> Response {
    let every = [
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CACHE_CONTROL, "no-store"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'"),
        (RESOURCE_POLICY, "same-origin"),
    ];
    for (name, value) in every {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// The answer to a request that is refused. The connection ends with it, so that who has no token holds none.
pub(super) fn refuse(refusal: Refusal) -> Response {
    let mut response = (refusal.status(), [(CONNECTION, "close")], refusal.text()).into_response();
    if refusal == Refusal::Method {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    dress(response)
}

/// The answer where there is nothing.
pub(super) fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "There is nothing here.\n").into_response()
}
