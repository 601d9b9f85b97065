//! The profile: the folder that holds everything the program keeps, and who may use it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::{Digest, Sha256};

/// The folder that holds everything the program keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Profile {
    dir: PathBuf,
}

/// Held while the program uses the profile.
#[derive(Debug)]
pub(crate) struct ProfileLock {
    _file: File,
}

/// The profile can't be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ProfileError {
    /// Another process uses it.
    #[error("another process uses the profile {0}")]
    InUse(PathBuf),
    /// It can't be made or written.
    #[error("the profile {0} can't be used: {1}")]
    Unusable(PathBuf, io::Error),
}

impl Profile {
    /// The profile in `dir`.
    #[must_use]
    pub(crate) fn new(dir: PathBuf) -> Self {
        Self { dir }
    }

    /// The folder.
    #[must_use]
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// The settings.
    #[must_use]
    pub(crate) fn settings(&self) -> PathBuf {
        self.dir.join("settings.json")
    }

    /// The secrets, where there is no keychain.
    #[must_use]
    pub(crate) fn secrets(&self) -> PathBuf {
        self.dir.join("secrets.json")
    }

    /// The folder of the logs.
    #[must_use]
    pub(crate) fn logs(&self) -> PathBuf {
        self.dir.join("logs")
    }

    /// The log, as far as it was not set aside for its size.
    #[must_use]
    pub(crate) fn log(&self) -> PathBuf {
        self.logs().join("songplate.log")
    }

    /// The webview's own data.
    #[must_use]
    pub(crate) fn webview(&self) -> PathBuf {
        self.dir.join("webview")
    }

    /// The windows' places and sizes.
    #[must_use]
    pub(crate) fn window_state(&self) -> PathBuf {
        self.dir.join("windows.json")
    }

    /// The page of this overlay that OBS loads as a local file. It is named by the overlay's id, which outlives names.
    #[must_use]
    pub(crate) fn loader(&self, overlay: &str) -> PathBuf {
        self.dir.join("obs").join(format!("overlay-{overlay}.html"))
    }

    /// The pictures that the system's tray reads while the program runs.
    #[must_use]
    pub(crate) fn tray(&self) -> PathBuf {
        self.dir.join("tray")
    }

    /// What scripts want to know of the program while it runs.
    #[must_use]
    pub(crate) fn runtime(&self) -> PathBuf {
        self.dir.join("runtime.json")
    }

    /// Eight hex digits that tell this profile from every other on the machine.
    #[must_use]
    pub(crate) fn hash(&self) -> String {
        let mut digits = format!("{:x}", Sha256::digest(self.dir.as_os_str().as_encoded_bytes()));
        digits.truncate(8);
        digits
    }

    /// Makes the folder, for this user alone, and takes it for this process. Waits up to `patience` for a process
    /// that is ending.
    pub(crate) fn lock(&self, patience: Duration) -> Result<ProfileLock, ProfileError> {
        let unusable = |error| ProfileError::Unusable(self.dir.clone(), error);
        make_private_dir(&self.dir).map_err(unusable)?;
        let path = self.dir.join("profile.lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(unusable)?;
        let step = Duration::from_millis(100);
        let mut waited = Duration::ZERO;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(ProfileLock { _file: file }),
                Err(TryLockError::WouldBlock) if waited < patience => {
                    std::thread::sleep(step);
                    waited += step;
                }
                Err(TryLockError::WouldBlock) => return Err(ProfileError::InUse(self.dir.clone())),
                Err(TryLockError::Error(error)) => return Err(unusable(error)),
            }
        }
    }
}

/// Makes a folder, and those above it, for this user alone; one that exists stays as it is.
#[cfg(unix)]
pub(crate) fn make_private_dir(dir: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(dir)
}

/// Makes a folder, and those above it, where the system keeps it for this user; one that exists stays as it is.
#[cfg(not(unix))]
pub(crate) fn make_private_dir(dir: &Path) -> io::Result<()> {
    std::fs::create_dir_all(dir)
}

/// Writes a file that only this user can read, whole or not at all: beside it first, onto the disk, then in its place.
///
/// # Errors
/// When it can't be written. The file that was there is untouched then.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    let written = (|| {
        let mut file = private_file(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&beside, path)
    })();
    if written.is_err() {
        // Half a file must not lie around, least of all on a full disk.
        let _ = std::fs::remove_file(&beside);
        return written;
    }
    sync_dir(path)
}

fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        let file = options.mode(0o600).open(path)?;
        // The mode above counts for a new file only.
        file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
        Ok(file)
    }
    #[cfg(not(unix))]
    options.open(path)
}

/// On Unix a new name is safe only once its folder is on the disk too.
fn sync_dir(path: &Path) -> io::Result<()> {
    if cfg!(unix)
        && let Some(dir) = path.parent()
    {
        File::open(dir)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_has_one_user_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        let profile = Profile::new(dir.path().join("new/profile"));
        let lock = profile.lock(Duration::ZERO).unwrap();
        assert!(matches!(profile.lock(Duration::ZERO), Err(ProfileError::InUse(_))));
        drop(lock);
        assert!(profile.lock(Duration::ZERO).is_ok());
    }

    #[test]
    fn two_profiles_have_two_hashes() {
        let hash = |dir: &str| Profile::new(dir.into()).hash();
        assert_eq!(hash("/a").len(), 8);
        assert_ne!(hash("/a"), hash("/b"));
    }

    #[test]
    fn a_write_that_fails_leaves_what_was_there_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        std::fs::create_dir(dir.path().join("file.new")).unwrap();
        write_private(&path, b"x").unwrap_err();
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn only_this_user_can_read_what_was_written() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        write_private(&path, b"one").unwrap();
        write_private(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}
