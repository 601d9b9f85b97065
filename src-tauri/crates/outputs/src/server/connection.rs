//! One connection.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio_io_timeout::TimeoutStream;
use tower_service::Service;

use super::limits::Limits;

/// The most that the head of a request may have, in bytes. Ours have a few hundred.
const HEAD_LIMIT: usize = 16 << 10;

/// What the routes know of the connection that a request came by.
#[derive(Debug, Clone)]
pub(super) struct Connection {
    /// The address that it came in on.
    pub(super) local: SocketAddr,
    /// When it has to end.
    pub(super) end: End,
    /// Its place among the connections that there may be, until the last who uses it is done.
    _place: Arc<OwnedSemaphorePermit>,
}

/// The end of an open port and all its connections: comes when the sender is dropped.
#[derive(Debug, Clone)]
pub(super) struct End(watch::Receiver<()>);

impl End {
    pub(super) fn new() -> (watch::Sender<()>, Self) {
        let (sender, receiver) = watch::channel(());
        (sender, Self(receiver))
    }

    /// Waits for it.
    pub(super) async fn reached(&mut self) {
        while self.0.changed().await.is_ok() {}
    }
}

impl Connection {
    pub(super) fn new(local: SocketAddr, end: End, place: OwnedSemaphorePermit) -> Self {
        Self { local, end, _place: Arc::new(place) }
    }

    /// Answers the requests on `stream`. axum's own server has no limit for how long headers take.
    pub(super) async fn serve(self, stream: TcpStream, router: Router, limits: Limits) {
        // Messages are small and wanted at once.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(limits.send));
        let mut end = self.end.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(self.clone());
            router.clone().call(request)
        });
        let answering = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head)
            .max_buf_size(HEAD_LIMIT)
            .serve_connection(TokioIo::new(Box::pin(stream)), service)
            .with_upgrades();
        tokio::select! {
            biased;
            () = end.reached() => {}
            answered = answering => {
                if let Err(error) = answered {
                    tracing::debug!(%error, "a connection ended early");
                }
            }
        }
    }
}
