//! The port that the server takes.

use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use songplate_outputs::server::ServerState;
use tokio::net::TcpListener;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::support::*;

/// A port that is taken, below those that systems give to connections by themselves: the next ones are not taken by
/// tests that run at the same time.
async fn taken() -> (TcpListener, u16) {
    static TRIED: AtomicU32 = AtomicU32::new(0);
    loop {
        let tried = TRIED.fetch_add(1, Ordering::Relaxed);
        let port = 12_000 + u16::try_from((process::id() * 331 + tried * 23) % 18_000).unwrap();
        if let Ok(listener) = TcpListener::bind(("127.0.0.1", port)).await {
            return (listener, port);
        }
    }
}

/// A port that nobody has at the moment.
async fn free() -> u16 {
    taken().await.1
}

/// A server that has the port which it wants.
async fn server() -> Server {
    let wanted = free().await;
    let server = Server::start_with(|settings| settings.port = wanted, |_| {}).await;
    assert_eq!(server.port, wanted);
    server
}

#[tokio::test]
async fn the_port_that_is_wanted_is_taken_if_it_is_free() {
    let server = server().await;
    let state = server.handle.state.borrow().clone();
    assert_eq!(state, ServerState::Running { port: server.port, taken: None, lan: false });
}

#[tokio::test]
async fn another_port_stands_in_and_is_kept() {
    let (other, wanted) = taken().await;
    let server = Server::start_with(|settings| settings.port = wanted, |_| {}).await;
    let state = server.handle.state.borrow().clone();
    assert_eq!(state, ServerState::Running { port: server.port, taken: Some(wanted), lan: false });
    assert!((wanted + 1..=wanted + 20).contains(&server.port), "{wanted} {}", server.port);

    // Links lead to it now: it stays also when the wanted one is free again and something else changes.
    drop(other);
    let mut socket = server.socket().await;
    server.settings.send_modify(|settings| settings.overlays[0].look.style.name = "Mine".into());
    while socket.text().await["look"]["style"]["name"] != "Mine" {}
    assert_eq!(*server.handle.state.borrow(), state);

    // The user may take it for good.
    server.settings.send_modify(|settings| settings.port = server.port);
    server.running(|state| matches!(state, ServerState::Running { taken: None, .. })).await;
    server.snapshots.send_replace(playing(2, "Second"));
    assert_eq!(socket.text_with_number(2).await["title"], "Second");
}

#[tokio::test]
async fn another_port_takes_the_place_of_the_old_one() {
    let server = server().await;
    let mut socket = server.socket().await;
    let wanted = free().await;
    server.settings.send_modify(|settings| settings.port = wanted);
    let port = server.running(|state| state.port() != Some(server.port)).await;
    assert_eq!(port, wanted);
    assert_eq!(socket.closed().await, Some(CloseCode::Away));
    server.pages(&[]).await;
    let mut socket = Socket::open(&format!("127.0.0.1:{port}"), &token(1)).await.unwrap();
    assert_eq!(socket.text().await["title"], "First");
    // The old one is free.
    soon(TcpListener::bind(("127.0.0.1", server.port))).await.unwrap();
}

#[tokio::test]
async fn the_last_ports_have_no_next_ones() {
    // Whether or not somebody has it: there is an answer.
    let server = Server::start_with(|settings| settings.port = u16::MAX, |_| {}).await;
    assert_eq!(server.get("/reply").await.status(), 200);
}

// macOS has no other loopback address than the first.
#[cfg(not(target_os = "macos"))]
mod lan {
    use super::*;

    /// Another address of this machine, as it would have one in a network.
    const OTHER: &str = "127.0.0.2";

    async fn status(server: &Server, to: &str, host: &str, origin: &str) -> Option<u16> {
        let request = format!(
            "GET /reply?token={} HTTP/1.1\r\nHost: {host}\r\n{origin}Connection: close\r\n\r\n",
            token(1).as_str()
        );
        Some(exchange(to, server.port, &request).await?.status)
    }

    #[tokio::test]
    async fn others_may_ask_only_where_the_user_allows_it() {
        let server = server().await;
        let port = server.port;
        let (first, other) = (server.host(), format!("{OTHER}:{port}"));
        assert_eq!(status(&server, OTHER, &other, "").await, None);

        let mut socket = server.socket().await;
        server.settings.send_modify(|settings| settings.lan = true);
        server.running(|state| *state == ServerState::Running { port, taken: None, lan: true }).await;
        assert_eq!(socket.closed().await, Some(CloseCode::Away));
        for (to, host, origin, expected) in [
            (OTHER, &*other, "", 200),
            (OTHER, &other, &*format!("Origin: http://{other}\r\n"), 200),
            (OTHER, &other, &format!("Origin: http://{first}\r\n"), 403),
            (OTHER, &first, "", 200),
            ("127.0.0.1", &first, "", 200),
            ("127.0.0.1", &other, "", 403),
            (OTHER, &format!("0.0.0.0:{port}"), "", 403),
            (OTHER, &format!("127.0.0.3:{port}"), "", 403),
            (OTHER, &format!("my-pc.local:{port}"), "", 403),
            (OTHER, &format!("localhost:{port}"), "", 403),
            (OTHER, OTHER, "", 403),
        ] {
            assert_eq!(status(&server, to, host, origin).await, Some(expected), "{to} {host} {origin}");
        }

        server.settings.send_modify(|settings| settings.lan = false);
        server.running(|state| *state == ServerState::Running { port, taken: None, lan: false }).await;
        assert_eq!(status(&server, OTHER, &other, "").await, None);
        assert_eq!(status(&server, "127.0.0.1", &first, "").await, Some(200));
    }

    #[tokio::test]
    async fn a_port_that_stands_in_is_kept_for_others_too() {
        let (_other, wanted) = taken().await;
        let server = Server::start_with(|settings| settings.port = wanted, |_| {}).await;
        server.settings.send_modify(|settings| settings.lan = true);
        server
            .running(|state| *state == ServerState::Running { port: server.port, taken: Some(wanted), lan: true })
            .await;
        assert_eq!(status(&server, OTHER, &format!("{OTHER}:{}", server.port), "").await, Some(200));
    }
}
