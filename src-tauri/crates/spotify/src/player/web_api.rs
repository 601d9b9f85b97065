//! The two endpoints of Spotify's Web API that are used, asked with a token that is given.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use serde_json::Value;
use songplate_core::clock::WallClock;
use songplate_core::secret::Secret;
use songplate_core::status::OfflineCause;
use tokio::time::Instant;
use url::Url;

use super::{ApiError, PlayerAnswer, fields, mapping, refusal};
use crate::access::AccessError;
use crate::client::{BODY_LIMIT, BodyError, read_capped};
use crate::servers::Servers;

/// An answer was made at some time during its request: the middle is the best guess, unless the request was slow, when
/// most of the time went by before the server saw it.
const LATEST_GUESS: Duration = Duration::from_millis(250);

/// Whose account it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Spotify's ID of the account.
    pub id: String,
    /// The name that the user goes by, if they chose one; plain text.
    pub display_name: Option<String>,
}

/// Asks the Web API. Knows no login: every call takes the token to use.
#[derive(Clone)]
pub struct WebApi {
    http: reqwest::Client,
    me: Url,
    player: Url,
    clock: Arc<dyn WallClock>,
}

impl WebApi {
    /// Asks `servers` through `http`, which [`crate::client::api_client`] makes. `clock` dates the waits that Spotify
    /// imposes.
    #[must_use]
    pub fn new(http: reqwest::Client, servers: &Servers, clock: Arc<dyn WallClock>) -> Self {
        let below = |path: &str| {
            let mut url = servers.api.clone();
            url.set_path(path);
            url
        };
        let mut player = below("/v1/me/player");
        // Without it, episodes come with no item.
        player.set_query(Some("additional_types=track,episode"));
        Self { http, me: below("/v1/me"), player, clock }
    }

    /// Whose token it is: `GET /v1/me`.
    ///
    /// # Errors
    /// When the token is refused, Spotify can't be reached or refuses, or the answer can't be understood.
    pub async fn me(&self, token: &Secret) -> Result<Profile, ApiError> {
        let (body, _) = self.get(&self.me, token).await?;
        let nonsense = ApiError::Access(AccessError::Offline(OfflineCause::Nonsense));
        let answer: Value = serde_json::from_slice(&body).map_err(|_| nonsense)?;
        let id = fields::shown(&answer, "id").ok_or(nonsense)?;
        Ok(Profile { id, display_name: fields::shown(&answer, "display_name") })
    }

    /// What plays: `GET /v1/me/player`.
    ///
    /// # Errors
    /// When the token is refused, Spotify can't be reached or refuses, or the answer can't be understood.
    pub async fn player(&self, token: &Secret) -> Result<PlayerAnswer, ApiError> {
        let (body, read_at) = self.get(&self.player, token).await?;
        let playback = mapping::read(&body).ok_or(ApiError::Access(AccessError::Offline(OfflineCause::Nonsense)))?;
        Ok(PlayerAnswer { playback, read_at })
    }

    /// The body of a good answer, and about when it was made.
    async fn get(&self, url: &Url, token: &Secret) -> Result<(Vec<u8>, Instant), ApiError> {
        let network = ApiError::Access(AccessError::Offline(OfflineCause::Network));
        let asked_at = Instant::now();
        let request = self.http.get(url.clone()).bearer_auth(token.expose());
        let response = request.send().await.map_err(|error| {
            tracing::debug!(error = %chain(&error.without_url()), "no answer");
            network
        })?;
        let answered_at = Instant::now();
        let read_at = answered_at - ((answered_at - asked_at) / 2).min(LATEST_GUESS);
        let status = response.status();
        if status == StatusCode::NO_CONTENT {
            return Ok((Vec::new(), read_at));
        }
        let headers = response.headers().clone();
        let body = read_capped(response, BODY_LIMIT).await;
        if status.is_success() {
            return match body {
                Ok(body) => Ok((body, read_at)),
                Err(BodyError::TooLong) => Err(ApiError::Access(AccessError::Offline(OfflineCause::Nonsense))),
                Err(BodyError::CutOff(_)) => Err(network),
            };
        }
        // A refusal counts by its status even when its body is lost.
        Err(refusal::read(status, &headers, &body.unwrap_or_default(), self.clock.now()))
    }
}

/// The error and its causes on one line: reqwest's own text stops at "error sending request".
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
