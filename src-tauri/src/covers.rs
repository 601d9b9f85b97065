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

/// How many bytes their addresses may have: some players give the image itself as its address (`data:`).
const KNOWN_BYTES: usize = 16 << 20;

/// The covers that can be asked for, the latest first.
#[derive(Default)]
struct Known(VecDeque<Cover>);

impl Known {
    /// Takes `cover` in; it stays until the next one comes, whatever its size.
    fn learn(&mut self, cover: Cover) {
        self.0.retain(|other| *other != cover);
        self.0.push_front(cover);
        self.0.truncate(KNOWN);
        while self.0.len() > 1 && self.bytes() > KNOWN_BYTES {
            self.0.pop_back();
        }
    }

    fn find(&self, key: &str) -> Option<Cover> {
        self.0.iter().find(|cover| cover.key() == key).cloned()
    }

    fn bytes(&self) -> usize {
        self.0.iter().map(|cover| cover.address().len()).sum()
    }
}

/// Answers for the covers of the last songs.
pub(crate) struct CoverProtocol {
    covers: Covers,
    known: Mutex<Known>,
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
        self.known.lock().unwrap_or_else(PoisonError::into_inner).learn(cover);
    }

    /// The image of this key; it belongs to the song that plays, or to one that did lately.
    async fn image(&self, key: &str) -> Option<Arc<CoverImage>> {
        let current = {
            let snapshot = self.snapshots.borrow();
            let cover = snapshot.song.as_ref().and_then(|song| song.now_playing.cover.as_ref());
            cover.filter(|cover| cover.key() == key).cloned()
        };
        let cover = current.or_else(|| self.known.lock().unwrap_or_else(PoisonError::into_inner).find(key))?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_songs_covers_are_known() {
        let mut known = Known::default();
        let cover = |song: usize| Cover::new(format!("https://i.scdn.co/image/{song}"));
        for song in 0..=KNOWN {
            known.learn(cover(song));
        }
        assert_eq!(known.find(cover(0).key()), None);
        known.learn(cover(1));
        known.learn(cover(KNOWN + 1));
        assert_eq!(known.find(cover(1).key()), Some(cover(1)), "it was heard again");
        assert_eq!(known.find(cover(2).key()), None);
    }

    #[test]
    fn images_as_addresses_do_not_pile_up() {
        let mut known = Known::default();
        let cover = |song: char| Cover::new(format!("data:,{}", song.to_string().repeat(7 << 20)));
        for song in ['a', 'b', 'c'] {
            known.learn(cover(song));
        }
        assert!(known.bytes() <= KNOWN_BYTES);
        assert!(known.find(cover('b').key()).is_some() && known.find(cover('a').key()).is_none());
        let huge = Cover::new("x".repeat(KNOWN_BYTES + 1));
        known.learn(huge.clone());
        assert_eq!(known.0, [huge]);
    }
}
