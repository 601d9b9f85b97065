//! What is answered at each path.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::json;
use sha2::{Digest, Sha256};
use songplate_core::reply::Replies;
use songplate_core::status::Status;

use crate::support::*;

#[tokio::test]
async fn the_page_may_do_what_it_has_inside_and_nothing_else() {
    let server = Server::start().await;
    let answer = server.get("/overlay").await;
    assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8");
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    let page = answer.text().await.unwrap();
    let hash = |tag: &str| {
        let (_, rest) = page.split_once(&format!("<{tag}")).expect("it is inside");
        let (_, rest) = rest.split_once('>').unwrap();
        let (text, rest) = rest.split_once(&format!("</{tag}>")).unwrap();
        assert!(!rest.contains(&format!("<{tag}")), "there is one {tag}");
        format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
    };
    let (script, style, host) = (hash("script"), hash("style"), server.host());
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; script-src {script}; style-src {style}; img-src 'self'; \
             connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
    );
    let first = server.socket().await.text().await;
    assert_eq!(first["look"]["page"], format!("{:x}", Sha256::digest(&page))[..16]);
}

#[tokio::test]
async fn what_plays_as_json() {
    let server = Server::start().await;
    let answer = server.get("/now-playing").await;
    assert_eq!(answer.headers()["content-type"], "application/json");
    let mut found: serde_json::Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    let position = found["position_ms"].take();
    assert!((1_000..100_000).contains(&position.as_u64().unwrap()), "{position}");
    let cover = format!("/cover/{}?token={}", cover().key(), token(1).as_str());
    let wanted = json!({
        "run": "run", "number": 1, "status": "playing", "kind": "track", "title": "First", "subtitle": "The Artists",
        "album": "Album", "link": "https://open.spotify.com/track/1", "cover": cover, "position_ms": null,
        "duration_ms": 200_000, "rate_percent": 100, "live": true, "source": "spotify",
    });
    assert_eq!(found, wanted);

    server.snapshots.send_replace(stopped(2));
    let found = server.socket().await.text_with_number(2).await;
    assert_eq!(
        (&found["status"], &found["title"], &found["source"]),
        (&json!("inactive"), &json!(null), &json!("none"))
    );
}

#[tokio::test]
async fn the_cover_leads_to_the_cover() {
    let server = Server::start().await;
    let path = server.socket().await.text().await["cover"].as_str().unwrap().to_owned();
    let answer = soon(http().get(format!("http://{}{path}", server.host())).send()).await.unwrap();
    assert_eq!(answer.headers()["content-type"], "image/png");
    assert_eq!(answer.headers()["cache-control"], "private, max-age=86400, immutable");
    assert_eq!(answer.bytes().await.unwrap(), COVER);
    for key in ["0", "%FF", "..%2F..%2Fsettings.json", &"0".repeat(32), &cover().key().to_uppercase()] {
        assert_eq!(server.get(&format!("/cover/{key}")).await.status(), 404, "{key}");
    }
}

#[tokio::test]
async fn the_reply_is_the_one_for_what_plays() {
    let server = Server::start().await;
    let reply = async || {
        let answer = server.get("/reply").await;
        assert_eq!(answer.headers()["content-type"], "text/plain; charset=utf-8");
        answer.text().await.unwrap()
    };
    assert_eq!(reply().await, "Now playing: First by The Artists https://open.spotify.com/track/1");
    server.replies.send_replace(Replies {
        playing: "[SONG] – [SOURCE]".into(),
        paused: "[SONG] ⏸".into(),
        error: "Nothing.".into(),
    });
    assert_eq!(reply().await, "First – The Source");

    let mut socket = server.socket().await;
    let mut paused = playing(2, "Sécond");
    paused.status = Status::Paused;
    server.snapshots.send_replace(paused);
    socket.text_with_number(2).await;
    assert_eq!(reply().await, "Sécond ⏸");
    server.snapshots.send_replace(stopped(3));
    socket.text_with_number(3).await;
    assert_eq!(reply().await, "Nothing.");
}

#[tokio::test]
async fn head_answers_as_get_does_without_the_body() {
    let server = Server::start().await;
    for path in ["/overlay", "/now-playing", "/reply", "/nothing", &format!("/cover/{}", cover().key())] {
        let got = server.get(path).await;
        let head = soon(http().request(Method::HEAD, server.url(path)).send()).await.unwrap();
        assert_eq!(head.status(), got.status(), "{path}");
        let without_date = |answer: &reqwest::Response| {
            let mut headers = answer.headers().clone();
            headers.remove("date");
            headers
        };
        assert_eq!(without_date(&head), without_date(&got), "{path}");
        assert_eq!(head.bytes().await.unwrap(), "", "{path}");
    }
    let head = soon(http().request(Method::HEAD, server.url("/events")).send()).await.unwrap();
    assert_eq!(head.headers()["content-type"], "text/event-stream");
    assert_eq!(soon(head.bytes()).await.unwrap(), "");
}
