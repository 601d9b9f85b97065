//! The port that the server answers on.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;

use super::accept::accept;
use super::connection::End;
use super::limits::Limits;
use super::port::{addresses, failure};
use super::state::{ServerSettings, ServerState};

/// How many connections may wait to be taken in; a crowd may come at once.
const WAITING: u32 = 1_024;

/// Opens the port that the settings want, or another.
pub(super) struct Door {
    router: Router,
    limits: Limits,
    places: Arc<Semaphore>,
    listen: Listen,
    open: Option<Open>,
}

/// Opens one address.
pub(super) type Listen = fn(SocketAddr) -> io::Result<TcpListener>;

/// A port that is open.
struct Open {
    port: u16,
    wanted: u16,
    lan: bool,
    /// Dropping it ends the port and its connections.
    end: watch::Sender<()>,
    accepting: JoinHandle<()>,
}

impl Door {
    pub(super) fn new(router: Router, limits: Limits) -> Self {
        Self { router, limits, places: Arc::new(Semaphore::new(limits.connections)), listen, open: None }
    }

    /// Opens what is wanted, if it is not open yet, and closes what was open before. Where it stands then.
    pub(super) async fn open(&mut self, settings: &ServerSettings) -> ServerState {
        let (wanted, lan) = (settings.port, settings.lan);
        let mut stood_in = None;
        if let Some(open) = &mut self.open {
            if open.lan == lan && (open.wanted == wanted || open.port == wanted) {
                open.wanted = wanted;
                return open.state();
            }
            stood_in = (open.wanted == wanted).then_some(open.port);
        }
        // A port can't be opened anew while it is open, though for other addresses.
        if let Some(open) = self.open.take_if(|open| open.lan != lan) {
            open.close().await;
        }
        match self.bind(wanted, lan, stood_in) {
            Ok(open) => {
                let state = open.state();
                if let Some(before) = self.open.replace(open) {
                    before.close().await;
                }
                state
            }
            Err(error) => {
                tracing::warn!(%error, "no port can be opened for overlays");
                // Better the one that was wanted before than none.
                self.open.as_mut().map_or(ServerState::Failed { cause: failure(&error) }, |open| {
                    open.wanted = wanted;
                    open.state()
                })
            }
        }
    }

    /// One that opens addresses in another way.
    #[cfg(test)]
    pub(super) fn opening(listen: Listen) -> Self {
        Self { listen, ..Self::new(Router::new(), Limits::default()) }
    }

    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    fn bind(&self, wanted: u16, lan: bool, stood_in: Option<u16>) -> io::Result<Open> {
        let mut last = io::ErrorKind::AddrInUse.into();
        for address in addresses(wanted, lan, stood_in) {
            match (self.listen)(address).and_then(|listener| Ok((listener.local_addr()?.port(), listener))) {
                Ok((port, listener)) => {
                    tracing::info!(port, wanted, lan, "overlays are served");
                    let (sender, end) = End::new();
                    let accepting = accept(listener, self.router.clone(), Arc::clone(&self.places), end, self.limits);
                    return Ok(Open { port, wanted, lan, end: sender, accepting: tokio::spawn(accepting) });
                }
                Err(error) => last = error,
            }
        }
        Err(last)
    }
}

impl Open {
    fn state(&self) -> ServerState {
        let taken = (self.port != self.wanted && self.wanted != 0).then_some(self.wanted);
        ServerState::Running { port: self.port, taken, lan: self.lan }
    }

    /// Returns when the port is free again.
    async fn close(self) {
        drop(self.end);
        let _ = self.accepting.await;
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    // Connections of a server that has just ended don't hold its port. Windows means something else by it: two servers.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::state::ServerFailure;

    fn settings(port: u16, lan: bool) -> ServerSettings {
        ServerSettings { port, lan, overlays: Vec::new() }
    }

    fn taken(_: SocketAddr) -> io::Result<TcpListener> {
        Err(io::ErrorKind::AddrInUse.into())
    }

    fn refused(_: SocketAddr) -> io::Result<TcpListener> {
        Err(io::ErrorKind::PermissionDenied.into())
    }

    fn broken(_: SocketAddr) -> io::Result<TcpListener> {
        Err(io::ErrorKind::OutOfMemory.into())
    }

    #[tokio::test]
    async fn says_why_no_port_can_be_opened() {
        for (listen, cause) in
            [(taken as Listen, ServerFailure::Taken), (refused, ServerFailure::Refused), (broken, ServerFailure::Other)]
        {
            let mut door = Door::opening(listen);
            assert_eq!(door.open(&settings(21_867, false)).await, ServerState::Failed { cause });
            assert!(!door.is_open());
        }
    }

    #[tokio::test]
    async fn keeps_the_port_it_has_when_no_other_can_be_opened() {
        let mut door = Door::opening(listen);
        let port = door.open(&settings(0, false)).await.port().unwrap();
        door.listen = refused;
        let state = door.open(&settings(21_867, false)).await;
        assert_eq!(state, ServerState::Running { port, taken: Some(21_867), lan: false });
        // But nobody else may come in by what was meant for others.
        let state = door.open(&settings(21_867, true)).await;
        assert_eq!(state, ServerState::Failed { cause: ServerFailure::Refused });
        assert!(!door.is_open());
    }
}
