//! How eagerly the Spotify API is asked.

use std::sync::Arc;

use tokio::sync::{Notify, watch};

use crate::source::{BoxFuture, Source, SourceEvents};

/// How eagerly to ask.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pace {
    /// Whenever a change is likely.
    #[default]
    Free,
    /// Once now if the number is higher than at the last question, and otherwise only once in a while: somebody else
    /// tells of every change.
    OnSignal(u64),
}

/// A source that asks, and lets itself be told how eagerly. [`Source::listen`] is the same at [`Pace::Free`].
pub trait PacedSource: Source {
    /// Listens at a pace that may change at any time. The waits that others have imposed, and the time that failures
    /// have to be left alone, are kept at every pace.
    ///
    /// An observation's `fresh_for` is promised for the pace at which it was made: who slows the source down vouches
    /// by itself for what it goes on showing.
    fn listen_paced(
        self: Arc<Self>,
        events: SourceEvents,
        wake: Arc<Notify>,
        pace: watch::Receiver<Pace>,
    ) -> BoxFuture<'static, ()>;
}
