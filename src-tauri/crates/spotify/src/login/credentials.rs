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
        let saved = self.saved_secret(typed.is_none() && credentials.pkce_only).await?;
        self.has_secret |= saved.is_some();
        if !credentials.pkce_only && typed.is_none() && saved.is_none() {
            return Err(LoginError::ClientSecretMissing);
        }
        let new_secret = typed.filter(|typed| !saved.as_ref().is_some_and(|saved| saved.matches(typed.expose())));
        let other_app = self.settings.client_id.as_ref() != Some(&client_id) || new_secret.is_some();
        if other_app && self.machine.account().is_some() && !confirmed {
            return Err(LoginError::WouldSignOut);
        }
        if other_app {
            self.apply(Event::LoggedOut).await;
        }
        if let Some(secret) = &new_secret {
            let secret = secret.clone();
            self.parts
                .vault
                .change(|secrets| secrets.client_secret = Some(secret))
                .await
                .map_err(|_| LoginError::Keychain)?;
            self.has_secret = true;
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
