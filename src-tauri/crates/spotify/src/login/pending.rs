//! The secret half of a pending attempt: what the pure machine need not know.

use songplate_core::clock::UnixSeconds;
use songplate_core::secret::Secret;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use url::Url;

use crate::exchange::App;
use crate::loopback::{Landing, Loopback};

/// The secret half of a pending attempt. Dropping it ends its exchange and closes its port.
pub(crate) struct Pending {
    pub(crate) app: App,
    /// The address of the consent page; an earlier run has shown it when there is none.
    pub(crate) url: Option<Url>,
    pub(crate) verifier: Secret,
    pub(crate) redirect_uri: String,
    pub(crate) deadline: UnixSeconds,
    pub(crate) loopback: Option<Loopback>,
    pub(crate) exchange: Option<JoinHandle<()>>,
    /// The browser's page that waits to hear what came of it.
    pub(crate) landed: Option<oneshot::Sender<Landing>>,
}

impl Pending {
    /// Tells the page in the browser what came of the attempt, and lets it arrive before the port closes.
    pub(crate) fn land(mut self, landing: Landing) {
        if let Some(landed) = self.landed.take() {
            let _ = landed.send(landing);
        }
        if let Some(loopback) = self.loopback.take() {
            loopback.close_soon();
        }
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Some(exchange) = &self.exchange {
            exchange.abort();
        }
    }
}
