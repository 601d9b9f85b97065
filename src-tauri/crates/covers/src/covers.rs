//! Hands out covers: from memory, or by one fetch however many ask.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use songplate_core::now_playing::Cover;
use tokio::sync::OnceCell;
use tokio::time::Instant;

use crate::fetch::{CoverError, Fetcher, SetUpError};
use crate::image::CoverImage;
use crate::kept::{Kept, Outcome};

/// Fetches, checks and keeps covers.
#[derive(Debug)]
pub struct Covers {
    fetcher: Fetcher,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    kept: Kept,
    /// The fetches under way, by the cover's key.
    flights: HashMap<String, Arc<OnceCell<Outcome>>>,
}

impl Covers {
    /// Fetches from the public internet by `https`; besides from `emulated_origin`, such as `http://127.0.0.1:4000`,
    /// if there is one. The program has to install a rustls crypto provider before.
    ///
    /// # Errors
    /// When no crypto provider is installed, or the system's certificates can't be used.
    pub fn new(emulated_origin: Option<String>) -> Result<Self, SetUpError> {
        Ok(Self { fetcher: Fetcher::new(emulated_origin)?, state: Mutex::default() })
    }

    /// The image of `cover`. A failure counts for half a minute before another fetch is made.
    ///
    /// # Errors
    /// When the address is not allowed, can't be reached, or has no image of a sensible size.
    pub async fn get(&self, cover: &Cover) -> Result<Arc<CoverImage>, CoverError> {
        let flight = {
            let mut state = self.state();
            if let Some(outcome) = state.kept.get(cover.key(), Instant::now()) {
                return outcome;
            }
            // Those that nobody waits for any more.
            state.flights.retain(|_, flight| Arc::strong_count(flight) > 1);
            Arc::clone(state.flights.entry(cover.key().to_owned()).or_default())
        };
        // When the one that fetches goes away, the cell lets another that waits begin anew.
        let fetched = flight.get_or_init(async || self.fetcher.fetch(cover.address()).await.map(Arc::new)).await;
        let mut state = self.state();
        if state.flights.get(cover.key()).is_some_and(|current| Arc::ptr_eq(current, &flight)) {
            state.flights.remove(cover.key());
            state.kept.keep(cover.key(), fetched, Instant::now());
        }
        fetched.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while holding it; and what is kept is whole after every step.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
