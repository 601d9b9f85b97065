//! The secrets in a file of mode 0600, for systems with no keychain.

use std::io::ErrorKind;
use std::path::PathBuf;

use songplate_core::clock::UnixSeconds;
use songplate_core::secret::{Secrets, SecretsError};

use crate::profile::write_private;
use crate::store::opening::set_aside;

/// The file.
#[derive(Debug, Clone)]
pub(super) struct SecretsFile {
    path: PathBuf,
}

/// What reading the file came to.
pub(super) struct Read {
    pub(super) secrets: Secrets,
    /// The name that a file which made no sense was given.
    pub(super) set_aside: Option<String>,
}

impl SecretsFile {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    pub(super) fn exists(&self) -> bool {
        self.path.exists()
    }

    pub(super) fn load(&self, now: UnixSeconds) -> Result<Read, SecretsError> {
        let bytes = match std::fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok(Read { secrets: Secrets::default(), set_aside: None });
            }
            Err(_) => return Err(SecretsError::Unavailable),
        };
        if let Ok(secrets) = serde_json::from_slice(&bytes) {
            return Ok(Read { secrets, set_aside: None });
        }
        let name = set_aside(&self.path, now).ok_or(SecretsError::Unavailable)?;
        Ok(Read { secrets: Secrets::default(), set_aside: Some(name) })
    }

    pub(super) fn save(&self, secrets: &Secrets) -> Result<(), SecretsError> {
        if secrets.is_empty() {
            return self.remove();
        }
        let bytes = serde_json::to_vec(secrets).map_err(|_| SecretsError::Unavailable)?;
        write_private(&self.path, &bytes).map_err(|_| SecretsError::Unavailable)
    }

    pub(super) fn remove(&self) -> Result<(), SecretsError> {
        match std::fs::remove_file(&self.path) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(_) => Err(SecretsError::Unavailable),
        }
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make damaged files on purpose")]
mod tests {
    use songplate_core::secret::Secret;

    use super::*;

    const NOW: UnixSeconds = UnixSeconds(5);

    #[test]
    fn keeps_secrets_for_this_user_alone_and_leaves_nothing_when_there_are_none() {
        let dir = tempfile::tempdir().unwrap();
        let file = SecretsFile::new(dir.path().join("secrets.json"));
        assert!(file.load(NOW).unwrap().secrets.is_empty());
        file.save(&Secrets { refresh_token: Some(Secret::new("abc")), ..Secrets::default() }).unwrap();
        assert!(file.load(NOW).unwrap().secrets.refresh_token.unwrap().matches("abc"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(file.path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
        file.save(&Secrets::default()).unwrap();
        assert!(!file.exists());
    }

    #[test]
    fn a_file_that_makes_no_sense_is_set_aside() {
        let dir = tempfile::tempdir().unwrap();
        let file = SecretsFile::new(dir.path().join("secrets.json"));
        std::fs::write(&file.path, "{").unwrap();
        assert_eq!(file.load(NOW).unwrap().set_aside.as_deref(), Some("secrets.damaged-5.json"));
        assert!(dir.path().join("secrets.damaged-5.json").exists());
    }
}
