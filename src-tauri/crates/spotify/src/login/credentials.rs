//! Taking in what the user typed.

use songplate_core::login::{ClientId, ClientSecret, Event};
use songplate_core::secret::Secret;

use super::driver::LoginDriver;
use super::{Credentials, LoginError};
use crate::exchange::App;

impl LoginDriver {
    /// Saves the credentials and gives the app that they make.
    pub(super) async fn save(&mut self, credentials: Credentials, confirmed: bool) -> Result<App, LoginError> {
        let client_id: ClientId = credentials.client_id.parse().map_err(|_| LoginError::ClientIdMalformed)?;
        let typed = match credentials.client_secret.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(text) => {
                Some(text.parse::<ClientSecret>().map_err(|_| LoginError::ClientSecretMalformed)?.into_secret())
            }
        };
        let other_id = self.settings.client_id.as_ref() != Some(&client_id);
        let kept = self.saved_secret(typed.is_none() && credentials.pkce_only).await?;
        self.has_secret |= kept.is_some();
        // A secret belongs to its ID: another app is never sent it.
        let saved = kept.filter(|_| !other_id);
        if !credentials.pkce_only && typed.is_none() && saved.is_none() {
            return Err(LoginError::ClientSecretMissing);
        }
        let new_secret = typed.filter(|typed| !saved.as_ref().is_some_and(|saved| saved.matches(typed.expose())));
        let other_app = other_id || new_secret.is_some();
        if other_app && self.machine.account().is_some() && !confirmed {
            return Err(LoginError::WouldSignOut);
        }
        // First what may fail: a login that ends for credentials that could not be kept helps nobody.
        if let Some(secret) = new_secret.clone() {
            self.parts
                .vault
                .change(|secrets| secrets.client_secret = Some(secret))
                .await
                .map_err(|_| LoginError::Keychain)?;
            self.has_secret = true;
        } else if other_id && self.settings.client_id.is_some() {
            // Also where the keychain does not answer now: it is removed as soon as it does.
            if self.parts.vault.keep(|secrets| secrets.client_secret = None).await.is_err() {
                tracing::warn!("the secret of the other client ID could not be removed from the keychain yet");
            }
            self.has_secret = false;
        }
        if other_app {
            self.apply(Event::LoggedOut).await;
        }
        self.settings.client_id = Some(client_id.clone());
        self.settings.pkce_only = credentials.pkce_only;
        self.settings.return_by = credentials.return_by;
        let client_secret = new_secret.or(saved).filter(|_| !credentials.pkce_only);
        Ok(App { client_id, client_secret })
    }

    /// The secret that is saved. Where none is needed, a keychain that does not answer is no obstacle.
    async fn saved_secret(&self, needless: bool) -> Result<Option<Secret>, LoginError> {
        match self.parts.vault.secrets().await {
            Ok(secrets) => Ok(secrets.client_secret),
            Err(_) if needless => Ok(None),
            Err(_) => Err(LoginError::Keychain),
        }
    }
}
