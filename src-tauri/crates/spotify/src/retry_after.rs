//! Reads how long Spotify wants to be left alone.

use std::time::{Duration, UNIX_EPOCH};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};
use songplate_core::clock::UnixSeconds;
use songplate_core::status::RetryAfter;

/// The wait when a 429 does not say how long: the length of Spotify's rolling window.
const WINDOW: Duration = Duration::from_secs(30);

/// The wait when the daily quota is used up and the answer does not say for how long.
const UNTOLD_QUOTA: Duration = Duration::from_hours(1);

/// The wait that a 429 imposes. It is never cut short, however long: asking inside it makes it longer.
#[must_use]
pub fn imposed_wait(headers: &HeaderMap, quota: bool, now: UnixSeconds) -> RetryAfter {
    let untold = if quota { UNTOLD_QUOTA } else { WINDOW };
    let wait = told(headers, now).unwrap_or(untold).max(Duration::from_secs(1));
    // `now` has been rounded down to whole seconds, so one more keeps the end from coming early.
    RetryAfter { until: now.after(wait.saturating_add(Duration::from_secs(1))), quota }
}

/// `Retry-After` in either of its forms.
fn told(headers: &HeaderMap, now: UnixSeconds) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // Digits that do not fit mean very long.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::from(u32::MAX))));
    }
    let until = unix_seconds(text)?;
    // The server's own date, where it sends one, keeps a wrong clock on this side out of the sum.
    let from = headers.get(DATE).and_then(|date| unix_seconds(date.to_str().ok()?)).unwrap_or(u64::from(now.0));
    Some(Duration::from_secs(until.saturating_sub(from)))
}

fn unix_seconds(date: &str) -> Option<u64> {
    let moment = httpdate::parse_http_date(date).ok()?;
    moment.duration_since(UNIX_EPOCH).ok().map(|elapsed| elapsed.as_secs())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    const NOW: UnixSeconds = UnixSeconds(784_111_777);

    fn until(pairs: &[(http::HeaderName, &str)], quota: bool) -> u32 {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(name, HeaderValue::from_str(value).unwrap());
        }
        imposed_wait(&headers, quota, NOW).until.0 - NOW.0
    }

    #[test]
    fn seconds_are_kept_whatever_their_number() {
        assert_eq!(until(&[(RETRY_AFTER, "7")], false), 8);
        assert_eq!(until(&[(RETRY_AFTER, "46800")], true), 46_801);
        assert_eq!(until(&[(RETRY_AFTER, "0")], false), 2);
        assert_eq!(until(&[(RETRY_AFTER, "99999999999999999999999")], false), u32::MAX - NOW.0);
        assert_eq!(until(&[(RETRY_AFTER, "18446744073709551615")], false), u32::MAX - NOW.0);
    }

    #[test]
    fn a_date_counts_from_the_servers_own() {
        let date = "Sun, 06 Nov 1994 08:50:37 GMT";
        assert_eq!(until(&[(RETRY_AFTER, date)], false), 61);
        assert_eq!(until(&[(RETRY_AFTER, date), (DATE, "Sun, 06 Nov 1994 08:50:07 GMT")], false), 31);
        assert_eq!(until(&[(RETRY_AFTER, "Sun, 06 Nov 1983 08:50:37 GMT")], false), 2);
    }

    #[test]
    fn what_is_missing_or_not_understood_has_a_default() {
        assert_eq!(until(&[], false), 31);
        assert_eq!(until(&[], true), 3601);
        for odd in ["", "soon", "-5", "1.5", "0x10", "Sun, 99 Nov"] {
            assert_eq!(until(&[(RETRY_AFTER, odd)], false), 31, "{odd:?}");
        }
    }
}
