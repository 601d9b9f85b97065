//! The player client: asks Spotify what plays.

mod fields;
mod mapping;
mod refusal;
mod text;
mod web_api;

use std::sync::Arc;

use songplate_core::clock::WallClock;
use songplate_core::now_playing::Playback;
use songplate_core::secret::Secret;
use songplate_core::source::BoxFuture;
use tokio::time::Instant;

use crate::access::{AccessError, AccessTokens};
use crate::servers::Servers;
pub use web_api::{Profile, WebApi};

/// What Spotify says plays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayerAnswer {
    /// What plays.
    pub playback: Playback,
    /// About when Spotify made the answer; the position belongs to this instant.
    pub read_at: Instant,
}

/// Why the Web API did not answer a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// The token is not, or no longer, good.
    #[error("the token was refused")]
    Unauthorized,
    /// Anything else.
    #[error(transparent)]
    Access(#[from] AccessError),
}

/// Tells what plays. A source asks through this, so that its loop can be tested with answers out of a list.
pub trait Player: Send + Sync + 'static {
    /// What plays now.
    fn ask(&self) -> BoxFuture<'_, Result<PlayerAnswer, AccessError>>;

    /// The client ID that Spotify counts the questions by; `None` when nobody is logged in.
    fn client_id(&self) -> Option<String>;
}

/// Asks Spotify what plays, as the account that is linked.
pub struct PlayerClient {
    api: WebApi,
    tokens: Arc<dyn AccessTokens>,
}

impl PlayerClient {
    /// Asks `servers` through `http`, which [`crate::client::api_client`] makes, with the tokens that `tokens` hands
    /// out.
    #[must_use]
    pub fn new(
        http: reqwest::Client,
        servers: &Servers,
        tokens: Arc<dyn AccessTokens>,
        clock: Arc<dyn WallClock>,
    ) -> Self {
        Self { api: WebApi::new(http, servers, clock), tokens }
    }

    /// What plays now.
    ///
    /// # Errors
    /// When nobody is logged in, Spotify can't be reached or refuses, or the answer can't be understood.
    pub async fn ask(&self) -> Result<PlayerAnswer, AccessError> {
        self.with_token(|api, token| Box::pin(api.player(token))).await
    }

    /// Whose account is linked.
    ///
    /// # Errors
    /// As [`PlayerClient::ask`].
    pub async fn me(&self) -> Result<Profile, AccessError> {
        self.with_token(|api, token| Box::pin(api.me(token))).await
    }

    /// Makes a call; when its token is refused, once more with another.
    async fn with_token<T>(
        &self,
        call: impl for<'a> Fn(&'a WebApi, &'a Secret) -> BoxFuture<'a, Result<T, ApiError>>,
    ) -> Result<T, AccessError> {
        let token = self.tokens.current().await?;
        match call(&self.api, &token.secret).await {
            Ok(answer) => return Ok(answer),
            Err(ApiError::Access(error)) => return Err(error),
            Err(ApiError::Unauthorized) => tracing::info!("the access token was refused before its time"),
        }
        let token = self.tokens.replace(token).await?;
        call(&self.api, &token.secret).await.map_err(|error| match error {
            ApiError::Access(error) => error,
            // A token that is seconds old is refused when Spotify itself is in disorder. Whether the login has ended
            // is for the refresh to find out.
            ApiError::Unauthorized => AccessError::Offline(songplate_core::status::OfflineCause::Server),
        })
    }
}

impl Player for PlayerClient {
    fn ask(&self) -> BoxFuture<'_, Result<PlayerAnswer, AccessError>> {
        Box::pin(self.ask())
    }

    fn client_id(&self) -> Option<String> {
        self.tokens.client_id()
    }
}
