//! What was asked: counts, a log without values, and how many requests ran at once.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;

use crate::faults::Endpoint;

/// How many entries the log keeps; the counts go on.
const LOG_LENGTH: usize = 10_000;

/// A word about an answer for the log: the grant type or the error code, never a value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Detail(pub(crate) &'static str);

/// One request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestEntry {
    /// Its number, counted from 1 over all endpoints.
    pub number: u64,
    /// When it arrived, in milliseconds since the emulator started, on the emulator's clock.
    pub at_ms: u64,
    /// Its endpoint.
    pub endpoint: Endpoint,
    /// The method.
    pub method: String,
    /// The path, without the query.
    pub path: String,
    /// The answer's status; `None` while it runs, and for ever when the client went away or got no answer.
    pub status: Option<u16>,
    /// The token endpoint's grant type or error code.
    pub detail: Option<&'static str>,
    /// The fault that was applied, if any.
    pub fault: Option<String>,
    /// How many requests of the endpoint ran at its arrival, this one included.
    pub concurrent: u32,
}

/// Everything asked so far.
#[derive(Debug, Default)]
pub(crate) struct Requests {
    total: u64,
    counts: BTreeMap<Endpoint, u64>,
    running: BTreeMap<Endpoint, u32>,
    most_at_once: BTreeMap<Endpoint, u32>,
    log: VecDeque<RequestEntry>,
}

impl Requests {
    /// Notes an arrival and returns its number.
    pub(crate) fn arrive(&mut self, endpoint: Endpoint, method: &str, path: &str, at_ms: u64) -> u64 {
        self.total += 1;
        *self.counts.entry(endpoint).or_default() += 1;
        let running = self.running.entry(endpoint).or_default();
        *running += 1;
        let most = self.most_at_once.entry(endpoint).or_default();
        *most = (*most).max(*running);
        if self.log.len() == LOG_LENGTH {
            self.log.pop_front();
        }
        self.log.push_back(RequestEntry {
            number: self.total,
            at_ms,
            endpoint,
            method: method.to_owned(),
            path: path.to_owned(),
            status: None,
            detail: None,
            fault: None,
            concurrent: *running,
        });
        self.total
    }

    /// Adds to an entry that may have left the log or been cleared meanwhile.
    pub(crate) fn note(&mut self, number: u64, change: impl FnOnce(&mut RequestEntry)) {
        if let Ok(place) = self.log.binary_search_by_key(&number, |entry| entry.number) {
            change(&mut self.log[place]);
        }
    }

    pub(crate) fn leave(&mut self, endpoint: Endpoint) {
        if let Some(running) = self.running.get_mut(&endpoint) {
            *running = running.saturating_sub(1);
        }
    }

    pub(crate) fn count(&self, endpoint: Endpoint) -> u64 {
        self.counts.get(&endpoint).copied().unwrap_or(0)
    }

    pub(crate) fn counts(&self) -> &BTreeMap<Endpoint, u64> {
        &self.counts
    }

    /// The most requests of each endpoint that ever ran at once.
    pub(crate) fn most_at_once(&self) -> &BTreeMap<Endpoint, u32> {
        &self.most_at_once
    }

    pub(crate) fn log(&self) -> impl Iterator<Item = &RequestEntry> {
        self.log.iter()
    }

    /// Forgets log, counts and maxima; what runs keeps running and numbers go on.
    pub(crate) fn clear(&mut self) {
        self.log.clear();
        self.counts.clear();
        self.most_at_once.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlaps_are_seen_and_the_log_can_be_cleared_meanwhile() {
        let mut requests = Requests::default();
        let first = requests.arrive(Endpoint::Player, "GET", "/v1/me/player", 1);
        requests.arrive(Endpoint::Me, "GET", "/v1/me", 2);
        requests.arrive(Endpoint::Player, "GET", "/v1/me/player", 3);
        assert_eq!(requests.most_at_once()[&Endpoint::Player], 2);
        assert_eq!(requests.most_at_once()[&Endpoint::Me], 1);
        requests.note(first, |entry| entry.status = Some(200));
        assert_eq!(requests.log().next().unwrap().status, Some(200));
        requests.clear();
        requests.note(first, |entry| entry.status = Some(500));
        assert_eq!((requests.count(Endpoint::Player), requests.log().count()), (0, 0));
    }
}
