//! The task that follows the settings and the snapshots.

use std::future::pending;

use songplate_core::snapshot::Snapshot;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use super::door::Door;
use super::feeds::Feeds;
use super::limits::Limits;
use super::state::{ServerSettings, ServerState};

/// What the task works with.
pub(super) struct Task {
    pub(super) settings: watch::Receiver<ServerSettings>,
    pub(super) snapshots: watch::Receiver<Snapshot>,
    pub(super) feeds: Feeds,
    pub(super) door: Door,
    pub(super) state: watch::Sender<ServerState>,
    pub(super) limits: Limits,
}

impl Task {
    /// Until the settings can't change any more; the port and every connection end with it.
    pub(super) async fn run(mut self) {
        // What changed since the feeds were made is not to be missed.
        self.settings.mark_changed();
        self.snapshots.mark_changed();
        let mut retry_at = None;
        loop {
            tokio::select! {
                changed = self.settings.changed() => {
                    if changed.is_err() {
                        return;
                    }
                    let settings = self.settings.borrow_and_update().clone();
                    self.feeds.serve(&settings.overlays);
                    retry_at = self.open(&settings).await;
                }
                snapshot = next(&mut self.snapshots) => self.feeds.show(snapshot),
                () = due(retry_at) => {
                    let settings = self.settings.borrow().clone();
                    retry_at = self.open(&settings).await;
                }
            }
        }
    }

    /// When to try again, if it has to be.
    async fn open(&mut self, settings: &ServerSettings) -> Option<Instant> {
        let now = self.door.open(settings).await;
        self.state.send_if_modified(|before| {
            let news = *before != now;
            *before = now;
            news
        });
        (!self.door.is_open()).then(|| Instant::now() + self.limits.retry)
    }
}

/// The next snapshot; none comes after the listener has ended.
async fn next(snapshots: &mut watch::Receiver<Snapshot>) -> Snapshot {
    if snapshots.changed().await.is_err() {
        pending::<()>().await;
    }
    snapshots.borrow_and_update().clone()
}

async fn due(at: Option<Instant>) {
    match at {
        Some(at) => sleep_until(at).await,
        None => pending().await,
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::net::SocketAddr;
    use std::sync::atomic::{AtomicU32, Ordering};

    use songplate_core::source::SourceId;
    use songplate_core::status::Status;
    use tokio::net::{TcpListener, TcpSocket};

    use super::*;
    use crate::server::state::ServerFailure;

    static ASKED: AtomicU32 = AtomicU32::new(0);

    /// Lets nobody in for the first two rounds of the wanted port, the next twenty and any.
    fn listen(_: SocketAddr) -> io::Result<TcpListener> {
        if ASKED.fetch_add(1, Ordering::Relaxed) < 2 * 22 {
            return Err(io::ErrorKind::AddrInUse.into());
        }
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
        socket.listen(1)
    }

    #[tokio::test(start_paused = true)]
    async fn tries_again_until_a_port_can_be_opened() {
        let settings = watch::Sender::new(ServerSettings { port: 21_867, lan: false, overlays: Vec::new() });
        let snapshot = Snapshot {
            run: "run".into(),
            number: 1,
            sources: Vec::new(),
            selected: SourceId::None,
            listening: false,
            status: Status::Inactive,
            song: None,
            origin: None,
        };
        let (state, mut states) = watch::channel(ServerState::Starting);
        let task = Task {
            settings: settings.subscribe(),
            snapshots: watch::Sender::new(snapshot.clone()).subscribe(),
            feeds: Feeds::new("", snapshot, &[]),
            door: Door::opening(listen),
            state,
            limits: Limits::default(),
        };
        let began = Instant::now();
        tokio::spawn(task.run());
        states.changed().await.unwrap();
        assert_eq!(*states.borrow_and_update(), ServerState::Failed { cause: ServerFailure::Taken });
        states.changed().await.unwrap();
        assert!(states.borrow().port().is_some());
        assert_eq!(began.elapsed().as_secs(), 2 * Limits::default().retry.as_secs());
    }
}
