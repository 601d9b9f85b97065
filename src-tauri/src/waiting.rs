//! The thread that everything waits on.

use std::io;
use std::sync::OnceLock;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

/// Gives the program a runtime with one worker. Its work is waiting: what takes a processor or the disk for long has
/// threads of its own, and so has what waits for the main thread, which waits for this one at the end. With one worker, a
/// player's word goes from the bus to the overlays without waking another thread on the way.
///
/// # Errors
/// When the system gives no thread.
///
/// # Panics
/// When it is called a second time.
pub(crate) fn begin() -> io::Result<()> {
    // It lasts as long as the process, as work that can't be stopped may.
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    tauri::async_runtime::set(RUNTIME.get_or_init(|| runtime).handle().clone());
    Ok(())
}

/// How many tasks wait there now.
pub(crate) fn tasks() -> usize {
    tauri::async_runtime::handle().inner().metrics().num_alive_tasks()
}

/// Waits on this thread, at most so long; `None` when nothing came. The time is kept here: that thread may hang.
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
