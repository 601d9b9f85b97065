//! Takes connections in.

use std::io::{Read, Write};
use std::net::Shutdown;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::sleep;

use super::connection::{Connection, End};
use super::limits::Limits;

/// How long to wait when none can be taken in, because too many files are open, say.
const PAUSE: Duration = Duration::from_millis(100);

/// The answer when there are too many connections.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\n\
    content-type: text/plain; charset=utf-8\r\n\
    content-length: 32\r\n\
    connection: close\r\n\
    cache-control: no-store\r\n\
    referrer-policy: no-referrer\r\n\
    x-content-type-options: nosniff\r\n\
    content-security-policy: default-src 'none'\r\n\
    cross-origin-resource-policy: same-origin\r\n\
    \r\n\
    There are too many connections.\n";

/// Serves every connection that comes, until the end.
pub(super) async fn accept(
    listener: TcpListener,
    router: Router,
    places: Arc<Semaphore>,
    mut end: End,
    limits: Limits,
) {
    loop {
        let accepted = tokio::select! {
            biased;
            () = end.reached() => return,
            accepted = listener.accept() => accepted,
        };
        let accepted = accepted.and_then(|(stream, _)| Ok((stream.local_addr()?, stream)));
        match (accepted, Arc::clone(&places).try_acquire_owned()) {
            (Ok((local, stream)), Ok(place)) => {
                let connection = Connection::new(local, end.clone(), place);
                tokio::spawn(connection.serve(stream, router.clone(), limits));
            }
            (Ok((_, stream)), Err(_)) => turn_away(stream),
            (Err(error), _) => {
                tracing::warn!(%error, "a connection can't be taken in");
                sleep(PAUSE).await;
            }
        }
    }
}

/// Answers without waiting for anything. What can't be done at once is left undone.
fn turn_away(stream: TcpStream) {
    let Ok(mut stream) = stream.into_std() else { return };
    let _ = stream.write(FULL);
    let _ = stream.shutdown(Shutdown::Write);
    // Hanging up while the request lies unread would take the answer back.
    let _ = stream.read(&mut [0; 4_096]);
}
