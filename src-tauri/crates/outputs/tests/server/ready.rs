//! What the page that waits for the app asks.

use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::support::*;

/// Asks as a page of this origin would.
async fn ask(server: &Server, path: &str, origin: &str) -> Option<Socket> {
    let mut request = server.url(path).replace("http:", "ws:").into_client_request().unwrap();
    request.headers_mut().insert("origin", origin.parse().unwrap());
    soon(tokio_tungstenite::connect_async(request)).await.ok().map(|(socket, _)| Socket(socket))
}

#[tokio::test]
async fn any_page_that_has_the_link_learns_that_the_app_is_there_and_no_more() {
    let server = Server::start().await;
    for origin in ["null", "http://absolute", "file://", "https://evil.example"] {
        let mut socket = ask(&server, "/ready", origin).await.expect("it is there");
        assert_eq!(socket.only_closed().await, Some(CloseCode::Normal), "{origin}");
        assert!(ask(&server, "/socket", origin).await.is_none(), "{origin}");
    }
    server.pages(&[]).await;
    server.settings.send_modify(|settings| settings.overlays[0].token = token(9));
    soon(Box::pin(async { while ask(&server, "/ready", "null").await.is_some() {} })).await;
}
