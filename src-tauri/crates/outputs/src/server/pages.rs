//! How many pages show each overlay.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::watch;

/// Counts the pages.
#[derive(Debug, Clone, Default)]
pub(super) struct Pages(Arc<watch::Sender<BTreeMap<String, u32>>>);

impl Pages {
    pub(super) fn subscribe(&self) -> watch::Receiver<BTreeMap<String, u32>> {
        self.0.subscribe()
    }

    /// Counts one page of the overlay `id` until what is returned is dropped.
    pub(super) fn count(&self, id: Arc<str>) -> Counted {
        self.0.send_modify(|pages| *pages.entry(id.to_string()).or_default() += 1);
        Counted { pages: self.clone(), id }
    }
}

/// A page that is counted.
#[derive(Debug)]
pub(super) struct Counted {
    pages: Pages,
    id: Arc<str>,
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.pages.0.send_modify(|pages| {
            if let Some(count) = pages.get_mut(&*self.id) {
                *count -= 1;
                if *count == 0 {
                    pages.remove(&*self.id);
                }
            }
        });
    }
}
