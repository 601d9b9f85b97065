//! Links that are replaced or removed.

use std::time::Duration;

use songplate_core::overlay::OverlayToken;
use songplate_outputs::server::ServerSettings;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::support::*;

/// What the change does to those who have the link of `main`: within a second they are sent away, and nobody else is.
async fn sent_away(change: impl FnOnce(&mut ServerSettings)) -> Server {
    let server = Server::start_with(|settings| settings.overlays.push(served("other", token(2))), |_| {}).await;
    let mut gone = server.socket().await;
    let mut other = Socket::open(&server.host(), &token(2)).await.unwrap();
    gone.text().await;
    other.text().await;
    let began = Instant::now();
    server.settings.send_modify(change);
    assert_eq!(gone.closed().await, Some(CloseCode::Library(4403)));
    assert_eq!(server.get("/overlay").await.status(), 403);
    assert_eq!(server.get("/now-playing").await.status(), 403);
    assert!(began.elapsed() < Duration::from_secs(1));
    assert!(Socket::open(&server.host(), &token(1)).await.is_err());

    server.snapshots.send_replace(playing(2, "Second"));
    assert_eq!(other.text().await["title"], "Second");
    server.pages(&[("other", 1)]).await;
    server
}

#[tokio::test]
async fn a_link_that_is_replaced_leads_nowhere_any_more() {
    let server = sent_away(|settings| settings.overlays[0].token = token(3)).await;
    let mut again = Socket::open(&server.host(), &token(3)).await.unwrap();
    assert_eq!(again.text().await["title"], "Second");
    server.pages(&[("main", 1)]).await;
}

#[tokio::test]
async fn a_link_that_is_removed_leads_nowhere_any_more() {
    sent_away(|settings| drop(settings.overlays.remove(0))).await;
}

#[tokio::test]
async fn a_new_overlay_is_there_at_once() {
    let server = Server::start().await;
    server.settings.send_modify(|settings| settings.overlays.push(served("new", token(5))));
    let open = async || Socket::open(&server.host(), &token(5)).await;
    let mut socket = soon(async {
        loop {
            if let Ok(socket) = open().await {
                return socket;
            }
        }
    })
    .await;
    assert_eq!(socket.text().await["title"], "First");
}

#[tokio::test]
async fn without_overlays_nothing_is_answered() {
    let server = Server::start_with(|settings| settings.overlays.clear(), |_| {}).await;
    assert_eq!(server.get("/overlay").await.status(), 403);
    let none = OverlayToken::new([0; 16]);
    assert!(Socket::open(&server.host(), &none).await.is_err());
}
