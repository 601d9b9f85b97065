//! A keychain, a note of waits and a clock, all in memory.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use songplate_core::clock::{UnixSeconds, WallClock};
use songplate_core::login::KeptAttempt;
use songplate_core::secret::{Secret, Secrets, SecretsError, SecretsPlace, TokenStore};
use songplate_core::source::BoxFuture;
use songplate_core::status::{RetryAfter, RetryAfterStore};
use tokio::sync::watch;

use crate::support::soon;

/// How the keychain takes calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    Open,
    Locked,
    Unavailable,
    /// Calls wait until the mood changes.
    Slow,
}

/// A keychain in memory.
#[derive(Debug)]
pub(crate) struct MemoryStore {
    mood: watch::Sender<Mood>,
    kept: watch::Sender<Secrets>,
    calls: watch::Sender<usize>,
}

impl MemoryStore {
    pub(crate) fn new(mood: Mood, secrets: Secrets) -> Self {
        Self { mood: watch::Sender::new(mood), kept: watch::Sender::new(secrets), calls: watch::Sender::new(0) }
    }

    pub(crate) fn set(&self, mood: Mood) {
        self.mood.send_replace(mood);
    }

    pub(crate) fn refresh_token(&self) -> Option<String> {
        self.kept.borrow().refresh_token.as_ref().map(exposed)
    }

    pub(crate) fn client_secret(&self) -> Option<String> {
        self.kept.borrow().client_secret.as_ref().map(exposed)
    }

    /// The login that waits for the browser.
    pub(crate) fn attempt(&self) -> Option<KeptAttempt> {
        self.kept.borrow().attempt.clone()
    }

    /// Waits until the login that waits satisfies `condition`.
    pub(crate) async fn attempt_when(&self, condition: impl Fn(Option<&KeptAttempt>) -> bool) {
        let mut kept = self.kept.subscribe();
        let good = |secrets: &Secrets| condition(secrets.attempt.as_ref());
        soon("the login that waits", kept.wait_for(good)).await.unwrap();
    }

    /// How many calls have begun.
    pub(crate) fn calls(&self) -> usize {
        *self.calls.borrow()
    }

    /// Waits until there were more calls than `before`.
    pub(crate) async fn called_since(&self, before: usize) {
        soon("a call to the keychain", self.calls.subscribe().wait_for(|calls| *calls > before)).await.unwrap();
    }

    /// Waits until the refresh token that is kept satisfies `condition`.
    pub(crate) async fn kept_when(&self, condition: impl Fn(Option<&str>) -> bool) {
        let mut kept = self.kept.subscribe();
        let good = |secrets: &Secrets| condition(secrets.refresh_token.as_ref().map(exposed).as_deref());
        soon("the refresh token in the keychain", kept.wait_for(good)).await.unwrap();
    }

    async fn answer(&self) -> Result<(), SecretsError> {
        self.calls.send_modify(|calls| *calls += 1);
        let mut mood = self.mood.subscribe();
        let mood = *mood.wait_for(|mood| *mood != Mood::Slow).await.map_err(|_| SecretsError::Unavailable)?;
        match mood {
            Mood::Locked => Err(SecretsError::Locked),
            Mood::Unavailable => Err(SecretsError::Unavailable),
            Mood::Open | Mood::Slow => Ok(()),
        }
    }
}

fn exposed(secret: &Secret) -> String {
    secret.expose().to_owned()
}

impl TokenStore for MemoryStore {
    fn load(&self) -> BoxFuture<'_, Result<Secrets, SecretsError>> {
        Box::pin(async {
            self.answer().await?;
            Ok(self.kept.borrow().clone())
        })
    }

    fn save(&self, secrets: Secrets) -> BoxFuture<'_, Result<(), SecretsError>> {
        Box::pin(async {
            self.answer().await?;
            self.kept.send_replace(secrets);
            Ok(())
        })
    }

    fn place(&self) -> SecretsPlace {
        if *self.mood.borrow() == Mood::Locked { SecretsPlace::Locked } else { SecretsPlace::Keychain }
    }
}

/// The waits that Spotify has imposed, in memory.
#[derive(Debug, Default)]
pub(crate) struct MemoryWaits(watch::Sender<HashMap<String, RetryAfter>>);

impl MemoryWaits {
    /// Waits until this wait is noted for `client_id`.
    pub(crate) async fn saved(&self, client_id: &str, wait: RetryAfter) {
        let mut noted = self.0.subscribe();
        let good = |noted: &HashMap<String, RetryAfter>| noted.get(client_id) == Some(&wait);
        soon("a wait to be noted", noted.wait_for(good)).await.unwrap();
    }
}

impl RetryAfterStore for MemoryWaits {
    fn load(&self, client_id: &str) -> Option<RetryAfter> {
        self.0.borrow().get(client_id).copied()
    }

    fn save(&self, client_id: &str, wait: RetryAfter) {
        self.0.send_modify(|waits| {
            waits.insert(client_id.to_owned(), wait);
        });
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub(crate) struct FixedClock(AtomicU32);

impl FixedClock {
    pub(crate) fn at(moment: UnixSeconds) -> Self {
        Self(AtomicU32::new(moment.0))
    }

    pub(crate) fn advance(&self, by: Duration) {
        self.0.store(self.now().after(by).0, Ordering::SeqCst);
    }
}

impl WallClock for FixedClock {
    fn now(&self) -> UnixSeconds {
        UnixSeconds(self.0.load(Ordering::SeqCst))
    }
}
