//! What shows a snapshot outside the app: the overlay server, files and chat replies.

use std::sync::Arc;

use songplate_core::source::SourceId;

pub mod files;
pub mod server;

/// What a source is called in files and chat replies.
pub type SourceNames = Arc<dyn Fn(&SourceId) -> String + Send + Sync>;
