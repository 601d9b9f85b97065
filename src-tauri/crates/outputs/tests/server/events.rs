//! The server-sent events.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::*;

/// The fields of one event, `https://html.spec.whatwg.org/multipage/server-sent-events.html`.
struct Events {
    answer: reqwest::Response,
    unread: String,
}

impl Events {
    async fn open(server: &Server) -> Self {
        let answer = server.get("/events").await;
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        assert_eq!(answer.headers()["cache-control"], "no-store");
        Self { answer, unread: String::new() }
    }

    /// All lines up to the next empty one; none at the end.
    async fn block(&mut self) -> Option<String> {
        loop {
            if let Some((block, _)) = self.unread.split_once("\n\n") {
                let block = block.to_owned();
                self.unread = self.unread.split_off(block.len() + 2);
                return Some(block);
            }
            let piece = soon(self.answer.chunk()).await.unwrap()?;
            self.unread.push_str(std::str::from_utf8(&piece).unwrap());
        }
    }

    async fn event(&mut self) -> (String, Value) {
        let block = self.block().await.expect("it goes on");
        let field = |name: &str| {
            block.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("{block}")).to_owned()
        };
        (field("id: "), serde_json::from_str(&field("data: ")).unwrap())
    }
}

#[tokio::test]
async fn they_begin_with_what_is_and_go_on_with_what_is_newer() {
    let server = Server::start().await;
    let mut events = Events::open(&server).await;
    let (id, first) = events.event().await;
    assert_eq!((&*id, &first["title"], first.get("look")), ("run-1", &json!("First"), None));
    server.snapshots.send_replace(playing(2, "Line\nbreak"));
    let (id, next) = events.event().await;
    assert_eq!((&*id, &next["title"], next.get("look")), ("run-2", &json!("Line\nbreak"), None));
    // They are not pages.
    server.pages(&[]).await;
}

#[tokio::test]
async fn comments_say_that_they_live() {
    let server = Server::start_with(|_| {}, |limits| limits.comment_every = Duration::from_millis(20)).await;
    let mut events = Events::open(&server).await;
    events.event().await;
    for _ in 0..3 {
        assert_eq!(events.block().await.unwrap(), ":");
    }
}

#[tokio::test]
async fn they_end_when_the_link_is_replaced() {
    let server = Server::start().await;
    let mut events = Events::open(&server).await;
    events.event().await;
    server.settings.send_modify(|settings| settings.overlays[0].token = token(9));
    assert_eq!(events.block().await, None);
    assert_eq!(server.get("/events").await.status(), 403);
}
