//! A login with everything around it: an emulated Spotify, a keychain, a browser, and a clock that stands still.

use std::fmt::Debug;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use songplate_core::clock::{UnixSeconds, WallClock};
use songplate_core::login::{EndReason, LoginReason, LoginStatus, LoginView, ReturnBy};
use songplate_core::secret::Secrets;
use songplate_core::settings::SpotifySettings;
use songplate_core::source::SourceState;
use songplate_core::status::RetryAfterStore;
use songplate_emulator::{
    Control, DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, Emulator, Endpoint, Fault, SettingsChange,
};
use songplate_spotify::LandingText;
use songplate_spotify::access::{AccessError, AccessToken, AccessTokens as _};
use songplate_spotify::client::api_client;
use songplate_spotify::exchange::AccountsClient;
use songplate_spotify::login::{Credentials, Happening, LoginDriver, LoginHandle, Parts};
use songplate_spotify::player::PlayerClient;
use songplate_spotify::servers::Servers;
use songplate_spotify::tokens::LoginTokens;
use songplate_spotify::vault::Vault;
use tokio::sync::mpsc;
use url::Url;

use crate::memory::{FixedClock, MemoryStore, MemoryWaits, Mood};
use crate::tap::Tap;
use crate::words;

/// When the tests take place.
pub(crate) const START: UnixSeconds = UnixSeconds(1_800_000_000);

/// Longer than anything here takes on the slowest machine; only a test that fails waits so long.
const PATIENCE: Duration = Duration::from_mins(1);

/// The lifetime of an access token.
pub(crate) const HOUR: Duration = Duration::from_hours(1);

/// What has to come about without anybody doing anything more for it.
pub(crate) async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, future).await.unwrap_or_else(|_| panic!("in vain: {what}"))
}

/// Time passes at once. Nothing may be under way on a connection, as its time limit would be over too.
pub(crate) async fn pass(time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}

/// The credentials of the first client, with its secret and by deep link.
pub(crate) fn credentials() -> Credentials {
    Credentials {
        client_id: DEFAULT_CLIENT_ID.to_owned(),
        client_secret: Some(DEFAULT_CLIENT_SECRET.to_owned()),
        pkce_only: false,
        return_by: ReturnBy::DeepLink,
    }
}

pub(crate) fn without_secret() -> Credentials {
    Credentials { client_secret: None, pkce_only: true, ..credentials() }
}

pub(crate) fn by_loopback() -> Credentials {
    Credentials { return_by: ReturnBy::Loopback, ..credentials() }
}

/// The only parameter of this name in an address.
pub(crate) fn param(address: &str, name: &str) -> Option<String> {
    let url = Url::parse(address).unwrap();
    let mut values = url.query_pairs().filter(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let value = values.next();
    assert_eq!(values.next(), None, "{name} is repeated");
    value
}

/// What the parts are made with.
pub(crate) struct Staging {
    pub(crate) emulator: Emulator,
    pub(crate) settings: SpotifySettings,
    pub(crate) store: Arc<MemoryStore>,
    pub(crate) waits: Arc<MemoryWaits>,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) tapped: bool,
}

impl Staging {
    /// A first start: nothing is remembered, nothing is kept.
    pub(crate) fn new() -> Self {
        Self {
            emulator: Emulator::builder().auto_agree(true).start_now().unwrap(),
            settings: SpotifySettings::default(),
            store: Arc::new(MemoryStore::new(Mood::Open, Secrets::default())),
            waits: Arc::new(MemoryWaits::default()),
            clock: Arc::new(FixedClock::at(START)),
            tapped: false,
        }
    }

    /// The same, with a tap on the line.
    pub(crate) fn tapped() -> Self {
        Self { tapped: true, ..Self::new() }
    }

    pub(crate) async fn start(self) -> Stage {
        words::listen();
        // Several tests share the process, and the first installs it for all.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let Self { emulator, settings, store, waits, clock, tapped } = self;
        let tap = if tapped { Some(Tap::on(emulator.origin()).await) } else { None };
        let origin = tap.as_ref().map_or(emulator.origin(), |tap| tap.origin.as_str());
        let servers = Servers::new(Some(origin), Some(origin)).unwrap();
        let http = api_client(&servers).unwrap();
        let wall: Arc<dyn WallClock> = Arc::clone(&clock) as _;
        let accounts = AccountsClient::new(http.clone(), servers.clone(), Arc::clone(&wall));
        let vault = Arc::new(Vault::new(Arc::clone(&store) as _));
        let (ended_sender, ended) = mpsc::unbounded_channel();
        let tokens = Arc::new(LoginTokens::new(accounts.clone(), Arc::clone(&vault), ended_sender.clone()));
        let player = Arc::new(PlayerClient::new(http, &servers, Arc::clone(&tokens) as _, Arc::clone(&wall)));
        let landing_text: LandingText = Arc::new(|landing| (format!("<{landing:?}>"), format!("{landing:?} & \"so\"")));
        let parts = Parts {
            servers,
            accounts,
            vault,
            tokens: Arc::clone(&tokens),
            player: Arc::clone(&player),
            waits: Arc::clone(&waits) as Arc<dyn RetryAfterStore>,
            clock: wall,
            ended,
            landing_text,
            secrets_path: "/secrets.json".to_owned(),
        };
        let (login, happenings) = LoginDriver::spawn(parts, settings);
        let log_search = LogSearch(emulator.control());
        Stage {
            spotify: emulator.control(),
            browser: reqwest::Client::builder().redirect(Policy::none()).no_proxy().build().unwrap(),
            emulator,
            tap,
            store,
            waits,
            clock,
            tokens,
            player,
            login,
            happenings,
            ended: ended_sender,
            _log_search: log_search,
        }
    }
}

/// A running login.
pub(crate) struct Stage {
    pub(crate) emulator: Emulator,
    pub(crate) spotify: Control,
    tap: Option<Tap>,
    pub(crate) store: Arc<MemoryStore>,
    pub(crate) waits: Arc<MemoryWaits>,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) tokens: Arc<LoginTokens>,
    pub(crate) player: Arc<PlayerClient>,
    pub(crate) login: LoginHandle,
    pub(crate) happenings: mpsc::UnboundedReceiver<Happening>,
    /// By which the tokens report the end of a permission.
    pub(crate) ended: mpsc::UnboundedSender<EndReason>,
    pub(crate) browser: reqwest::Client,
    _log_search: LogSearch,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        Staging::new().start().await
    }

    pub(crate) async fn tapped() -> Self {
        Staging::tapped().start().await
    }

    /// A login that is linked and knows its name.
    pub(crate) async fn linked() -> Self {
        Self::new().await.and_linked().await
    }

    pub(crate) async fn and_linked(self) -> Self {
        self.log_in(credentials()).await;
        self
    }

    /// The program ends and starts again, with what is remembered and kept.
    pub(crate) async fn restarted(self) -> Self {
        self.ending().start().await
    }

    /// The program ends; what it leaves behind can be changed before it starts again.
    pub(crate) fn ending(self) -> Staging {
        let settings = self.login.remembered.borrow().clone();
        let Self { emulator, tap, store, waits, clock, .. } = self;
        Staging { emulator, settings, store, waits, clock, tapped: tap.is_some() }
    }

    pub(crate) fn tap(&self) -> &Tap {
        self.tap.as_ref().expect("a tap")
    }

    pub(crate) fn view(&self) -> LoginView {
        self.login.views.borrow().clone()
    }

    pub(crate) fn source(&self) -> Option<SourceState> {
        *self.login.source.borrow()
    }

    /// Status and reason, as the window shows them.
    pub(crate) fn told(&self) -> (LoginStatus, Option<LoginReason>) {
        let view = self.login.views.borrow();
        (view.status, view.reason)
    }

    /// Waits for a view that satisfies `condition`.
    pub(crate) async fn view_when(&self, what: &str, condition: impl Fn(&LoginView) -> bool) -> LoginView {
        let mut views = self.login.views.clone();
        soon(what, views.wait_for(condition)).await.unwrap().clone()
    }

    pub(crate) async fn told_when(&self, status: LoginStatus, reason: Option<LoginReason>) -> LoginView {
        let what = format!("{status:?} {reason:?}");
        self.view_when(&what, |view| view.status == status && view.reason == reason).await
    }

    pub(crate) async fn begin(&self, credentials: Credentials) -> String {
        soon("a login to begin", self.login.begin(credentials, true)).await.expect("a login begins").to_string()
    }

    /// The browser shows the consent page, on which somebody agrees: where it is sent then.
    pub(crate) async fn consent(&self, login_url: &str) -> String {
        let answer = self.browser.get(login_url).send().await.unwrap();
        let status = answer.status();
        let location = answer.headers().get(LOCATION).map(|location| location.to_str().unwrap().to_owned());
        location.unwrap_or_else(|| panic!("the consent page does not come back: {status}"))
    }

    /// Logs in from beginning to end and waits for the account's name.
    pub(crate) async fn log_in(&self, credentials: Credentials) -> LoginView {
        let login_url = self.begin(credentials).await;
        self.answer(self.consent(&login_url).await).await;
        self.view_when("an account with a name", |view| {
            view.status == LoginStatus::Linked && view.account.as_ref().is_some_and(|account| !account.id.is_empty())
        })
        .await
    }

    /// The browser comes back with an answer that counts.
    pub(crate) async fn answer(&self, address: String) {
        soon("an answer to be taken in", self.login.returned(address)).await.expect("the answer counts");
    }

    /// The access token of this moment, as the player asks for it.
    pub(crate) async fn access(&self) -> Result<AccessToken, AccessError> {
        soon("an access token", self.tokens.current()).await
    }

    /// Turns a fault on until it is turned off.
    pub(crate) fn fault(&self, endpoint: Endpoint, fault: Fault) {
        self.spotify.fault(endpoint, fault, None);
    }

    pub(crate) fn change(&self, change: SettingsChange) {
        self.spotify.change_settings(change).unwrap();
    }

    pub(crate) fn rotate(&self) {
        self.change(SettingsChange { rotate_refresh_tokens: Some(true), ..SettingsChange::default() });
    }

    pub(crate) fn sign_in_as(&self, account: &str) {
        self.change(SettingsChange { signed_in: Some(account.to_owned()), ..SettingsChange::default() });
    }

    /// How many requests the token endpoint has had.
    pub(crate) fn token_requests(&self) -> u64 {
        self.spotify.count(Endpoint::Token)
    }

    /// What happened that the rest of the program hears of.
    pub(crate) async fn happening(&mut self) -> Happening {
        soon("a happening", self.happenings.recv()).await.unwrap()
    }
}

/// Nothing of what must stay secret is in `text`.
pub(crate) fn assert_silent(spotify: &Control, text: &str, whose: &dyn Debug) {
    for value in spotify.issued_values() {
        assert!(!text.contains(&value), "a code or token in {whose:?}");
    }
    for hint in
        [DEFAULT_CLIENT_SECRET, "emulated-", "code=", "state=", "://callback?", "://callback/?", "code_verifier"]
    {
        assert!(!text.contains(hint), "{hint} in {whose:?}");
    }
}

/// Searches the log when a test ends, whatever the test was about.
struct LogSearch(Control);

impl Drop for LogSearch {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            for line in words::lines() {
                assert_silent(&self.0, &line, &"the log");
            }
        }
    }
}
