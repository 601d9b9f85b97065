//! Covers, as the outputs ask for them.

use std::sync::Arc;

use crate::source::BoxFuture;

/// A cover image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverFile {
    /// The file as it came: a JPEG, PNG, WebP or GIF of at most 5 MiB.
    pub bytes: Arc<[u8]>,
    /// What to send as `Content-Type`.
    pub content_type: &'static str,
}

/// Hands out the covers of the last songs by their keys; whoever asks never sees an address.
pub trait CoverShelf: Send + Sync + 'static {
    /// The cover of this key; `None` when no song has had it lately, or it can't be had.
    fn get<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Option<CoverFile>>;
}
