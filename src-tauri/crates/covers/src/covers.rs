//! Hands out covers: from memory, or by one search however many ask.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use songplate_core::now_playing::Cover;
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;
use tokio::time::Instant;

use crate::error::CoverError;
use crate::fetch::{Fetcher, SetUpError};
use crate::file::Files;
use crate::image::CoverImage;
use crate::kept::{Found, Kept, Outcome};
use crate::place::Place;
use crate::{data, demo};

/// Finds, checks and keeps covers.
#[derive(Debug)]
pub struct Covers {
    fetcher: Fetcher,
    files: Files,
    emulated_origin: Option<String>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    kept: Kept,
    /// The searches under way, by the cover's key.
    flights: HashMap<String, Arc<OnceCell<Outcome>>>,
}

impl Covers {
    /// Fetches from the public internet by `https`; besides from `emulated_origin`, such as `http://127.0.0.1:4000`,
    /// if there is one. The program has to install a rustls crypto provider before.
    ///
    /// # Errors
    /// When no crypto provider is installed, or the system's certificates can't be used.
    pub fn new(emulated_origin: Option<String>) -> Result<Self, SetUpError> {
        let fetcher = Fetcher::new(emulated_origin.is_none())?;
        Ok(Self { fetcher, files: Files::default(), emulated_origin, state: Mutex::default() })
    }

    /// The image of `cover`. A failure counts for half a minute before another search is made; but a file is looked at
    /// each time, and read again when it has changed.
    ///
    /// # Errors
    /// When the address is not allowed, can't be reached, or has no image of a sensible size.
    pub async fn get(&self, cover: &Cover) -> Result<Arc<CoverImage>, CoverError> {
        let place = Place::of(cover.address(), self.emulated_origin.as_deref())?;
        let may_change = matches!(place, Place::File(_));
        let flight = {
            let mut state = self.state();
            if !may_change && let Some(outcome) = state.kept.get(cover.key(), None, Instant::now()) {
                return outcome.map(|found| found.image);
            }
            // Those that nobody waits for any more.
            state.flights.retain(|_, flight| Arc::strong_count(flight) > 1);
            Arc::clone(state.flights.entry(cover.key().to_owned()).or_default())
        };
        // When the one that searches goes away, the cell lets another that waits begin anew.
        let outcome = flight.get_or_init(async || self.find(cover, &place).await).await;
        let mut state = self.state();
        if state.flights.get(cover.key()).is_some_and(|current| Arc::ptr_eq(current, &flight)) {
            state.flights.remove(cover.key());
            if outcome.is_ok() || !may_change {
                state.kept.keep(cover.key(), outcome, Instant::now());
            }
        }
        outcome.clone().map(|found| found.image)
    }

    async fn find(&self, cover: &Cover, place: &Place) -> Outcome {
        match place {
            Place::Web(url) => self.fetcher.fetch(url.clone()).await.map(Found::lasting),
            Place::File(path) => {
                let version = self.files.version(path).await?;
                if let Some(kept) = self.state().kept.get(cover.key(), Some(version), Instant::now()) {
                    return kept;
                }
                let (image, version) = self.files.read(path).await?;
                Ok(Found { image: Arc::new(image), version: Some(version) })
            }
            Place::Data => {
                let address = cover.address().to_owned();
                made(move || data::decode(&address)).await
            }
            Place::Demo(song) => {
                let song = *song;
                made(move || demo::draw(song)).await
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while holding it; and what is kept is whole after every step.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What `making` makes, which takes too long to do it among the tasks.
async fn made(making: impl FnOnce() -> Result<CoverImage, CoverError> + Send + 'static) -> Outcome {
    spawn_blocking(making).await.unwrap_or(Err(CoverError::NotAnImage)).map(Found::lasting)
}
