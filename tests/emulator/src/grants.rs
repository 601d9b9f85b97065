//! Codes and tokens: what was issued to whom, and how long it lives. Pure: the time comes in with every call.

use std::collections::HashMap;

use crate::pkce;
use crate::random;

/// How long an authorization code works, in milliseconds (RFC 6749 section 4.1.2 recommends at most 10 minutes).
const CODE_LIFETIME_MS: u64 = 10 * 60 * 1000;

/// An issued authorization code.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    pub(crate) client_id: String,
    pub(crate) redirect_uri: String,
    pub(crate) challenge: Option<String>,
    pub(crate) scope: String,
    pub(crate) account_id: String,
    pub(crate) issued_ms: u64,
}

/// A user's permission, as every token of it carries it.
#[derive(Debug, Clone)]
pub(crate) struct Permission {
    pub(crate) client_id: String,
    pub(crate) account_id: String,
    pub(crate) scope: String,
    /// Whether the client proved itself with its secret; a refresh must do the same.
    pub(crate) with_secret: bool,
    /// When the user agreed, in milliseconds since the start. Refreshing does not move it.
    pub(crate) consent_ms: u64,
}

#[derive(Debug)]
struct Access {
    permission: Permission,
    expires_ms: u64,
}

#[derive(Debug)]
struct Refresh {
    permission: Permission,
    dead: Option<RefreshEnd>,
}

/// Why a refresh token no longer works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefreshEnd {
    /// The user removed the app, or a rotation replaced the token.
    Revoked,
    /// Six months passed since the user agreed.
    Expired,
}

impl RefreshEnd {
    /// Spotify's `error_description`.
    pub(crate) fn description(self) -> &'static str {
        match self {
            Self::Revoked => "Refresh token revoked",
            Self::Expired => "Refresh token expired",
        }
    }
}

/// An `error` and `error_description` of RFC 6749 section 5.2.
pub(crate) type GrantError = (&'static str, &'static str);

/// Why a Bearer token is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BadBearer {
    Unknown,
    Expired,
}

/// Everything issued so far.
#[derive(Debug, Default)]
pub(crate) struct Grants {
    codes: HashMap<String, Code>,
    access: HashMap<String, Access>,
    refresh: HashMap<String, Refresh>,
    issued: Vec<String>,
}

impl Grants {
    pub(crate) fn issue_code(&mut self, code: Code) -> String {
        let value = self.fresh("AQemulated-code-");
        self.codes.insert(value.clone(), code);
        value
    }

    /// Turns a code into a permission. The code is gone afterwards, whatever the outcome, unless it belongs to
    /// another client.
    pub(crate) fn redeem(
        &mut self,
        value: &str,
        client_id: &str,
        with_secret: bool,
        redirect_uri: &str,
        verifier: Option<&str>,
        now_ms: u64,
    ) -> Result<Permission, GrantError> {
        let wrong_code = ("invalid_grant", "Invalid authorization code");
        if self.codes.get(value).is_none_or(|code| code.client_id != client_id) {
            return Err(wrong_code);
        }
        let code = self.codes.remove(value).ok_or(wrong_code)?;
        if now_ms.saturating_sub(code.issued_ms) >= CODE_LIFETIME_MS {
            return Err(("invalid_grant", "Authorization code expired"));
        }
        if code.redirect_uri != redirect_uri {
            return Err(("invalid_grant", "Invalid redirect URI"));
        }
        match (&code.challenge, verifier) {
            (Some(challenge), Some(verifier)) => {
                if !pkce::is_well_formed_verifier(verifier) || pkce::challenge_of(verifier) != *challenge {
                    return Err(("invalid_grant", "code_verifier was incorrect"));
                }
            }
            (Some(_), None) => return Err(("invalid_request", "code_verifier required")),
            // RFC 9700 section 2.1.1: a verifier without a challenge is a downgrade.
            (None, Some(_)) => return Err(("invalid_grant", "code_verifier was incorrect")),
            (None, None) if !with_secret => return Err(("invalid_client", "Invalid client secret")),
            (None, None) => {}
        }
        Ok(Permission {
            client_id: code.client_id,
            account_id: code.account_id,
            scope: code.scope,
            with_secret,
            consent_ms: code.issued_ms,
        })
    }

    pub(crate) fn issue_access(&mut self, permission: Permission, expires_ms: u64) -> String {
        let value = self.fresh("BQemulated-access-");
        self.access.insert(value.clone(), Access { permission, expires_ms });
        value
    }

    pub(crate) fn issue_refresh(&mut self, permission: Permission) -> String {
        let value = self.fresh("AQemulated-refresh-");
        self.refresh.insert(value.clone(), Refresh { permission, dead: None });
        value
    }

    /// The permission behind a refresh token that still works for this client, made the way it was obtained.
    pub(crate) fn refreshable(
        &mut self,
        value: &str,
        client_id: &str,
        with_secret: bool,
        now_ms: u64,
        lifetime_ms: u64,
    ) -> Result<Permission, GrantError> {
        let wrong_token = ("invalid_grant", "Invalid refresh token");
        let token = self.refresh.get_mut(value).ok_or(wrong_token)?;
        if token.permission.client_id != client_id {
            return Err(wrong_token);
        }
        if token.dead.is_none() && now_ms.saturating_sub(token.permission.consent_ms) >= lifetime_ms {
            token.dead = Some(RefreshEnd::Expired);
        }
        if let Some(end) = token.dead {
            return Err(("invalid_grant", end.description()));
        }
        match (token.permission.with_secret, with_secret) {
            (true, false) => Err(("invalid_client", "Invalid client secret")),
            (false, true) => Err(wrong_token),
            _ => Ok(token.permission.clone()),
        }
    }

    /// Ends one refresh token, as a rotation does.
    pub(crate) fn end_refresh(&mut self, value: &str, end: RefreshEnd) {
        if let Some(token) = self.refresh.get_mut(value) {
            token.dead = Some(end);
        }
    }

    pub(crate) fn end_every_refresh(&mut self, end: RefreshEnd) {
        for token in self.refresh.values_mut() {
            token.dead = Some(end);
        }
    }

    pub(crate) fn expire_every_access(&mut self, now_ms: u64) {
        for token in self.access.values_mut() {
            token.expires_ms = token.expires_ms.min(now_ms);
        }
    }

    /// The permission behind an access token.
    pub(crate) fn bearer(&self, value: &str, now_ms: u64) -> Result<&Permission, BadBearer> {
        let token = self.access.get(value).ok_or(BadBearer::Unknown)?;
        if now_ms >= token.expires_ms { Err(BadBearer::Expired) } else { Ok(&token.permission) }
    }

    /// How many access and refresh tokens work now. Age is not looked at for refresh tokens that nobody has used.
    pub(crate) fn alive(&self, now_ms: u64) -> (usize, usize) {
        (
            self.access.values().filter(|token| now_ms < token.expires_ms).count(),
            self.refresh.values().filter(|token| token.dead.is_none()).count(),
        )
    }

    /// Every code and token ever issued, for tests that search logs for them.
    pub(crate) fn issued(&self) -> Vec<String> {
        self.issued.clone()
    }

    fn fresh(&mut self, prefix: &str) -> String {
        let value = random::text(prefix);
        self.issued.push(value.clone());
        value
    }
}
