//! Covers from a server on this machine, which stands for the emulator.
#![expect(clippy::unwrap_used, reason = "a failing unwrap is a failing test")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::RawQuery;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use futures_util::StreamExt;
use songplate_core::now_playing::Cover;
use songplate_covers::{CoverError, Covers, ImageType};
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nthe rest";

struct Server {
    origin: String,
    hits: Arc<AtomicUsize>,
    /// Lets `/held` answer.
    release: watch::Sender<bool>,
    /// Tells that `/held` was asked.
    arrived: Arc<Notify>,
}

impl Server {
    async fn start() -> Self {
        // Several tests share the process, and the first installs it for all.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let hits = Arc::new(AtomicUsize::new(0));
        let (release, arrived) = (watch::Sender::new(false), Arc::new(Notify::new()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let held = {
            let (release, arrived) = (release.subscribe(), Arc::clone(&arrived));
            move || {
                let mut release = release.clone();
                async move {
                    arrived.notify_one();
                    release.wait_for(|released| *released).await.unwrap();
                    PNG
                }
            }
        };
        let counted = Arc::clone(&hits);
        let app = Router::new()
            .route("/cover.png", get(async || PNG))
            .route("/held.png", get(held))
            .route("/lie", get(async || ([(header::CONTENT_TYPE, "image/png")], "<svg onload=alert(1)>")))
            .route("/modest", get(async || ([(header::CONTENT_TYPE, "text/html")], PNG)))
            .route("/gone", get(async || StatusCode::NOT_FOUND))
            .route("/broken", get(async || StatusCode::BAD_GATEWAY))
            .route("/away", get(async || (StatusCode::FOUND, [(header::LOCATION, "/cover.png")])))
            .route("/to", get(async |RawQuery(to)| (StatusCode::FOUND, [(header::LOCATION, to.unwrap())])))
            .route("/never-ends", get(never_ends))
            .route("/announced", get(announced))
            .route("/endless", get(async || Body::from_stream(endless())))
            .route("/empty", get(async || ""))
            .layer(axum::middleware::from_fn(move |request, next: axum::middleware::Next| {
                counted.fetch_add(1, Ordering::SeqCst);
                next.run(request)
            }));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { origin, hits, release, arrived }
    }

    fn covers(&self) -> Covers {
        Covers::new(Some(self.origin.clone())).unwrap()
    }

    fn cover(&self, path: &str) -> Cover {
        Cover::new(format!("{}{path}", self.origin))
    }

    fn hits(&self) -> usize {
        self.hits.load(Ordering::SeqCst)
    }
}

async fn announced() -> impl IntoResponse {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_LENGTH, (50 << 20).into());
    (headers, Body::from_stream(endless()))
}

/// Begins like an image, and then there is silence.
async fn never_ends() -> Body {
    let begins = futures_util::stream::iter([Ok::<_, std::convert::Infallible>(Bytes::from_static(PNG))]);
    Body::from_stream(begins.chain(futures_util::stream::pending()))
}

fn endless() -> impl futures_util::Stream<Item = Result<Bytes, std::convert::Infallible>> {
    futures_util::stream::repeat_with(|| Ok(Bytes::from_static(&[0x89; 8_192])))
}

#[tokio::test]
async fn a_cover_is_fetched_once_and_kept() {
    let server = Server::start().await;
    let covers = server.covers();
    let image = covers.get(&server.cover("/cover.png")).await.unwrap();
    assert_eq!((&*image.bytes, image.image_type, image.content_type()), (PNG, ImageType::Png, "image/png"));
    let again = covers.get(&server.cover("/cover.png")).await.unwrap();
    assert!(Arc::ptr_eq(&image, &again));
    assert_eq!(server.hits(), 1);
}

#[tokio::test]
async fn many_that_ask_at_once_make_one_request() {
    let server = Server::start().await;
    let covers = Arc::new(server.covers());
    let cover = server.cover("/held.png");
    let asking: Vec<_> = (0..8)
        .map(|_| {
            let (covers, cover) = (Arc::clone(&covers), cover.clone());
            tokio::spawn(async move { covers.get(&cover).await })
        })
        .collect();
    server.arrived.notified().await;
    server.release.send_replace(true);
    for asked in asking {
        assert!(asked.await.unwrap().is_ok());
    }
    assert_eq!(server.hits(), 1);
}

#[tokio::test]
async fn one_that_goes_away_leaves_the_others_their_cover() {
    let server = Server::start().await;
    let covers = Arc::new(server.covers());
    let cover = server.cover("/held.png");
    let first = tokio::spawn({
        let (covers, cover) = (Arc::clone(&covers), cover.clone());
        async move { covers.get(&cover).await }
    });
    server.arrived.notified().await;
    let second = tokio::spawn({
        let (covers, cover) = (Arc::clone(&covers), cover.clone());
        async move { covers.get(&cover).await }
    });
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    // The second asks anew, whether it was waiting already or comes only now.
    server.arrived.notified().await;
    server.release.send_replace(true);
    assert!(second.await.unwrap().is_ok());
}

#[tokio::test]
async fn what_is_not_a_cover_is_refused() {
    let server = Server::start().await;
    let covers = server.covers();
    for (path, error) in [
        ("/lie", CoverError::NotAnImage),
        ("/empty", CoverError::NotAnImage),
        ("/gone", CoverError::Status(404)),
        ("/broken", CoverError::Status(502)),
        ("/away", CoverError::Status(302)),
        ("/announced", CoverError::TooLarge),
        ("/endless", CoverError::TooLarge),
    ] {
        assert_eq!(covers.get(&server.cover(path)).await, Err(error), "{path}");
    }
    let modest = covers.get(&server.cover("/modest")).await.unwrap();
    assert_eq!(modest.content_type(), "image/png", "the type is what the bytes are");
}

#[tokio::test]
async fn a_redirect_to_inside_is_not_followed() {
    let (server, inside) = (Server::start().await, Server::start().await);
    let covers = server.covers();
    for to in [&*format!("{}/cover.png", inside.origin), "https://10.0.0.1/", "https://localhost/", "file:///etc/hosts"]
    {
        let cover = server.cover(&format!("/to?{to}"));
        assert_eq!(covers.get(&cover).await, Err(CoverError::Status(302)), "{to}");
    }
    assert_eq!(inside.hits(), 0);
}

#[tokio::test]
async fn an_answer_that_stops_in_the_middle_is_given_up() {
    let server = Server::start().await;
    let covers = server.covers();
    // The connection is there before time is moved; from then on only the limit can end the wait.
    covers.get(&server.cover("/cover.png")).await.unwrap();
    tokio::time::pause();
    assert_eq!(covers.get(&server.cover("/never-ends")).await, Err(CoverError::Unreachable));
    assert_eq!(server.hits(), 2);
}

#[tokio::test]
async fn a_failure_is_remembered() {
    let server = Server::start().await;
    let covers = server.covers();
    for _ in 0..3 {
        assert_eq!(covers.get(&server.cover("/gone")).await, Err(CoverError::Status(404)));
    }
    assert_eq!(server.hits(), 1);
}

#[tokio::test]
async fn addresses_inside_are_never_asked() {
    let server = Server::start().await;
    let port = server.origin.rsplit_once(':').unwrap().1.to_owned();
    let covers = Covers::new(None).unwrap();
    for address in [
        format!("{}/cover.png", server.origin),
        format!("http://localhost:{port}/cover.png"),
        format!("https://localhost:{port}/cover.png"),
        "https://10.0.0.1/cover.png".to_owned(),
        "not an address".to_owned(),
        String::new(),
    ] {
        assert_eq!(covers.get(&Cover::new(&address)).await, Err(CoverError::Address), "{address}");
    }
    // A name is allowed; what it resolves to is not.
    assert_eq!(covers.get(&Cover::new("https://localhost/cover.png")).await, Err(CoverError::Unreachable));
    let other = Server::start().await;
    assert_eq!(server.covers().get(&other.cover("/cover.png")).await, Err(CoverError::Address));
    assert_eq!((server.hits(), other.hits()), (0, 0));
}
