//! A tap on the line to Spotify: shows every request as it was made, and holds answers back.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use reqwest::redirect::Policy;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::support::soon;

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) path: String,
    pub(crate) authorization: Option<String>,
    pub(crate) form: Vec<(String, String)>,
}

impl Seen {
    /// The value of a form field; a field that is there twice is an error.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        let mut values = self.form.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let value = values.next();
        assert_eq!(values.next(), None, "{name} is repeated");
        value
    }
}

/// Stands before an emulator.
#[derive(Debug)]
pub(crate) struct Tap {
    pub(crate) origin: String,
    line: Arc<Line>,
}

#[derive(Debug)]
struct Line {
    upstream: String,
    http: reqwest::Client,
    seen: Mutex<Vec<Seen>>,
    /// The path whose answers are held back.
    held: watch::Sender<Option<&'static str>>,
    /// How many answers of each path have come from the emulator.
    answered: watch::Sender<HashMap<String, usize>>,
}

impl Tap {
    pub(crate) async fn on(upstream: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let line = Arc::new(Line {
            upstream: upstream.to_owned(),
            http: reqwest::Client::builder().redirect(Policy::none()).no_proxy().build().unwrap(),
            seen: Mutex::default(),
            held: watch::Sender::new(None),
            answered: watch::Sender::default(),
        });
        let app = Router::new().fallback(pass).with_state(Arc::clone(&line));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { origin, line }
    }

    /// The requests to a path, oldest first.
    pub(crate) fn seen(&self, path: &str) -> Vec<Seen> {
        self.line.seen.lock().unwrap().iter().filter(|seen| seen.path == path).cloned().collect()
    }

    /// The only request to the token endpoint so far, or the last one.
    pub(crate) fn last_token_request(&self) -> Seen {
        self.seen("/api/token").pop().expect("a request to the token endpoint")
    }

    /// From now on answers of `path` wait for [`Tap::release`]. The emulator has done its work by then.
    pub(crate) fn hold(&self, path: &'static str) {
        self.line.held.send_replace(Some(path));
    }

    pub(crate) fn release(&self) {
        self.line.held.send_replace(None);
    }

    /// Waits until the emulator has answered `count` requests of `path`, whether or not the answers went on.
    pub(crate) async fn answered(&self, path: &str, count: usize) {
        let mut answered = self.line.answered.subscribe();
        let enough = |answered: &HashMap<String, usize>| answered.get(path).is_some_and(|answers| *answers >= count);
        soon(&format!("answer {count} of {path}"), answered.wait_for(enough)).await.unwrap();
    }
}

async fn pass(State(line): State<Arc<Line>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    let path = parts.uri.path().to_owned();
    line.seen.lock().unwrap().push(Seen {
        path: path.clone(),
        authorization: text(&parts.headers, header::AUTHORIZATION),
        form: url::form_urlencoded::parse(&body).into_owned().collect(),
    });
    let mut onward = line.http.request(parts.method, format!("{}{}", line.upstream, parts.uri)).body(body);
    for name in [header::AUTHORIZATION, header::CONTENT_TYPE] {
        if let Some(value) = parts.headers.get(&name) {
            onward = onward.header(name, value);
        }
    }
    let answer = onward.send().await.unwrap();
    let (status, headers) = (answer.status(), answer.headers().clone());
    let body: Bytes = answer.bytes().await.unwrap();
    line.answered.send_modify(|answered| *answered.entry(path.clone()).or_default() += 1);
    line.held.subscribe().wait_for(|held| *held != Some(path.as_str())).await.unwrap();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    for name in [header::CONTENT_TYPE, header::LOCATION, header::RETRY_AFTER] {
        if let Some(value) = headers.get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    headers.get(name).map(|value| value.to_str().unwrap().to_owned())
}
