//! An emulator with a login, and what asks it.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::redirect::Policy;
use serde_json::Value;
use songplate_core::clock::SystemClock;
use songplate_core::secret::Secret;
use songplate_core::source::BoxFuture;
use songplate_core::status::{OfflineCause, RetryAfter, RetryAfterStore};
use songplate_emulator::{Control, DEFAULT_REDIRECT_URIS, Emulator, challenge_of};
use songplate_spotify::access::{AccessError, AccessToken, AccessTokens};
use songplate_spotify::client::api_client;
use songplate_spotify::player::PlayerClient;
use songplate_spotify::servers::Servers;
use url::Url;

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

pub(crate) struct Stage {
    pub(crate) emulator: Emulator,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) servers: Servers,
    pub(crate) http: reqwest::Client,
}

impl Stage {
    /// An emulator whose time stands still, and somebody who is logged in to it.
    pub(crate) async fn set() -> Self {
        // The tests share a process, and the first installs it for all.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let emulator = Emulator::builder().auto_agree(true).stopped_clock().start().await.unwrap();
        let servers = Servers::new(Some(emulator.origin()), Some(emulator.origin())).unwrap();
        let tokens = Arc::new(Tokens::log_in(&emulator).await);
        let http = api_client(&servers).unwrap();
        Self { emulator, tokens, servers, http }
    }

    /// The same with requests that take no longer than `limit`.
    pub(crate) async fn with_limit(limit: Duration) -> Self {
        let stage = Self::set().await;
        Self { http: reqwest::Client::builder().timeout(limit).no_proxy().build().unwrap(), ..stage }
    }

    pub(crate) fn control(&self) -> Control {
        self.emulator.control()
    }

    pub(crate) fn player(&self) -> PlayerClient {
        let tokens = Arc::clone(&self.tokens);
        PlayerClient::new(self.http.clone(), &self.servers, tokens, Arc::new(SystemClock))
    }
}

/// Access tokens of the emulator, refreshed by hand.
pub(crate) struct Tokens {
    http: reqwest::Client,
    origin: String,
    client: (String, String),
    refresh_token: String,
    current: Mutex<AccessToken>,
    pub(crate) replaced: AtomicU32,
}

impl Tokens {
    async fn log_in(emulator: &Emulator) -> Self {
        let http = reqwest::Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
        let challenge = challenge_of(VERIFIER);
        let ask = Url::parse_with_params(
            &format!("{}/authorize", emulator.origin()),
            [
                ("client_id", emulator.client_id()),
                ("response_type", "code"),
                ("redirect_uri", DEFAULT_REDIRECT_URIS[0]),
                ("scope", "user-read-playback-state"),
                ("state", "s"),
                ("code_challenge", &challenge),
                ("code_challenge_method", "S256"),
            ],
        );
        let agreed = http.get(ask.unwrap()).send().await.unwrap();
        let back = Url::parse(agreed.headers()["location"].to_str().unwrap()).unwrap();
        let (_, code) = back.query_pairs().find(|(name, _)| name == "code").unwrap();
        let client = (emulator.client_id().to_owned(), emulator.client_secret().to_owned());
        let form = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", DEFAULT_REDIRECT_URIS[0]),
            ("code_verifier", VERIFIER),
        ];
        let answer = post(&http, emulator.origin(), &client, &form).await.unwrap();
        let text = |name: &str| answer[name].as_str().unwrap().to_owned();
        let current = AccessToken { secret: Secret::new(text("access_token")), serial: 0 };
        Self {
            http,
            origin: emulator.origin().to_owned(),
            client,
            refresh_token: text("refresh_token"),
            current: Mutex::new(current),
            replaced: AtomicU32::default(),
        }
    }
}

async fn post(http: &reqwest::Client, origin: &str, client: &(String, String), form: &[(&str, &str)]) -> Option<Value> {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let request = http.post(format!("{origin}/api/token")).basic_auth(&client.0, Some(&client.1));
    let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
    let answer = request.send().await.unwrap();
    answer.status().is_success().then_some(answer.json().await.unwrap())
}

impl AccessTokens for Tokens {
    fn current(&self) -> BoxFuture<'_, Result<AccessToken, AccessError>> {
        Box::pin(async { Ok(self.current.lock().unwrap().clone()) })
    }

    fn replace(&self, refused: AccessToken) -> BoxFuture<'_, Result<AccessToken, AccessError>> {
        Box::pin(async move {
            self.replaced.fetch_add(1, Ordering::SeqCst);
            let form = [("grant_type", "refresh_token"), ("refresh_token", &*self.refresh_token)];
            let answer = post(&self.http, &self.origin, &self.client, &form).await.ok_or(AccessError::SignedOut)?;
            let secret = answer["access_token"].as_str().ok_or(AccessError::Offline(OfflineCause::Nonsense))?;
            let fresh = AccessToken { secret: Secret::new(secret), serial: refused.serial + 1 };
            *self.current.lock().unwrap() = fresh.clone();
            Ok(fresh)
        })
    }

    fn client_id(&self) -> Option<String> {
        Some(self.client.0.clone())
    }
}

/// Remembers waits as long as the test lasts.
#[derive(Default)]
pub(crate) struct Waits(Mutex<Option<(String, RetryAfter)>>);

impl RetryAfterStore for Waits {
    fn load(&self, client_id: &str) -> Option<RetryAfter> {
        self.0.lock().unwrap().as_ref().filter(|(id, _)| id == client_id).map(|(_, wait)| *wait)
    }

    fn save(&self, client_id: &str, wait: RetryAfter) {
        *self.0.lock().unwrap() = Some((client_id.to_owned(), wait));
    }
}
