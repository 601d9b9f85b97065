//! What the rest of the program sees of the login.

use songplate_core::login::{AccountView, ClientId, LoginStatus, LoginView, ReturnBy, Stage};
use songplate_core::secret::SecretsPlace;
use songplate_core::source::SourceState;
use url::Url;

use super::driver::LoginDriver;

impl LoginDriver {
    /// Tells whoever watches, where something has changed.
    pub(super) fn publish(&mut self) {
        let view = self.view();
        self.views.send_if_modified(|current| replace(current, view));
        self.settings.ended = self.machine.ended();
        let settings = self.settings.clone();
        self.remember.send_if_modified(|current| replace(current, settings));
        let source = match (self.machine.account(), self.machine.ended()) {
            (Some(_), _) => Some(SourceState::Ready),
            (None, Some(_)) => Some(SourceState::SignInAgain),
            (None, None) => None,
        };
        self.source.send_if_modified(|current| replace(current, source));
    }

    fn view(&self) -> LoginView {
        let now = self.parts.clock.now();
        let place = self.parts.vault.place();
        let consenting = self.machine.attempt().is_some_and(|attempt| attempt.stage == Stage::Consent);
        LoginView {
            status: self.machine.status(),
            reason: self.machine.reason(),
            client_id: self.settings.client_id.as_ref().map(ClientId::to_string).unwrap_or_default(),
            has_secret: self.has_secret,
            pkce_only: self.settings.pkce_only,
            return_by: self.settings.return_by,
            redirect_uri: self.settings.return_by.registered_uri().to_owned(),
            login_url: self
                .pending
                .as_ref()
                .filter(|_| consenting)
                .and_then(|pending| pending.url.as_ref().map(Url::to_string)),
            deadline: self.pending.as_ref().map(|pending| pending.deadline),
            account: self.machine.account().map(|account| AccountView {
                id: account.id.clone(),
                name: account.name.clone(),
                authorized_at: account.authorized_at,
                expires_at: account.expires_at(),
                expires_soon: account.expires_soon(now),
            }),
            secrets: place,
            secrets_path: (place == SecretsPlace::File).then(|| self.parts.secrets_path.clone()),
        }
    }
}

fn replace<T: PartialEq>(current: &mut T, next: T) -> bool {
    let changed = *current != next;
    if changed {
        *current = next;
    }
    changed
}

/// The view before the first one is made.
pub(super) fn empty_view() -> LoginView {
    LoginView {
        status: LoginStatus::SignedOut,
        reason: None,
        client_id: String::new(),
        has_secret: false,
        pkce_only: false,
        return_by: ReturnBy::DeepLink,
        redirect_uri: ReturnBy::DeepLink.registered_uri().to_owned(),
        login_url: None,
        deadline: None,
        account: None,
        secrets: SecretsPlace::Unknown,
        secrets_path: None,
    }
}
