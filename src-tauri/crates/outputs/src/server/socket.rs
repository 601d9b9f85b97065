//! The WebSocket of a page.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use tokio::time::{Instant, sleep, timeout};

use super::connection::Connection;
use super::feeds::Feed;
use super::limits::Limits;
use super::pages::Counted;

/// The most that a page may send at once, in bytes; it has nothing to send but `ping`.
pub(super) const MESSAGE_LIMIT: usize = 1_024;

/// The link was replaced or removed. The numbers from 4000 on are free for such uses, RFC 6455, section 7.4.2.
const REPLACED: u16 = 4_403;

/// The server goes away, RFC 6455, section 7.4.1.
const GOING_AWAY: u16 = 1_001;

/// How long a page may take to say farewell in its turn.
const FAREWELL: Duration = Duration::from_secs(1);

/// What a page sends to learn whether the app is there and not frozen: a browser tells its scripts nothing of the
/// pings below.
const PAGE_PING: &str = "ping";
const PAGE_PONG: Utf8Bytes = Utf8Bytes::from_static(r#"{"pong":true}"#);

/// Sends the page what it shows until it goes away, stops reading, or may see no more.
pub(super) async fn serve(mut socket: WebSocket, feed: Feed, connection: Connection, counted: Counted, limits: Limits) {
    let code = follow(&mut socket, feed, &connection, &limits).await;
    drop(counted);
    if let Some(code) = code {
        say_farewell(socket, code).await;
    }
}

/// Closes a socket in good order.
pub(super) async fn say_farewell(mut socket: WebSocket, code: u16) {
    let farewell = async {
        let frame = CloseFrame { code, reason: Utf8Bytes::default() };
        if socket.send(Message::Close(Some(frame))).await.is_ok() {
            // Hanging up while something lies unread would take the message back.
            while let Some(Ok(_)) = socket.recv().await {}
        }
    };
    let _ = timeout(FAREWELL, farewell).await;
}

/// Ends with what to say to the page, if it still listens.
async fn follow(socket: &mut WebSocket, mut feed: Feed, connection: &Connection, limits: &Limits) -> Option<u16> {
    let mut end = connection.end.clone();
    // Kept over all messages: a thousand pages would set up and take down as many for each.
    let mut end = pin!(end.reached());
    let mut due = pin!(sleep(limits.ping_every));
    let first = Arc::clone(&feed.frames.borrow_and_update());
    let mut look_number = first.look_number;
    send(socket, Message::Text(first.with_look_now().into()), limits).await?;
    let mut last_pong = Instant::now();
    loop {
        let message = tokio::select! {
            biased;
            () = &mut end => return Some(GOING_AWAY),
            changed = feed.frames.changed() => {
                if changed.is_err() {
                    return Some(REPLACED);
                }
                let frame = Arc::clone(&feed.frames.borrow_and_update());
                let missed = look_number != frame.look_number;
                look_number = frame.look_number;
                Message::Text(if missed { frame.with_look() } else { frame.plain() })
            }
            () = &mut due => {
                let (now, silent_until) = (Instant::now(), last_pong + limits.pong_within);
                if now >= silent_until {
                    return None;
                }
                due.as_mut().reset(silent_until.min(now + limits.ping_every));
                Message::Ping(Bytes::new())
            }
            received = socket.recv() => match received?.ok()? {
                Message::Text(text) if text.as_str() == PAGE_PING => Message::Text(PAGE_PONG),
                Message::Pong(_) => {
                    last_pong = Instant::now();
                    continue;
                }
                _ => continue,
            }
        };
        send(socket, message, limits).await?;
    }
}

/// `None` when the page does not take it.
async fn send(socket: &mut WebSocket, message: Message, limits: &Limits) -> Option<()> {
    timeout(limits.send, socket.send(message)).await.ok()?.ok()
}
