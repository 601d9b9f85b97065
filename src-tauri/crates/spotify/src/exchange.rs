//! The requests to the accounts server: where to send the user, code for tokens, refresh.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use oauth2::basic::{BasicClient, BasicErrorResponse, BasicErrorResponseType, BasicTokenResponse};
use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RefreshToken, RequestTokenError, Scope,
    TokenResponse, TokenUrl,
};
use songplate_core::clock::WallClock;
use songplate_core::secret::Secret;
use songplate_core::status::{OfflineCause, RetryAfter};
use url::Url;

use crate::client::{BODY_LIMIT, BodyError, read_capped};
use crate::retry_after::imposed_wait;
use crate::servers::Servers;

/// The one permission that the app asks for.
const SCOPE: &str = "user-read-playback-state";

/// What Spotify's documentation gives, for answers that lack `expires_in`.
const USUAL_LIFETIME: Duration = Duration::from_hours(1);

/// Who asks: the user's own app at Spotify.
#[derive(Debug, Clone)]
pub struct App {
    /// The client ID.
    pub client_id: songplate_core::login::ClientId,
    /// The client secret, where one is to be sent.
    pub client_secret: Option<Secret>,
}

/// Where to send the user, and what to hold against the answer.
#[derive(Debug)]
pub struct Authorization {
    /// The address of the consent page.
    pub url: Url,
    /// The random value that only its answer carries.
    pub state: Secret,
    /// The other half of the challenge in the address (RFC 7636).
    pub verifier: Secret,
}

/// Tokens as they were granted.
#[derive(Debug)]
pub struct Tokens {
    /// The access token.
    pub access: Secret,
    /// How long it lives.
    pub lifetime: Duration,
    /// The refresh token; a refresh usually carries none, and the old one stays good.
    pub refresh: Option<Secret>,
}

/// Why there are no tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// `invalid_grant`: the code or the refresh token is not good, and never will be again.
    #[error("invalid_grant")]
    InvalidGrant {
        /// Whether the description says that it is too old, rather than withdrawn.
        expired: bool,
    },
    /// `invalid_client`: the client ID is unknown, or the secret is wrong.
    #[error("invalid_client")]
    InvalidClient,
    /// Any other refusal of the request.
    #[error("the request was refused")]
    InvalidRequest,
    /// Not reached, or not understood.
    #[error("can't be reached: {0:?}")]
    Offline(OfflineCause),
    /// Asked to wait.
    #[error("asked to wait")]
    Wait(RetryAfter),
}

/// Speaks to the accounts server for one app.
#[derive(Clone)]
pub struct AccountsClient {
    http: reqwest::Client,
    servers: Servers,
    clock: Arc<dyn WallClock>,
}

type Client = BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

impl AccountsClient {
    /// Speaks to the accounts server of `servers` by `http`, which must not follow redirects: a redirected token
    /// request would carry the secret elsewhere.
    #[must_use]
    pub fn new(http: reqwest::Client, servers: Servers, clock: Arc<dyn WallClock>) -> Self {
        Self { http, servers, clock }
    }

    /// Where to send the user. PKCE with S256, always; a random `state`, once.
    ///
    /// # Errors
    /// When `redirect_uri` is not a URL.
    pub fn authorization(&self, app: &App, redirect_uri: &str) -> Result<Authorization, TokenError> {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (url, state) = self
            .client(app)?
            .set_redirect_uri(redirect(redirect_uri)?)
            .authorize_url(CsrfToken::new_random)
            .add_scope(Scope::new(SCOPE.to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        Ok(Authorization {
            url,
            state: Secret::new(state.into_secret()),
            verifier: Secret::new(verifier.into_secret()),
        })
    }

    /// Exchanges the code of a consent for tokens (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
    ///
    /// # Errors
    /// When the accounts server refuses or can't be reached.
    pub async fn exchange(
        &self,
        app: &App,
        code: &Secret,
        verifier: &Secret,
        redirect_uri: &str,
    ) -> Result<Tokens, TokenError> {
        let client = self.client(app)?.set_redirect_uri(redirect(redirect_uri)?);
        client
            .exchange_code(AuthorizationCode::new(code.expose().to_owned()))
            .set_pkce_verifier(PkceCodeVerifier::new(verifier.expose().to_owned()))
            .request_async(&self.carrier())
            .await
            .map(|answer| tokens(&answer))
            .map_err(|error| token_error(&error))
    }

    /// Gets a new access token (RFC 6749 section 6).
    ///
    /// # Errors
    /// When the accounts server refuses or can't be reached.
    pub async fn refresh(&self, app: &App, refresh_token: &Secret) -> Result<Tokens, TokenError> {
        self.client(app)?
            .exchange_refresh_token(&RefreshToken::new(refresh_token.expose().to_owned()))
            .request_async(&self.carrier())
            .await
            .map(|answer| tokens(&answer))
            .map_err(|error| token_error(&error))
    }

    fn client(&self, app: &App) -> Result<Client, TokenError> {
        let address = |path: &str| self.servers.accounts.join(path).map_err(|_| TokenError::InvalidRequest);
        let client = BasicClient::new(ClientId::new(app.client_id.as_str().to_owned()))
            .set_auth_uri(AuthUrl::from_url(address("authorize")?))
            .set_token_uri(TokenUrl::from_url(address("api/token")?));
        // With a secret the client authenticates by HTTP Basic, without one it names itself in the form.
        Ok(match &app.client_secret {
            Some(secret) => client.set_client_secret(ClientSecret::new(secret.expose().to_owned())),
            None => client,
        })
    }

    /// Carries one request of oauth2's. That crate forgets the status and the headers of an answer, so what hangs on
    /// them (429, 5xx) is turned into errors here.
    fn carrier(&self) -> impl Fn(HttpRequest) -> Pin<Box<dyn Future<Output = Result<HttpResponse, Carried>> + Send>> {
        let http = self.http.clone();
        let clock = Arc::clone(&self.clock);
        move |request| Box::pin(carry(http.clone(), Arc::clone(&clock), request))
    }
}

async fn carry(
    http: reqwest::Client,
    clock: Arc<dyn WallClock>,
    request: HttpRequest,
) -> Result<HttpResponse, Carried> {
    let offline = |cause| Carried(TokenError::Offline(cause));
    let request = reqwest::Request::try_from(request).map_err(|_| Carried(TokenError::InvalidRequest))?;
    let response = http.execute(request).await.map_err(|_| offline(OfflineCause::Network))?;
    let status = response.status();
    if status.as_u16() == 429 {
        return Err(Carried(TokenError::Wait(imposed_wait(response.headers(), false, clock.now()))));
    }
    if status.is_server_error() {
        return Err(offline(OfflineCause::Server));
    }
    let body = read_capped(response, BODY_LIMIT).await.map_err(|error| match error {
        BodyError::TooLong => offline(OfflineCause::Nonsense),
        BodyError::CutOff(_) => offline(OfflineCause::Network),
    })?;
    let mut answer = HttpResponse::new(body);
    *answer.status_mut() = status;
    Ok(answer)
}

/// An error on its way through oauth2.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct Carried(TokenError);

fn redirect(uri: &str) -> Result<RedirectUrl, TokenError> {
    RedirectUrl::new(uri.to_owned()).map_err(|_| TokenError::InvalidRequest)
}

fn tokens(answer: &BasicTokenResponse) -> Tokens {
    Tokens {
        access: Secret::new(answer.access_token().secret()),
        lifetime: answer.expires_in().unwrap_or(USUAL_LIFETIME),
        refresh: answer.refresh_token().map(|token| Secret::new(token.secret())),
    }
}

fn token_error(error: &RequestTokenError<Carried, BasicErrorResponse>) -> TokenError {
    match error {
        RequestTokenError::Request(Carried(error)) => *error,
        RequestTokenError::ServerResponse(refusal) => match refusal.error() {
            BasicErrorResponseType::InvalidGrant => TokenError::InvalidGrant {
                expired: refusal.error_description().is_some_and(|text| text.to_ascii_lowercase().contains("expired")),
            },
            BasicErrorResponseType::InvalidClient | BasicErrorResponseType::UnauthorizedClient => {
                TokenError::InvalidClient
            }
            _ => TokenError::InvalidRequest,
        },
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => TokenError::Offline(OfflineCause::Nonsense),
    }
}
