//! The login's states, as a pure machine: an event and the time go in, effects come out.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::callback::{Callback, CallbackAnswer};
use super::{Account, LoginReason, LoginStatus, ReturnBy};
use crate::secret::Secret;

/// How long an attempt waits for the browser to come back. A wrong redirect URI never does.
pub const ATTEMPT_LIFETIME: Duration = Duration::from_mins(10);

/// One pending attempt to log in.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// Tells this attempt from every other of this process.
    pub id: u32,
    /// The random value that only the answer to this attempt carries (RFC 6749 section 10.12).
    pub state: Secret,
    /// The way back.
    pub return_by: ReturnBy,
    /// When it ends unanswered.
    pub deadline: Instant,
    /// How far it has come.
    pub stage: Stage,
}

/// How far an attempt has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The browser shows the consent page.
    Consent,
    /// Consent was given; the code is being exchanged. The state is used up.
    Exchange,
}

/// What happens to the login.
#[derive(Debug, Clone)]
pub enum Event {
    /// The user pressed Log in. Replaces an attempt that is pending.
    Began(Attempt),
    /// A well-formed answer arrived, by whichever way.
    Returned(Callback),
    /// The exchange of attempt `attempt` ended.
    Exchanged {
        /// Which attempt.
        attempt: u32,
        /// The login that was granted, or why none was.
        outcome: Result<Granted, LoginReason>,
    },
    /// Spotify told whose login it is, or (with a reason) refused to.
    Described {
        /// The ID and the name, or why they are not to be had.
        outcome: Result<(String, Option<String>), LoginReason>,
    },
    /// The user gave up waiting.
    Cancelled,
    /// The browser could not be opened; the user can still open the address by hand.
    BrowserFailed,
    /// Time has passed.
    TimePassed,
    /// The user logged out, or saved other credentials.
    LoggedOut,
    /// Spotify says that the permission has ended.
    Ended(EndReason),
}

/// Why a permission has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndReason {
    /// Withdrawn, or never valid any more.
    Revoked,
    /// Six months are over.
    Expired,
}

impl From<EndReason> for LoginReason {
    fn from(reason: EndReason) -> Self {
        match reason {
            EndReason::Revoked => Self::Revoked,
            EndReason::Expired => Self::Expired,
        }
    }
}

/// A login that was granted, with what must be kept of it.
#[derive(Debug, Clone)]
pub struct Granted {
    /// The account; its name is not known yet.
    pub account: Account,
}

/// What has to be done.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Exchange `code` for tokens, for attempt `attempt`.
    Exchange {
        /// Which attempt.
        attempt: u32,
        /// The code.
        code: Secret,
    },
    /// An attempt is over: close its loopback listener, forget its verifier, stop its exchange.
    EndAttempt,
    /// Drop every token, the access token first, and forget the account.
    ForgetTokens,
    /// Remember this account.
    KeepAccount(Account),
    /// Bring the app to the front: the user comes back from the browser.
    ComeToFront,
}

/// Why an answer changed nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Ignored {
    /// Nobody is waiting for one.
    #[error("no login is pending")]
    NoLoginPending,
    /// It belongs to another attempt, or to none.
    #[error("it does not belong to the pending login")]
    WrongState,
    /// Its attempt has been answered already.
    #[error("it was used already")]
    Used,
}

/// The login.
#[derive(Debug, Clone, Default)]
pub struct Login {
    account: Option<Account>,
    attempt: Option<Attempt>,
    failed: bool,
    reason: Option<LoginReason>,
    ended: Option<EndReason>,
}

impl Login {
    /// The login as it was remembered: `account` is linked, if there is one; else `ended` is why it no longer is.
    #[must_use]
    pub fn restored(account: Option<Account>, ended: Option<EndReason>) -> Self {
        let ended = ended.filter(|_| account.is_none());
        Self { account, ended, reason: ended.map(LoginReason::from), ..Self::default() }
    }

    /// The state, in the words of the interface.
    #[must_use]
    pub fn status(&self) -> LoginStatus {
        match (&self.attempt, self.failed, &self.account) {
            (Some(_), _, _) => LoginStatus::Waiting,
            (None, true, _) => LoginStatus::Failed,
            (None, false, Some(_)) => LoginStatus::Linked,
            (None, false, None) => LoginStatus::SignedOut,
        }
    }

    /// What there is to say about the state.
    #[must_use]
    pub fn reason(&self) -> Option<LoginReason> {
        match &self.attempt {
            Some(attempt) if attempt.stage == Stage::Exchange => Some(LoginReason::Exchanging),
            _ => self.reason,
        }
    }

    /// The account that is linked. An attempt to log in anew does not touch it until it succeeds.
    #[must_use]
    pub fn account(&self) -> Option<&Account> {
        self.account.as_ref()
    }

    /// The attempt that is pending.
    #[must_use]
    pub fn attempt(&self) -> Option<&Attempt> {
        self.attempt.as_ref()
    }

    /// Why the permission has ended, if it has and only the user can renew it. Trying to, with whatever outcome but success,
    /// does not change that: who listened goes on listening once it is renewed.
    #[must_use]
    pub fn ended(&self) -> Option<EndReason> {
        self.ended
    }

    /// When [`Event::TimePassed`] is due.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        self.attempt.as_ref().map(|attempt| attempt.deadline)
    }

    /// Takes in `event` at `now` and says what has to be done, in this order.
    ///
    /// # Errors
    /// When an answer belongs to no pending attempt. Nothing has changed then.
    pub fn apply(&mut self, event: Event, now: Instant) -> Result<Vec<Effect>, Ignored> {
        // An answer that comes in the moment after the deadline is as late as one that comes later.
        let mut effects = self.expire(now);
        match event {
            Event::Began(attempt) => {
                if self.attempt.replace(attempt).is_some() {
                    effects.push(Effect::EndAttempt);
                }
                self.tell(false, None);
            }
            Event::Returned(callback) => effects.extend(self.returned(callback)?),
            Event::Exchanged { attempt, outcome } => {
                if self.attempt.as_ref().is_some_and(|pending| pending.id == attempt) {
                    effects.extend(self.exchanged(outcome));
                }
            }
            Event::Described { outcome } => effects.extend(self.described(outcome)),
            Event::Cancelled => {
                if self.attempt.take().is_some() {
                    effects.push(Effect::EndAttempt);
                }
                self.tell(false, None);
            }
            Event::BrowserFailed => {
                if self.attempt.is_some() {
                    self.reason = Some(LoginReason::Browser);
                }
            }
            Event::TimePassed => {}
            Event::LoggedOut => effects.extend(self.forget(None)),
            Event::Ended(reason) => effects.extend(self.forget(Some(reason))),
        }
        Ok(effects)
    }

    fn tell(&mut self, failed: bool, reason: Option<LoginReason>) {
        self.failed = failed;
        self.reason = reason;
    }

    fn expire(&mut self, now: Instant) -> Vec<Effect> {
        if self.attempt.take_if(|attempt| now >= attempt.deadline).is_none() {
            return Vec::new();
        }
        self.tell(true, Some(LoginReason::TimedOut));
        vec![Effect::EndAttempt]
    }

    fn returned(&mut self, callback: Callback) -> Result<Vec<Effect>, Ignored> {
        let attempt = self.attempt.as_mut().ok_or(Ignored::NoLoginPending)?;
        if !attempt.state.matches(callback.state.expose()) {
            return Err(Ignored::WrongState);
        }
        if attempt.stage != Stage::Consent {
            return Err(Ignored::Used);
        }
        let reason = match callback.answer {
            CallbackAnswer::Code(code) => {
                attempt.stage = Stage::Exchange;
                return Ok(vec![Effect::Exchange { attempt: attempt.id, code }, Effect::ComeToFront]);
            }
            CallbackAnswer::AccessDenied => LoginReason::AccessDenied,
            CallbackAnswer::Refused => LoginReason::Refused,
        };
        self.attempt = None;
        self.tell(true, Some(reason));
        Ok(vec![Effect::EndAttempt, Effect::ComeToFront])
    }

    fn exchanged(&mut self, outcome: Result<Granted, LoginReason>) -> Vec<Effect> {
        self.attempt = None;
        match outcome {
            Ok(Granted { account }) => {
                self.account = Some(account.clone());
                self.ended = None;
                self.tell(false, None);
                vec![Effect::KeepAccount(account), Effect::EndAttempt]
            }
            Err(reason) => {
                self.tell(true, Some(reason));
                vec![Effect::EndAttempt]
            }
        }
    }

    fn described(&mut self, outcome: Result<(String, Option<String>), LoginReason>) -> Vec<Effect> {
        let Some(account) = &mut self.account else { return Vec::new() };
        match outcome {
            Ok((id, name)) => {
                account.id = id;
                account.name = name;
                let account = account.clone();
                if !self.failed && self.attempt.is_none() {
                    self.reason = None;
                }
                vec![Effect::KeepAccount(account)]
            }
            Err(reason) => {
                if !self.failed && self.attempt.is_none() {
                    self.reason = Some(reason);
                }
                Vec::new()
            }
        }
    }

    fn forget(&mut self, reason: Option<EndReason>) -> Vec<Effect> {
        let mut effects = Vec::new();
        // The permission that ended is the old one; a consent that is under way may still replace it.
        if reason.is_none() && self.attempt.take().is_some() {
            effects.push(Effect::EndAttempt);
        }
        if self.account.take().is_some() || reason.is_none() {
            self.ended = reason;
            effects.push(Effect::ForgetTokens);
            self.tell(false, reason.map(LoginReason::from));
        }
        effects
    }
}
