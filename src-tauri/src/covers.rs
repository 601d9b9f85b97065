//! The `cover:` protocol: how the windows get images, by key and never by address.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use songplate_core::covers::{CoverFile, CoverShelf};
use songplate_core::now_playing::Cover;
use songplate_core::snapshot::Snapshot;
use songplate_core::source::BoxFuture;
use songplate_covers::{CoverImage, Covers};
use tauri::http::{Response, StatusCode, header};
use tokio::sync::watch;

use crate::follow::follow_from_now;

/// How many covers can be asked for: those of the last songs.
const KNOWN: usize = 64;

/// Answers for the covers of the last songs.
pub(crate) struct CoverProtocol {
    covers: Covers,
    known: Mutex<VecDeque<Cover>>,
    snapshots: watch::Receiver<Snapshot>,
}

impl CoverProtocol {
    /// Knows the covers of `snapshots` as they come.
    pub(crate) fn following(covers: Covers, snapshots: watch::Receiver<Snapshot>) -> Arc<Self> {
        let protocol = Arc::new(Self { covers, known: Mutex::default(), snapshots: snapshots.clone() });
        let learning = Arc::clone(&protocol);
        follow_from_now(snapshots, move |snapshot| {
            if let Some(cover) = snapshot.song.and_then(|song| song.now_playing.cover) {
                learning.learn(cover);
            }
        });
        protocol
    }

    /// Makes a cover known.
    pub(crate) fn learn(&self, cover: Cover) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|other| *other != cover);
        known.push_front(cover);
        known.truncate(KNOWN);
    }

    /// The image of this key; it belongs to the song that plays, or to one that did lately.
    async fn image(&self, key: &str) -> Option<Arc<CoverImage>> {
        let current = self.snapshots.borrow().song.as_ref().and_then(|song| song.now_playing.cover.clone());
        let cover = current.filter(|cover| cover.key() == key).or_else(|| {
            let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.iter().find(|cover| cover.key() == key).cloned()
        })?;
        self.covers.get(&cover).await.map_err(|error| tracing::info!("no cover: {error}")).ok()
    }

    /// The answer to `cover://localhost/KEY`, given as the path of the address.
    pub(crate) async fn answer(&self, path: &str) -> Response<Vec<u8>> {
        let image = self.image(path.trim_start_matches('/')).await;
        let response = Response::builder()
            .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
            .header(header::CONTENT_SECURITY_POLICY, "default-src 'none'")
            // The preview of an overlay reads the cover's colours. Only the app's own windows reach this protocol.
            .header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
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

impl CoverShelf for CoverProtocol {
    fn get<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Option<CoverFile>> {
        Box::pin(async move {
            let image = self.image(key).await?;
            Some(CoverFile { bytes: image.bytes.as_ref().into(), content_type: image.content_type() })
        })
    }
}
