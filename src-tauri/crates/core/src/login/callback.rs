//! The address that the browser comes back to. Any page can make one up, so it is read strictly.

use url::Url;

use super::ReturnBy;
use crate::secret::Secret;

/// Longer addresses are refused unread, in bytes. Spotify's codes are a few hundred characters long.
pub const MAX_CALLBACK: usize = 8 * 1024;

/// An answer from the accounts server, not yet matched to an attempt.
#[derive(Debug, Clone)]
pub struct Callback {
    /// The `state` it carries.
    pub state: Secret,
    /// What it says.
    pub answer: CallbackAnswer,
}

/// What the accounts server said (RFC 6749 section 4.1.2).
#[derive(Debug, Clone)]
pub enum CallbackAnswer {
    /// Consent was given; the code is to be exchanged for tokens.
    Code(Secret),
    /// The user refused.
    AccessDenied,
    /// Some other error.
    Refused,
}

/// The address is not an answer of the accounts server. Says what is wrong, never what was in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedCallback {
    /// More than [`MAX_CALLBACK`] bytes.
    #[error("too long")]
    TooLong,
    /// Not an address at all.
    #[error("not a URL")]
    NotAnAddress,
    /// An address of something else: another scheme, host, port or path, or with a user name.
    #[error("another address")]
    AnotherAddress,
    /// A parameter that counts is there twice.
    #[error("a repeated parameter")]
    Repeated,
    /// Neither `code` nor `error`, or both, or no `state`.
    #[error("a missing parameter")]
    Missing,
}

impl Callback {
    /// Reads an address that the browser came back to. `port` is that of the loopback listener, if one is open.
    ///
    /// A slash after `callback` is accepted: some browsers add it to a scheme without a path. A fragment is refused,
    /// since Spotify sends none.
    ///
    /// # Errors
    /// When it is anything but an answer of the accounts server at one of the app's own redirect URIs.
    pub fn parse(address: &str, port: Option<u16>) -> Result<Self, MalformedCallback> {
        if address.len() > MAX_CALLBACK {
            return Err(MalformedCallback::TooLong);
        }
        let url = Url::parse(address.trim()).map_err(|_| MalformedCallback::NotAnAddress)?;
        if !is_redirect_uri(&url, port) {
            return Err(MalformedCallback::AnotherAddress);
        }
        let (mut state, mut code, mut error) = (None, None, None);
        for (name, value) in url.query_pairs() {
            let slot = match name.as_ref() {
                "state" => &mut state,
                "code" => &mut code,
                "error" => &mut error,
                _ => continue,
            };
            if slot.replace(value.into_owned()).is_some() {
                return Err(MalformedCallback::Repeated);
            }
        }
        let state = state.filter(|state| !state.is_empty()).ok_or(MalformedCallback::Missing)?;
        let answer = match (code, error) {
            (Some(code), None) if !code.is_empty() => CallbackAnswer::Code(Secret::new(code)),
            (None, Some(error)) if error == "access_denied" => CallbackAnswer::AccessDenied,
            (None, Some(error)) if !error.is_empty() => CallbackAnswer::Refused,
            _ => return Err(MalformedCallback::Missing),
        };
        Ok(Self { state: Secret::new(state), answer })
    }
}

fn is_redirect_uri(url: &Url, port: Option<u16>) -> bool {
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        return false;
    }
    match url.scheme() {
        "app.songplate" => url.host_str() == Some("callback") && url.port().is_none() && matches!(url.path(), "" | "/"),
        "http" => {
            url.host_str() == Some("127.0.0.1")
                && port.is_some()
                && url.port_or_known_default() == port
                && matches!(url.path(), "/callback" | "/callback/")
        }
        _ => false,
    }
}

impl ReturnBy {
    /// The redirect URI of one attempt: the registered one, with the port of the loopback listener where there is
    /// one.
    #[must_use]
    pub fn redirect_uri(self, port: Option<u16>) -> String {
        match (self, port) {
            (Self::Loopback, Some(port)) => format!("http://127.0.0.1:{port}/callback"),
            _ => self.registered_uri().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn error(address: &str) -> MalformedCallback {
        Callback::parse(address, Some(4711)).expect_err(address)
    }

    #[test]
    fn reads_a_code_with_and_without_the_added_slash() {
        for address in [
            "app.songplate://callback?code=abc&state=xyz",
            "app.songplate://callback/?code=abc&state=xyz",
            "APP.SONGPLATE://callback?state=xyz&code=abc&unknown=1",
            "http://127.0.0.1:4711/callback?code=abc&state=xyz",
        ] {
            let callback = Callback::parse(address, Some(4711)).expect(address);
            assert!(callback.state.matches("xyz"));
            assert!(matches!(callback.answer, CallbackAnswer::Code(code) if code.matches("abc")));
        }
    }

    #[test]
    fn reads_a_refusal() {
        let callback = Callback::parse("app.songplate://callback?error=access_denied&state=s", None).unwrap();
        assert!(matches!(callback.answer, CallbackAnswer::AccessDenied));
        let callback = Callback::parse("app.songplate://callback?error=server_error&state=s", None).unwrap();
        assert!(matches!(callback.answer, CallbackAnswer::Refused));
    }

    #[test]
    fn refuses_everything_else() {
        use MalformedCallback::{AnotherAddress, Missing, NotAnAddress, Repeated, TooLong};
        for (address, expected) in [
            ("", NotAnAddress),
            ("callback?code=a&state=b", NotAnAddress),
            ("app.songplate://other?code=a&state=b", AnotherAddress),
            ("app.songplate://callback/x?code=a&state=b", AnotherAddress),
            ("app.songplate://callback//?code=a&state=b", AnotherAddress),
            ("app.songplate://callback:1?code=a&state=b", AnotherAddress),
            ("app.songplate://u@callback?code=a&state=b", AnotherAddress),
            ("app.songplate://callback?code=a&state=b#f", AnotherAddress),
            ("app.songplate:callback?code=a&state=b", AnotherAddress),
            ("app.songplate.evil://callback?code=a&state=b", AnotherAddress),
            ("https://127.0.0.1:4711/callback?code=a&state=b", AnotherAddress),
            ("http://127.0.0.1:4712/callback?code=a&state=b", AnotherAddress),
            ("http://localhost:4711/callback?code=a&state=b", AnotherAddress),
            ("app.songplate://callback?code=a&state=b&state=b", Repeated),
            ("app.songplate://callback?code=a&code=a&state=b", Repeated),
            ("app.songplate://callback?code=a", Missing),
            ("app.songplate://callback?code=a&state=", Missing),
            ("app.songplate://callback?code=&state=b", Missing),
            ("app.songplate://callback?state=b", Missing),
            ("app.songplate://callback?code=a&error=access_denied&state=b", Missing),
            ("app.songplate://callback", Missing),
        ] {
            assert_eq!(error(address), expected, "{address}");
        }
        assert_eq!(error(&format!("app.songplate://callback?state=b&code={}", "a".repeat(1 << 20))), TooLong);
    }

    #[test]
    fn loopback_addresses_count_only_while_a_port_is_open() {
        assert!(Callback::parse("http://127.0.0.1/callback?code=a&state=b", None).is_err());
    }

    proptest! {
        #[test]
        fn never_panics(address in ".*", query in ".*") {
            let _ = Callback::parse(&address, Some(1));
            let _ = Callback::parse(&format!("app.songplate://callback?{query}"), None);
        }
    }
}
