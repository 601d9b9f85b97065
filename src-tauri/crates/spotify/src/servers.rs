//! Where Spotify is.

use std::net::IpAddr;

use url::{Host, Url};

/// The origins of Spotify's servers. Tests and the demo put an emulator in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Servers {
    /// Serves `/authorize` and `/api/token`.
    pub accounts: Url,
    /// Serves `/v1/me` and `/v1/me/player`.
    pub api: Url,
}

/// The addresses given in place of Spotify's can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadServers {
    /// One of the two is given without the other: half a login would go to the real Spotify.
    #[error("both addresses must be given, or neither")]
    OneAlone,
    /// Something other than `http://127.0.0.1:PORT` or `http://[::1]:PORT`.
    #[error("{0:?} is not an origin on 127.0.0.1 or [::1]")]
    NotLoopback(String),
}

impl Default for Servers {
    fn default() -> Self {
        let parse = |origin: &str| Url::parse(origin);
        match (parse("https://accounts.spotify.com"), parse("https://api.spotify.com")) {
            (Ok(accounts), Ok(api)) => Self { accounts, api },
            _ => unreachable!("both are constants that parse"),
        }
    }
}

impl Servers {
    /// Spotify's own servers, or the two given in their place.
    ///
    /// # Errors
    /// When one is missing or either is not an origin on this machine.
    pub fn new(accounts: Option<&str>, api: Option<&str>) -> Result<Self, BadServers> {
        match (accounts, api) {
            (None, None) => Ok(Self::default()),
            (Some(accounts), Some(api)) => Ok(Self { accounts: loopback(accounts)?, api: loopback(api)? }),
            _ => Err(BadServers::OneAlone),
        }
    }

    /// The origin that a login is remembered with, as text.
    #[must_use]
    pub fn accounts_origin(&self) -> String {
        self.accounts.origin().ascii_serialization()
    }

    /// The one origin that covers may come from by plain `http`: the emulator's, where there is one.
    #[must_use]
    pub fn emulated_origin(&self) -> Option<String> {
        (self.api.scheme() == "http").then(|| self.api.origin().ascii_serialization())
    }
}

fn loopback(origin: &str) -> Result<Url, BadServers> {
    let refuse = || BadServers::NotLoopback(origin.to_owned());
    let url = Url::parse(origin).map_err(|_| refuse())?;
    let on_this_machine = match url.host() {
        Some(Host::Ipv4(address)) => IpAddr::from(address) == IpAddr::from([127, 0, 0, 1]),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        _ => false,
    };
    let bare = url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    if on_this_machine && bare && matches!(url.scheme(), "http" | "https") { Ok(url) } else { Err(refuse()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_both_or_neither_and_only_this_machine() {
        assert_eq!(Servers::new(None, None).unwrap().api.as_str(), "https://api.spotify.com/");
        assert!(Servers::new(Some("http://127.0.0.1:8000"), Some("http://[::1]:8000/")).is_ok());
        assert_eq!(Servers::new(Some("http://127.0.0.1:1"), None), Err(BadServers::OneAlone));
        for origin in [
            "",
            "127.0.0.1:1",
            "http://localhost:1",
            "http://127.0.0.2:1",
            "http://127.0.0.1.evil:1",
            "http://10.0.0.1:1",
            "https://accounts.spotify.com",
            "http://127.0.0.1:1/path",
            "http://127.0.0.1:1?x",
            "http://u@127.0.0.1:1",
            "ftp://127.0.0.1:1",
        ] {
            assert!(Servers::new(Some(origin), Some("http://127.0.0.1:1")).is_err(), "{origin}");
        }
    }
}
