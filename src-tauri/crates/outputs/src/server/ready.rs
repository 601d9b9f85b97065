//! How the page that waits for the app learns that it is there. OBS shows local files under `http://absolute`, from
//! where Chromium lets no request reach this machine (Local Network Access); OBS leaves `WebSocket` out of that. A
//! WebSocket that is refused can't be told from one that nobody answers. So there is one that any page may open who has
//! a token, and that says nothing.

use axum::extract::ws::WebSocket;

use super::connection::Connection;
use super::socket::say_farewell;

/// Its path.
pub(super) const READY: &str = "/ready";

/// All is said, RFC 6455, section 7.4.1.
const NORMAL: u16 = 1_000;

/// Holds the connection's place until it has ended.
pub(super) async fn serve(socket: WebSocket, connection: Connection) {
    say_farewell(socket, NORMAL).await;
    drop(connection);
}
