//! The one task that owns the login. It feeds the pure machine and carries out what that says.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use songplate_core::clock::WallClock;
use songplate_core::login::{
    ATTEMPT_LIFETIME, Account, Attempt, Callback, ClientId, Effect, EndReason, Event, Granted, Login, LoginStatus,
    LoginView, ReturnBy, Stage,
};
use songplate_core::secret::Secret;
use songplate_core::settings::SpotifySettings;
use songplate_core::source::SourceState;
use songplate_core::status::RetryAfterStore;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, sleep_until};
use url::Url;

use super::pending::Pending;
use super::publish::empty_view;
use super::reasons::{described, refusal};
use super::{Credentials, Happening, LoginError, LoginHandle, Request, Unanswered};
use crate::access::{AccessError, AccessTokens};
use crate::exchange::{AccountsClient, TokenError, Tokens};
use crate::loopback::{Arrival, Landing, LandingText, Loopback};
use crate::player::PlayerClient;
use crate::servers::Servers;
use crate::tokens::LoginTokens;
use crate::vault::Vault;

/// The date of a consent moves on without events; this often the view is made anew.
const REFRESH_VIEW: Duration = Duration::from_hours(1);

/// What the login is made of.
pub struct Parts {
    /// The servers; a login that was granted by others is left alone.
    pub servers: Servers,
    /// Speaks to the accounts server.
    pub accounts: AccountsClient,
    /// Keeps the secrets.
    pub vault: Arc<Vault>,
    /// Hands out the access tokens.
    pub tokens: Arc<LoginTokens>,
    /// Asks whose login it is.
    pub player: Arc<PlayerClient>,
    /// The waits that Spotify has imposed.
    pub waits: Arc<dyn RetryAfterStore>,
    /// Tells the time.
    pub clock: Arc<dyn WallClock>,
    /// Where `tokens` reports that a permission has ended.
    pub ended: mpsc::UnboundedReceiver<EndReason>,
    /// The words on the page that a loopback return shows.
    pub landing_text: LandingText,
    /// The path of the secrets file, for the user to see.
    pub secrets_path: String,
}

/// Owns the login.
pub struct LoginDriver {
    pub(super) parts: Parts,
    pub(super) settings: SpotifySettings,
    pub(super) machine: Login,
    pub(super) pending: Option<Pending>,
    attempts: u32,
    /// Counts the accounts that were linked; what was asked for an earlier one is dropped.
    logins: u32,
    pub(super) has_secret: bool,
    inbox: mpsc::UnboundedReceiver<Request>,
    arrivals: mpsc::UnboundedReceiver<Arrival>,
    arrivals_sender: mpsc::UnboundedSender<Arrival>,
    outcomes: mpsc::UnboundedReceiver<Outcome>,
    outcomes_sender: mpsc::UnboundedSender<Outcome>,
    pub(super) views: watch::Sender<LoginView>,
    pub(super) remember: watch::Sender<SpotifySettings>,
    pub(super) source: watch::Sender<Option<SourceState>>,
    happenings: mpsc::UnboundedSender<Happening>,
}

/// What a request that ran beside the task came to.
enum Outcome {
    Exchanged { attempt: u32, outcome: Result<Tokens, TokenError> },
    Described { login: u32, client_id: ClientId, outcome: Result<(String, Option<String>), AccessError> },
    SecretsRead { has_secret: bool, has_token: bool, kept_is_over: bool },
}

impl LoginDriver {
    /// Starts the task on the current tokio runtime, with the login as it was remembered. It ends when every handle
    /// is gone.
    #[must_use]
    pub fn spawn(parts: Parts, settings: SpotifySettings) -> (LoginHandle, mpsc::UnboundedReceiver<Happening>) {
        let (requests, inbox) = mpsc::unbounded_channel();
        let (arrivals_sender, arrivals) = mpsc::unbounded_channel();
        let (outcomes_sender, outcomes) = mpsc::unbounded_channel();
        let (happenings, happenings_receiver) = mpsc::unbounded_channel();
        // A login is used with the server and the client ID that it was granted by and to, and with no others.
        let account = settings.account.clone().filter(|account| {
            account.accounts_origin == parts.servers.accounts_origin()
                && settings.client_id.as_ref() == Some(&account.client_id)
        });
        if let Some(account) = &account {
            parts.tokens.adopt(account, None);
        }
        let machine = Login::restored(account, settings.ended);
        let mut driver = Self {
            views: watch::Sender::new(empty_view()),
            remember: watch::Sender::new(settings.clone()),
            source: watch::Sender::new(None),
            parts,
            settings,
            machine,
            pending: None,
            attempts: 0,
            logins: 0,
            has_secret: false,
            inbox,
            arrivals,
            arrivals_sender,
            outcomes,
            outcomes_sender,
            happenings,
        };
        driver.publish();
        driver.read_secrets();
        let handle = LoginHandle {
            requests,
            views: driver.views.subscribe(),
            remembered: driver.remember.subscribe(),
            source: driver.source.subscribe(),
        };
        tokio::spawn(driver.run());
        (handle, happenings_receiver)
    }

    async fn run(mut self) {
        let mut refresh_view = tokio::time::interval(REFRESH_VIEW);
        loop {
            tokio::select! {
                request = self.inbox.recv() => match request {
                    Some(request) => self.take(request).await,
                    None => return,
                },
                Some(arrival) = self.arrivals.recv() => self.arrived(arrival).await,
                Some(outcome) = self.outcomes.recv() => self.ended(outcome).await,
                Some(reason) = self.parts.ended.recv() => self.permission_ended(reason).await,
                () = due(self.machine.deadline()) => self.apply(Event::TimePassed).await,
                _ = refresh_view.tick() => self.describe_if_unknown(),
            }
            self.publish();
        }
    }

    async fn take(&mut self, request: Request) {
        match request {
            Request::Save { credentials, confirmed, reply } => {
                let saved = self.save(credentials, confirmed).await;
                self.publish();
                let _ = reply.send(saved.map(drop));
            }
            Request::Begin { credentials, confirmed, reply } => {
                let begun = self.begin(credentials, confirmed).await;
                self.publish();
                let _ = reply.send(begun);
            }
            Request::Return { address, reply } => {
                let returned = self.returned(&address, None).await;
                self.publish();
                let _ = reply.send(returned.map_err(|(unanswered, _)| unanswered));
            }
            Request::Cancel => self.apply(Event::Cancelled).await,
            Request::LogOut => self.apply(Event::LoggedOut).await,
            Request::BrowserFailed => self.apply(Event::BrowserFailed).await,
            Request::RetrySecrets => self.read_secrets(),
        }
    }

    async fn begin(&mut self, credentials: Credentials, confirmed: bool) -> Result<Url, LoginError> {
        let app = self.save(credentials, confirmed).await?;
        let return_by = self.settings.return_by;
        let loopback = match return_by {
            ReturnBy::DeepLink => None,
            ReturnBy::Loopback => {
                let text = Arc::clone(&self.parts.landing_text);
                let opened = Loopback::open(self.arrivals_sender.clone(), text).await;
                Some(opened.map_err(|_| LoginError::Loopback)?)
            }
        };
        let redirect_uri = return_by.redirect_uri(loopback.as_ref().map(Loopback::port));
        let authorization = self
            .parts
            .accounts
            .authorization(&app, &redirect_uri)
            // Can't be: every redirect URI of ours is a URL.
            .map_err(|_| LoginError::Ending)?;
        let attempt = Attempt {
            id: self.next_attempt(),
            state: authorization.state,
            return_by,
            deadline: Instant::now() + ATTEMPT_LIFETIME,
            stage: Stage::Consent,
        };
        let url = authorization.url.clone();
        self.apply(Event::Began(attempt)).await;
        self.pending = Some(Pending {
            app,
            url: Some(authorization.url),
            verifier: authorization.verifier,
            redirect_uri,
            deadline: self.parts.clock.now().after(ATTEMPT_LIFETIME),
            loopback,
            exchange: None,
            landed: None,
        });
        self.keep_attempt().await;
        Ok(url)
    }

    pub(super) fn next_attempt(&mut self) -> u32 {
        self.attempts += 1;
        self.attempts
    }

    async fn arrived(&mut self, arrival: Arrival) {
        if let Err((unanswered, landed)) = self.returned(&arrival.address, Some(arrival.landed)).await {
            tracing::warn!("an answer at the loopback port was ignored: {unanswered}");
            if let Some(landed) = landed {
                let _ = landed.send(Landing::Unanswered);
            }
        }
    }

    /// Takes in an address that came back. The page that waits for the outcome is handed back with an error.
    async fn returned(
        &mut self,
        address: &str,
        landed: Option<oneshot::Sender<Landing>>,
    ) -> Result<(), (Unanswered, Option<oneshot::Sender<Landing>>)> {
        let port = self.pending.as_ref().and_then(|pending| pending.loopback.as_ref()).map(Loopback::port);
        let callback = match Callback::parse(address, port) {
            Ok(callback) => callback,
            Err(malformed) => return Err((Unanswered::Malformed(malformed), landed)),
        };
        self.resume(&callback).await;
        match self.machine.apply(Event::Returned(callback), Instant::now()) {
            Ok(effects) => {
                if let Some(pending) = &mut self.pending {
                    pending.landed = landed;
                }
                self.carry_out(effects, None).await;
                Ok(())
            }
            Err(ignored) => {
                // It may have come too late, and its attempt have ended just now.
                if self.machine.attempt().is_none() {
                    self.end_attempt().await;
                }
                Err((Unanswered::Ignored(ignored), landed))
            }
        }
    }

    async fn permission_ended(&mut self, reason: EndReason) {
        // The word may come after somebody has logged in anew; it was about the login before.
        if self.parts.tokens.client_id().is_none() {
            self.apply(Event::Ended(reason)).await;
        }
    }

    async fn ended(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Exchanged { attempt, outcome } => self.exchanged(attempt, outcome).await,
            Outcome::Described { login, client_id, outcome } => {
                if let Err(AccessError::Wait(wait)) = &outcome {
                    self.parts.waits.save(client_id.as_str(), *wait);
                }
                if login == self.logins
                    && let Some(outcome) = described(outcome)
                {
                    self.apply(Event::Described { outcome }).await;
                }
            }
            Outcome::SecretsRead { has_secret, has_token, kept_is_over } => {
                // What was read may be older than what was saved meanwhile.
                self.has_secret |= has_secret;
                // Of a log-out that the keychain never heard of.
                if has_token && self.settings.account.is_none() && self.pending.is_none() {
                    let _ = self.parts.vault.keep(|secrets| secrets.refresh_token = None).await;
                }
                if kept_is_over && self.pending.is_none() {
                    self.forget_kept().await;
                }
            }
        }
    }

    async fn exchanged(&mut self, attempt: u32, outcome: Result<Tokens, TokenError>) {
        // An answer that belongs to an earlier attempt is dropped.
        if self.machine.attempt().is_none_or(|pending| pending.id != attempt) {
            return;
        }
        if let (Err(TokenError::Wait(wait)), Some(pending)) = (&outcome, &self.pending) {
            self.parts.waits.save(pending.app.client_id.as_str(), *wait);
        }
        let (outcome, tokens) = match outcome {
            Ok(tokens) => match &self.pending {
                Some(Pending { app, .. }) => {
                    let account = Account {
                        id: String::new(),
                        name: None,
                        authorized_at: self.parts.clock.now(),
                        accounts_origin: self.parts.servers.accounts_origin(),
                        client_id: app.client_id.clone(),
                        with_secret: app.client_secret.is_some(),
                    };
                    (Ok(Granted { account }), Some(tokens))
                }
                None => return,
            },
            Err(error) => (Err(refusal(error)), None),
        };
        match self.machine.apply(Event::Exchanged { attempt, outcome }, Instant::now()) {
            Ok(effects) => self.carry_out(effects, tokens).await,
            Err(ignored) => tracing::warn!("an exchange came to nothing: {ignored}"),
        }
    }

    pub(super) async fn apply(&mut self, event: Event) {
        match self.machine.apply(event, Instant::now()) {
            Ok(effects) => self.carry_out(effects, None).await,
            Err(ignored) => tracing::warn!("ignored: {ignored}"),
        }
    }

    async fn carry_out(&mut self, effects: Vec<Effect>, mut tokens: Option<Tokens>) {
        for effect in effects {
            match effect {
                Effect::Exchange { attempt, code } => {
                    // The state is used up, whatever becomes of this run.
                    self.forget_kept().await;
                    self.exchange(attempt, code);
                }
                Effect::EndAttempt => self.end_attempt().await,
                Effect::ForgetTokens => {
                    self.parts.tokens.forget();
                    self.settings.account = None;
                    // The keychain may take its time; what the user sees does not wait for it.
                    self.publish();
                    let forgotten = self.parts.vault.keep(|secrets| {
                        secrets.refresh_token = None;
                        // One that an earlier run began must not log in again behind the user's back.
                        secrets.attempt = None;
                    });
                    if forgotten.await.is_err() {
                        tracing::warn!("the refresh token could not be removed from the keychain yet");
                    }
                }
                Effect::KeepAccount(account) => {
                    if let Some(tokens) = tokens.take() {
                        self.adopt(&account, tokens).await;
                    }
                    self.settings.account = Some(account);
                }
                Effect::ComeToFront => {
                    let _ = self.happenings.send(Happening::CameBack);
                }
            }
        }
    }

    /// The tokens of a new login: the old ones go first, then the new refresh token is stored, then it is used.
    async fn adopt(&mut self, account: &Account, mut tokens: Tokens) {
        self.parts.tokens.forget();
        let refresh = tokens.refresh.take();
        if self.parts.vault.keep(|secrets| secrets.refresh_token = refresh).await.is_err() {
            tracing::warn!("the login could not be kept yet: the keychain does not answer");
        }
        self.parts.tokens.adopt(account, Some(tokens));
        self.logins += 1;
        self.describe();
        let _ = self.happenings.send(Happening::Linked);
    }

    fn exchange(&mut self, attempt: u32, code: Secret) {
        let Some(pending) = &mut self.pending else { return };
        let accounts = self.parts.accounts.clone();
        let (app, redirect_uri) = (pending.app.clone(), pending.redirect_uri.clone());
        let verifier = pending.verifier.clone();
        let outcomes = self.outcomes_sender.clone();
        pending.exchange = Some(tokio::spawn(async move {
            let outcome = accounts.exchange(&app, &code, &verifier, &redirect_uri).await;
            let _ = outcomes.send(Outcome::Exchanged { attempt, outcome });
        }));
    }

    async fn end_attempt(&mut self) {
        let landing = match (self.machine.status(), self.machine.reason()) {
            (LoginStatus::Linked, _) => Landing::Linked,
            (LoginStatus::Failed, Some(reason)) => Landing::Failed(reason),
            _ => Landing::Unanswered,
        };
        if let Some(pending) = self.pending.take() {
            pending.land(landing);
            self.forget_kept().await;
        }
    }

    /// Asks again whose login it is, where Spotify has not said so yet or refused to.
    fn describe_if_unknown(&self) {
        if self.machine.account().is_some_and(|account| account.id.is_empty()) || self.machine.reason().is_some() {
            self.describe();
        }
    }

    fn describe(&self) {
        let Some(client_id) = self.machine.account().map(|account| account.client_id.clone()) else { return };
        // The name can wait; Spotify's patience can't be tried.
        let now = self.parts.clock.now();
        if self.parts.waits.load(client_id.as_str()).is_some_and(|wait| wait.until > now) {
            return;
        }
        let player = Arc::clone(&self.parts.player);
        let (login, outcomes) = (self.logins, self.outcomes_sender.clone());
        tokio::spawn(async move {
            let outcome = player.me().await.map(|profile| (profile.id, profile.display_name));
            let _ = outcomes.send(Outcome::Described { login, client_id, outcome });
        });
    }

    fn read_secrets(&self) {
        let vault = Arc::clone(&self.parts.vault);
        let (outcomes, now) = (self.outcomes_sender.clone(), self.parts.clock.now());
        tokio::spawn(async move {
            let secrets = vault.secrets().await.unwrap_or_default();
            let (has_secret, has_token) = (secrets.client_secret.is_some(), secrets.refresh_token.is_some());
            let kept_is_over = secrets.attempt.is_some_and(|kept| kept.left(now).is_none());
            let _ = outcomes.send(Outcome::SecretsRead { has_secret, has_token, kept_is_over });
        });
    }
}

async fn due(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => pending().await,
    }
}
