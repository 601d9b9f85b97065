//! Requests that are too long or too slow.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::interval;

use crate::support::*;

#[tokio::test]
async fn a_head_of_a_megabyte_is_refused_and_stops_nothing() {
    let server = Server::start().await;
    let long = "x".repeat(1 << 20);
    for request in [
        format!("GET /reply HTTP/1.1\r\nHost: {}\r\nX-Long: {long}\r\n\r\n", server.host()),
        format!("GET /reply?{long} HTTP/1.1\r\nHost: {}\r\n\r\n", server.host()),
        format!("GET /reply HTTP/1.1\r\nHost: {}\r\n{}\r\n", server.host(), "A: b\r\n".repeat(200_000)),
    ] {
        // The answer may be lost when what was sent behind it is thrown away.
        let answer = server.say(&request).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
    assert_eq!(server.get("/reply").await.status(), 200);
}

#[tokio::test]
async fn what_is_not_http_is_refused() {
    let server = Server::start().await;
    for said in ["\x16\x03\x01\x02\0\x01\0\x01\u{fc}\x03\x03", "hello\r\n\r\n", "GET / HTTP/9.9\r\n\r\n"] {
        let answer = server.say(said).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400 "), "{answer}");
    }
    assert_eq!(server.get("/reply").await.status(), 200);
}

#[tokio::test]
async fn a_body_is_not_waited_for() {
    let server = Server::start().await;
    let target = format!("/reply?token={} HTTP/1.1\r\nHost: {}", token(1).as_str(), server.host());
    for (request, status) in [
        (format!("POST {target}\r\nContent-Length: 1000000000\r\n\r\nhello"), 405),
        (format!("GET {target}\r\nContent-Length: 1000000000\r\n\r\nhello"), 200),
        (format!("GET {target}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), 200),
    ] {
        assert_eq!(server.answer(&request).await.status, status, "{request}");
    }
}

#[tokio::test]
async fn half_a_head_is_cut_off() {
    let server = Server::start_with(|_| {}, |limits| limits.head = Duration::from_millis(150)).await;
    let mut stream = server.raw().await;
    stream.write_all(b"GET /reply HTTP/1.1\r\nHost: ").await.unwrap();
    assert_eq!(soon(stream.read(&mut [0; 64])).await.unwrap(), 0);
    // Nor does it help to say nothing at all.
    let mut stream = server.raw().await;
    assert_eq!(soon(stream.read(&mut [0; 64])).await.unwrap(), 0);
}

#[tokio::test]
async fn a_head_in_drops_is_cut_off() {
    let server = Server::start_with(|_| {}, |limits| limits.head = Duration::from_millis(150)).await;
    let (mut reading, mut writing) = server.raw().await.into_split();
    let mut drops = interval(Duration::from_millis(10));
    let drip = async {
        while writing.write_all(b"X").await.is_ok() {
            drops.tick().await;
        }
    };
    let end = async {
        let mut end = Vec::new();
        let _ = reading.read_to_end(&mut end).await;
    };
    // Whichever side of the hang-up is seen first.
    soon(async {
        tokio::select! {
            () = drip => {}
            () = end => {}
        }
    })
    .await;
}

#[tokio::test]
async fn a_connection_may_be_used_again_but_not_kept_for_nothing() {
    let server = Server::start_with(|_| {}, |limits| limits.head = Duration::from_millis(150)).await;
    let request = format!("GET /reply?token={} HTTP/1.1\r\nHost: {}\r\n\r\n", token(1).as_str(), server.host());
    let mut stream = server.raw().await;
    stream.write_all(request.repeat(2).as_bytes()).await.unwrap();
    let mut answers = String::new();
    soon(stream.read_to_string(&mut answers)).await.unwrap();
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 2, "{answers}");
}
