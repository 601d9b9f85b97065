//! The login: one task that owns its state, and the handle by which everything else speaks to it.

mod credentials;
mod driver;
mod kept;
mod pending;
mod publish;
mod reasons;

use std::fmt;

use songplate_core::login::{LoginView, ReturnBy};
use songplate_core::settings::SpotifySettings;
use songplate_core::source::SourceState;
use tokio::sync::{mpsc, oneshot, watch};
use url::Url;

pub use driver::{LoginDriver, Parts};

/// What the user typed into the settings window.
#[derive(Clone)]
pub struct Credentials {
    /// The client ID, as typed.
    pub client_id: String,
    /// The client secret, as typed; `None` keeps the one that is saved.
    pub client_secret: Option<String>,
    /// Log in without a secret.
    pub pkce_only: bool,
    /// The way back from the browser.
    pub return_by: ReturnBy,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The secret is plain text here, as it comes out of a window; it must not get into a log by accident.
        f.debug_struct("Credentials")
            .field("client_id", &self.client_id)
            .field("client_secret", &self.client_secret.as_ref().map(|_| "…"))
            .field("pkce_only", &self.pkce_only)
            .field("return_by", &self.return_by)
            .finish()
    }
}

/// Why credentials were not taken, or a login not begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LoginError {
    /// They would end the login that is there, and the user has not agreed to that.
    #[error("the credentials would end the login")]
    WouldSignOut,
    /// The client ID is not 32 hex digits.
    #[error("the client ID is malformed")]
    ClientIdMalformed,
    /// The client secret is not 32 hex digits.
    #[error("the client secret is malformed")]
    ClientSecretMalformed,
    /// There is no client secret, and "no secret" is not ticked.
    #[error("the client secret is missing")]
    ClientSecretMissing,
    /// The keychain did not take or give the secret.
    #[error("the keychain does not answer")]
    Keychain,
    /// No port could be opened for the answer.
    #[error("no port could be opened")]
    Loopback,
    /// The program is ending.
    #[error("the program is ending")]
    Ending,
}

/// Why an address that came back changed nothing. Never says what was in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unanswered {
    /// It is not an answer of the accounts server.
    #[error("not an answer of the accounts server: {0}")]
    Malformed(songplate_core::login::MalformedCallback),
    /// It answers no pending login.
    #[error("{0}")]
    Ignored(songplate_core::login::Ignored),
    /// The program is ending.
    #[error("the program is ending")]
    Ending,
}

pub(crate) type Reply<T> = oneshot::Sender<T>;

pub(crate) enum Request {
    Save { credentials: Credentials, confirmed: bool, reply: Reply<Result<(), LoginError>> },
    Begin { credentials: Credentials, confirmed: bool, reply: Reply<Result<Url, LoginError>> },
    Return { address: String, reply: Reply<Result<(), Unanswered>> },
    Cancel,
    LogOut,
    BrowserFailed,
    RetrySecrets,
}

/// Speaks to the login. Cheap to clone.
#[derive(Debug, Clone)]
pub struct LoginHandle {
    requests: mpsc::UnboundedSender<Request>,
    /// The login as the settings window shows it.
    pub views: watch::Receiver<LoginView>,
    /// What is to be remembered of it.
    pub remembered: watch::Receiver<SpotifySettings>,
    /// Whether the Spotify source exists, and in which state.
    pub source: watch::Receiver<Option<SourceState>>,
}

/// What the rest of the program should know at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// The user comes back from the browser: bring the app to the front.
    CameBack,
    /// An account was linked: whoever listens to it should ask again.
    Linked,
}

impl LoginHandle {
    /// Saves credentials; a login that they do not belong to ends, its access token first.
    ///
    /// # Errors
    /// When they are malformed, can't be kept, or would end a login without `confirmed`.
    pub async fn save(&self, credentials: Credentials, confirmed: bool) -> Result<(), LoginError> {
        self.ask(|reply| Request::Save { credentials, confirmed, reply }).await.unwrap_or(Err(LoginError::Ending))
    }

    /// Saves credentials and begins a login with them: the address of the consent page.
    ///
    /// # Errors
    /// As for [`Self::save`], and when the way back can't be opened.
    pub async fn begin(&self, credentials: Credentials, confirmed: bool) -> Result<Url, LoginError> {
        self.ask(|reply| Request::Begin { credentials, confirmed, reply }).await.unwrap_or(Err(LoginError::Ending))
    }

    /// Takes in an address that the browser came back to: a deep link, or what the user pasted.
    ///
    /// # Errors
    /// When it answers no pending login. Nothing has changed then.
    pub async fn returned(&self, address: String) -> Result<(), Unanswered> {
        self.ask(|reply| Request::Return { address, reply }).await.unwrap_or(Err(Unanswered::Ending))
    }

    /// Gives up waiting for the browser.
    pub fn cancel(&self) {
        let _ = self.requests.send(Request::Cancel);
    }

    /// Ends the login: every token is dropped, the access token first.
    pub fn log_out(&self) {
        let _ = self.requests.send(Request::LogOut);
    }

    /// The browser could not be opened.
    pub fn browser_failed(&self) {
        let _ = self.requests.send(Request::BrowserFailed);
    }

    /// Asks the keychain again.
    pub fn retry_secrets(&self) {
        let _ = self.requests.send(Request::RetrySecrets);
    }

    async fn ask<T>(&self, request: impl FnOnce(Reply<T>) -> Request) -> Option<T> {
        let (reply, answer) = oneshot::channel();
        self.requests.send(request(reply)).ok()?;
        answer.await.ok()
    }
}
