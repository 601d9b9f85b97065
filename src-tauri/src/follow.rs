//! Follows what changes.

use std::sync::Arc;

use tokio::sync::{Notify, watch};

/// Calls `act` with the newest value after every change, until nobody can change it any more. Changes that come faster
/// than `act` are seen as one.
pub(crate) fn follow<T: Clone + Send + Sync + 'static>(
    mut changes: watch::Receiver<T>,
    mut act: impl FnMut(T) + Send + 'static,
) {
    tauri::async_runtime::spawn(async move {
        while changes.changed().await.is_ok() {
            // A copy, so that whoever changes it next does not wait for what is done here.
            let value = changes.borrow_and_update().clone();
            act(value);
        }
    });
}

/// The same, beginning with the value that is there.
pub(crate) fn follow_from_now<T: Clone + Send + Sync + 'static>(
    mut changes: watch::Receiver<T>,
    act: impl FnMut(T) + Send + 'static,
) {
    changes.mark_changed();
    follow(changes, act);
}

/// What `part` takes of the values, as it changes.
pub(crate) fn mapped<T: Clone + Send + Sync + 'static, U: PartialEq + Send + Sync + 'static>(
    values: watch::Receiver<T>,
    part: impl Fn(&T) -> U + Send + 'static,
) -> watch::Receiver<U> {
    let (sender, parts) = watch::channel(part(&values.borrow()));
    follow(values, move |value| replace_if_new(&sender, part(&value)));
    parts
}

/// Tells those who watch of another value, unless it is the same.
pub(crate) fn replace_if_new<T: PartialEq>(sender: &watch::Sender<T>, next: T) {
    sender.send_if_modified(|before| {
        let news = *before != next;
        *before = next;
        news
    });
}

/// What is made of several things that change. One task makes it anew, so that an older one never comes after a newer.
pub(crate) struct Recomputed<T> {
    latest: watch::Receiver<T>,
    due: Arc<Notify>,
}

impl<T: PartialEq + Send + Sync + 'static> Recomputed<T> {
    pub(crate) fn new(make: impl Fn() -> T + Send + 'static) -> Self {
        let (sender, latest) = watch::channel(make());
        let due = Arc::new(Notify::new());
        let wanted = Arc::clone(&due);
        tauri::async_runtime::spawn(async move {
            while !sender.is_closed() {
                wanted.notified().await;
                replace_if_new(&sender, make());
            }
        });
        Self { latest, due }
    }

    /// Makes it anew whenever one of these values changes.
    pub(crate) fn when_changed<V: Clone + Send + Sync + 'static>(&self, values: watch::Receiver<V>) {
        let due = Arc::clone(&self.due);
        follow(values, move |_| due.notify_one());
    }

    /// What was made last, as it changes.
    pub(crate) fn subscribe(self) -> watch::Receiver<T> {
        self.latest
    }
}
