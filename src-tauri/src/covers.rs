//! The `cover:` protocol: how the windows get images, by key and never by address.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use songplate_core::now_playing::Cover;
use songplate_core::snapshot::Snapshot;
use songplate_covers::Covers;
use tauri::http::{Response, StatusCode, header};
use tokio::sync::watch;

use crate::follow::follow_from_now;

/// How many covers can be asked for: those of the last songs.
const KNOWN: usize = 64;

/// Answers for the covers of the last songs.
pub(crate) struct CoverProtocol {
    covers: Covers,
    known: Mutex<VecDeque<Cover>>,
}

impl CoverProtocol {
    pub(crate) fn new(covers: Covers) -> Self {
        Self { covers, known: Mutex::default() }
    }

    /// Makes the covers of `snapshots` known as they come.
    pub(crate) fn watch(self: Arc<Self>, snapshots: watch::Receiver<Snapshot>) {
        follow_from_now(snapshots, move |snapshot| {
            if let Some(cover) = snapshot.song.and_then(|song| song.now_playing.cover) {
                self.learn(cover);
            }
        });
    }

    /// Makes a cover known.
    pub(crate) fn learn(&self, cover: Cover) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|other| *other != cover);
        known.push_front(cover);
        known.truncate(KNOWN);
    }

    /// The answer to `cover://localhost/KEY`, given as the path of the address.
    pub(crate) async fn answer(&self, path: &str) -> Response<Vec<u8>> {
        let key = path.trim_start_matches('/');
        let cover = {
            let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.iter().find(|cover| cover.key() == key).cloned()
        };
        let image = match cover {
            Some(cover) => self.covers.get(&cover).await.map_err(|error| tracing::info!("no cover: {error}")).ok(),
            None => None,
        };
        let response = Response::builder()
            .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
            .header(header::CONTENT_SECURITY_POLICY, "default-src 'none'");
        let response = match image {
            Some(image) => response
                .header(header::CONTENT_TYPE, image.content_type())
                .header(header::CACHE_CONTROL, "private, max-age=86400, immutable")
                .body(image.bytes.to_vec()),
            None => response.status(StatusCode::NOT_FOUND).body(Vec::new()),
        };
        response.unwrap_or_default()
    }
}
