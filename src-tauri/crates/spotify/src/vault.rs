//! The secrets in memory, and their one way into the store.

use std::sync::Arc;

use songplate_core::secret::{Secrets, SecretsError, SecretsPlace, TokenStore};
use tokio::sync::Mutex;

/// Holds the secrets of the profile. Changes reach the store one after the other.
pub struct Vault {
    store: Arc<dyn TokenStore>,
    held: Mutex<Held>,
}

/// Something to be done to the secrets.
type Change = Box<dyn FnOnce(&mut Secrets) + Send>;

#[derive(Default)]
struct Held {
    secrets: Option<Secrets>,
    unsaved: bool,
    /// What is to be done to them once they can be read.
    unapplied: Vec<Change>,
}

impl Vault {
    /// The secrets that `store` keeps. Nothing is read yet.
    #[must_use]
    pub fn new(store: Arc<dyn TokenStore>) -> Self {
        Self { store, held: Mutex::default() }
    }

    /// The secrets; read from the store the first time that it answers. What could not be saved before is saved now,
    /// if the store lets it.
    ///
    /// # Errors
    /// When the store does not answer in time or can't be read. The next call asks again.
    pub async fn secrets(&self) -> Result<Secrets, SecretsError> {
        let mut held = self.held.lock().await;
        let secrets = self.loaded(&mut held).await?;
        if held.unsaved {
            held.unsaved = self.store.save(secrets.clone()).await.is_err();
        }
        Ok(secrets)
    }

    /// Changes the secrets, first in the store, then here.
    ///
    /// # Errors
    /// When the store can't be read or written. Nothing has changed here then; in the store the change may still come
    /// about once the keychain is unlocked.
    pub async fn change(&self, change: impl FnOnce(&mut Secrets) + Send) -> Result<(), SecretsError> {
        let mut held = self.held.lock().await;
        let mut secrets = self.loaded(&mut held).await?;
        change(&mut secrets);
        self.store.save(secrets.clone()).await?;
        held.secrets = Some(secrets);
        held.unsaved = false;
        Ok(())
    }

    /// Changes the secrets here even if the store does not take the change: Spotify hands out a token once, and a
    /// log-out counts also while the keychain is locked.
    ///
    /// # Errors
    /// When the store did not take it. It is tried again with every later call.
    pub async fn keep(&self, change: impl FnOnce(&mut Secrets) + Send + 'static) -> Result<(), SecretsError> {
        let mut held = self.held.lock().await;
        let mut secrets = match self.loaded(&mut held).await {
            Ok(secrets) => secrets,
            Err(error) => {
                held.unapplied.push(Box::new(change));
                return Err(error);
            }
        };
        change(&mut secrets);
        let saved = self.store.save(secrets.clone()).await;
        held.secrets = Some(secrets);
        held.unsaved = saved.is_err();
        saved
    }

    /// Where the secrets are kept, as far as is known.
    #[must_use]
    pub fn place(&self) -> SecretsPlace {
        self.store.place()
    }

    async fn loaded(&self, held: &mut Held) -> Result<Secrets, SecretsError> {
        if let Some(secrets) = &held.secrets {
            return Ok(secrets.clone());
        }
        let mut secrets = self.store.load().await?;
        for change in held.unapplied.drain(..) {
            change(&mut secrets);
            held.unsaved = true;
        }
        held.secrets = Some(secrets.clone());
        Ok(secrets)
    }
}
