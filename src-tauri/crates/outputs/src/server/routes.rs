//! What is answered at which path.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::extract::{Extension, Path, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, SEC_WEBSOCKET_VERSION, UPGRADE};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::any;
use songplate_core::covers::CoverShelf;
use songplate_core::reply::Replies;
use tokio::sync::watch;
use tokio::time::Instant;

use super::answer::{dress, not_found, refuse};
use super::connection::Connection;
use super::events;
use super::feeds::{Feed, OpenFeeds};
use super::guard;
use super::limits::Limits;
use super::page::Page;
use super::pages::Pages;
use super::ready::{self, READY};
use super::socket;
use crate::SourceNames;

/// What the routes answer from.
#[derive(Clone)]
pub(super) struct Content {
    pub(super) page: Arc<Page>,
    pub(super) feeds: OpenFeeds,
    pub(super) pages: Pages,
    pub(super) covers: Arc<dyn CoverShelf>,
    pub(super) replies: watch::Receiver<Replies>,
    pub(super) source_names: SourceNames,
    pub(super) limits: Limits,
}

/// By which host a request came: one of this server's.
#[derive(Clone)]
struct Host(String);

pub(super) fn router(content: Content) -> Router {
    // Any method: the guard has let pass what may.
    Router::new()
        .route("/overlay", any(overlay))
        .route("/socket", any(socket))
        .route(READY, any(ready))
        .route("/events", any(events))
        .route("/now-playing", any(now_playing))
        .route("/cover/{key}", any(cover))
        .route("/reply", any(reply))
        .fallback(async || not_found())
        .layer(middleware::from_fn_with_state(content.clone(), guarded))
        .with_state(content)
}

async fn guarded(
    State(content): State<Content>,
    Extension(connection): Extension<Connection>,
    mut request: Request,
    next: Next,
) -> Response {
    let passed = guard::pass(&request, connection.local, &content.feeds.borrow());
    match passed {
        Ok((host, feed)) => {
            request.extensions_mut().insert(Host(host));
            request.extensions_mut().insert(feed);
            dress(next.run(request).await)
        }
        Err(refusal) => {
            tracing::debug!(?refusal, "a request is refused");
            refuse(refusal)
        }
    }
}

async fn overlay(State(content): State<Content>, Extension(Host(host)): Extension<Host>) -> Response {
    ([(CONTENT_SECURITY_POLICY, content.page.policy(&host))], Html(content.page.html)).into_response()
}

async fn socket(
    State(content): State<Content>,
    Extension(connection): Extension<Connection>,
    Extension(feed): Extension<Feed>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    upgraded(upgrade, move |socket| {
        let counted = content.pages.count(Arc::clone(&feed.id));
        socket::serve(socket, feed, connection, counted, content.limits)
    })
}

async fn ready(
    Extension(connection): Extension<Connection>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    upgraded(upgrade, |socket| ready::serve(socket, connection))
}

fn upgraded<F: Future<Output = ()> + Send + 'static>(
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
    serve: impl FnOnce(WebSocket) -> F + Send + 'static,
) -> Response {
    let Ok(upgrade) = upgrade else {
        let headers = [(UPGRADE, "websocket"), (SEC_WEBSOCKET_VERSION, "13")];
        return (StatusCode::UPGRADE_REQUIRED, headers, "This path speaks WebSocket.\n").into_response();
    };
    upgrade
        .max_message_size(socket::MESSAGE_LIMIT)
        .max_frame_size(socket::MESSAGE_LIMIT)
        .read_buffer_size(socket::MESSAGE_LIMIT)
        .write_buffer_size(0)
        .on_upgrade(serve)
}

async fn events(State(content): State<Content>, Extension(feed): Extension<Feed>) -> Response {
    events::events(feed, &content.limits)
}

async fn now_playing(Extension(feed): Extension<Feed>) -> Response {
    let json = feed.frames.borrow().plain_now();
    ([(CONTENT_TYPE, "application/json")], json).into_response()
}

async fn cover(State(content): State<Content>, key: Result<Path<String>, PathRejection>) -> Response {
    // What can't be read as a key is the key of nothing.
    let key = key.map(|Path(key)| key).unwrap_or_default();
    match content.covers.get(&key).await {
        Some(cover) => {
            let headers = [(CONTENT_TYPE, cover.content_type), (CACHE_CONTROL, "private, max-age=86400, immutable")];
            (headers, Bytes::from_owner(cover.bytes)).into_response()
        }
        None => not_found(),
    }
}

async fn reply(State(content): State<Content>, Extension(feed): Extension<Feed>) -> String {
    let snapshot = Arc::clone(&feed.frames.borrow().snapshot);
    let source = (content.source_names)(snapshot.source());
    content.replies.borrow().reply(&snapshot, &source, Instant::now())
}
