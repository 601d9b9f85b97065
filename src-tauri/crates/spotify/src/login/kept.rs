//! The pending attempt in the vault: begun by one run of the program, answered in the next.

use songplate_core::login::{Attempt, Callback, Event, KeptAttempt, ReturnBy, Stage};
use songplate_core::secret::SecretsPlace;
use tokio::time::Instant;

use super::driver::LoginDriver;
use super::pending::Pending;
use crate::exchange::App;

impl LoginDriver {
    /// Keeps the pending attempt, if its answer can reach another run. Where that fails, the answer is merely lost with
    /// this one.
    pub(super) async fn keep_attempt(&self) {
        let (Some(attempt), Some(pending)) = (self.machine.attempt(), &self.pending) else { return };
        // A locked keychain would be waited for once more, before the browser opens.
        if attempt.return_by != ReturnBy::DeepLink || self.parts.vault.place() == SecretsPlace::Locked {
            return;
        }
        let kept = KeptAttempt {
            state: attempt.state.clone(),
            verifier: pending.verifier.clone(),
            client_id: pending.app.client_id.clone(),
            with_secret: pending.app.client_secret.is_some(),
            accounts_origin: self.parts.servers.accounts_origin(),
            until: pending.deadline,
        };
        if self.parts.vault.change(|secrets| secrets.attempt = Some(kept)).await.is_err() {
            tracing::warn!("the pending login is not kept for the next start");
        }
    }

    /// Forgets what is kept: it was answered, or is over.
    pub(super) async fn forget_kept(&self) {
        if self.parts.vault.place() == SecretsPlace::Locked {
            // Its time will be over before long, and then it counts no more.
            return;
        }
        let kept = self.parts.vault.secrets().await.is_ok_and(|secrets| secrets.attempt.is_some());
        if kept && self.parts.vault.keep(|secrets| secrets.attempt = None).await.is_err() {
            tracing::warn!("a pending login could not be removed from the keychain yet");
        }
    }

    /// Takes up the attempt of an earlier run, if this is its answer and nobody has begun another one since.
    pub(super) async fn resume(&mut self, answer: &Callback) {
        if self.machine.attempt().is_some() || self.parts.vault.place() == SecretsPlace::Locked {
            return;
        }
        let Ok(secrets) = self.parts.vault.secrets().await else { return };
        let Some(kept) = secrets.attempt.filter(|kept| kept.state.matches(answer.state.expose())) else { return };
        let Some(left) = kept.left(self.parts.clock.now()) else { return };
        let client_secret = secrets.client_secret.filter(|_| kept.with_secret);
        if self.settings.client_id.as_ref() != Some(&kept.client_id)
            || kept.accounts_origin != self.parts.servers.accounts_origin()
            || client_secret.is_some() != kept.with_secret
        {
            return;
        }
        let attempt = Attempt {
            id: self.next_attempt(),
            state: kept.state,
            return_by: ReturnBy::DeepLink,
            deadline: Instant::now() + left,
            stage: Stage::Consent,
        };
        self.apply(Event::Began(attempt)).await;
        self.pending = Some(Pending {
            app: App { client_id: kept.client_id, client_secret },
            url: None,
            verifier: kept.verifier,
            redirect_uri: ReturnBy::DeepLink.redirect_uri(None),
            deadline: kept.until,
            loopback: None,
            exchange: None,
            landed: None,
        });
    }
}
