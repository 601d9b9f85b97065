//! Who is answered. Any page in the user's browser can make requests to this machine, and DNS rebinding makes them look
//! like its own; so nothing is answered that does not come by the exact address and with an overlay's token.

use std::net::{Ipv4Addr, SocketAddr};

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName, Method, Request, StatusCode};

use super::feeds::{Feed, find};
use super::ready::READY;

/// Why a request is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It does not say once by what address it came; RFC 9112, section 3.2.
    NoHost,
    /// It came by another address than this server's.
    Host,
    /// It wants more than to read.
    Method,
    /// A foreign page makes it.
    Origin,
    /// It has no token, several, or one that no overlay has.
    Token,
}

impl Refusal {
    pub(super) fn status(self) -> StatusCode {
        match self {
            Self::NoHost => StatusCode::BAD_REQUEST,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Host | Self::Origin | Self::Token => StatusCode::FORBIDDEN,
        }
    }

    /// For whoever tries it by hand.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::NoHost => "The request has no Host header, or several.\n",
            Self::Host => "This address is not served here.\n",
            Self::Method => "There is nothing here but to read: use GET or HEAD.\n",
            Self::Origin => "Other pages may not read this.\n",
            Self::Token => "The link is not valid, or not any more. Copy it from Songplate again.\n",
        }
    }
}

/// Lets a request pass that came in on `local`: by which host it came, and whose feed it may read.
pub(super) fn pass<B>(request: &Request<B>, local: SocketAddr, feeds: &[Feed]) -> Result<(String, Feed), Refusal> {
    let host = only(request.headers(), &HOST).ok().flatten().ok_or(Refusal::NoHost)?;
    // A target with an address of its own is for proxies, and would say by another way what the host is.
    if request.uri().authority().is_some() || !is_ours(host, local) {
        return Err(Refusal::Host);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Refusal::Method);
    }
    match only(request.headers(), &ORIGIN) {
        Ok(None) => {}
        Ok(Some(origin)) if origin.strip_prefix("http://") == Some(host) => {}
        _ if request.uri().path() == READY => {}
        _ => return Err(Refusal::Origin),
    }
    let feed = token(request.uri().query().unwrap_or_default()).and_then(|token| find(feeds, token));
    Ok((host.to_owned(), feed.ok_or(Refusal::Token)?.clone()))
}

/// The loopback address by its number, or the one that the connection came in on: they differ only where the local
/// network may ask too.
fn is_ours(host: &str, local: SocketAddr) -> bool {
    host == SocketAddr::from((Ipv4Addr::LOCALHOST, local.port())).to_string() || host == local.to_string()
}

/// The one value of a header.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a str>, ()> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(drop),
        _ => Err(()),
    }
}

/// The one token. It is made of hex digits, so what is escaped is none.
fn token(query: &str) -> Option<&str> {
    let mut tokens = query.split('&').filter_map(|pair| pair.strip_prefix("token="));
    tokens.next().filter(|_| tokens.next().is_none())
}
