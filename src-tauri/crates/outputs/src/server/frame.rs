//! What every page of an overlay is sent, made once for all of them.

use std::sync::{Arc, OnceLock};

use axum::extract::ws::Utf8Bytes;
use songplate_core::overlay::{Look, OverlayToken};
use songplate_core::public::PublicSnapshot;
use songplate_core::snapshot::Snapshot;
use tokio::time::Instant;

/// A snapshot together with the look of one overlay. Its texts are made when the first client wants them, and shared
/// by all that follow.
pub(super) struct Frame {
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) look: Arc<Look>,
    /// Rises with every change of the look, so that a client knows whether it has missed one.
    pub(super) look_number: u64,
    token: OverlayToken,
    plain: OnceLock<Utf8Bytes>,
    with_look: OnceLock<Utf8Bytes>,
}

impl Frame {
    pub(super) fn new(snapshot: Arc<Snapshot>, look: Arc<Look>, look_number: u64, token: OverlayToken) -> Self {
        Self { snapshot, look, look_number, token, plain: OnceLock::new(), with_look: OnceLock::new() }
    }

    /// The same look around another snapshot.
    pub(super) fn showing(&self, snapshot: Arc<Snapshot>) -> Self {
        Self::new(snapshot, Arc::clone(&self.look), self.look_number, self.token.clone())
    }

    /// The same snapshot in another look.
    pub(super) fn looking(&self, look: Look) -> Self {
        Self::new(Arc::clone(&self.snapshot), Arc::new(look), self.look_number + 1, self.token.clone())
    }

    /// For clients that have been following: the snapshot.
    pub(super) fn plain(&self) -> Utf8Bytes {
        self.plain.get_or_init(|| self.plain_now().into()).clone()
    }

    /// For pages that have been following: the snapshot, with the look.
    pub(super) fn with_look(&self) -> Utf8Bytes {
        self.with_look.get_or_init(|| self.with_look_now().into()).clone()
    }

    /// For a client that comes now, maybe long after the last change: the position is this moment's.
    pub(super) fn plain_now(&self) -> String {
        json(&self.public())
    }

    /// For a page that comes now.
    pub(super) fn with_look_now(&self) -> String {
        json(&PublicSnapshot { look: Some(Look::clone(&self.look)), ..self.public() })
    }

    fn public(&self) -> PublicSnapshot {
        PublicSnapshot::new(&self.snapshot, Instant::now(), |key| format!("/cover/{key}?token={}", self.token.as_str()))
    }
}

fn json(snapshot: &PublicSnapshot) -> String {
    // It has no map with keys that are no texts, and nothing else fails.
    serde_json::to_string(snapshot).unwrap_or_default()
}
