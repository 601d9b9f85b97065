//! The thread that everything waits on.

use std::io;
use std::sync::OnceLock;

use tokio::runtime::{Builder, Runtime};

/// Gives the program a runtime with one worker. Its work is waiting: what takes a processor or the disk for long has
/// threads of its own. With one worker, a player's word goes from the bus to the overlays without waking another thread
/// on the way.
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
