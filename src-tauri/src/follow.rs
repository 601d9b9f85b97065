//! Follows what changes.

use tokio::sync::watch;

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
