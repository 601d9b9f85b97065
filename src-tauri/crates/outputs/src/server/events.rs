//! The server-sent events for scripts.

use std::convert::Infallible;
use std::sync::Arc;

use axum::http::header::CACHE_CONTROL;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use super::feeds::Feed;
use super::frame::Frame;
use super::limits::Limits;

/// The snapshot of this moment, then each newer one, until the token no longer counts.
pub(super) fn events(feed: Feed, limits: &Limits) -> Response {
    let stream = stream::unfold((feed.frames, true), |(mut frames, first)| async move {
        if !first {
            frames.changed().await.ok()?;
        }
        let frame = Arc::clone(&frames.borrow_and_update());
        let event = if first { event(&frame, &frame.plain_now()) } else { event(&frame, frame.plain().as_str()) };
        Some((Ok::<_, Infallible>(event), (frames, false)))
    });
    let comments = KeepAlive::new().interval(limits.comment_every);
    ([(CACHE_CONTROL, "no-store")], Sse::new(stream).keep_alive(comments)).into_response()
}

fn event(frame: &Frame, data: &str) -> Event {
    let snapshot = &frame.snapshot;
    Event::default().id(format!("{}-{}", snapshot.run, snapshot.number)).data(data)
}
