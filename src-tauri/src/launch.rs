//! What the environment says at the start of the program.

use std::io;
use std::path::PathBuf;

use songplate_spotify::servers::{BadServers, Servers};

use crate::profile::make_private_dir;
use crate::words::Words;

/// The variables that the program honours, as they were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Environment {
    /// `SONGPLATE_PROFILE_DIR`
    pub(crate) profile_dir: Option<PathBuf>,
    /// `SONGPLATE_SPOTIFY_ACCOUNTS_URL`
    pub(crate) accounts_url: Option<String>,
    /// `SONGPLATE_SPOTIFY_API_URL`
    pub(crate) api_url: Option<String>,
    /// `SONGPLATE_SECRETS`
    pub(crate) secrets: Option<String>,
}

/// How the program was started.
#[derive(Debug, Clone)]
pub(crate) struct Launch {
    /// Where the profile is, if not in the usual place; absolute.
    pub(crate) profile_dir: Option<PathBuf>,
    /// Where Spotify is.
    pub(crate) servers: Servers,
    /// Whether the keychain is left alone.
    pub(crate) secrets_in_file: bool,
    /// What the user wants.
    pub(crate) words: Words,
}

/// The program can't be started like this. The text is for whoever set the variables.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BadLaunch {
    /// The addresses in place of Spotify's can't be used.
    #[error("SONGPLATE_SPOTIFY_ACCOUNTS_URL, SONGPLATE_SPOTIFY_API_URL: {0}")]
    Servers(#[from] BadServers),
    /// `SONGPLATE_SECRETS` has a value that means nothing.
    #[error("SONGPLATE_SECRETS: {0:?} is not known; the only value is \"file\"")]
    Secrets(String),
    /// The profile's folder can't be made or found.
    #[error("SONGPLATE_PROFILE_DIR: {0}")]
    Profile(io::Error),
}

impl Environment {
    /// The variables of this process. Values that are not Unicode stay recognisable as wrong.
    #[must_use]
    pub(crate) fn of_this_process() -> Self {
        let text = |name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
        Self {
            profile_dir: std::env::var_os("SONGPLATE_PROFILE_DIR").filter(|dir| !dir.is_empty()).map(PathBuf::from),
            accounts_url: text("SONGPLATE_SPOTIFY_ACCOUNTS_URL"),
            api_url: text("SONGPLATE_SPOTIFY_API_URL"),
            secrets: text("SONGPLATE_SECRETS").filter(|value| !value.is_empty()),
        }
    }
}

impl Launch {
    /// Reads the environment and the words.
    ///
    /// # Errors
    /// When a variable has a value that can't be used: rather no start than one on the wrong profile or server.
    pub(crate) fn new(environment: Environment, words: Words) -> Result<Self, BadLaunch> {
        let servers = Servers::new(environment.accounts_url.as_deref(), environment.api_url.as_deref())?;
        let secrets_in_file = match environment.secrets.as_deref() {
            None => false,
            Some("file") => true,
            Some(other) => return Err(BadLaunch::Secrets(other.to_owned())),
        };
        let profile_dir = environment.profile_dir.map(made).transpose().map_err(BadLaunch::Profile)?;
        Ok(Self { profile_dir, servers, secrets_in_file, words })
    }
}

/// Makes the profile's folder and gives its one name, so that two spellings of it are the same profile.
fn made(dir: PathBuf) -> io::Result<PathBuf> {
    make_private_dir(&dir)?;
    dunce::canonicalize(dir)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_values_that_mean_nothing() {
        let environment = |accounts: Option<&str>, api: Option<&str>, secrets: Option<&str>| Environment {
            profile_dir: None,
            accounts_url: accounts.map(Into::into),
            api_url: api.map(Into::into),
            secrets: secrets.map(Into::into),
        };
        assert!(Launch::new(environment(None, None, None), Words::default()).is_ok());
        assert!(Launch::new(environment(None, None, Some("file")), Words::default()).unwrap().secrets_in_file);
        for wrong in [
            environment(Some("http://127.0.0.1:1"), None, None),
            environment(Some("https://example.com"), Some("https://example.com"), None),
            environment(None, None, Some("File")),
        ] {
            assert!(Launch::new(wrong, Words::default()).is_err());
        }
    }
}
