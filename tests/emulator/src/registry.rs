//! Who is known to the emulator: registered clients and the accounts that can log in.

use serde::Serialize;

/// An app as it is registered in the developer dashboard.
#[derive(Debug, Clone)]
pub struct ClientRegistration {
    /// The client ID, 32 hex digits at Spotify.
    pub client_id: String,
    /// The client secret. Without one the client is public and PKCE is required at `/authorize` already.
    pub client_secret: Option<String>,
    /// The redirect URIs, matched exactly, except that a loopback IP address registered without a port matches any
    /// port (RFC 8252 section 7.3).
    pub redirect_uris: Vec<String>,
    /// The app's name on the consent page.
    pub name: String,
    /// The account IDs on the app's user list; `None` lets everybody in. Somebody who is not on the list can log in
    /// and then gets 403 from every call, as in Spotify's development mode.
    pub users: Option<Vec<String>>,
    /// Whether the app's owner has Premium; without it every call gets 403.
    pub owner_has_premium: bool,
}

impl ClientRegistration {
    /// A client with a secret, whose owner has Premium and which everybody may use.
    #[must_use]
    pub fn new(client_id: &str, client_secret: &str, redirect_uris: &[&str]) -> Self {
        Self {
            client_id: client_id.to_owned(),
            client_secret: Some(client_secret.to_owned()),
            redirect_uris: redirect_uris.iter().map(|&uri| uri.to_owned()).collect(),
            name: "Songplate".to_owned(),
            users: None,
            owner_has_premium: true,
        }
    }

    /// The same client without a secret, so that only PKCE is left.
    #[must_use]
    pub fn without_secret(mut self) -> Self {
        self.client_secret = None;
        self
    }

    /// Whether the redirect URI of a request is one of the registered ones.
    ///
    /// Nothing is normalised: case, a trailing slash and the query all count. `localhost` is refused even when it was
    /// registered (Spotify, "Redirect URIs", since April 2025).
    pub(crate) fn accepts_redirect(&self, asked: &str) -> bool {
        self.redirect_uris.iter().any(|registered| redirect_matches(registered, asked))
    }
}

fn redirect_matches(registered: &str, asked: &str) -> bool {
    if asked.starts_with("http://localhost") {
        return false;
    }
    if registered == asked {
        return true;
    }
    ["http://127.0.0.1", "http://[::1]"].iter().any(|host| {
        let (Some(path), Some(rest)) = (registered.strip_prefix(host), asked.strip_prefix(host)) else {
            return false;
        };
        // A registered port is part of the exact match above.
        if !(path.is_empty() || path.starts_with('/')) {
            return false;
        }
        let Some(rest) = rest.strip_prefix(':') else { return false };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (port, rest) = rest.split_at(digits);
        port.parse::<u16>().is_ok_and(|port| port != 0) && rest == path
    })
}

/// Somebody who can log in.
#[derive(Debug, Clone, Serialize)]
pub struct Account {
    /// The user ID, in `/v1/me` and in the URI.
    pub id: String,
    /// The name shown on the consent page and in `/v1/me`; some users have none.
    pub display_name: Option<String>,
}

impl Account {
    /// An account with a display name.
    #[must_use]
    pub fn new(id: &str, display_name: &str) -> Self {
        Self { id: id.to_owned(), display_name: Some(display_name.to_owned()) }
    }

    /// What a person sees as the account's name.
    pub(crate) fn shown_name(&self) -> &str {
        self.display_name.as_deref().unwrap_or(&self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loopback_address_without_a_port_matches_any_port_and_nothing_else() {
        let registered = "http://127.0.0.1/callback";
        for good in ["http://127.0.0.1/callback", "http://127.0.0.1:1/callback", "http://127.0.0.1:65535/callback"] {
            assert!(redirect_matches(registered, good), "{good} must match");
        }
        for bad in [
            "http://127.0.0.1:0/callback",
            "http://127.0.0.1:65536/callback",
            "http://127.0.0.1:/callback",
            "http://127.0.0.1:80/callback/",
            "http://127.0.0.1:80/Callback",
            "http://127.0.0.1:80/callback?x=1",
            "http://127.0.0.1:80@evil.example/callback",
            "http://127.0.0.1.evil.example/callback",
            "http://127.0.0.2:80/callback",
            "http://[::1]:80/callback",
            "http://localhost:80/callback",
            "https://127.0.0.1:80/callback",
        ] {
            assert!(!redirect_matches(registered, bad), "{bad} must not match");
        }
    }

    #[test]
    fn a_registered_port_counts() {
        assert!(redirect_matches("http://127.0.0.1:8080/callback", "http://127.0.0.1:8080/callback"));
        assert!(!redirect_matches("http://127.0.0.1:8080/callback", "http://127.0.0.1:8081/callback"));
        assert!(!redirect_matches("http://127.0.0.1:8080/callback", "http://127.0.0.1/callback"));
    }

    #[test]
    fn a_scheme_of_its_own_matches_exactly() {
        let registered = "app.songplate://callback";
        assert!(redirect_matches(registered, registered));
        for bad in [
            "app.songplate://callback/",
            "APP.songplate://callback",
            "app.songplate://callback?x",
            "app.songplate:callback",
        ] {
            assert!(!redirect_matches(registered, bad), "{bad} must not match");
        }
    }

    #[test]
    fn localhost_is_refused_even_when_registered() {
        assert!(!redirect_matches("http://localhost/callback", "http://localhost/callback"));
    }
}
