//! The loopback listener: the second way in which the browser hands the answer back (RFC 8252 section 7.3).

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use songplate_core::login::LoginReason;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// What the page says after the browser came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Landing {
    /// The account is linked.
    Linked,
    /// The login failed.
    Failed(LoginReason),
    /// The address answers no pending login.
    Unanswered,
}

/// Renders the page for the browser, in the user's language: title and text, both plain.
pub type LandingText = Arc<dyn Fn(Landing) -> (String, String) + Send + Sync>;

/// An address that arrived, and where to say what came of it.
pub(crate) struct Arrival {
    pub(crate) address: String,
    pub(crate) landed: oneshot::Sender<Landing>,
}

/// Listens on a free port of 127.0.0.1 until it is dropped.
pub(crate) struct Loopback {
    port: u16,
    task: JoinHandle<()>,
}

struct Page {
    port: u16,
    arrivals: mpsc::UnboundedSender<Arrival>,
    text: LandingText,
}

impl Loopback {
    /// Opens a free port; what arrives goes to `arrivals`.
    pub(crate) async fn open(arrivals: mpsc::UnboundedSender<Arrival>, text: LandingText) -> std::io::Result<Self> {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
        let port = listener.local_addr()?.port();
        let page = Arc::new(Page { port, arrivals, text });
        let router = Router::new().route("/callback", get(arrive)).route("/callback/", get(arrive)).with_state(page);
        let task = tokio::spawn(async move {
            // Serving ends with the task; errors of single connections are not ours to mend.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { port, task })
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }
}

impl Loopback {
    /// Closes the port once the page that says so has had time to reach the browser.
    pub(crate) fn close_soon(mut self) {
        let task = std::mem::replace(&mut self.task, tokio::spawn(async {}));
        tokio::spawn(async move {
            tokio::time::sleep(std::time::Duration::from_secs(2)).await;
            task.abort();
        });
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn arrive(State(page): State<Arc<Page>>, uri: Uri, headers: HeaderMap) -> Response {
    // Another name for this machine in Host is how DNS rebinding looks.
    let expected = format!("127.0.0.1:{}", page.port);
    if headers.get(header::HOST).and_then(|host| host.to_str().ok()) != Some(expected.as_str()) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let (landed, landing) = oneshot::channel();
    let address = format!("http://{expected}{uri}");
    let landing = match page.arrivals.send(Arrival { address, landed }) {
        Ok(()) => landing.await.unwrap_or(Landing::Unanswered),
        Err(_) => Landing::Unanswered,
    };
    let (title, text) = (page.text)(landing);
    let status = match landing {
        Landing::Linked | Landing::Failed(_) => StatusCode::OK,
        Landing::Unanswered => StatusCode::BAD_REQUEST,
    };
    let mut response = (status, Html(render(&title, &text))).into_response();
    let headers = response.headers_mut();
    // The address in the bar carries the code: it must not travel on as a referrer, nor stay in a cache.
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn render(title: &str, text: &str) -> String {
    let (title, text) = (escape(title), escape(text));
    format!(
        "<!doctype html><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><title>{title}</title>\
         <style>:root{{color-scheme:light dark}}body{{font:18px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;\
         display:grid;place-content:center;text-align:center;padding:0 1.5rem}}</style>\
         <main><h1>Songplate</h1><p>{text}</p></main>"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
