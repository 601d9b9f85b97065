//! The thread that speaks to the keychain. A locked one can block a call for ever: the thread waits, nobody else does.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use songplate_core::clock::WallClock;
use songplate_core::secret::{Secrets, SecretsError, SecretsPlace, TokenStore};
use songplate_core::source::BoxFuture;
use tokio::sync::oneshot;

use super::file::SecretsFile;
use super::keychain::{self, Keychain};
use crate::notices::{NoticeKind, Notices};

/// How long a call is waited for. Long enough for a slow machine, short enough for somebody who looks at a button.
const PATIENCE: Duration = Duration::from_secs(8);

enum Request {
    Load(oneshot::Sender<Result<Secrets, SecretsError>>),
    Save(Secrets, oneshot::Sender<Result<(), SecretsError>>),
}

/// Keeps the secrets of one profile.
pub(crate) struct SecretsKeeper {
    requests: mpsc::Sender<Request>,
    place: Arc<Place>,
    notices: Arc<Notices>,
}

/// Where the secrets are, as the thread found out.
struct Place(AtomicU8);

impl Place {
    fn set(&self, place: SecretsPlace) {
        self.0.store(place as u8, Ordering::Relaxed);
    }

    fn get(&self) -> SecretsPlace {
        [SecretsPlace::Keychain, SecretsPlace::File, SecretsPlace::Locked, SecretsPlace::Unknown]
            .into_iter()
            .find(|place| *place as u8 == self.0.load(Ordering::Relaxed))
            .unwrap_or(SecretsPlace::Unknown)
    }
}

struct Worker {
    account: String,
    file: SecretsFile,
    file_only: bool,
    place: Arc<Place>,
    notices: Arc<Notices>,
    clock: Arc<dyn WallClock>,
}

impl SecretsKeeper {
    /// Keeps secrets under the name `account` in the keychain, or at `path` where there is none or `file_only` says
    /// so.
    pub(crate) fn new(
        account: String,
        path: std::path::PathBuf,
        file_only: bool,
        notices: Arc<Notices>,
        clock: Arc<dyn WallClock>,
    ) -> Self {
        let place = Arc::new(Place(AtomicU8::new(SecretsPlace::Unknown as u8)));
        let (requests, inbox) = mpsc::channel();
        let worker = Worker {
            account,
            file: SecretsFile::new(path),
            file_only,
            place: Arc::clone(&place),
            notices: Arc::clone(&notices),
            clock,
        };
        std::thread::spawn(move || worker.run(&inbox));
        Self { requests, place, notices }
    }

    async fn ask<T>(
        &self,
        request: impl FnOnce(oneshot::Sender<Result<T, SecretsError>>) -> Request,
    ) -> Result<T, SecretsError> {
        let (reply, answer) = oneshot::channel();
        self.requests.send(request(reply)).map_err(|_| SecretsError::Unavailable)?;
        let outcome = match tokio::time::timeout(PATIENCE, answer).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(SecretsError::Unavailable),
            Err(_) => Err(SecretsError::Locked),
        };
        match &outcome {
            Ok(_) => {
                self.notices.clear(|kind| matches!(kind, NoticeKind::KeychainLocked | NoticeKind::SecretsUnsaved));
            }
            Err(SecretsError::Locked) => {
                self.place.set(SecretsPlace::Locked);
                self.notices.raise(NoticeKind::KeychainLocked);
            }
            Err(SecretsError::Unavailable) => self.notices.raise(NoticeKind::SecretsUnsaved),
        }
        outcome
    }
}

impl TokenStore for SecretsKeeper {
    fn load(&self) -> BoxFuture<'_, Result<Secrets, SecretsError>> {
        Box::pin(self.ask(Request::Load))
    }

    fn save(&self, secrets: Secrets) -> BoxFuture<'_, Result<(), SecretsError>> {
        Box::pin(self.ask(|reply| Request::Save(secrets, reply)))
    }

    fn place(&self) -> SecretsPlace {
        self.place.get()
    }
}

impl Worker {
    fn run(self, inbox: &mpsc::Receiver<Request>) {
        while let Ok(request) = inbox.recv() {
            // Whoever gave up waiting asks again; a locked keychain would ask its owner once for each of them.
            match request {
                Request::Load(reply) if !reply.is_closed() => drop(reply.send(self.load())),
                Request::Save(secrets, reply) if !reply.is_closed() => drop(reply.send(self.save(&secrets))),
                Request::Load(_) | Request::Save(..) => {}
            }
        }
    }

    fn load(&self) -> Result<Secrets, SecretsError> {
        if self.file_only {
            return self.load_file();
        }
        match keychain::load(&self.account) {
            // The file is the newer of the two: it is written only while there is no keychain, and removed by the move.
            Keychain::Done(_) if self.file.exists() => self.in_keychain(self.move_from_file()),
            Keychain::Done(secrets) => self.in_keychain(Ok(secrets.unwrap_or_default())),
            Keychain::Absent => self.load_file(),
            Keychain::Failed(error) => Err(error),
        }
    }

    fn save(&self, secrets: &Secrets) -> Result<(), SecretsError> {
        if self.file_only {
            return self.save_file(secrets);
        }
        match keychain::save(&self.account, secrets) {
            Keychain::Done(()) => self.in_keychain(Ok(())),
            Keychain::Absent => self.save_file(secrets),
            Keychain::Failed(error) => Err(error),
        }
    }

    fn in_keychain<T>(&self, outcome: Result<T, SecretsError>) -> Result<T, SecretsError> {
        if outcome.is_ok() {
            self.place.set(SecretsPlace::Keychain);
        }
        outcome
    }

    /// A keychain that has come since takes over what the file has kept.
    fn move_from_file(&self) -> Result<Secrets, SecretsError> {
        let secrets = self.read_file()?;
        if let Keychain::Done(()) = keychain::save(&self.account, &secrets) {
            self.file.remove()?;
        }
        Ok(secrets)
    }

    fn load_file(&self) -> Result<Secrets, SecretsError> {
        self.place.set(SecretsPlace::File);
        self.read_file()
    }

    fn save_file(&self, secrets: &Secrets) -> Result<(), SecretsError> {
        self.place.set(SecretsPlace::File);
        self.file.save(secrets)
    }

    fn read_file(&self) -> Result<Secrets, SecretsError> {
        let read = self.file.load(self.clock.now())?;
        if let Some(set_aside) = read.set_aside {
            self.notices.raise(NoticeKind::SecretsDamaged { set_aside });
        }
        Ok(read.secrets)
    }
}
