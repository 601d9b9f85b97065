//! The browser comes back to a port of this machine.

use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use reqwest::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use reqwest::{Method, Response};
use songplate_core::login::{ATTEMPT_LIFETIME, LoginReason, LoginStatus};
use songplate_emulator::{Endpoint, Fault};
use songplate_spotify::login::Happening;
use url::Url;

use crate::support::{Stage, by_loopback, param, soon};

/// The port that a login waits at.
fn port(login_url: &str) -> u16 {
    let redirect_uri = Url::parse(&param(login_url, "redirect_uri").unwrap()).unwrap();
    assert_eq!((redirect_uri.host_str(), redirect_uri.path()), (Some("127.0.0.1"), "/callback"));
    redirect_uri.port().unwrap()
}

fn is_open(port: u16) -> bool {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
}

async fn get(stage: &Stage, address: &str) -> Response {
    soon("the page", stage.browser.get(address).send()).await.unwrap()
}

/// The page's text, whose headers keep the address in the bar to itself.
async fn page(response: Response) -> String {
    let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    assert_eq!(header(CACHE_CONTROL), "no-store");
    assert_eq!(header(REFERRER_POLICY), "no-referrer");
    assert_eq!(header(X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert!(header(CONTENT_SECURITY_POLICY).starts_with("default-src 'none'"));
    response.text().await.unwrap()
}

#[tokio::test]
async fn the_page_says_that_the_account_is_linked_and_then_the_port_closes() {
    let mut stage = Stage::new().await;
    let login_url = stage.begin(by_loopback()).await;
    assert_eq!(stage.view().redirect_uri, "http://127.0.0.1/callback", "registered without a port");
    let answer = get(&stage, &stage.consent(&login_url).await).await;
    assert_eq!(answer.status(), 200);
    let page = page(answer).await;
    assert!(page.contains("<title>&lt;Linked&gt;</title>"), "the title is text: {page}");
    assert!(page.contains("Linked &amp; &quot;so&quot;"), "the words are text: {page}");
    assert_eq!(stage.happening().await, Happening::CameBack);
    stage.view_when("a name", |view| view.account.as_ref().is_some_and(|account| account.name.is_some())).await;
    assert_closes(port(&login_url)).await;
}

#[tokio::test]
async fn a_refusal_is_told_on_the_page_too() {
    let stage = Stage::new().await;
    let login_url = stage.begin(by_loopback()).await;
    let random = param(&login_url, "state").unwrap();
    let address = format!("http://127.0.0.1:{}/callback?error=access_denied&state={random}", port(&login_url));
    let answer = get(&stage, &address).await;
    assert_eq!(answer.status(), 200);
    assert!(page(answer).await.contains("Failed(AccessDenied)"));
    stage.told_when(LoginStatus::Failed, Some(LoginReason::AccessDenied)).await;
    assert_closes(port(&login_url)).await;
}

#[tokio::test]
async fn the_page_waits_for_the_exchange_and_tells_its_failure() {
    let stage = Stage::new().await;
    stage.fault(Endpoint::Token, Fault::ServerError { status: 500 });
    let login_url = stage.begin(by_loopback()).await;
    let answer = get(&stage, &stage.consent(&login_url).await).await;
    assert!(page(answer).await.contains("Failed(Server)"));
    stage.told_when(LoginStatus::Failed, Some(LoginReason::Server)).await;
}

#[tokio::test]
async fn a_slash_after_callback_changes_nothing() {
    let stage = Stage::new().await;
    let login_url = stage.begin(by_loopback()).await;
    let address = stage.consent(&login_url).await.replace("/callback?", "/callback/?");
    assert_eq!(get(&stage, &address).await.status(), 200);
    stage.told_when(LoginStatus::Linked, None).await;
}

#[tokio::test]
async fn a_forged_answer_is_told_so_and_leaves_the_login_waiting() {
    let stage = Stage::new().await;
    let login_url = stage.begin(by_loopback()).await;
    let before = stage.view();
    let origin = format!("http://127.0.0.1:{}", port(&login_url));
    for query in ["code=c&state=forged", "error=access_denied&state=forged", "code=c", "", "code=c&state=a&state=b"] {
        let answer = get(&stage, &format!("{origin}/callback?{query}")).await;
        assert_eq!(answer.status(), 400, "{query}");
        assert!(page(answer).await.contains("Unanswered"), "{query}");
    }
    assert_eq!(stage.view(), before);
    assert_eq!(stage.token_requests(), 0);
    assert_eq!(get(&stage, &stage.consent(&login_url).await).await.status(), 200);
    stage.told_when(LoginStatus::Linked, None).await;
}

#[tokio::test]
async fn the_port_serves_one_path_to_one_name_by_one_method() {
    let stage = Stage::new().await;
    let login_url = stage.begin(by_loopback()).await;
    let before = stage.view();
    let port = port(&login_url);
    let address = stage.consent(&login_url).await;
    for host in ["localhost", "songplate.example", "127.0.0.1", "127.0.0.1:1", &format!("localhost:{port}")] {
        let request = stage.browser.get(&address).header(HOST, host).send();
        assert_eq!(soon("a refusal", request).await.unwrap().status(), 403, "{host}");
    }
    for path in ["", "callback/x", "callbac", "favicon.ico", "callback//"] {
        assert_eq!(get(&stage, &format!("http://127.0.0.1:{port}/{path}")).await.status(), 404, "{path}");
    }
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS] {
        let request = stage.browser.request(method.clone(), &address).send();
        assert_eq!(soon("a refusal", request).await.unwrap().status(), 405, "{method}");
    }
    assert_eq!(stage.view(), before);
    assert_eq!(stage.token_requests(), 0, "none of them was taken for the answer");
}

#[tokio::test]
async fn the_answer_can_be_pasted_too_and_not_for_another_port() {
    let stage = Stage::new().await;
    let login_url = stage.begin(by_loopback()).await;
    let address = stage.consent(&login_url).await;
    let port = port(&login_url);
    let elsewhere = address.replace(&format!(":{port}/"), &format!(":{}/", port ^ 1));
    assert!(stage.login.returned(elsewhere).await.is_err());
    stage.answer(address).await;
    stage.told_when(LoginStatus::Linked, None).await;
    assert_closes(port).await;
}

#[tokio::test]
async fn the_port_closes_when_the_user_gives_up() {
    let stage = Stage::new().await;
    let login_url = stage.begin(by_loopback()).await;
    stage.login.cancel();
    stage.told_when(LoginStatus::SignedOut, None).await;
    assert_closes(port(&login_url)).await;
}

#[tokio::test]
async fn the_port_closes_when_another_attempt_begins() {
    let stage = Stage::new().await;
    let first = stage.begin(by_loopback()).await;
    let second = stage.begin(by_loopback()).await;
    assert_ne!(port(&first), port(&second));
    assert_closes(port(&first)).await;
    assert!(is_open(port(&second)));
}

#[tokio::test(start_paused = true)]
async fn the_port_closes_with_the_time_limit() {
    let stage = Stage::new().await;
    let login_url = stage.begin(by_loopback()).await;
    assert!(is_open(port(&login_url)));
    tokio::time::sleep(ATTEMPT_LIFETIME + Duration::from_mins(1)).await;
    assert_eq!(stage.told(), (LoginStatus::Failed, Some(LoginReason::TimedOut)));
    assert!(!is_open(port(&login_url)));
}

#[tokio::test]
async fn the_port_closes_with_the_program() {
    let stage = Stage::new().await;
    let login_url = stage.begin(by_loopback()).await;
    let mut views = stage.login.views.clone();
    drop(stage);
    soon("the login to end", async { while views.changed().await.is_ok() {} }).await;
    tokio::task::yield_now().await;
    assert!(!is_open(port(&login_url)));
}

/// The port is closed a moment after its attempt has ended, so that the page can still arrive.
async fn assert_closes(port: u16) {
    tokio::time::pause();
    tokio::time::sleep(Duration::from_secs(10)).await;
    assert!(!is_open(port), "port {port} is closed");
    tokio::time::resume();
}
