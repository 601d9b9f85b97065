//! The tokens of the login: the access token in memory, refreshed in time by one request at a time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use songplate_core::login::{Account, ClientId, EndReason};
use songplate_core::secret::{Secret, Secrets, SecretsError, SecretsPlace};
use songplate_core::source::BoxFuture;
use songplate_core::status::{ForbiddenReason, OfflineCause};
use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::access::{AccessError, AccessToken, AccessTokens};
use crate::exchange::{AccountsClient, App, TokenError, Tokens};
use crate::vault::Vault;

/// A token that dies sooner is refreshed before it is used; one that lives short from the start, in its last quarter.
const MARGIN: Duration = Duration::from_mins(1);

/// No token is believed to live longer, whatever the answer says: Spotify's live an hour.
const LONGEST_LIFETIME: Duration = Duration::from_hours(24);

/// Hands out the access tokens of the login.
pub struct LoginTokens {
    shared: Arc<Shared>,
}

struct Shared {
    accounts: AccountsClient,
    vault: Arc<Vault>,
    ended: mpsc::UnboundedSender<EndReason>,
    held: Mutex<Held>,
    refreshing: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Held {
    /// Counts the logins; what was begun under another one is dropped.
    epoch: u64,
    serial: u64,
    login: Option<LoginIdentity>,
    access: Option<Access>,
}

#[derive(Clone)]
struct LoginIdentity {
    client_id: ClientId,
    with_secret: bool,
}

struct Access {
    token: AccessToken,
    /// From when on it is refreshed before it is used.
    stale_at: Instant,
}

impl LoginTokens {
    /// Tokens of nobody yet. Tells `ended` when Spotify says that the permission has ended.
    #[must_use]
    pub fn new(accounts: AccountsClient, vault: Arc<Vault>, ended: mpsc::UnboundedSender<EndReason>) -> Self {
        let (held, refreshing) = (Mutex::default(), tokio::sync::Mutex::default());
        Self { shared: Arc::new(Shared { accounts, vault, ended, held, refreshing }) }
    }

    /// From now on these are the tokens of `account`, whose refresh token is in the vault; `tokens` are those that
    /// were just granted, if any.
    pub fn adopt(&self, account: &Account, tokens: Option<Tokens>) {
        let mut held = self.shared.held();
        held.epoch += 1;
        held.login = Some(LoginIdentity { client_id: account.client_id.clone(), with_secret: account.with_secret });
        held.access = None;
        if let Some(tokens) = tokens {
            held.accept(tokens);
        }
    }

    /// Drops the access token and forgets the login, at once.
    pub fn forget(&self) {
        let mut held = self.shared.held();
        held.epoch += 1;
        held.login = None;
        held.access = None;
    }

    /// Gets a token by a refresh, unless `good` finds that somebody has done so in the meantime.
    async fn refreshed(
        &self,
        good: impl Fn(&Held) -> Option<AccessToken> + Send + 'static,
    ) -> Result<AccessToken, AccessError> {
        // In a task of its own: whoever asked may stop at any moment (a listener that is stopped), and a refresh token
        // that has just been replaced would be lost with the answer, and the login with it.
        let shared = Arc::clone(&self.shared);
        let refresh = tokio::spawn(async move { shared.refreshed(good).await });
        // It fails only when the program is ending.
        refresh.await.unwrap_or(Err(AccessError::Offline(OfflineCause::Network)))
    }
}

impl Shared {
    fn held(&self) -> MutexGuard<'_, Held> {
        // Nothing panics while holding it; if something did, the values are whole all the same.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn refreshed(
        self: Arc<Self>,
        good: impl Fn(&Held) -> Option<AccessToken> + Send,
    ) -> Result<AccessToken, AccessError> {
        let _one_at_a_time = self.refreshing.lock().await;
        let (epoch, login) = {
            let held = self.held();
            if let Some(token) = good(&held) {
                return Ok(token);
            }
            (held.epoch, held.login.clone().ok_or(AccessError::SignedOut)?)
        };
        let secrets = self.vault.secrets().await.map_err(unkept)?;
        let Some(refresh_token) = secrets.refresh_token else {
            // Where there is no keychain today, there may have been one when the account was linked.
            if self.vault.place() == SecretsPlace::File {
                return Err(AccessError::Offline(OfflineCause::Keychain));
            }
            self.end(epoch, EndReason::Revoked);
            return Err(AccessError::SignedOut);
        };
        let app =
            App { client_id: login.client_id, client_secret: secrets.client_secret.filter(|_| login.with_secret) };
        let mut tokens = match self.accounts.refresh(&app, &refresh_token).await {
            Ok(tokens) => tokens,
            Err(error) => return Err(self.refusal(epoch, error)),
        };
        if let Some(rotated) = tokens.refresh.take()
            && self.vault.keep(self.rotation(epoch, rotated)).await.is_err()
        {
            tracing::warn!("the new refresh token could not be kept yet");
        }
        let mut held = self.held();
        if held.epoch == epoch { Ok(held.accept(tokens)) } else { Err(AccessError::SignedOut) }
    }

    /// Puts a new refresh token in the place of the old one. Looks at the login when the vault is open for it: one that
    /// was replaced meanwhile has its successor's token there.
    fn rotation(self: &Arc<Self>, epoch: u64, rotated: Secret) -> impl FnOnce(&mut Secrets) + Send + use<> {
        let shared = Arc::clone(self);
        move |secrets| {
            if shared.held().epoch == epoch {
                secrets.refresh_token = Some(rotated);
            }
        }
    }

    fn refusal(&self, epoch: u64, error: TokenError) -> AccessError {
        match error {
            TokenError::InvalidGrant { expired } => {
                self.end(epoch, if expired { EndReason::Expired } else { EndReason::Revoked });
                AccessError::SignedOut
            }
            TokenError::InvalidClient | TokenError::InvalidRequest => AccessError::Forbidden(ForbiddenReason::Other),
            TokenError::Offline(cause) => AccessError::Offline(cause),
            TokenError::Wait(wait) => AccessError::Wait(wait),
        }
    }

    /// The permission of login number `epoch` has ended: its tokens go, the access token first.
    fn end(&self, epoch: u64, reason: EndReason) {
        {
            let mut held = self.held();
            if held.epoch != epoch {
                return;
            }
            held.access = None;
            held.login = None;
        }
        let _ = self.ended.send(reason);
    }
}

impl Held {
    fn accept(&mut self, tokens: Tokens) -> AccessToken {
        self.serial += 1;
        let token = AccessToken { secret: tokens.access, serial: self.serial };
        let lifetime = tokens.lifetime.min(LONGEST_LIFETIME);
        let stale_at = Instant::now() + lifetime.saturating_sub(MARGIN.min(lifetime / 4));
        self.access = Some(Access { token: token.clone(), stale_at });
        token
    }

    fn lasting(&self) -> Option<AccessToken> {
        let access = self.access.as_ref()?;
        (Instant::now() < access.stale_at).then(|| access.token.clone())
    }
}

fn unkept(_: SecretsError) -> AccessError {
    AccessError::Offline(OfflineCause::Keychain)
}

impl AccessTokens for LoginTokens {
    fn current(&self) -> BoxFuture<'_, Result<AccessToken, AccessError>> {
        Box::pin(async move {
            if let Some(token) = self.shared.held().lasting() {
                return Ok(token);
            }
            self.refreshed(Held::lasting).await
        })
    }

    fn replace(&self, refused: AccessToken) -> BoxFuture<'_, Result<AccessToken, AccessError>> {
        Box::pin(async move {
            self.refreshed(move |held| {
                held.access.as_ref().map(|access| &access.token).filter(|token| token.serial != refused.serial).cloned()
            })
            .await
        })
    }

    fn client_id(&self) -> Option<String> {
        self.shared.held().login.as_ref().map(|login| login.client_id.as_str().to_owned())
    }
}
