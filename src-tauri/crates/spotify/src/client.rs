//! The HTTP client: time limits, no redirects, and bodies of a bounded size.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{ClientBuilder, Response};

use crate::servers::Servers;

/// How long a connection may take to come about.
pub const CONNECT_LIMIT: Duration = Duration::from_secs(5);

/// How long one request may take in all, its body included.
pub const REQUEST_LIMIT: Duration = Duration::from_secs(10);

/// The largest body that is read, in bytes. Spotify's answers have a few thousand.
pub const BODY_LIMIT: usize = 1 << 20;

/// What the program calls itself towards servers.
pub const USER_AGENT: &str = concat!("Songplate/", env!("CARGO_PKG_VERSION"));

/// The TLS back-end could not be set up, so nothing can be asked at all.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client can't be set up")]
pub struct ClientError(#[source] reqwest::Error);

/// A client for Spotify's Web API. The program has to install a rustls crypto provider before.
///
/// # Errors
/// When no crypto provider is installed, or the system's certificates can't be used.
pub fn api_client(servers: &Servers) -> Result<reqwest::Client, ClientError> {
    builder(servers).build().map_err(ClientError)
}

/// What every client for Spotify has in common.
///
/// Redirects are off: an API has no reason to send them, and a token must not follow one.
pub(crate) fn builder(servers: &Servers) -> ClientBuilder {
    let emulated = servers.emulated_origin().is_some();
    let builder = reqwest::Client::builder()
        .user_agent(USER_AGENT)
        .connect_timeout(CONNECT_LIMIT)
        .timeout(REQUEST_LIMIT)
        .redirect(Policy::none())
        .https_only(!emulated)
        // After the machine slept or changed networks, a pooled HTTP/2 connection can be dead without knowing it, and
        // every request on it would run into its time limit until TCP gives up. Pings go out while a request waits.
        .http2_keep_alive_interval(Duration::from_secs(3))
        .http2_keep_alive_timeout(Duration::from_secs(4));
    // A proxy that is set for the network must not be asked for this machine's own addresses.
    if emulated { builder.no_proxy() } else { builder }
}

/// A body could not be read.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    /// It is longer than the limit, or never ends.
    #[error("the body is too long")]
    TooLong,
    /// The connection broke, or the time limit was reached, in the middle of it.
    #[error("the body is cut off")]
    CutOff(#[source] reqwest::Error),
}

/// Reads a body of at most `limit` bytes, and never holds more than one piece beyond them.
///
/// # Errors
/// When it is longer, or does not arrive whole.
pub async fn read_capped(mut response: Response, limit: usize) -> Result<Vec<u8>, BodyError> {
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    if announced > limit {
        return Err(BodyError::TooLong);
    }
    let mut body = Vec::with_capacity(announced);
    while let Some(piece) = response.chunk().await.map_err(|error| BodyError::CutOff(error.without_url()))? {
        if body.len() + piece.len() > limit {
            return Err(BodyError::TooLong);
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}
