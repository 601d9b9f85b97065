//! The WebSocket of a page.

use std::time::Duration;

use futures_util::SinkExt;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::support::*;

#[tokio::test]
async fn it_begins_with_everything_and_goes_on_with_what_is_newer() {
    let server = Server::start().await;
    let mut socket = server.socket().await;
    let first = socket.text().await;
    assert_eq!((&first["title"], &first["look"]["style"]["name"]), (&json!("First"), &json!("Plate")));
    assert_eq!(first["look"]["page"].as_str().unwrap().len(), 16);
    for number in 2..5 {
        server.snapshots.send_replace(playing(number, &format!("Song {number}")));
        let next = socket.text().await;
        assert_eq!((&next["number"], &next["title"]), (&json!(number), &json!(format!("Song {number}"))));
        assert_eq!(next.get("look"), None);
    }
    // One that comes later begins with what is now.
    let late = server.socket().await.text().await;
    assert_eq!((&late["number"], late["look"].is_object()), (&json!(4), true));
}

#[tokio::test]
async fn another_look_comes_at_once_and_to_its_own_overlay_alone() {
    let server = Server::start_with(|settings| settings.overlays.push(served("other", token(2))), |_| {}).await;
    let mut socket = server.socket().await;
    let mut other = Socket::open(&server.host(), &token(2)).await.unwrap();
    socket.text().await;
    other.text().await;
    server.settings.send_modify(|settings| settings.overlays[0].look.style.name = "Mine".into());
    let changed = socket.text().await;
    assert_eq!((&changed["number"], &changed["look"]["style"]["name"]), (&json!(1), &json!("Mine")));

    // What changes nothing of an overlay is not sent to it.
    server.settings.send_modify(|settings| settings.overlays.reverse());
    server.snapshots.send_replace(playing(2, "Second"));
    for socket in [&mut socket, &mut other] {
        let next = socket.text().await;
        assert_eq!((&next["number"], next.get("look")), (&json!(2), None));
    }
}

#[tokio::test]
async fn a_look_is_not_missed_when_a_snapshot_overtakes_it() {
    let server = Server::start().await;
    let mut socket = server.socket().await;
    socket.text().await;
    // On one thread, the socket's task runs only after both.
    server.settings.send_modify(|settings| settings.overlays[0].look.style.name = "Mine".into());
    server.snapshots.send_replace(playing(2, "Second"));
    let (mut named, mut number) = (false, 0);
    while number < 2 {
        let next = socket.text().await;
        named |= next["look"]["style"]["name"] == "Mine";
        number = next["number"].as_u64().unwrap();
    }
    assert!(named);
}

#[tokio::test]
async fn a_ping_is_answered_and_all_else_is_ignored() {
    let server = Server::start().await;
    let mut socket = server.socket().await;
    socket.text().await;
    for nothing in ["", "Ping", "ping ", "{\"song\":1}"] {
        socket.say(nothing).await;
    }
    soon(socket.0.send(Message::binary(b"ping".to_vec()))).await.unwrap();
    socket.say("ping").await;
    assert_eq!(socket.text().await, json!({ "pong": true }));
    socket.say("ping").await;
    assert_eq!(socket.text().await, json!({ "pong": true }));
}

#[tokio::test]
async fn more_than_a_ping_can_be_ends_it() {
    let server = Server::start().await;
    for message in [Message::text("x".repeat(1_025)), Message::binary(vec![0; 1 << 20])] {
        let mut socket = server.socket().await;
        socket.text().await;
        // It may be cut off before all is sent.
        let _ = soon(socket.0.send(message)).await;
        socket.closed().await;
        server.pages(&[]).await;
    }
}

#[tokio::test]
async fn who_does_not_upgrade_is_told_how() {
    let server = Server::start().await;
    let answer = server.get("/socket").await;
    assert_eq!((answer.status().as_u16(), &answer.headers()["upgrade"]), (426, &"websocket".parse().unwrap()));
    // A version that nobody speaks any more, RFC 6455, section 4.4.
    let request = format!(
        "GET /socket?token={} HTTP/1.1\r\nHost: {}\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 8\r\n\r\n",
        token(1).as_str(),
        server.host()
    );
    let answer = server.answer(&request).await;
    assert_eq!((answer.status, answer.header("sec-websocket-version")), (426, Some("13")));
}

#[tokio::test]
async fn pages_are_counted_while_they_are_there() {
    let server = Server::start_with(|settings| settings.overlays.push(served("other", token(2))), |_| {}).await;
    server.pages(&[]).await;
    let first = server.socket().await;
    let second = server.socket().await;
    let other = Socket::open(&server.host(), &token(2)).await.unwrap();
    server.pages(&[("main", 2), ("other", 1)]).await;
    drop((first, other));
    server.pages(&[("main", 1)]).await;
    drop(second);
    server.pages(&[]).await;
}

/// Upgrades, and then does nothing.
async fn mute(server: &Server) -> tokio::net::TcpStream {
    let mut stream = server.raw().await;
    let request = format!(
        "GET /socket?token={} HTTP/1.1\r\nHost: {}\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n",
        token(1).as_str(),
        server.host()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

#[tokio::test]
async fn who_answers_no_pings_is_gone() {
    let limits = |limits: &mut songplate_outputs::server::Limits| {
        limits.ping_every = Duration::from_millis(50);
        limits.pong_within = Duration::from_millis(200);
    };
    let server = Server::start_with(|_| {}, limits).await;
    let mut stream = mute(&server).await;
    server.pages(&[("main", 1)]).await;
    server.pages(&[]).await;
    let mut all = Vec::new();
    soon(stream.read_to_end(&mut all)).await.unwrap();
    assert!(all.windows(2).any(|bytes| bytes == [0x89, 0]), "it was pinged");
}

#[tokio::test]
async fn who_answers_pings_stays() {
    let limits = |limits: &mut songplate_outputs::server::Limits| {
        limits.ping_every = Duration::from_millis(50);
        limits.pong_within = Duration::from_secs(1);
    };
    let server = Server::start_with(|_| {}, limits).await;
    let mut socket = server.socket().await;
    socket.text().await;
    // Reading answers them; for two limits.
    let mut pings = 0;
    while pings < 40 {
        let message = soon(futures_util::StreamExt::next(&mut socket.0)).await.expect("it stays").unwrap();
        assert!(message.is_ping(), "{message:?}");
        pings += 1;
    }
}

#[tokio::test]
async fn who_never_reads_is_dropped_and_the_others_go_on() {
    let limits = |limits: &mut songplate_outputs::server::Limits| limits.send = Duration::from_millis(200);
    let server = Server::start_with(|_| {}, limits).await;
    let mut reader = server.socket().await;
    reader.text().await;
    let stream = mute(&server).await;
    server.pages(&[("main", 2)]).await;
    let mut pages = server.handle.pages.clone();
    let mut number = 1;
    while pages.borrow_and_update()["main"] == 2 {
        // Fills what the system keeps for the one that does not read.
        server.settings.send_modify(|settings| settings.overlays[0].look.style.css = format!("{number:60000}"));
        number += 1;
        server.snapshots.send_replace(playing(number, "Next"));
        reader.text_with_number(number).await;
    }
    server.snapshots.send_replace(playing(number + 1, "Last"));
    assert_eq!(reader.text_with_number(number + 1).await["title"], "Last");
    drop(stream);
}

#[tokio::test]
async fn all_ends_with_the_settings() {
    let server = Server::start().await;
    let mut socket = server.socket().await;
    let mut events = server.get("/events").await;
    let (port, handle) = (server.port, server.handle.clone());
    drop(server);
    assert_eq!(socket.closed().await, Some(CloseCode::Away));
    while let Ok(Some(_)) = soon(events.chunk()).await {}
    let mut states = handle.state.clone();
    soon(async { while states.changed().await.is_ok() {} }).await;
    // The port is free again.
    soon(async {
        while tokio::net::TcpListener::bind(("127.0.0.1", port)).await.is_err() {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_plays_last_stays_when_the_listener_has_ended() {
    let Server { settings, snapshots, handle, port, .. } = Server::start().await;
    drop(snapshots);
    let mut socket = Socket::open(&format!("127.0.0.1:{port}"), &token(1)).await.unwrap();
    assert_eq!(socket.text().await["title"], "First");
    settings.send_modify(|settings| settings.overlays[0].look.style.name = "Mine".into());
    assert_eq!(socket.text().await["look"]["style"]["name"], "Mine");
    assert!(handle.state.has_changed().is_ok());
}
