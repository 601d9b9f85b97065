//! What the server writes into the log.

use std::sync::Mutex;

use log::{LevelFilter, Log, Metadata, Record};
use songplate_outputs::server::ServerState;

use crate::support::*;

static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Takes every line of our own crates, and warnings of others: no less than the shipped program writes down.
struct Listener;

impl Log for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("songplate") || metadata.level() <= LevelFilter::Warn
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            LINES.lock().unwrap().push(format!("{}: {}", record.target(), record.args()));
        }
    }

    fn flush(&self) {}
}

#[tokio::test]
async fn no_token_reaches_the_log() {
    log::set_logger(&Listener).unwrap();
    log::set_max_level(LevelFilter::Trace);
    let server = Server::start_with(|settings| settings.overlays.push(served("other", token(2))), |_| {}).await;
    let mut socket = server.socket().await;
    for path in ["/overlay", "/now-playing", "/reply", "/nothing"] {
        server.get(path).await;
    }
    for wrong in ["Host: evil.example", &format!("Host: {}\r\nOrigin: null", server.host())] {
        let request = format!("GET /overlay?token={} HTTP/1.1\r\n{wrong}\r\n\r\n", token(1).as_str());
        assert_eq!(server.answer(&request).await.status, 403);
    }
    server.say(&format!("GET /overlay?token={}&{} HTTP/1.1\r\n\r\n", token(1).as_str(), "x".repeat(1 << 20))).await;
    server.settings.send_modify(|settings| settings.overlays[0].token = token(3));
    socket.closed().await;
    assert_eq!(server.get("/overlay").await.status(), 403);
    server.settings.send_modify(|settings| settings.lan = true);
    server.running(|state| matches!(state, ServerState::Running { lan: true, .. })).await;

    // Those of other tests are among them.
    let lines = LINES.lock().unwrap().join("\n");
    assert!(lines.contains("a request is refused") && lines.contains("overlays are served"), "{lines}");
    for token in (1..10).map(token) {
        assert!(!lines.contains(token.as_str()), "{lines}");
    }
}
