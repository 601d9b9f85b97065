//! Building, starting and ending an emulator.

use std::collections::VecDeque;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tokio::sync::oneshot;

use crate::clock::Clock;
use crate::consent::Pending;
use crate::control::{Control, sane_speed};
use crate::faults::Faults;
use crate::grants::Grants;
use crate::playback::Playback;
use crate::registry::{Account, ClientRegistration};
use crate::requests::Requests;
use crate::songs::{Song, default_songs};
use crate::world::{Emulated, Settings, Shared, World};
use crate::{authorize, control_http, covers, gate, me, player, token, web_api};

/// The client that is registered when no other is given.
pub const DEFAULT_CLIENT_ID: &str = "0123456789abcdef0123456789abcdef";
/// The secret of [`DEFAULT_CLIENT_ID`].
pub const DEFAULT_CLIENT_SECRET: &str = "fedcba9876543210fedcba9876543210";
/// The redirect URIs of the default clients.
pub const DEFAULT_REDIRECT_URIS: [&str; 2] = ["app.songplate://callback", "http://127.0.0.1/callback"];
/// A second client, registered beside the default one.
pub const SECOND_CLIENT_ID: &str = "89abcdef0123456789abcdef01234567";
/// The secret of [`SECOND_CLIENT_ID`].
pub const SECOND_CLIENT_SECRET: &str = "76543210fedcba9876543210fedcba98";
/// The account that is signed in at first, "Alex Example".
pub const DEFAULT_ACCOUNT_ID: &str = "alexexample";
/// The second account, "Robin Sample".
pub const SECOND_ACCOUNT_ID: &str = "robinsample";

/// Half a year: how long refresh tokens live after consent.
const SIX_MONTHS: Duration = Duration::from_hours(24 * 182);

/// What an emulator starts with.
#[derive(Debug)]
pub struct Builder {
    port: u16,
    clients: Vec<ClientRegistration>,
    accounts: Vec<Account>,
    songs: Vec<Song>,
    speed: f64,
    clock: Clock,
    settings: Settings,
}

impl Builder {
    /// The port; 0, the default, takes a free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Registers a client. The first one replaces the default clients.
    #[must_use]
    pub fn client(mut self, client: ClientRegistration) -> Self {
        self.clients.push(client);
        self
    }

    /// Adds an account. The first one replaces the default accounts and is signed in.
    #[must_use]
    pub fn account(mut self, account: Account) -> Self {
        self.accounts.push(account);
        self
    }

    /// The script, instead of [`default_songs`]; an empty one plays nothing.
    #[must_use]
    pub fn songs(mut self, songs: Vec<Song>) -> Self {
        self.songs = songs;
        self
    }

    /// How much shorter than in reality songs are, 0.01 to 1000; 1 by default.
    #[must_use]
    pub fn speed(mut self, speed: f64) -> Self {
        self.speed = sane_speed(speed);
        self
    }

    /// `/authorize` answers at once instead of showing the consent page.
    #[must_use]
    pub fn auto_agree(mut self, on: bool) -> Self {
        self.settings.auto_agree = on;
        self
    }

    /// The custom scheme comes back with an added slash.
    #[must_use]
    pub fn added_slash(mut self, on: bool) -> Self {
        self.settings.added_slash = on;
        self
    }

    /// Refreshing gives a new refresh token and ends the old one.
    #[must_use]
    pub fn rotate_refresh_tokens(mut self, on: bool) -> Self {
        self.settings.rotate_refresh_tokens = on;
        self
    }

    /// How long access tokens live; an hour by default. Whole seconds are reported.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.settings.expires_in = lifetime;
        self
    }

    /// How long refresh tokens live after consent; 182 days by default.
    #[must_use]
    pub fn refresh_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.refresh_lifetime = lifetime;
        self
    }

    /// Time stands still until [`Control::advance`] moves it.
    #[must_use]
    pub fn stopped_clock(mut self) -> Self {
        self.clock = Clock::stopped();
        self
    }

    /// Starts serving. The server has a thread and a runtime of its own, so a test may pause its time or block.
    ///
    /// # Errors
    /// When the port is taken, or the system refuses a socket or a thread.
    #[expect(clippy::unused_async, reason = "callers await a start; what it does inside may change")]
    pub async fn start(self) -> io::Result<Emulator> {
        self.start_now()
    }

    /// The same for callers without a runtime.
    ///
    /// # Errors
    /// As [`Builder::start`].
    pub fn start_now(mut self) -> io::Result<Emulator> {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port)))?;
        listener.set_nonblocking(true)?;
        let origin = format!("http://{}", listener.local_addr()?);
        if self.clients.is_empty() {
            self.clients = default_clients();
        }
        if self.accounts.is_empty() {
            self.accounts = default_accounts();
        }
        self.settings.signed_in = self.accounts.first().map(|account| account.id.clone()).unwrap_or_default();
        let client = self.clients.first().cloned();
        let emulated = Arc::new(self.emulated(origin));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let app = app(&emulated);
        let thread = std::thread::Builder::new().name("spotify-emulator".to_owned()).spawn(move || {
            runtime.block_on(async {
                let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
                tokio::select! {
                    _ = axum::serve(listener, app) => {}
                    _ = stopped => {}
                }
            });
            // Ends every connection as it is, so that an ended emulator looks like a network that is gone.
            runtime.shutdown_background();
        })?;
        Ok(Emulator { control: Control { emulated }, client, stop: Some(stop), thread: Some(thread) })
    }

    fn emulated(self, origin: String) -> Emulated {
        let now_ms = self.clock.now_ms();
        let world = World {
            playback: Playback::new(&self.songs, self.speed, now_ms),
            clients: self.clients,
            accounts: self.accounts,
            songs: self.songs,
            settings: self.settings,
            pending: Pending::default(),
            grants: Grants::default(),
            faults: Faults::default(),
            requests: Requests::default(),
            history: VecDeque::new(),
        };
        Emulated::new(origin, self.clock, world)
    }
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            port: 0,
            clients: Vec::new(),
            accounts: Vec::new(),
            songs: default_songs(),
            speed: 1.0,
            clock: Clock::running(),
            settings: Settings {
                auto_agree: false,
                added_slash: false,
                signed_in: String::new(),
                rotate_refresh_tokens: false,
                expires_in: Duration::from_hours(1),
                refresh_lifetime: SIX_MONTHS,
            },
        }
    }
}

/// A running emulator. Dropping it ends the server and every connection, and frees the port.
#[derive(Debug)]
pub struct Emulator {
    control: Control,
    client: Option<ClientRegistration>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Emulator {
    /// What to start with.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The origin of every path, `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.control.emulated.origin
    }

    /// The first client's ID.
    #[must_use]
    pub fn client_id(&self) -> &str {
        self.client.as_ref().map_or("", |client| &client.client_id)
    }

    /// The first client's secret; empty when it has none.
    #[must_use]
    pub fn client_secret(&self) -> &str {
        self.client.as_ref().and_then(|client| client.client_secret.as_deref()).unwrap_or_default()
    }

    /// The first client's redirect URIs.
    #[must_use]
    pub fn redirect_uris(&self) -> &[String] {
        self.client.as_ref().map_or(&[], |client| &client.redirect_uris)
    }

    /// What changes and reads it.
    #[must_use]
    pub fn control(&self) -> Control {
        self.control.clone()
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // The port is free once the thread has ended. A panic in it was reported when it happened.
            let _ = thread.join();
        }
    }
}

fn app(emulated: &Shared) -> Router {
    Router::new()
        .route("/authorize", get(authorize::ask).post(authorize::answer))
        .route("/api/token", post(token::token))
        .route("/v1/me", get(me::me))
        .route("/v1/me/player", get(player::player))
        .route("/image/{id}", get(covers::image))
        .merge(control_http::routes())
        .fallback(async || web_api::error(StatusCode::NOT_FOUND, "Service not found"))
        .layer(from_fn_with_state(emulated.clone(), gate::gate))
        .with_state(emulated.clone())
}

fn default_clients() -> Vec<ClientRegistration> {
    let mut second = ClientRegistration::new(SECOND_CLIENT_ID, SECOND_CLIENT_SECRET, &DEFAULT_REDIRECT_URIS);
    "Songplate (second)".clone_into(&mut second.name);
    vec![ClientRegistration::new(DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, &DEFAULT_REDIRECT_URIS), second]
}

fn default_accounts() -> Vec<Account> {
    vec![Account::new(DEFAULT_ACCOUNT_ID, "Alex Example"), Account::new(SECOND_ACCOUNT_ID, "Robin Sample")]
}
