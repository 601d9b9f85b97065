//! A server to ask, and ways to ask it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use songplate_core::covers::{CoverFile, CoverShelf};
use songplate_core::now_playing::{Cover, Kind, NowPlaying, Rate};
use songplate_core::overlay::{Behaviour, Look, OverlayToken, built_in_styles};
use songplate_core::reply::Replies;
use songplate_core::snapshot::{Snapshot, Song};
use songplate_core::source::{BoxFuture, SourceId};
use songplate_core::status::Status;
use songplate_outputs::server::{Limits, Parts, Served, ServerHandle, ServerSettings, ServerState, spawn_with};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// Nothing here takes longer, unless it never comes.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Waits for what has to come.
pub(crate) async fn soon<T>(what: impl Future<Output = T>) -> T {
    timeout(PATIENCE, what).await.expect("it never came")
}

pub(crate) fn token(byte: u8) -> OverlayToken {
    OverlayToken::new([byte; 16])
}

pub(crate) fn served(id: &str, token: OverlayToken) -> Served {
    let look = Look {
        page: String::new(),
        style: built_in_styles()[0].style.clone(),
        behaviour: Behaviour::default(),
        advert: "Advertisement".into(),
    };
    Served { id: id.into(), token, look }
}

/// A song whose cover the shelf has.
pub(crate) fn playing(number: u32, title: &str) -> Snapshot {
    let now_playing = NowPlaying {
        id: title.into(),
        kind: Kind::Track,
        title: title.into(),
        subtitle: "The Artists".into(),
        album: Some("Album".into()),
        link: Some("https://open.spotify.com/track/1".into()),
        cover: Some(cover()),
        duration_ms: Some(200_000),
        position_ms: 1_000,
        rate: Rate::NORMAL,
    };
    Snapshot {
        run: "run".into(),
        number,
        sources: Vec::new(),
        selected: SourceId::Spotify,
        listening: true,
        status: Status::Playing,
        song: Some(Song { now_playing, read_at: Instant::now(), playing: true, live: true }),
        origin: None,
    }
}

/// Nothing is listened to.
pub(crate) fn stopped(number: u32) -> Snapshot {
    Snapshot { listening: false, status: Status::Inactive, song: None, ..playing(number, "") }
}

pub(crate) fn cover() -> Cover {
    Cover::new("https://i.scdn.co/image/1")
}

pub(crate) const COVER: &[u8] = b"\x89PNG\r\n\x1a\nthe rest";

struct Shelf;

impl CoverShelf for Shelf {
    fn get<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Option<CoverFile>> {
        let file = (key == cover().key()).then(|| CoverFile { bytes: COVER.into(), content_type: "image/png" });
        Box::pin(async { file })
    }
}

/// A server with one overlay, `main`, whose token is `token(1)`.
pub(crate) struct Server {
    pub(crate) settings: watch::Sender<ServerSettings>,
    pub(crate) snapshots: watch::Sender<Snapshot>,
    pub(crate) replies: watch::Sender<Replies>,
    pub(crate) handle: ServerHandle,
    pub(crate) port: u16,
}

impl Server {
    /// On any port.
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}, |_| {}).await
    }

    pub(crate) async fn start_with(
        settings: impl FnOnce(&mut ServerSettings),
        limits: impl FnOnce(&mut Limits),
    ) -> Self {
        let mut wanted = ServerSettings { port: 0, lan: false, overlays: vec![served("main", token(1))] };
        settings(&mut wanted);
        let mut with = Limits::default();
        limits(&mut with);
        let settings = watch::Sender::new(wanted);
        let snapshots = watch::Sender::new(playing(1, "First"));
        let replies = watch::Sender::new(Replies::default());
        let parts = Parts {
            settings: settings.subscribe(),
            snapshots: snapshots.subscribe(),
            covers: Arc::new(Shelf),
            replies: replies.subscribe(),
            source_names: Arc::new(|_| "The Source".into()),
        };
        let handle = spawn_with(parts, with);
        let mut server = Self { settings, snapshots, replies, handle, port: 0 };
        server.port = server.running(|_| true).await;
        server
    }

    /// The port, once the server answers in a way that is `wanted`.
    pub(crate) async fn running(&self, wanted: impl Fn(&ServerState) -> bool) -> u16 {
        let mut states = self.handle.state.clone();
        let state = soon(states.wait_for(|state| state.port().is_some() && wanted(state))).await.unwrap();
        state.port().unwrap()
    }

    pub(crate) fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The address of a path, with the token of `main`.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}?token={}", self.host(), token(1).as_str())
    }

    /// Asks by `GET`.
    pub(crate) async fn get(&self, path: &str) -> reqwest::Response {
        soon(http().get(self.url(path)).send()).await.unwrap()
    }

    /// Likewise; tries again while there are too many connections.
    pub(crate) async fn get_when_there_is_room(&self, path: &str) -> reqwest::Response {
        soon(async {
            loop {
                match http().get(self.url(path)).send().await {
                    Ok(answer) if answer.status() != 503 => return answer,
                    _ => {}
                }
            }
        })
        .await
    }

    pub(crate) async fn raw(&self) -> TcpStream {
        soon(TcpStream::connect(("127.0.0.1", self.port))).await.unwrap()
    }

    /// Sends `request` as it is; all that comes until the server hangs up.
    pub(crate) async fn say(&self, request: &str) -> String {
        let mut stream = self.raw().await;
        // It may hang up before it has all.
        let _ = soon(stream.write_all(request.as_bytes())).await;
        let mut answer = Vec::new();
        let _ = soon(stream.read_to_end(&mut answer)).await;
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The answer to `request`.
    pub(crate) async fn answer(&self, request: &str) -> Answer {
        exchange("127.0.0.1", self.port, request).await.expect("it listens")
    }

    pub(crate) async fn socket(&self) -> Socket {
        Socket::open(&self.host(), &token(1)).await.unwrap()
    }

    pub(crate) async fn pages(&self, wanted: &[(&str, u32)]) {
        let wanted: BTreeMap<_, _> = wanted.iter().map(|(id, count)| ((*id).to_owned(), *count)).collect();
        soon(self.handle.pages.clone().wait_for(|pages| *pages == wanted)).await.unwrap();
    }
}

/// An answer, as it came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn parse(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no head: {text:?}"));
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let header = |line: &str| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_ascii_lowercase(), value.to_owned())
        };
        Self { status, headers: lines.map(header).collect(), body: body.to_owned() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| &**value)
    }

    pub(crate) fn check_what_every_answer_has(&self, request: &str) {
        for (name, value) in [
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(self.header(name), Some(value), "{request}");
        }
        assert!(self.header("content-security-policy").is_some_and(|value| value.starts_with("default-src 'none'")));
        assert!(matches!(self.header("cache-control"), Some("no-store" | "private, max-age=86400, immutable")));
        let cors = self.headers.iter().find(|(name, _)| name.starts_with("access-control-"));
        assert_eq!(cors, None, "{request}");
    }
}

/// The answer to `request`, without the body of one that never ends; `None` when nobody listens there.
pub(crate) async fn exchange(address: &str, port: u16, request: &str) -> Option<Answer> {
    let mut stream = soon(TcpStream::connect((address, port))).await.ok()?;
    let _ = soon(stream.write_all(request.as_bytes())).await;
    let mut answer = Vec::new();
    loop {
        let mut piece = [0; 4_096];
        let length = soon(stream.read(&mut piece)).await.unwrap_or(0);
        answer.extend_from_slice(&piece[..length]);
        let text = String::from_utf8_lossy(&answer);
        if length == 0 || (text.contains("text/event-stream") && text.contains("\r\n\r\n")) {
            return Some(Answer::parse(&text));
        }
    }
}

/// Without a proxy, and with TLS that is never used.
pub(crate) fn http() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().build().unwrap()
}

/// A page's socket.
pub(crate) struct Socket(pub(crate) WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    pub(crate) async fn open(host: &str, token: &OverlayToken) -> Result<Self, tokio_tungstenite::tungstenite::Error> {
        let url = format!("ws://{host}/socket?token={}", token.as_str());
        soon(tokio_tungstenite::connect_async(url)).await.map(|(socket, _)| Self(socket))
    }

    /// The next text.
    pub(crate) async fn text(&mut self) -> serde_json::Value {
        loop {
            match soon(self.0.next()).await.expect("it is closed").unwrap() {
                Message::Text(text) => return serde_json::from_str(&text).unwrap(),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// The next text of the snapshot with this number; earlier ones may come before.
    pub(crate) async fn text_with_number(&mut self, number: u32) -> serde_json::Value {
        loop {
            let text = self.text().await;
            if text["number"] == number {
                return text;
            }
        }
    }

    /// With which code it is closed, nothing else having been sent.
    pub(crate) async fn only_closed(&mut self) -> Option<CloseCode> {
        match soon(self.0.next()).await? {
            Ok(Message::Close(frame)) => frame.map(|frame| frame.code),
            other => panic!("{other:?}"),
        }
    }

    /// With which code it is closed, after whatever else was sent.
    pub(crate) async fn closed(&mut self) -> Option<CloseCode> {
        loop {
            match soon(self.0.next()).await? {
                Ok(Message::Close(frame)) => return frame.map(|frame| frame.code),
                Ok(_) => {}
                Err(_) => return None,
            }
        }
    }

    pub(crate) async fn say(&mut self, text: &str) {
        soon(self.0.send(Message::text(text))).await.unwrap();
    }
}
