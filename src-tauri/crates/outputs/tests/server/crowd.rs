//! More clients than there should be.

use std::time::Duration;

use futures_util::future::join_all;
use tokio::io::AsyncReadExt;

use crate::support::*;

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_clients_stop_nothing() {
    let server = Server::start().await;
    let mut first = server.socket().await;
    first.text().await;
    // One has been let in.
    let opened = join_all((0..1_999).map(|_| async { Socket::open(&server.host(), &token(1)).await.ok() })).await;
    let mut let_in: Vec<_> = opened.into_iter().flatten().collect();
    assert_eq!(let_in.len(), 1_499);
    server.pages(&[("main", 1_500)]).await;
    let refused = server.say(&format!("GET /overlay HTTP/1.1\r\nHost: {}\r\n\r\n", server.host())).await;
    assert!(refused.is_empty() || refused.starts_with("HTTP/1.1 503 "), "{refused}");

    server.snapshots.send_replace(playing(2, "Second"));
    for socket in &mut let_in {
        assert_eq!(socket.text_with_number(2).await["title"], "Second");
    }
    assert_eq!(first.text_with_number(2).await["title"], "Second");

    // There is room again when they have gone.
    drop(let_in);
    server.pages(&[("main", 1)]).await;
    assert_eq!(server.get_when_there_is_room("/reply").await.status(), 200);
}

#[tokio::test]
async fn who_is_too_many_is_told_so_at_once() {
    let server = Server::start_with(|_| {}, |limits| limits.connections = 1).await;
    let held = server.socket().await;
    server.pages(&[("main", 1)]).await;
    // It says nothing, so that the answer can't be lost.
    let mut stream = server.raw().await;
    let mut answer = String::new();
    soon(stream.read_to_string(&mut answer)).await.unwrap();
    let answer = Answer::parse(&answer);
    assert_eq!((answer.status, &*answer.body), (503, "There are too many connections.\n"));
    assert_eq!(answer.header("content-length"), Some(&*answer.body.len().to_string()));
    answer.check_what_every_answer_has("");
    drop(held);
    assert_eq!(server.get_when_there_is_room("/reply").await.status(), 200);
}

#[tokio::test]
async fn those_that_say_nothing_make_room() {
    let limits = |limits: &mut songplate_outputs::server::Limits| {
        limits.connections = 20;
        limits.head = Duration::from_millis(150);
    };
    let server = Server::start_with(|_| {}, limits).await;
    let silent = join_all((0..20).map(|_| server.raw())).await;
    assert_eq!(server.get_when_there_is_room("/reply").await.status(), 200);
    drop(silent);
}
