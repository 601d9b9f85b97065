//! Tasks, which wait for everything that takes its time.

use std::time::Duration;

use tokio::runtime::Builder;

/// How many there are now.
pub(crate) fn tasks() -> usize {
    tauri::async_runtime::handle().inner().metrics().num_alive_tasks()
}

/// Waits on this thread, at most so long; `None` when nothing came. The time is kept here: the
/// tasks' own clock stands still when all their threads wait for this one.
pub(crate) fn at_most<T>(patience: Duration, awaited: impl Future<Output = T>) -> Option<T> {
    let clock = Builder::new_current_thread().enable_time().build().ok()?;
    clock.block_on(async { tokio::time::timeout(patience, awaited).await.ok() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_waited_for_for_ever() {
        assert_eq!(at_most(Duration::from_millis(1), std::future::pending::<()>()), None);
        assert_eq!(at_most(Duration::from_mins(1), async { 7 }), Some(7));
    }
}
