//! Faults on request: which endpoint, what goes wrong, how often.

use serde::{Deserialize, Serialize};

use crate::grants::RefreshEnd;

/// What is called; counted, logged and disturbed apart from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Endpoint {
    /// `/authorize`.
    Authorize,
    /// `/api/token`.
    Token,
    /// `/v1/me`.
    Me,
    /// `/v1/me/player`.
    Player,
    /// `/image/…`.
    Image,
    /// Anything else, which answers 404.
    Other,
}

impl Endpoint {
    /// The endpoint of a path; `None` for the control endpoints.
    pub(crate) fn of(path: &str) -> Option<Self> {
        Some(match path {
            "/authorize" => Self::Authorize,
            "/api/token" => Self::Token,
            "/v1/me" => Self::Me,
            "/v1/me/player" => Self::Player,
            _ if path.starts_with("/image/") => Self::Image,
            _ if path.starts_with("/control/") => return None,
            _ => Self::Other,
        })
    }
}

/// How a 403 of the user list is worded. All three have been seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotOnTheListWording {
    /// Plain text: "User not registered in the Developer Dashboard".
    #[default]
    Plain,
    /// Plain text: "Check settings on developer.spotify.com/dashboard, the user may not be registered."
    PlainCheckSettings,
    /// The error object, with the wording of 2026.
    Json,
}

/// Something that goes wrong.
///
/// Those marked *after the fact* do the request's work first and then spoil the answer, so that a code is used up or a
/// refresh token rotated although the client never learns it. The others answer without doing anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// 401 "The access token expired".
    Unauthorized,
    /// 403: the user is not on the app's list.
    NotOnTheList {
        /// How it is worded.
        #[serde(default)]
        wording: NotOnTheListWording,
    },
    /// 403: the app's owner has no Premium.
    OwnerWithoutPremium,
    /// 429 of the rolling window.
    RateLimited {
        /// The `Retry-After` header in seconds; `null` leaves the header out.
        #[serde(default = "half_a_minute")]
        retry_after_s: Option<u64>,
    },
    /// 429 of the daily quota, reason `QUOTA_EXCEEDED`.
    QuotaExceeded {
        /// The `Retry-After` header in seconds; `null` leaves the header out.
        #[serde(default = "three_hours")]
        retry_after_s: Option<u64>,
    },
    /// An error of the server.
    ServerError {
        /// 500 to 599.
        #[serde(default = "unavailable")]
        status: u16,
    },
    /// `invalid_grant` from the token endpoint.
    InvalidGrant {
        /// Why the refresh token is dead.
        #[serde(default = "revoked")]
        end: RefreshEnd,
    },
    /// The request is read and nothing ever comes back.
    NoAnswer,
    /// The connection closes without an answer.
    Disconnect,
    /// The answer stops in the middle, short of its `Content-Length`. After the fact.
    CutOff,
    /// 200 with something that is not JSON. After the fact.
    WrongJson {
        /// The body; by default JSON that breaks off.
        #[serde(default = "half_an_object")]
        body: String,
    },
    /// Every string, number, list and boolean has another type. After the fact.
    WrongTypes,
    /// Every number is negative. After the fact.
    NegativeNumbers,
    /// Every integer is `u64::MAX`, and durations are 1e300. After the fact.
    HugeNumbers,
    /// Values are null. After the fact.
    NullFields {
        /// JSON pointers (RFC 6901) of the values; every scalar value when empty.
        #[serde(default)]
        fields: Vec<String>,
    },
    /// Fields are missing. After the fact.
    MissingFields {
        /// JSON pointers (RFC 6901) of the fields; every scalar field when empty.
        #[serde(default)]
        fields: Vec<String>,
    },
    /// The progress lies beyond the item's duration, as when a song's end was missed. After the fact.
    Overrun {
        /// How far beyond, in milliseconds.
        by_ms: u64,
    },
    /// A body that goes on.
    Endless {
        /// How many bytes it has before it ends.
        #[serde(default = "one_gibibyte")]
        bytes: u64,
    },
    /// Any answer at all.
    Custom {
        /// The status, 200 to 599.
        status: u16,
        /// Header names and values.
        #[serde(default)]
        headers: Vec<(String, String)>,
        /// The body.
        #[serde(default)]
        body: String,
    },
    /// The player answers as it was a while ago. Joins with another fault.
    Stale {
        /// How long ago, in milliseconds.
        by_ms: u64,
    },
    /// The answer comes late. Joins with another fault.
    Slow {
        /// How late, in milliseconds of real time.
        by_ms: u64,
    },
}

impl Fault {
    /// The fault's name in the log, as in JSON.
    pub(crate) fn name(&self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        value.get("fault").and_then(|name| name.as_str()).unwrap_or_default().to_owned()
    }
}

/// A fault at an endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultOrder {
    /// Where.
    pub endpoint: Endpoint,
    /// For how many requests; `None` until it is turned off.
    #[serde(default)]
    pub times: Option<u32>,
    /// What.
    #[serde(flatten)]
    pub fault: Fault,
}

/// How stale the player's answer to one request shall be, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StaleBy(pub(crate) u64);

/// What happens to one request.
#[derive(Debug, Default)]
pub(crate) struct Disturbance {
    pub(crate) slow_ms: u64,
    pub(crate) stale_ms: u64,
    pub(crate) fault: Option<Fault>,
}

/// The faults that are turned on, in the order in which they were.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<FaultOrder>);

impl Faults {
    pub(crate) fn add(&mut self, order: FaultOrder) {
        if order.times != Some(0) {
            self.0.push(order);
        }
    }

    /// Turns off those of one endpoint, or all.
    pub(crate) fn clear(&mut self, endpoint: Option<Endpoint>) {
        self.0.retain(|order| endpoint.is_some_and(|endpoint| order.endpoint != endpoint));
    }

    pub(crate) fn list(&self) -> &[FaultOrder] {
        &self.0
    }

    /// What happens to the next request of an endpoint: the oldest fault, and what joins it.
    pub(crate) fn take(&mut self, endpoint: Endpoint) -> Disturbance {
        let mut taken = Disturbance::default();
        for order in self.0.iter_mut().filter(|order| order.endpoint == endpoint) {
            match &order.fault {
                Fault::Slow { by_ms } => taken.slow_ms = taken.slow_ms.max(*by_ms),
                Fault::Stale { by_ms } => taken.stale_ms = taken.stale_ms.max(*by_ms),
                fault if taken.fault.is_none() => taken.fault = Some(fault.clone()),
                _ => continue,
            }
            order.times = order.times.map(|times| times - 1);
        }
        self.0.retain(|order| order.times != Some(0));
        taken
    }
}

#[expect(clippy::unnecessary_wraps, reason = "serde wants the field's type")]
fn half_a_minute() -> Option<u64> {
    Some(30)
}

#[expect(clippy::unnecessary_wraps, reason = "serde wants the field's type")]
fn three_hours() -> Option<u64> {
    Some(3 * 60 * 60)
}

fn unavailable() -> u16 {
    503
}

fn revoked() -> RefreshEnd {
    RefreshEnd::Revoked
}

fn half_an_object() -> String {
    "{\"is_playing\": true, \"item\": {\"name\": \"Pap".to_owned()
}

fn one_gibibyte() -> u64 {
    1 << 30
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(endpoint: Endpoint, fault: Fault, times: Option<u32>) -> FaultOrder {
        FaultOrder { endpoint, times, fault }
    }

    #[test]
    fn faults_are_used_up_in_order_and_per_endpoint() {
        let mut faults = Faults::default();
        faults.add(order(Endpoint::Player, Fault::Unauthorized, Some(1)));
        faults.add(order(Endpoint::Player, Fault::NoAnswer, None));
        faults.add(order(Endpoint::Player, Fault::Slow { by_ms: 5 }, Some(1)));
        assert!(faults.take(Endpoint::Me).fault.is_none());
        let first = faults.take(Endpoint::Player);
        assert_eq!((first.fault, first.slow_ms), (Some(Fault::Unauthorized), 5));
        let second = faults.take(Endpoint::Player);
        assert_eq!((second.fault, second.slow_ms), (Some(Fault::NoAnswer), 0));
        assert_eq!(faults.take(Endpoint::Player).fault, Some(Fault::NoAnswer));
        faults.clear(Some(Endpoint::Me));
        assert_eq!(faults.list().len(), 1);
        faults.clear(Some(Endpoint::Player));
        assert!(faults.list().is_empty());
    }

    #[test]
    fn orders_read_as_documented() {
        let read: FaultOrder =
            serde_json::from_str(r#"{"endpoint":"player","fault":"rate_limited","retry_after_s":7,"times":2}"#)
                .unwrap();
        assert_eq!(read, order(Endpoint::Player, Fault::RateLimited { retry_after_s: Some(7) }, Some(2)));
        let read: FaultOrder = serde_json::from_str(r#"{"endpoint":"token","fault":"invalid_grant"}"#).unwrap();
        assert_eq!(read, order(Endpoint::Token, Fault::InvalidGrant { end: RefreshEnd::Revoked }, None));
        assert!(serde_json::from_str::<FaultOrder>(r#"{"endpoint":"player","fault":"no_such"}"#).is_err());
    }
}
