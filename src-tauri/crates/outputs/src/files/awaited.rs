//! The cover that belongs to the song, and how long the texts wait for it.

use std::time::Duration;

use tokio::time::Instant;

use super::content::{Content, CoverPng};

/// How long texts wait for a cover.
const PATIENCE: Duration = Duration::from_secs(2);

/// After how long a cover that can't be had is asked for again; the shelf counts a failure for half a minute.
const AGAIN: Duration = Duration::from_secs(31);

/// What is known of the cover.
#[derive(Debug, Default)]
enum Found {
    /// It was not handed out yet.
    #[default]
    NotYet,
    /// It is here.
    Here(CoverPng),
    /// It can't be had.
    Missing {
        /// When it is asked for again.
        again: Instant,
    },
}

/// The cover that belongs to the song.
#[derive(Debug, Default)]
pub(super) struct AwaitedCover {
    /// The key of the cover that was wanted last. It is kept while none is: the same song often comes back.
    key: Option<String>,
    wanted: bool,
    found: Found,
    /// The texts have waited for this cover for long enough.
    late: bool,
    waiting_since: Option<Instant>,
}

impl AwaitedCover {
    /// Wants the cover of `key`, or none.
    pub(super) fn want(&mut self, key: Option<&str>) {
        self.wanted = key.is_some();
        if self.wanted && self.key.as_deref() != key {
            self.key = key.map(str::to_owned);
            self.found = Found::NotYet;
            self.late = false;
        }
    }

    /// The key of the cover that is wanted and not known.
    pub(super) fn to_fetch(&self, now: Instant) -> Option<&str> {
        let unknown = match self.found {
            Found::NotYet => true,
            Found::Here(_) => false,
            Found::Missing { again } => now >= again,
        };
        self.key.as_deref().filter(|_| self.wanted && unknown)
    }

    /// The cover of `key` was handed out, or can't be had.
    pub(super) fn fetched(&mut self, key: &str, png: Option<CoverPng>, now: Instant) {
        if self.key.as_deref() == Some(key) {
            self.found = png.map_or(Found::Missing { again: now + AGAIN }, Found::Here);
        }
    }

    /// What the cover's file is to hold before the texts are written; `None` while they wait for it. However many songs
    /// are skipped meanwhile, they wait no longer than for one.
    pub(super) fn content(&mut self, now: Instant) -> Option<Content> {
        let content = match &self.found {
            Found::Here(png) if self.wanted => Content::Cover(png.clone()),
            Found::NotYet if self.wanted && !self.late => {
                let since = *self.waiting_since.get_or_insert(now);
                if now < since + PATIENCE {
                    return None;
                }
                self.late = true;
                Content::NoCover
            }
            _ => Content::NoCover,
        };
        self.waiting_since = None;
        Some(content)
    }

    /// Whether the texts wait.
    pub(super) fn is_waiting(&self) -> bool {
        self.waiting_since.is_some()
    }

    /// When there is something to decide anew.
    pub(super) fn wake(&self, now: Instant) -> Option<Instant> {
        let wake = match self.found {
            Found::Missing { again } => Some(again),
            Found::NotYet => self.waiting_since.map(|since| since + PATIENCE),
            Found::Here(_) => None,
        };
        wake.filter(|wake| self.wanted && *wake > now)
    }
}
