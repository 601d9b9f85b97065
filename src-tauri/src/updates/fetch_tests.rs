//! What is fetched, from a real server on this machine that answers as badly as servers do.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use songplate_core::update::UpdateCause;
use url::Url;

use super::fetch::{Fetch, Patience};

const MANIFEST: &str = r#"{ "version": "1.2.0", "notes": "New.", "platforms": {} }"#;

/// What comes after an answer.
#[derive(Debug, Clone, Copy)]
enum Then {
    Close,
    /// Nothing more, and the connection stays open.
    Hang,
    /// A space now and again, for ever.
    Dribble,
}

/// The address of a server that gives this answer to everybody, and keeps the thread that it has until the test ends.
fn server(answer: impl Into<Vec<u8>>, then: Then) -> Url {
    let answer = answer.into();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let mut open = Vec::new();
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            read_head(&mut connection);
            // Who has read enough goes.
            let _ = connection.write_all(&answer);
            match then {
                Then::Close => drop(connection),
                Then::Hang => open.push(connection),
                Then::Dribble => {
                    while connection.write_all(b" ").is_ok() {
                        std::thread::sleep(Duration::from_millis(20));
                    }
                }
            }
        }
    });
    format!("http://{address}/stable.json").parse().unwrap()
}

fn read_head(connection: &mut TcpStream) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && connection.read(&mut byte).unwrap() == 1 {
        head.push(byte[0]);
    }
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nConnection: close\r\n{headers}\r\n{body}")
}

fn sized(body: &str) -> String {
    answer("200 OK", &format!("Content-Length: {}\r\n", body.len()), body)
}

fn fetch(insecure: bool) -> Fetch {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let patience = Patience { silence: Duration::from_millis(500), manifest: Duration::from_secs(1) };
    Fetch::new(insecure, patience).unwrap()
}

/// The version on offer.
async fn manifest(url: Url) -> Result<Option<String>, UpdateCause> {
    let found = fetch(true).manifest(url).await?;
    Ok(found.map(|(offer, _)| offer.version().to_string()))
}

async fn package(url: Url) -> Result<(Vec<u8>, Vec<(u64, Option<u64>)>), UpdateCause> {
    let mut told = Vec::new();
    let bytes = fetch(true).package(url, |done, total| told.push((done, total))).await?;
    Ok((bytes, told))
}

#[tokio::test]
async fn a_manifest_is_read_and_an_empty_channel_has_nothing() {
    assert_eq!(manifest(server(sized(MANIFEST), Then::Close)).await, Ok(Some("1.2.0".to_owned())));
    assert_eq!(manifest(server(answer("204 No Content", "", ""), Then::Close)).await, Ok(None));
    let elsewhere = server(sized(MANIFEST), Then::Close);
    let redirect = answer("302 Found", &format!("Location: {elsewhere}\r\nContent-Length: 0\r\n"), "");
    assert_eq!(manifest(server(redirect, Then::Close)).await, Ok(Some("1.2.0".to_owned())));
}

#[tokio::test]
async fn an_error_of_the_server_is_told_with_its_status() {
    for status in [404, 500] {
        let url = server(answer(&format!("{status} X"), "Content-Length: 0\r\n", ""), Then::Close);
        assert_eq!(manifest(url.clone()).await, Err(UpdateCause::Server { status }));
        assert_eq!(package(url).await, Err(UpdateCause::Server { status }));
    }
}

#[tokio::test]
async fn what_is_no_manifest_is_refused() {
    let page = "<!doctype html><title>Welcome to the network of this hotel</title>";
    for body in [page, "", "[]", r#"{ "version": "newest" }"#, &MANIFEST.replace('1', "\u{fffd}")] {
        assert_eq!(manifest(server(sized(body), Then::Close)).await, Err(UpdateCause::NotJson), "{body}");
    }
    // As large as a manifest never is, whether or not that is said before.
    let large = format!("{MANIFEST}{}", " ".repeat(300_000));
    assert_eq!(manifest(server(sized(&large), Then::Close)).await, Err(UpdateCause::NotJson));
    assert_eq!(manifest(server(answer("200 OK", "", &large), Then::Close)).await, Err(UpdateCause::NotJson));
}

#[tokio::test]
async fn a_server_that_does_not_answer_or_not_to_the_end_is_waited_for_a_while() {
    let half = sized(MANIFEST).replace(r#""platforms": {} }"#, "");
    for (answer, then) in [
        (String::new(), Then::Hang),
        (String::new(), Then::Close),
        (half.clone(), Then::Hang),
        (half, Then::Close),
        (answer("200 OK", "Content-Length: 100000\r\n", MANIFEST), Then::Dribble),
    ] {
        let found = manifest(server(answer.clone(), then)).await;
        assert_eq!(found, Err(UpdateCause::Offline), "{answer:?} {then:?}");
    }
}

#[tokio::test]
async fn where_nobody_listens_there_is_no_network() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url: Url = format!("http://{closed}/stable.json").parse().unwrap();
    assert_eq!(manifest(url.clone()).await, Err(UpdateCause::Offline));
    assert_eq!(package(url).await, Err(UpdateCause::Offline));
}

#[tokio::test]
async fn a_package_comes_whole_and_says_how_large_it_is_at_once() {
    let body = "package ".repeat(100_000);
    let (bytes, told) = package(server(sized(&body), Then::Close)).await.unwrap();
    assert!(bytes == body.as_bytes());
    assert_eq!(told[0], (0, Some(800_000)));
    assert!(told.is_sorted() && told.len() < 50, "told {} times", told.len());
    // One whose size is not told comes too.
    let (bytes, told) = package(server(answer("200 OK", "", "package"), Then::Close)).await.unwrap();
    assert_eq!((bytes.as_slice(), told[0]), (b"package".as_slice(), (0, None)));
}

#[tokio::test]
async fn a_download_that_ends_early_is_told_from_one_that_stops() {
    let half = || answer("200 OK", "Content-Length: 800\r\n", "package");
    assert_eq!(package(server(half(), Then::Close)).await, Err(UpdateCause::Truncated));
    assert_eq!(package(server(half(), Then::Hang)).await, Err(UpdateCause::Offline));
    let chunked = answer("200 OK", "Transfer-Encoding: chunked\r\n", "7\r\npackage\r\n");
    assert_eq!(package(server(chunked, Then::Close)).await, Err(UpdateCause::Truncated));
}

#[tokio::test]
async fn a_package_that_is_too_large_is_not_begun() {
    let url = server(answer("200 OK", "Content-Length: 999999999\r\n", "p"), Then::Hang);
    assert_eq!(package(url).await, Err(UpdateCause::Other));
}

#[tokio::test]
async fn what_ships_asks_nobody_in_the_clear() {
    let url = server(sized(MANIFEST), Then::Close);
    let found = fetch(false).manifest(url).await;
    assert_eq!(found.err(), Some(UpdateCause::Other));
}
